"""The county as a map: communities by place, size and kind, shaded by an outcome."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from sim.charts.apart import Box, placed
from sim.charts.fills import SHADES
from sim.charts.ground import PLACES, SHAPES, SIZE, draw_marks, ground_words, marked, meters
from sim.charts.layout import GRAY, INK, text_width, wrapped
from sim.charts.look import Look
from sim.charts.needs import need_outcome, need_rows
from sim.charts.panels import bare, heading, inner, paper
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.words import KINDS, Catalogue, Language, decimal, unit_of

WORDING: Catalogue = {
    "title": ("{outcome} across the county, month {month}", "全县各社区的{outcome}：第{month}个月"),
    "residents": ("residents", "居民数"),
    "nameless": ("{count} names find no room", "{count}个名称因空间不足未标出"),
    "hollow": ("hollow: no value", "空心：无数值"),
}

MAP, NAMED, LEGEND, BETWEEN = (3.0, 2.9), (5.0, 4.6), 1.25, 0.15
"""Inches: a map, one with names, the legend right of them, what is between two maps."""
PAGE, HEAD = 6.4, 0.25
"""Inches of the widest sheet, and above each map."""


class _Scale(NamedTuple):
    """What all maps share: the outcome's shades and the residents of the largest mark."""

    outcome: str
    shades: Normalize
    most: float


