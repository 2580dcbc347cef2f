"""The README's figures: what an experiment found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.documents.markdown import table
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change, change_unit, decimal, say

if TYPE_CHECKING:
    from sim.comparison import Comparison

WORDS: Catalogue = {
    "head": ("{outcome} ({unit})", "{outcome}（{unit}）"),
    "cost": ("yuan per resident and year", "元／人·年"),
    "effect": (
        "{difference} ({low} to {high}), {verdict}",
        "{difference}（{low}至{high}），{verdict}",
    ),
    "conditions": (
        "Illustrative county, month {month}, n = {n} paired replications, seed {seed}: mean "
        "difference from the baseline, 95 % paired interval, verdict. Version {version}.",
        "示例县，第{month}个月，n = {n}次配对重复，随机种子{seed}："
        "与基线情景的平均差值、95%配对区间、判断。版本{version}。",
    ),
}


def effects(comparison: Comparison, lang: Language = "en") -> str:
    """What an experiment found, as the README tells it."""
    from sim.comparison import HEADLINES

    by_scenario: dict[str, dict[str, Any]] = {}
    for row in comparison.effects.to_dict("records"):
        by_scenario.setdefault(str(row["scenario"]), {})[str(row["outcome"])] = row
    units = {key: OUTCOMES[key].unit for key in HEADLINES}
    header = [_head(key, unit, lang) for key, unit in units.items()]
    rows = (
        (
            comparison.titles[name][lang],
            *(_effect(found[key], unit, lang) for key, unit in units.items()),
            decimal(found[HEADLINES[0]]["yuan_per_resident_year"], 1),
        )
        for name, found in by_scenario.items()
    )
    told = table(["", *header, say("cost", lang, WORDS)], rows)
    return f"{told}\n{_conditions(comparison, lang)}\n"


def _head(key: str, unit: str, lang: Language) -> str:
    item = OUTCOMES[key]
    outcome = item.zh if lang == "zh" else item.en
    return say("head", lang, WORDS).format(outcome=outcome, unit=change_unit(unit, lang))


def _conditions(comparison: Comparison, lang: Language) -> str:
    row = comparison.effects.iloc[0]
    return say("conditions", lang, WORDS).format(
        month=row["month"],
        n=row["n"],
        seed=comparison.settings["seed"],
        version=comparison.manifest["identity"]["tool_version"],
    )


def _effect(row: Any, unit: str, lang: Language) -> str:
    values = {name: change(row[name], unit) for name in ("difference", "low", "high")}
    verdict = say(f"verdict.{row['verdict']}", lang)
    return say("effect", lang, WORDS).format(verdict=verdict, **values)
