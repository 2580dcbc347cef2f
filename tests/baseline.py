"""Stored results of the shipped scenarios: ``python tests/baseline.py`` writes them anew.

Refresh only on purpose, with a *Results change* line in CHANGELOG.md that says why.
"""

from __future__ import annotations

import json
from pathlib import Path

from sim.assumptions import Assumptions
from sim.scenario import load_scenario, with_settings
from sim.simulation import simulate
from sim.tables import county_series

HERE = Path(__file__).parent
STORED = HERE / "baseline.json"
SIZE = {"sample": 480, "burn_in": 12, "months": 24}
SEED = 20261122


def results() -> dict[str, dict[str, float]]:
    """Every outcome in the last month of every shipped scenario, at small size."""
    found = {}
    for path in sorted((HERE.parent / "scenarios").glob("*.yaml")):
        series = county_series(
            simulate(with_settings(load_scenario(path), SIZE), SEED, Assumptions())
        )
        found[path.stem] = {key: float(values[-1]) for key, values in series.items()}
    return found


if __name__ == "__main__":
    STORED.write_text(json.dumps(results(), indent=1) + "\n", "utf-8")
