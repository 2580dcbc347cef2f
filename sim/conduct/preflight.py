"""Before a batch: time a few runs of it and say what the whole will take and can show."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.batch import Job
from sim.conduct.runner import Runner, warm
from sim.statistics.samples import variance
from sim.statistics.sizes import runs_for_power, smallest_detectable
from sim.store import Results

JOBS = 5
"""Jobs that are timed, so that five pairs tell how much differences vary."""

MOST_SECONDS = 10.0
"""Where a job takes longer than its share of this, one is timed and no more."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch will take: runs, seconds, bytes on disk; and what it can show.

    ``detectable`` is the smallest difference of the primary outcome that is found four times
    in five, ``needed`` the replications that find the smallest one that matters as often; nan
    and None where nothing is known yet of how much differences vary.
    """

    runs: int
    scenarios: int
    replications: int
    seconds: float
    bytes: float
    detectable: float
    needed: int | None


def preflight(runner: Runner, replications: int) -> Estimate:
    """Do the first jobs of a batch and estimate the rest from them.

    They are jobs like all others and are kept.
    """
    warm()  # compile before anything is timed
    jobs = runner.jobs()
    first, more = jobs[:1], jobs[1:JOBS]
    runner.run(first, quietly=True)
    if more and _seconds(runner, first) * JOBS < MOST_SECONDS:
        first += more
        runner.run(more, quietly=True)
    done, spent = sum(job.runs for job in first), _seconds(runner, first)
    left = runner.missing
    spread, smallest = _spread(runner), runner.experiment.settings.smallest_effect
    cores = runner.options.workers or os.cpu_count() or 1
    size = sum(path.stat().st_size for path in runner.store.folder.glob("runs.sqlite*"))
    return Estimate(
        runs=left + done,
        scenarios=len(runner.points),
        replications=replications,
        seconds=left * spent / max(done, 1) / cores,
        bytes=size / max(runner.store.counts().get("succeeded", 1), 1) * (left + done),
        detectable=smallest_detectable(spread, replications),
        needed=runs_for_power(smallest / spread) if spread > 0.0 else None,
    )


def _seconds(runner: Runner, jobs: Sequence[Job]) -> float:
    """What the runs of some jobs took, one after the other, burn-ins included."""
    status = Results(runner.store.folder).status().set_index("run")["seconds"]
    keys = {key for job in jobs for key, _ in job.payload.runs}
    return float(status[status.index.isin(keys)].groupby(level=0).first().sum())


def _spread(runner: Runner) -> float:
    """The SD of the differences of the scenario that varies most; nan where none is known."""
    results = Results(runner.store.folder)
    last = results.last(runner.experiment.settings.primary)
    found = []
    for name, baseline in results.against().items():
        common = sorted(last.get(name, {}).keys() & last.get(baseline, {}).keys())
        if len(common) >= 2:
            pairs = np.array([last[name][i] - last[baseline][i] for i in common])
            found.append(math.sqrt(variance(pairs)))
    return max(found, default=math.nan)
