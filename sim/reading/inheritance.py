"""How one file builds on another: ``extends:`` names a parent; what the child says wins.

Mappings merge key by key, everything else (lists too) is replaced. A parent is named relative
to the folder of the file that names it and must lie inside the project: the nearest folder
above with a ``pyproject.toml`` or ``.git``, else the working directory if the file lies below
it, else the file's own folder. Links are followed before this is checked. A scenario that ships
is a parent by its bare name, from anywhere.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.reading.document import Document, Place, Steps, read_mapping, shown_path
from sim.reading.reader import read
from sim.reading.scalars import clip, quoted
from sim.shipping import shipped_scenario, shipped_scenarios

LONGEST_CHAIN = 10
OWN_KEYS = ("name", "title", "description")
"""What describes one file only and is never inherited."""


Source = str | PathLike[str] | Mapping[str, Any]
"""A file by its path, or what would stand in one."""


def open_document(source: Source) -> Document:
    """The document a path or a mapping holds, without its parents."""
    if isinstance(source, Mapping):
        return read_mapping(dict(source))
    if isinstance(source, str | PathLike):
        return read(Path(source))
    raise ScenarioError([Problem(f"found {quoted(source)}", "the path of a file or a mapping")])


def follow(document: Document) -> Document:
    """``document`` with everything it inherits filled in."""
    return _follow(document, [document.path] if document.path else [])


def merge(child: Document, parent: Document) -> Document:
    """The child's values over the parent's, each with the place it came from.

    A null in the child takes back what the parent says.
    """
    keys, values = dict(parent.keys), dict(parent.values)
    content = _merged(child.content, parent.content, (), (keys, values))
    return replace(
        child,
        content=content,
        folders=child.folders | parent.folders,
        keys=keys | child.keys,
        values=values | child.values,
        faults=(*child.faults, *parent.faults),
        warnings=(*parent.warnings, *child.warnings),
    )


def project_folder(folder: Path) -> Path:
    """The folder that files named in ``folder`` may not leave."""
    above = [folder, *folder.parents]
    for each in above:
        if (each / "pyproject.toml").exists() or (each / ".git").exists():
            return each
    work = Path.cwd().resolve()
    return work if work in above[:-1] else folder


def named_file(name: str, folder: Path) -> Path:
    """The file that ``name`` means when written in a file of ``folder``.

    Raises `ScenarioError` (with no place in it yet) if it may not or cannot be used.
    """
    _check_name(name)
    if by_name := shipped_scenario(name, folder):
        return by_name.resolve()
    try:
        path = (folder / name).resolve()
        fence = project_folder(folder)
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise _refusal(name, "this is not a possible file name") from None
    if not path.is_relative_to(fence):
        raise _refusal(name, f"it points outside the folder {fence}")
    if is_folder:
        raise _refusal(name, "this is a folder, not a file")
    if not is_file:
        hint = near(path, *shipped_scenarios())
        raise _refusal(name, f"file not found (looked in {shown_path(path.parent)})", hint)
    return path


def near(path: Path, *words: str) -> str:
    """A hint at a file of almost the same name in the same folder, or at one of ``words``."""
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        names = []
    close = difflib.get_close_matches(path.name, [*names, *words], n=1)
    return f"Did you mean `{clip(close[0])}`?" if close else ""


_FORBIDDEN = (
    ("\0", "the path has a NUL character", ""),
    (r"[A-Za-z][A-Za-z0-9+.-]+:", "addresses are not allowed", "Download the file first."),
    (r"\\\\|//", "network paths are not allowed", "Copy the file here first."),
    ("~", "`~` is not expanded", "Write a relative path."),
    (r"[/\\]|[A-Za-z]:", "absolute paths are not allowed", "Write a relative path."),
    (r"\s*$", "the path is empty", "Name a file."),
)


def _check_name(name: str) -> None:
    for start, reason, hint in _FORBIDDEN:
        if re.match(start, name) or (start == "\0" and start in name):
            raise _refusal(name, reason, hint)


def _refusal(name: str, reason: str, hint: str = "") -> ScenarioError:
    return ScenarioError([Problem(f"found {quoted(name)}: {reason}", hint=hint)])


def _follow(document: Document, chain: list[Path]) -> Document:
    if document.content.get("extends") is None:
        return document
    try:
        path = _parent_path(document.content["extends"], document.folder, chain)
    except ScenarioError as error:
        faults = [(("extends",), _placed(problem, document)) for problem in error.problems]
        return replace(document, faults=(*document.faults, *faults))
    parent = _follow(read(path), [*chain, path])
    inherited = {key: value for key, value in parent.content.items() if key not in OWN_KEYS}
    return merge(document, replace(parent, content=inherited))


def _parent_path(name: Any, folder: Path, chain: list[Path]) -> Path:
    if not isinstance(name, str):
        raise ScenarioError([Problem(f"found {quoted(name)}", "the path of one scenario file")])
    path = named_file(name, folder)
    if path in chain:
        circle = " → ".join(each.name for each in [*chain[chain.index(path) :], path])
        raise _refusal(name, f"the files extend each other in a circle: {circle}")
    if len(chain) >= LONGEST_CHAIN:
        raise _refusal(name, f"this makes a chain of more than {LONGEST_CHAIN} files")
    return path


def _placed(problem: Problem, document: Document) -> Problem:
    file, line, column = document.place(("extends",))
    return replace(problem, path="extends", file=file, line=line, column=column)


def _merged(
    child: Any, parent: Any, path: Steps, places: tuple[dict[Steps, Place], dict[Steps, Place]]
) -> Any:
    if not (isinstance(child, dict) and isinstance(parent, dict)):
        _forget(path, places)
        return child
    both = dict(parent)
    for key, value in child.items():
        if key in parent:
            both[key] = _merged(value, parent[key], (*path, key), places)
        else:
            both[key] = value
        if value is None and key in parent:
            del both[key]
    return both


def _forget(path: Steps, places: tuple[dict[Steps, Place], dict[Steps, Place]]) -> None:
    for known in places:
        for gone in [each for each in known if each[: len(path)] == path]:
            del known[gone]
