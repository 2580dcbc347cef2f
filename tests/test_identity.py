"""What does nothing changes nothing, to the last bit; what is added leaves the rest alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tasks import outcome, runs_of

from sim.assumptions import Assumptions, assume
from sim.comparison import compare
from sim.county import load_county
from sim.design import run_seed
from sim.experiment import Experiment
from sim.experiment.compare import CompareFile
from sim.experiment.points import Loaded
from sim.policies import POLICIES
from sim.population import build_world
from sim.scenario import Scenario, load_scenario
from sim.simulation import act, settle, simulate, step
from sim.state import Residents, World
from sim.tables import county_series
from sim.vocabulary import GROUPS, ORGANIZATION_ROWS, STAFF_ROWS

PROJECT = Path(__file__).parent.parent
SEED = 11
SEED_OF_SMALL = 20240229
"""The seed of the small county that is settled once for all tests."""
FINGERPRINT = """
import hashlib, json, sys
from sim.assumptions import Assumptions
from sim.scenario import load_scenario
from sim.simulation import simulate
record = simulate(load_scenario(json.loads(sys.argv[1])), 4, Assumptions())
digest = hashlib.sha256()
for part in (record.flows, record.cells, record.ledger, record.delivered):
    digest.update(part.tobytes())
print(digest.hexdigest())
"""
PACKAGES: dict[str, dict[str, Any]] = {
    "baseline": {},
    "offloading": {"task_offloading": {}},
    "training": {"staff_training": {"hours": 40}},
}


def world_columns(world: World) -> dict[str, np.ndarray]:
    return {
        f"{table}.{name}": getattr(getattr(world, table), name)
        for table in World.TABLES
        for name in getattr(world, table).column_names()
    }


def differing(one: World, other: World) -> list[str]:
    ours, theirs = world_columns(one), world_columns(other)
    return [name for name in ours if ours[name].tobytes() != theirs[name].tobytes()]


# -- nothing done, nothing changed -----------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        {"policies": {key: {"fidelity": 0.0} for key in POLICIES}},
        {"policies": {key: {"start": 25} for key in POLICIES}},
        {"policies": {key: {"where": []} for key in POLICIES}},
        {"policies": {key: {} for key in POLICIES}, "budget": 0.0},
        {
            "policies": {key: {} for key in POLICIES},
            "rollout": {"choose": "named", "named": [], "months": 60},
        },
    ],
    ids=["zero strength", "after the horizon", "nowhere", "no money", "pilots nowhere"],
)
def test_a_package_that_does_nothing_is_the_baseline(settings, settled_once, small, same) -> None:
    nothing = act(settled_once.copy(), small(months=24))
    same(act(settled_once.copy(), small(months=24, **settings)), nothing)


@pytest.mark.parametrize("settings", [{"fidelity": 0.0}, {"where": []}, {"start": 99}])
def test_what_has_begun_but_does_nothing_is_the_baseline(settings, settled_once, small) -> None:
    begun = dict.fromkeys(POLICIES, settings)
    assert differing(settle(small(begun=begun), SEED_OF_SMALL, Assumptions()), settled_once) == []


def test_a_rollout_without_effort_that_reaches_all_at_once_is_none(
    settled_once, small, strong, same
) -> None:
    rollout = {"pilots": 24, "effort": 1.0, "supervised": 24, "months": 3}
    plain, staged = (
        act(settled_once.copy(), small(policies=strong, rollout=chosen))
        for chosen in (None, rollout)
    )
    same(staged, plain)


def test_a_policy_in_one_community_leaves_the_others_as_they_were(strong) -> None:
    # without ties across communities nothing connects them, but facilities serve all in reach
    strong = {key: settings for key, settings in strong.items() if key != "facilities"}
    assumptions = assume({"influence.cross_ties": 0.0})
    county = load_county("illustrative")
    there = str(county.code[4])
    policies = {key: settings | {"where": there} for key, settings in strong.items()}
    scenarios = [
        load_scenario({"sample": 240, "burn_in": 6, "months": 18, "policies": chosen})
        for chosen in ({}, policies)
    ]
    baseline, treated = (simulate(scenario, SEED, assumptions) for scenario in scenarios)
    assert not np.array_equal(treated.flows[:, 4], baseline.flows[:, 4])
    others = [c for c in range(len(county)) if c != 4]
    assert np.array_equal(treated.flows[:, others], baseline.flows[:, others])
    cells = [c * GROUPS + group for c in others for group in range(GROUPS)]
    assert np.array_equal(treated.cells[:, cells], baseline.cells[:, cells])


def test_the_order_in_which_policies_are_written_does_not_matter(
    settled_once, small, strong, same
) -> None:
    backward = dict(reversed(strong.items()))
    one, other = (
        act(settled_once.copy(), small(policies=policies)) for policies in (strong, backward)
    )
    same(one, other)


def test_a_longer_horizon_begins_with_the_shorter(settled_once, small, strong) -> None:
    short = act(settled_once.copy(), small(months=6, policies=strong))
    long = act(settled_once.copy(), small(months=9, policies=strong))
    assert np.array_equal(long.flows[:6], short.flows)
    assert np.array_equal(long.ledger[:6], short.ledger)


def test_a_shared_burn_in_is_the_same_as_ones_own(small, strong, same) -> None:
    settled = settle(small(), SEED, Assumptions())
    act(settled.copy(), small(policies=strong))  # somebody else branches first
    branched = act(settled.copy(), small(policies=strong))
    same(simulate(small(policies=strong), SEED, Assumptions()), branched)


def test_six_months_later_is_after_six_months_more_of_burn_in(small, strong) -> None:
    late = {key: settings | {"start": 7} for key, settings in strong.items()}
    waiting = simulate(small(burn_in=12, months=12, policies=late), SEED, Assumptions())
    settling = simulate(small(burn_in=18, months=6, policies=strong), SEED, Assumptions())
    assert np.array_equal(waiting.flows[6:], settling.flows)
    assert np.array_equal(waiting.cells[6:], settling.cells)
    assert np.array_equal(waiting.ledger[6:], settling.ledger)


def test_other_seeds_are_other_counties(small) -> None:
    one, other = (simulate(small(), seed, Assumptions()) for seed in (1, 2))
    assert not np.array_equal(one.cells, other.cells)


# -- somebody added --------------------------------------------------------------------------


def with_a_stranger(world: World) -> World:
    """The same world with one resident more, who knows nobody and stands for nobody."""
    old = world.residents
    columns = {
        name: np.concatenate([getattr(old, name), getattr(old, name)[-1:]])
        for name in Residents.column_names()
    }
    world.residents = Residents(**columns)
    world.residents.identity[-1] = 987654321
    world.residents.weight[-1] = 0.0
    world.residents.ties[-1] = 0
    world.residents.neighbors[-1] = 0
    world.communities.last[-1] += 1
    return world


def test_an_isolated_resident_more_leaves_everybody_else_alone(strong, same) -> None:
    scenario = load_scenario({"sample": 240, "burn_in": 12, "months": 12, "policies": strong})
    made = build_world(load_county("illustrative"), 240, Assumptions(), SEED)
    worlds = made, with_a_stranger(made.copy())
    records = []
    for world in worlds:
        for _ in range(scenario.burn_in):
            step(world)
        records.append(act(world, scenario))
    same(*records)
    without, with_one = worlds
    for name in Residents.column_names():
        ours, theirs = getattr(without.residents, name), getattr(with_one.residents, name)
        assert np.array_equal(theirs[:-1], ours), name
    assert [name for name in differing(*worlds) if not name.startswith("residents.")] == [
        "communities.last"
    ]


def test_it_does_not_matter_which_rows_organizations_and_staff_take(settled_once, small) -> None:
    turned = settled_once.copy()
    for table, rows in ((turned.organizations, ORGANIZATION_ROWS), (turned.staff, STAFF_ROWS)):
        for name in table.column_names():
            column = getattr(table, name)
            blocks = column.reshape(-1, rows, *column.shape[1:])
            column[:] = blocks[:, ::-1].reshape(column.shape)
    one, other = (act(world, small(months=12)) for world in (settled_once.copy(), turned))
    assert other.flows == pytest.approx(one.flows, rel=1e-9, abs=1e-9)
    assert np.array_equal(other.ledger, one.ledger)


def test_a_copy_goes_its_own_way(busy_once, small) -> None:
    kept, original = busy_once.copy(), busy_once.copy()
    branch = original.copy()
    ours, theirs = world_columns(original), world_columns(branch)
    assert not any(np.shares_memory(ours[name], theirs[name]) for name in ours)
    act(branch, small(months=2))
    assert differing(original, kept) == []
    assert original.month == kept.month != branch.month


def test_two_copies_live_the_same_months(busy_once, small, same) -> None:
    same(*(act(busy_once.copy(), small(months=6)) for _ in range(2)))


# -- experiments -----------------------------------------------------------------------------


def experiment(packages: dict[str, dict[str, Any]], replications: int = 2) -> Experiment:
    scenarios = {
        name: load_scenario(
            {"name": name, "sample": 240, "burn_in": 6, "months": 6, "policies": policies}
        )
        for name, policies in packages.items()
    }
    first, *others = scenarios
    settings = CompareFile(
        against=first, scenarios=others, replications=replications, seed=3, primary="belonging"
    )
    return Experiment(settings, Loaded(scenarios, {name: name for name in scenarios}), "identity")


@pytest.fixture(scope="module")
def runs() -> pd.DataFrame:
    return compare(experiment(PACKAGES), workers=1).runs


def of(runs: pd.DataFrame, **wanted: Any) -> pd.DataFrame:
    for column, value in wanted.items():
        runs = runs[runs[column] == value]
    order = ["scenario", "replication", "month"]
    return runs.sort_values(order, ignore_index=True)


def test_a_scenario_more_leaves_the_others(runs) -> None:
    fewer = compare(experiment({name: PACKAGES[name] for name in ("baseline", "training")}))
    for name in ("baseline", "training"):
        pd.testing.assert_frame_equal(
            of(runs, scenario=name), of(fewer.runs, scenario=name), check_exact=True
        )


def test_a_replication_more_leaves_the_others(runs) -> None:
    more = compare(experiment(PACKAGES, replications=3), workers=1).runs
    assert more["replication"].nunique() == 3
    pd.testing.assert_frame_equal(of(more[more["replication"] < 2]), of(runs), check_exact=True)


def test_the_order_of_scenarios_does_not_matter(runs) -> None:
    backward = {name: PACKAGES[name] for name in ("baseline", "training", "offloading")}
    turned = compare(experiment(backward), workers=1).runs
    pd.testing.assert_frame_equal(of(turned), of(runs), check_exact=True)


def test_two_workers_say_what_one_says(runs) -> None:
    shared = compare(experiment(PACKAGES), workers=2).runs
    pd.testing.assert_frame_equal(of(shared), of(runs), check_exact=True)


def test_a_scenario_by_another_name_has_other_names_only(runs) -> None:
    renamed = {
        "baseline": {},
        "offloading": PACKAGES["offloading"],
        "lessons": PACKAGES["training"],
    }
    again = compare(experiment(renamed), workers=1).runs
    ours = of(runs, scenario="training").drop(columns="scenario")
    theirs = of(again, scenario="lessons").drop(columns="scenario")
    pd.testing.assert_frame_equal(theirs, ours, check_exact=True)


def test_replications_may_run_in_any_order() -> None:
    scenarios = experiment(PACKAGES).scenarios
    turned = dict(reversed(scenarios.items()))
    forward = {number: runs_of(scenarios, number, 3) for number in (0, 1)}
    backward = {number: runs_of(turned, number, 3) for number in (1, 0)}
    for number, runs in forward.items():
        for name, run in runs.items():
            other = backward[number][name]
            assert run.seed == other.seed == run_seed(3, number)
            assert run.digest() == other.digest(), name


def test_who_began_otherwise_settles_otherwise_and_alone() -> None:
    grids = {"grid_management": {"staffed": 1.0, "grid_residents": 500}}
    settings = {"sample": 240, "burn_in": 6, "months": 3}
    scenarios = {
        name: load_scenario(settings | {"name": name, "begun": begun})
        for name, begun in (("usual", {}), ("begun", grids))
    }
    both = runs_of(scenarios, 0, 3)
    for name, scenario in scenarios.items():
        [alone] = runs_of({name: scenario}, 0, 3).values()
        assert both[name].digest() == alone.digest(), name
    usual, begun = (outcome(both[name], "admin_share")[0] for name in scenarios)
    assert usual != begun


def test_scenarios_of_a_replication_share_their_county(runs) -> None:
    # in the first month nothing that policies do has reached the residents' tenure or ties
    first = runs[runs["month"] == 1].set_index(["replication", "scenario"])
    for replication in (0, 1):
        known = first.loc[replication]["known_neighbors"]
        assert known.max() - known.min() < 1e-3
    across = first.xs("baseline", level="scenario")["known_neighbors"]
    assert across.nunique() == 2


def test_the_hash_seed_of_the_process_does_not_matter(own_cache, strong) -> None:
    own_cache.pop("SIM_CACHE_DIR")
    settings = {"sample": 240, "burn_in": 3, "months": 6, "policies": strong}
    settings["rollout"] = {"pilots": 3, "months": 3}
    found = {fingerprint(settings, own_cache | {"PYTHONHASHSEED": seed}) for seed in "01"}
    assert len(found) == 1


def fingerprint(settings: dict[str, Any], environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", FINGERPRINT, json.dumps(settings)]
    environment = environment | {"PYTHONPATH": str(PROJECT)}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


# -- the sample ------------------------------------------------------------------------------

WITHIN = {
    "belonging": 0.004,
    "participation": 0.012,
    "service_quality": 0.03,
    "satisfaction": 0.01,
    "trust": 0.008,
    "admin_share": 0.012,
    "served_share": 0.04,
    "burnout": 0.02,
    "organizations_active": 1.0,
    "government_dependence": 0.01,
}
"""How far means of eight seeds may lie apart: about four standard errors of the difference."""


@pytest.mark.slow
def test_outcomes_do_not_depend_on_the_sample(small: Callable[..., Scenario]) -> None:
    means = {}
    for sample in (2400, 9600):
        scenario = small(sample=sample, burn_in=24, months=24)
        series = [county_series(simulate(scenario, seed, Assumptions())) for seed in range(8)]
        means[sample] = {key: np.mean([one[key][-12:] for one in series]) for key in WITHIN}
    apart = {key: abs(means[2400][key] - means[9600][key]) for key in WITHIN}
    assert {key: gap for key, gap in apart.items() if gap > WITHIN[key]} == {}
