"""The causal pathway of a package: what changed along it, from work to belonging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from sim.charts.apart import Box
from sim.charts.arrows import Arrow, draw_arrows
from sim.charts.fills import told_apart
from sim.charts.layout import GRAY, INK, wrapped
from sim.charts.look import Look
from sim.charts.needs import need_rows, unknown
from sim.charts.panels import paper
from sim.charts.sheet import Room, begin, complete
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change, decimal

WORDING: Catalogue = {
    "title": (
        "How “{scenario}” works: from hours to belonging",
        "“{scenario}”的作用路径：从工时到归属感",
    ),
    "work": ("work and people", "工作与人员"),
    "service": ("service", "服务"),
    "judgment": ("residents' judgment", "居民评价"),
    "community": ("community life", "社区生活"),
    "measured": (
        "in the boxes: mean paired difference from the baseline in month {month} and its 95 % "
        "interval, shares in percentage points",
        "方框内：第{month}个月与基线情景的配对差值均值及95%置信区间，占比以百分点计",
    ),
    "fills": (
        "blue: better · orange, dashed frame: worse · gray: neither good nor bad",
        "蓝色：改善；橙色虚线框：变差；灰色：无好坏之分",
    ),
    "pale": (
        "white and pale: no clear change",
        "白色浅字：无明确变化",
    ),
    "arrows": (
        "arrows are causal links of the model (solid: more makes more, dashed: more makes less); "
        "how much of a change came along which arrow is not told",
        "箭头为模型中的因果联系（实线：同向；虚线：反向）；并不表示各箭头所传递的份额",
    ),
    "no_number": ("not in the table", "表中没有"),
    "to": (" to ", "至"),
}


class _Column(NamedTuple):
    """Boxes one below the other: what they have in common, and their outcomes."""

    key: str
    outcomes: tuple[str, ...]


COLUMNS = (
    _Column("work", ("organizations_active", "skill", "burnout", "overload", "relieved_hours",
                     "admin_share")),
    _Column("service", ("service_quality", "served_share")),
    _Column("judgment", ("satisfaction", "trust", "efficacy")),
    _Column("community", ("participation", "known_neighbors", "belonging")),
)  # fmt: skip

ARROWS = (
    Arrow("relieved_hours", "overload", -1),
    Arrow("relieved_hours", "admin_share", -1),
    Arrow("relieved_hours", "served_share", 1),
    Arrow("overload", "burnout", 1),
    Arrow("burnout", "served_share", -1),
    Arrow("skill", "served_share", 1),
    Arrow("skill", "service_quality", 1),
    Arrow("admin_share", "efficacy", -1),
    Arrow("organizations_active", "served_share", 1),
    Arrow("organizations_active", "participation", 1),
    Arrow("served_share", "satisfaction", 1),
    Arrow("served_share", "trust", 1),
    Arrow("served_share", "efficacy", 1),
    Arrow("service_quality", "satisfaction", 1),
    Arrow("satisfaction", "belonging", 1),
    Arrow("trust", "participation", 1),
    Arrow("efficacy", "participation", 1),
    Arrow("efficacy", "belonging", 1),
    Arrow("known_neighbors", "participation", 1),
    Arrow("known_neighbors", "belonging", 1),
    Arrow("participation", "known_neighbors", 1),
    Arrow("participation", "belonging", 1),
    Arrow("belonging", "participation", 1),
)
"""Links measured in the settled model, phase by phase; where a link runs through the hours of
committees, replies to voices or open channels, one arrow stands for both of its parts."""

SIZE = (6.45, 5.3)
BOX_SIZE, LEFT, ABOVE, BELOW = (1.13, 0.6), 0.42, 0.35, 0.3
"""Inches: a box, what stands left of the boxes, above them for arrows, below for words."""
BETTER, WORSE, NEITHER = "#CBE0EE", "#F4D8BE", "#E6E6E6"


@chart_settings()
def pathway(
    effects: pd.DataFrame,
    scenario: str,
    arrows: Sequence[Arrow] = ARROWS,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """What changed along the way from policy to belonging, with the model's links as arrows.

    ``effects`` is a table of effects: ``scenario, outcome, month, n, difference, low, high``.
    A box is filled where the interval of its change leaves zero out; arrows all look alike
    but for their sign, as nothing tells how much of a change came along which of them.

    Raises
    ------
    SimError
        where the table has no effect of the scenario.
    """
    look = Look(source or Source(), lang)
    need_rows(effects, ("scenario", "outcome", "month", "n", "difference", "low", "high"))
    rows = effects[effects["scenario"] == scenario]
    if not len(rows):
        raise unknown("scenario", scenario, map(str, effects["scenario"].unique()))
    last = rows[rows["month"] == rows["month"].max()].set_index("outcome")
    axes = begin(ax, look, SIZE, Room(0.1, 0.1, 0.05, 0.05))
    width, height = paper(axes)
    frames = _frames(width, height)
    for key, frame in frames.items():
        _draw_box(axes, key, frame, (last.loc[key] if key in last.index else None, look))
    _draw_heads(axes, frames, look)
    _draw_policies(axes, frames)
    known = [each for each in arrows if {each.start, each.end} <= set(frames)]
    draw_arrows(axes, frames, known, signs=False)
    title = look.say("title", WORDING).format(scenario=look.scenario(scenario))
    return complete(axes, ax is None, title, _note(last, look))


def _frames(width: float, height: float) -> dict[str, Box]:
    """Where every box lies: columns from left to right, boxes spread over the height."""
    wide = min(BOX_SIZE[0], 0.16 * width)
    step = (width - 0.05 - LEFT - wide) / (len(COLUMNS) - 1)
    found = {}
    for place, column in enumerate(COLUMNS):
        room = (height - ABOVE - BELOW) / len(column.outcomes)
        half = min(BOX_SIZE[1], 0.8 * room) / 2
        for number, key in enumerate(column.outcomes):
            x, y = LEFT + wide / 2 + place * step, height - ABOVE - (number + 0.5) * room
            found[key] = Box(x, y, wide / 2, half)
    return found


def _draw_box(axes: Axes, key: str, frame: Box, shown: tuple[pd.Series | None, Look]) -> None:
    """An outcome with its change; pale where there is no clear one."""
    row, look = shown
    clear = row is not None and told_apart(row)
    direction = OUTCOMES[key].direction * (1 if row is None or row["difference"] > 0 else -1)
    fill = (NEITHER, BETTER, WORSE)[direction] if clear else "white"
    worse = clear and direction < 0
    axes.add_patch(FancyBboxPatch(
        (frame.x - frame.half_width, frame.y - frame.half_height), 2 * frame.half_width,
        2 * frame.half_height, boxstyle="round,pad=0,rounding_size=0.06", facecolor=fill,
        edgecolor=INK if clear else "#bdbdbd", linewidth=1.0, zorder=3, label=key,
        linestyle=(0, (3, 1.5)) if worse else "solid",
    ))  # fmt: skip
    name = wrapped(look.outcome(key), 2 * frame.half_width - 0.04, 7.5, lines=2)
    words = [name, *_change_words(row, key, look)]
    style: dict[str, Any] = {"ha": "center", "va": "center", "linespacing": 1.15, "zorder": 4}
    color = INK if clear else GRAY
    axes.text(frame.x, frame.y, "\n".join(words), fontsize=7.5, color=color, **style)


def _change_words(row: pd.Series | None, key: str, look: Look) -> list[str]:
    """“▲ +0.114” and its interval below."""
    if row is None or not np.isfinite(row["difference"]):
        return [look.say("no_number", WORDING)]
    number = _number(row["difference"], look.unit(key))
    sign = ("▲ " if row["difference"] > 0 else "▼ ") if told_apart(row) else ""
    if not (np.isfinite(row["low"]) and np.isfinite(row["high"])):
        return [sign + number]
    between = look.say("to", WORDING)
    low, high = (_number(row[end], look.unit(key)) for end in ("low", "high"))
    return [sign + number, f"{low}{between}{high}"]


def _number(value: float, unit: str) -> str:
    """A change as short as a box is wide."""
    return decimal(value, 0, signed=True) if abs(value) >= 100.0 else change(value, unit)


def _draw_heads(axes: Axes, frames: dict[str, Box], look: Look) -> None:
    """What each column is, below it: arrows run around the boxes above."""
    for column in COLUMNS:
        x = frames[column.outcomes[0]].x
        axes.text(x, 0.03, look.say(column.key, WORDING), fontsize=8.5, ha="center",
                  va="bottom", color=GRAY)  # fmt: skip


def _draw_policies(axes: Axes, frames: dict[str, Box]) -> None:
    """An arrow from the left at the whole first column: where the package sets in."""
    first = [frames[key] for key in COLUMNS[0].outcomes]
    edge = first[0].x - first[0].half_width
    top, low = first[0].y + first[0].half_height, first[-1].y - first[-1].half_height
    axes.plot([edge - 0.06, edge - 0.12, edge - 0.12, edge - 0.06], [top, top, low, low],
              color=INK, linewidth=0.9, label="_bracket")  # fmt: skip
    axes.add_patch(FancyArrowPatch(
        (0.02, (top + low) / 2), (edge - 0.13, (top + low) / 2), arrowstyle="-|>",
        mutation_scale=11, color=INK, linewidth=1.4, shrinkA=0, shrinkB=0, label="_policy",
    ))  # fmt: skip


def _note(last: pd.DataFrame, look: Look) -> str:
    shown = last.loc[[key for column in COLUMNS for key in column.outcomes if key in last.index]]
    month = int(shown["month"].max()) if len(shown) else 0
    words = [look.say("measured", WORDING).format(month=month)]
    words += [look.say(key, WORDING) for key in ("fills", "pale", "arrows")]
    few = "" if shown["low"].notna().any() else look.say("caption.few")
    return look.note(*words, few, look.counted(shown["n"]))
