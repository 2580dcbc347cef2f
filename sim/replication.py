"""One replication of an experiment: one world, every scenario in it, one shared burn-in."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from sim.batch import Answer, Job, attempt
from sim.design import Worlds, run_seed
from sim.errors import SimError
from sim.manifest import model_hash
from sim.scenario import Scenario
from sim.simulation import act, settle
from sim.state import World
from sim.store import Run
from sim.tables import Kept, stored_arrays
from sim.worlds import world_of


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is told: which runs, in which world, and how much of them to keep."""

    runs: tuple[tuple[str, Scenario], ...]
    """The key of each run in the ledger, and its scenario."""
    replication: int
    seed: int
    worlds: Worlds
    model: str
    """The code that is meant; a worker elsewhere may have another."""
    kept: Kept = "everything"
    panels: tuple[str, ...] = ()


def replicate(job: Job) -> list[Run]:
    """Run every scenario of the task in the job's world; a failed one does not stop the rest."""
    task: Task = job.payload
    if model_hash() != task.model:
        raise SimError("This worker has another version of the model; install the same one.")
    settled: dict[str, World] = {}
    seed = run_seed(task.seed, task.replication)

    def run(key: str, scenario: Scenario) -> Run:
        origin = before_policies(scenario)
        if origin not in settled:
            settled.clear()  # those before it are not needed again
            assumptions = world_of(scenario, task.replication, task.seed, task.worlds)
            settled[origin] = settle(scenario, seed, assumptions)
        record = act(settled[origin].copy(), scenario)
        return Run(key, seed, arrays=stored_arrays(record, task.kept, task.panels))

    return [
        _as_run(attempt(job.number, run, key, scenario), key, seed) for key, scenario in task.runs
    ]


def _as_run(answer: Answer, key: str, seed: int) -> Run:
    if answer.status == "succeeded":
        return replace(answer.value, seconds=answer.seconds)
    return Run(key, seed, answer.status, answer.seconds, answer.message, answer.traceback)


def before_policies(scenario: Scenario) -> str:
    """Scenarios that agree on this share their burn-in."""
    begun = scenario.begun.model_dump(mode="json", exclude_none=True)
    fixed = dict(scenario.assumptions)
    place = (scenario.county, scenario.sample, scenario.resettlement)
    shared = (*place, scenario.burn_in, fixed, begun)
    return json.dumps(shared, sort_keys=True)
