"""From the baseline's mean to each scenario's: two points, and how sure the way between is."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.forest import MARKS, draw_mark, last_effects, verdict_of
from sim.charts.layout import GRAY, INK
from sim.charts.look import Look
from sim.charts.panels import nothing
from sim.charts.rows import (
    Columns,
    fitting,
    heads,
    name_rows,
    row_height,
    row_names,
    scale,
    span_of,
    stack,
    ticks,
    word,
)
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.words import NO_BREAK, Catalogue, Language, change, unit_of, value

COLUMNS = Columns(names=1.55, plot=2.2, words=2.65)
NEEDED = ("scenario", "month", "n", "baseline_mean", "mean", "low", "high", "verdict")
SURE = 1.02
"""Inches from the plot to what is sure about the difference."""

WORDING: Catalogue = {
    "title": (
        "{outcome} without and with each scenario, month {month}",
        "各情景实施前后的{outcome}对比（第{month}个月）",
    ),
    "means": ("means", "均值"),
    "sure": ("difference, 95 % interval", "差值（95%置信区间）"),
    "marks": (
        "circle: “{baseline}”; sign at the end: the scenario and its verdict",
        "圆点：“{baseline}”；末端符号：情景及其判断",
    ),
    "higher": ("higher by {low} to {high}{unit}", "高{low}至{high}{unit}"),
    "lower": ("lower by {low} to {high}{unit}", "低{low}至{high}{unit}"),
    "unclear": ("{low} lower to {high} higher{unit}", "低{low}至高{high}{unit}"),
    "points": (" points", "个百分点"),
}


@chart_settings()
def dumbbell(
    effects: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Levels in the last month of ``effects``: the baseline's mean, then each scenario's.

    ``effects`` has ``scenario, outcome, month, n, baseline_mean, mean, low, high, verdict``;
    ``low`` and ``high`` are those of the paired difference, told in words beside each row.
    """
    look = Look(source or Source(), lang)
    rows = last_effects(effects, outcome, look, NEEDED)
    names = row_names(map(look.scenario, look.ordered(rows["scenario"])), COLUMNS)
    height = row_height(names) * max(1, len(names))
    axes = begin(ax, look, (COLUMNS.width, height), Room(left=0.1))
    _draw(axes, rows, outcome, look)
    month = int(rows["month"].max()) if len(rows) else 0
    title = look.say("title", WORDING).format(outcome=look.outcome(outcome), month=month)
    marks = look.say("marks", WORDING).format(baseline=look.scenario(look.source.baseline))
    return complete(axes, ax is None, title, dumbbell_note(rows, look, marks))


def _draw(axes: Axes, rows: pd.DataFrame, outcome: str, look: Look) -> None:
    """A row for each scenario; an empty table says so."""
    columns, unit = fitting(axes, COLUMNS), look.unit(outcome)
    scenarios = look.ordered(rows["scenario"])
    stack(axes, len(scenarios))
    name_rows(axes, row_names(map(look.scenario, scenarios), columns), columns)
    means = rows[["baseline_mean", "mean"]].to_numpy(float).ravel()
    scale(axes, span_of(means, zero=False), columns)
    ticks(axes, unit, look, signed=False)
    for place, scenario in enumerate(scenarios):
        row = rows[rows["scenario"] == scenario].iloc[0]
        _draw_pair(axes, place, row)
        if columns.words > 1:
            _say_pair(axes, place, row, (unit, columns), look)
    if not scenarios:
        nothing(axes, look.say("no_data"))
    told = [(columns.names, look.unit_words(outcome))]
    if columns.words > 1:
        right = columns.names + columns.plot
        told.append((right + 0.12, look.say("means", WORDING)))
        told.append((right + SURE, look.say("sure", WORDING)))
    heads(axes, told, columns)


def _draw_pair(axes: Axes, place: int, row: pd.Series) -> None:
    """The baseline's mean, a line, and the scenario's mean under the sign of its verdict."""
    mark = MARKS[verdict_of(row["verdict"])]
    before, after = float(row["baseline_mean"]), float(row["mean"])
    if not (math.isfinite(before) and math.isfinite(after)):
        return
    axes.plot([before, after], [place] * 2, color=mark.color, linewidth=2.0, label="_way")
    axes.plot(
        [before], [place], marker="o", markersize=5, linestyle="none", color=GRAY, zorder=2.5,
        markeredgecolor=INK, label="_before",
    )  # fmt: skip
    draw_mark(axes, after, place, mark, label=str(row["scenario"]), size=6.5)


def _say_pair(axes: Axes, place: int, row: pd.Series, how: tuple[str, Columns], look: Look) -> None:
    """Both means, and what is sure about their difference."""
    unit, columns = how
    if row["n"] < 1:
        word(axes, place, 0.12, look.say("no_data"), columns)
        return
    first = value(float(row["baseline_mean"]), unit, look.lang)
    first = first.rstrip(f"%{NO_BREAK}")  # one sign of percent is enough
    last = value(float(row["mean"]), unit, look.lang)
    word(axes, place, 0.12, f"{first} → {last}", columns)
    word(
        axes,
        place,
        SURE,
        interval_words(float(row["low"]), float(row["high"]), unit, look),
        columns,
    )


def interval_words(low: float, high: float, unit: str, look: Look) -> str:
    """An interval of differences in words: “higher by 0.012 to 0.030”."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return look.say("no_interval")
    if low == high == 0.0:
        return look.say("constant")
    key = "higher" if low >= 0 else "lower" if high <= 0 else "unclear"
    ends = (high, low) if key == "lower" else (low, high)
    sizes = [fixed_size(each, unit) for each in ends]
    points = look.say("points", WORDING) if unit_of(unit).percent else ""
    return look.say(key, WORDING).format(low=sizes[0], high=sizes[1], unit=points)


def fixed_size(number: float, unit: str) -> str:
    """How large a difference is, with the decimals of its unit."""
    return change(abs(number), unit).lstrip("+")


def dumbbell_note(rows: pd.DataFrame, look: Look, marks: str) -> str:
    """How many pairs stand behind the means, and what the signs are."""
    return look.note(look.counted(rows["n"]), marks)
