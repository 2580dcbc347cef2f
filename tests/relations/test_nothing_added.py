"""R12-R19: what is measured, compared or put by leaves the months as they are."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from relations.sides import differing
from tasks import runs_of

from sim import simulation
from sim.assumptions import Assumptions
from sim.county import load_county
from sim.outcomes import OUTCOMES, ratio
from sim.policies import POLICIES
from sim.scenario import load_scenario
from sim.simulation import act, package_of, simulate, step
from sim.store import Run
from sim.tables import county_series

SEED = 41
KEYS = sorted(POLICIES)


def test_r12_an_outcome_more_changes_no_other(settled_once, small, strong) -> None:
    """R12. Declared between run and table: bit for bit."""
    record = act(settled_once.copy(), small(policies=strong))
    before = county_series(record)
    extra = replace(OUTCOMES["belonging"], key="more", of=lambda s: ratio(s.trust, s.weight))
    with patch.dict(OUTCOMES, {"more": extra}):
        after = county_series(record)
    assert set(after) == {*before, "more"}
    for key, values in before.items():
        assert np.array_equal(values, after[key], equal_nan=True), key


def test_r13_measuring_changes_nothing(settled_once, small, strong) -> None:
    """R13. The same months without the last phase: only what it writes is missing."""
    worlds = settled_once.copy(), settled_once.copy()
    *others, measure = simulation.SCHEDULE
    act(worlds[0], small(policies=strong, months=12))
    with patch.object(simulation, "SCHEDULE", others):
        act(worlds[1], small(policies=strong, months=12))
    moved = [name for name in differing(*worlds) if not name.startswith("cells.")]
    assert set(moved) <= set(measure.writes)


def replications(count: int, names: tuple[str, ...]) -> dict[tuple[str, int], Run]:
    """Runs of some of three scenarios, by scenario and replication."""
    policies = {"none": {}, "training": {"staff_training": {}}, "moving": {"task_offloading": {}}}
    scenarios = {
        name: load_scenario({"sample": 240, "burn_in": 3, "months": 6, "policies": policies[name]})
        for name in names
    }
    return {
        (name, number): run
        for number in range(count)
        for name, run in runs_of(scenarios, number, 17).items()
    }


@pytest.mark.parametrize(
    ("count", "names"),
    [(3, ("none", "training")), (2, ("none", "training", "moving")), (2, ("training", "none"))],
    ids=["R14 a replication more", "R15 a scenario more", "R16 scenarios in another order"],
)
def test_r14_to_r16_what_is_added_to_an_experiment_leaves_the_rest(count, names) -> None:
    """R14-R16. Every outcome, every month, bit for bit."""
    few, more = replications(2, ("none", "training")), replications(count, names)
    assert set(few) <= set(more)
    for place, run in few.items():
        assert run.seed == more[place].seed
        assert run.arrays.keys() == more[place].arrays.keys() > {"series", "groups", "ledger"}
        assert run.digest() == more[place].digest()


# -- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("months", [1, 5])
def test_r17_a_run_put_by_and_taken_up_again_is_the_run(
    months, settled_once, small, strong, same
) -> None:
    """R17. Pickled in the middle of its policies and gone on with, to the same end."""
    scenario, county = small(policies=strong, months=12), load_county("illustrative")
    through, stopped = settled_once.copy(), settled_once.copy()
    packages = [package_of(scenario, county) for _ in range(2)]
    for package, world in zip(packages, (through, stopped), strict=True):
        package.begin(world)
        for _ in range(months):
            step(world, package)
    stopped.resolved.clear()
    stopped, package = pickle.loads(pickle.dumps((stopped, packages[1])))
    for _ in range(6):
        step(through, packages[0])
        step(stopped, package)
    assert differing(through, stopped) == []


@pytest.mark.parametrize("key", KEYS)
def test_r18_a_policy_later_is_a_burn_in_longer(key, small, strong) -> None:
    """R18. Starting in month 4 after 8 is starting in month 1 after 11: the model has no date
    but the election's, which both share."""
    settings = strong.get(key, {})
    late = small(burn_in=8, months=9, policies={key: settings | {"start": 4}})
    soon = small(burn_in=11, months=6, policies={key: settings})
    one, other = (simulate(scenario, SEED, Assumptions()) for scenario in (late, soon))
    for name in ("flows", "cells", "ledger"):
        assert np.array_equal(getattr(one, name)[3:], getattr(other, name)), name


def test_r19_a_shorter_horizon_is_the_beginning_of_a_longer(settled_once, small, strong) -> None:
    """R19. What happens does not know when it will end."""
    lengths = [act(settled_once.copy(), small(months=n, policies=strong)) for n in (3, 7, 12)]
    for short, long in pairwise(lengths):
        assert np.array_equal(short.cells, long.cells[: short.months])
        assert np.array_equal(short.delivered, long.delivered[: short.months], equal_nan=True)
