"""How the effect depends on what was varied: along each factor, and in the cells of two."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.report import figures
from sim.report.document import ALL_RUNS, Block, Note, Section, Table
from sim.report.teller import Teller, records
from sim.words import Catalogue, change, named, say

WORDS: Catalogue = {
    "title": ("Along what was varied", "随所变因素的变化"),
    "caption": ("{outcome} along: {factor}", "{outcome}：随{factor}的变化"),
    "value": ("Value", "取值"),
    "points": ("Points", "方案点数"),
    "mean": ("Mean effect", "平均效应"),
    "note": (
        "Mean over all points with that value, so that everything else that was varied is "
        "averaged; the interval is that of the mean over replications.",
        "对取该值的全部方案点取平均，即对其余所变因素取平均；区间为各次重复均值的区间。",
    ),
}

PREFIX = "response_"
BY_NAME = "variant"
"""A factor whose values are scenarios by themselves; they stand in the tables of effects."""


def responses(teller: Teller) -> Section | None:
    """Tables and a chart of what was varied; only of sweeps that vary settings."""
    tables = [
        (str(table.columns[0]), table)
        for name, table in teller.report.tables.items()
        if name.startswith(PREFIX) and str(table.columns[0]) != BY_NAME
    ]
    if not tables:
        return None
    return Section("responses", _say(teller, "title"), list(_blocks(teller, tables)))


def _blocks(teller: Teller, tables: list[tuple[str, pd.DataFrame]]) -> Iterator[Block]:
    factors = _varied(teller)
    if 1 <= len(factors) <= 2:
        yield from figures.responses(teller, factors)
    for factor, table in tables:
        yield _response(teller, factor, table)
    yield Note(_say(teller, "note"))


def _varied(teller: Teller) -> list[str]:
    """Everything that takes several values among the points that are compared."""
    effects = teller.table("effects")
    names = [name for name in teller.report.varied if name in effects]
    return [name for name in names if effects[name].nunique(dropna=False) > 1]


def _response(teller: Teller, factor: str, table: pd.DataFrame) -> Table:
    outcome = teller.report.outcomes[0]
    unit = teller.unit(outcome)
    heads = [_say(teller, key) for key in ("value", "points")]
    heads += [teller.say("column.n"), _say(teller, "mean"), teller.say("column.interval")]
    rows = [
        [
            _value(teller, row[factor]),
            str(row["points"]),
            str(row["n"]),
            change(row["mean"], unit),
            teller.between(row["low"], row["high"], outcome),
        ]
        for row in records(table)
    ]
    words = {"outcome": teller.outcome(outcome), "factor": teller.factor(factor)}
    caption = _say(teller, "caption").format(**words)
    return Table(heads, rows, (1, 2, 3, 4), caption, by_row=[ALL_RUNS] * len(rows))


def _value(teller: Teller, value: object) -> str:
    if isinstance(value, str):
        return named(teller.report.factors, value, teller.lang)
    return f"{value:g}".replace("-", "−") if isinstance(value, float | int) else str(value)


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
