"""From points to runs: keys, jobs, shards, and what becomes of each in the ledger."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.assumptions import Assumptions, ranges
from sim.batch import Answer, Job, run_jobs
from sim.compiled import is_warm
from sim.design import run_seed, world_assumptions
from sim.errors import SimError
from sim.experiment import Experiment, Point
from sim.manifest import model_hash
from sim.replication import Task, before_policies, replicate
from sim.scenario import Scenario, load_scenario
from sim.simulation import settle
from sim.store import Row, Run, Store, making_key, run_key, world_key

if TYPE_CHECKING:
    from concurrent.futures import Executor

MOST_IN_JOB = 16
FEWEST_IN_JOB = 8
"""Runs a job holds: enough to share a burn-in and to cost nothing, few enough to lose."""

Progress = Callable[[Counter[str], int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a batch is carried out; no number in its results depends on any of it.

    ``shard`` ``(i, n)`` runs the i-th of n parts, counted from 1; ``run_seconds`` limits one
    run.
    """

    workers: int | None = None
    executor: Executor | None = None
    shard: tuple[int, int] | None = None
    run_seconds: float | None = None
    progress: Progress | None = None
    command: Sequence[str] = ()
    accept_changes: bool = False


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One run of the plan."""

    key: str
    origin: str
    point: Point


class Runner:
    """Runs what an experiment asks for and the ledger does not have."""

    def __init__(self, experiment: Experiment, store: Store, options: Options) -> None:
        self.experiment = experiment
        self.store = store
        self.options = options
        self._model = model_hash()
        self._making = making_key(store.manifest["identity"])
        self._keys: dict[int, tuple[int, str]] = {}
        self._failed: set[str] = set()
        self._plan: dict[int, list[_Wanted]] = {}
        self._missing: frozenset[str] = frozenset()
        self.points: Mapping[str, Point] = {}

    # -- what is asked -----------------------------------------------------------------------

    def ask(self, points: Mapping[str, Point], replications: Mapping[str, Iterable[int]]) -> None:
        """Make these points, each in its replications, the question that the ledger answers."""
        rows = []
        self._plan = {}
        self.points = points
        self._note_worlds(number for numbers in replications.values() for number in numbers)
        for name, point in points.items():
            content, origin = point.scenario.key(), before_policies(point.scenario)
            runs = {}
            for replication in replications[name]:
                runs[replication] = run_key(content, *self._keys[replication], self._making)
                wanted = _Wanted(runs[replication], origin, point)
                self._plan.setdefault(replication, []).append(wanted)
            said = point.scenario.as_dict()
            rows.append(Row(name, point.against, content, said, point.factors, runs))
        self.store.ask(rows)
        self._missing = self.store.missing() - self._failed

    def _note_worlds(self, replications: Iterable[int]) -> None:
        """Know seed and world of each replication; the ledger is told of new worlds."""
        seed, worlds = self.experiment.settings.seed, self.experiment.worlds
        new: dict[int, list[float]] = {}
        for replication in replications:
            if replication not in self._keys:
                world = world_assumptions(replication, seed, ranges(), worlds=worlds)
                new[replication] = list(world.values())
                self._keys[replication] = run_seed(seed, replication), world_key(world)
        self.store.note_worlds(new)

    # -- what is run -------------------------------------------------------------------------

    @property
    def missing(self) -> int:
        """Runs that are still to be done here."""
        return sum(job.runs for job in self.jobs())

    def jobs(self, *, whole: bool = False) -> list[Job]:
        """The jobs that are still to be done, by this shard if it is one of several.

        ``whole``: by all shards.
        """
        number, found = 0, []
        shard, shards = (1, 1) if whole else self.options.shard or (1, 1)
        for replication in sorted(self._plan):
            for runs in _in_jobs(self._plan[replication]):
                left = tuple((key, p.scenario) for key, p in runs.items() if key in self._missing)
                if left and number % shards == shard - 1:
                    found.append(Job(number, self._task(replication, left), len(left)))
                number += 1
        return found

    def _task(self, replication: int, runs: tuple[tuple[str, Scenario], ...]) -> Task:
        settings = self.experiment.settings
        return Task(
            runs, replication, settings.seed, self.experiment.worlds, self._model,
            settings.KEPT, settings.panels,
        )  # fmt: skip

    def run(self, jobs: Sequence[Job] | None = None, *, quietly: bool = False) -> None:
        """Do what is missing (or only some jobs of it) and keep what comes.

        A run that fails is tried again by the next batch, not by this one. Only where a job
        came to nothing as a whole (its process died, its time was over) each of its runs gets
        another chance, alone, so that one does not take the others along.
        """
        lost = self._carried_out(self.jobs() if jobs is None else jobs, quietly)
        self._carried_out(_taken_apart(lost), quietly)
        self._missing = self.store.missing() - self._failed

    def _carried_out(self, jobs: Sequence[Job], quietly: bool) -> list[Task]:
        """Do some jobs; returns the tasks of several runs that came to nothing as a whole."""
        tasks: dict[int, Task] = {job.number: job.payload for job in jobs}
        lost: list[Task] = []

        def keep(answer: Answer) -> Counter[str]:
            task = tasks[answer.number]
            runs = answer.value if answer.status == "succeeded" else _lost(task, answer)
            if answer.status == "failed" and len(runs) > 1:
                lost.append(task)
            self.store.write(runs)
            self._failed |= {run.key for run in runs if run.status == "failed"}
            return Counter(run.status for run in runs)

        run_jobs(
            replicate,
            jobs,
            workers=self.options.workers,
            executor=self.options.executor,
            on_start=lambda number: self.store.begin(key for key, _ in tasks[number].runs),
            on_done=keep,
            warm=warm,
            progress=None if quietly else self.options.progress,
            preload=["sim.replication"],
            run_seconds=self.options.run_seconds,
        )
        return lost

    def ensure(
        self, points: Mapping[str, Point], replications: Iterable[int], *, whole: bool = False
    ) -> None:
        """Have all points in all of these replications; ``whole``: even if this is a shard."""
        numbers = tuple(replications)
        self.ask(points, dict.fromkeys(points, numbers))
        self.run(self.jobs(whole=whole))


def _in_jobs(wanted: Sequence[_Wanted]) -> list[dict[str, Point]]:
    """The runs of one replication in jobs: those that share a burn-in together, in order."""
    by_origin: dict[str, dict[str, Point]] = {}
    for each in wanted:
        by_origin.setdefault(each.origin, {})[each.key] = each.point
    jobs: list[dict[str, Point]] = []
    for runs in by_origin.values():
        keys = list(runs)
        for first in range(0, len(keys), MOST_IN_JOB):
            part = {key: runs[key] for key in keys[first : first + MOST_IN_JOB]}
            if jobs and len(jobs[-1]) + len(part) <= FEWEST_IN_JOB:
                jobs[-1] |= part
            else:
                jobs.append(part)
    return jobs


def _taken_apart(tasks: Iterable[Task]) -> list[Job]:
    """Each run of some tasks as a job of its own."""
    parts = [replace(task, runs=(run,)) for task in tasks for run in task.runs]
    return [Job(number, part) for number, part in enumerate(parts)]


def _lost(task: Task, answer: Answer) -> list[Run]:
    """The runs of a job that came to nothing as a whole."""
    seed = run_seed(task.seed, task.replication)
    return [
        Run(key, seed, "failed", answer.seconds, answer.message, answer.traceback)
        for key, _ in task.runs
    ]


def warm() -> None:
    """Compile every loop once, before the work is spread over processes."""
    if not is_warm():
        print("Compiling the model for this machine (once, about 20 s) …", file=sys.stderr)
    settle(load_scenario({"sample": 240, "burn_in": 1}), 0, Assumptions())


def parse_shard(text: str) -> tuple[int, int]:
    """``2/8`` as ``(2, 8)``.

    Raises
    ------
    SimError
        where it is no part of a whole.
    """
    number, slash, whole = text.partition("/")
    if slash and number.isdecimal() and whole.isdecimal() and 1 <= int(number) <= int(whole):
        return int(number), int(whole)
    raise SimError(f"--shard: found {text!r}, expected a part of a whole such as 2/8")
