"""What a scenario is worth a second thought for, seen before any run of it.

A small county is settled and its policies are asked, at full strength, for what they would do
and spend; nothing is run on. What only the file shows is told by `Scenario.warnings`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sim.county import load_county
from sim.effects import Effects
from sim.package import targeted
from sim.policies import Dose, Policy, Rollout
from sim.population import doubts_about_sample
from sim.scenario import Scenario, load_scenario
from sim.simulation import settle
from sim.state import World
from sim.worlds import world_of

RESIDENTS = 2400
"""Residents of the county that is asked: enough for costs, settled in no time."""

SEED = 1
YEAR = 12
POLICY_KEYS = ("policies", "rollout", "budget")

LITTLE = 0.05
"""A budget that pays for less of its policy than this was probably meant otherwise."""


def warnings_before(scenario: Scenario) -> list[str]:
    """All that is allowed in a scenario and its county but probably not meant."""
    profile = load_county(scenario.county)
    thin = doubts_about_sample(profile.residents, scenario.residents)
    found = [*scenario.warnings, *profile.warnings, *thin, *doubts_about_policies(scenario)]
    return list(dict.fromkeys(found))


def warnings_of_all(scenarios: Mapping[str, Scenario]) -> list[str]:
    """The same of several: what all of them share once, the rest with the name of each."""
    found = {name: warnings_before(scenario) for name, scenario in scenarios.items()}
    shared = [text for text in next(iter(found.values())) if all(text in x for x in found.values())]
    single = [
        f"{name}: {text}" for name, texts in found.items() for text in texts if text not in shared
    ]
    return shared + single


def doubts_about_policies(scenario: Scenario) -> Iterator[str]:
    """Policies that reach nobody, pilots that are everybody, policies that do or get nothing."""
    yield from _doubts_about_places(scenario)
    for key, policy in scenario.policies.given().items():
        if policy.size * policy.fidelity > 0.0 and _is_idle(policy, scenario):
            yield f"policies.{key}: as it is set, it does nothing and costs nothing"
    yield from _doubts_about_money(scenario)


def full_costs(scenario: Scenario) -> dict[str, float]:
    """What each policy sets out to spend at full strength, yuan per resident and year.

    As its budget is reckoned: what nobody asks for is counted, though it is not paid in a run.
    """
    people = float(load_county(scenario.county).residents.sum())
    return {
        key: math.fsum(effects.total_yuan() for effects in year_of(policy, scenario)) / people
        for key, policy in scenario.policies.given().items()
    }


def _is_idle(policy: Policy, scenario: Scenario) -> bool:
    """Whether a policy would leave no mark in any month of a year anywhere."""
    anywhere = policy.model_copy(update={"where": "all"})
    return not any(effects.buffer.any() for effects in year_of(anywhere, scenario))


def _doubts_about_places(scenario: Scenario) -> Iterator[str]:
    profile = load_county(scenario.county)
    for key, policy in scenario.policies.given().items():
        reached = int(targeted(policy.where, profile).sum())
        if reached == 0:
            yield f"policies.{key}.where: no community of this county is reached"
        elif policy.rollout is not None:
            yield from _too_many(policy.rollout, reached, f"policies.{key}.")
    if scenario.rollout is not None:
        yield from _too_many(scenario.rollout, len(profile), "")


def _too_many(rollout: Rollout, communities: int, prefix: str) -> Iterator[str]:
    if rollout.choose != "named" and rollout.pilots >= communities:
        yield (
            f"{prefix}rollout.pilots: {rollout.pilots} pilots of {communities} communities: "
            "all are pilots, and nothing is left to roll out to"
        )


def _doubts_about_money(scenario: Scenario) -> Iterator[str]:
    """Budgets that pay for hardly anything of what they are to pay for."""
    caps = {key: policy.budget for key, policy in scenario.policies.given().items()}
    if not scenario.budget and not any(caps.values()):
        return
    costs = full_costs(scenario)
    for key, cap in caps.items():
        if cap and cap < LITTLE * costs[key]:
            yield f"policies.{key}.budget: {_covers(cap, costs[key])}"
    spent = sum(
        cost if caps[key] is None else min(cost, caps[key] or 0.0) for key, cost in costs.items()
    )
    if scenario.budget and scenario.budget < LITTLE * spent:
        yield f"budget: {_covers(scenario.budget, spent)}"


def _covers(budget: float, cost: float) -> str:
    return (
        f"{budget:g} yuan per resident and year covers about {100 * budget / cost:.2g} % of what "
        f"is set out to be spent ({cost:.3g}); the rest is not delivered"
    )


def year_of(policy: Policy, scenario: Scenario) -> Iterator[Effects]:
    """What a policy would do in each month of a year where it is to act, all else unchanged."""
    world = _settled(scenario.key(), _before_policies(scenario)).copy()
    mask = targeted(policy.where, load_county(scenario.county))
    dose = Dose(policy.size * policy.fidelity * mask)
    for _ in range(YEAR):
        yield policy.effects(world, dose)
        world.month += 1


def _before_policies(scenario: Scenario) -> str:
    """The county of a scenario without its policies and with few residents, as text."""
    said = scenario.as_dict()
    kept = {key: value for key, value in said.items() if key not in POLICY_KEYS}
    return json.dumps(kept | {"sample": RESIDENTS})


@lru_cache(maxsize=4)
def _settled(_key: str, before_policies: str) -> World:
    """The county after its burn-in; whoever asks it for more months takes a copy."""
    scenario = load_scenario(json.loads(before_policies))
    return settle(scenario, SEED, world_of(scenario, 0, SEED, "default"))
