"""One plain YAML value: a number, true, false, nothing or text, by the YAML 1.2 core rules.

A plain word that YAML 1.1 programs read as something else (``no``, ``0500``, ``12:30``,
``2024-01-01``) is refused instead of guessed at: it needs quotes, or a plainer number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

LONGEST_NUMBER = 300
"""Digits; Python itself refuses to read whole numbers of more than 4300."""

LONGEST_QUOTE = 60
"""Characters of a value shown in a message."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_SUSPECT = frozenset("+-.0123456789<=YyNnOo")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Misread(NamedTuple):
    """Why a value cannot be taken as it is written."""

    found: str
    hint: str = ""


def scalar(text: str) -> tuple[Any, Misread | None]:
    """The value that ``text`` (unquoted) stands for, and what is wrong with it, if anything."""
    if text in _NOTHING:
        return None, None
    if text in _TRUTH:
        return _TRUTH[text], None
    if text[0] not in _SUSPECT:
        return text, None
    if _NUMBER.fullmatch(text):
        return _number(text)
    for trap in _TRAPS:
        if trap.pattern.fullmatch(text):
            return text, Misread(f"found `{clip(text)}`, {trap.why}", trap.hint(text))
    return text, None


def plain_number(value: Any) -> Any:
    """Whole-number floats become whole numbers: 500.0 counts 500 residents as 500 does."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def vanishes(text: str) -> bool:
    """Whether ``text`` is a number too small to hold: it reads as exactly 0."""
    mantissa = re.split("[eE]", text)[0]
    return bool(_NUMBER.fullmatch(text)) and float(text) == 0 and bool(re.search("[1-9]", mantissa))


def reads_as_text(text: str) -> bool:
    """Whether ``text`` may be written without quotes and still be read as the same text."""
    value, misread = scalar(text)
    return misread is None and value == text and isinstance(value, str)


def quoted(value: Any) -> str:
    """``value`` as a message shows it: short, on one line, nothing hidden in it."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{clip(value)}"'
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)} item{'' if len(value) == 1 else 's'}"
    return clip(str(value) if isinstance(value, int | float) else f"{type(value).__name__} {value}")


def clip(text: str) -> str:
    """``text`` cut to what a message can hold, with control characters spelled out."""
    shown = _HIDDEN.sub(_spelled, text[: LONGEST_QUOTE + 1])
    return shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"


def _spelled(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _number(text: str) -> tuple[Any, Misread | None]:
    if len(text) > LONGEST_NUMBER:
        return 0, Misread(f"found a number with {len(text)} digits", "Write a smaller number.")
    if _INTEGER.fullmatch(text):
        return int(text), None
    value = float(text)
    if math.isinf(value):
        return 0, Misread(f"found {clip(text)}, which is too large to hold")
    return plain_number(value), None


class _Trap(NamedTuple):
    pattern: re.Pattern[str]
    why: str
    hint: Callable[[str], str]


def _quote_it(text: str) -> str:
    return f'If text is meant, write "{clip(text)}" in quotes.'


NO_DATES = "Months are whole numbers: 1 is the first that is reported."
"""Advice to whoever writes a date."""


def _quote_date(text: str) -> str:
    return f"{_quote_it(text)} {NO_DATES}"


def _quote_or_truth(text: str) -> str:
    truth = "true" if text.lower() in {"yes", "on", "y"} else "false"
    return f'Write "{clip(text)}" in quotes for text, or {truth}.'


def _without_zeros(text: str) -> str:
    sign = "-" if text[0] == "-" else ""
    number = text.lstrip("+-").lstrip("0").replace("_", "") or "0"
    number = f"0{number}" if number[0] == "." else number
    return f'Write {clip(sign + number)}, or "{clip(text)}" in quotes for text.'


def _plainer(text: str) -> str:
    digits = text.replace("_", "").lstrip("+")
    number = float(digits) if "." in digits or len(digits) > LONGEST_NUMBER else int(digits, 0)
    return f"Write {clip(str(number))}."


def _trap(pattern: str, why: str, hint: Callable[[str], str]) -> _Trap:
    return _Trap(re.compile(pattern), why, hint)


_TRAPS = (
    _trap("(?i:yes|no|on|off|y|n)", "which some programs read as true or false", _quote_or_truth),
    _trap(r"[-+]?\.(?i:inf)", "but infinity is not allowed", lambda _text: ""),
    _trap(r"\.(?i:nan)", "but NaN (not a number) is not allowed", lambda _text: ""),
    _trap(
        r"[-+]?0[0-9_]+(\.[0-9_]*)?([eE][-+]?[0-9]+)?",
        "which starts with a zero: some programs read it as octal",
        _without_zeros,
    ),
    _trap("[-+]?0o[0-7]+", "which is an octal number", _plainer),
    _trap("[-+]?0x[0-9a-fA-F]+", "which is a hexadecimal number", _plainer),
    _trap("[-+]?0b[01]+", "which is a binary number", _plainer),
    _trap(
        r"[-+]?[1-9][0-9]*(_[0-9]+)+(\.[0-9]*)?",
        "but underscores do not belong in a number",
        _plainer,
    ),
    _trap(
        r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?",
        "which some programs read as a number to base 60",
        _quote_it,
    ),
    _trap(
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|\s+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?",
        "which some programs read as a date",
        _quote_date,
    ),
    _trap("<<", "which is the merge marker of older YAML", _quote_it),
    _trap("=", "which older YAML reads as a default marker", _quote_it),
)
