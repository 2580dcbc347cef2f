"""The county before anything is simulated: where communities lie, of which kind and size."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.ground import PLACES, SHAPES, draw_marks, ground_words, marked
from sim.charts.layout import INK
from sim.charts.look import Look
from sim.charts.needs import need_rows
from sim.charts.panels import bare, inner, paper
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.vocabulary import COMMUNITY_KINDS
from sim.words import KINDS, Catalogue, Language

WORDING: Catalogue = {
    "title": (
        "The county: {communities} communities, {people:,.0f} residents",
        "县域：社区{communities}个，居民{people:,.0f}人",
    ),
    "counted": ("{kind}: {count}", "{kind}{count}个"),
}

FILLS = dict(zip(COMMUNITY_KINDS, ("#005A8C", "#E69F00", "#9ECAE1", "white"), strict=True))
MAP, LEGEND = (4.0, 3.4), 2.2
"""Inches: the map, and the legend right of it."""
NAME_SIZE = 8.0


@chart_settings()
def county_known(
    places: pd.DataFrame,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """A mark for each community, its shape by kind, its area by residents.

    ``places`` has ``community, x, y`` (meters)``, town, kind, residents``, a row a community.
    """
    look = Look(source or Source(), lang)
    need_rows(places, PLACES)
    axes = begin(ax, look, (MAP[0] + LEGEND, MAP[1]), Room(0.1, 0.1, 0.05, 0.05))
    bare(axes)
    width, height = inches(axes)
    legend = min(LEGEND, 0.45 * width)
    ground = inner(axes, 0, 0, width - legend, height)
    draw_marks(ground, marked(ground, places, float(places["residents"].max())), FILLS, look)
    _name_kinds(inner(axes, width - legend, 0, legend, height), places, look)
    people = float(places["residents"].sum())
    title = look.say("title", WORDING).format(communities=len(places), people=people)
    return complete(axes, ax is None, title, look.note(*ground_words(look)))


def _name_kinds(axes: Axes, places: pd.DataFrame, look: Look) -> None:
    """What the shapes are, and how many communities of each kind there are."""
    _, height = paper(axes)
    there = [kind for kind in SHAPES if (places["kind"] == kind).any()]
    mark: dict[str, Any] = {"markersize": 7, "linestyle": "none", "markeredgecolor": INK}
    for place, kind in enumerate(there):
        level = height - 0.35 - 0.24 * place
        axes.plot([0.12], [level], SHAPES[kind], markerfacecolor=FILLS[kind], **mark)
        words = look.say("counted", WORDING).format(
            kind=look.say(kind, KINDS), count=int((places["kind"] == kind).sum())
        )
        axes.text(0.26, level, words, va="center", fontsize=NAME_SIZE, color=INK)
