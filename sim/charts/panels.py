"""Panels inside one host axes, placed in inches from its upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from sim.charts.layout import GRAY, INK, balanced, wrapped
from sim.charts.sheet import inches

NAME_SIZE, HEAD_SIZE = 7.5, 8.0
"""Points of small words and of the title of a panel."""


class Tiles(NamedTuple):
    """How panels stand in a host: so many across at most, and the inches around each.

    ``names`` are left of each row of panels, for what they have in common; ``widest`` keeps
    panels that stand alone from being drawn out.
    """

    across: int = 3
    names: float = 0.0
    left: float = 0.0
    right: float = 0.2
    above: float = 0.45
    below: float = 0.12
    widest: float = 9.0


def headed(
    tiles: Tiles, titles: Sequence[str], wide: float, *, words: bool, size: float = HEAD_SIZE
) -> Tiles:
    """The same panels with as much above each as the longest of their titles needs.

    ``wide`` are the inches of the host; ``words`` tells whether small words stand below titles.
    """
    names = min(tiles.names, 0.35 * wide)
    step = min((wide - names) / min(tiles.across, max(1, len(titles))), tiles.widest)
    room = step - tiles.left - tiles.right + 0.1
    lines = max((wrapped(title, room, size).count("\n") + 1 for title in titles), default=1)
    above = 0.12 + 1.2 * size / 72 * lines + (0.15 if words else 0.0)
    return tiles._replace(above=above)


def rows_of(count: int, tiles: Tiles) -> int:
    """Rows in which so many panels stand."""
    return -(-max(1, count) // tiles.across)


def tiled(count: int, tiles: Tiles, wide: float, high: float) -> tuple[float, float]:
    """Inches that so many panels take, ``wide`` together and each ``high`` between its sides."""
    return wide, rows_of(count, tiles) * (tiles.above + high + tiles.below)


def names_room(host: Axes, tiles: Tiles) -> float:
    """Inches left of each row of panels, also in a narrow host."""
    return min(tiles.names, 0.35 * inches(host)[0])


def laid_out(host: Axes, count: int, tiles: Tiles) -> list[Axes]:
    """``count`` panels of one size that fill ``host``, row by row."""
    wide, down = inches(host)
    bare(host)
    step = down / rows_of(count, tiles)
    shrunk = min(1.0, 0.6 * step / (tiles.above + tiles.below))
    above, below = tiles.above * shrunk, tiles.below * shrunk
    names = names_room(host, tiles)
    width = min((wide - names) / min(tiles.across, max(1, count)), tiles.widest)
    return [
        inner(host, names + place % tiles.across * width + tiles.left,
              place // tiles.across * step + above,
              width - tiles.left - tiles.right, step - above - below)
        for place in range(count)
    ]  # fmt: skip


def name_bars(panel: Axes, names: Sequence[str], room: float) -> None:
    """What each bar of a panel stands for, in ``room`` inches left of it."""
    style: dict[str, Any] = {"transform": panel.get_yaxis_transform(), "ha": "right"}
    start = -0.07 / inches(panel)[0]
    for place, name in enumerate(names):
        words = balanced(name, room - 0.12, NAME_SIZE, lines=2)
        panel.text(start, place, words, va="center", fontsize=NAME_SIZE, linespacing=1.05, **style)


def bare(host: Axes) -> None:
    """Take away everything that a host of panels would draw itself; its label stays."""
    for spine in host.spines.values():
        spine.set_visible(False)
    host.set_xticks([])
    host.set_yticks([])
    host.grid(False)
    host.patch.set_visible(False)


def paper(axes: Axes) -> tuple[float, float]:
    """Take ticks, lines and grid off axes, measure them in inches, and return their size."""
    width, height = inches(axes)
    bare(axes)
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    return width, height


def nothing(axes: Axes, words: str) -> None:
    """Say in the middle of axes that there is nothing to show."""
    middle: dict[str, Any] = {"transform": axes.transAxes, "ha": "center", "va": "center"}
    axes.text(0.5, 0.5, words, color=GRAY, fontsize=8, **middle)


def inner(host: Axes, left: float, top: float, width: float, height: float) -> Axes:
    """A panel in ``host``; it looks as charts of ours do."""
    across, down = inches(host)
    place = (left / across, 1 - (top + height) / down, width / across, height / down)
    panel = host.inset_axes(place)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    return panel


def heading(
    panel: Axes, title: str = "", words: str = "", *, size: float = HEAD_SIZE, lines: int = 1
) -> None:
    """A title, and under it small words in up to ``lines`` lines, above the left edge of a panel.

    Words of one space keep their line free for the heads of columns.
    """
    wide = inches(panel)[0] + 0.1
    small = wrapped(words, wide, NAME_SIZE, lines) if words.strip() else words
    up = 4.0 + 11.0 * (small.count("\n") + 1 if small else 0)
    style: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "linespacing": 1.15}
    edge: Any = {"xycoords": "axes fraction"}
    if small.strip():
        panel.annotate(small, (0, 1), (0, 4), fontsize=NAME_SIZE, color=GRAY, **edge, **style)
    if title:
        above = wrapped(title, wide, size)
        panel.annotate(above, (0, 1), (0, up), fontsize=size, color=INK, **edge, **style)
