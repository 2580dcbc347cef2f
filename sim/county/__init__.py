"""The county as input: a table of communities, or an official list of division codes.

``read_county`` takes CSV or Excel with as little as ``name`` (or ``code``) and
``residents``; every cell it does not find is imputed by the rules of `sim.county.imputation` and
listed, never silently. ``load_county("illustrative")`` is the county that ships: 24
communities with 96,000 residents as of 2017-18, invented throughout. Its names point to no
place; its sizes (2,800 to 6,200 residents in towns, villages somewhat fewer; S27 to S29 have
3,000 to 11,000), 560 to 750 residents a worker, 0.8 organizations a community and 16 to 28 m²
of service rooms per 100 households are *assumed* near the magnitudes of the sources.

The headers and words a table may use, English and Chinese, are `COLUMNS` and `WORDS` of
`sim.county.columns`.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sim.county.codes import Unit, code_fault, is_town, spread_population, strangers, unit_of
from sim.county.columns import COLUMNS, FORMULA_STARTS, STAFF_COLUMNS, Column, folded
from sim.county.imputation import Row, fill, keyed
from sim.county.profile import Profile, describe
from sim.county.reading import (
    Values,
    cell_problem,
    imputed_names,
    quoted,
    read_header,
    read_line,
    read_rows,
    refuse_all,
    repeated,
)
from sim.county.table import Line, Sheet, read_sheet, refuse
from sim.errors import Problem, ScenarioError

__all__ = [
    "ILLUSTRATIVE",
    "STAFF_COLUMNS",
    "Profile",
    "county_from_codes",
    "describe",
    "load_county",
    "read_county",
    "write_county",
]

ILLUSTRATIVE = "illustrative"
CODE_COLUMNS = ("code", "name", "township")
TOWN_HEADERS = ("town_code", "乡镇代码", "镇街代码")
SMALLEST_COUNTY = 360.0
"""Meters; what lies closer together was probably given in degrees."""
LARGEST_USUAL = 30_000
"""Residents beyond which a community gets a warning (S28 and S29: 3,000 to 11,000)."""


def load_county(name_or_path: str | Path) -> Profile:
    """The illustrative county by its name, any other from its file."""
    if str(name_or_path) == ILLUSTRATIVE:
        return _illustrative()
    path = Path(name_or_path)
    if not path.exists():
        near = get_close_matches(str(name_or_path), [ILLUSTRATIVE], cutoff=0.7)
        if near:
            raise refuse(str(name_or_path), "file not found", hint=f"Did you mean {ILLUSTRATIVE}?")
        return read_county(path)
    return _read_once(str(name_or_path), path.stat().st_mtime_ns)


@cache
def _illustrative() -> Profile:
    with as_file(files("sim.county") / "illustrative.csv") as path:
        return replace(read_county(path), source="illustrative county")


@lru_cache(maxsize=8)
def _read_once(path: str, _changed: int) -> Profile:
    """A profile is read-only, so the runs of a batch share it."""
    return read_county(path)


def read_county(path: str | Path) -> Profile:
    """The county of a CSV or Excel table, its gaps imputed and listed.

    Raises
    ------
    ScenarioError
        with all faults of the file: missing or repeated columns and names, cells that
        cannot be read or lie outside their range, cells that contradict each other.
    """
    sheet = read_sheet(path)
    rows, warnings = read_rows(sheet)
    return _completed(rows, f"{path} ({sheet.how})", [*sheet.warnings, *warnings])


def _completed(given: list[Values], source: str, warnings: list[str]) -> Profile:
    rows, filled = [], []
    for position, values in enumerate(given, 1):
        row = Row({**_said_by_code(values), **values, "position": position})
        marked = imputed_names(str(values.get("imputed", "")))
        filled.append({*fill(row), *marked})
        rows.append(row)
    return Profile.of_rows(rows, filled, source, [*warnings, *_remarks(rows)])


def _said_by_code(values: Values) -> dict[str, Any]:
    """What follows from a division code: the town, the legal form of the committee."""
    unit = unit_of(str(values.get("code", "")))
    if unit is None:
        return {}
    said = {"township": f"town {unit.town}", "town_form": unit.town_form}
    form = {} if unit.unit_form == "other" else {"committee": unit.unit_form}
    return {**said, **form, "unit_form": unit.unit_form}


def _remarks(rows: list[Row]) -> list[str]:
    """What a reader should know of a table that is not wrong."""
    remarks = []
    neither = [f"unit {row['position']:03d}" for row in rows if row.get("unit_form") == "other"]
    if neither:
        remarks.append(
            f"neither a residents' nor a villagers' committee by code: {', '.join(neither)}; "
            "kept as communities with a residents' committee"
        )
    if any({"x", "y"} <= row.given for row in rows) and _spread(rows) < SMALLEST_COUNTY:
        remarks.append(
            f"all communities lie within {SMALLEST_COUNTY:g} m: give x and y in meters, not degrees"
        )
    large = sum(row["residents"] > LARGEST_USUAL for row in rows)
    if large:
        remarks.append(
            f"communities with more than {LARGEST_USUAL:,} residents: {large}; 3,000 to 11,000 "
            "are usual (S28, S29)"
        )
    return remarks


def _spread(rows: list[Row]) -> float:
    """Meters between the outermost communities along the longer side."""
    sides = ([row[axis] for row in rows if axis in row.given] for axis in ("x", "y"))
    return max(max(side) - min(side) for side in sides) if len(rows) > 1 else SMALLEST_COUNTY


def county_from_codes(codes_path: str | Path, population: int) -> Profile:
    """A county built from its division codes: names and magnitudes imputed and listed.

    The table needs a column ``code``; ``name``, ``township`` and ``town_code`` are read if
    they are there, others are not.

    Raises
    ------
    ScenarioError
        with all faults: codes of another form, twice the same, of several counties.
    """
    sheet = read_sheet(codes_path)
    given, units, warnings = _read_codes(sheet)
    _check_population(population, len(units))
    luck = [keyed("residents", unit.code) for unit in units]
    for values, people in zip(given, spread_population(units, luck, population), strict=True):
        values |= {"residents": float(people), "imputed": "residents"}
    source = f"{codes_path} (division codes, {population:,} residents)"
    return _completed(given, source, [*sheet.warnings, *warnings])


def _read_codes(sheet: Sheet) -> tuple[list[Values], list[Unit], list[str]]:
    columns, problems, _ = read_header(sheet)
    columns = {place: item for place, item in columns.items() if item.name in CODE_COLUMNS}
    place = next((place for place, item in columns.items() if item.name == "code"), None)
    if place is None:
        refuse_all([*problems, _no_code(sheet)])
    given, units, lines, seen = [], [], {}, dict[str, int]()
    for line in sheet.lines:
        if is_town(line.cells[place]):
            continue
        values, faults = read_line(sheet, columns, line)
        code = str(values.get("code", ""))
        if all(fault.column != place + 1 for fault in faults):
            faults += _code_faults(sheet, place, line)
        problems += faults + repeated(sheet, columns, line, values, seen)
        unit = unit_of(code)
        if unit is not None:
            given.append(values)
            units.append(unit)
            lines[code] = line
    for code in sorted(strangers(units)):
        found, expected = f"found {quoted(code)}, of another county", "codes of one county"
        problems.append(cell_problem(sheet, lines[code], place, found, expected))
    if problems:
        refuse_all(problems)
    if not units:
        refuse_all([Problem("found no village-level unit", "one row each", file=sheet.file)])
    towns = len(sheet.lines) - len(units)
    return given, units, [f"rows for towns themselves, left out: {towns}"] * bool(towns)


def _no_code(sheet: Sheet) -> Problem:
    bare = any(unit_of(header) for header in sheet.header.cells)
    hint = "The first row should hold the names of the columns." if bare else ""
    return Problem(
        "found no column code", "a header that names it",
        file=sheet.file, line=sheet.header.number, hint=hint,
    )  # fmt: skip


def _code_faults(sheet: Sheet, place: int, line: Line) -> list[Problem]:
    code = line.cells[place]
    expected = code_fault(code)
    if expected:
        return [cell_problem(sheet, line, place, f"found {quoted(code)}", expected)]
    other = [
        position
        for position, header in enumerate(sheet.header.cells)
        if folded(header) in TOWN_HEADERS and not line.cells[position].startswith(code[:9])
    ]
    return [
        cell_problem(sheet, line, k, f"found {quoted(line.cells[k])}", f"the town {code[:9]}000")
        for k in other
    ]


def _check_population(population: int, units: int) -> None:
    whole = isinstance(population, int) and not isinstance(population, bool)
    if not whole or not units <= population <= 100_000_000:
        expected = f"a whole number of people from {units} (one per unit) to 100,000,000"
        raise ScenarioError([Problem(f"found {population!r}", expected, "population")])


def write_county(profile: Profile, path: str | Path) -> None:
    """Write a county as CSV (UTF-8 with byte-order mark), each row listing its imputed cells.

    Who replaces an imputed cell by a fact strikes its column from the row's last cell.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*(item.name for item in COLUMNS), "imputed"])
    for row in range(len(profile)):
        cells = [_cell(item, getattr(profile, item.name)[row].item()) for item in COLUMNS]
        imputed = [name for name, mask in profile.imputed_cells.items() if mask[row]]
        writer.writerow([*cells, ";".join(imputed)])
    try:
        Path(path).write_bytes(stream.getvalue().encode("utf-8-sig"))
    except OSError as error:
        problem = Problem(f"the table cannot be written: {error.strerror}", file=str(path))
        raise ScenarioError([problem]) from None


def _cell(item: Column, value: Any) -> str:
    if item.words:
        return item.words[value]
    if item.form == "flag":
        return "yes" if value else "no"
    if item.form == "text":
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return str(int(value)) if value == int(value) else repr(value)
