"""Small multiples: the same chart for each kind of community, or for each group of residents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.charts.forest import NEEDED, draw_effect, last_effects
from sim.charts.layout import INK
from sim.charts.lines import draw_line, month_axis, name_lines, names_height, value_axis
from sim.charts.look import Look
from sim.charts.needs import need_outcome
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
from sim.charts.paths import last_of
from sim.charts.rows import Columns, scale, span_of, stack, ticks
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.starts import draw_ends, draw_starts, end_words, flags, start_words, strip
from sim.charts.style import chart_settings
from sim.vocabulary import AGE_BANDS, COMMUNITY_KINDS, ORIGINS
from sim.words import KINDS as WORDS_OF_KINDS
from sim.words import ORIGINS as WORDS_OF_ORIGINS
from sim.words import Catalogue, Language, change_unit

WIDTH, HIGH, ROW = 6.3, 1.6, 0.23
"""Inches: a chart, the plot of one kind, the row of one group."""

KINDS = Tiles(across=2, left=0.4, right=0.05, above=0.45, below=0.4)
GROUPS = Tiles(names=1.5, below=0.4)
BESIDE, HIGHEST = 1.2, 3.5
"""Inches right of the last month in a panel, for names, and of the highest panel."""

MOST = 9
"""Scenarios of whose groups are told; of more, the first ones."""

WORDING: Catalogue = {
    "kinds": ("{outcome} by kind of community", "各类社区的{outcome}变化轨迹"),
    "groups": (
        "Who gains: what each scenario does to {outcome}, by group, month {month}",
        "谁受益：各情景对不同群体{outcome}的影响（第{month}个月）",
    ),
    "communities": ("{count} communities", "{count}个社区"),
    "weighted": (
        "means over communities by residents; no interval",
        "按居民人数加权的社区均值，不含区间",
    ),
    "bars": (
        "bars: 95 % paired interval of each group by itself; shapes: verdicts",
        "横线：各群体单独的95%配对置信区间；符号：判断",
    ),
    "more": ("{count} more scenarios are not shown", "另有{count}个情景未列出"),
    "age": ("{age}", "{age}岁"),
    "oldest": ("{age}+", "{age}岁+"),
    "aged": ("{origin}, {age}", "{origin}，{age}"),
}


@chart_settings()
def by_kind(
    communities: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """An outcome over months, a panel for each kind of community, a line for each scenario.

    ``communities`` has ``month, kind`` and the outcome's column, a row per community or per
    kind; ``scenario`` where there are several, ``people`` or ``residents`` as weights. Only
    means are drawn: communities of one kind are no sample.
    """
    look = Look(source or Source(), lang)
    table = kind_means(communities, outcome)
    named = _nameable([str(name) for name in table["scenario"].unique()], look)
    left_out = table["scenario"].nunique() - len(named)
    table = table[table["scenario"].isin(named)]
    kinds = _known(table["kind"], COMMUNITY_KINDS)
    across = WIDTH / KINDS.across - KINDS.left - KINDS.right
    high = _panel_height(table, look, across)
    axes = begin(ax, look, tiled(len(kinds), KINDS, WIDTH, high), Room(0.1, 0.1, 0.0, 0.0))
    if kinds:
        _draw_kinds(axes, table, kinds, outcome, look)
    else:
        bare(axes)
        nothing(axes, look.say("no_data"))
    title = look.say("kinds", WORDING).format(outcome=look.outcome(outcome))
    return complete(axes, ax is None, title, _kinds_note(table, look, across, left_out))


def _nameable(scenarios: list[str], look: Look) -> list[str]:
    """The first scenarios, as many as can be named in whole beside a panel of a page."""
    known = look.ordered(scenarios)
    fit = [n for n in range(1, len(known) + 1) if names_height(known[:n], look, BESIDE) <= HIGHEST]
    return known[: max(fit, default=1)]


def _panel_height(table: pd.DataFrame, look: Look, across: float) -> float:
    """Inches in which names of lines and flags find room."""
    names = [str(name) for name in table["scenario"].unique() if name]
    return max(HIGH, names_height(names, look, BESIDE) + 0.05) + strip(_flags(table, look, across))


def kind_means(communities: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """scenario, kind, month, mean and communities: each month's mean by people."""
    need_outcome(communities, outcome, ("month", "kind"))
    weight = next((key for key in ("people", "residents") if key in communities), None)
    table = pd.DataFrame(
        {
            "scenario": communities.get("scenario", ""),
            "kind": communities["kind"],
            "month": communities["month"],
            "value": communities[outcome].astype(float),
            "people": communities[weight].astype(float) if weight else 1.0,
            "community": communities.get("community", ""),
        }
    ).dropna(subset=["value"])
    table["value"] *= table["people"]
    keys = ["scenario", "kind", "month"]
    sums = table.groupby(keys, sort=False).agg(
        value=("value", "sum"), people=("people", "sum"), communities=("community", "nunique")
    )
    sums["mean"] = sums["value"] / sums["people"].where(sums["people"] > 0)
    return sums.reset_index().drop(columns=["value", "people"])


