"""Causal loops: boxes where the caller puts them, and signed arrows that find their own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from sim.charts import apart
from sim.charts.arrows import DASHES, INKS, SIGNS, Arrow, draw_arrows
from sim.charts.layout import INK, footnote, panel, text_width, title_of, wrapped
from sim.charts.sheet import figure_of, new_chart
from sim.charts.style import chart_settings

WIDTH, TOP, BOTTOM = 11.3, 0.4, 1.2
"""Inches across, above the picture and below it."""
ROOM = 0.6
"""Inches above the highest box, for arrows that go around."""
SIZE = 8.5
"""Points of the words in a box."""
FILLS = ("#bfd2e4", "#ffffff", "#f5dfc0", "#eaf5e6")


class Box(NamedTuple):
    """One quantity: its name, its group and its center in inches, from the lower left."""

    name: str
    group: str
    x: float
    y: float


def loops(boxes: Mapping[str, Box], arrows: Sequence[Arrow], words: Mapping[str, str]) -> Figure:
    """Boxes and signed arrows between them.

    ``words`` has the ``title``, the ``note``, the names of the groups in the order of their
    fills, and what arrows mean: ``more``, ``less``, ``differs``.
    """
    groups = list(dict.fromkeys(box.group for box in boxes.values()))
    height = max(box.y for box in boxes.values()) + ROOM
    with chart_settings():
        figure = new_chart(WIDTH, height + TOP + BOTTOM)
        title_of(figure, words["title"])
        footnote(figure, words["note"])
        axes = panel(figure, 0, TOP, WIDTH, height)
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, height)
        axes.set_axis_off()
        frames = {key: _draw_box(axes, box, groups.index(box.group)) for key, box in boxes.items()}
        draw_arrows(axes, frames, arrows)
        _legend(figure, groups, words)
    return figure_of(axes)


def _draw_box(axes: Axes, box: Box, group: int) -> apart.Box:
    """A box as wide as its words."""
    text = wrapped(box.name, 1.25, SIZE, lines=2)
    rows = text.split("\n")
    half_width = max(text_width(row, SIZE) for row in rows) / 2 + 0.05
    half_height = 0.085 * len(rows) + 0.07
    corner = (box.x - half_width, box.y - half_height)
    shape = FancyBboxPatch(
        corner, 2 * half_width, 2 * half_height, boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=FILLS[group % len(FILLS)], edgecolor=INK, linewidth=0.8, zorder=3,
    )  # fmt: skip
    axes.add_patch(shape)
    middle: dict[str, Any] = {"ha": "center", "va": "center", "linespacing": 1.1, "zorder": 4}
    axes.text(box.x, box.y, text, fontsize=SIZE, **middle)
    return apart.Box(box.x, box.y, half_width, half_height)


def _legend(figure: Figure, groups: Sequence[str], words: Mapping[str, str]) -> None:
    """What fills and strokes mean, in two rows under the picture."""
    axes = panel(figure, 0, figure.get_size_inches()[1] - BOTTOM + 0.1, WIDTH, 0.5)
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, 0.5)
    axes.set_axis_off()
    for place, group in enumerate(groups):
        left = 0.05 + 2.6 * place
        axes.add_patch(FancyBboxPatch(
            (left, 0.3), 0.26, 0.14, boxstyle="round,pad=0,rounding_size=0.04",
            facecolor=FILLS[place % len(FILLS)], edgecolor=INK, linewidth=0.8,
        ))  # fmt: skip
        axes.text(left + 0.36, 0.37, words[group], fontsize=8, va="center")
    for place, (sign, key) in enumerate(((1, "more"), (-1, "less"), (0, "differs"))):
        left = 0.05 + 2.6 * place
        stroke: dict[str, Any] = {"color": INKS[sign], "linestyle": DASHES[sign]}
        axes.plot([left, left + 0.45], [0.1, 0.1], linewidth=1.2, **stroke)
        axes.text(left + 0.55, 0.1, f"{SIGNS[sign]}  {words[key]}", fontsize=8, va="center")
