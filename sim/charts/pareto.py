"""What is gained for what it costs: effects against yuan, and which nothing cheaper reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.analysis.sweeps import pareto as with_front
from sim.charts.layout import GRAY, INK, PALE, spread
from sim.charts.lines import fitted, heights_of, names_height, tick_words
from sim.charts.look import Look
from sim.charts.needs import need_rows, of_outcome
from sim.charts.panels import heading
from sim.charts.sheet import begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import Stroke, chart_settings
from sim.errors import SimError
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change_unit

WORDING: Catalogue = {
    "title": (
        "What each scenario does to {outcome}, and what it costs",
        "各情景对{outcome}的效应与成本",
    ),
    "axis": (
        "upward: difference from the baseline, {unit} · across: yuan per resident and year more",
        "纵轴：与基线情景的差值（{unit}）；横轴：人均年成本增加额（元）",
    ),
    "front": (
        "stepped line, filled: no scenario here gains as much for less, by means",
        "阶梯线与实心：按均值，此处没有其他情景以更低成本取得同等效果",
    ),
    "dominated": ("hollow: another gains as much for less, or nothing is gained",
                  "空心：另有情景以更低成本取得同等效果，或没有改善"),
    "broken": ("costs do not begin at zero", "横轴未从零开始"),
    "month": ("month {month}", "第{month}个月"),
}  # fmt: skip

WIDTH, HIGH, HIGHEST = 5.9, 3.2, 6.0
"""Inches: the axes, their height where few names stand beside them, and at most."""

CLOSE = 0.25
"""Costs that differ by less than this share of the most do not begin at zero."""
NAMES, LEAD = 1.85, 0.32
"""Inches right of the points for names, and for the lines that lead to them."""
NEEDED = ("scenario", "month", "n", "difference", "low", "high", "yuan_per_resident_year")


@chart_settings()
def pareto(
    effects: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Each scenario's effect over its cost, with the front of those nothing cheaper reaches.

    ``effects`` is a table of effects of one month; doing nothing costs and gains nothing and
    may beat a scenario too. Where less of the outcome is better, the front runs downward.

    Raises
    ------
    SimError
        where no scenario has both an effect on the outcome and a cost.
    """
    look = Look(source or Source(), lang)
    rows = _rows(effects, outcome)
    names = names_height([str(key) for key in rows["scenario"]], look, NAMES)
    axes = begin(ax, look, (WIDTH, min(max(HIGH, names + 0.1), HIGHEST)))
    _scale(axes, rows)
    _draw_front(axes, rows)
    strokes = look.strokes(look.ordered(rows["scenario"]))
    for row in rows.to_dict("records"):
        _draw(axes, row, strokes[row["scenario"]])
    _name(axes, rows, look, strokes)
    _ticks(axes, look.unit(outcome), look)
    told = look.say("axis", WORDING).format(unit=change_unit(look.unit(outcome), lang))
    heading(axes, words=told)
    title = look.say("title", WORDING).format(outcome=look.inside(outcome))
    return complete(axes, ax is None, title, _note(rows, look))


