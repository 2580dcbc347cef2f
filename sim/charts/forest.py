"""Effects against the baseline: a point, its interval, its value and its verdict in a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.charts.layout import GRAY, INK, footnote, panel, title_of, wrapped
from sim.charts.lines import head, tick_words
from sim.charts.style import Caption, Look, chart_settings, finish, new_chart
from sim.words import Label, Language, change, change_unit, size

ROW = 0.3
NAMES, PLOT, WORDS = 2.15, 3.7, 3.55
"""Inches: names of scenarios, the plot, values and verdicts."""


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


def forest(
    effects: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    baseline: str,
    labels: Mapping[str, Label],
    lang: Language = "en",
    titles: Mapping[str, Any] | None = None,
    caption: Caption | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """One panel per outcome, one row per scenario, in the last month of ``effects``.

    The shaded band is the smallest effect that matters; shapes tell the verdicts.
    """
    look = Look(labels, lang, titles, baseline, caption or Caption())
    shown = last_effects(effects, baseline)
    scenarios = look.ordered(shown["scenario"])
    with chart_settings():
        own = axes is None
        if axes is None:
            axes = _sheet(len(outcomes), len(scenarios), shown, look)
        for axis, outcome in zip(axes, outcomes, strict=True):
            _draw_outcome(axis, shown[shown["outcome"] == outcome], outcome, scenarios, look)
    return finish(axes[0], own)


def last_effects(effects: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """The rows of the last month, without the baseline's comparison with itself."""
    last = effects["month"] == effects["month"].max()
    return effects.loc[last & (effects["scenario"] != baseline)]


def verdict_of(verdict: object) -> str:
    """A verdict of the table as a key of `MARKS`."""
    return str(verdict) if verdict in MARKS else "none"


def _sheet(count: int, rows: int, shown: pd.DataFrame, look: Look) -> list[Axes]:
    """Panels one above the other, with room for names and values on both sides."""
    high = max(rows, 1) * ROW
    step = high + 0.85
    figure = new_chart(NAMES + PLOT + WORDS, 0.75 + step * count)
    month = int(shown["month"].max()) if len(shown) else 0
    title_of(figure, look.say("effects_title").format(month=month))
    footnote(figure, _note(shown, look))
    return [panel(figure, NAMES, 0.8 + step * place, PLOT, high) for place in range(count)]


def _draw_outcome(
    axes: Axes, rows: pd.DataFrame, outcome: str, scenarios: list[str], look: Look
) -> None:
    """All scenarios for one outcome."""
    unit = look.unit(outcome)
    smallest = _smallest(rows)
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero")
    if smallest > 0:
        axes.axvspan(-smallest, smallest, color="#e8e8e8", linewidth=0, label="_smallest")
    for place, scenario in enumerate(scenarios):
        found = rows[rows["scenario"] == scenario]
        _name(axes, place, look.scenario(scenario))
        if len(found):
            _draw_effect(axes, place, found.iloc[0], unit, look)
    head(axes, look.outcome(outcome), _unit_line(unit, smallest, look))
    _right_heads(axes, len(scenarios), look)
    _ticks(axes, rows, len(scenarios), unit, look)


def _smallest(rows: pd.DataFrame) -> float:
    """The smallest effect that matters, NaN where none was set."""
    return float(rows["smallest_effect"].max()) if len(rows) else math.nan


def _draw_effect(axes: Axes, place: int, row: pd.Series, unit: str, look: Look) -> None:
    """Point, interval, value and verdict of one scenario."""
    if row["n"] < 1:
        _beside(axes, place, 0.12, look.say("no_data"))
        return
    verdict = verdict_of(row["verdict"])
    mark = MARKS[verdict]
    low, middle, high = (float(row[key]) for key in ("low", "difference", "high"))
    if math.isfinite(low) and math.isfinite(high):
        axes.plot([low, high], [place, place], color=mark.color, linewidth=2.0, label="_interval")
    face = mark.color if mark.filled else "white"
    axes.plot(
        [middle], [place], marker=mark.shape, markersize=6, linestyle="none", label=row["scenario"],
        markeredgecolor=mark.color, markerfacecolor=face, markeredgewidth=1.3, zorder=3,
    )  # fmt: skip
    _beside(axes, place, 0.12, effect_words(low, middle, high, unit, look.lang))
    _beside(axes, place, 2.25, look.say(f"verdict.{verdict}"), mark)


def effect_words(low: float, middle: float, high: float, unit: str, lang: Language) -> str:
    """“+0.021 (+0.012 to +0.030)”, as far as there is an interval."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return change(middle, unit)
    between = "至" if lang == "zh" else " to "
    return f"{change(middle, unit)} ({change(low, unit)}{between}{change(high, unit)})"


def _name(axes: Axes, place: int, name: str) -> None:
    """A scenario's name left of its row."""
    text = wrapped(name, NAMES - 0.25, 8, lines=2)
    at: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "right", "va": "center"}
    axes.text(-0.12 / PLOT, place, text, fontsize=8, linespacing=1.1, **at)


def _beside(axes: Axes, place: float, inches: float, text: str, mark: Mark | None = None) -> None:
    """Words right of a row, led by the sign of their verdict."""
    across = axes.get_yaxis_transform()
    left = 1 + inches / PLOT
    if mark is not None:
        face = mark.color if mark.filled else "white"
        axes.plot(
            [left], [place], marker=mark.shape, markersize=5, linestyle="none", clip_on=False,
            transform=across, markeredgecolor=mark.color, markerfacecolor=face, label="_sign",
        )  # fmt: skip
        left += 0.12 / PLOT
    axes.text(left, place, text, transform=across, va="center", fontsize=8)


def _right_heads(axes: Axes, rows: int, look: Look) -> None:
    """What the columns right of the plot are."""
    up = 1 + 0.07 / (max(rows, 1) * ROW)
    for inches, key in ((0.12, "interval_column"), (2.18, "verdict_column")):
        words = look.say(key)
        axes.text(1 + inches / PLOT, up, words, transform=axes.transAxes, fontsize=7.5, color=GRAY)


def _unit_line(unit: str, smallest: float, look: Look) -> str:
    """The unit of the differences and what the shaded band is."""
    words = [change_unit(unit, look.lang)]
    if smallest > 0:
        words.append(look.say("within_smallest").format(size=size(smallest, unit)))
    return look.say("separator").join(word for word in words if word)


def _ticks(axes: Axes, rows: pd.DataFrame, count: int, unit: str, look: Look) -> None:
    """The horizontal axis always shows zero; one row keeps one height."""
    ends = pd.concat([rows[key] for key in ("low", "difference", "high")]).dropna()
    low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    smallest = _smallest(rows)
    pad = max((high - low) * 0.06, smallest * 1.5 if smallest > 0 else 0.0, 1e-6)
    axes.set_xlim(low - pad, high + pad)
    axes.set_ylim(count - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    steps = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10])
    ticks = np.asarray(steps.tick_values(low - pad, high + pad))
    ticks = ticks[(ticks >= low - pad) & (ticks <= high + pad)]
    axes.set_xticks(ticks, labels=tick_words(ticks, unit, look, signed=True))
    axes.grid(True, axis="x")


def _note(shown: pd.DataFrame, look: Look) -> str:
    """How many pairs stand behind the points, and what the bars are."""
    counts = shown["n"].dropna()
    least, most = (int(counts.min()), int(counts.max())) if len(counts) else (0, 0)
    key = "caption.n" if least == most else "caption.n_range"
    barred = shown["low"].notna().any()
    bars = look.say("caption.paired" if barred else "caption.few")
    return look.note(look.say(key).format(n=most, low=least), bars)
