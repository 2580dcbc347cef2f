"""Whether a file is a scenario or an experiment, and which command takes it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from sim.cli.screen import program

FileKind = Literal["scenario", "experiment"]

ASKING = ("kind", "question", "against", "scenarios", "scenario", "policies_of", "factors", "parts")
"""Keys by which one knows an experiment: no scenario has them."""

SIMILAR, FIRST = 0.8, 20
"""How much a misspelled key must look like one of these, and how many keys are looked at."""


def kind_of(path: Path) -> FileKind:
    """What a file is by its keys, misspelled or not; a scenario where nothing says otherwise.

    Raises
    ------
    ScenarioError
        where the file cannot be read at all.
    """
    from sim.reading.reader import read

    keys = list(read(path).content)
    asking, telling = [key for key in keys if key in ASKING], _of_scenarios(keys)
    if asking or telling:
        return "experiment" if len(asking) >= len(telling) else "scenario"
    similar = any(get_close_matches(key, ASKING, cutoff=SIMILAR) for key in keys[:FIRST])
    return "experiment" if similar else "scenario"


def _of_scenarios(keys: Iterable[str]) -> list[str]:
    from sim.scenario import Scenario

    return [key for key in keys if key in Scenario.model_fields]


def expect(path: Path, kind: FileKind) -> Path:
    """The path itself, where the file is of the kind that a command takes.

    Raises
    ------
    ScenarioError
        where it is of the other kind: says which command takes it.
    """
    from sim.errors import Problem, ScenarioError
    from sim.reading.document import shown_path

    found = kind_of(path)
    if found == kind:
        return path
    article = {"scenario": "a scenario", "experiment": "an experiment"}
    command = {"scenario": "run", "experiment": "batch"}[found]
    name = shown_path(path)
    hint = f"`{program()} {command} {name}` runs it."
    raise ScenarioError(
        [Problem(f"found {article[found]}", article[kind], file=name, line=1, hint=hint)]
    )