def _rows(effects: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Scenarios with an effect and a cost, cheapest first, marked where they are on the front."""
    direction = OUTCOMES[outcome].direction if outcome in OUTCOMES else 1
    need_rows(effects, NEEDED)
    rows = of_outcome(effects, outcome, NEEDED)
    rows = rows[rows["month"] == rows["month"].max()]
    known = rows.dropna(subset=["difference", "yuan_per_resident_year"])
    if not len(known):
        raise SimError(f"no scenario has both an effect on {outcome} and a cost")
    return with_front(known, outcome=outcome, direction=direction)


def _scale(axes: Axes, rows: pd.DataFrame) -> None:
    """Zero is always shown; names have their room at the right."""
    costs = rows["yuan_per_resident_year"].tolist()
    costs += [] if close(rows) else [0.0]
    ends = [0.0, *rows[["low", "difference", "high"]].to_numpy(float).ravel()]
    across = inches(axes)[0]
    free = min(NAMES + LEAD, 0.45 * across)
    least, most = min(costs), max(costs)
    air = 0.06 * ((most - least) or 1.0)
    inch = (most - least + 2 * air) / (across - free)
    axes.set_xlim(least - air, most + air + free * inch)
    axes.spines["bottom"].set_bounds(least - air, most + air)
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    pad = 0.07 * ((high - low) or 1.0)
    axes.set_ylim(low - pad, high + pad)
    axes.grid(False)
    axes.plot([least - air, most + air], [0, 0], color=INK, linewidth=0.9, label="_zero")


def close(rows: pd.DataFrame) -> bool:
    """Whether scenarios cost so much alike that beginning at zero would hide how they differ."""
    least, most = (float(each(rows["yuan_per_resident_year"])) for each in (min, max))
    return 0.0 < most - least < CLOSE * most


def _draw_front(axes: Axes, rows: pd.DataFrame) -> None:
    """From doing nothing along every scenario that gains more than all that cost less."""
    front = rows[rows["on_front"]]
    start = axes.get_xlim()[0] if close(rows) else 0.0
    costs = [start, *front["yuan_per_resident_year"]]
    gains = [0.0, *front["difference"]]
    end = (axes.spines["bottom"].get_bounds() or axes.get_xlim())[1]
    axes.plot(
        [*costs, end], [*gains, gains[-1]], drawstyle="steps-post", color=GRAY, linewidth=1.2,
        label="front", zorder=1.5,
    )  # fmt: skip


def _draw(axes: Axes, row: dict[Any, Any], stroke: Stroke) -> None:
    """A point and its interval; hollow and thin where it is not on the front."""
    on_front = bool(row["on_front"])
    at, width = row["yuan_per_resident_year"], 1.8 if on_front else 0.9
    color = stroke.color if on_front else GRAY
    if np.isfinite(row["low"]) and np.isfinite(row["high"]):
        axes.plot([at, at], [row["low"], row["high"]], color=color, linewidth=width,
                  label="_interval")  # fmt: skip
    _mark(axes, (at, row["difference"]), row, stroke, 6.5)


def _mark(
    axes: Axes, at: tuple[float, float], row: dict[Any, Any], stroke: Stroke, points: float
) -> None:
    """The sign of a scenario: filled on the front, hollow elsewhere."""
    on_front = bool(row["on_front"])
    color = stroke.color if on_front else GRAY
    axes.plot(
        [at[0]], [at[1]], marker=stroke.marker or "o", markersize=points, linestyle="none",
        color=color, markerfacecolor=color if on_front else "white", zorder=3,
        label=row["scenario"] if points > 5 else "_sign", markeredgewidth=points / 6,
    )  # fmt: skip


def _name(axes: Axes, rows: pd.DataFrame, look: Look, strokes: Mapping[str, Stroke]) -> None:
    """Names with their marks in a column at the right, led to the points, the highest first."""
    across, down = inches(axes)
    left, right = axes.get_xlim()
    end = (axes.spines["bottom"].get_bounds() or (left, right))[1]
    inch = (right - left) / across
    records = rows.sort_values("difference", ascending=False).to_dict("records")
    keys = [str(row["scenario"]) for row in records]
    names, rest = fitted(keys, look, (right - end) / inch - LEAD, down)
    low, high = axes.get_ylim()
    wanted = [(row["difference"] - low) / (high - low) * down for row in records[: len(names)]]
    written, wanted = ([*names, rest], [*wanted, 0.0]) if rest else (names, wanted)
    centers = spread(wanted, heights_of(written), 0.0, down)
    for place, (name, center) in enumerate(zip(written, centers, strict=True)):
        level, row = low + center / down * (high - low), records[min(place, len(names) - 1)]
        if place < len(names):
            _lead(axes, row, (end, level, inch))
            _mark(axes, (end + (LEAD - 0.09) * inch, level), row, strokes[row["scenario"]], 4.5)
        color = INK if row["on_front"] and place < len(names) else GRAY
        axes.text(end + LEAD * inch, level, name, va="center", fontsize=7.5, color=color,
                  linespacing=1.15)  # fmt: skip


def _lead(axes: Axes, row: dict[Any, Any], to: tuple[float, float, float]) -> None:
    """A thin line from a point to its name."""
    end, level, inch = to
    start = row["yuan_per_resident_year"], row["difference"]
    ends = [start[0], end + 0.02 * inch, end + (LEAD - 0.16) * inch]
    axes.plot(ends, [start[1], start[1], level], color="#bdbdbd", linewidth=0.7, zorder=0.5,
              label="_leader")  # fmt: skip


def _ticks(axes: Axes, unit: str, look: Look) -> None:
    low, high = axes.get_ylim()
    ticks = np.asarray(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    ticks = ticks[(ticks >= low) & (ticks <= high)]
    axes.set_yticks(ticks, labels=tick_words(ticks, unit, look, signed=True))
    left, right = axes.spines["bottom"].get_bounds() or axes.get_xlim()
    axes.hlines(ticks, left, right, color=PALE, linewidth=0.6, zorder=0.3, label="_grid")
    costs = np.asarray(MaxNLocator(6).tick_values(left, right))
    costs = costs[(costs >= left) & (costs <= right)]
    axes.set_xticks(costs, labels=tick_words(costs, "yuan", look, signed=False))


def _note(rows: pd.DataFrame, look: Look) -> str:
    words = [look.say("month", WORDING).format(month=int(rows["month"].max()))]
    words += [look.say("front", WORDING)]
    if not rows["on_front"].all():
        words.append(look.say("dominated", WORDING))
    words += [look.bars(rows["low"].notna().any(), upright=True)]
    words += [look.say("broken", WORDING)] if close(rows) else []
    return look.note(*words, look.counted(rows["n"]))
