"""The sheet that a chart is drawn on: its own, sized in inches, or axes that the caller gives."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.charts.fonts import set_fonts
from sim.charts.layout import GRAY, INK, wrapped
from sim.charts.look import Look
from sim.charts.saving import remember
from sim.charts.style import SETTINGS, chart_settings

TITLE_SIZE, INNER_TITLE_SIZE, NOTE_SIZE = 11.0, 9.5, 7.5
"""Points: the title of a sheet of our own, of axes that were given, the line at the bottom."""

EDGE = 0.06
"""Inches that stay free along the edges of a sheet."""


class Room(NamedTuple):
    """Inches around the axes, for ticks and heads."""

    left: float = 0.6
    right: float = 0.15
    above: float = 0.25
    below: float = 0.3


class Chart(Figure):
    """A figure that finds its letters when it is drawn, and draws no empty boxes."""

    words_as_text = False

    def draw(self, renderer: Any) -> None:
        """Draw, after every text was given a font that has its characters."""
        if not self.words_as_text:
            set_fonts(self)
        super().draw(renderer)

    def _repr_png_(self) -> bytes:
        stream = BytesIO()
        with chart_settings():
            self.savefig(stream, format="png", dpi=110)
        return stream.getvalue()


class Panel(Axes):
    """Axes on a sheet of our own, which a notebook shows as the whole sheet."""

    def _repr_png_(self) -> bytes | None:
        figure = self.get_figure(root=True)
        return figure._repr_png_() if isinstance(figure, Chart) else None


def new_chart(width: float, height: float) -> Chart:
    """An empty figure of so many inches, with no window behind it."""
    figure = Chart(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def begin(ax: Axes | None, look: Look, size: tuple[float, float], room: Room | None = None) -> Axes:
    """The axes to draw in: ``ax`` itself, or new ones of ``size`` inches with ``room`` around.

    `complete` must follow; it adds what title and note take.
    """
    if ax is not None:
        _dress(ax)
        remember(figure_of(ax), look.source)
        return ax
    left, right, above, below = room or Room()
    width, height = left + size[0] + right, above + size[1] + below
    figure = new_chart(width, height)
    remember(figure, look.source)
    place = (left / width, below / height, size[0] / width, size[1] / height)
    return figure.add_axes(Panel(figure, place))


def complete(axes: Axes, own: bool, title: str, note: str) -> Axes:
    """Add the title and the note; ``own`` tells that `begin` made the sheet.

    On a sheet of our own they stand at its upper left corner and at its bottom; in given axes
    they are the axes' title and the label under them.
    """
    if own:
        add_words(figure_of(axes), title, note)
        return axes
    width, _ = inches(axes)
    inner = wrapped(title, width, INNER_TITLE_SIZE, lines=3)
    axes.set_title(inner, loc="left", fontsize=INNER_TITLE_SIZE, pad=18, color=INK)
    below = wrapped(note, width, NOTE_SIZE, lines=8)
    axes.set_xlabel(below, loc="left", fontsize=NOTE_SIZE, color=GRAY, labelpad=5)
    figure = figure_of(axes)
    if not isinstance(figure, Chart):
        set_fonts(figure)
    return axes


def add_words(figure: Figure, title: str, note: str) -> None:
    """Make a figure taller by a title and a note; what is on it keeps its size in inches."""
    across, down = (float(each) for each in figure.get_size_inches())
    above = wrapped(title, across - 2 * EDGE, TITLE_SIZE, lines=3)
    below = wrapped(note, across - 2 * EDGE, NOTE_SIZE, lines=8)
    top = EDGE + 0.19 * (above.count("\n") + 1) + 0.06
    bottom = EDGE + 0.145 * (below.count("\n") + 1) + 0.06 if note else 0.0
    whole = top + down + bottom
    figure.set_size_inches(across, whole)
    for axes in figure.axes:
        place = axes.get_position()
        low, high = place.y0 * down + bottom, place.height * down
        axes.set_position((place.x0, low / whole, place.width, high / whole))
    left = EDGE / across
    start: dict[str, Any] = {"ha": "left", "linespacing": 1.2}
    figure.text(left, 1 - EDGE / whole, above, fontsize=TITLE_SIZE, va="top", color=INK, **start)
    if note:
        low = EDGE / whole
        figure.text(left, low, below, fontsize=NOTE_SIZE, va="bottom", color=GRAY, **start)


def figure_of(axes: Axes) -> Figure:
    """The whole figure that axes stand in."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure


def inches(axes: Axes) -> tuple[float, float]:
    """Width and height of axes, also of a panel inside others."""
    width, height = (float(each) for each in figure_of(axes).get_size_inches())
    locator: Any = axes.get_axes_locator()
    place = locator(axes, None) if locator is not None else axes.get_position()
    return float(place.width * width), float(place.height * height)


def _dress(axes: Axes) -> None:
    """Give axes that we did not make the look of ours."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GRAY)
        axes.spines[side].set_linewidth(SETTINGS["axes.linewidth"])
    axes.set_axisbelow(True)
    axes.grid(True, axis="y", color=SETTINGS["grid.color"], linewidth=SETTINGS["grid.linewidth"])
    ticks: dict[str, Any] = {"color": GRAY, "labelcolor": INK, "labelsize": NOTE_SIZE}
    axes.tick_params(axis="x", length=3, **ticks)
    axes.tick_params(axis="y", length=0, **ticks)
