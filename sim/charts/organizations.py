"""Births and deaths of social organizations, and how many there are."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.charts.grid import Cell, cells, end_label, grid_size, mean_by_month, time_axis, time_words
from sim.charts.layout import INK
from sim.charts.look import Look
from sim.charts.needs import need_rows
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.words import Catalogue, Language, decimal

WORDING: Catalogue = {
    "title": (
        "Social organizations: founded, closed, and how many there are",
        "社会组织的成立、注销与存量",
    ),
    "bars": (
        "bars: a year each, founded above zero, closed (hatched) below; line: not closed",
        "柱：每年一组，零线以上为成立，以下（斜线）为注销；折线：未注销的数量",
    ),
    "first": (
        "what was founded in the first month is not told",
        "第1个月的成立数未知，未计入",
    ),
}

YEAR = 12
BORN, GONE = "#7FB59F", "#E3B08F"


@chart_settings()
def organizations(
    runs: pd.DataFrame,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """How many organizations were founded and closed in each year, and how many there are.

    ``runs`` has ``scenario, month, organizations_registered, organizations_closed`` and, where
    there are several, ``replication``; numbers are means over replications. Founded are those
    by which the number rose, besides those that replaced the closed ones.

    Raises
    ------
    SimError
        where the runs lack one of the two outcomes.
    """
    look = Look(source or Source(), lang)
    found = turnover(runs)
    scenarios = look.ordered(found)
    axes = begin(ax, look, grid_size(scenarios, look), Room(0.1, 0.1, 0.05, 0.0))
    panels = cells(axes, scenarios, look)
    months = int(runs["month"].max())
    top = max(float(its[["alive", "founded"]].max().max()) for its in found.values())
    low = max(float(its["closed"].fillna(0.0).max()) for its in found.values())
    for cell in panels:
        _draw(cell, found[cell.scenario])
        cell.axes.set_ylim(-1.25 * max(low, 0.04 * top) - 0.02 * top, 1.08 * max(top, 1.0))
        alive = float(found[cell.scenario]["alive"].iloc[-1])
        _dress(cell, months, alive, look)
    return complete(axes, ax is None, look.say("title", WORDING), _note(runs, look))


def turnover(runs: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Scenario → months with ``alive``, and ``founded`` and ``closed`` in the year that ends.

    Years end in months 12, 24, …, and with the last month; other months have no count.
    """
    need_rows(runs, ("scenario", "month", "organizations_registered", "organizations_closed"))
    alive = mean_by_month(runs, "organizations_registered")
    closed = mean_by_month(runs, "organizations_closed").iloc[1:]
    founded = alive.diff().iloc[1:] + closed
    year = -(-closed.index.to_numpy() // YEAR)
    ends = closed.index.to_series().groupby(year).max()
    found = {}
    for scenario in alive.columns:
        counts = pd.DataFrame({"founded": founded[scenario], "closed": closed[scenario]})
        by_year = counts.groupby(year).sum().set_axis(ends.to_numpy())
        found[str(scenario)] = pd.DataFrame({"alive": alive[scenario]}).join(by_year)
    return found


def _draw(cell: Cell, table: pd.DataFrame) -> None:
    """Bars above and below zero for every year, and the line of those that are there."""
    axes, years = cell.axes, table.dropna(subset=["founded"])
    for month, row in years.iterrows():
        end = float(month)  # type: ignore[arg-type]
        start = YEAR * ((end - 1) // YEAR)
        style: dict[str, Any] = {"width": 0.72 * (end - start), "edgecolor": INK, "linewidth": 0.5}
        at = (start + end) / 2
        axes.bar(at, row["founded"], facecolor=BORN, label=f"founded {end:g}", **style)
        axes.bar(at, -row["closed"], facecolor=GONE, hatch="////", label=f"closed {end:g}", **style)
    axes.plot([0, table.index.max()], [0, 0], color=INK, linewidth=0.8, label="_zero")
    mark = "o" if len(table) == 1 else ""
    axes.plot(table.index, table["alive"], color=INK, linewidth=1.5, marker=mark, label="alive")


def _dress(cell: Cell, months: int, alive: float, look: Look) -> None:
    axes = cell.axes
    low, high = axes.get_ylim()
    ticks = [tick for tick in MaxNLocator(4, integer=True).tick_values(low, high)
             if low <= tick <= high]  # fmt: skip
    axes.set_yticks(ticks, labels=[decimal(abs(tick), 0) for tick in ticks])
    axes.set_ylim(low, high)
    axes.grid(False)
    time_axis(cell, months, look)
    end_label(axes, months, alive, decimal(alive, 0))


def _note(runs: pd.DataFrame, look: Look) -> str:
    first = look.say("first", WORDING) if runs["month"].min() > 0 else ""
    return look.note(look.say("bars", WORDING), first, *time_words(runs, look))
