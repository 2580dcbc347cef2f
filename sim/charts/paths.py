"""Outcomes over time: levels beside differences, one line per scenario named at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.charts.bands import bands, differences
from sim.charts.layout import GRAY, INK, footnote, panel, title_of
from sim.charts.lines import LABEL_INCHES, draw_lines, head, month_ticks, name_lines, value_ticks
from sim.charts.style import Caption, Look, chart_settings, finish, new_chart
from sim.statistics.samples import FEWEST
from sim.words import Label, Language, change_unit, value

PLOT_WIDTH, PLOT_HEIGHT, BETWEEN, LEFT = 2.45, 1.75, 0.75, 0.55
"""Inches: a panel, what stands between two rows of panels, the margin for ticks."""


def time_paths(
    runs: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    baseline: str,
    labels: Mapping[str, Label],
    lang: Language = "en",
    titles: Mapping[str, Any] | None = None,
    caption: Caption | None = None,
    endings: Mapping[str, int] | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Each outcome over months: left its level, right its paired difference from the baseline.

    Lines are means over replications, bands their 95 % t intervals, month by month. With
    ``axes`` only the levels are drawn, one outcome into each. ``endings`` (scenario → last
    month of its package) are marked.
    """
    look = Look(labels, lang, titles, baseline, caption or Caption())
    title = look.say("paths_title").format(months=_last(runs))
    return _paths(runs, outcomes, look, title, endings or {}, axes)


