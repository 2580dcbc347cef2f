"""What a broken line of YAML most likely means, in words a writer of scenarios understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sim.reading.scalars import clip


@dataclass
class Complaint:
    """What the parser said: where it stopped, why, and what it was busy with.

    Lines and columns count from 0, as parsers count them.
    """

    text: str
    offset: int
    line: int
    column: int
    reason: str
    context: str = ""
    opened_line: int = 0
    opened_column: int = 0

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def row(self, number: int) -> str:
        """The line with this number, empty if there is none."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def at_end(self) -> bool:
        """Whether nothing is left where the parser stopped."""
        return not self.text[self.offset :].strip()


class Reading(NamedTuple):
    """The same in plain words; line and column count from 1."""

    line: int
    column: int
    found: str
    hint: str = ""


def explain(complaint: Complaint) -> Reading:
    """The most likely slip of the pen behind ``complaint``."""
    for guess in _GUESSES:
        reading = guess(complaint)
        if reading:
            return reading
    return Reading(complaint.line + 1, complaint.column + 1, f"not YAML: {complaint.reason}")


def _tab(told: Complaint) -> Reading | None:
    if told.text[told.offset : told.offset + 1] != "\t" and "tab char" not in told.reason:
        return None
    before = told.row(told.line)[: told.column]
    if before.strip():
        return Reading(told.line + 1, told.column + 1, "found a tab", "Use a space.")
    hint = "YAML allows only spaces."
    return Reading(told.line + 1, 1, "this line is indented with a tab", hint)


def _wide_colon(told: Complaint) -> Reading | None:
    """Chinese keyboards give a full-width colon, which YAML takes for a letter."""
    for number in (told.line, told.opened_line, told.line - 1):
        match = re.match(r"\s*(- )?[\w-]+\s*(：)", told.row(number))
        if match:
            found = "found a full-width colon `：`"
            return Reading(number + 1, match.start(2) + 1, found, "Use `:` and a space.")
    return None


def _wide_comma(told: Complaint) -> Reading | None:
    """So does the comma; between braces or brackets it then joins two entries into one."""
    row = told.row(told.line)
    place = row.rfind("，", 0, told.column)
    if place < 0 or "flow" not in told.context or "expected ','" not in told.reason:
        return None
    found = "found a full-width comma `，`"
    return Reading(told.line + 1, place + 1, found, "Use `,` and a space.")


def _unclosed(told: Complaint) -> Reading | None:
    opener = told.row(told.opened_line)[told.opened_column : told.opened_column + 1]
    if "quoted scalar" in told.context and told.at_end():
        found = f"the quote {opener} opened here is never closed"
    elif "flow" in told.context and (told.at_end() or told.line > told.opened_line):
        found = f"`{opener}` opened here is never closed"
    elif "escape" in told.reason:
        hint = "Inside double quotes write \\\\ for a backslash, or use single quotes."
        return Reading(told.line + 1, told.column + 1, "found an unknown escape after `\\`", hint)
    else:
        return None
    return Reading(told.opened_line + 1, told.opened_column + 1, found)


def _bad_start(told: Complaint) -> Reading | None:
    if "cannot start any token" not in told.reason:
        return None
    rest = told.row(told.line)[told.column :]
    hint = "Put the value in quotes."
    percent = re.match(r"%([0-9]+)", rest)
    if percent:
        hint = f"Write {float(percent[1][:9]) / 100:g} for {clip(percent[1])} percent."
    found = f"found `{clip(rest[:1])}`, which cannot start an unquoted value"
    return Reading(told.line + 1, told.column + 1, found, hint)


def _lone_dash(told: Complaint) -> Reading | None:
    if "block sequence entries are not allowed" not in told.reason:
        return None
    hint = "Items of a list go on lines of their own; put a text in quotes."
    return Reading(told.line + 1, told.column + 1, "found `- ` after the colon", hint)


def _second_colon(told: Complaint) -> Reading | None:
    if "mapping values are not allowed" not in told.reason:
        return None
    before = told.row(told.line)[: told.column]
    if ": " in before:
        hint = "Put the text in quotes."
        found = "found a second `: ` in an unquoted value"
        return Reading(told.line + 1, told.column + 1, found, hint)
    return _lost_space(told, told.line - 1)


def _lost_colon(told: Complaint) -> Reading | None:
    if "could not find expected ':'" not in told.reason:
        return None
    lost = _lost_space(told, told.opened_line)
    if lost:
        return lost
    found = f"found `{clip(told.row(told.opened_line).strip())}` without a `: `"
    hint = "Write `key: value`; text of several lines needs quotes or `|`."
    return Reading(told.opened_line + 1, told.opened_column + 1, found, hint)


def _lost_space(told: Complaint, number: int) -> Reading | None:
    match = re.match(r"\s*(- )?([\w-]+):(?=\S)", told.row(number))
    if not match:
        return None
    found = f"there is no space after `{match[2]}:`"
    return Reading(number + 1, match.end(), found, "Write `key: value`.")


def _indent(told: Complaint) -> Reading | None:
    before = told.row(told.line)[: told.column].rstrip()
    place = told.line + 1, told.column + 1
    if before[-1:] in {"'", '"', "]", "}"}:
        rest = clip(told.row(told.line)[told.column :])
        return Reading(*place, f"found `{rest}` after the end of the value", "Put all in quotes.")
    if "mapping values" in told.reason or ("block" in told.context and not before.strip(" -")):
        hint = "Items of one level start in the same column."
        return Reading(*place, "the indentation does not match the lines above", hint)
    return None


_GUESSES = (
    _tab, _wide_colon, _wide_comma, _unclosed, _bad_start, _lone_dash, _second_colon,
    _lost_colon, _indent,
)  # fmt: skip
