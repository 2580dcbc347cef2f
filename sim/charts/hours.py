"""Where the hours of committees go: to government work or to residents, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.charts.grid import Cell, cells, end_label, grid_size, mean_by_month, time_axis, time_words
from sim.charts.layout import INK
from sim.charts.look import Look
from sim.charts.needs import need_rows
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.words import Catalogue, Language, percent

WORDING: Catalogue = {
    "title": (
        "Where the working hours of committees go",
        "居（村）委会的工时去向",
    ),
    "government": ("government work", "政务工作"),
    "residents": ("residents' needs", "居民需求"),
    "share": (
        "share of the hours that committees spend on work; at the right: government work",
        "占居（村）委会实际投入工时的比例；右侧数字：政务工作",
    ),
    "baseline": ("dashed: where the line runs in “{scenario}”", "虚线：“{scenario}”中的分界"),
    "left": (
        "not told here: training, and hours left over or freed and not used",
        "未包括：培训用时、剩余工时以及减负后未用的工时",
    ),
}

UP, DOWN = "#8FB3CB", "#F1EFE6"
"""Fills of government work, hatched, and of residents' needs."""


@chart_settings()
def hours(
    runs: pd.DataFrame,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The hours committees spend, stacked by use: one panel for each scenario.

    ``runs`` has ``scenario, month, admin_share`` and, where there are several, ``replication``.
    Outcomes tell two uses only, government work and residents' needs; both are shares of the
    hours that are spent, and what is not spent on either is said to be left out.

    Raises
    ------
    SimError
        where the runs have no ``admin_share``.
    """
    need_rows(runs, ("scenario", "month", "admin_share"))
    look = Look(source or Source(), lang)
    table = mean_by_month(runs, "admin_share")
    scenarios = look.ordered(str(name) for name in table.columns)
    axes = begin(ax, look, grid_size(scenarios, look), Room(0.1, 0.1, 0.05, 0.0))
    found = cells(axes, scenarios, look)
    for cell in found:
        _draw(cell, table, look)
    _name_uses(found[0], table, look)
    return complete(axes, ax is None, look.say("title", WORDING), _note(runs, scenarios, look))


def _draw(cell: Cell, table: pd.DataFrame, look: Look) -> None:
    """Two areas that fill the panel, and where they meet in the baseline."""
    share = table[cell.scenario].dropna()
    months, last = share.index.to_numpy(float), int(table.index.max())
    values = share.to_numpy()
    if len(values) == 1:  # an area needs two ends
        months, values = max(months[0], 1.0) - np.array([1.0, 0.0]), np.repeat(values, 2)
    axes = cell.axes
    axes.fill_between(months, 0, values, facecolor=UP, edgecolor="#5b7f99", hatch="///",
                      linewidth=0, label="government")  # fmt: skip
    axes.fill_between(months, values, 1, facecolor=DOWN, linewidth=0, label="residents")
    axes.plot(months, values, color=INK, linewidth=1.2, label=cell.scenario)
    baseline = look.source.baseline
    if cell.scenario != baseline and baseline in table:
        usual = table[baseline].dropna()
        axes.plot(usual.index, usual, color=INK, linewidth=1.0, linestyle=(0, (4, 2)),
                  label="_baseline")  # fmt: skip
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1], labels=[percent(tick, look.lang) for tick in (0, 0.5, 1)])
    axes.grid(False)
    time_axis(cell, last, look)
    end_label(axes, last, float(values[-1]) if len(values) else np.nan,
              percent(float(values[-1]), look.lang))  # fmt: skip


def _name_uses(cell: Cell, table: pd.DataFrame, look: Look) -> None:
    """What the two areas are, written into the first panel."""
    share = table[cell.scenario].dropna()
    months = share.index.to_numpy(float)
    middle, at = float(share.median()), max(float(months.max()), 1.0) / 2
    box = {"facecolor": UP, "edgecolor": "none", "pad": 1.2}
    style = {"ha": "center", "va": "center", "fontsize": 7.5}
    axes = cell.axes
    axes.text(at, middle / 2, look.say("government", WORDING), bbox=box, **style)  # type: ignore[arg-type]
    axes.text(at, (1 + middle) / 2, look.say("residents", WORDING), **style)  # type: ignore[arg-type]


def _note(runs: pd.DataFrame, scenarios: list[str], look: Look) -> str:
    words = [look.say("share", WORDING)]
    baseline = look.source.baseline
    if baseline in scenarios and len(scenarios) > 1:
        title = look.scenario(baseline)
        words.append(look.say("baseline", WORDING).format(scenario=title))
    return look.note(*words, look.say("left", WORDING), *time_words(runs, look))
