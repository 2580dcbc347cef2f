"""What the answer hangs on, one assumption at a time: the widest bar on top."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.charts.factors import Names, factor_name, subject, value_name
from sim.charts.layout import GRAY, INK, text_width
from sim.charts.look import Look
from sim.charts.needs import need, of_outcome
from sim.charts.panels import heading
from sim.charts.rows import (
    SIZE,
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
)
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.words import Catalogue, Language, change_unit, size

WORDING: Catalogue = {
    "title": (
        "Which assumption moves {outcome} most, one at a time",
        "逐一改变假定：哪一项对{outcome}影响最大",
    ),
    "axis": (
        "change against all defaults, {unit} · at the ends: value of the assumption there",
        "与全部默认值之差（{unit}）；两端数字为该处的取值",
    ),
    "luck": (
        "shaded: ±{size}, the middle half-width of the 95 % paired intervals, as far as "
        "replications alone differ",
        "阴影：±{size}，为95%配对区间半宽的中位数，即仅因各次重复不同而出现的幅度",
    ),
    "whiskers": (
        "thin lines: 95 % paired interval at the ends",
        "细线：两端的95%配对区间",
    ),
    "pale": (
        "pale: no further than that",
        "浅色：未超出该幅度",
    ),
    "few": (
        "too few replications to say what luck alone makes",
        "重复次数过少，无法判断随机波动的幅度",
    ),
}

NEEDED = (
    "outcome", "factor", "value", "n_pairs", "difference", "difference_low", "difference_high",
)  # fmt: skip
ROW, ACROSS = 0.3, 6.3
"""Inches of a row, and of the axes with the names in them."""
DARK, FAINT = "#4B86A8", "#D3DEE5"


class Bar(NamedTuple):
    """One factor: the smallest and the largest change along its curve, and where they are."""

    factor: str
    low: Any
    high: Any

    @property
    def width(self) -> float:
        """How far the outcome moves between the two."""
        return float(self.high["difference"] - self.low["difference"])


@chart_settings()
def tornado(
    curves: pd.DataFrame,
    outcome: str | None = None,
    *,
    paired: bool = False,
    names: Names | None = None,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """How far each factor alone moves the outcome over its range, against all defaults.

    ``curves`` are those of a sensitivity analysis: ``outcome, factor, value, n_pairs,
    difference, difference_low, difference_high``. A bar reaches from the least to the most the
    curve shows, wherever on it that is, so bars of curves that turn back are not too short.
    ``paired`` says that the curves are of an effect, not of the outcome itself.

    Raises
    ------
    SimError
        where the table has no curve of the outcome.
    """
    look = Look(source or Source(), lang)
    rows = _rows(curves, outcome)
    outcome = str(rows["outcome"].iloc[0])
    found, luck = bars(rows), luck_of(rows)
    titles = [factor_name(bar.factor, names, look) for bar in found]
    room = room_for(titles)
    columns = Columns(room, ACROSS - room, 0.0)
    written = row_names(titles, columns, lines=2)
    axes = begin(ax, look, (ACROSS, row_height(written, ROW) * len(found)), Room(left=0.15))
    words = [[value_name(row["value"], names, look) for row in bar[1:]] for bar in found]
    _draw(axes, found, luck, fitting(axes, columns), words)
    name_rows(axes, row_names(titles, fitting(axes, columns), lines=2), fitting(axes, columns))
    ticks(axes, look.unit(outcome), look)
    unit = change_unit(look.unit(outcome), lang)
    heading(axes, words=look.say("axis", WORDING).format(unit=unit))
    title = look.say("title", WORDING).format(outcome=subject(outcome, paired, look))
    return complete(axes, ax is None, title, _note(rows, found, luck, look))


def _rows(curves: pd.DataFrame, outcome: str | None) -> pd.DataFrame:
    """The curves of one outcome, the first one where none is named."""
    need(curves, NEEDED)
    if not len(curves):
        raise SimError("the table has no curves: draw them with curve_points of 2 or more")
    return of_outcome(curves, outcome or str(curves["outcome"].iloc[0]), NEEDED)


def bars(rows: pd.DataFrame) -> list[Bar]:
    """A bar for each factor, the widest first."""
    found = []
    for factor, its in rows.groupby("factor", sort=False):
        records = its.dropna(subset=["difference"]).to_dict("records")
        if records:
            ends = sorted(records, key=lambda row: row["difference"])
            found.append(Bar(str(factor), ends[0], ends[-1]))
    return sorted(found, key=lambda bar: -bar.width)


def within(bar: Bar, luck: float) -> bool:
    """Whether nothing that a factor does goes beyond what luck alone makes."""
    return bool(max(-bar.low["difference"], bar.high["difference"]) <= luck)


def luck_of(rows: pd.DataFrame) -> float:
    """The middle half-width of the intervals of paired differences; 0 where there is none."""
    halves = (rows["difference_high"] - rows["difference_low"]) / 2
    known = halves[rows["difference"] != 0.0].dropna()
    return float(known.median()) if len(known) else 0.0


def _span(found: list[Bar], luck: float) -> tuple[float, float]:
    keys = ("difference", "difference_low", "difference_high")
    ends = [float(row[key]) for bar in found for row in bar[1:] for key in keys]
    return span_of([*ends, -luck, luck])


def _draw(
    axes: Axes, found: list[Bar], luck: float, columns: Columns, words: list[list[str]]
) -> None:
    """All bars, what luck alone makes, and the values of the factors at the ends of the bars."""
    stack(axes, len(found))
    longest = max(text_width(each, SIZE) for pair in words for each in pair)
    scale(axes, _span(found, luck), columns, min(longest + 0.1, 0.25 * columns.plot))
    if luck > 0.0:
        axes.axvspan(-luck, luck, color="#e8e8e8", linewidth=0, label="_luck", zorder=0.2)
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero")
    for place, (bar, pair) in enumerate(zip(found, words, strict=True)):
        _draw_bar(axes, bar, place, faint=within(bar, luck))
        for row, shift, told in zip(bar[1:], (-4, 4), pair, strict=True):
            _name_end(axes, place, (row, shift), told)


def _draw_bar(axes: Axes, bar: Bar, place: int, *, faint: bool) -> None:
    """The bar, and the intervals of its ends where they have any."""
    axes.barh(
        place, bar.width, left=bar.low["difference"], height=0.56, color=FAINT if faint else DARK,
        edgecolor=INK, linewidth=0.5, label=bar.factor,
    )  # fmt: skip
    for row, shift in ((bar.low, -0.1), (bar.high, 0.1)):
        ends = [float(row["difference_low"]), float(row["difference_high"])]
        if row["difference"] != 0.0 and np.isfinite(ends).all():
            level = [place + shift] * 2
            axes.plot(ends, level, color=INK, linewidth=0.9, label="_interval")


def _name_end(axes: Axes, place: int, end: tuple[Any, int], words: str) -> None:
    """The value of the factor beside the end of its bar, behind the interval of that end."""
    row, shift = end
    outermost = row["difference_low"] if shift < 0 else row["difference_high"]
    at = outermost if np.isfinite(outermost) else row["difference"]
    style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 7.5}
    side = "right" if shift < 0 else "left"
    axes.annotate(words, (at, place), (shift, 0), ha=side, color=GRAY, **style)


def _note(rows: pd.DataFrame, found: list[Bar], luck: float, look: Look) -> str:
    words = [look.counted(rows["n_pairs"])]
    if luck > 0.0:
        unit = look.unit(str(rows["outcome"].iloc[0]))
        words += [look.say("whiskers", WORDING)]
        words += [look.say("luck", WORDING).format(size=size(luck, unit))]
        if any(within(bar, luck) for bar in found):
            words.append(look.say("pale", WORDING))
    else:
        words.append(look.say("few", WORDING))
    return look.note(*words)
