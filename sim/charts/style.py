"""How every chart looks: colors, dashes, markers and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from matplotlib import rc_context

from sim.charts.layout import GRAY, INK, PALE

COLORS = ("#00507D", "#D28D00", "#A03F00", "#3E93C6", "#007E5E", "#B8628F")
"""The hues of Okabe and Ito, their lightness 32, 64, 40, 58, 47 and 53 of 100: no two alike."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES: tuple[Any, ...] = (
    "solid",
    (0, (6, 1.6)),
    (0, (6, 1.4, 1.2, 1.4)),
    (0, (2.6, 1.2)),
    (0, (9, 1.6, 3, 1.6)),
    (0, (1.2, 1.2)),
    (0, (4, 1.2, 1.2, 1.2, 1.2, 1.2)),
)
SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GRAY,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.6,
    "xtick.color": GRAY,
    "ytick.color": GRAY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "savefig.dpi": 300,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "community governance",
}


class Stroke(NamedTuple):
    """How one scenario is drawn, to be told apart in gray as well."""

    color: str
    dashes: Any
    marker: str
    width: float


@contextmanager
def chart_settings() -> Iterator[None]:
    """This package's style, for the time of drawing only; also a decorator of a chart."""
    settings: Any = SETTINGS
    with rc_context(settings):
        yield