def admin_share(
    runs: pd.DataFrame,
    *,
    baseline: str,
    labels: Mapping[str, Label],
    lang: Language = "en",
    titles: Mapping[str, Any] | None = None,
    caption: Caption | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """The share of committee hours that goes to work from above, over months."""
    look = Look(labels, lang, titles, baseline, caption or Caption())
    return _paths(runs, ["admin_share"], look, look.say("admin_title"), {}, axes)


def paths_for_run(
    monthly: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    labels: Mapping[str, Label],
    lang: Language = "en",
    caption: Caption | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """The course of outcomes in one run: luck included, so no band and no verdict."""
    look = Look(labels, lang, None, "run", caption or Caption())
    with chart_settings():
        own = axes is None
        if axes is None:
            title = look.say("run_title").format(months=_last(monthly))
            axes = _run_sheet(len(outcomes), title, look.note(look.say("caption.one_run")))
        for axis, outcome in zip(axes, outcomes, strict=True):
            _draw_run(axis, monthly, outcome, look)
    return finish(axes[0], own)


def _draw_run(axes: Axes, monthly: pd.DataFrame, outcome: str, look: Look) -> None:
    """One line, with its last value written at its end."""
    months, values = monthly["month"].to_numpy(), monthly[outcome].to_numpy(float)
    axes.plot(months, values, color=INK, linewidth=1.4, label=outcome)
    head(axes, look.outcome(outcome), look.unit_words(outcome))
    month_ticks(axes, _last(monthly), look)
    value_ticks(axes, look.unit(outcome), look)
    if len(values):
        last = value(values[-1], look.unit(outcome), look.lang)
        place: dict[str, Any] = {
            "xytext": (4, 0),
            "textcoords": "offset points",
            "va": "center",
            "fontsize": 8,
        }
        axes.annotate(last, (months[-1], values[-1]), annotation_clip=False, **place)


def _run_sheet(count: int, title: str, note: str) -> list[Axes]:
    """Up to three panels in a row."""
    columns = min(3, max(1, count))
    rows = -(-count // columns)
    row = PLOT_HEIGHT + BETWEEN
    figure = new_chart(0.2 + 3.4 * columns, 1.0 + row * rows)
    title_of(figure, title)
    footnote(figure, note)
    places = [(index % columns, index // columns) for index in range(count)]
    return [panel(figure, LEFT + 3.4 * x, 0.8 + row * y, 2.2, PLOT_HEIGHT) for x, y in places]


def _paths(
    runs: pd.DataFrame,
    outcomes: Sequence[str],
    look: Look,
    title: str,
    endings: Mapping[str, int],
    axes: Sequence[Axes] | None,
) -> Figure:
    """Draw levels and, in a figure of our own, the paired differences beside them."""
    gaps = differences(runs, list(outcomes), look.baseline)
    tables = {outcome: bands(runs, outcome) for outcome in outcomes}
    with chart_settings():
        given: Sequence[Axes] | None = axes
        beside: list[Axes] = []
        if axes is None:
            names = runs["scenario"].nunique()
            axes, beside = _sheet(len(outcomes), names, title, _note(tables, look, endings))
        for axis, outcome in zip(axes, outcomes, strict=True):
            _draw_level(axis, tables[outcome], outcome, look)
        for axis, outcome in zip(beside, outcomes, strict=bool(beside)):
            _draw_difference(axis, bands(gaps, outcome), outcome, look)
            _mark_endings(axis, endings)
    return finish(axes[0], own=given is None)


def _sheet(count: int, names: int, title: str, note: str) -> tuple[list[Axes], list[Axes]]:
    """Two columns of panels, each with room for the names at its right."""
    high = max(PLOT_HEIGHT, 0.2 * names)
    column, row = LEFT + PLOT_WIDTH + LABEL_INCHES + 0.2, high + BETWEEN
    figure = new_chart(2 * column - 0.2, 1.0 + row * count)
    title_of(figure, title)
    footnote(figure, note)
    tops = [0.8 + row * place for place in range(count)]
    left, right = (
        [panel(figure, LEFT + shift, top, PLOT_WIDTH, high) for top in tops]
        for shift in (0, column)
    )
    return left, right


def _draw_level(axes: Axes, table: pd.DataFrame, outcome: str, look: Look) -> None:
    draw_lines(axes, table, look)
    head(axes, look.outcome(outcome), look.unit_words(outcome))
    _dress(axes, table, look.unit(outcome), look)


def _draw_difference(axes: Axes, table: pd.DataFrame, outcome: str, look: Look) -> None:
    axes.axhline(0, color=INK, linewidth=1.2, label="_baseline")
    draw_lines(axes, table, look, fill=0.12)
    unit = change_unit(look.unit(outcome), look.lang)
    words = look.say("with_unit").format(name=look.outcome(outcome), unit=unit)
    head(axes, look.say("difference"), words if unit else look.outcome(outcome))
    _dress(axes, table, look.unit(outcome), look, signed=True)


def _dress(axes: Axes, table: pd.DataFrame, unit: str, look: Look, signed: bool = False) -> None:
    """Ticks and names; an empty panel says that there is nothing."""
    month_ticks(axes, _last(table), look)
    if table["mean"].notna().any():
        value_ticks(axes, unit, look, signed)
        name_lines(axes, table, look)
    else:
        axes.set_yticks([])
        middle: dict[str, Any] = {
            "transform": axes.transAxes,
            "ha": "center",
            "va": "center",
            "color": GRAY,
        }
        axes.text(0.5, 0.5, look.say("no_data"), **middle)


def _mark_endings(axes: Axes, endings: Mapping[str, int]) -> None:
    """A thin upright line where a package ends before the horizon."""
    for month in sorted(set(endings.values())):
        axes.axvline(month, color=GRAY, linewidth=0.8, linestyle=(0, (1, 2)), label="_ending")


def _ending_words(endings: Mapping[str, int], look: Look) -> str:
    """Whose package ends when, for the note under the figure."""
    words = look.say("caption.ending")
    told = [words.format(scenario=look.scenario(key), month=endings[key]) for key in endings]
    return look.say("separator").join(told)


def _note(tables: Mapping[str, pd.DataFrame], look: Look, endings: Mapping[str, int]) -> str:
    """How many replications stand behind the lines, and what the bands are."""
    counts = pd.concat([table["n"] for table in tables.values()])
    least, most = (int(counts.min()), int(counts.max())) if len(counts) else (0, 0)
    key = "caption.n" if least == most else "caption.n_range"
    words = look.say(key).format(n=most, low=least)
    band = "caption.band" if most >= FEWEST else "caption.one_run" if most == 1 else "caption.few"
    return look.note(words, look.say(band), _ending_words(endings, look))


def _last(table: pd.DataFrame) -> int:
    """The last month of a table, 0 for an empty one."""
    return int(table["month"].max()) if len(table) else 0
