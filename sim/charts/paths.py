"""Outcomes over time: levels, paired differences and one run, each line named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.bands import bands, differences
from sim.charts.layout import INK
from sim.charts.lines import (
    LABEL_INCHES,
    beside,
    draw_line,
    draw_lines,
    month_axis,
    name_lines,
    names_height,
    value_axis,
)
from sim.charts.look import Look
from sim.charts.needs import need_baseline, need_outcome
from sim.charts.panels import heading, nothing
from sim.charts.sheet import begin, complete, inches
from sim.charts.source import Source
from sim.charts.starts import draw_ends, draw_starts, end_words, flags, start_words, strip
from sim.charts.style import Stroke, chart_settings
from sim.statistics.samples import FEW, FEWEST
from sim.words import Catalogue, Language, change_unit, value

RUNS, COURSE = ("scenario", "replication", "month"), ("scenario", "month")
"""Columns of runs, and of one run, besides the outcomes."""

PLOT_WIDTH, PLOT_HEIGHT = 4.0, 2.3
"""Inches: the months of a chart by itself, and its height where few lines are named."""

TITLE_SIZE = 9.5
"""Points of the title of a panel that stands among others."""

COURSE_LABEL = 0.6
"""Inches for the last value of one run."""

WORDING: Catalogue = {
    "path": ("{outcome} over {months} months", "{outcome}：{months}个月的变化轨迹"),
    "difference": (
        "What each scenario does to {outcome}, over {months} months",
        "各情景对{outcome}的影响：{months}个月的变化轨迹",
    ),
    "course": (
        "{outcome} over {months} months of one run",
        "{outcome}：单次运行{months}个月的变化轨迹",
    ),
    "months": (
        "bands: 95 % for each month alone, as runs are too few for the whole path",
        "色带：逐月的95%置信区间；重复次数过少，不给整条轨迹的置信带",
    ),
    "overlap": (
        "bands overlap as worlds differ; differences are paired, see their own chart",
        "各次重复的世界不同，色带因而重叠；配对差值见差值图",
    ),
    "against": ("difference from “{baseline}”", "与“{baseline}”之差"),
    "against_unit": ("difference from “{baseline}”, {unit}", "与“{baseline}”之差（{unit}）"),
}


@chart_settings()
def path(
    runs: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The mean of an outcome over months, one line per scenario with its simultaneous band.

    ``runs`` has ``scenario, replication, month`` and a column per outcome. The light band
    holds for the whole path at once, the darker one month by month; both are 95 %.
    """
    look = Look(source or Source(), lang)
    table = levels(runs, outcome)
    axes = begin(ax, look, (PLOT_WIDTH + LABEL_INCHES, panel_height(table, look)))
    draw_level(axes, table, outcome, look)
    title = look.say("path", WORDING).format(outcome=look.outcome(outcome), months=last_of(table))
    overlap = look.say("overlap", WORDING) if len(_names(table)) > 1 and _banded(table) else ""
    return complete(axes, ax is None, title, band_note([table], look, overlap))


