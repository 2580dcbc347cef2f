"""The answer to ``kind: packages``: what policies add alone, together and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.packages import interactions, main_effects, shares
from sim.analysis.sweeps import with_factors
from sim.answers.shared import (
    DIRECTIONS,
    HEADLINES,
    PHRASES,
    Row,
    in_both,
    ranked,
    usual_tables,
)
from sim.experiment.packages import ORDER, SIZE
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change, decimal, named, percent, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

WORDS: Catalogue = {
    "equal_cost": (
        "At {yuan} yuan per resident and year for every package: ",
        "各组合人均年成本均为{yuan}元时：",
    ),
    "unequal_cost": (
        "{number} of {packages} packages could not be made to cost {yuan} yuan per resident and "
        "year, so these are not equal in cost (from {least} to {most}): ",
        "{packages}个组合中有{number}个的人均年成本无法调整为{yuan}元，"
        "因此以下比较并非同等成本（{least}至{most}元）：",
    ),
    "shares": (
        " Of what all together do, {shares}.",
        "在全部政策的总效应中，{shares}。",
    ),
    "share": ("{share} is due to “{policy}”", "“{policy}”占{share}"),
    "sum": (
        " Together they do {verdict}: the joint effect differs from the sum by {synergy}.",
        "合并实施{verdict}：总效应与各自之和相差{synergy}。",
    ),
    "more than the sum": ("more than the sum of their effects", "大于各自效应之和"),
    "less than the sum": ("less than the sum of their effects", "小于各自效应之和"),
    "about the sum": ("about the sum of their effects", "约等于各自效应之和"),
    "undecided": (
        "not surely more or less than the sum of their effects",
        "并不确定大于或小于各自效应之和",
    ),
}


UNEQUAL = 0.1
"""A cost further off than this share of what was asked is not equal; luck moves it by less."""


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """The usual tables, and how the effect of all policies is made up."""
    found = usual_tables(comparison)
    found["effects"] = with_factors(comparison.effects, comparison.points)
    if comparison.runs.empty:
        return found
    runs, points = comparison.runs, designed(comparison)
    found["main_effects"] = main_effects(runs, points, HEADLINES)
    found["interactions"] = interactions(
        runs,
        points,
        HEADLINES,
        directions=DIRECTIONS,
        smallest_effect=comparison.smallest_effects,
    )
    if _is_whole(points):
        found["shares"] = shares(runs, points, HEADLINES)
    return found


def designed(comparison: Comparison) -> pd.DataFrame:
    """The combinations alone: one column for each policy, without orders and sizes."""
    points = comparison.points
    if ORDER in points:
        points = points[points[ORDER].isna()]
    return points.drop(columns=[name for name in (ORDER, SIZE) if name in points])


def _is_whole(points: pd.DataFrame) -> bool:
    policies = len(points.columns) - 2
    return bool(len(points) == 2**policies)


def sentences(comparison: Comparison) -> dict[str, str]:
    """Which package is highest, and whose part in the whole is how large."""
    return in_both(_told, comparison)


def _told(lang: Language, comparison: Comparison) -> str:
    yuan = comparison.settings.get("equal_cost")
    if yuan:  # what one policy adds is then what it takes from the others' money
        return _cost(lang, comparison, float(yuan)) + ranked(lang, comparison)
    return ranked(lang, comparison) + _parts(lang, comparison) + _sum(lang, comparison)


def _cost(lang: Language, comparison: Comparison, yuan: float) -> str:
    """What every package costs, or that they do not cost the same."""
    table = comparison.effects
    costs = table.loc[table["outcome"] == comparison.primary, "yuan_per_resident_year"].dropna()
    number = int((abs(costs - yuan) > UNEQUAL * yuan).sum())
    words = {"yuan": f"{yuan:g}", "number": number, "packages": len(costs)}
    if not number:
        return say("equal_cost", lang, WORDS).format(**words)
    ends = {"least": decimal(costs.min(), 1), "most": decimal(costs.max(), 1)}
    return say("unequal_cost", lang, WORDS).format(**words, **ends)


def _parts(lang: Language, comparison: Comparison) -> str:
    table = comparison.tables.get("shares")
    if table is None:
        return ""
    rows = table[table["outcome"] == comparison.primary].to_dict("records")
    told = [
        say("share", lang, WORDS).format(
            share=percent(row["share_of_total"], lang),
            policy=named(comparison.titles, row["policy"], lang),
        )
        for row in sorted(rows, key=lambda row: -row["shapley"])
        if row["share_of_total"] == row["share_of_total"]
    ]
    parts = say("comma", lang, PHRASES).join(told)
    return say("shares", lang, WORDS).format(shares=parts) if told else ""


def _sum(lang: Language, comparison: Comparison) -> str:
    """Whether all policies together do what they do one by one."""
    rows: list[Row] = []
    table = comparison.tables.get("interactions")
    if table is not None:
        rows += table[table["outcome"] == comparison.primary].to_dict("records")
    whole = max(rows, key=lambda row: row["order"], default=None)
    if whole is None:
        return ""
    unit = OUTCOMES[comparison.primary].unit
    return say("sum", lang, WORDS).format(
        verdict=say(whole["verdict"], lang, WORDS), synergy=change(whole["synergy"], unit)
    )
