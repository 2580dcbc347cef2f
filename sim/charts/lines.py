"""The drawing of one panel of lines over months: bands, means, names at the ends, ticks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.charts.layout import GRAY, INK, spread, wrapped
from sim.charts.style import Look
from sim.words import decimal, percent, unit_of

LABEL_SIZE = 7.5
LABEL_INCHES = 1.7
LINE_INCHES = LABEL_SIZE * 1.25 / 72
TEXT_LEFT = 0.19
"""Inches from the end of a line to its name."""


def draw_lines(axes: Axes, table: pd.DataFrame, look: Look, fill: float = 0.04) -> None:
    """Draw bands and mean of every scenario; their markers stand at different months."""
    strokes = look.strokes(list(table["scenario"].unique()))
    for place, (scenario, rows) in enumerate(table.groupby("scenario", sort=False)):
        stroke = strokes[str(scenario)]
        months = rows["month"].to_numpy()
        for low, high, strength in (("low_band", "high_band", fill), ("low", "high", 1.5 * fill)):
            band = (rows[low].to_numpy(float), rows[high].to_numpy(float))
            axes.fill_between(months, *band, color=stroke.color, alpha=strength, linewidth=0)
        axes.plot(
            months,
            rows["mean"].to_numpy(float),
            label=str(scenario),
            color=stroke.color,
            linestyle=stroke.dashes,
            linewidth=stroke.width,
            marker=stroke.marker,
            markersize=3.8,
            clip_on=False,
            markevery=_marked(months, place),
        )


def _marked(months: np.ndarray, place: int) -> list[int]:
    """Where a line carries its marker: once a year, each scenario two months later."""
    if len(months) < 12:
        return [len(months) - 1]
    return [index for index, month in enumerate(months) if (month - 2 * place) % 12 == 4]


def name_lines(axes: Axes, table: pd.DataFrame, look: Look) -> None:
    """Write each scenario's name beside the end of its line; names give way to each other."""
    ends = table.dropna(subset=["mean"]).groupby("scenario", sort=False).tail(1)
    strokes = look.strokes(list(table["scenario"].unique()))
    across, down = _inches(axes)
    low, high = axes.get_ylim()
    room = LABEL_INCHES - TEXT_LEFT
    names = [wrapped(look.scenario(key), room, LABEL_SIZE) for key in ends["scenario"]]
    heights = [(name.count("\n") + 1) * LINE_INCHES + 0.035 for name in names]
    wanted = [(mean - low) / (high - low) * down for mean in ends["mean"]]
    centers = spread(wanted, heights, -0.25, down + 0.25)
    for key, name, at, center in zip(ends["scenario"], names, wanted, centers, strict=True):
        bend, height = 1 + (TEXT_LEFT - 0.04) / across, center / down
        leader: dict[str, Any] = {"color": strokes[key].color, "linewidth": 0.8, "clip_on": False}
        inside = axes.transAxes
        axes.plot([1, bend], [at / down, height], transform=inside, label="_leader", **leader)
        place: dict[str, Any] = {"transform": inside, "va": "center", "fontsize": LABEL_SIZE}
        axes.text(1 + TEXT_LEFT / across, height, name, linespacing=1.15, **place)


def _inches(axes: Axes) -> tuple[float, float]:
    """Width and height of a panel."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    width, height = figure.get_size_inches()
    place = axes.get_position()
    return float(place.width * width), float(place.height * height)


def head(axes: Axes, title: str, unit: str) -> None:
    """Title and unit above a panel, from its left edge."""
    _, down = _inches(axes)
    for text, up, size, color in ((title, 0.23, 9.5, INK), (unit, 0.07, 7.5, GRAY)):
        axes.text(0, 1 + up / down, text, transform=axes.transAxes, fontsize=size, color=color)


def month_ticks(axes: Axes, last: int, look: Look) -> None:
    """Ticks at whole years where the horizon is long enough."""
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60) if last / step <= 7), 120)
    axes.set_xlim(0, max(last, 1))
    axes.set_xticks([*range(0, last, step), last] if last % step == 0 else range(0, last, step))
    axes.set_xlabel(look.say("month"), loc="right", fontsize=7.5, labelpad=2)


def value_ticks(axes: Axes, unit: str, look: Look, signed: bool = False) -> None:
    """Ticks of the vertical axis, written as the unit asks."""
    low, high = axes.get_ylim()
    ticks = np.asarray(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    ticks = ticks[(ticks >= low) & (ticks <= high)]
    axes.set_yticks(ticks, labels=tick_words(ticks, unit, look, signed))
    axes.set_ylim(low, high)


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
