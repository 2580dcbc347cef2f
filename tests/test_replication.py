"""One replication: every scenario in it runs as if it were the only one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.batch import Job
from sim.design import run_seed
from sim.replication import Task, replicate
from sim.scenario import load_scenario
from sim.simulation import simulate
from sim.tables import county_series
from sim.worlds import world_of

SEED, REPLICATION = 3, 1
SCENARIOS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "less trust": {"assumptions": {"trust": {"gain": 0.03}}},
    "training": {"policies": {"staff_training": {"hours": 60}}},
    "grids begun": {"begun": {"grid_management": {}}},
    "longer burn-in": {"burn_in": 7},
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
    task = Task(scenarios, SEED, "sampled", ("staff_training",))
    for run in replicate(Job(REPLICATION, task)):
        scenario = scenarios[run.scenario]
        world = world_of(scenario, REPLICATION, SEED, "sampled")
        alone = simulate(scenario, run_seed(SEED, REPLICATION), world)
        assert (run.status, run.replication) == ("done", REPLICATION)
        for key, values in county_series(alone).items():
            assert np.array_equal(run.series[key], values), (run.scenario, key)
        assert np.array_equal(run.ledger, alone.ledger), run.scenario
