"""The scenarios and experiments that come with the package, read and ready to be run."""

from __future__ import annotations

from sim.experiment import Experiment, load_experiment
from sim.registry import Registry
from sim.scenario import Scenario, load_scenario
from sim.shipping import shipped


def list_scenarios() -> Registry[Scenario]:
    """Every scenario that ships, by its name: ``sim.list_scenarios().staff_training``."""
    files = sorted(shipped("scenarios").glob("*.yaml"))
    found = {path.stem: load_scenario(path) for path in files}
    return Registry(found, ("in English", "in Chinese"), _titles)


def list_experiments() -> Registry[Experiment]:
    """Every experiment that ships, by its name; `sim.compare` runs one."""
    files = sorted(shipped("experiments").glob("*.yaml"))
    found = {path.stem: load_experiment(path) for path in files}
    heads = ("kind", "question", "in Chinese")
    return Registry(found, heads, lambda each: (each.kind, *each.question.values()))


def _titles(scenario: Scenario) -> tuple[str, str]:
    title = dict(scenario.title)
    return title.get("en", scenario.name), title.get("zh", scenario.name)
