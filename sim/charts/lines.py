"""The drawing of one panel of lines over months: bands, means, names at the ends, ticks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from sim.charts.layout import GRAY, PALE, balanced, spread
from sim.charts.look import Look
from sim.charts.sheet import inches
from sim.charts.style import Stroke
from sim.words import Catalogue, decimal, percent, unit_of

SIZE = 7.5
"""Points of the words in a panel."""

LABEL_INCHES = 1.75
"""Inches right of the last month, for the names of lines."""

LINE_INCHES = SIZE * 1.3 / 72
TEXT_LEFT = 0.19
"""Inches from the end of a line to its name."""

HALO = withStroke(linewidth=2.8, foreground="white", alpha=0.75)
"""What lifts a line off the bands under it, in gray as well."""

WORDING: Catalogue = {
    "month": ("month", "月"),
    "more": ("and {count} more", "另有{count}个情景"),
}


def beside(axes: Axes) -> float:
    """Inches right of the last month that a panel has for names."""
    return min(LABEL_INCHES, 0.4 * inches(axes)[0])


def names_height(scenarios: list[str], look: Look, room: float = LABEL_INCHES) -> float:
    """Inches that the names of lines take below one another, whole and ``room`` inches wide."""
    return sum(heights_of(_names(scenarios, look, room)))


def _names(scenarios: list[str], look: Look, room: float, lines: int = 4) -> list[str]:
    return [balanced(look.scenario(key), room - TEXT_LEFT, SIZE, lines) for key in scenarios]


def heights_of(names: list[str]) -> list[float]:
    return [(name.count("\n") + 1) * LINE_INCHES + 0.04 for name in names]


def draw_lines(axes: Axes, table: pd.DataFrame, look: Look, fill: float) -> None:
    """Draw bands and mean of every scenario; their markers stand at different months."""
    strokes = look.strokes(list(table["scenario"].unique()))
    for place, (scenario, rows) in enumerate(table.groupby("scenario", sort=False)):
        stroke = strokes[str(scenario)]
        months = rows["month"].to_numpy()
        for low, high, strength in (("low_band", "high_band", fill), ("low", "high", 1.8 * fill)):
            band = (rows[low].to_numpy(float), rows[high].to_numpy(float))
            axes.fill_between(
                months, *band, color=stroke.color, alpha=strength, linewidth=0, label=f"_{low}"
            )
        draw_line(axes, months, rows["mean"].to_numpy(float), stroke, place, str(scenario))


def draw_line(
    axes: Axes, months: np.ndarray, values: np.ndarray, stroke: Stroke, place: int, label: str
) -> None:
    """One line. It carries its marker once a year, each scenario two months later, so that
    one line on another still shows."""
    axes.plot(
        months, values, label=label, color=stroke.color, linestyle=stroke.dashes,
        linewidth=stroke.width, marker=stroke.marker, markersize=3.8, clip_on=False,
        markevery=_marked(months, place), path_effects=[HALO],
    )  # fmt: skip


def _marked(months: np.ndarray, place: int) -> list[int]:
    if len(months) < 12:
        return [(len(months) - 1 - place) % max(1, len(months))]
    return [index for index, month in enumerate(months) if (month - 2 * place) % 12 == 4]


def name_lines(axes: Axes, table: pd.DataFrame, look: Look, *, strip: float, free: float) -> None:
    """Write each scenario's name beside the end of its line, in ``free`` inches, above ``strip``.

    Names give way to each other; where there are more names than room, the first ones stand
    and the rest is counted.
    """
    ends = table.dropna(subset=["mean"]).groupby("scenario", sort=False).tail(1)
    if not len(ends):
        return
    across, down = inches(axes)
    low, high = axes.get_ylim()
    keys = [str(key) for key in ends["scenario"]]
    heights = [(mean - low) / (high - low) * down for mean in ends["mean"]]
    names, rest = fitted(keys, look, free, down - strip)
    wanted = [*heights[: len(names)], *([strip] if rest else [])]
    written = [*names, *([rest] if rest else [])]
    centers = spread(wanted, heights_of(written), strip, down)
    strokes = look.strokes(list(table["scenario"].unique()))
    end = float(ends["month"].max()) / axes.get_xlim()[1] * across
    for place, (name, center) in enumerate(zip(written, centers, strict=True)):
        if place < len(names):
            _lead(axes, (end, wanted[place]), center, strokes[keys[place]])
        at = ((end + TEXT_LEFT) / across, center / down)
        style: dict[str, Any] = {"transform": axes.transAxes, "va": "center", "fontsize": SIZE}
        axes.text(*at, name, linespacing=1.15, **style)


def fitted(keys: list[str], look: Look, room: float, down: float) -> tuple[list[str], str]:
    """Names no higher together than a panel: whole, else in fewer lines, else only the first ones.

    The words that follow count the rest, where there is one.
    """
    for lines in (4, 2, 1):
        names = _names(keys, look, room, lines)
        if sum(heights_of(names)) <= down:
            return names, ""
    most = max(1, int(down / heights_of(["one"])[0]) - 1)
    rest = len(names) - most
    return names[:most], look.say("more", WORDING).format(count=rest) if rest > 0 else ""


def _lead(axes: Axes, start: tuple[float, float], center: float, stroke: Stroke) -> None:
    """A thin line from the end of a line to its name; points in inches."""
    across, down = inches(axes)
    points = ([start[0] / across, (start[0] + TEXT_LEFT - 0.04) / across],
              [start[1] / down, center / down])  # fmt: skip
    style: dict[str, Any] = {"color": stroke.color, "linewidth": 0.8, "clip_on": False}
    axes.plot(*points, transform=axes.transAxes, label="_leader", **style)


def month_axis(
    axes: Axes, last: int, look: Look, free: float | None = None, *, left: float = 0.0
) -> None:
    """Months from 0 to ``last`` with ``free`` inches at the right, ticks at whole years.

    The word for months stands behind the last tick, below the names of lines.
    """
    across = inches(axes)[0]
    last, room = max(last, 1), beside(axes) if free is None else free
    inch = last / (across - left - room)
    axes.set_xlim(-left * inch, last + room * inch)
    most = min(7.0, (across - left - room) / 0.28)
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if last / step <= most), 120)
    axes.set_xticks([*range(0, last, step), last] if last % step == 0 else range(0, last, step))
    axes.spines["bottom"].set_bounds(0, last)
    at: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
    axes.annotate(
        look.say("month", WORDING), (last, 0), (10, -5.5), va="top", fontsize=SIZE, color=GRAY,
        annotation_clip=False, **at,
    )  # fmt: skip


def value_axis(
    axes: Axes, last: int, unit: str, look: Look, *, strip: float = 0.0, signed: bool = False
) -> None:
    """Ticks of the vertical axis, written as the unit asks, with ``strip`` inches free below.

    Lines at the ticks go no further than the months do.
    """
    low, high = axes.get_ylim()
    ticks = np.asarray(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    ticks = ticks[(ticks >= low) & (ticks <= high)]
    axes.set_yticks(ticks, labels=tick_words(ticks, unit, look, signed))
    down = inches(axes)[1]
    axes.set_ylim(low - (high - low) * strip / max(down - strip, 0.2 * down), high)
    axes.spines["left"].set_bounds(low, high)
    axes.grid(False)
    axes.hlines(ticks, 0, max(last, 1), color=PALE, linewidth=0.6, zorder=0.4, label="_grid")


def tick_words(ticks: np.ndarray, unit: str, look: Look, signed: bool) -> list[str]:
    """The same count of decimals on every tick, no more than the step between them needs."""
    factor = 100 if unit_of(unit).percent else 1
    step = factor * (ticks[1] - ticks[0]) if len(ticks) > 1 else 1.0
    digits = max(0, math.ceil(-math.log10(step) - 1e-9)) if step > 0 else 0
    scaled = step * 10**digits
    digits += int(abs(scaled - round(scaled)) > 1e-6)
    if signed or factor == 1:
        return [decimal(factor * tick, digits, signed) for tick in ticks]
    return [percent(tick, look.lang, digits) for tick in ticks]
