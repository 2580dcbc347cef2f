"""One small panel for each scenario, in rows of up to three, on one time axis."""

from __future__ import annotations

import math
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.lines import SIZE, month_axis
from sim.charts.look import Look
from sim.charts.panels import Tiles, headed, heading, laid_out, tiled
from sim.charts.sheet import inches
from sim.charts.starts import draw_ends, draw_starts, end_words, flags, start_words

ACROSS, HIGH, END = 6.4, 1.35, 0.55
"""Inches: the whole grid, a panel with what is around it, and right of its months for values."""

TILES = Tiles(left=0.42, right=0.1, below=0.32, widest=3.6)


class Cell(NamedTuple):
    """A panel and the scenario it shows."""

    axes: Axes
    scenario: str


def grid_size(scenarios: list[str], look: Look) -> tuple[float, float]:
    """Inches that the panels take."""
    return tiled(len(scenarios), _tiles(scenarios, look, ACROSS), ACROSS, HIGH)


def _tiles(scenarios: list[str], look: Look, wide: float) -> Tiles:
    return headed(TILES, [look.scenario(key) for key in scenarios], wide, words=False)


def cells(host: Axes, scenarios: list[str], look: Look) -> list[Cell]:
    """Panels in the order of the scenarios, each under its title."""
    panels = laid_out(host, len(scenarios), _tiles(scenarios, look, inches(host)[0]))
    for panel, scenario in zip(panels, scenarios, strict=True):
        heading(panel, look.scenario(scenario))
    return [Cell(panel, key) for panel, key in zip(panels, scenarios, strict=True)]


def time_axis(cell: Cell, months: int, look: Look) -> None:
    """Months across, with small flags where policies start and dots where a package ends."""
    across = inches(cell.axes)[0]
    month_axis(cell.axes, months, look, free=min(END, 0.3 * across))
    found = flags(look, [cell.scenario], months, (across, across))
    draw_starts(cell.axes, [flag._replace(words="", row=0) for flag in found])
    draw_ends(cell.axes, look, _ending([cell.scenario], months, look), 0.0)


def time_words(runs: pd.DataFrame, look: Look) -> list[str]:
    """What the marks on the time axis are, and over how many runs the means were taken."""
    scenarios = look.ordered(runs["scenario"])
    months = int(runs["month"].max())
    found = flags(look, scenarios, months, (ACROSS, ACROSS))
    ends = end_words(look, _ending(scenarios, months, look))
    return [start_words(look, found), ends, look.means_of(_replications(runs))]


def _ending(scenarios: list[str], months: int, look: Look) -> list[str]:
    """Those whose package ends in the reported months."""
    ends = look.source.ends
    return [key for key in scenarios if key in ends and ends[key] <= months]


def mean_by_month(runs: pd.DataFrame, column: str) -> pd.DataFrame:
    """The mean over replications: months as rows, scenarios as columns."""
    table = runs.pivot_table(index="month", columns="scenario", values=column, aggfunc="mean")
    return table.astype(float)


def _replications(runs: pd.DataFrame) -> int:
    """How many replications the runs have; one where they are not told apart."""
    return int(runs["replication"].nunique()) if "replication" in runs else 1


def end_label(axes: Axes, months: int, level: float, words: str) -> None:
    """A value beside the end of a line."""
    if math.isfinite(level):
        axes.annotate(
            words, (months, level), (4, 0), textcoords="offset points", va="center",
            fontsize=SIZE, annotation_clip=False,
        )  # fmt: skip
