"""The scenarios that an experiment file names, read with the settings that it gives to all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.experiment.faults import Fault, faults_of_settings, problems_of
from sim.experiment.points import Loaded
from sim.experiment.question import Question
from sim.reading.document import Document, Steps
from sim.reading.inheritance import near
from sim.reading.scalars import quoted
from sim.scenario import Scenario, load_scenario, with_settings
from sim.shipping import shipped_scenario, shipped_scenarios

ALIKE = ("county", "sample", "months", "burn_in")
"""What scenarios must share to be paired."""


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario and where the experiment names its file."""

    steps: Steps
    file: str
    path: Path
    scenario: Scenario


def read_scenarios(model: type[Question], document: Document) -> tuple[Loaded, list[Problem]]:
    """Every scenario that can be read, and what is wrong with any of them."""
    named, problems = _read(model, document)
    faults: list[Fault] = []
    if named:
        settings = _settings(document)
        faults += faults_of_settings(named[0].scenario, settings, ("settings",))
        if not faults:
            faults += _unsettled(named, settings)
        if not faults:
            named = [_settled(each, settings) for each in named]
        faults += [*_repeated(named), *_unlike(named)]
    problems += [fault.placed(document) for fault in faults]
    loaded = Loaded(
        {each.scenario.name: each.scenario for each in named},
        {each.file: each.scenario.name for each in named},
    )
    return loaded, list(dict.fromkeys(problems))


def _read(model: type[Question], document: Document) -> tuple[list[Named], list[Problem]]:
    named: list[Named] = []
    problems: list[Problem] = []
    for steps, file in model.named_files(document.content):
        path = shipped_scenario(file, document.folder) or document.folder / file
        try:
            named.append(Named(steps, file, path, load_scenario(path)))
        except ScenarioError as error:
            problems += [
                each if each.line else Fault(steps, _unread(each, file, path)).placed(document)
                for each in error.problems
            ]
    return named, problems


def _unread(problem: Problem, file: str, path: Path) -> Problem:
    """A file that could not be read at all, as the experiment that names it sees it."""
    missing = problem.found.startswith("file not found")
    hint = near(path, *shipped_scenarios()) if missing and not problem.hint else problem.hint
    return Problem(f"found {quoted(file)}: {problem.found}", problem.expected, hint=hint)


def _settings(document: Document) -> dict[str, Any]:
    """What the file sets for all; the table of a county is found from where the file lies."""
    said = document.content.get("settings")
    settings = dict(said) if isinstance(said, dict) else {}
    county = settings.get("county")
    if isinstance(county, str) and county != "illustrative" and "\0" not in county:
        settings["county"] = str(document.folder / county)
    return settings


def _unsettled(named: list[Named], settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Scenarios to which the common settings cannot be given."""
    for each in named[1:]:
        for problem in problems_of(each.scenario, settings):
            found = f"{each.scenario.name} with the common settings: {problem.found}"
            yield Fault(each.steps, Problem(found, problem.expected, hint=problem.hint))


def _settled(named: Named, settings: dict[str, Any]) -> Named:
    if not settings:
        return named
    return Named(named.steps, named.file, named.path, with_settings(named.scenario, settings))


def _repeated(named: list[Named]) -> Iterator[Fault]:
    """Scenarios that are listed twice, and different ones of one name."""
    first: dict[str, Named] = {}
    for each in named:
        name = each.scenario.name
        other = first.setdefault(name, each)
        if other is each:
            continue
        if each.path.resolve() != other.path.resolve():
            found = f"{each.file} and {other.file} are both called {name}"
            yield Fault(each.steps, Problem(found, "a name for each"))
        elif isinstance(each.steps[-1], int):
            expected = "every scenario once, and none compared with itself"
            yield Fault(each.steps, Problem(f"the scenario {name} is listed twice", expected))


def _unlike(named: list[Named]) -> Iterator[Fault]:
    """Scenarios of another county, sample or span of months than the first."""
    first = named[0].scenario
    for each in named[1:]:
        for field in ALIKE:
            own, common = getattr(each.scenario, field), getattr(first, field)
            if own != common:
                found = f"{each.scenario.name} has {field}: {own}"
                expected = f"{common} as in {first.name}, or nothing can be paired"
                yield Fault(each.steps, Problem(found, expected))
