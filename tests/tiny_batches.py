"""Batches of seconds, for tests of what happens to batches; run as a script, one of them.

``python tests/tiny_batches.py EXPERIMENT RESULTS WORKERS`` carries an experiment out, and ends
as `sim batch` does: 0 done, 130 interrupted.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from sim.batch import Interrupted
from sim.conduct import Options, conduct
from sim.experiment import Experiment, load_experiment

SCENARIOS = {
    "as it is": "",
    "training": "policies: {staff_training: {hours: 60}}",
    "publicity": "policies: {publicity: {intensity: 1.0, activities: 24}}",
    "grids": "policies: {grid_management: {staffed: 1.0}}",
}
REPLICATIONS = 12


def tiny(folder: Path, text: str = "", **scenarios: str) -> Path:
    """An experiment file with four scenarios of half a year, and some lines more or other."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, policies in {**SCENARIOS, **scenarios}.items():
        content = f"sample: 240\nmonths: 6\nburn_in: 2\n{policies}\n"
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    lines = {
        "against": "as it is.yaml",
        "scenarios": "[training.yaml, publicity.yaml, grids.yaml]",
        "primary": "service_quality",
        "replications": str(REPLICATIONS),
    }
    said = dict(line.split(": ", 1) for line in text.splitlines())
    kept = {key: value for key, value in (lines | said).items() if value != "none"}
    path = folder / "experiment.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in kept.items()), encoding="utf-8")
    return path


def done(experiment: Path | Experiment, folder: Path, **options: Any) -> list[str]:
    """Carry an experiment out, in this process unless told otherwise; returns the warnings."""
    asked = load_experiment(experiment) if isinstance(experiment, Path) else experiment
    return conduct(asked, folder, Options(**({"workers": 1} | options)))


def tables(folder: Path) -> dict[str, bytes]:
    """Every table that a results folder answers with, as the bytes of its CSV file."""
    from sim.comparison import Comparison
    from sim.exports import write_csv

    results = Comparison(folder)
    found = {
        "runs": results.runs,
        "fresh": results.results.runs(fresh=True),
        "groups": results.groups,
        "ledger": results.ledger,
        "delivered": results.results.delivered(),
        "worlds": results.worlds,
        "points": results.points,
        "effects": results.effects,
    }
    told = {"fingerprint": results.manifest["fingerprint"].encode()}
    with tempfile.TemporaryDirectory() as place:
        for name, table in found.items():
            write_csv(table, Path(place) / name)
            told[name] = (Path(place) / name).read_bytes()
    return told


if __name__ == "__main__":
    asked = load_experiment(Path(sys.argv[1]))
    print("begun", flush=True)
    try:
        done(asked, Path(sys.argv[2]), workers=int(sys.argv[3]))
    except Interrupted as stop:
        print(stop)
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
