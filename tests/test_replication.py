"""One replication: every scenario in it runs as if it were the only one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tasks import runs_of

from sim.assumptions import Assumptions
from sim.batch import Job
from sim.design import run_seed
from sim.errors import SimError
from sim.replication import Task, replicate
from sim.scenario import load_scenario
from sim.simulation import simulate
from sim.store.run import digest_of
from sim.tables import LAYOUT, community_series, county_series, group_series, stored_arrays
from sim.worlds import world_of

SEED, REPLICATION = 3, 1
SCENARIOS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "less trust": {"assumptions": {"trust": {"gain": 0.03}}},
    "training": {"policies": {"staff_training": {"hours": 60}}},
    "grids begun": {"begun": {"grid_management": {}}},
    "longer burn-in": {"burn_in": 7},
    "villages dispersed": {"resettlement": "mixed"},
    "more residents": {"sample": 264},
}


@pytest.mark.parametrize("order", ["as written", "backward"])
def test_a_scenario_runs_as_if_it_were_alone(order: str) -> None:
    """What may differ before the first reported month, and what a run writes, stays its own."""
    names = list(SCENARIOS) if order == "as written" else list(reversed(SCENARIOS))
    scenarios = {
        name: load_scenario({"sample": 240, "burn_in": 6, "months": 3} | SCENARIOS[name])
        for name in names
    }
    for name, run in runs_of(scenarios, REPLICATION, SEED).items():
        world = world_of(scenarios[name], REPLICATION, SEED, "sampled")
        alone = simulate(scenarios[name], run_seed(SEED, REPLICATION), world)
        assert (run.status, run.seed) == ("succeeded", run_seed(SEED, REPLICATION))
        assert digest_of(run.arrays) == digest_of(stored_arrays(alone)), name


def test_what_is_stored_is_what_was_measured() -> None:
    scenario = load_scenario({"sample": 240, "burn_in": 2, "months": 14} | SCENARIOS["training"])
    record = simulate(scenario, 5, Assumptions())
    arrays = stored_arrays(record, panels=["belonging"])
    columns = {name: list(LAYOUT.columns[name]) for name in LAYOUT.columns}
    series = arrays["series"]
    assert series[:, 0].tolist() == list(range(1, 15))
    for key, values in county_series(record).items():
        assert np.array_equal(series[:, columns["series"].index(key)], values, equal_nan=True)
    months, lines, fen = arrays["ledger"].T
    assert np.array_equal(record.ledger[months - 1, lines], fen)
    assert fen.sum() == record.ledger.sum()
    groups = arrays["groups"]
    assert sorted(set(groups[:, 0])) == [12.0, 14.0]  # the end of the year, and of all
    people = groups[groups[:, 0] == 14.0][:, columns["groups"].index("people")]
    assert people.sum() == group_series(record)["people"][-1].sum()
    training = arrays["delivered"][:, columns["delivered"].index("staff_training")]
    assert np.array_equal(training, record.delivered[:, 0])
    assert np.array_equal(arrays["panel.belonging"], community_series(record)["belonging"])
    assert arrays["adopted"][:, 0].tolist() == [1] * 24
    [last] = stored_arrays(record, "last month")["series"]
    assert np.array_equal(last, series[-1], equal_nan=True)


def test_a_worker_with_another_model_is_refused() -> None:
    task = Task((("a", load_scenario({})),), 0, 1, "sampled", "another model")
    with pytest.raises(SimError, match="another version of the model"):
        replicate(Job(0, task))
