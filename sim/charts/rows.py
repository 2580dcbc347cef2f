"""Charts of rows: names at the left, a plot in the middle, columns of words at the right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.charts.layout import GRAY, INK, PALE, balanced, text_width, wrapped
from sim.charts.lines import tick_words
from sim.charts.look import Look
from sim.charts.sheet import inches

SIZE = 7.5
"""Points of the words in rows."""

LINE = 0.135
"""Inches of one line of words."""

GAP = 0.1
"""Inches from a name to the plot."""


class Columns(NamedTuple):
    """Inches across: names, the plot, the words right of it."""

    names: float = 1.55
    plot: float = 2.05
    words: float = 2.8

    @property
    def width(self) -> float:
        return self.names + self.plot + self.words


def fitting(axes: Axes, wanted: Columns) -> Columns:
    """The same columns in axes of any width; where they are narrow, words are left out."""
    width = inches(axes)[0]
    if width >= 0.9 * wanted.width:
        return wanted._replace(plot=width - wanted.names - wanted.words)
    names = min(wanted.names, 0.36 * width)
    words = min(wanted.words, 0.1)
    return Columns(names, width - names - words, words)


def row_height(names: Sequence[str], least: float = 0.28) -> float:
    """Inches of one row, so that the longest name has room."""
    lines = max((name.count("\n") + 1 for name in names), default=1)
    return max(least, lines * LINE + 0.07)


def row_names(titles: Iterable[str], columns: Columns, lines: int = 3) -> list[str]:
    """Names of rows, broken as wide as their column."""
    return [balanced(title, columns.names - GAP - 0.05, SIZE, lines) for title in titles]


def room_for(titles: Sequence[str], most: float = 2.1) -> float:
    """Inches that names take at the left, broken into two lines where they are long."""
    rows = [row for title in titles for row in wrapped(title, most, SIZE, lines=2).split("\n")]
    return max((text_width(row, SIZE) for row in rows), default=0.0) + GAP + 0.06


def stack(axes: Axes, count: int) -> None:
    """So many rows, the first one highest, without a scale from top to bottom."""
    axes.set_ylim(max(count, 1) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def name_rows(
    axes: Axes, names: Sequence[str], columns: Columns, colors: Sequence[str] = ()
) -> None:
    """Names left of the plot, each at its row."""
    right = (columns.names - GAP) / columns.width
    style: dict[str, Any] = {"ha": "right", "va": "center", "fontsize": SIZE, "linespacing": 1.1}
    for place, name in enumerate(names):
        color = colors[place] if colors else INK
        axes.text(right, place, name, transform=axes.get_yaxis_transform(), color=color, **style)


def scale(axes: Axes, ends: tuple[float, float], columns: Columns, air: float = 0.0) -> None:
    """Let ``ends`` stand at the edges of the plot, or ``air`` inches within them."""
    low, high = ends
    inch = (high - low) / (columns.plot - 2 * air)
    axes.set_xlim(low - (columns.names + air) * inch, high + (columns.words + air) * inch)
    axes.spines["bottom"].set_bounds(low, high)


def ticks(axes: Axes, unit: str, look: Look, *, signed: bool = True) -> None:
    """Ticks and upright lines between the ends of the scale."""
    low, high = axes.spines["bottom"].get_bounds() or axes.get_xlim()
    left, right = axes.get_xlim()
    width = (high - low) / (right - left) * inches(axes)[0]
    axes.set_xticks(*ticks_within((low, high), width, unit, look, signed=signed))
    axes.grid(False)
    axes.grid(True, axis="x", color=PALE, linewidth=0.6)


def ticks_within(
    ends: tuple[float, float], width: float, unit: str, look: Look, *, signed: bool
) -> tuple[np.ndarray, list[str]]:
    """Ticks between ``ends``, which are ``width`` inches apart, as many as their words let."""
    low, high = ends
    edge = 0.02 * (high - low)
    for most, every in ((6, 1), (5, 1), (4, 1), (3, 1), (2, 1), (4, 2), (3, 2), (2, 2), (2, 3)):
        found = np.asarray(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
        found = found[(found >= low + edge) & (found <= high - edge)]
        zero = int(np.argmin(np.abs(found))) if len(found) else 0
        found = found[zero % every :: every]  # zero is among them
        words = tick_words(found, unit, look, signed)
        step = (found[1] - found[0]) / (high - low) * width if len(found) > 1 else width
        if len(found) and all(text_width(each, SIZE) + 0.1 <= step for each in words):
            return found, words
    return np.empty(0), []


def span_of(
    values: Iterable[float], *, zero: bool = True, least: float = 0.0
) -> tuple[float, float]:
    """From the least to the most of values, and of zero, with air at both ends, if only little.

    ``least`` is the air that there must be in any case.
    """
    known = [float(each) for each in values if math.isfinite(each)]
    known += [0.0] if zero or not known else []
    low, high = min(known), max(known)
    air = max(0.06 * (high - low) or 0.05 * abs(low) or 0.01, least)
    return low - air, high + air


def word(
    axes: Axes, place: float, left: float, text: str, columns: Columns, *, color: str = INK
) -> None:
    """Words ``left`` inches right of the plot."""
    start = (columns.names + columns.plot + left) / columns.width
    style: dict[str, Any] = {"va": "center", "fontsize": SIZE, "color": color}
    axes.text(start, place, text, transform=axes.get_yaxis_transform(), **style)


def heads(axes: Axes, words: list[tuple[float, str]], columns: Columns) -> None:
    """What the columns are, above them; ``words`` with their inches from the left edge."""
    up = 1 + 0.07 / inches(axes)[1]
    for left, text in words:
        start = left / columns.width
        axes.text(start, up, text, transform=axes.transAxes, fontsize=SIZE, color=GRAY)
