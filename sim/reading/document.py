"""What a file or a mapping says, with the place of every value and the faults found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from sim.errors import Problem
from sim.reading.scalars import clip, plain_number

DEEPEST = 50
"""Levels of lists and mappings inside each other."""

MOST_PROBLEMS = 20
"""Faults told at once."""

Steps = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""


class Place(NamedTuple):
    """A spot in a file, counted from 1; a value given in Python has none."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Document:
    """What a file says: plain values, where each stands, and the faults found on the way.

    ``folders`` names the files it was put together from, its own first, with their folders.
    """

    content: dict[str, Any]
    folders: dict[str, Path]
    path: Path | None = None
    keys: dict[Steps, Place] = field(default_factory=dict)
    values: dict[Steps, Place] = field(default_factory=dict)
    faults: tuple[tuple[Steps, Problem], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """What relative paths in it start from."""
        return next(iter(self.folders.values()))

    def folder_of(self, path: Steps) -> Path:
        """The folder of the file that gave the value at ``path``."""
        return self.folders.get(self.place(path).file, self.folder)

    def place(self, path: Steps, of_key: bool = False) -> Place:
        """Where the value (or key) at ``path`` stands, or the nearest thing around it."""
        while path:
            first, second = (self.keys, self.values) if of_key else (self.values, self.keys)
            if path in first or path in second:
                return first.get(path) or second[path]
            path = path[:-1]
        return self.values.get((), Place(next(iter(self.folders))))

    def order(self, path: Steps) -> tuple[int, int, int]:
        """Sorts paths as a reader of the files meets them."""
        file, line, column = self.place(path, of_key=True)
        return list(self.folders).index(file) if file in self.folders else 0, line, column


def read_mapping(values: dict[Any, Any], name: str = "") -> Document:
    """Take a mapping given in Python as if it had been read from a file without lines."""
    faults: list[tuple[Steps, Problem]] = []
    content = _plain(values, (), faults, name)
    return Document(content, {name: Path.cwd()}, faults=tuple(faults))


def shortlist(problems: list[Problem], files: tuple[str, ...] = (), more: int = 0) -> list[Problem]:
    """The first twenty faults in the order of the files, then how many more there are."""
    rank = {name: number for number, name in enumerate(files)}
    problems = sorted(
        problems,
        key=lambda problem: (rank.get(problem.file, len(rank)), problem.line, problem.column),
    )
    more += len(problems[MOST_PROBLEMS:])
    return [*problems[:MOST_PROBLEMS], *([Problem(f"and {more} more")] if more else [])]


def shown_path(path: Path) -> str:
    """How messages call a file: from the working directory if it lies below it."""
    try:
        return str(path.absolute().relative_to(Path.cwd())) if path.is_absolute() else str(path)
    except (ValueError, OSError):
        return str(path)


def dotted(path: Steps) -> str:
    """``("policies", "x", "where", 1)`` as ``policies.x.where[1]``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{clip(step)}" for step in path)
    return text.removeprefix(".")


def _plain(value: Any, path: Steps, faults: list[tuple[Steps, Problem]], name: str) -> Any:
    """Python values as a file would give them; anything else is a fault."""
    if len(path) > DEEPEST:
        found = f"values are nested more than {DEEPEST} deep"
        faults.append((path[:3], Problem(found, path=dotted(path[:3]), file=name)))
        return None
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                found = f"found the key {clip(str(key))}"
                problem = Problem(found, path=dotted(path), file=name, hint="Keys are text.")
                faults.append((path, problem))
        texts = {key: below for key, below in value.items() if isinstance(key, str)}
        return {key: _plain(below, (*path, key), faults, name) for key, below in texts.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, (*path, at), faults, name) for at, item in enumerate(value)]
    if isinstance(value, PathLike):
        return str(value)
    if hasattr(value, "item") and callable(value.item) and getattr(value, "ndim", 1) == 0:
        value = value.item()
    return plain_number(value)
