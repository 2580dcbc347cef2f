"""From the bytes of a file to text: UTF-8 only, nothing hidden in it, 1 MB at most."""

from __future__ import annotations

import re
from pathlib import Path

from sim.errors import Problem, ScenarioError

LARGEST_FILE = 1_000_000
"""Bytes. A scenario is a page or two; anything near this is not one."""

_SIGNATURES = (
    (b"PK\x03\x04", "a zip or Excel (.xlsx) file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def read_bytes(path: Path, name: str) -> bytes:
    """The content of an ordinary file that is small enough; never waits on a device."""
    try:
        if path.is_dir():
            raise _refusal(name, "this is a folder, not a file")
        if path.exists() and not path.is_file():
            raise _refusal(name, "this is not an ordinary file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        size = max(len(content), path.stat().st_size)
    except FileNotFoundError:
        raise _refusal(name, f"file not found (looked in {path.parent})") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a possible file name"
        raise _refusal(name, f"cannot be read: {reason}") from None
    if size > LARGEST_FILE:
        raise _refusal(name, f"the file has {size:,} bytes", f"at most {LARGEST_FILE:,}")
    return content


def decode(content: bytes, name: str) -> str:
    """The text of ``content``, or a refusal that says how it was probably saved."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            hint = "Save the table as CSV first." if "Excel" in kind else ""
            raise _refusal(name, f"this looks like {kind}", "a text file", hint)
    if content.startswith(_UTF_16) or _every_other_is_nul(content):
        raise _refusal(name, "the file is saved as UTF-16", "UTF-8", "Save it as UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error.start, name) from None
    return check_characters(text, name)


def check_characters(text: str, name: str) -> str:
    """``text`` itself, unless it holds characters that no editor shows."""
    problems = []
    for match in _UNSEEN.finditer(text):
        line, column = position(text, match.start())
        code = ord(match.group())
        what = "a NUL byte" if code == 0 else f"the control character U+{code:04X}"
        hint = "The file is damaged or not text." if code == 0 else "Delete it."
        found = f"found {what}, which is not allowed"
        problems.append(Problem(found, file=name, line=line, column=column, hint=hint))
        if len(problems) == 20:
            break
    if problems:
        raise ScenarioError(problems)
    return text


def plain_json(text: str) -> str:
    """JSON may indent with tabs and write rare characters in two halves; YAML may not."""
    if text.lstrip()[:1] != "{":
        return text
    pair = r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"
    return re.sub(pair, _joined, text.replace("\t", " "), flags=re.IGNORECASE)


def _joined(match: re.Match[str]) -> str:
    high, low = int(match[1], 16), int(match[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column (from 1) of the character at ``index``."""
    before = text[:index].replace("\r\n", " \n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _every_other_is_nul(content: bytes) -> bool:
    sample = content[:2000]
    half = len(sample) // 2
    return half > 0 and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.4 * half


def _not_utf8(content: bytes, start: int, name: str) -> ScenarioError:
    before = content[:start].decode("utf-8-sig")
    line, column = position(before, len(before))
    guess = "GBK" if _looks_chinese(content) else "Latin-1 or Windows-1252"
    problem = Problem(
        f"found the byte 0x{content[start]:02x}, which is not UTF-8; probably saved as {guess}",
        file=name,
        line=line,
        column=column,
        hint="Save the file as UTF-8.",
    )
    return ScenarioError([problem])


def _looks_chinese(content: bytes) -> bool:
    try:
        foreign = [letter for letter in content.decode("gb18030") if ord(letter) > 127]
    except UnicodeDecodeError:
        return False
    chinese = [letter for letter in foreign if "\u3000" <= letter <= "\u9fff" or letter > "\uff00"]
    return 2 * len(chinese) >= len(foreign)


def _refusal(name: str, found: str, expected: str = "", hint: str = "") -> ScenarioError:
    return ScenarioError([Problem(found, expected, file=name, hint=hint)])
