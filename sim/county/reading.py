"""The text of a county table becomes checked values, with every fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

from sim.county.columns import (
    COLUMNS,
    STAFF_COLUMNS,
    CellFault,
    Column,
    Value,
    column_of,
    folded,
    is_missing,
    parsed,
    similar_column,
)
from sim.county.table import Line, Sheet
from sim.errors import Problem, ScenarioError
from sim.vocabulary import ORGANIZATION_ROWS, STAFF_ROWS

MOST_FAULTS = 20
"""Faults shown at once."""
TOTALS = frozenset({"合计", "总计", "小计", "总数", "全县", "total", "totals", "sum"})
KEYS = frozenset(item.name for item in COLUMNS)

Values = dict[str, Value]
Columns = dict[int, Column]


def refuse_all(problems: list[Problem]) -> NoReturn:
    """Raise the faults of a file, the first twenty in full."""
    shown = sorted(problems, key=lambda fault: (fault.line, fault.column))[:MOST_FAULTS]
    if len(problems) > MOST_FAULTS:
        rest = len(problems) - MOST_FAULTS
        shown.append(Problem(f"there are {rest} more faults", file=problems[0].file))
    raise ScenarioError(shown)


def quoted(text: str) -> str:
    """A cell as messages show it: at most 60 characters, none of them invisible."""
    short = text if len(text) <= 60 else text[:59] + "…"
    visible = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)
    return f"'{''.join(visible)}'"


def read_rows(sheet: Sheet) -> tuple[list[Values], list[str]]:
    """The given values of every community, and warnings.

    Raises
    ------
    ScenarioError
        with all faults of the table, in file order.
    """
    columns, problems, warnings = read_header(sheet)
    missing = list(_missing_columns(sheet, columns))
    if missing:
        refuse_all(problems + missing)
    rows = []
    seen: dict[str, int] = {}
    for line in sheet.lines:
        values, faults = read_line(sheet, columns, line)
        faults += repeated(sheet, columns, line, values, seen)
        faults += [
            Problem(found, expected, path, sheet.file, line.number)
            for path, found, expected in _contradictions(values)
        ]
        problems += faults
        rows.append(values)
    if problems:
        refuse_all(problems)
    return rows, warnings


def read_header(sheet: Sheet) -> tuple[Columns, list[Problem], list[str]]:
    """Which column stands where; twice the same is a fault, an unknown one a warning."""
    columns: Columns = {}
    problems, warnings = [], []
    for position, header in enumerate(sheet.header.cells):
        item = column_of(header)
        if item is None:
            warnings += _unknown(sheet, position, header)
        elif item in columns.values():
            found = f"found a second column {item.name}"
            problems.append(cell_problem(sheet, sheet.header, position, found, "one"))
        else:
            columns[position] = item
    return columns, problems, warnings


def _unknown(sheet: Sheet, position: int, header: str) -> list[str]:
    if not header:
        return []
    near = similar_column(header)
    hint = f" Did you mean {near}?" if near else ""
    place = f"{sheet.file}:{sheet.header.number}:{position + 1}"
    return [f"{place}: the column {quoted(header)} is unknown and was not read.{hint}"]


def _missing_columns(sheet: Sheet, columns: Columns) -> Iterator[Problem]:
    names = {item.name for item in columns.values()}
    for wanted in ({"name", "code"}, {"residents"}):
        if not wanted & names:
            expected = " or ".join(sorted(wanted, reverse=True))
            hint = _meant(sheet, wanted)
            yield Problem(
                f"found no column {expected}", "a header that names it",
                file=sheet.file, line=sheet.header.number, hint=hint,
            )  # fmt: skip


def _meant(sheet: Sheet, wanted: set[str]) -> str:
    cells = [header for header in sheet.header.cells if header and column_of(header) is None]
    for header in cells:
        if similar_column(header) in wanted:
            return f"Did you mean {similar_column(header)} by {quoted(header)}?"
    if any(re.fullmatch(r"[\d.]+", header) for header in sheet.header.cells):
        return "The first row should hold the names of the columns."
    return f"The columns are {', '.join(map(quoted, filter(None, sheet.header.cells[:8])))}."


def cell_problem(
    sheet: Sheet, line: Line, position: int, found: str, expected: str = "", hint: str = ""
) -> Problem:
    """A fault at one cell, under its column's header."""
    header = sheet.header.cells[position] if position < len(sheet.header.cells) else ""
    return Problem(found, expected, header, sheet.file, line.number, position + 1, hint)


