"""What a batch costs besides its runs: overhead, ledger, resuming; and Mesa's own batches.

``python benchmarks/bench.py batches`` measures all of it; wall time, two processes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import mesa
import numpy as np

SMALL = {"sample": 1_000, "burn_in": 0, "months": 12}
"""The county that both kinds of batches run."""

QUESTION: dict[str, Any] = {
    "against": "scenarios/baseline.yaml",
    "scenarios": ["scenarios/task_offloading.yaml", "scenarios/staff_training.yaml"],
    "worlds": "default",
}
MESA_RUNS = 4
LEDGER_RUNS = 10_000


class PlainCounty(mesa.Model):
    """The plain telling as a model that Mesa's `batch_run` can make and step."""

    def __init__(self, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        from sim.assumptions import Assumptions
        from sim.county import load_county
        from sim.plain import PlainModel
        from sim.population import build_world

        county = load_county("illustrative")
        world = build_world(county, SMALL["sample"], Assumptions(), int(rng or 0))
        self.plain = PlainModel.from_world(world)
        self.datacollector = mesa.DataCollector({"month": lambda model: model.plain.month})
        self.datacollector.collect(self)

    def step(self) -> None:
        self.plain.step()
        self.datacollector.collect(self)


def batches() -> dict[str, Any]:
    """Every figure about batches."""
    return overhead() | mesa_batch() | ledger() | resuming()


def overhead() -> dict[str, Any]:
    """Milliseconds of two processes that a run takes beyond its own, in runs of 12 months.

    From what 1,200 runs more take, so that starting the workers does not count.
    """
    rates, overheads = [], []
    for _ in range(3):
        few, many = _batch(100), _batch(500)
        runs, wall, busy = (more - less for more, less in zip(many, few, strict=True))
        rates.append(runs / wall)
        overheads.append((2.0 * wall - busy) / runs)
    return {
        "small_runs_per_second": statistics.median(rates),
        "overhead_milliseconds": 1_000.0 * statistics.median(overheads),
    }


def _batch(replications: int) -> tuple[float, float, float]:
    """Runs of a batch, the seconds that it took, and those of its runs together."""
    import sim

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        comparison = sim.compare(_question(replications), workers=2, folder=folder)
        wall = time.perf_counter() - begun
        status = comparison.results.status()
        return float(len(status)), wall, float(status["seconds"].sum())


def mesa_batch() -> dict[str, Any]:
    """Runs a second of Mesa's `batch_run` on the plain telling of the same county."""
    begun = time.perf_counter()
    mesa.batch_run(
        PlainCounty, {}, number_processes=2, iterations=MESA_RUNS, max_steps=SMALL["months"],
        display_progress=False,
    )  # fmt: skip
    return {"mesa_runs_per_second": MESA_RUNS / (time.perf_counter() - begun)}


def ledger() -> dict[str, Any]:
    """Seconds for the usual questions to a ledger of 10,000 runs of 60 months."""
    from sim.conduct.plan import plan_of
    from sim.experiment import load_experiment
    from sim.manifest import manifest_of
    from sim.store import Results, Row, Run, Store
    from sim.tables import LAYOUT

    experiment = load_experiment(_question(30))
    numbers = np.random.default_rng(1).random((60, len(LAYOUT.columns["series"])))
    with tempfile.TemporaryDirectory() as folder:
        with Store(folder, manifest_of(plan_of(experiment))) as store:
            half = LEDGER_RUNS // 2
            names = ("baseline", "tried")
            keys = {name: {i: f"{name}{i}" for i in range(half)} for name in names}
            store.ask([
                Row(name, None if name == "baseline" else "baseline", name, {}, {}, keys[name])
                for name in names
            ])  # fmt: skip
            begun = time.perf_counter()
            for first in range(0, half, 8):
                job = [keys[name][i] for name in names for i in range(first, min(first + 8, half))]
                store.write(Run(key, 1, arrays={"series": numbers}) for key in job)
            written = time.perf_counter() - begun
        results = Results(folder)
        asked = {"status": results.status, "last": lambda: results.last("belonging")}
        seconds = {name: min(_seconds(read) for _ in range(3)) for name, read in asked.items()}
    return {
        "write_milliseconds": 1_000.0 * written / LEDGER_RUNS,
        **{f"ledger_{name}_seconds": value for name, value in seconds.items()},
    }


def resuming() -> dict[str, Any]:
    """Seconds that the same command takes when nothing is left to do."""
    import sim

    with tempfile.TemporaryDirectory() as folder:
        sim.compare(_question(200), workers=2, folder=folder)
        again = lambda: sim.compare(_question(200), workers=2, folder=folder)  # noqa: E731
        return {"resume_seconds": statistics.median(_seconds(again) for _ in range(3))}


def _question(replications: int) -> dict[str, Any]:
    root = Path(__file__).parent.parent
    files = {
        "against": str(root / QUESTION["against"]),
        "scenarios": [str(root / path) for path in QUESTION["scenarios"]],
    }
    return QUESTION | files | {"settings": SMALL, "replications": replications}


def _seconds(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
