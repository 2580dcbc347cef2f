"""One run: build the county, let it settle, branch, act, and keep what happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.assumptions import Assumptions
from sim.county import Profile, load_county
from sim.draws import month_key
from sim.money import LINES
from sim.package import Package
from sim.population import build_world, county_of
from sim.scenario import Scenario
from sim.schedule import SCHEDULE
from sim.state import World


@dataclass(frozen=True, slots=True)
class Record:
    """What one run leaves behind, by reported month.

    ``flows`` [T, C, F] and ``cells`` [T, C * GROUPS, B] are the buffers of `Flows` and `Cells`,
    ``ledger`` [T, L] fen by line, ``delivered`` [T, P] the paid share of each policy,
    ``adopted`` [C] the first month in which a policy acted in a community (0: never).
    """

    flows: np.ndarray
    cells: np.ndarray
    ledger: np.ndarray
    delivered: np.ndarray
    policies: tuple[str, ...]
    adopted: np.ndarray

    @property
    def months(self) -> int:
        return len(self.flows)


def package_of(scenario: Scenario, profile: Profile) -> Package:
    """The scenario's policies in this county."""
    return Package(
        scenario.policies.given(),
        profile=profile,
        burn_in=scenario.burn_in,
        begun=scenario.begun.given(),
        rollout=scenario.rollout,
        budget=scenario.budget,
    )


def step(world: World, package: Package | None = None) -> None:
    """One month: policies speak, then every phase of the schedule acts."""
    world.month_key = month_key(world.seed, world.month)
    world.election = is_election(world)
    world.flows.clear()
    world.cells.clear()
    world.ledger.fen.fill(0)
    if package is not None:
        package.speak(world)
    for phase in SCHEDULE:
        phase(world)
    world.month += 1


def is_election(world: World) -> bool:
    """Whether committees are elected this month: once a term, from a fixed month."""
    p = world.assumed.participation
    return (world.month - int(p.election_month)) % int(p.term) == 0


def settle(scenario: Scenario, seed: int, assumptions: Assumptions) -> World:
    """The county after its burn-in, before any policy."""
    profile = county_of(scenario)
    world = build_world(profile, scenario.residents, assumptions, seed)
    package = package_of(scenario, profile)
    for _ in range(scenario.burn_in):
        step(world, package)
    return world


def act(world: World, scenario: Scenario) -> Record:
    """Run the reported months on from a settled world, which is changed."""
    package = package_of(scenario, load_county(scenario.county))
    package.begin(world)
    months = scenario.months
    flows = np.empty((months, *world.flows.buffer.shape))
    cells = np.empty((months, *world.cells.buffer.shape))
    ledger = np.empty((months, len(LINES)), np.int64)
    delivered = np.empty((months, len(package.keys)))
    for month in range(months):
        step(world, package)
        flows[month] = world.flows.buffer
        cells[month] = world.cells.buffer
        ledger[month] = world.ledger.fen.sum(axis=0)
        delivered[month] = package.delivered
    return Record(flows, cells, ledger, delivered, package.keys, package.adopted)


def simulate(scenario: Scenario, seed: int, assumptions: Assumptions) -> Record:
    """Settle and act: one whole run."""
    return act(settle(scenario, seed, assumptions), scenario)
