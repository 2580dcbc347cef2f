"""One replication of an experiment: one world, every scenario in it, one shared burn-in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.batch import Answer, Job, attempt
from sim.design import Worlds, run_seed
from sim.scenario import Scenario
from sim.simulation import Record, act, settle
from sim.state import World
from sim.store import Run
from sim.tables import county_series
from sim.worlds import world_of


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is told: the scenarios, which of them to run, and the root of chance."""

    scenarios: Mapping[str, Scenario]
    seed: int
    worlds: Worlds
    policies: tuple[str, ...]
    """Every policy that any of the scenarios has."""


def replicate(job: Job) -> list[Run]:
    """Run every scenario of the task in the job's world; a failed one does not stop the rest."""
    task: Task = job.payload
    settled: dict[str, World] = {}
    seed = run_seed(task.seed, job.replication)

    def run(name: str, scenario: Scenario) -> Run:
        origin = _before_policies(scenario)
        if origin not in settled:
            assumptions = world_of(scenario, job.replication, task.seed, task.worlds)
            settled[origin] = settle(scenario, seed, assumptions)
        record = act(settled[origin].copy(), scenario)
        return Run(
            scenario=name,
            replication=job.replication,
            seed=seed,
            series=county_series(record),
            ledger=record.ledger,
            delivered=_in_columns(record, task.policies),
        )

    return [
        _as_run(attempt(job.replication, run, name, scenario), name, seed)
        for name, scenario in task.scenarios.items()
    ]


def _as_run(answer: Answer, name: str, seed: int) -> Run:
    if answer.status == "done":
        return replace(answer.value, seconds=answer.seconds)
    reason = f"{answer.message}\n{answer.traceback}".strip()
    return Run(name, answer.replication, seed, answer.status, answer.seconds, reason)


def _in_columns(record: Record, policies: tuple[str, ...]) -> np.ndarray:
    """Delivered shares [T, P] with a column for every policy of the experiment."""
    columns = np.full((record.months, len(policies)), np.nan)
    for position, key in enumerate(record.policies):
        columns[:, policies.index(key)] = record.delivered[:, position]
    return columns


def _before_policies(scenario: Scenario) -> str:
    """Scenarios that agree on this share their burn-in."""
    begun = scenario.begun.model_dump(mode="json", exclude_none=True)
    fixed = dict(scenario.assumptions)
    place = (scenario.county, scenario.sample, scenario.resettlement)
    shared = (*place, scenario.burn_in, fixed, begun)
    return json.dumps(shared, sort_keys=True)
