"""The world of one replication: what is assumed in it."""

from __future__ import annotations

from sim.assumptions import Assumptions, assume, ranges
from sim.design import Worlds, world_assumptions
from sim.scenario import Scenario


def world_of(scenario: Scenario, replication: int, seed: int, worlds: Worlds) -> Assumptions:
    """The assumptions of one replication; what the scenario fixes itself wins."""
    fixed = {
        f"{group}.{name}": value
        for group, values in scenario.assumptions.items()
        for name, value in values.items()
    }
    return assume(world_assumptions(replication, seed, ranges(), worlds=worlds, overrides=fixed))


def worlds_of(replications: int, seed: int, worlds: Worlds) -> list[dict[str, float]]:
    """What is assumed in the world of each replication, before any scenario fixes something."""
    return [world_assumptions(each, seed, ranges(), worlds=worlds) for each in range(replications)]
