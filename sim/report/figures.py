"""The charts of a report, each with its caption; drawn when a page or a document needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.report.document import Figure
from sim.report.teller import Teller

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

    Drawn = Axes | Sheet

MOST_ON_MAPS_OF_PATHS = 8
"""Scenarios whose paths can be told apart in one chart."""


def forest(teller: Teller) -> Iterator[Figure]:
    """The effects on all headline outcomes."""
    from sim.charts import forest_sheet

    effects, outcomes = _told(teller, teller.report.effects), _drawable(teller)
    if len(effects) and outcomes:
        yield _figure(teller, "forest", lambda: forest_sheet(effects, outcomes, **_shared(teller)))


def paths(teller: Teller) -> Iterator[Figure]:
    """Headline outcomes over the months, and their differences from the baseline."""
    from sim.charts import paths_sheet

    report, outcomes = teller.report, _drawable(teller)
    if len(report.baselines) > 1 or not outcomes or not report.horizon:
        return
    names = [report.baseline, *teller.shown[:MOST_ON_MAPS_OF_PATHS]]
    runs = report.runs[report.runs["scenario"].isin(names)]
    if runs["month"].nunique() > 1:
        yield _figure(teller, "paths", lambda: paths_sheet(runs, outcomes, **_shared(teller)))


def hours(teller: Teller) -> Iterator[Figure]:
    """Where the hours of committees go."""
    from sim.charts import paths_sheet

    report = teller.report
    if len(report.baselines) > 1 or "admin_share" not in report.runs or not len(report.runs):
        return
    names = [report.baseline, *teller.shown[:MOST_ON_MAPS_OF_PATHS]]
    runs = report.runs[report.runs["scenario"].isin(names)]
    if runs["month"].nunique() > 1:
        shared = _shared(teller)
        yield _figure(teller, "admin", lambda: paths_sheet(runs, ["admin_share"], **shared))


def costs(teller: Teller) -> Iterator[Figure]:
    """What the county pays, by line."""
    from sim.charts import costs as draw

    told = {*teller.shown, *teller.report.baselines}
    ledger = teller.report.ledger
    ledger = ledger[ledger["scenario"].isin(told)]
    if len(ledger) and len(teller.report.baselines) == 1:
        yield _figure(teller, "costs", lambda: draw(ledger, **_shared(teller)))


def pareto(teller: Teller) -> Iterator[Figure]:
    """Effect against cost."""
    from sim.charts.pareto import pareto as draw

    effects, outcome = _told(teller, teller.report.effects), teller.report.outcomes[0]
    if len(effects):
        yield _figure(teller, "pareto", lambda: draw(effects, outcome, **_shared(teller)))


def groups(teller: Teller) -> Iterator[Figure]:
    """Effects by group of residents."""
    from sim.charts.multiples import by_group

    table, outcome = _told(teller, teller.table("effects_by_group")), teller.report.outcomes[0]
    its = set(table["outcome"]) if len(table) else set()
    told = outcome if outcome in its else next((k for k in teller.report.outcomes if k in its), "")
    if told and len(teller.shown) <= MOST_ON_MAPS_OF_PATHS:
        yield _figure(teller, "groups", lambda: by_group(table, told, **_shared(teller)))


def indices(teller: Teller) -> Iterator[Figure]:
    """How far each factor moves the outcome, beside the inert one."""
    from sim.charts.indices import indices as draw

    name = "screening" if len(teller.table("screening")) else "indices"
    table, floor = teller.table(name), teller.table("floor")
    paired = bool(teller.report.against)
    if len(table):
        yield _figure(
            teller,
            "indices",
            lambda: draw(
                table,
                paired=paired,
                floor=floor if len(floor) and name == "indices" else None,
                names=teller.report.factors,
                **_shared(teller),
            ),
        )


def tornado(teller: Teller) -> Iterator[Figure]:
    """One factor at a time."""
    from sim.charts.tornado import tornado as draw

    curves = teller.table("curves")
    if len(curves):
        names, paired = teller.report.factors, bool(teller.report.against)
        yield _figure(
            teller,
            "tornado",
            lambda: draw(curves, names=names, paired=paired, **_shared(teller)),
        )


def synergy(teller: Teller) -> Iterator[Figure]:
    """What policies do to each other's effects."""
    from sim.charts.synergy import synergy as draw

    outcome, shared = teller.report.outcomes[0], _shared(teller)
    alone, together = teller.table("main_effects"), teller.table("interactions")
    if len(alone) and alone["policy"].nunique() > 1:
        yield _figure(teller, "synergy", lambda: draw(alone, together, outcome, **shared))


def pilot(teller: Teller) -> Iterator[Figure]:
    """What evaluations say, beside what is true."""
    from sim.charts.pilot import pilot as draw

    table = teller.table("evaluations")
    if len(table):
        outcome = teller.report.outcomes[0]
        yield _figure(teller, "pilot", lambda: draw(table, outcome, **_shared(teller)))


def responses(teller: Teller, factors: Sequence[str]) -> Iterator[Figure]:
    """The effect along one factor, or in the cells of two."""
    from sim.charts.heat import curve, heat

    effects, outcome = teller.table("effects"), teller.report.outcomes[0]
    names, shared = teller.report.factors, _shared(teller)

    def draw() -> Drawn:
        if len(factors) == 1:
            return curve(effects, outcome, factors[0], names=names, **shared)
        return heat(effects, outcome, factors[0], factors[1], names=names, **shared)

    yield _figure(teller, "responses", draw)


def _drawable(teller: Teller) -> list[str]:
    return [key for key in teller.report.outcomes if key in teller.report.runs]


def _told(teller: Teller, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of scenarios that are told one by one."""
    return table[table["scenario"].isin(teller.shown)] if len(table) else table


def _shared(teller: Teller) -> dict[str, Any]:
    return {"source": teller.report.source, "lang": teller.lang}


def _figure(teller: Teller, name: str, draw: Callable[[], Drawn]) -> Figure:
    """A figure under its caption, with the note that tells how to read it."""
    return Figure(name, teller.say(f"caption.{name}"), draw, teller.say(f"{name}_note"))
