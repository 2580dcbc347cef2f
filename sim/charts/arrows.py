"""Arrows between boxes that find their own way: bent around boxes and away from each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from sim.charts.apart import Box
from sim.charts.layout import GRAY

BENDS = (0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.46, -0.46, 0.62, -0.62)
"""How far an arrow may bend, as a share of its length; the first that is free is taken."""
INKS = {1: "#0072B2", -1: "#B44300", 0: GRAY}
DASHES: dict[int, Any] = {1: "solid", -1: (0, (4.5, 1.6)), 0: (0, (1, 1.6))}
SIGNS = {1: "+", -1: "−", 0: "±"}
_ALONG = np.linspace(0.0, 1.0, 81)


class Arrow(NamedTuple):
    """One box acts on another; ``sign`` is 1, -1, or 0 where it differs."""

    start: str
    end: str
    sign: int


def draw_arrows(
    axes: Axes, frames: Mapping[str, Box], arrows: Sequence[Arrow], *, signs: bool = True
) -> None:
    """Short arrows first, as long ones can go around them; dashes tell their sign anyway."""
    drawn: list[np.ndarray] = []
    sheet = axes.get_xlim()[1], axes.get_ylim()[1]
    for arrow in sorted(arrows, key=lambda each: _distance(frames, each)):
        others = [frame for key, frame in frames.items() if key not in (arrow.start, arrow.end)]
        ends = (frames[arrow.start], frames[arrow.end])
        ways = [_way(*ends, bend) for bend in BENDS]
        costs = [
            _cost(curve, others, drawn) + 6.0 * abs(bend) + 12.0 * _outside(curve, sheet)
            for curve, bend in zip(map(_curve, ways), BENDS, strict=True)
        ]
        best = ways[costs.index(min(costs))]
        drawn.append(_curve(best))
        _draw_arrow(axes, best, arrow.sign)
        if signs:
            _write_sign(axes, best, arrow.sign)


def _distance(frames: Mapping[str, Box], arrow: Arrow) -> float:
    start, end = frames[arrow.start], frames[arrow.end]
    return float(np.hypot(end.x - start.x, end.y - start.y))


def _way(start: Box, end: Box, bend: float) -> np.ndarray:
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


def _cost(curve: np.ndarray, others: Sequence[Box], drawn: Sequence[np.ndarray]) -> float:
    """Running through a box is worst, then running along another arrow, then crossing one."""
    through = sum(int(frame.holds(curve, 0.06).sum()) for frame in others)
    near = 0
    for other in drawn:
        gaps = np.hypot(*(curve[:, None, :] - other[None, ::4, :]).transpose(2, 0, 1))
        near += int((gaps.min(axis=1) < 0.07).sum())
    return 12.0 * through + near


def _outside(curve: np.ndarray, sheet: tuple[float, float]) -> int:
    """How much of a line would leave the sheet."""
    across, up = curve.T
    beside = (across < 0.05) | (across > sheet[0] - 0.05)
    return int((beside | (up < 0.05) | (up > sheet[1] - 0.05)).sum())


def _draw_arrow(axes: Axes, way: np.ndarray, sign: int) -> None:
    """The line and its head."""
    path = Path(way.tolist(), [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    width = 0.8 if sign == 0 else 1.15
    style: dict[str, Any] = {"color": INKS[sign], "linewidth": width, "zorder": 2}
    body = FancyArrowPatch(path=path, arrowstyle="-", linestyle=DASHES[sign], **style)
    tip = way[2] - (way[2] - _curve(way)[-4]) * 0.01
    head = FancyArrowPatch(tip, way[2], arrowstyle="-|>", mutation_scale=9, shrinkA=0, shrinkB=0,
                           **style)  # fmt: skip
    axes.add_patch(body)
    axes.add_patch(head)


def _write_sign(axes: Axes, way: np.ndarray, sign: int) -> None:
    """The sign beside the head."""
    near = _curve(way)[-12]
    along = way[2] - near
    aside = np.array([along[1], -along[0]]) / max(float(np.hypot(*along)), 1e-9) * 0.085
    place = near + aside
    sign_style: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 5}
    axes.text(
        float(place[0]), float(place[1]), SIGNS[sign], fontsize=11, color=INKS[sign], **sign_style
    )
