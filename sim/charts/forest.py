"""Effects against the baseline: a point, its interval, its value and its verdict in a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.layout import INK
from sim.charts.look import Look
from sim.charts.needs import of_outcome
from sim.charts.panels import heading, nothing
from sim.charts.rows import (
    Columns,
    fitting,
    heads,
    name_rows,
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
from sim.charts.style import chart_settings
from sim.statistics.samples import FEW
from sim.words import Catalogue, Language, change, change_unit

COLUMNS = Columns()
TITLE_SIZE = 9.5
"""Points of the title of a panel of its own."""

VERDICT = 1.7
"""Inches from the plot to the verdict."""

NEEDED = ("scenario", "month", "n", "difference", "low", "high", "verdict")
"""Columns of a table of effects, besides the outcome."""

WORDING: Catalogue = {
    "title": (
        "What each scenario does to {outcome}, month {month}",
        "各情景对{outcome}的影响（第{month}个月）",
    ),
    "joint": (
        "thin: 95 % for all scenarios at once",
        "细线：全部情景同时成立的95%置信区间",
    ),
    "few": ("few replications: intervals are rough", "重复次数较少，区间仅供参考"),
}


class Mark(NamedTuple):
    """The sign of a verdict: its shape tells it apart without color."""

    shape: str
    color: str
    filled: bool


MARKS: Mapping[str, Mark] = {
    "better": Mark("^", "#009E73", True),
    "worse": Mark("v", "#D55E00", True),
    "practically equal": Mark("s", "#6b6b6b", True),
    "undecided": Mark("o", "#222222", False),
    "higher": Mark(">", "#0072B2", True),
    "lower": Mark("<", "#0072B2", True),
    "none": Mark("d", "#6b6b6b", False),
}


@chart_settings()
def forest(
    effects: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The effects on one outcome in the last month of ``effects``, a row per scenario.

    ``effects`` has ``scenario, outcome, month, n, difference, low, high, verdict,
    smallest_effect``, and ``low_joint, high_joint`` where several scenarios are looked at at
    once. The gray band is the smallest effect that matters; shapes tell the verdicts.
    """
    look = Look(source or Source(), lang)
    rows = last_effects(effects, outcome, look, (*NEEDED, "smallest_effect"))
    scenarios = look.ordered(rows["scenario"])
    axes = begin(ax, look, (COLUMNS.width, forest_height(scenarios, look)), Room(left=0.1))
    draw_forest(axes, rows, outcome, look)
    month = int(rows["month"].max()) if len(rows) else 0
    title = look.say("title", WORDING).format(outcome=look.inside(outcome), month=month)
    return complete(axes, ax is None, title, forest_note([rows], look))


def last_effects(
    effects: pd.DataFrame, outcome: str, look: Look, columns: Sequence[str] = NEEDED
) -> pd.DataFrame:
    """One outcome's rows of the last month, without the baseline's comparison with itself."""
    rows = of_outcome(effects, outcome, columns)
    others = rows["scenario"] != look.source.baseline
    return rows[others & (rows["month"] == rows["month"].max())]


def verdict_of(verdict: object) -> str:
    """A verdict of the table as a key of `MARKS`."""
    return str(verdict) if verdict in MARKS else "none"


def forest_height(scenarios: list[str], look: Look) -> float:
    """Inches that so many rows take."""
    return row_height(_names(scenarios, look, COLUMNS)) * max(1, len(scenarios))


def _names(scenarios: list[str], look: Look, columns: Columns) -> list[str]:
    return row_names(map(look.scenario, scenarios), columns)


def draw_forest(axes: Axes, rows: pd.DataFrame, outcome: str, look: Look, title: str = "") -> None:
    """All scenarios for one outcome; an empty table says so."""
    columns = fitting(axes, COLUMNS)
    unit, smallest = look.unit(outcome), smallest_of(rows)
    scenarios = look.ordered(rows["scenario"])
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero")
    if smallest > 0:
        axes.axvspan(
            -smallest, smallest, color="#e8e8e8", linewidth=0, zorder=0.2, label="_smallest"
        )
    stack(axes, len(scenarios))
    name_rows(axes, _names(scenarios, look, columns), columns)
    scale(axes, _ends(rows), columns)
    ticks(axes, unit, look)
    for place, scenario in enumerate(scenarios):
        row = rows[rows["scenario"] == scenario].iloc[0]
        draw_effect(axes, place, row)
        _say_effect(axes, place, row, (unit, columns), look)
    if not scenarios:
        nothing(axes, look.say("no_data"))
    _heads(axes, unit, columns, look)
    heading(axes, title, " ", size=TITLE_SIZE)


