"""The README's figures: what an experiment found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.documents.markdown import table
from sim.outcomes import OUTCOMES
from sim.words import change, change_unit, decimal

if TYPE_CHECKING:
    from sim.comparison import Comparison


def effects(comparison: Comparison) -> str:
    """What an experiment found, as the README tells it."""
    from sim.comparison import HEADLINES

    by_scenario: dict[str, dict[str, Any]] = {}
    for row in comparison.effects.to_dict("records"):
        by_scenario.setdefault(str(row["scenario"]), {})[str(row["outcome"])] = row
    units = {key: OUTCOMES[key].unit for key in HEADLINES}
    header = [f"{OUTCOMES[key].en} ({change_unit(unit, 'en')})" for key, unit in units.items()]
    rows = (
        (
            comparison.titles[name]["en"],
            *(_effect(found[key], unit) for key, unit in units.items()),
            decimal(found[HEADLINES[0]]["yuan_per_resident_year"], 1),
        )
        for name, found in by_scenario.items()
    )
    return table(["", *header, "yuan per resident and year"], rows) + _conditions(comparison)


def _conditions(comparison: Comparison) -> str:
    row = comparison.effects.iloc[0]
    return (
        f"\nIllustrative county, month {row['month']}, n = {row['n']} paired replications, seed "
        f"{comparison.settings['seed']}: mean difference from the baseline, 95 % paired interval, "
        f"verdict. Version {comparison.manifest['identity']['tool_version']}.\n"
    )


def _effect(row: Any, unit: str) -> str:
    low, high = change(row["low"], unit), change(row["high"], unit)
    return f"{change(row['difference'], unit)} ({low} to {high}), {row['verdict']}"
