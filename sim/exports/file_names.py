"""Names of files and sheets that every system takes, and that no two tables share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

LONGEST_FILE = 60
"""Characters of a file's name before its ending: 180 bytes where all of them are Chinese."""
LONGEST_SHEET = 31

_DIGITS = 8
_UNFIT_FILE = re.compile(r'[<>:"/\\|?*\s\x00-\x1f\x7f]')
_UNFIT_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\..*)?", re.IGNORECASE
)
"""Names that Windows keeps for itself, whatever their ending."""
_HASHED = re.compile(rf".*-[0-9a-f]{{{_DIGITS}}}", re.DOTALL)


def file_names(names: Iterable[str]) -> dict[str, str]:
    """For each name one that Windows, macOS and Linux take for a file, without an ending.

    A name stays as it is where it can. One with forbidden characters, one of a device, one too
    long, and those that differ in their case alone are changed and end with eight digits of
    their hash, so that two names never meet in one file.
    """
    return _distinct(names, _as_file)


def sheet_names(names: Iterable[str]) -> dict[str, str]:
    """For each name one that Excel takes for a sheet, by the same rules."""
    return _distinct(names, _as_sheet)


def _as_file(name: str, longest: int = LONGEST_FILE) -> str:
    text = _UNFIT_FILE.sub("_", unicodedata.normalize("NFC", name))[:longest].strip(". ")
    return f"_{text}"[:longest] if not text or _DEVICE.fullmatch(text) else text


def _as_sheet(name: str, longest: int = LONGEST_SHEET) -> str:
    text = _UNFIT_SHEET.sub("_", unicodedata.normalize("NFC", name))[:longest].strip("' ")
    return f"_{text}"[:longest] if not text or text.casefold() == "history" else text


def _distinct(names: Iterable[str], fitted: Callable[..., str]) -> dict[str, str]:
    asked = list(dict.fromkeys(names))
    alike = Counter(fitted(name).casefold() for name in asked)
    found = {}
    for name in asked:
        fit = fitted(name)
        # A name that looks hashed is hashed too: nobody can choose what another one is given.
        kept = fit == name and alike[fit.casefold()] == 1 and not _HASHED.fullmatch(name)
        found[name] = fit if kept else _hashed(name, fitted)
    return found


def _hashed(name: str, fitted: Callable[..., str]) -> str:
    digits = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    longest = LONGEST_FILE if fitted is _as_file else LONGEST_SHEET
    return f"{fitted(name, longest - _DIGITS - 1)}-{digits}"
