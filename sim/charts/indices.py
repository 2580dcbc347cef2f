"""Which factors an outcome hangs on: indices of Sobol' or of Morris, beside an inert parameter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.charts.factors import Names, factor_name, subject
from sim.charts.layout import INK
from sim.charts.look import Look
from sim.charts.needs import need_rows, of_outcome
from sim.charts.panels import heading
from sim.charts.rows import (
    Columns,
    fitting,
    name_rows,
    room_for,
    row_height,
    row_names,
    scale,
    span_of,
    stack,
    ticks,
    word,
)
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import COLORS, chart_settings
from sim.errors import SimError
from sim.sampling import DUMMY
from sim.words import Catalogue, Language, change, change_unit, decimal, unit_of

WORDING: Catalogue = {
    "sobol_title": (
        "How much of the variation of {outcome} each factor explains",
        "各因素在多大程度上解释{outcome}的变异",
    ),
    "morris_title": (
        "How far each factor moves {outcome} over its range",
        "各因素在其取值范围内使{outcome}变动的幅度",
    ),
    "sobol_axis": (
        "share of variance · filled: total, with all others (Sobol') · hollow: alone",
        "方差占比；实心：总指数，含与其他因素的共同作用（索博尔法）；空心：一阶指数，单独作用",
    ),
    "morris_axis": (
        "mean size of elementary effects (Morris), {unit}",
        "基本效应绝对均值（莫里斯法；{unit}）",
    ),
    "floor": (
        "dashed: as far as an inert parameter may reach",
        "虚线：无作用的参数可能达到的数值",
    ),
    "pale": (
        "pale: cannot be told from an inert parameter",
        "浅色：与无作用的参数无法区分",
    ),
    "noise": (
        "without common luck an inert parameter would show a total of {floor}",
        "若不共用随机数，无作用的参数的总指数会达到{floor}",
    ),
    "bars": ("bars: 95 % bootstrap interval", "横线：95%自助法置信区间"),
}

ROW, ACROSS, NUMBERS = 0.3, 6.3, 1.5
"""Inches of a row, of the axes, and of the numbers at the right."""
DARK, FAINT, FAINT_INK = COLORS[0], "#A9BCC8", "#767676"


class Measure(NamedTuple):
    """An index in the columns of a table: its value and its interval."""

    value: str
    low: str
    high: str


TOTAL, FIRST = Measure("ST", "ST_low", "ST_high"), Measure("S1", "S1_low", "S1_high")
MU_STAR = Measure("mu_star", "low", "high")


@chart_settings()
def indices(
    table: pd.DataFrame,
    outcome: str | None = None,
    *,
    paired: bool = False,
    floor: pd.DataFrame | None = None,
    names: Names | None = None,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """First and total index of every factor (Sobol'), or mu* (Morris), largest first.

    ``table`` is that of a sensitivity analysis, with the inert factor among the others: a
    dashed line stands at the upper end of its interval, and factors that are not influential
    are paler. ``floor`` is the table of that name: replications, and the total index that an
    inert parameter would show without common luck. ``paired`` says that the outcome is an effect.

    Raises
    ------
    SimError
        where the table has neither ``ST`` nor ``mu_star``, or no row of the outcome.
    """
    look = Look(source or Source(), lang)
    rows = _rows(table, outcome)
    titles = [factor_name(key, names, look) for key in rows["factor"]]
    room = room_for(titles)
    columns = Columns(room, ACROSS - room - NUMBERS, NUMBERS)
    height = row_height(row_names(titles, columns, lines=2), ROW)
    axes = begin(ax, look, (ACROSS, height * len(rows)), Room(left=0.15))
    columns = fitting(axes, columns)
    main = TOTAL if "ST" in rows else MU_STAR
    _draw(axes, rows, main, columns, look)
    colors = [INK if sure else FAINT_INK for sure in rows["influential"]]
    name_rows(axes, row_names(titles, columns, lines=2), columns, colors)
    heading(axes, words=_axis_words(main, look.unit(str(rows["outcome"].iloc[0])), look))
    return complete(axes, ax is None, _title(rows, paired, look), _note(rows, floor, look))


def _rows(table: pd.DataFrame, outcome: str | None) -> pd.DataFrame:
    """The factors of one outcome, the largest first, the inert one last."""
    if len(table.columns) and "ST" not in table and "mu_star" not in table:
        raise SimError("no column 'ST' or 'mu_star': expected a table of Sobol' or Morris indices")
    value = "ST" if "ST" in table else "mu_star"
    measures = (TOTAL, FIRST) if value == "ST" else (MU_STAR,)
    needed = ["outcome", "factor", "influential", *(key for each in measures for key in each)]
    need_rows(table, needed)
    rows = of_outcome(table, outcome or str(table["outcome"].iloc[0]), needed)
    inert = rows["factor"] == DUMMY
    parts = [rows[~inert].sort_values(value, ascending=False, kind="stable"), rows[inert]]
    return pd.concat(parts, ignore_index=True)


def _draw(axes: Axes, rows: pd.DataFrame, main: Measure, columns: Columns, look: Look) -> None:
    """All indices on one scale, the reach of the inert factor, and the main index in numbers."""
    measures = (main, FIRST) if main is TOTAL else (main,)
    unit = "" if main is TOTAL else look.unit(str(rows["outcome"].iloc[0]))
    ends = rows[[key for measure in measures for key in measure]].to_numpy(float).ravel()
    stack(axes, len(rows))
    scale(axes, span_of(ends), columns)
    _draw_floor(axes, rows, main)
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero")
    for place, row in enumerate(rows.to_dict("records")):
        _draw_row(axes, place, row, measures)
        if columns.words > 1:
            _write(axes, place, row, (main, unit, columns))
    ticks(axes, unit, look, signed=main is MU_STAR and unit_of(unit).percent)


def _draw_floor(axes: Axes, rows: pd.DataFrame, main: Measure) -> None:
    """A line where the interval of the inert factor ends."""
    inert = rows.loc[rows["factor"] == DUMMY, main.high]
    if len(inert) and np.isfinite(inert.iloc[0]):
        at, count = float(inert.iloc[0]), len(rows)
        axes.vlines(
            at, -0.6, count, color=INK, linewidth=1.0, linestyle=(0, (4, 2)), label="_floor"
        )


def _draw_row(axes: Axes, place: int, row: dict[Any, Any], measures: Sequence[Measure]) -> None:
    """Marks and intervals of one factor: filled the main index, hollow the other."""
    color = DARK if row["influential"] else FAINT
    for number, measure in enumerate(measures):
        level = place + (0.0 if len(measures) == 1 else (-0.13, 0.17)[number])
        ends = [row[measure.low], row[measure.high]]
        axes.plot(ends, [level, level], color=color, linewidth=1.8 - 0.7 * number,
                  label=f"_{measure.value}", solid_capstyle="butt")  # fmt: skip
        axes.plot(
            [row[measure.value]], [level], linestyle="none", marker="o" if number == 0 else "s",
            markersize=5.5 - number, color=color, markerfacecolor="white" if number else color,
            label=f"{measure.value} {row['factor']}", zorder=3,
        )  # fmt: skip


def _write(
    axes: Axes, place: int, row: dict[Any, Any], shown: tuple[Measure, str, Columns]
) -> None:
    """The main index and its interval in numbers, at the right."""
    measure, unit, columns = shown
    value, low, high = (_number(row[key], measure, unit) for key in measure)
    color = INK if row["influential"] else FAINT_INK
    word(axes, place, 0.12, f"{value} [{low}, {high}]", columns, color=color)


def _number(number: float, measure: Measure, unit: str) -> str:
    return change(number, unit).lstrip("+") if measure is MU_STAR else decimal(number, 2)


def _axis_words(main: Measure, unit: str, look: Look) -> str:
    if main is TOTAL:
        return look.say("sobol_axis", WORDING)
    return look.say("morris_axis", WORDING).format(unit=change_unit(unit, look.lang))


def _title(rows: pd.DataFrame, paired: bool, look: Look) -> str:
    said = subject(str(rows["outcome"].iloc[0]), paired, look)
    key = "sobol_title" if "ST" in rows else "morris_title"
    return look.say(key, WORDING).format(outcome=said)


def _note(rows: pd.DataFrame, floor: pd.DataFrame | None, look: Look) -> str:
    words = [look.say("bars", WORDING), look.say("floor", WORDING)]
    if not rows["influential"].all():
        words.append(look.say("pale", WORDING))
    known = [] if floor is None else floor.to_dict("records")
    for row in (row for row in known if row["outcome"] == rows["outcome"].iloc[0]):
        words.append(look.means_of(int(row["replications"])))
        if "ST" in rows and np.isfinite(row["floor"]):
            share = decimal(row["floor"], 2)
            words.append(look.say("noise", WORDING).format(floor=share))
    return look.note(*words)
