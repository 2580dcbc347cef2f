"""What each scenario costs: one panel per scenario, one bar per line of the ledger."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.layout import GRAY, INK
from sim.charts.look import Look
from sim.charts.needs import need
from sim.charts.panels import (
    Tiles,
    bare,
    headed,
    heading,
    laid_out,
    name_bars,
    names_room,
    nothing,
    tiled,
)
from sim.charts.rows import stack
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.money import LINES
from sim.words import Catalogue, Language, decimal

COST = "yuan_per_resident_year"
MOST_LINES, MOST_PANELS = 9, 9
"""What is more is summed as other lines, or left to the totals of scenarios."""

WIDTH, ROW = 6.3, 0.25
"""Inches: a chart by itself, and one bar."""

TILES = Tiles(names=1.55)

FILL = "#6fa8c9"
TITLES = {line.name: (line.en, line.zh) for line in LINES}
TOTAL = "total"

WORDING: Catalogue = {
    "differences": (
        "What each scenario costs more than “{baseline}”, by line",
        "各情景相对“{baseline}”的支出差额（按科目）",
    ),
    "levels": ("What each scenario costs, by line", "各情景的支出（按科目）"),
    "totals": ("total, all lines", "全部科目合计"),
    "per_head": ("yuan per resident and year", "元／人·年"),
}


@chart_settings()
def costs(
    table: pd.DataFrame,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Cost by line as differences from the baseline, the line that differs most first.

    ``table`` has one row per scenario and line: ``scenario, line, yuan_per_resident_year``,
    and ``n`` where it is known over how many replications the mean was taken. Where it holds
    no scenario besides the baseline, levels are shown. Of more than nine scenarios only the
    totals are shown.
    """
    look = Look(source or Source(), lang)
    shown, differ = cost_differences(table, look.source.baseline)
    shown = _largest(shown[look.ordered(shown.columns)], MOST_LINES)
    scenarios = [str(name) for name in shown.columns]
    if len(scenarios) > MOST_PANELS:
        shown = shown.sum().to_frame(TOTAL)
    tiles = _tiles(shown, look, WIDTH)
    size = tiled(shown.shape[1], tiles, WIDTH, max(1, len(shown)) * ROW)
    axes = begin(ax, look, size, Room(0.1, 0.1, 0.0, 0.0))
    _draw(axes, shown, look, differ)
    title = look.say("differences" if differ else "levels", WORDING)
    title = title.format(baseline=look.scenario(look.source.baseline))
    runs = int(table["n"].max()) if "n" in table and len(table) else 0
    means = look.means_of(runs) if runs else ""
    return complete(axes, ax is None, title, look.note(look.say("per_head", WORDING), means))


def cost_differences(table: pd.DataFrame, baseline: str) -> tuple[pd.DataFrame, bool]:
    """Lines × scenarios in yuan per resident and year, and whether they are differences."""
    need(table, ("scenario", "line", COST))
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


def _tiles(shown: pd.DataFrame, look: Look, wide: float) -> Tiles:
    return headed(TILES, [look.scenario(str(key)) for key in shown.columns], wide, words=True)


def _draw(host: Axes, shown: pd.DataFrame, look: Look, differ: bool) -> None:
    """A panel for each scenario; bars are named left of each row of panels."""
    if not len(shown):
        bare(host)
        nothing(host, look.say("no_cost"))
        return
    panels = laid_out(host, shown.shape[1], _tiles(shown, look, inches(host)[0]))
    room = names_room(host, TILES)
    for place, (panel, scenario) in enumerate(zip(panels, shown.columns, strict=True)):
        _draw_scenario(panel, shown[scenario], look, differ)
        _same_scale(panel, shown)
        if place % TILES.across == 0:
            name_bars(panel, [_title(key, look) for key in shown.index], room)


def _draw_scenario(panel: Axes, amounts: pd.Series, look: Look, differ: bool) -> None:
    """One bar per line, its amount at its end, name and total above."""
    places = range(len(amounts))
    panel.barh(places, amounts.to_numpy(), height=0.62, color=FILL, label=str(amounts.name))
    panel.axvline(0, color=INK, linewidth=0.9, label="_zero")
    for place, amount in zip(places, amounts.tolist(), strict=True):
        _amount(panel, place, amount, differ)
    if amounts.name == TOTAL:
        heading(panel, look.say("totals", WORDING))
        return
    total = decimal(float(amounts.sum()), 1, signed=differ)
    heading(panel, look.scenario(str(amounts.name)), f"{look.say('total')} {total}")


def _amount(panel: Axes, place: int, amount: float, differ: bool) -> None:
    """The amount at the end of its bar; next to nothing is written as 0."""
    none = abs(amount) < 0.05
    words = "0" if none else decimal(amount, 1, signed=differ)
    side, shift = ("right", -3) if amount < 0 and not none else ("left", 3)
    end: dict[str, Any] = {"textcoords": "offset points", "ha": side, "va": "center"}
    color = GRAY if none else INK
    panel.annotate(words, (amount, place), (shift, 0), fontsize=7.5, color=color, **end)


def _same_scale(panel: Axes, shown: pd.DataFrame) -> None:
    """One scale for all panels, with room for the amounts at the ends of the bars."""
    amounts, width = shown.to_numpy(float), inches(panel)[0]
    low, high = float(amounts.min(initial=0.0)), float(amounts.max(initial=0.0))
    words = min(0.42, 0.3 * width)  # inches of an amount
    sides = words * (1 + (low < 0))
    each = max(high - low, 0.1) / (width - sides)
    panel.set_xlim(low - (words * each if low < 0 else 0), high + words * each)
    stack(panel, len(shown))
    panel.set_xticks([])
    panel.grid(False)
    panel.spines["bottom"].set_visible(False)


def _title(key: str, look: Look) -> str:
    """What a line of the ledger is called; a total is a scenario's."""
    if key == "other_lines":
        words = look.say("other_lines")
        return words[:1].upper() + words[1:]
    if key in TITLES:
        return TITLES[key][look.lang == "zh"]
    return look.scenario(key)
