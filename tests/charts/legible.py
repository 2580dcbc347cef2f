"""What a reader of a picture sees: its words, and whether any lie on others or are cut off."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.words import LANGUAGES


def in_turn(names: Iterable[str]) -> list[Any]:
    """Every name in every language: one of them in turn, the other for the slow tests."""
    turns = list(enumerate(names))
    return [
        pytest.param(name, lang, marks=[pytest.mark.slow] if (place + at) % 2 else [])
        for place, name in turns
        for at, lang in enumerate(LANGUAGES)
    ]


def figure_of(drawn: Axes | Figure) -> Figure:
    return drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)


def words(drawn: Axes | Figure) -> str:
    """Everything that is written, with plain spaces and no line breaks."""
    found = " ".join(text.get_text() for text in figure_of(drawn).findobj(Text))
    return found.replace("\u00a0", " ").replace("\n", " ")


def lines(axes: Axes) -> dict[str, Line2D]:
    """The lines of a panel by label."""
    return {str(line.get_label()): line for line in axes.get_lines()}


def boxes(drawn: Axes | Figure) -> dict[Text, Bbox]:
    """Every text that is seen, with its place in points of the picture, a hair smaller."""
    return _drawn_boxes(figure_of(drawn))


@lru_cache(maxsize=1)
def _drawn_boxes(figure: Figure) -> dict[Text, Bbox]:
    """Drawn once for all questions, as drawing takes long."""
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    unseen = {label for axis in figure.findobj(Axis) for label in _out_of_view(axis)}
    texts = [text for text in figure.findobj(Text) if text.get_text().strip()]
    seen = [text for text in texts if text not in unseen and _visible(text)]
    return {text: text.get_window_extent(renderer).padded(-0.6) for text in seen}


def _visible(text: Text) -> bool:
    axes = text.axes
    hidden = isinstance(axes, Axes) and not axes.axison and text in axes.findobj(Text)
    return text.get_visible() and not (hidden and text not in axes.texts)


def _out_of_view(axis: Axis) -> list[Text]:
    """Labels of ticks that are not drawn, as they lie beyond the ends of their axis."""
    low, high = sorted(axis.get_view_interval())
    air = 1e-9 * (high - low)
    pairs = zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False)
    return [label for place, label in pairs if not low - air <= place <= high + air]


def overlapping(drawn: Axes | Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie on one another."""
    found = boxes(drawn)
    return [
        (first.get_text(), second.get_text())
        for first, second in combinations(found, 2)
        if found[first].overlaps(found[second])
    ]


def cut_off(drawn: Axes | Figure) -> list[str]:
    """Texts that reach beyond the picture."""
    width, height = figure_of(drawn).canvas.get_width_height()
    return [
        text.get_text()
        for text, box in boxes(drawn).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]


def small(drawn: Axes | Figure) -> list[str]:
    """Texts under 7.5 points, or in a picture wider than a page."""
    return [text.get_text() for text in boxes(drawn) if text.get_fontsize() < 7.5]
