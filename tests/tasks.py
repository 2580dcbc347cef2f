"""Tasks of named scenarios, and their runs by name, for tests that look at single runs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.batch import Job
from sim.manifest import model_hash
from sim.replication import Task, replicate
from sim.scenario import Scenario
from sim.store import Run
from sim.tables import LAYOUT


def runs_of(
    scenarios: Mapping[str, Scenario], replication: int, seed: int, worlds: str = "sampled"
) -> dict[str, Run]:
    """Every scenario once, in the world of one replication; keyed by name, not by content."""
    task = Task(tuple(scenarios.items()), replication, seed, worlds, model_hash())
    return {run.key: run for run in replicate(Job(0, task, len(scenarios)))}


def outcome(run: Run, key: str) -> np.ndarray:
    """One outcome of a run, month by month."""
    return run.arrays["series"][:, LAYOUT.columns["series"].index(key)]
