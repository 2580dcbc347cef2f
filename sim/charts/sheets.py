"""Figures of several charts, for reports and for `plot`: headline outcomes at one look."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.charts.forest import (
    COLUMNS,
    NEEDED,
    draw_forest,
    forest_height,
    forest_note,
    last_effects,
)
from sim.charts.layout import panel
from sim.charts.lines import LABEL_INCHES
from sim.charts.look import Look
from sim.charts.needs import need_outcome
from sim.charts.paths import (
    COURSE,
    COURSE_LABEL,
    band_note,
    course_note,
    draw_course,
    draw_difference,
    draw_level,
    gaps,
    last_of,
    levels,
    panel_height,
)
from sim.charts.saving import remember
from sim.charts.sheet import add_words, new_chart
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.words import Catalogue, Language

LEFT, MONTHS, BETWEEN, HEAD = 0.55, 1.5, 0.35, 0.5
"""Inches: ticks, the months of a panel, between panels, above one."""

BASELINE = 0.7
"""Inches for the name of the baseline; the other lines are named beside, where they differ."""

WORDING: Catalogue = {
    "paths": (
        "{outcomes} over {months} months, and what each scenario changes",
        "{outcomes}：{months}个月的变化轨迹与各情景的影响",
    ),
    "and": (" and ", "与"),
    "course": ("One run over {months} months", "单次运行{months}个月的变化轨迹"),
    "forest": (
        "What each scenario does, month {month}",
        "各情景的影响（第{month}个月）",
    ),
}


@chart_settings()
def paths_sheet(
    runs: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    source: Source | None = None,
    smallest: Mapping[str, float] | None = None,
    lang: Language = "en",
) -> Figure:
    """Each outcome over months: left its level, right its paired difference from the baseline."""
    look, limits = Look(source or Source(), lang), smallest or {}
    tables = {key: levels(runs, key) for key in outcomes}
    high = max((panel_height(table, look, MONTHS) for table in tables.values()), default=1.0)
    step = high + HEAD + BETWEEN
    right = 2 * LEFT + MONTHS + BASELINE
    figure = new_chart(right + MONTHS + LABEL_INCHES, step * max(1, len(outcomes)))
    remember(figure, look.source)
    for place, key in enumerate(outcomes):
        top = HEAD + place * step
        axes = panel(figure, LEFT, top, MONTHS + BASELINE, high)
        shown: dict[str, Any] = {"free": BASELINE, "named": [look.source.baseline]}
        draw_level(axes, tables[key], key, look, title=look.outcome(key), **shown)
        axes = panel(figure, right, top, MONTHS + LABEL_INCHES, high)
        draw_difference(axes, gaps(runs, key, look), key, look, limits.get(key, math.nan))
    months = max((last_of(table) for table in tables.values()), default=0)
    note = look.within({key: limits[key] for key in outcomes if key in limits})
    title = look.say("paths", WORDING).format(outcomes=_listed(outcomes, look), months=months)
    add_words(figure, title, band_note(list(tables.values()), look, note))
    return figure


def _listed(outcomes: Sequence[str], look: Look) -> str:
    """The outcomes by name, as the beginning of a sentence."""
    inside = [
        look.outcome(key) if not place else look.inside(key) for place, key in enumerate(outcomes)
    ]
    if len(inside) < 2:
        return "".join(inside)
    return look.say("comma").join(inside[:-1]) + look.say("and", WORDING) + inside[-1]


@chart_settings()
def forest_sheet(
    effects: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    source: Source | None = None,
    lang: Language = "en",
) -> Figure:
    """The effects on several outcomes in the last month, one forest below the other."""
    look = Look(source or Source(), lang)
    columns = (*NEEDED, "smallest_effect")
    tables = [last_effects(effects, key, look, columns) for key in outcomes]
    scenarios = look.ordered(name for rows in tables for name in rows["scenario"])
    high = forest_height(scenarios, look)
    step = high + HEAD + BETWEEN
    figure = new_chart(0.1 + COLUMNS.width + 0.15, step * max(1, len(outcomes)))
    remember(figure, look.source)
    for place, (key, rows) in enumerate(zip(outcomes, tables, strict=True)):
        axes = panel(figure, 0.1, HEAD + place * step, COLUMNS.width, high)
        draw_forest(axes, rows, key, look, title=look.outcome(key))
    month = int(effects["month"].max()) if len(effects) else 0
    add_words(figure, look.say("forest", WORDING).format(month=month), forest_note(tables, look))
    return figure


@chart_settings()
def course_sheet(
    monthly: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    source: Source | None = None,
    lang: Language = "en",
) -> Figure:
    """The course of several outcomes in one run, up to three panels in a row."""
    look = Look(source or Source(), lang)
    for key in outcomes:
        need_outcome(monthly, key, COURSE)
    columns = min(3, max(1, len(outcomes)))
    high = panel_height(monthly, look, MONTHS)
    width, step = LEFT + MONTHS + COURSE_LABEL, high + HEAD + BETWEEN
    figure = new_chart(width * columns, step * -(-max(1, len(outcomes)) // columns))
    remember(figure, look.source)
    for place, key in enumerate(outcomes):
        left, top = place % columns * width, place // columns * step
        axes = panel(figure, LEFT + left, HEAD + top, MONTHS + COURSE_LABEL, high)
        draw_course(axes, monthly, key, look, title=look.outcome(key))
    title = look.say("course", WORDING).format(months=last_of(monthly))
    add_words(figure, title, course_note(monthly, look))
    return figure
