"""Faults of an experiment file beyond its shape, each with where it stands in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sim.errors import Problem, ScenarioError
from sim.experiment.keys import did_you_mean, exists, is_common, is_label
from sim.reading.document import Document, Steps, dotted
from sim.reading.scalars import clip, plain_number, quoted
from sim.scenario import Scenario, with_settings


class Fault(NamedTuple):
    """A problem and the keys and list positions that lead to it."""

    steps: Steps
    problem: Problem
    of_key: bool = False
    """Whether it is about the key there, not about its value."""

    def placed(self, document: Document) -> Problem:
        """The problem with file, line and column."""
        file, line, column = document.place(self.steps, self.of_key)
        return replace(self.problem, path=dotted(self.steps), file=file, line=line, column=column)


def faults_of_key(key: str, steps: Steps) -> Iterator[Fault]:
    """What is wrong with a key that is to be set at all."""
    if not exists(key):
        problem = Problem(f"no setting is called {clip(key)}", hint=did_you_mean(key))
        yield Fault(steps, problem, of_key=True)
    elif is_label(key):
        found = f"{key} says what a scenario is called, not what happens in it"
        yield Fault(steps, Problem(found, "a setting"), of_key=True)
    elif is_common(key) and steps[0] != "settings":
        found = f"{key} is the same for all scenarios of an experiment"
        hint = "Set it under `settings` or in the baseline."
        yield Fault(steps, Problem(found, "a setting that may vary", hint=hint), of_key=True)


def set_twice(other: str, steps: Steps) -> Fault:
    """A setting that another place sets too, where nothing says which of them wins."""
    problem = Problem(f"{other} sets it as well", "one of the two, for nothing says which wins")
    return Fault(steps, problem, of_key=True)


def faults_of_values(
    scenario: Scenario, key: str, values: Iterable[tuple[Steps, Any]], steps: Steps
) -> Iterator[Fault]:
    """What is wrong with single values of a key, each by where it stands below ``steps``."""
    for below, value in values:
        for problem in problems_of(scenario, {key: value}):
            deeper = _deeper(problem, key)
            yield Fault((*steps, *below, *deeper), problem)


def faults_of_settings(
    scenario: Scenario, settings: Mapping[str, Any], steps: Steps
) -> Iterator[Fault]:
    """What is wrong with settings by dotted key that stand together below ``steps``."""
    wrong = {key: found for key in settings if (found := [*faults_of_key(key, (*steps, key))])}
    yield from (fault for found in wrong.values() for fault in found)
    sound = {key: value for key, value in settings.items() if key not in wrong}
    for problem in problems_of(scenario, sound):
        key = _nearest(problem.path, sound)
        yield Fault((*steps, key, *_deeper(problem, key)) if key else steps, problem)


def faults_of_repeats(values: Sequence[Any], steps: Steps) -> Iterator[Fault]:
    """Values that a list holds twice."""
    seen: dict[str, int] = {}
    for at, value in enumerate(values):
        text = json.dumps(plain_number(value), sort_keys=True)
        if text in seen:
            yield Fault((*steps, at), Problem(f"found {quoted(value)} twice", "every value once"))
        seen[text] = at


def problems_of(scenario: Scenario, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What a scenario says to settings by dotted key; nothing where it takes them."""
    try:
        with_settings(scenario, dict(settings))
    except ScenarioError as error:
        return error.problems
    return ()


def _nearest(path: str, keys: Iterable[str]) -> str:
    """The key that a problem of a scenario is about."""
    for key in keys:
        if path == key or path.startswith((f"{key}.", f"{key}[")):
            return key
    return next((key for key in keys if key.startswith(f"{path}.")), "")


def _deeper(problem: Problem, key: str) -> Steps:
    """The way from the value of a key to a fault inside of it."""
    if not problem.path.startswith((f"{key}.", f"{key}[")):
        return ()
    rest = problem.path[len(key) :].replace("[", ".").replace("]", "").lstrip(".")
    return tuple(int(step) if step.isdecimal() else step for step in rest.split("."))
