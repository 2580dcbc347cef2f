"""How fast, how large: ``make bench`` writes benchmarks/results.json and prints the table.

Every figure is CPU time of one core, measured in a process of its own with warm caches; the
plain telling runs in the same process as the columns it is compared with. The machine's speed
drifts, so ratios carry over and absolute figures do not.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000, 1_000_000)
MONTHS = {1_000: 60, 10_000: 60, 100_000: 24, 1_000_000: 84}
PLAIN_MONTHS = {1_000: 12, 10_000: 3, 100_000: 1}


def size(residents: int) -> dict[str, Any]:
    """Months of one county of so many simulated residents, in columns and plain."""
    from sim.assumptions import Assumptions
    from sim.county import load_county
    from sim.population import build_world
    from sim.simulation import step

    county = load_county("illustrative")
    step(build_world(county, 500, Assumptions(), 1))
    before = _peak_bytes()
    built, world = _timed(lambda: build_world(county, residents, Assumptions(), 1))
    step(world)
    months = MONTHS[residents]
    seconds, _ = _timed(lambda: [step(world) for _ in range(months)])
    found = {
        "residents": residents,
        "months": months,
        "build_seconds": built,
        "seconds": seconds,
        "agent_months_per_second": residents * months / seconds,
        "bytes_per_resident": (_peak_bytes() - before) / residents,
        "peak_megabytes": _peak_bytes() / 1e6,
    }
    if residents in PLAIN_MONTHS:
        found["ratio_to_plain"] = seconds_plain(world, residents) / (seconds / months)
    return found


def seconds_plain(world: Any, residents: int) -> float:
    """CPU seconds of one month in the plain telling, from the same world."""
    from sim.plain import PlainModel

    model = PlainModel.from_world(world)
    months = PLAIN_MONTHS[residents]
    seconds, _ = _timed(lambda: [model.step() for _ in range(months)])
    return seconds / months


def runs() -> dict[str, Any]:
    """Paired runs a second: 5,000 residents, 24 + 60 months, the burn-in shared by six."""
    from sim.batch import Job
    from sim.conduct.runner import warm
    from sim.experiment import load_experiment
    from sim.manifest import model_hash
    from sim.replication import Task, replicate

    experiment = load_experiment(HERE.parent / "experiments" / "three_policies.yaml")
    named = tuple(experiment.scenarios.items())
    jobs = [Job(i, Task(named, i, 1, "sampled", model_hash())) for i in range(3)]
    warm()
    replicate(jobs[0])
    seconds, _ = _timed(lambda: [replicate(job) for job in jobs[1:]])
    return {"runs_per_second_and_core": len(jobs[1:]) * len(named) / seconds}


def processes() -> dict[str, Any]:
    """Wall time of the same batch on one and on two processes."""
    import sim

    walls = []
    experiment = str(HERE.parent / "experiments" / "three_policies.yaml")
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            sim.compare(experiment, replications=16, workers=workers, folder=folder)
            walls.append(time.perf_counter() - start)
    return {
        "one_process_seconds": walls[0],
        "two_processes_seconds": walls[1],
        "efficiency": walls[0] / (2.0 * walls[1]),
    }


def _batches() -> dict[str, Any]:
    from batches import batches

    return batches()


def start(cold: bool) -> dict[str, Any]:
    """Wall time from nothing to the first month: with an empty and with a full cache."""
    code = (
        "from sim.scenario import load_scenario\n"
        "from sim.simulation import settle\n"
        "from sim.assumptions import Assumptions\n"
        "settle(load_scenario({'burn_in': 1}), 1, Assumptions())"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **({"SIM_CACHE_DIR": folder} if cold else {})}
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
        return {("first" if cold else "later") + "_start_seconds": time.perf_counter() - begun}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    value = work()
    return time.process_time() - begun, value


def _peak_bytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def _apart(name: str, *arguments: str) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, str(HERE / "bench.py"), name, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def everything() -> dict[str, Any]:
    """All measurements, with a word about the machine."""
    _apart("later")
    sizes = []
    for residents in SIZES:
        print(f"{residents:,} residents …", file=sys.stderr)
        sizes.append(_apart("size", str(residents)))
    print("batches …", file=sys.stderr)
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "sizes": sizes,
        "growth_exponent": _growth(sizes),
        **_apart("runs"),
        **_apart("processes"),
        **_apart("batches"),
        **_apart("first"),
        **_apart("later"),
    }


def _growth(sizes: list[dict[str, Any]]) -> float:
    """e in seconds a month ~ residents^e, from 10,000 to the largest size."""
    from math import log

    small, large = sizes[1], sizes[-1]
    per_month = [item["seconds"] / item["months"] for item in (small, large)]
    return log(per_month[1] / per_month[0]) / log(large["residents"] / small["residents"])


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{found['machine']}, Python {found['python']}",
        "",
        "| residents | months | s | agent-months/s | ratio to plain | bytes/resident "
        "| peak MB | build s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for item in found["sizes"]:
        ratio = f"{item['ratio_to_plain']:.0f}" if "ratio_to_plain" in item else "–"
        lines.append(
            f"| {item['residents']:,} | {item['months']} | {item['seconds']:.2f} | "
            f"{item['agent_months_per_second']:,.0f} | {ratio} | "
            f"{item['bytes_per_resident']:.0f} | {item['peak_megabytes']:.0f} | "
            f"{item['build_seconds']:.2f} |"
        )
    lines += [
        "",
        "| what | aim | measured |",
        "|---|---|---|",
        f"| time grows as residents^e, 10,000 to 1,000,000 | ≤ 1.05 | "
        f"{found['growth_exponent']:.2f} |",
        f"| runs a second and core, 5,040 residents, 84 months | ≥ 10 | "
        f"{found['runs_per_second_and_core']:.1f} |",
        f"| efficiency of two processes | ≥ 85 % | {found['efficiency']:.0%} |",
        f"| overhead of a run, two processes, 12 months of 1,000 residents | < 1 ms | "
        f"{found['overhead_milliseconds']:.1f} ms |",
        f"| the same county in a batch against Mesa's `batch_run` on the plain telling | – | "
        f"{found['small_runs_per_second'] / found['mesa_runs_per_second']:.0f} times |",
        f"| writing a run of 60 months | – | {found['write_milliseconds']:.2f} ms |",
        f"| status of 10,000 runs | < 1 s | {found['ledger_status_seconds']:.2f} s |",
        f"| an outcome in the last month of 10,000 runs | < 1 s | "
        f"{found['ledger_last_seconds']:.2f} s |",
        f"| the same command again, 600 runs done | – | {found['resume_seconds']:.1f} s |",
        f"| first start, compile included | ≤ 30 s | {found['first_start_seconds']:.1f} s |",
        f"| later starts, to the first month | ≤ 3 s | {found['later_start_seconds']:.1f} s |",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    actions: dict[str, Callable[..., dict[str, Any]]] = {
        "size": lambda residents: size(int(residents)),
        "runs": runs,
        "processes": processes,
        "batches": _batches,
        "first": lambda: start(True),
        "later": lambda: start(False),
    }
    if len(sys.argv) > 1:
        print(json.dumps(actions[sys.argv[1]](*sys.argv[2:])))
    else:
        results = everything()
        (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        print(table(results))
