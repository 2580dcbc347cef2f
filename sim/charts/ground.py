"""The ground of a county: towns outlined, a mark for each community where it lies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from sim.charts.apart import apart
from sim.charts.layout import GRAY, INK
from sim.charts.look import Look
from sim.charts.panels import bare
from sim.charts.sheet import inches
from sim.vocabulary import COMMUNITY_KINDS
from sim.words import Catalogue

PLACES = ("community", "x", "y", "town", "kind", "residents")
"""Columns of a table of communities; x and y in meters."""

SHAPES = dict(zip(COMMUNITY_KINDS, ("o", "s", "D", "^"), strict=True))
LARGEST, COVERED = 160.0, 0.15
"""Square points of the largest mark, and the share of a map that all marks may cover."""
AIR, SIZE = 0.05, 7.5
"""Inches between a mark and the outline of its town; points of words."""

WORDING: Catalogue = {
    "towns": (
        "outlined: communities of one town · area of a mark: residents",
        "轮廓：同一镇（街道）的社区；面积：居民数",
    ),
    "moved": (
        "marks that would cover one another are moved apart",
        "相互遮挡的标记已移开",
    ),
    "kilometers": ("{length} km", "{length}公里"),
}


def marked(axes: Axes, places: pd.DataFrame, most: float) -> pd.DataFrame:
    """``places`` with the area (square points) and radius (inches) of their marks, moved apart.

    ``most`` are the residents of the largest mark. The axes are given one scale in meters.
    """
    bare(axes)
    _frame(axes, places)
    width, height = inches(axes)
    shares = places["residents"] / most
    largest = min(LARGEST, COVERED * width * height * 72**2 / max(float(shares.sum()), 1e-9))
    radius = np.sqrt(largest * shares.to_numpy(float)) / 72 * 0.62
    inch = meters(axes)
    moved = apart(places[["x", "y"]].to_numpy(float) / inch, radius) * inch
    return places.assign(x=moved[:, 0], y=moved[:, 1], area=largest * shares, radius=radius)


def meters(axes: Axes) -> float:
    """Meters that an inch stands for."""
    low, high = axes.get_xlim()
    return (high - low) / inches(axes)[0]


def _frame(axes: Axes, places: pd.DataFrame) -> None:
    """All places with room around, one meter as long across as upward."""
    width, height = inches(axes)
    middle = [(places[key].min() + places[key].max()) / 2 for key in ("x", "y")]
    across, up = (max(float(places[key].max() - places[key].min()), 1.0) for key in ("x", "y"))
    inch = max(across / (width - 0.5), up / (height - 0.75))
    axes.set_xlim(middle[0] - inch * width / 2, middle[0] + inch * width / 2)
    low = middle[1] - inch * (height / 2 + 0.1)
    axes.set_ylim(low, low + inch * height)


def draw_marks(axes: Axes, marks: pd.DataFrame, fills: Mapping[str, Any], look: Look) -> None:
    """Towns, communities in the fills of their kinds, and a bar of kilometers."""
    for town, its in marks.groupby("town", sort=False):
        air = (its["radius"].max() + AIR) * meters(axes)
        axes.add_patch(Polygon(
            around(its[["x", "y"]].to_numpy(float), air), closed=True, facecolor="#f4f4f1",
            edgecolor="#a8a8a8", linewidth=0.8, joinstyle="round", zorder=0.5,
            label=f"_town {town}",
        ))  # fmt: skip
    for kind, its in marks.groupby("kind", sort=False):
        axes.scatter(
            its["x"], its["y"], s=its["area"], c=fills[str(kind)],
            marker=SHAPES.get(str(kind), "o"), edgecolors=INK, linewidths=0.6, zorder=2,
            label=str(kind),
        )  # fmt: skip
    _draw_kilometers(axes, look)


def around(points: np.ndarray, air: float) -> np.ndarray:
    """The convex outline ``[n, 2]`` of points with ``air`` around each of them."""
    turns = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    ring = air * np.column_stack([np.cos(turns), np.sin(turns)])
    cloud = (points[:, None, :] + ring[None, :, :]).reshape(-1, 2)
    return _hull(sorted(map(tuple, np.unique(cloud, axis=0).tolist())))


def _hull(points: Sequence[tuple[float, ...]]) -> np.ndarray:
    """The convex hull, by walking the sorted points along and back (Andrew 1979)."""
    sides = []
    for walk in (points, points[::-1]):
        side: list[tuple[float, ...]] = []
        for point in walk:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        sides += side[:-1]
    return np.array(sides)


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    """Positive where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _draw_kilometers(axes: Axes, look: Look) -> None:
    """A bar of round kilometers in the lower left corner."""
    inch = meters(axes)
    most = 0.3 * inch * inches(axes)[0] / 1000.0
    length = max(
        (step * 10.0**power for power in range(-3, 4) for step in (1, 2, 5)
         if step * 10.0**power <= most), default=most,
    )  # fmt: skip
    x, y = axes.get_xlim()[0] + 0.08 * inch, axes.get_ylim()[0] + 0.08 * inch
    axes.plot([x, x + 1000 * length], [y, y], color=INK, linewidth=1.6, solid_capstyle="butt",
              label="_kilometers")  # fmt: skip
    words = look.say("kilometers", WORDING).format(length=f"{length:g}")
    axes.text(x, y + 0.05 * inch, words, fontsize=SIZE, va="bottom", color=GRAY)


def ground_words(look: Look) -> list[str]:
    """What outlines and marks are, for the line below."""
    return [look.say("towns", WORDING), look.say("moved", WORDING)]