def read_line(sheet: Sheet, columns: Columns, line: Line) -> tuple[Values, list[Problem]]:
    """The values one row gives, and its faults."""
    values: Values = {}
    faulty = set()
    problems = []
    width = len(sheet.header.cells)
    if any(line.cells[width:]):
        found = f"the row has {len(line.cells)} cells"
        hint = "A number may hold a comma, or a name may need quotation marks."
        problems.append(cell_problem(sheet, line, width, found, f"{width} as in the header", hint))
    for position, item in columns.items():
        text = line.cells[position]
        try:
            if not is_missing(item, text):
                values[item.name] = _value(item, text)
        except CellFault as fault:
            found = f"found {quoted(text)}"
            problems.append(cell_problem(sheet, line, position, found, fault.expected, fault.hint))
            faulty.add(item.name)
    return values, problems + list(_required(sheet, columns, line, faulty | values.keys()))


def _value(item: Column, text: str) -> Value:
    value = parsed(item, text)
    if item.name == "name" and folded(text) in TOTALS:
        raise CellFault("a community", "A row of totals would be counted as one: remove it.")
    if item.name == "imputed":
        unknown = [name for name in imputed_names(str(value)) if name not in KEYS]
        if unknown:
            near = similar_column(unknown[0])
            raise CellFault(
                "names of columns, separated by ;", f"Did you mean {near}?" if near else ""
            )
    if item.name == "code" and re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise CellFault("a code", "A spreadsheet shortened it: store the column as text.")
    return value


def imputed_names(text: str) -> list[str]:
    """The columns a cell of the column ``imputed`` lists."""
    return [name.strip() for name in text.split(";") if name.strip()]


def _required(sheet: Sheet, columns: Columns, line: Line, said: set[str]) -> Iterator[Problem]:
    positions = {item.name: position for position, item in columns.items()}
    for wanted in (("name", "code"), ("residents",)):
        position = next((positions[name] for name in wanted if name in positions), None)
        if position is not None and not said.intersection(wanted):
            yield cell_problem(sheet, line, position, "the cell is empty", " or ".join(wanted))


def repeated(
    sheet: Sheet, columns: Columns, line: Line, values: Values, seen: dict[str, int]
) -> list[Problem]:
    """A code stands once in a table, a name once in a town; ``seen`` remembers the lines."""
    problems = []
    for position, item in columns.items():
        if item.name in ("code", "name") and item.name in values:
            value = str(values[item.name])
            town = f"{values.get('township', '')}|{values.get('code', '')!s:.9}"
            mark = f"{item.name}|{value}|{town if item.name == 'name' else ''}"
            first = seen.setdefault(mark, line.number)
            if first != line.number:
                found = f"found {quoted(value)} again, as on line {first}"
                expected = f"a {item.name} of its own"
                problems.append(cell_problem(sheet, line, position, found, expected))
    return problems


def _contradictions(values: Values) -> Iterator[tuple[str, str, str]]:
    """What two cells of a row cannot both say: path, found, expected."""

    def number(name: str) -> float:
        return float(values.get(name, 0))

    shares = number("share_exvillager") + number("share_migrant")
    if shares > 1 + 1e-9:
        yield (
            "share_migrant",
            f"the shares of ex-villagers and migrants add up to {shares:g}",
            ("1 at most"),
        )
    if "residents" in values and number("households") > number("residents"):
        yield (
            "households",
            f"found {number('households'):g} households",
            (f"{number('residents'):g} at most, the residents"),
        )
    kinds = sum(number(name) for name in STAFF_COLUMNS)
    complete = all(name in values for name in STAFF_COLUMNS)
    if "staff" in values and (kinds > number("staff") or (complete and kinds < number("staff"))):
        yield "staff", f"found {number('staff'):g} staff", f"{kinds:g}, the sum of their kinds"
    workers = max(kinds, number("staff")) + number("grid_workers")
    if workers > STAFF_ROWS:
        yield "staff", f"found {workers:g} staff and grid workers", f"{STAFF_ROWS} at most"
    if number("organizations") > ORGANIZATION_ROWS:
        yield "organizations", f"found {number('organizations'):g}", f"{ORGANIZATION_ROWS} at most"
