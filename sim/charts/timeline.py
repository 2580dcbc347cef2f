"""When the policies of a scenario start, have their full strength, and end."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from sim.charts.layout import INK, PALE, text_width, wrapped
from sim.charts.lines import month_axis
from sim.charts.look import Look
from sim.charts.needs import need
from sim.charts.panels import nothing
from sim.charts.rows import stack
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.words import Catalogue, Language, percent

WORDING: Catalogue = {
    "title": ("When policies act: {scenario}", "政策何时实施：{scenario}"),
    "none": ("no policy in these months", "报告期内没有政策"),
    "ramp": ("wedge: rising to full strength, fading out", "斜边：逐步推进至足额、逐步退出"),
    "pilots": ("hatched: pilots only", "斜线：仅在试点实施"),
    "begun": ("from before", "此前已实施"),
    "strength": ("{share} strength", "力度{share}"),
}

NEEDED = ("policy", "start", "full", "end", "gone", "pilots", "strength")
BAR = "#9FC3DA"
ROW, NAME_SIZE, ACROSS = 0.36, 8.5, 5.2
"""Inches a policy, points of its name, inches of the axes."""


@chart_settings()
def timeline(
    table: pd.DataFrame,
    scenario: str,
    months: int,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """One bar for each policy over the reported months, its edges as steep as its ramp.

    ``table`` has a row for each policy: ``policy``, ``start`` (0 where it has begun before),
    ``full`` (first month at full strength), ``end`` (last month of it), ``gone`` (last month
    in which any of it is left), ``pilots`` (months in pilots only) and ``strength``.
    """
    look = Look(source or Source(), lang)
    need(table, NEEDED)
    rows = max(len(table), 1)
    axes = begin(ax, look, (ACROSS, ROW * rows + 0.1), Room(left=0.15, below=0.3, above=0.1))
    stack(axes, rows)
    axes.grid(False)
    names = [wrapped(look.policy(str(each)), 1.9, NAME_SIZE, lines=2) for each in table["policy"]]
    _month_axis(axes, months, names, look)
    for place, (row, name) in enumerate(zip(table.to_dict("records"), names, strict=True)):
        _draw_bar(axes, row, place, months)
        _write_name(axes, row, name, place, look)
    if not names:
        nothing(axes, look.say("none", WORDING))
    title = look.say("title", WORDING).format(scenario=look.scenario(scenario))
    return complete(axes, ax is None, title, _note(table, look))


def _month_axis(axes: Axes, months: int, names: list[str], look: Look) -> None:
    """Months at the right, the names of policies at their left."""
    lengths = [text_width(row, NAME_SIZE) for name in names for row in name.split("\n")]
    across = inches(axes)[0]
    left, right = min(max(lengths, default=0.0) + 0.15, 0.5 * across), 0.45
    month_axis(axes, months, look, right, left=left)
    for tick in axes.get_xticks():
        axes.axvline(tick, color=PALE, linewidth=0.6, zorder=0)


def _draw_bar(axes: Axes, row: dict[Any, Any], place: int, months: int) -> None:
    """The course of strength: from the end of the month before the start to the last."""
    low, high = place + 0.28, place - 0.28
    begins = max(row["start"] - 1, 0)
    points = [
        (begins, low), (min(max(row["full"] - 1, begins), months), high),
        (min(row["end"], months), high), (min(row["gone"], months), low),
    ]  # fmt: skip
    bar = Polygon(points, closed=True, facecolor=BAR, edgecolor=INK, linewidth=0.7)
    axes.add_patch(bar)
    if row["pilots"]:
        until = min(begins + row["pilots"], months)
        corners = [(begins, low), (begins, high), (until, high), (until, low)]
        pilots = Polygon(corners, closed=True, facecolor="white", edgecolor=INK, hatch="////")
        pilots.set_linewidth(0.7)
        axes.add_patch(pilots)
        pilots.set_clip_path(bar)
        axes.add_patch(Polygon(points, closed=True, fill=False, edgecolor=INK, linewidth=0.7))


def _write_name(axes: Axes, row: dict[Any, Any], name: str, place: int, look: Look) -> None:
    left = axes.get_xlim()[0]
    axes.text(left, place, name, va="center", ha="left", fontsize=NAME_SIZE, linespacing=1.1)
    words = []
    if row["start"] < 1:
        words.append(look.say("begun", WORDING))
    if row["strength"] != 1.0:
        share = percent(row["strength"], look.lang)
        words.append(look.say("strength", WORDING).format(share=share))
    if words:
        middle = (max(row["full"] - 1, row["pilots"], 0) + 1, place)
        axes.text(*middle, look.say("comma").join(words), va="center", fontsize=7.5, color=INK)


def _note(table: pd.DataFrame, look: Look) -> str:
    wedges = (table["full"] > table["start"]).any() or (table["gone"] > table["end"]).any()
    parts = [look.say("ramp", WORDING)] if len(table) and wedges else []
    if len(table) and (table["pilots"] > 0).any():
        parts.append(look.say("pilots", WORDING))
    return look.note(*parts)
