"""What policies do together: main effects on the diagonal, what pairs add to their sum below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.analysis.packages import AND
from sim.charts.fills import around_zero, reads_on, told_apart
from sim.charts.layout import INK, wrapped
from sim.charts.look import Look
from sim.charts.needs import of_outcome
from sim.charts.panels import bare
from sim.charts.sheet import Room, begin, complete, inches
from sim.charts.source import Source
from sim.charts.style import chart_settings
from sim.errors import SimError
from sim.words import Catalogue, Language, change, change_unit

WORDING: Catalogue = {
    "title": (
        "What policies together do to {outcome} beyond what each does alone",
        "政策合并实施对{outcome}的协同作用",
    ),
    "diagonal": (
        "framed: what a policy adds on average over all settings of the others",
        "带框：在其他政策各种组合下该政策的平均效应",
    ),
    "pairs": (
        "others: joint effect of two policies less the sum of their effects ({unit})",
        "其余：两项政策的共同效应减去各自效应之和（{unit}）",
    ),
    "interval": ("below the number: 95 % interval", "数字下方：95%置信区间"),
    "doubtful": (
        "hatched, in brackets: the interval holds zero, so the sign cannot be told",
        "斜线与括号：区间包含零，正负无法判断",
    ),
    "larger": ("{policies} beyond all pairs: {number}", "{policies}超出两两协同的部分：{number}"),
    "mixed": (
        "half of the packages: each number is mixed up with one of other policies",
        "仅半数组合：各数字与另一组政策的效应混杂",
    ),
    "and": (" + ", "＋"),
}

CELL = (1.45, 0.56)
"""Inches of a cell."""
ALONE = ("policy", "n", "effect", "low", "high")
TOGETHER = ("policies", "order", "n", "synergy", "low", "high")
NAMES, PAGE = 1.4, 6.3
"""Inches: names at the left, and the widest matrix."""

Row = Mapping[Any, Any]


@chart_settings()
def synergy(
    main_effects: pd.DataFrame,
    interactions: pd.DataFrame,
    outcome: str,
    *,
    source: Source | None = None,
    ax: Axes | None = None,
    lang: Language = "en",
) -> Axes:
    """A matrix of policies: main effects on its diagonal, synergies of pairs below.

    ``main_effects`` has ``outcome, policy, n, effect, low, high``, ``interactions``
    ``outcome, policies, order, n, synergy, low, high``; both are tables of a question about
    packages. What more than two policies add is said in the line below.

    Raises
    ------
    SimError
        where the tables have fewer than two policies for the outcome.
    """
    look = Look(source or Source(), lang)
    alone = of_outcome(main_effects, outcome, ALONE)
    together = of_outcome(interactions, outcome, TOGETHER)
    policies = [str(policy) for policy in alone["policy"]]
    count = len(policies)
    if count < 2:
        raise SimError(f"expected two policies or more for {outcome}, found {count}")
    wide = min(CELL[0], (PAGE - NAMES) / count)
    size = NAMES + wide * count, (CELL[1] if wide > 1.1 else 0.72) * (count + 0.6)
    axes = begin(ax, look, size, Room(left=0.1, above=0.0, below=0.1))
    names = min(NAMES, 0.25 * inches(axes)[0]) / inches(axes)[0]
    axes.set_xlim(-names * count / (1 - names) - 0.5, count - 0.5)
    axes.set_ylim(count - 0.45, -1.1)
    bare(axes)
    _name_both(axes, [look.policy(key) for key in policies], names)
    _draw(axes, _cells(alone, together, policies), look.unit(outcome), look)
    title = look.say("title", WORDING).format(outcome=look.inside(outcome))
    return complete(axes, ax is None, title, _note(alone, together, outcome, look))


def _cells(
    alone: pd.DataFrame, together: pd.DataFrame, policies: Sequence[str]
) -> dict[tuple[int, int], Row]:
    """Line and column → value and interval of every cell of the matrix."""
    found: dict[tuple[int, int], Row] = {}
    for place, row in enumerate(alone.to_dict("records")):
        found[place, place] = {**row, "value": row["effect"], "framed": True}
    for row in together[together["order"] == 2].to_dict("records"):
        one, other = (policies.index(name) for name in str(row["policies"]).split(AND))
        line, column = max(one, other), min(one, other)
        found[line, column] = {**row, "value": row["synergy"], "framed": False}
    return found


def _name_both(axes: Axes, names: Sequence[str], share: float) -> None:
    """Names of policies left of the lines and above the columns."""
    across, count = inches(axes)[0], len(names)
    cell = across * (1 - share) / count
    for place, name in enumerate(names):
        left = wrapped(name, across * share - 0.1, 8, lines=2)
        style: dict[str, Any] = {"fontsize": 8, "linespacing": 1.1}
        axes.text(axes.get_xlim()[0], place, left, va="center", ha="left", **style)
        if place < count - 1:
            above = wrapped(name, cell - 0.08, 8, lines=2)
            axes.text(place, -0.56, above, va="bottom", ha="center", **style)


def _draw(axes: Axes, cells: Mapping[tuple[int, int], Row], unit: str, look: Look) -> None:
    """All cells, darker the more they differ from zero."""
    largest = max((abs(row["value"]) for row in cells.values()), default=0.0)
    for (line, column), row in cells.items():
        _draw_cell(axes, (column, line), {**row, "largest": largest}, unit, look)


def _draw_cell(axes: Axes, place: tuple[int, int], row: Row, unit: str, look: Look) -> None:
    """A cell: number and interval on a fill; main effects have a frame and no fill."""
    sure, framed = told_apart(row), row["framed"]
    fill = "white" if framed else around_zero(row["value"], row["largest"])
    square = Rectangle(
        (place[0] - 0.47, place[1] - 0.46), 0.94, 0.92, facecolor=fill,
        edgecolor=INK if framed else "#9a9a9a", linewidth=1.2 if framed else 0.5,
        hatch="" if sure else "////", label=str(row.get("policies", row.get("policy"))),
    )  # fmt: skip
    axes.add_patch(square)
    number = change(row["value"], unit)
    color = INK if framed else reads_on(fill[:3])
    cell = inches(axes)[0] / (axes.get_xlim()[1] - axes.get_xlim()[0])
    between = look.between(row["low"], row["high"], unit)
    interval = wrapped(between, cell - 0.1, 7.5, lines=2)
    for words, up, points in (
        (number if sure else f"({number})", -0.13 if interval else 0.0, 9.0),
        (interval, 0.22, 7.5),
    ):
        text = axes.text(place[0], place[1] + up, words, ha="center", va="center",
                         fontsize=points, color=color, linespacing=1.1)  # fmt: skip
        if not sure and words:
            text.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 1.0})


def _note(alone: pd.DataFrame, together: pd.DataFrame, outcome: str, look: Look) -> str:
    unit = look.unit(outcome)
    words = [
        look.say("diagonal", WORDING),
        look.say("pairs", WORDING).format(unit=change_unit(unit, look.lang)),
    ]
    shown = pd.concat([alone, together[together["order"] == 2]])
    barred = shown["low"].notna().any()
    words.append(look.say("interval", WORDING) if barred else look.say("caption.few"))
    if barred and not all(told_apart(row) for row in shown.to_dict("records")):
        words.append(look.say("doubtful", WORDING))
    for row in together[together["order"] > 2].to_dict("records"):
        number = change(row["synergy"], unit)
        interval = look.between(row["low"], row["high"], unit)
        policies = look.say("and", WORDING).join(
            look.policy(name) for name in str(row["policies"]).split(AND)
        )
        told = f"{number} ({interval})" if interval else number
        words.append(look.say("larger", WORDING).format(policies=policies, number=told))
    if "mixed_with" in shown and (shown["mixed_with"].fillna("") != "").any():
        words.append(look.say("mixed", WORDING))
    return look.note(*words, look.counted(shown["n"]))
