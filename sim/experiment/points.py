"""Points of a design: scenarios that differ by factors, each with the one it is paired with."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.experiment.keys import is_lever
from sim.experiment.labels import label, spoken
from sim.scenario import Scenario, with_settings

Title = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One scenario of a design, by the values of its factors."""

    scenario: Scenario
    against: str | None = None
    factors: Mapping[str, Any] = field(default_factory=dict)
    title: Title = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scenarios that an experiment names, by name, the baseline first."""

    scenarios: Mapping[str, Scenario]
    by_file: Mapping[str, str]
    """The name of the scenario that each path stands for."""

    @property
    def baseline(self) -> Scenario:
        return next(iter(self.scenarios.values()))

    def of(self, file: str | None) -> Scenario:
        """The scenario in a file; the baseline where none is given."""
        return self.baseline if file is None else self.scenarios[self.by_file[file]]


@dataclass(frozen=True, slots=True)
class Variation:
    """What makes one point out of a scenario."""

    name: str
    scenario: Scenario
    settings: Mapping[str, Any]
    factors: Mapping[str, Any]
    title: Title

    @property
    def around(self) -> dict[str, Any]:
        """The circumstances: settings that no government chooses."""
        return {key: value for key, value in self.settings.items() if not is_lever(key)}

    def point(self, against: str | None) -> Point:
        """The point that it makes."""
        scenario = with_settings(self.scenario, dict(self.settings))
        return Point(scenario, against, self.factors, self.title)


def paired_points(baseline: Scenario, variations: Iterable[Variation]) -> dict[str, Point]:
    """A point for each variation, and a baseline for each set of circumstances.

    Settings that are no levers of policy (assumptions, resettlement, what has begun) hold in
    the baseline of a point too: its effect is what the policy does in those circumstances.
    """
    wanted = list(variations)
    baselines: dict[str, Point] = {}
    names: dict[str, str] = {}
    for each in wanted:
        around = each.around
        if (text := json.dumps(around, sort_keys=True)) not in names:
            names[text] = _unused(_name_in(baseline, around), baselines)
            baselines[names[text]] = _baseline_in(baseline, around)
    points = dict(baselines)
    for each in wanted:
        against = names[json.dumps(each.around, sort_keys=True)]
        points[_name_of(each, points)] = each.point(against)
    return points


def _name_in(baseline: Scenario, around: Mapping[str, Any]) -> str:
    return f"{baseline.name} · {label(around)}" if around else baseline.name


def _baseline_in(baseline: Scenario, around: dict[str, Any]) -> Point:
    """The baseline in some circumstances."""
    if not around:
        return Point(baseline, None, {}, baseline.title)
    title = {lang: f"{said} · {spoken(around, lang)}" for lang, said in baseline.title.items()}
    return Point(with_settings(baseline, around), None, around, title)


def _name_of(variation: Variation, taken: Container[str]) -> str:
    """Its own name, with that of its scenario where another part has used it."""
    if variation.name not in taken:
        return variation.name
    return _unused(f"{variation.name} ({variation.scenario.name})", taken)


def _unused(name: str, taken: Container[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
