"""From an experiment file to an experiment, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.experiment.compare import CompareFile
from sim.experiment.experiment import Experiment
from sim.experiment.faults import Fault
from sim.experiment.naming import read_scenarios
from sim.experiment.packages import PackagesFile
from sim.experiment.pilot import PilotFile
from sim.experiment.points import Loaded
from sim.experiment.question import Question
from sim.experiment.sensitivity import SensitivityFile
from sim.experiment.sweep import SweepFile
from sim.reading.document import Document, shortlist
from sim.reading.faults import validate
from sim.reading.inheritance import open_document
from sim.reading.misspelling import near
from sim.reading.scalars import quoted
from sim.shipping import meant

KINDS: dict[str, type[Question]] = {
    "compare": CompareFile,
    "sweep": SweepFile,
    "sensitivity": SensitivityFile,
    "packages": PackagesFile,
    "pilot": PilotFile,
}
USUAL = "compare"
"""The kind of a file that names none."""


def load_experiment(source: str | Path | dict[str, Any]) -> Experiment:
    """Read an experiment file or a shipped one by its name, or a mapping of that shape.

    Paths in a mapping start from the working directory.

    Raises
    ------
    ScenarioError
        with all faults of the experiment, of its scenarios and of its design.
    """
    source = meant(source, "experiments")
    document = _of_one_kind(open_document(source))
    model = KINDS[document.content.get("kind", USUAL)]
    loaded, problems = read_scenarios(model, document)
    try:
        settings = validate(document, model)
    except ScenarioError as error:
        problems = [*error.problems, *problems]
    else:
        if not problems:
            problems = _problems(settings, loaded, document)
    if problems:
        raise ScenarioError(shortlist(problems, tuple(document.folders)))
    name = "experiment" if isinstance(source, dict) else Path(source).stem
    experiment = Experiment(settings, loaded, name)
    try:
        _ = experiment.points  # settings that are sound one by one may not go together
    except ScenarioError as error:
        told = [_of_a_point(each).placed(document) for each in error.problems]
        raise ScenarioError(list(dict.fromkeys(told))) from None
    return experiment


def _of_one_kind(document: Document) -> Document:
    """The document with what does not belong to its kind taken out and noted as faults.

    A kind that does not exist is taken for the nearest one; where none is near, nothing else
    can be said, nor where it is missing and other keys speak of another than the usual one.
    """
    said = document.content.get("kind", USUAL)
    kind, faults = said, []
    if not (isinstance(said, str) and said in KINDS):
        kind = near(said, list(KINDS)) if isinstance(said, str) else ""
        hint = f"Did you mean `{kind}`?" if kind else ""
        problem = Problem(f"found {quoted(said)}", f"one of {', '.join(KINDS)}", hint=hint)
        faults.append(Fault(("kind",), problem))
        if not kind:
            raise ScenarioError([each.placed(document) for each in faults])
    foreign = {key: found for key in document.content if (found := _foreign(key, kind))}
    faults += [Fault((key,), problem, of_key=True) for key, problem in foreign.items()]
    if foreign and "kind" not in document.content:
        raise ScenarioError([each.placed(document) for each in faults])
    content = {key: value for key, value in document.content.items() if key not in foreign}
    if said != kind:
        content["kind"] = kind
    placed = tuple((each.steps, each.placed(document)) for each in faults)
    return replace(document, content=content, faults=(*document.faults, *placed))


def _foreign(key: str, kind: str) -> Problem | None:
    """What is wrong with a key that other kinds have and this one has not."""
    if key in KINDS[kind].model_fields:
        return None
    others = [name for name, model in KINDS.items() if key in model.model_fields]
    if not others:
        return None
    usual = " (the usual one)" if kind == USUAL else ""
    known = " or ".join(f"kind: {name}" for name in others)
    return Problem(f"`{key}` does not go with kind: {kind}{usual}", known)


def _problems(settings: Question, loaded: Loaded, document: Document) -> list[Problem]:
    """What is wrong with a design, as far as it can be told at once."""
    faults = chain(_too_large(settings, loaded), settings.faults(loaded))
    return [fault.placed(document) for fault in faults]


def _too_large(settings: Question, loaded: Loaded) -> Iterator[Fault]:
    """A design that nobody meant, told before any of it is made."""
    points, replications = settings.size(loaded), settings.most_replications()
    if (runs := points * replications) > settings.most_runs:
        found = (
            f"the design asks for about {runs:,} runs ({points:,} points, "
            f"{replications:,} replications)"
        )
        hint = "Make it smaller, or raise most_runs."
        yield Fault((), Problem(found, f"{settings.most_runs:,} at most", hint=hint))


def _of_a_point(problem: Problem) -> Fault:
    """A fault that only shows where several settings come together."""
    about = f"{problem.path}: " if problem.path else ""
    found = f"some settings do not go together: {about}{problem.found}"
    return Fault((), Problem(found, problem.expected, hint=problem.hint))
