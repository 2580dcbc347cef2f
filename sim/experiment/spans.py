"""Numbers that have a range to vary in, as a sensitivity analysis needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.assumptions import ranges
from sim.errors import Problem
from sim.experiment.keys import did_you_mean, exists, is_whole
from sim.levers import levers, shared_levers
from sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Span:
    """What is declared of a number, and what a scenario sets it to."""

    default: float
    low: float
    high: float
    whole: bool

    def fitted(self, value: float) -> float | int:
        """The value as the setting takes it: whole where the setting is whole."""
        return round(value) if self.whole else value


def spans(scenario: Scenario) -> dict[str, Span]:
    """Every number of assumptions and of the scenario's policies that has a range, by key.

    The default is the scenario's own value.
    """
    found: dict[str, Span] = {}
    for name, declared in ranges().items():
        group, _, key = name.partition(".")
        if declared.low < declared.high:
            own = scenario.assumptions.get(group, {}).get(key, declared.default)
            found[f"assumptions.{name}"] = Span(own, declared.low, declared.high, whole=False)
    policies = scenario.as_dict().get("policies", {})
    for policy in scenario.policies.given():
        for lever in (*levers(policy), *shared_levers()):
            if lever.low is None or lever.high is None or not lever.unit:
                continue
            own = _at(policies[policy], lever.key, lever.default)
            if isinstance(own, int | float) and not isinstance(own, bool):
                key = f"policies.{policy}.{lever.key}"
                found[key] = Span(own, lever.low, lever.high, is_whole(key))
    return found


def members(key: str, known: Mapping[str, Span]) -> list[str]:
    """The numbers that a key means: itself, or all of the group that it names."""
    return [key] if key in known else [each for each in known if each.startswith(f"{key}.")]


def no_span(key: str, scenario: Scenario, known: Mapping[str, Span]) -> Problem:
    """What is wrong with a key that means none of the numbers."""
    kind, _, below = key.partition(".")
    if not exists(key):
        return Problem(f"no setting is called {key}", hint=did_you_mean(key, known))
    if kind == "policies" and below.split(".")[0] not in scenario.policies.given():
        found = f"found {key}, but {scenario.name} does not have this policy"
        return Problem(found, "a lever of a policy that it has")
    expected = "a number with a declared range, or a group of them"
    return Problem(f"found {key}", expected, hint="A sweep varies other settings.")


def _at(settings: Any, key: str, default: Any) -> Any:
    for step in key.split("."):
        if not isinstance(settings, Mapping) or step not in settings:
            return default
        settings = settings[step]
    return settings