@chart_settings()
def difference(
    runs: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    smallest_effect: float = math.nan,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Paired differences from the baseline over months, one line per scenario with its bands.

    Where ``smallest_effect`` is given, what is smaller is shaded: no effect that matters.
    """
    look = Look(source or Source(), lang)
    need_baseline(runs, look.source.baseline)
    table = gaps(runs, outcome, look)
    axes = begin(ax, look, (PLOT_WIDTH + LABEL_INCHES, panel_height(table, look)))
    draw_difference(axes, table, outcome, look, smallest_effect)
    words = {"outcome": look.inside(outcome), "months": last_of(table)}
    note = band_note([table], look, look.within({outcome: smallest_effect}))
    return complete(axes, ax is None, look.say("difference", WORDING).format(**words), note)


@chart_settings()
def course(
    monthly: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """The course of an outcome in one run: luck included, so no band and no verdict."""
    look = Look(source or Source(), lang)
    need_outcome(monthly, outcome, COURSE)
    axes = begin(ax, look, (PLOT_WIDTH + COURSE_LABEL, panel_height(monthly, look)))
    draw_course(axes, monthly, outcome, look)
    words = {"outcome": look.outcome(outcome), "months": last_of(monthly)}
    title = look.say("course", WORDING).format(**words)
    return complete(axes, ax is None, title, course_note(monthly, look))


def panel_height(table: pd.DataFrame, look: Look, width: float = PLOT_WIDTH) -> float:
    """Inches in which the names of all lines and the flags find room."""
    scenarios = _names(table)
    found = flags(look, scenarios, last_of(table), (width, width + LABEL_INCHES))
    return max(PLOT_HEIGHT, names_height(scenarios, look) + 0.05) + strip(found)


def levels(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """The bands of the outcome itself."""
    need_outcome(runs, outcome, RUNS)
    return bands(runs, outcome)


def gaps(runs: pd.DataFrame, outcome: str, look: Look) -> pd.DataFrame:
    """The bands of the paired differences from the baseline."""
    need_outcome(runs, outcome, RUNS)
    return bands(differences(runs, [outcome], look.source.baseline), outcome)


def draw_level(
    axes: Axes,
    table: pd.DataFrame,
    outcome: str,
    look: Look,
    *,
    title: str = "",
    free: float | None = None,
    named: Sequence[str] | None = None,
) -> None:
    """Levels in one panel; only the lines of ``named`` scenarios have names, where it is given."""
    draw_lines(axes, table, look, fill=min(0.1, 0.2 / max(1, len(_names(table)))))
    heading(axes, title, look.unit_words(outcome), size=TITLE_SIZE)
    _finish_panel(axes, table, outcome, look, free=free, named=named)


def draw_difference(
    axes: Axes, table: pd.DataFrame, outcome: str, look: Look, smallest: float = math.nan
) -> None:
    """Differences in one panel, with a line at none and the smallest effect that matters."""
    last = max(last_of(table), 1)
    axes.plot([0, last], [0, 0], color=INK, linewidth=1.2, label="_zero")
    draw_lines(axes, table, look, fill=min(0.12, 0.45 / max(1, len(_names(table)))))
    if smallest > 0:
        ends = ([-smallest] * 2, [smallest] * 2)
        axes.fill_between(
            [0, last], *ends, color="#e8e8e8", linewidth=0, zorder=0.2, label="_smallest"
        )
    unit = change_unit(look.unit(outcome), look.lang)
    words = look.say("against_unit" if unit else "against", WORDING)
    told = words.format(baseline=look.scenario(look.source.baseline), unit=unit)
    heading(axes, words=told)
    _finish_panel(axes, table, outcome, look, signed=True)


def draw_course(
    axes: Axes, monthly: pd.DataFrame, outcome: str, look: Look, title: str = ""
) -> None:
    """The line of one run, with its last value written at its end."""
    months, values = monthly["month"].to_numpy(), monthly[outcome].to_numpy(float)
    draw_line(axes, months, values, Stroke(INK, "solid", "", 1.4), 0, outcome)
    heading(axes, title, look.unit_words(outcome), size=TITLE_SIZE)
    _frame(axes, monthly, outcome, look, free=COURSE_LABEL)
    known = monthly[["month", outcome]].dropna()
    if not len(known):
        _say_nothing(axes, look)
        return
    month, number = (float(each) for each in known.iloc[-1])
    words = value(number, look.unit(outcome), look.lang)
    place: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8}
    axes.annotate(words, (month, number), (4, 0), annotation_clip=False, **place)


def _finish_panel(
    axes: Axes,
    table: pd.DataFrame,
    outcome: str,
    look: Look,
    *,
    free: float | None = None,
    named: Sequence[str] | None = None,
    signed: bool = False,
) -> None:
    """Axes, flags and names; an empty panel says that there is nothing."""
    free = beside(axes) if free is None else free
    high = _frame(axes, table, outcome, look, free=free, signed=signed)
    if table["mean"].notna().any():
        shown = table if named is None else table[table["scenario"].isin(list(named))]
        name_lines(axes, shown, look, strip=high, free=free)
    else:
        _say_nothing(axes, look)


def _frame(
    axes: Axes,
    table: pd.DataFrame,
    outcome: str,
    look: Look,
    *,
    free: float,
    signed: bool = False,
) -> float:
    """Both axes with flags and ends on the lower one; returns the inches that flags take."""
    last, scenarios, across = last_of(table), _names(table), inches(axes)[0]
    found = flags(look, scenarios, last, (across - free, across))
    high = strip(found)
    value_axis(axes, last, look.unit(outcome), look, strip=high, signed=signed)
    month_axis(axes, last, look, free)
    draw_starts(axes, found)
    draw_ends(axes, look, scenarios, high)
    return high


def _say_nothing(axes: Axes, look: Look) -> None:
    axes.set_yticks([])
    nothing(axes, look.say("no_data"))


def band_note(tables: list[pd.DataFrame], look: Look, *more: str) -> str:
    """How many replications stand behind the lines, what the bands are, what marks the axis."""
    counts = pd.concat([table["n"] for table in tables])
    most = int(counts.max()) if len(counts) else 0
    if most == 1:
        return look.note(look.say("caption.one_run"), *more, *_marks(tables, look))
    return look.note(look.counted(counts), _band_words(most, look), *more, *_marks(tables, look))


def _band_words(most: int, look: Look) -> str:
    """What the bands of so many runs are."""
    if most >= FEW:
        return look.say("caption.band")
    return look.say("months", WORDING) if most >= FEWEST else look.say("caption.few")


def _banded(table: pd.DataFrame) -> bool:
    """Whether there are enough runs for bands."""
    return bool(table["low"].notna().any())


def course_note(monthly: pd.DataFrame, look: Look) -> str:
    """That there is one run only, and what marks the axis."""
    return look.note(look.say("caption.one_run"), *_marks([monthly], look))


def _marks(tables: list[pd.DataFrame], look: Look) -> list[str]:
    """What flags and dotted lines on the time axis are."""
    names = list(dict.fromkeys(name for table in tables for name in _names(table)))
    last = max((last_of(table) for table in tables), default=0)
    started = flags(look, names, last, (PLOT_WIDTH, PLOT_WIDTH + LABEL_INCHES))
    return [start_words(look, started), end_words(look, names)]


def _names(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table["scenario"].unique()]


def last_of(table: pd.DataFrame) -> int:
    """The last month of a table, 0 for an empty one."""
    return int(table["month"].max()) if len(table) else 0
