"""Fills that tell a number: how dark, how blue or red, and what can be read on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.colors as mcolors
import numpy as np
from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap, Normalize

from sim.charts.layout import INK

SHADES = LinearSegmentedColormap.from_list("shades", colormaps["cividis_r"](np.linspace(0, 1, 64)))
"""From little, light, to much, dark."""


def around_zero(value: float, largest: float) -> tuple[float, ...]:
    """The fill for a difference: white at zero, red below, blue above."""
    # The darkest ends of the map would swallow the words in a cell.
    scale = Normalize(-1.35 * largest, 1.35 * largest)
    return tuple(colormaps["RdBu"](scale(value))) if largest > 0.0 else (1.0, 1.0, 1.0, 1.0)


def reads_on(fill: Sequence[float] | str) -> str:
    """The color of words that can be read on a fill: dark on light, white on dark."""
    color: Any = fill
    red, green, blue = mcolors.to_rgb(color)
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"


def told_apart(row: Any) -> bool:
    """Whether the interval of an effect leaves no doubt about its sign."""
    return bool(row["low"] > 0.0 or row["high"] < 0.0)