def _draw_kinds(
    host: Axes, table: pd.DataFrame, kinds: list[str], outcome: str, look: Look
) -> None:
    """A panel for each kind, all on one scale."""
    panels = laid_out(host, len(kinds), KINDS)
    low, high = span_of(table["mean"], zero=False)
    for panel, kind in zip(panels, kinds, strict=True):
        rows = table[table["kind"] == kind]
        panel.set_ylim(low, high)
        _draw_kind(panel, rows, outcome, look)
        count = int(rows["communities"].max())
        words = look.say("communities", WORDING).format(count=count) if count > 1 else ""
        told = [word for word in (look.unit_words(outcome), words) if word]
        heading(panel, _kind(kind, look), look.say("aside").join(told))


def _draw_kind(panel: Axes, rows: pd.DataFrame, outcome: str, look: Look) -> None:
    """The lines of one kind."""
    names = look.ordered(str(name) for name in rows["scenario"])
    strokes = look.strokes(names)
    for place, name in enumerate(names):
        line = rows[rows["scenario"] == name]
        ends = line["month"].to_numpy(), line["mean"].to_numpy(float)
        draw_line(panel, *ends, strokes[name], place, name or outcome)
    last, free = last_of(rows), min(BESIDE if names != [""] else 0.35, 0.45 * inches(panel)[0])
    found = _flags(rows, look, inches(panel)[0])
    value_axis(panel, last, look.unit(outcome), look, strip=strip(found))
    month_axis(panel, last, look, free)
    draw_starts(panel, found)
    draw_ends(panel, look, names, strip(found))
    if names != [""]:
        name_lines(panel, rows, look, strip=strip(found), free=free)


def _flags(table: pd.DataFrame, look: Look, across: float) -> list[Any]:
    """The flags of all scenarios of a table on one time axis."""
    names = [str(name) for name in table["scenario"].unique()]
    names = names if names != [""] else list(look.source.starts)
    free = min(BESIDE, 0.45 * across)
    return flags(look, names, last_of(table), (across - free, across))


def _kinds_note(table: pd.DataFrame, look: Look, across: float, left_out: int) -> str:
    names = [str(name) for name in table["scenario"].unique()]
    marks = [start_words(look, _flags(table, look, across)), end_words(look, names)]
    more = look.say("more", WORDING).format(count=left_out) if left_out else ""
    return look.note(look.say("weighted", WORDING), *marks, more)


