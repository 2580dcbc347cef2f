"""What do community-governance policies do to belonging, participation and service quality?

>>> import sim
>>> result = sim.run("scenarios/baseline.yaml", seed=1)      # doctest: +SKIP
>>> comparison = sim.compare("experiments/three_policies.yaml")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "load_scenario": "sim.scenario",
    "with_settings": "sim.scenario",
    "run": "sim.result",
    "RunResult": "sim.result",
    "compare": "sim.comparison",
    "open_comparison": "sim.comparison",
    "Comparison": "sim.comparison",
    "GovernanceModel": "sim.model",
    "POLICIES": "sim.policies",
    "OUTCOMES": "sim.outcomes",
    "load_county": "sim.county",
    "list_scenarios": "sim.examples",
    "list_experiments": "sim.examples",
    "SimError": "sim.errors",
    "ScenarioError": "sim.errors",
    "ResultsError": "sim.errors",
}
"""Public names and where they live; loaded when first asked for, so that help is quick."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("sim.version").VERSION
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
