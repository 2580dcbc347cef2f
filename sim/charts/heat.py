"""A sweep over two factors as a heat map of effects, or over one as a line with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from sim.charts.factors import Names, factor_name, value_name
from sim.charts.fills import around_zero, reads_on, told_apart
from sim.charts.layout import INK, text_width
from sim.charts.lines import tick_words
from sim.charts.look import Look
from sim.charts.needs import need_rows, of_outcome, unknown
from sim.charts.panels import heading
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import COLORS, chart_settings
from sim.errors import SimError
from sim.words import Catalogue, Language, change, change_unit

WORDING: Catalogue = {
    "title": (
        "What “{across}” and “{up}” together do to {outcome}",
        "“{across}”与“{up}”共同对{outcome}的影响",
    ),
    "curve_title": (
        "How the effect on {outcome} depends on “{factor}”",
        "{outcome}的效应如何随“{factor}”变化",
    ),
    "axes": ("across: {across} · upward: {up}", "横轴：{across}；纵轴：{up}"),
    "axis": (
        "across: {factor} · upward: difference, {unit}",
        "横轴：{factor}；纵轴：差值（{unit}）",
    ),
    "cells": (
        "numbers: mean paired difference from the baseline in month {month} ({unit})",
        "数字：第{month}个月与基线情景的配对差值均值（{unit}）",
    ),
    "points": (
        "mean paired difference from the baseline in month {month}",
        "第{month}个月与基线情景的配对差值均值",
    ),
    "hatched": (
        "hatched, in brackets: the 95 % interval holds zero, so the sign cannot be told",
        "斜线与括号：95%置信区间包含零，正负无法判断",
    ),
    "crossed": ("no number: not in the sweep", "无数字：未纳入扫描"),
}  # fmt: skip

CELL = (0.85, 0.42)
"""Inches of a cell."""
NARROWEST = 4.2
NEEDED = ("scenario", "outcome", "month", "n", "difference", "low", "high")
CURVE = (3.8, 2.3)
RESULTS = {
    "scenario", "against", "outcome", "month", "n", "missing", "invalid", "baseline_mean",
    "mean", "difference", "low", "high", "low_joint", "high_joint", "p_value", "p_holm",
    "q_value", "verdict", "note", "shape", "share_better", "correlation",
    "variance_reduction", "runs_saved", "d_z", "vargha_delaney", "smallest_effect",
    "yuan_per_resident_year", "cost_per_point", "on_front", "rank", "close_to_best",
}  # fmt: skip
"""Columns of a table of effects that are no factors."""


@chart_settings()
def heat(
    effects: pd.DataFrame,
    outcome: str,
    across: str,
    up: str,
    *,
    names: Names | None = None,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The effect in each cell of a sweep over two factors, in the last month.

    ``effects`` is a table of effects with the factors of each point as columns, ``names`` what
    factors and their values are called. Color leaves white only with the distance from zero; a
    cell whose interval holds zero, or that has none, is hatched, its number in brackets.

    Raises
    ------
    SimError
        where only one factor varies (`curve` draws that), or a third does as well.
    """
    look = Look(source or Source(), lang)
    rows = _last(effects, outcome, (across, up))
    columns, lines = _values(rows, across), _values(rows, up)
    words = [[value_name(each, names, look) for each in values] for values in (columns, lines)]
    left = max(text_width(word, 7.5) for word in words[1]) + 0.15
    size = max(CELL[0] * len(columns), NARROWEST), CELL[1] * len(lines)
    axes = begin(ax, look, size, Room(left=left, above=0.4))
    _grid(axes, words)
    largest = float(rows["difference"].abs().max())
    for row in rows.to_dict("records"):
        place = columns.index(row[across]), lines.index(row[up])
        _draw_cell(axes, place, row, (largest, look.unit(outcome)))
    titles = {"across": factor_name(across, names, look), "up": factor_name(up, names, look)}
    heading(axes, words=look.say("axes", WORDING).format(**titles), lines=2 if ax is None else 1)
    title = look.say("title", WORDING).format(outcome=look.inside(outcome), **titles)
    note = _cells_note(rows, outcome, look, holes=len(rows) < len(columns) * len(lines))
    return complete(axes, ax is None, title, note)


