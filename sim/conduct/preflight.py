"""Before a batch: time a few runs of it and say what the whole will take and can show."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass

from sim.conduct.runner import Runner, warm
from sim.statistics.samples import variance
from sim.statistics.sizes import smallest_detectable
from sim.store import Results

PAIRS = 5
"""Pairs from which the smallest detectable effect is guessed."""

MOST_SECONDS = 10.0
"""How long the preflight itself may take; it times one job where that takes longer."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch will take: runs, seconds, bytes on disk; and what it can show.

    ``detectable`` is the smallest difference of the primary outcome that is found four times
    in five; nan where nothing is known yet of how much differences vary.
    """

    runs: int
    scenarios: int
    replications: int
    seconds: float
    bytes: float
    detectable: float


def preflight(runner: Runner, replications: int) -> Estimate:
    """Do the first jobs of a batch here and now, and estimate the rest from them.

    They are jobs like all others and are kept.
    """
    warm()  # compile before the clock starts
    done, spent = 0, 0.0
    for job in runner.jobs()[:PAIRS]:
        started = time.perf_counter()
        runner.run([job], quietly=True)
        done, spent = done + job.runs, spent + time.perf_counter() - started
        if spent * (1 + PAIRS) / PAIRS > MOST_SECONDS / 2:
            break
    left = runner.missing
    cores = runner.options.workers or os.cpu_count() or 1
    size = sum(path.stat().st_size for path in runner.store.folder.glob("runs.sqlite*"))
    return Estimate(
        runs=left + done,
        scenarios=len(runner.points),
        replications=replications,
        seconds=left * spent / max(done, 1) / cores,
        bytes=size / max(runner.store.counts().get("succeeded", 1), 1) * (left + done),
        detectable=_detectable(runner, replications),
    )


def _detectable(runner: Runner, replications: int) -> float:
    """From the differences of the scenario that varies most among those run so far."""
    results = Results(runner.store.folder)
    last = results.last(runner.experiment.settings.primary)
    found = []
    for name, baseline in results.against().items():
        common = sorted(last.get(name, {}).keys() & last.get(baseline, {}).keys())
        if len(common) >= 2:
            import numpy as np

            pairs = np.array([last[name][i] - last[baseline][i] for i in common])
            found.append(math.sqrt(variance(pairs)))
    return smallest_detectable(max(found), replications) if found else math.nan