@chart_settings()
def county_map(
    places: pd.DataFrame,
    outcome: str,
    month: int | None = None,
    *,
    named: bool = False,
    limits: tuple[float, float] | None = None,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """One map for each scenario on one scale, in ``month`` or the last one.

    ``places`` has ``community, x, y`` (meters)``, town, kind, residents, month`` and the
    outcome; where there are several ``scenario``; and ``replication``, or ``n`` where means over
    so many are given. With ``named``, the labels of communities are written beside their
    marks where there is room, as the table has them. ``limits`` are the values of the lightest
    and of the darkest shade, without them those of the table.

    Raises
    ------
    SimError
        where the table lacks a column, or has no row of the month.
    """
    look = Look(source or Source(), lang)
    rows = _of_month(places, outcome, month)
    scenarios = look.ordered(rows["scenario"])
    axes = begin(ax, look, _size(len(scenarios), named), Room(0.1, 0.1, 0.05, 0.05))
    bare(axes)
    width, height = inches(axes)
    legend = min(LEGEND, 0.3 * width)
    step = (width - legend) / len(scenarios)
    scale = _Scale(outcome, _shades(rows[outcome], limits), float(rows["residents"].max()))
    drawn: list[tuple[Axes, pd.DataFrame]] = []
    for place, scenario in enumerate(scenarios):
        panel = inner(axes, place * step, HEAD, step - BETWEEN, height - HEAD - 0.05)
        marks = _draw_map(panel, rows[rows["scenario"] == scenario], scale, look)
        drawn.append((panel, marks))
        if len(scenarios) > 1 or scenario in look.source.titles:
            heading(panel, wrapped(look.scenario(scenario), step - BETWEEN, 8, lines=1))
    nameless = sum(_write_labels(*each) for each in drawn) if named else 0
    key = inner(axes, width - legend + 0.1, HEAD, legend - 0.1, height - HEAD - 0.05)
    largest = float(marks["area"].max() * scale.most / marks["residents"].max())
    _draw_legend(key, rows, (scale, largest), look)
    words = {"outcome": look.outcome(outcome), "month": int(rows["month"].iloc[0])}
    note = _note(rows, places, (outcome, nameless), look)
    return complete(axes, ax is None, look.say("title", WORDING).format(**words), note)


def _size(maps: int, named: bool) -> tuple[float, float]:
    """Inches of so many maps and the legend, no wider than a page."""
    wide, high = NAMED if named else MAP
    wide = min(wide, (PAGE - LEGEND) / maps - BETWEEN)
    return maps * (wide + BETWEEN) + LEGEND, high + HEAD + 0.05


def _of_month(places: pd.DataFrame, outcome: str, month: int | None) -> pd.DataFrame:
    """The rows of one month, the mean over replications where there are several."""
    need_outcome(places, outcome, (*PLACES, "month"))
    need_rows(places, PLACES)
    chosen = places["month"].max() if month is None else month
    rows = places[places["month"] == chosen]
    if not len(rows):
        first, last = int(places["month"].min()), int(places["month"].max())
        raise SimError(f"month: found {month!r}, expected one of the table: {first} to {last}")
    if "scenario" not in rows:
        rows = rows.assign(scenario="")
    if "replication" in rows:
        keys = ["scenario", *PLACES, "month"]
        rows = rows.groupby(keys, sort=False)[outcome].mean().reset_index()
    return rows


def _shades(values: pd.Series, limits: tuple[float, float] | None) -> Normalize:
    """From the lightest to the darkest shade; one value alone lies in the middle."""
    known = values.dropna()
    low, high = limits or ((known.min(), known.max()) if len(known) else (0.0, 1.0))
    if not high > low:
        low, high = low - 0.5 * (abs(low) or 1.0), high + 0.5 * (abs(high) or 1.0)
    return Normalize(float(low), float(high), clip=True)


def _draw_map(axes: Axes, rows: pd.DataFrame, scale: _Scale, look: Look) -> pd.DataFrame:
    """Towns, communities and a bar of kilometers; returns the communities as they are drawn."""
    marks = marked(axes, rows, scale.most)
    fills = {}
    for kind, its in marks.groupby("kind", sort=False):
        values = its[scale.outcome].to_numpy(float)
        shades = SHADES(scale.shades(values))
        shades[~np.isfinite(values)] = (1, 1, 1, 1)
        fills[str(kind)] = shades
    draw_marks(axes, marks, fills, look)
    return marks


def _write_labels(axes: Axes, marks: pd.DataFrame) -> int:
    """Names beside the marks where there is room; returns how many find none."""
    inch = meters(axes)
    labels = [str(name) for name in marks["community"]]
    boxes = [
        Box(x / inch, y / inch, radius, radius)
        for x, y, radius in zip(marks["x"], marks["y"], marks["radius"], strict=True)
    ]
    found = placed(boxes, [(text_width(label, SIZE), 0.12) for label in labels])
    for label, box in zip(labels, found, strict=True):
        if box is not None:
            axes.text(box.x * inch, box.y * inch, label, fontsize=SIZE, ha="center", va="center",
                      zorder=4)  # fmt: skip
    return found.count(None)


def _draw_legend(axes: Axes, rows: pd.DataFrame, shown: tuple[_Scale, float], look: Look) -> None:
    """Shades with their values, shapes of kinds, sizes in residents, one below the other."""
    scale, largest = shown
    width, height = paper(axes)
    top = height - 0.05
    words = wrapped(look.outcome(scale.outcome), width, SIZE, lines=2)
    axes.text(0, top, words, fontsize=SIZE, va="top", linespacing=1.1)
    level = _draw_shades(axes, top - 0.35, scale, look) - 0.18
    mark: dict[str, Any] = {"color": INK, "linestyle": "none", "markerfacecolor": "white"}
    for kind in (kind for kind in SHAPES if kind in set(rows["kind"])):
        axes.plot([0.09], [level], SHAPES[kind], markersize=6, markeredgewidth=0.7,
                  label="_kind", **mark)  # fmt: skip
        name = wrapped(look.say(kind, KINDS), width - 0.22, SIZE, lines=2)
        axes.text(0.22, level, name, fontsize=SIZE, va="center", linespacing=1.05)
        level -= 0.2 + 0.1 * name.count("\n")
    _draw_sizes(axes, level, (scale.most, largest), look)


def _draw_shades(axes: Axes, top: float, scale: _Scale, look: Look) -> float:
    """The shades from the least to the most, with three values; returns their lower end."""
    width, height = inches(axes)
    low, high = float(scale.shades.vmin or 0.0), float(scale.shades.vmax or 1.0)
    tall = min(0.95, 0.33 * height)
    bottom = top - tall
    axes.imshow(np.linspace(0, 1, 64)[:, None], extent=(0.02, 0.16, bottom, top), origin="lower",
                cmap=SHADES, aspect="auto", zorder=1)  # fmt: skip
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    ticks = np.linspace(low, high, 3)
    for tick, words in zip(ticks, _ends(ticks, look.unit(scale.outcome)), strict=True):
        level = bottom + tall * (tick - low) / (high - low)
        axes.text(0.22, level, words, fontsize=SIZE, va="center")
    return bottom


def _draw_sizes(axes: Axes, level: float, sizes: tuple[float, float], look: Look) -> None:
    """Marks of the most residents and of half as many."""
    most, largest = sizes
    for share in (1.0, 0.5) if level > 0.55 else (1.0,):
        axes.plot([0.09], [level - 0.05], "o", markersize=math.sqrt(largest * share), color=GRAY,
                  markerfacecolor="none", label="_size")  # fmt: skip
        axes.text(0.22, level - 0.05, decimal(most * share, 0), fontsize=SIZE, va="center")
        level -= 0.25
    axes.text(0, level, look.say("residents", WORDING), fontsize=SIZE, va="center", color=GRAY)


def _ends(ticks: np.ndarray, unit: str) -> list[str]:
    """The values at three shades, as exact as they must be to differ."""
    factor = 100 if unit_of(unit).percent else 1
    step = factor * float(ticks[1] - ticks[0])
    digits = max(0, 1 - math.floor(math.log10(step))) if step > 0 else 1
    sign = "%" if factor == 100 else ""
    return [decimal(factor * float(tick), min(digits, 3)) + sign for tick in ticks]


def _note(rows: pd.DataFrame, places: pd.DataFrame, shown: tuple[str, int], look: Look) -> str:
    outcome, nameless = shown
    runs = int(places["replication"].nunique()) if "replication" in places else 0
    runs = int(places["n"].max()) if "n" in places else runs
    words = ground_words(look)
    if nameless:
        words.append(look.say("nameless", WORDING).format(count=nameless))
    if rows[outcome].isna().any():
        words.append(look.say("hollow", WORDING))
    return look.note(*words, look.means_of(runs) if runs else "")