@chart_settings()
def curve(
    effects: pd.DataFrame,
    outcome: str,
    factor: str,
    *,
    names: Names | None = None,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The effect along the values of one factor, with its intervals, in the last month.

    Values that are numbers stand where they lie, others beside each other.

    Raises
    ------
    SimError
        where another factor varies as well.
    """
    look = Look(source or Source(), lang)
    rows = _last(effects, outcome, (factor,))
    values = _values(rows, factor)
    words = [value_name(each, names, look) for each in values]
    by_number = not any(isinstance(each, str | bool) for each in values)
    axes = begin(ax, look, CURVE, Room(above=0.4))
    places = values if by_number else list(range(len(values)))
    _draw_curve(axes, rows.set_index(factor).loc[values], places, by_number)
    axes.set_xticks(places, labels=words)
    unit = look.unit(outcome)
    _ticks_up(axes, unit, look)
    name = factor_name(factor, names, look)
    told = look.say("axis", WORDING).format(factor=name, unit=change_unit(unit, lang))
    heading(axes, words=told, lines=2 if ax is None else 1)
    title = look.say("curve_title", WORDING).format(outcome=look.inside(outcome), factor=name)
    return complete(axes, ax is None, title, _curve_note(rows, look))


def _last(effects: pd.DataFrame, outcome: str, factors: Sequence[str]) -> pd.DataFrame:
    """The rows of one outcome in the last month, one for each setting of the factors."""
    need_rows(effects, NEEDED)
    _check_columns(effects, factors)
    if len(set(factors)) < len(factors):
        raise SimError(f"a map shows two factors, found {factors[0]!r} twice: heat.curve draws one")
    rows = of_outcome(effects, outcome, NEEDED).dropna(subset=list(factors))
    rows = rows[rows["month"] == rows["month"].max()]
    if not len(rows):
        raise SimError(f"the table has no effect on {outcome} with {' and '.join(factors)}")
    others = [str(name) for name in rows.columns.difference([*RESULTS, *factors])]
    varied = [name for name in others if rows[name].nunique(dropna=False) > 1]
    if varied and rows.duplicated(list(factors)).any():
        raise SimError(
            f"{', '.join(varied)} vary as well: keep the rows of one value of each, "
            f"effects[effects[{varied[0]!r}] == …]; a map shows two factors, a curve one"
        )
    if len(factors) == 2:
        _check_two(rows, factors)
    return rows.drop_duplicates(list(factors))


def _check_columns(effects: pd.DataFrame, factors: Sequence[str]) -> None:
    known = [str(name) for name in effects.columns if name not in RESULTS]
    for factor in factors:
        if factor not in known:
            raise unknown("factor", factor, known)


def _check_two(rows: pd.DataFrame, factors: Sequence[str]) -> None:
    """Two factors that vary, each by itself."""
    one, other = factors
    for still, varied in ((one, other), (other, one)):
        if rows[still].nunique() < 2:
            raise SimError(f"{still} does not vary: draw heat.curve(effects, outcome, {varied!r})")


def _values(rows: pd.DataFrame, factor: str) -> list[Any]:
    """The values of a factor: numbers by size, words in the order of the table."""
    found = list(dict.fromkeys(rows[factor].tolist()))
    return found if any(isinstance(each, str) for each in found) else sorted(found)


def _grid(axes: Axes, words: Sequence[list[str]]) -> None:
    """A square of its own for each pair of values; the first stand at the lower left."""
    for axis, named_values in zip((axes.xaxis, axes.yaxis), words, strict=True):
        axis.set_ticks(range(len(named_values)), named_values)
        axis.set_tick_params(length=0)
    axes.set_xlim(-0.5, len(words[0]) - 0.5)
    axes.set_ylim(-0.5, len(words[1]) - 0.5)
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(
    axes: Axes, place: tuple[int, int], row: dict[Any, Any], scale: tuple[float, str]
) -> None:
    """A square filled by its effect, which is written into it."""
    largest, unit = scale
    number, sure = row["difference"], told_apart(row)
    fill = around_zero(number, largest)
    hatch = "" if sure else "////"
    square = Rectangle(
        (place[0] - 0.48, place[1] - 0.47), 0.96, 0.94, facecolor=fill, edgecolor="#9a9a9a",
        linewidth=0.5, hatch=hatch, label=row["scenario"],
    )  # fmt: skip
    axes.add_patch(square)
    words = change(number, unit)
    style: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 8.5}
    text = axes.text(*place, words if sure else f"({words})", color=reads_on(fill[:3]), **style)
    if not sure:
        text.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 1.5})


def _draw_curve(axes: Axes, rows: pd.DataFrame, places: Sequence[float], by_number: bool) -> None:
    """Points, their intervals, and a line between them where the factor is a number."""
    axes.axhline(0, color=INK, linewidth=0.9, label="_zero")
    color = COLORS[0]
    for place, low, high in zip(places, rows["low"], rows["high"], strict=True):
        if np.isfinite(low) and np.isfinite(high):
            axes.plot([place, place], [low, high], color=color, linewidth=1.6, label="_interval")
    axes.plot(
        places, rows["difference"].to_numpy(float), color=color, marker="o", markersize=5,
        linestyle="solid" if by_number else "none", linewidth=1.2, label="effect",
    )  # fmt: skip
    width = (max(places) - min(places)) or 1.0
    axes.set_xlim(min(places) - 0.08 * width, max(places) + 0.08 * width)


def _ticks_up(axes: Axes, unit: str, look: Look) -> None:
    low, high = axes.get_ylim()
    ticks = np.asarray(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))
    ticks = ticks[(ticks >= low) & (ticks <= high)]
    axes.set_yticks(ticks, labels=tick_words(ticks, unit, look, signed=True))
    axes.set_ylim(low, high)


def _cells_note(rows: pd.DataFrame, outcome: str, look: Look, *, holes: bool) -> str:
    unit = change_unit(look.unit(outcome), look.lang)
    cells = look.say("cells", WORDING).format(month=int(rows["month"].max()), unit=unit)
    doubtful = not all(told_apart(row) for row in rows.to_dict("records"))
    hatched = look.say("hatched", WORDING) if doubtful else ""
    few = "" if rows["low"].notna().any() else look.say("caption.few")
    crossed = look.say("crossed", WORDING) if holes else ""
    return look.note(cells, look.counted(rows["n"]), few or hatched, crossed)


def _curve_note(rows: pd.DataFrame, look: Look) -> str:
    points = look.say("points", WORDING).format(month=int(rows["month"].max()))
    bars = look.bars(rows["low"].notna().any(), upright=True)
    return look.note(points, look.counted(rows["n"]), bars)
