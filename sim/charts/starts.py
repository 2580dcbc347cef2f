"""When policies start and packages end, marked on the time axis of a chart."""

from __future__ import annotations

from typing import Any, NamedTuple

from matplotlib.axes import Axes

from sim.charts.layout import GRAY, INK, text_width
from sim.charts.look import Look
from sim.charts.sheet import inches
from sim.words import Catalogue

ROW = 0.15
"""Inches of one line of words."""

SIZE = 7.5
BEFORE = 0.09
"""Inches from the pole of a flag to its words."""

WORDING: Catalogue = {
    "policies": ("{count} policies start", "{count}项政策启动"),
    "flags": ("flags: policies start", "小旗：政策开始实施的月份"),
    "ending": (
        "dotted upright: “{scenario}” ends in month {month}",
        "竖虚线：“{scenario}”在第{month}个月结束",
    ),
}


class Flag(NamedTuple):
    """A month in which policies start, its words, and its first row above the axis."""

    month: int
    words: str
    row: int


def flags(look: Look, scenarios: list[str], last: int, across: tuple[float, float]) -> list[Flag]:
    """A flag for each month up to ``last`` in which a policy of ``scenarios`` starts.

    ``across`` are inches: where ``last`` stands, and where words must end. A later flag stands
    lower, so that no pole runs through words; what finds no place in three rows has none.
    """
    found: list[Flag] = []
    for month, titles in sorted(_started(look, scenarios, last).items(), reverse=True):
        left = month / max(last, 1) * across[0] + BEFORE
        words = _words(titles, look, across[1] - left)
        right = left + _width(words) + 0.05 if words else left
        under = [flag for flag in found if flag.month / max(last, 1) * across[0] < right]
        row = max((flag.row + rows_of(flag) for flag in under), default=0)
        if not words or row + words.count("\n") > 2:
            words, row = "", 0
        found.append(Flag(month, words, row))
    return found[::-1]


def rows_of(flag: Flag) -> int:
    """Rows that a flag takes."""
    return flag.words.count("\n") + 1


def _width(words: str) -> float:
    return max(text_width(line, SIZE) for line in words.split("\n"))


def _started(look: Look, scenarios: list[str], last: int) -> dict[int, list[str]]:
    """Month → titles of the policies that start in it, in any of the scenarios."""
    months: dict[int, list[str]] = {}
    for scenario in scenarios:
        for policy, month in look.source.starts.get(scenario, {}).items():
            if month <= last and look.policy(policy) not in months.setdefault(month, []):
                months[month].append(look.policy(policy))
    return {month: titles for month, titles in months.items() if titles}


def _words(titles: list[str], look: Look, room: float) -> str:
    """The policies by name in at most two lines, else how many there are, or nothing."""
    rows = [""]
    for place, title in enumerate(titles):
        piece = title + (look.say("comma") if place < len(titles) - 1 else "")
        if rows[-1] and text_width((rows[-1] + piece).rstrip(), SIZE) > room:
            rows.append("")
        rows[-1] += piece
    told = "\n".join(row.rstrip() for row in rows)
    if len(rows) <= 2 and _width(told) <= room:
        return told
    counted = look.say("policies", WORDING).format(count=len(titles))
    return counted if len(titles) > 1 and _width(counted) <= room else ""


def strip(found: list[Flag]) -> float:
    """Inches above the time axis that flags take."""
    tops = [flag.row + rows_of(flag) for flag in found]
    return ROW * max(tops) + 0.08 if tops else 0.0


def draw_starts(axes: Axes, found: list[Flag]) -> None:
    """Poles on the time axis, each with a small flag and its words."""
    down = inches(axes)[1]
    across = axes.get_xaxis_transform()
    for flag in found:
        top = ROW * (flag.row + rows_of(flag))
        pole: dict[str, Any] = {"transform": across, "color": INK, "clip_on": False}
        axes.plot([flag.month] * 2, [0, top / down], linewidth=0.8, label="_start", **pole)
        axes.plot(
            [flag.month], [(top - 0.045) / down], marker=9, markersize=5, linestyle="none",
            label="_flag", **pole,
        )  # fmt: skip
        place: dict[str, Any] = {"xycoords": across, "textcoords": "offset points"}
        axes.annotate(
            flag.words, (flag.month, top / down), (BEFORE * 72, 1.5), va="top", fontsize=SIZE,
            linespacing=1.15, annotation_clip=False, **place,
        )  # fmt: skip


def draw_ends(axes: Axes, look: Look, scenarios: list[str], high: float) -> None:
    """A thin dotted upright where a package ends before the horizon, above the flags."""
    low = high / inches(axes)[1]
    for month in sorted({look.source.ends[key] for key in scenarios if key in look.source.ends}):
        dots: dict[str, Any] = {"linestyle": (0, (1, 2)), "label": "_ending"}
        axes.axvline(month, low, color=GRAY, linewidth=0.9, **dots)


def start_words(look: Look, found: list[Flag]) -> str:
    """What the flags are, for the note under a chart."""
    return look.say("flags", WORDING) if found else ""


def end_words(look: Look, scenarios: list[str]) -> str:
    """Whose package ends when, for the note under a chart."""
    words = look.say("ending", WORDING)
    ends = {key: look.source.ends[key] for key in scenarios if key in look.source.ends}
    told = [words.format(scenario=look.scenario(key), month=ends[key]) for key in ends]
    return look.say("separator").join(told)