@chart_settings()
def by_group(
    groups: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """Who gains: the effects on groups of residents, a panel for each scenario.

    ``groups`` has ``scenario, outcome, origin, age, month, n, difference, low, high, verdict``;
    an ``age`` of ``all`` stands for every age.
    """
    look = Look(source or Source(), lang)
    table = last_effects(groups, outcome, look, (*NEEDED, "origin", "age"))
    scenarios = look.ordered(table["scenario"])
    left_out, scenarios = len(scenarios[MOST:]), scenarios[:MOST]
    names = _groups(table)
    tiles = _group_tiles(scenarios, look, WIDTH)
    size = tiled(len(scenarios), tiles, WIDTH, max(1, len(names)) * ROW)
    axes = begin(ax, look, size, Room(0.1, 0.1, 0.0, 0.0))
    shown = table[table["scenario"].isin(scenarios)]
    if len(shown):
        _draw_groups(axes, shown, names, outcome, look)
    else:
        bare(axes)
        nothing(axes, look.say("no_data"))
    month = int(table["month"].max()) if len(table) else 0
    title = look.say("groups", WORDING).format(outcome=look.inside(outcome), month=month)
    more = look.say("more", WORDING).format(count=left_out) if left_out else ""
    note = look.note(look.counted(shown["n"]), look.say("bars", WORDING), more)
    return complete(axes, ax is None, title, note)


def _group_tiles(scenarios: list[str], look: Look, wide: float) -> Tiles:
    return headed(GROUPS, [look.scenario(key) for key in scenarios], wide, words=True)


def _draw_groups(
    host: Axes, table: pd.DataFrame, groups: list[tuple[str, str]], outcome: str, look: Look
) -> None:
    """A panel for each scenario, all on one scale, groups named left of each row of panels."""
    scenarios = look.ordered(table["scenario"])
    panels = laid_out(host, len(scenarios), _group_tiles(scenarios, look, inches(host)[0]))
    ends = span_of(table[["low", "difference", "high"]].to_numpy(float).ravel())
    names = [_group(group, look) for group in groups]
    room = names_room(host, GROUPS)
    for place, (panel, scenario) in enumerate(zip(panels, scenarios, strict=True)):
        rows = table[table["scenario"] == scenario]
        panel.axvline(0, color=INK, linewidth=0.9, label="_zero")
        for row in rows.to_dict("records"):
            at = groups.index((str(row["origin"]), str(row["age"])))
            draw_effect(panel, at, pd.Series(row))
        stack(panel, len(groups))
        scale(panel, ends, Columns(0.0, inches(panel)[0], 0.0))
        ticks(panel, look.unit(outcome), look)
        heading(panel, look.scenario(scenario), change_unit(look.unit(outcome), look.lang))
        if place % GROUPS.across == 0:
            name_bars(panel, names, room)


def _groups(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Origin and age of every group, in the order of the vocabulary."""
    found = {
        (str(origin), str(age)) for origin, age in zip(table["origin"], table["age"], strict=True)
    }
    origins = _known((origin for origin, _ in found), ORIGINS)
    ages = _known((age for _, age in found), AGE_BANDS)
    return [(origin, age) for origin in origins for age in ages if (origin, age) in found]


def _group(group: tuple[str, str], look: Look) -> str:
    """What a group is called."""
    origin, age = group
    name = _capital(look.say(origin, WORDS_OF_ORIGINS)) if origin in WORDS_OF_ORIGINS else origin
    if age not in AGE_BANDS:
        return name
    oldest = age.endswith("+")
    years = look.say("oldest" if oldest else "age", WORDING)
    years = years.format(age=age.rstrip("+").replace("-", "–"))
    return look.say("aged", WORDING).format(origin=name, age=years)


def _kind(kind: str, look: Look) -> str:
    """What a kind of community is called."""
    return _capital(look.say(kind, WORDS_OF_KINDS)) if kind in WORDS_OF_KINDS else kind


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _known(found: Iterable[object], order: Iterable[str]) -> list[str]:
    """What was found, in the order of the vocabulary, and after it what that lacks."""
    names = {str(each) for each in found}
    known = [each for each in order if each in names]
    return [*known, *sorted(names - set(known))]
