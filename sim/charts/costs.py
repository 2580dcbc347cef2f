"""What each scenario costs: one panel per scenario, one bar per line of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.charts.layout import GRAY, INK, footnote, panel, title_of, wrapped
from sim.charts.lines import head
from sim.charts.style import Caption, Look, chart_settings, finish, new_chart
from sim.words import Language, decimal, named

COST = "yuan_per_resident_year"
MOST_LINES = 9
ROW = 0.27
NAMES = 1.9
FILL = "#6fa8c9"


def costs(
    table: pd.DataFrame,
    *,
    baseline: str,
    lines: Mapping[str, Any] | None = None,
    lang: Language = "en",
    titles: Mapping[str, Any] | None = None,
    caption: Caption | None = None,
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Cost by line as differences from the baseline, the line that differs most first.

    ``table`` has one row per scenario and line: scenario, line, yuan_per_resident_year, and n
    where it is known over how many replications the mean was taken. Where it holds no scenario
    besides the baseline, levels are shown instead of differences.
    """
    look = Look({}, lang, titles, baseline, caption or Caption())
    shown, differ = cost_differences(table, baseline)
    shown = _largest(shown[look.ordered(shown.columns)], MOST_LINES)
    with chart_settings():
        own = axes is None
        if axes is None:
            axes = _sheet(shown, look, differ, int(table["n"].max()) if "n" in table else 0)
        for axis, scenario in zip(axes, shown.columns, strict=False):
            _draw_scenario(axis, shown[scenario], look, differ)
            _same_scale(axis, shown)
        _name_lines(axes[0], list(shown.index), lines, look)
    return finish(axes[0], own)


def cost_differences(table: pd.DataFrame, baseline: str) -> tuple[pd.DataFrame, bool]:
    """Lines × scenarios in yuan per resident and year, and whether they are differences."""
    order = list(dict.fromkeys(table["scenario"]))
    wide = table.pivot_table(index="line", columns="scenario", values=COST, aggfunc="sum")
    wide = wide.reindex(columns=order).fillna(0.0).astype(float)
    if baseline in wide.columns and len(order) > 1:
        return wide.sub(wide[baseline], axis=0).drop(columns=baseline), True
    return wide, False


def _largest(shown: pd.DataFrame, most: int) -> pd.DataFrame:
    """Lines in order of their largest difference; what differs nowhere is left out."""
    size = shown.abs().max(axis=1).sort_values(ascending=False, kind="stable")
    moved = list(size[size >= 0.005].index)
    kept = shown.loc[moved[:most]]
    if len(moved) <= most:
        return kept
    rest = shown.loc[moved[most:]].sum().to_frame("other_lines").T
    return pd.concat([kept, rest])


def _sheet(shown: pd.DataFrame, look: Look, differ: bool, runs: int) -> list[Axes]:
    """Panels side by side; the names of the lines stand left of the first."""
    count, high = max(1, shown.shape[1]), max(1, len(shown)) * ROW
    width = max(1.5, min(3.0, 7.5 / count))
    figure = new_chart(NAMES + count * width + 0.1, high + 1.65)
    title_of(figure, look.say("costs_title" if differ else "costs_level_title"))
    footnote(figure, look.note(look.say("cost_axis"), _means(runs, look)))
    starts = [NAMES + place * width for place in range(count)]
    return [panel(figure, left, 1.2, width - 0.2, high) for left in starts]


def _means(runs: int, look: Look) -> str:
    """How many replications stand behind the bars."""
    return look.say("caption.mean").format(n=runs) if runs > 1 else ""


def _draw_scenario(axes: Axes, amounts: pd.Series, look: Look, differ: bool) -> None:
    """One bar per line, its amount at its end, name and total above."""
    places = range(len(amounts))
    axes.barh(places, amounts.to_numpy(), height=0.62, color=FILL, label=str(amounts.name))
    axes.axvline(0, color=INK, linewidth=0.9, label="_zero")
    for place, amount in zip(places, amounts.tolist(), strict=True):
        _amount(axes, place, amount, differ)
    total = decimal(float(amounts.sum()), 1, signed=differ)
    head(axes, "", f"{look.say('total')} {total}")
    name = wrapped(look.scenario(str(amounts.name)), 1.35, 8)
    above: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "linespacing": 1.15}
    axes.annotate(name, (0, 1), (0, 17), xycoords="axes fraction", fontsize=8, **above)


def _amount(axes: Axes, place: int, amount: float, differ: bool) -> None:
    """The amount at the end of its bar; next to nothing is written as 0."""
    none = abs(amount) < 0.05
    words = "0" if none else decimal(amount, 1, signed=differ)
    side, shift = ("right", -3) if amount < 0 and not none else ("left", 3)
    end: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": "center"}
    color = GRAY if none else INK
    axes.annotate(words, (amount, place), (shift, 0), fontsize=7, color=color, **end)


def _same_scale(axes: Axes, shown: pd.DataFrame) -> None:
    """One scale for all panels, with room for the amounts at the ends of the bars."""
    amounts = shown.to_numpy(float)
    low, high = float(amounts.min(initial=0.0)), float(amounts.max(initial=0.0))
    room = 0.4 * max(high - low, 0.1)
    axes.set_xlim(low - (room if low < 0 else 0.05 * room), high + room)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _name_lines(axes: Axes, keys: list[str], lines: Mapping[str, Any] | None, look: Look) -> None:
    """What each bar pays for, left of the first panel; nothing paid is said in words."""
    known = {"other_lines": look.say("other_lines"), **(lines or {})}
    left: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "ha": "right"}
    for place, key in enumerate(keys):
        name = wrapped(named(known, key, look.lang), NAMES - 0.3, 8, lines=2)
        axes.text(-0.08, place, name, va="center", fontsize=8, linespacing=1.1, **left)
    if not keys:
        axes.set_axis_off()
        axes.text(0, 0.5, look.say("no_cost"), transform=axes.transAxes, color=GRAY)
