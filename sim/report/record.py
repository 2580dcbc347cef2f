"""Tables of the record: costs, what was paid for, assumed, imputed and run."""

from __future__ import annotations

from sim.params import GRADES
from sim.report.document import Table
from sim.report.inputs import COST
from sim.report.teller import Row, Teller, records
from sim.words import decimal, named, percent, unit_name


def cost_grid(teller: Teller) -> Table:
    """Lines × scenarios: what the county pays, in yuan per resident and year."""
    report = teller.report
    wide = report.ledger.pivot_table(index="line", columns="scenario", values=COST, aggfunc="sum")
    told = {*teller.shown, *report.baselines}
    wide = wide.reindex(columns=[k for k in report.titles if k in wide and k in told]).fillna(0.0)
    wide = wide[wide.abs().max(axis=1) >= 0.005]
    wide = wide.loc[wide.max(axis=1).sort_values(ascending=False, kind="stable").index]
    heads = [teller.say("column.line"), *(teller.scenario(str(key)) for key in wide.columns)]
    rows = [
        [named(report.lines, str(line), teller.lang), *(decimal(x, 2) for x in amounts)]
        for line, amounts in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    foot = [teller.say("column.total"), *(decimal(x, 2) for x in wide.sum())] if rows else []
    by_column = ["", *(str(key) for key in wide.columns)]
    return Table(heads, rows, range(1, len(heads)), by_column=by_column, foot=foot)


def delivered_grid(teller: Teller) -> Table:
    """How much of each policy was paid for."""
    report = teller.report
    heads = [teller.say(f"column.{name}") for name in ("scenario", "policy", "delivered")]
    table = report.delivered.dropna(subset=["share"])
    shown = set(teller.shown)
    found = [
        row
        for key in report.titles
        if key in shown
        for row in records(table[table["scenario"] == key])
    ]
    rows = [
        [
            teller.scenario(row["scenario"]),
            named(report.policies, row["policy"], teller.lang),
            percent(row["share"], teller.lang),
        ]
        for row in found
    ]
    return Table(heads, rows, (2,), by_row=[row["scenario"] for row in found])


def grade_grid(teller: Teller) -> Table:
    """How many parameters rest on what."""
    grades = teller.report.assumptions["grade"]
    heads = [teller.say(f"column.{name}") for name in ("grade", "count", "share")]
    rows = []
    for grade in GRADES:
        count = int((grades == grade).sum())
        share = percent(count / max(len(grades), 1), teller.lang, 1)
        rows.append([teller.word(f"grade.{grade}"), str(count), share])
    return Table(heads, rows, (1, 2))


def assumption_grid(teller: Teller) -> Table:
    """Every parameter with default, range, unit, source and grade."""
    names = ("key", "meaning", "default", "range", "unit", "source", "grade")
    heads = [teller.say(f"column.{name}") for name in names]
    rows = [_assumption(teller, row) for row in records(teller.report.assumptions)]
    return Table(heads, rows, (2, 3))


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


def imputed_grid(teller: Teller) -> Table:
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
    return Table(heads, rows, (1,))


def run_grid(teller: Teller) -> Table:
    """Runs asked for, done and failed."""
    provenance = teller.report.provenance
    heads = [teller.say(f"column.{name}") for name in ("scenario", "asked", "done", "failed")]
    counts = (provenance.asked or {}, provenance.done or {}, provenance.failed)
    rows = [
        [teller.scenario(key), *(str(count.get(key, 0)) for count in counts)]
        for key in teller.report.titles
    ]
    return Table(heads, rows, (1, 2, 3))
