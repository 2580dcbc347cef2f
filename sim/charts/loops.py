"""Causal loops: boxes where the caller puts them, and signed arrows that find their own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from sim.charts.layout import GRAY, INK, footnote, panel, text_width, title_of, wrapped
from sim.charts.style import chart_settings, finish, new_chart

WIDTH, TOP, BOTTOM = 11.3, 0.4, 1.2
"""Inches across, above the picture and below it."""
ROOM = 0.6
"""Inches above the highest box, for arrows that go around."""
SIZE = 8.5
"""Points of the words in a box."""
BENDS = (0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.46, -0.46, 0.62, -0.62)
"""How far an arrow may bend, as a share of its length; the first that is free is taken."""
FILLS = ("#bfd2e4", "#ffffff", "#f5dfc0", "#eaf5e6")
INKS = {1: "#0072B2", -1: "#B44300", 0: GRAY}
DASHES: dict[int, Any] = {1: "solid", -1: (0, (4.5, 1.6)), 0: (0, (1, 1.6))}
SIGNS = {1: "+", -1: "−", 0: "±"}
_ALONG = np.linspace(0.0, 1.0, 81)


class Box(NamedTuple):
    """One quantity: its name, its group and its center in inches, from the lower left."""

    name: str
    group: str
    x: float
    y: float


class Arrow(NamedTuple):
    """One box acts on another; ``sign`` is 1, -1, or 0 where it differs."""

    start: str
    end: str
    sign: int


class _Frame(NamedTuple):
    """The rectangle of a box."""

    x: float
    y: float
    half_width: float
    half_height: float

    def holds(self, points: np.ndarray, margin: float) -> np.ndarray:
        """Which points lie inside, or within ``margin`` of it."""
        across = np.abs(points[:, 0] - self.x) < self.half_width + margin
        return across & (np.abs(points[:, 1] - self.y) < self.half_height + margin)


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
        _draw_arrows(axes, frames, arrows)
        _legend(figure, groups, words)
    return finish(axes, True)


def _draw_box(axes: Axes, box: Box, group: int) -> _Frame:
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
    return _Frame(box.x, box.y, half_width, half_height)


def _draw_arrows(axes: Axes, frames: Mapping[str, _Frame], arrows: Sequence[Arrow]) -> None:
    """Short arrows first, as long ones can go around them."""
    drawn: list[np.ndarray] = []
    top = axes.get_ylim()[1]
    for arrow in sorted(arrows, key=lambda each: _distance(frames, each)):
        others = [frame for key, frame in frames.items() if key not in (arrow.start, arrow.end)]
        ends = (frames[arrow.start], frames[arrow.end])
        ways = [_way(*ends, bend) for bend in BENDS]
        costs = [
            _cost(_curve(way), others, drawn) + 6.0 * abs(bend) + 12.0 * _outside(_curve(way), top)
            for way, bend in zip(ways, BENDS, strict=True)
        ]
        best = ways[costs.index(min(costs))]
        drawn.append(_curve(best))
        _draw_arrow(axes, best, arrow.sign)


def _distance(frames: Mapping[str, _Frame], arrow: Arrow) -> float:
    start, end = frames[arrow.start], frames[arrow.end]
    return float(np.hypot(end.x - start.x, end.y - start.y))


def _way(start: _Frame, end: _Frame, bend: float) -> np.ndarray:
    """The three points of a bent line from the edge of one box to the edge of the other."""
    a, b = np.array([start.x, start.y]), np.array([end.x, end.y])
    aside = np.array([(b - a)[1], -(b - a)[0]]) * bend
    points = np.array([a, (a + b) / 2 + aside, b])
    curve = _curve(points)
    left = int(np.argmin(start.holds(curve, 0.02)))
    reached = len(curve) - 1 - int(np.argmin(end.holds(curve, 0.05)[::-1]))
    if reached <= left:
        return points
    return _part(points, _ALONG[left], _ALONG[reached])


def _curve(points: np.ndarray) -> np.ndarray:
    """Points along a quadratic Bézier line."""
    t = _ALONG[:, None]
    return (1 - t) ** 2 * points[0] + 2 * t * (1 - t) * points[1] + t**2 * points[2]


def _part(points: np.ndarray, start: float, end: float) -> np.ndarray:
    """The same line between two of its places."""

    def at(u: float, v: float) -> np.ndarray:
        first = (1 - u) * points[0] + u * points[1]
        second = (1 - u) * points[1] + u * points[2]
        return (1 - v) * first + v * second

    return np.array([at(start, start), at(start, end), at(end, end)])


def _cost(curve: np.ndarray, others: Sequence[_Frame], drawn: Sequence[np.ndarray]) -> float:
    """Running through a box is worst, then running along another arrow, then crossing one."""
    through = sum(int(frame.holds(curve, 0.06).sum()) for frame in others)
    near = 0
    for other in drawn:
        gaps = np.hypot(*(curve[:, None, :] - other[None, ::4, :]).transpose(2, 0, 1))
        near += int((gaps.min(axis=1) < 0.07).sum())
    return 12.0 * through + near


def _outside(curve: np.ndarray, top: float) -> int:
    """How much of a line would leave the sheet."""
    across, up = curve.T
    return int(((across < 0.05) | (across > WIDTH - 0.05) | (up < 0.05) | (up > top - 0.05)).sum())


def _draw_arrow(axes: Axes, way: np.ndarray, sign: int) -> None:
    """The line, its head and its sign beside the head."""
    path = Path(way.tolist(), [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    width = 0.8 if sign == 0 else 1.15
    style: dict[str, Any] = {"color": INKS[sign], "linewidth": width, "zorder": 2}
    body = FancyArrowPatch(path=path, arrowstyle="-", linestyle=DASHES[sign], **style)
    tip = way[2] - (way[2] - _curve(way)[-4]) * 0.01
    head = FancyArrowPatch(tip, way[2], arrowstyle="-|>", mutation_scale=9, shrinkA=0, shrinkB=0,
                           **style)  # fmt: skip
    axes.add_patch(body)
    axes.add_patch(head)
    near = _curve(way)[-12]
    along = way[2] - near
    aside = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1e-9) * 0.085
    place = near + aside
    sign_style: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 5}
    axes.text(
        float(place[0]), float(place[1]), SIGNS[sign], fontsize=11, color=INKS[sign], **sign_style
    )


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
