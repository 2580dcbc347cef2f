"""Tables of the record: costs, what was paid for, assumed, imputed and run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.params import GRADES
from sim.report.inputs import COST
from sim.report.teller import Row, Teller, records
from sim.words import decimal, named, percent, unit_name


@dataclass(frozen=True)
class Grid:
    """One table: heads, rows of cells, and which columns hold numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    """Positions of columns that are set right."""


def cost_grid(teller: Teller) -> Grid:
    """Lines × scenarios: what the county pays, in yuan per resident and year."""
    report = teller.report
    wide = report.ledger.pivot_table(index="line", columns="scenario", values=COST, aggfunc="sum")
    wide = wide.reindex(columns=[key for key in report.titles if key in wide]).fillna(0.0)
    wide = wide[wide.abs().max(axis=1) >= 0.005]
    wide = wide.loc[wide.max(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = [teller.say("column.line"), *(teller.scenario(str(key)) for key in wide.columns)]
    rows = [
        [named(report.lines, str(line), teller.lang), *(decimal(x, 2) for x in amounts)]
        for line, amounts in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    if rows:
        rows.append([teller.say("column.total"), *(decimal(x, 2) for x in wide.sum())])
    return Grid(heads, rows, range(1, len(heads)))


def delivered_grid(teller: Teller) -> Grid:
    """How much of each policy was paid for."""
    report = teller.report
    heads = [teller.say(f"column.{name}") for name in ("scenario", "policy", "delivered")]
    table = report.delivered.dropna(subset=["share"])
    rows = [
        [
            teller.scenario(key),
            named(report.policies, row["policy"], teller.lang),
            percent(row["share"], teller.lang),
        ]
        for key in report.titles
        for row in records(table[table["scenario"] == key])
    ]
    return Grid(heads, rows, (2,))


def grade_grid(teller: Teller) -> Grid:
    """How many parameters rest on what."""
    grades = teller.report.assumptions["grade"]
    heads = [teller.say(f"column.{name}") for name in ("grade", "count", "share")]
    rows = []
    for grade in GRADES:
        count = int((grades == grade).sum())
        share = percent(count / max(len(grades), 1), teller.lang, 1)
        rows.append([teller.word(f"grade.{grade}"), str(count), share])
    return Grid(heads, rows, (1, 2))


def assumption_grid(teller: Teller) -> Grid:
    """Every parameter with default, range, unit, source and grade."""
    names = ("key", "meaning", "default", "range", "unit", "source", "grade")
    heads = [teller.say(f"column.{name}") for name in names]
    rows = [_assumption(teller, row) for row in records(teller.report.assumptions)]
    return Grid(heads, rows, (2, 3))


def _assumption(teller: Teller, row: Row) -> list[str]:
    source = str(row["source"])
    return [
        str(row["key"]),
        str(row[teller.lang]),
        f"{row['default']:g}",
        f"{row['low']:g}{teller.say('to')}{row['high']:g}".replace("-", "−"),
        unit_name(str(row["unit"]), teller.lang),
        teller.word("grade.assumed") if source == "assumed" else source,
        teller.word(f"grade.{row['grade']}"),
    ]


def imputed_grid(teller: Teller) -> Grid:
    """Which columns of the county table were filled, and for how many communities."""
    county = teller.report.county
    heads = [teller.say("column.column"), teller.say("column.cells")]
    many = teller.say("of_communities")
    rows = [
        [
            named(county.columns, key, teller.lang),
            many.format(count=count, total=county.communities),
        ]
        for key, count in county.imputed.items()
    ]
    return Grid(heads, rows, (1,))


def run_grid(teller: Teller) -> Grid:
    """Runs asked for, done and failed."""
    provenance = teller.report.provenance
    heads = [teller.say(f"column.{name}") for name in ("scenario", "asked", "done", "failed")]
    counts = (provenance.asked or {}, provenance.done or {}, provenance.failed)
    rows = [
        [teller.scenario(key), *(str(count.get(key, 0)) for count in counts)]
        for key in teller.report.titles
    ]
    return Grid(heads, rows, (1, 2, 3))
