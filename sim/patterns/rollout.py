"""The pattern of pilots: what they seem to promise, and what the roll-out then brings."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from sim.county import load_county
from sim.package import chosen
from sim.patterns.declared import Claim, Finding, pattern
from sim.patterns.study import Estimate, Study, scenario_with
from sim.policies import Rollout
from sim.scenario import Scenario

BEFORE = slice(0, 12)
PILOT = slice(18, 24)
ROLLED_OUT = slice(30, 36)
"""The second half of the pilot year, and of the first year of the roll-out."""
TRIED: dict[str, dict[str, Any]] = {
    "task_offloading": {"entry_control": 0.8},
    "organization_cultivation": {"seed_grants_per_year": 14.5},
    "staff_training": {},
}


@pattern(
    "SF26", "Pilots promise more than the roll-out brings", "S122",
    "for each of three policies: satisfaction in the best-off pilots, before and after against "
    "other communities, above the true effect of the roll-out; and quality's true effect in "
    "pilots drawn by lot above that of the roll-out",
    "held out", mandatory=True,
)  # fmt: skip
def _pilot_illusion(study: Study) -> Finding:
    claims = []
    for name, levers in TRIED.items():
        shown, drawn = (_piloted(name, levers, choose) for choose in ("best_off", "random"))
        what = name.replace("_", " ")
        naive = study.each(partial(_naive, study, shown))
        true = _true(study, shown, "satisfaction", ROLLED_OUT)
        claims.append(Claim(f"{what}: satisfaction, naive less true", naive - true, 0.0))
        pilots = _true(study, drawn, "service_quality", PILOT)
        spread = _true(study, drawn, "service_quality", ROLLED_OUT)
        claims.append(Claim(f"{what}: quality, pilots less roll-out", pilots - spread, 0.0))
    nothing = scenario_with(settings={"rollout": _plan("best_off")})
    placebo = study.each(partial(_naive, study, nothing))
    return Finding(
        tuple(claims),
        f"without any policy the best-off seem to gain {placebo.mean:.3f} in satisfaction: "
        "selection alone",
    )


def _plan(choose: str) -> dict[str, Any]:
    return {"pilots": 4, "choose": choose, "effort": 1.5, "months": 12}


def _piloted(name: str, levers: dict[str, Any], choose: str) -> Scenario:
    """A policy that starts in pilots after a year and goes to the whole county a year later."""
    return scenario_with({name: {**levers, "start": 13}}, {"rollout": _plan(choose)})


def _pilots(study: Study, scenario: Scenario, seed: int) -> np.ndarray:
    """Which communities are pilots."""
    profile = load_county(scenario.county)
    everywhere = np.ones(len(profile), bool)
    return chosen(scenario.rollout or Rollout(), everywhere, study.settled(seed), profile)


def _naive(study: Study, scenario: Scenario, seed: int) -> float:
    """What an evaluator sees: the change in pilots less the change elsewhere."""
    seen = study.communities(scenario, seed)["satisfaction"]
    change = seen[PILOT].mean(axis=0) - seen[BEFORE].mean(axis=0)
    pilots = _pilots(study, scenario, seed)
    return float(change[pilots].mean() - change[~pilots].mean())


def _true(study: Study, scenario: Scenario, key: str, when: slice) -> Estimate:
    """Effect against the same county without policy: in pilots, or in all when rolled out."""

    def effect(seed: int) -> float:
        twin = study.communities(scenario_with(), seed)[key]
        gained = (study.communities(scenario, seed)[key] - twin)[when].mean(axis=0)
        if when == PILOT:
            gained = gained[_pilots(study, scenario, seed)]
        return float(gained.mean())

    return study.each(effect)
