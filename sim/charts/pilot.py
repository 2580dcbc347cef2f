"""What evaluations of pilots say, beside what is true in them and what the roll-out brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.analysis.pilots import READING_TITLES
from sim.charts.layout import GRAY, INK, PALE
from sim.charts.look import Look
from sim.charts.needs import need_known, need_rows, unknown
from sim.charts.panels import Tiles, headed, heading, laid_out, name_bars, names_room, tiled
from sim.charts.rows import Columns, room_for, scale, span_of, stack, ticks
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import COLORS, chart_settings
from sim.words import Catalogue, Language, change_unit, percent

WORDING: Catalogue = {
    "title": (
        "What evaluations of pilots say of {outcome}, beside the truth",
        "试点评估对{outcome}的判断与真实效应",
    ),
    "title_plain": ("What evaluations of pilots say, beside the truth", "试点评估的判断与真实效应"),
    "axis": ("across: difference, {unit}", "横轴：差值（{unit}）"),
    "hollow": (
        "hollow circle and bar: mean estimate, and where it lies by the 95 % interval of its bias",
        "空心圆与横线：估计均值，及按偏误95%置信区间所在的范围",
    ),
    "square": ("square: true effect in the pilots then", "方块：试点当时的真实效应"),
    "diamond": (
        "diamond: true effect of the roll-out in the county",
        "菱形：推广后全县的真实效应",
    ),
    "number": (
        "number: share of runs whose interval holds the truth in the pilots (95 % if honest)",
        "数字：区间包含试点真值的运行比例（可信的方法应为95%）",
    ),
    "runs": ("means of n = {n} runs", "n = {n}次运行的均值"),
    "runs_range": ("means of n = {low} to {n} runs", "n = {low}至{n}次运行的均值"),
    "covered": ("covered", "覆盖率"),
    "nothing": ("not possible here", "此处不可行"),
}  # fmt: skip

NEEDED = (
    "scenario", "reading", "n", "estimate", "truth", "rolled_out", "bias_low", "bias_high",
    "covered",
)  # fmt: skip
ROW, PANEL, NUMBERS = 0.32, 1.13, 0.38
"""Inches: a scenario, the panel of a reading, its words at the right."""
TILES = Tiles(across=9, names=1.6, right=0.1, above=0.55, below=0.25)
TRUE, ROLLED = COLORS[0], COLORS[2]


@chart_settings()
def pilot(
    table: pd.DataFrame,
    outcome: str = "",
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """One panel for each way of reading pilots, one row for each way of piloting.

    ``table`` is that of evaluations: ``scenario, reading, n, estimate, truth, rolled_out,
    bias_low, bias_high, covered``. A row shows the mean estimate, the truth that it speaks of,
    and what the roll-out brings to the whole county.

    Raises
    ------
    SimError
        where the table has no evaluation.
    """
    look = Look(source or Source(), lang)
    need_known(outcome)
    need_rows(table, NEEDED)
    scenarios = look.ordered(table["scenario"])
    readings = [key for key in READING_TITLES if key in set(table["reading"])]
    if not readings:
        raise unknown("reading", table["reading"].iloc[0], READING_TITLES)
    names = [look.scenario(key) for key in scenarios]
    tiles = _tiles(names, readings, look)
    wide = tiles.names + len(readings) * (PANEL + tiles.right)
    size = tiled(len(readings), tiles, wide, ROW * len(scenarios))
    axes = begin(ax, look, size, Room(0.1, 0.1, 0.05, 0.05))
    panels = laid_out(axes, len(readings), tiles)
    for panel, reading in zip(panels, readings, strict=True):
        rows = table[table["reading"] == reading].to_dict("records")
        stack(panel, len(scenarios))
        scale(panel, _span(table), Columns(0.05, inches(panel)[0] - NUMBERS - 0.05, NUMBERS))
        _draw_panel(panel, {str(row["scenario"]): row for row in rows}, scenarios, look)
        ticks(panel, look.unit(outcome), look)
        _head(panel, look.say(reading, READING_TITLES), look)
    name_bars(panels[0], names, names_room(axes, tiles))
    return complete(axes, ax is None, _title(outcome, look), _note(table, outcome, look))


def _tiles(names: list[str], readings: list[str], look: Look) -> Tiles:
    """Panels with room for the names of ways of piloting and for the titles of readings."""
    tiles = TILES._replace(names=room_for(names, most=1.45))
    wide = tiles.names + len(readings) * (PANEL + tiles.right)
    titles = [look.say(key, READING_TITLES) for key in readings]
    return headed(tiles, titles, wide, words=True)


def _span(table: pd.DataFrame) -> tuple[float, float]:
    ends = [table["truth"] + table["bias_low"], table["truth"] + table["bias_high"]]
    others = [table[key] for key in ("estimate", "truth", "rolled_out")]
    return span_of(np.concatenate([part.to_numpy(float) for part in (*ends, *others)]))


def _draw_panel(axes: Axes, rows: Mapping[str, Any], scenarios: list[str], look: Look) -> None:
    """Every scenario by one reading."""
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero", zorder=0.6)
    for place, scenario in enumerate(scenarios):
        axes.axhline(place, color=PALE, linewidth=0.4, zorder=0.1, label="_lane")
        row = rows.get(scenario)
        if row is not None and row["n"] > 0:
            _draw_row(axes, place, row)
            _write(axes, place, percent(row["covered"], look.lang))
        else:
            _write(axes, place, look.say("nothing", WORDING))


def _draw_row(axes: Axes, place: int, row: Any) -> None:
    """The truth, the roll-out, and what the reading makes of them."""
    marks = [float(row[key]) for key in ("estimate", "truth", "rolled_out")]
    axes.plot([min(marks), max(marks)], [place, place], color="#c4c4c4", linewidth=0.8,
              label="_row", zorder=0.8)  # fmt: skip
    ends = [row["truth"] + row["bias_low"], row["truth"] + row["bias_high"]]
    if np.isfinite(ends).all():
        axes.plot(ends, [place, place], color=INK, linewidth=1.6, label="_interval", zorder=1.2)
    style: dict[str, Any] = {"linestyle": "none", "zorder": 3, "markeredgewidth": 1.2}
    for key, mark, color, fill, points in (
        ("truth", "s", TRUE, TRUE, 4.8),
        ("rolled_out", "D", ROLLED, ROLLED, 4.8),
        ("estimate", "o", INK, "white", 5.2),
    ):
        axes.plot([row[key]], [place], marker=mark, markersize=points, color=color,
                  markerfacecolor=fill, label=f"{key} {row['scenario']}", **style)  # fmt: skip


def _write(axes: Axes, place: int, words: str) -> None:
    at: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "right", "va": "center"}
    axes.text(1, place, words, fontsize=7.5, color=GRAY, **at)


def _head(panel: Axes, title: str, look: Look) -> None:
    """What the reading is called, and what the numbers at the right are."""
    heading(panel, title, " ")
    at: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "right"}
    words = look.say("covered", WORDING)
    panel.annotate(words, (1, 1), (0, 4), fontsize=7.5, color=GRAY, va="bottom", **at)


def _title(outcome: str, look: Look) -> str:
    if not outcome:
        return look.say("title_plain", WORDING)
    return look.say("title", WORDING).format(outcome=look.inside(outcome))


def _note(table: pd.DataFrame, outcome: str, look: Look) -> str:
    least, most = int(table["n"].min()), int(table["n"].max())
    runs = look.say("runs" if least == most else "runs_range", WORDING).format(low=least, n=most)
    told = [look.say(key, WORDING) for key in ("hollow", "square", "diamond", "number")]
    unit = change_unit(look.unit(outcome), look.lang) if outcome else ""
    return look.note(look.say("axis", WORDING).format(unit=unit) if unit else "", *told, runs)
