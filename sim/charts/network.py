"""The acquaintances of one community as a network of residents."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize

from sim.charts.fills import SHADES
from sim.charts.layout import GRAY, INK, text_width
from sim.charts.lines import SIZE
from sim.charts.look import Look
from sim.charts.needs import need, need_rows
from sim.charts.panels import paper
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.words import Catalogue, Language, decimal

WORDING: Catalogue = {
    "title": ("Who knows whom in one community, and who takes part", "社区熟人网络与居民参与"),
    "part": ("took part in 12 months", "近12个月参与过"),
    "no_part": ("did not", "未参与"),
    "shade": ("belonging", "归属感"),
    "counts": (
        "{residents} simulated residents, {inside} ties among them; {outside} lead to other "
        "communities and are not drawn",
        "{residents}名模拟居民，社区内{inside}条熟人关系；另有{outside}条通向其他社区，未画出",
    ),
    "layout": (
        "places mean nothing: those who know each other stand near each other",
        "位置无实际含义：相识者彼此靠近",
    ),
    "alone": ("{count} know nobody here", "{count}人在本社区没有熟人"),
}

SIZE_INCHES, LEGEND = (5.6, 4.4), 0.42
SEED = 7
"""Of the layout: the same network always looks the same."""


@chart_settings()
def network(
    residents: pd.DataFrame,
    ties: pd.DataFrame,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Residents as marks, darker the more they belong, and the ties among them as lines.

    ``residents`` has ``resident, belonging`` (0 to 1)`` , took_part`` (bool), one row each;
    ``ties`` has ``resident, other``, each tie once: where ``other`` is not in the table, the
    tie leads outside and is counted only.

    Raises
    ------
    SimError
        where there is no resident, or a tie starts from somebody who is not in the table.
    """
    look = Look(source or Source(), lang)
    need_rows(residents, ("resident", "belonging", "took_part"))
    need(ties, ("resident", "other"))
    inside, outside = split(residents, ties)
    axes = begin(ax, look, SIZE_INCHES, Room(0.1, 0.1, 0.05, 0.05))
    width, height = paper(axes)
    places = layout(residents["resident"].tolist(), inside)
    low = np.array([0.15, LEGEND + 0.15])
    places = low + places * (np.array([width, height]) - 0.15 - low)
    _draw(axes, residents, places, inside)
    _draw_legend(axes, residents, look)
    note = _note(residents, inside, len(outside), look)
    return complete(axes, ax is None, look.say("title", WORDING), note)


def split(residents: pd.DataFrame, ties: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ties among the residents, and those that lead elsewhere."""
    here = set(residents["resident"])
    strange = ties.loc[~ties["resident"].isin(here), "resident"]
    if len(strange):
        raise SimError(f"a tie starts from resident {strange.iloc[0]}, who is not in the table")
    among = ties["other"].isin(here)
    return ties[among], ties[~among]


def layout(residents: list[Any], ties: pd.DataFrame) -> np.ndarray:
    """Places ``[n, 2]`` from 0 to 1, by springs along the ties; the same every time."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(residents)
    graph.add_edges_from(zip(ties["resident"], ties["other"], strict=True))
    space = 1.6 / math.sqrt(len(residents))
    found = nx.spring_layout(graph, k=space, seed=SEED, iterations=150)
    places = np.array([found[each] for each in residents], float)
    extent = np.ptp(places, axis=0)
    return (places - places.min(axis=0)) / np.where(extent > 0, extent, 1.0)


def _draw(axes: Axes, residents: pd.DataFrame, places: np.ndarray, ties: pd.DataFrame) -> None:
    """Lines below, marks above: filled squares took part, circles did not."""
    rows = {each: place for place, each in enumerate(residents["resident"])}
    ends = [(places[rows[one]], places[rows[other]])
            for one, other in zip(ties["resident"], ties["other"], strict=True)]  # fmt: skip
    axes.add_collection(
        LineCollection(ends, colors="#b9b9b9", linewidths=0.5, zorder=1, label="ties")
    )
    area = float(np.clip(5200.0 / len(residents), 9.0, 60.0))
    part = residents["took_part"].to_numpy(bool)
    fills = SHADES(_shades(residents)(residents["belonging"].to_numpy(float)))
    for chosen, marker, key in ((~part, "o", "no_part"), (part, "s", "part")):
        if chosen.any():
            axes.scatter(
                places[chosen, 0], places[chosen, 1], s=area, c=fills[chosen], marker=marker,
                edgecolors=INK, linewidths=0.5 if marker == "o" else 1.0, zorder=2, label=key,
            )  # fmt: skip


def _shades(residents: pd.DataFrame) -> Normalize:
    """From the least to the most belonging in the community."""
    return Normalize(float(residents["belonging"].min()), float(residents["belonging"].max()))


def _draw_legend(axes: Axes, residents: pd.DataFrame, look: Look) -> None:
    """Shapes and shades, in one line at the bottom."""
    level, left = 0.18, 0.1
    for marker, key in (("s", "part"), ("o", "no_part")):
        words = look.say(key, WORDING)
        axes.plot([left], [level], marker=marker, markersize=6, color=INK, linestyle="none",
                  markerfacecolor="white", label="_key")  # fmt: skip
        axes.text(left + 0.12, level, words, fontsize=SIZE, va="center")
        left += 0.12 + text_width(words, SIZE) + 0.3
    words = look.say("shade", WORDING)
    axes.text(left, level, words, fontsize=SIZE, va="center")
    left += text_width(words, SIZE) + 0.1
    shades = _shades(residents)
    low, high = decimal(float(shades.vmin or 0.0), 2), decimal(float(shades.vmax or 0.0), 2)
    axes.text(left, level, low, fontsize=SIZE, va="center", color=GRAY)
    left += 0.3
    for place, color in enumerate(SHADES(np.linspace(0, 1, 32))):
        axes.fill_between([left + 0.025 * place, left + 0.025 * (place + 1)], level - 0.05,
                          level + 0.05, color=color, linewidth=0)  # fmt: skip
    axes.text(left + 0.85, level, high, fontsize=SIZE, va="center", color=GRAY)


def _note(residents: pd.DataFrame, inside: pd.DataFrame, outside: int, look: Look) -> str:
    counts = look.say("counts", WORDING).format(
        residents=len(residents), inside=len(inside), outside=outside
    )
    known = set(inside["resident"]) | set(inside["other"])
    alone = sum(each not in known for each in residents["resident"])
    words = [counts, look.say("layout", WORDING)]
    if alone:
        words.append(look.say("alone", WORDING).format(count=alone))
    return look.note(*words)