def draw_effect(axes: Axes, place: float, row: pd.Series) -> None:
    """Point and intervals of one effect; one that holds for all at once is a thinner line."""
    mark = MARKS[verdict_of(row["verdict"])]
    for low, high, width, label in (
        ("low_joint", "high_joint", 0.8, "_joint"),
        ("low", "high", 2.2, "_interval"),
    ):
        ends = [float(row.get(low, math.nan)), float(row.get(high, math.nan))]
        if all(map(math.isfinite, ends)):
            axes.plot(ends, [place, place], color=mark.color, linewidth=width, label=label)
    if math.isfinite(row["difference"]):
        draw_mark(axes, float(row["difference"]), place, mark, label=str(row["scenario"]))


def draw_mark(
    axes: Axes, x: float, y: float, mark: Mark, *, label: str, size: float = 6, **where: Any
) -> None:
    """The sign of a verdict."""
    face = mark.color if mark.filled else "white"
    axes.plot(
        [x], [y], marker=mark.shape, markersize=size, linestyle="none", label=label, clip_on=False,
        markeredgecolor=mark.color, markerfacecolor=face, markeredgewidth=1.2, zorder=3, **where,
    )  # fmt: skip


def _say_effect(
    axes: Axes, place: int, row: pd.Series, how: tuple[str, Columns], look: Look
) -> None:
    """Value and verdict of one scenario in words."""
    unit, columns = how
    if columns.words < 1:
        return
    if row["n"] < 1:
        word(axes, place, 0.12, look.say("no_data"), columns)
        return
    word(axes, place, 0.12, effect_words(row, unit, look), columns)
    verdict = verdict_of(row["verdict"])
    sign = (columns.names + columns.plot + VERDICT + 0.06) / columns.width
    across = axes.get_yaxis_transform()
    draw_mark(axes, sign, place, MARKS[verdict], label="_sign", size=4.5, transform=across)
    word(axes, place, VERDICT + 0.15, look.say(f"verdict.{verdict}"), columns)


def effect_words(row: pd.Series, unit: str, look: Look) -> str:
    """“+0.021 (+0.012 to +0.030)”, as far as there is an interval."""
    between = look.between(float(row["low"]), float(row["high"]), unit)
    told = change(float(row["difference"]), unit)
    return f"{told} ({between})" if between else told


def _heads(axes: Axes, unit: str, columns: Columns, look: Look) -> None:
    """The unit above the plot, and what the columns right of it are."""
    told = [(columns.names, change_unit(unit, look.lang))]
    if columns.words > 1:
        right = columns.names + columns.plot
        told += [
            (right + 0.12, look.say("interval_column")),
            (right + VERDICT, look.say("verdict_column")),
        ]
    heads(axes, told, columns)


def smallest_of(rows: pd.DataFrame) -> float:
    """The smallest effect that matters, NaN where none was set."""
    return float(rows["smallest_effect"].max()) if len(rows) else math.nan


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """The ends of the plot, which always shows zero and what is too small to matter."""
    keys = [key for key in ("low", "difference", "high", "low_joint", "high_joint") if key in rows]
    smallest = smallest_of(rows)
    values = rows[keys].to_numpy(float).ravel()
    return span_of(values, least=1.5 * smallest if smallest > 0 else 0.0)


def forest_note(tables: list[pd.DataFrame], look: Look) -> str:
    """How many pairs stand behind the points, what the bars are and what is gray."""
    rows = pd.concat(tables)
    words = [look.counted(rows["n"])]
    barred = bool(rows["low"].notna().any())
    words.append(look.bars(barred))
    if "low_joint" in rows and rows["low_joint"].notna().any():
        words.append(look.say("joint", WORDING))
    if barred and rows["n"].min() < FEW:
        words.append(look.say("few", WORDING))
    smallest = {str(rows["outcome"].iloc[0]): smallest_of(rows) for rows in tables if len(rows)}
    return look.note(*words, look.within(smallest))
