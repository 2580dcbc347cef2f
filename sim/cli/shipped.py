"""The scenarios and experiments that come with the package, by name or by path."""

from __future__ import annotations

from pathlib import Path

from sim.shipping import shipped

__all__ = ["named", "shipped"]


def named(source: str, kind: str) -> Path:
    """The file that ``source`` means: a path, or the bare name of a shipped file.

    A file or folder of that name in the working directory wins.

    Raises
    ------
    ScenarioError
        where a bare name is neither.
    """
    path = Path(source)
    bare = path.name == source and not path.suffix
    if not bare or path.exists():
        return path
    by_name = shipped(kind) / f"{source}.yaml"
    if not by_name.is_file():
        raise _unknown(source, kind)
    return by_name


def _unknown(name: str, kind: str) -> Exception:
    from sim.errors import Problem, ScenarioError
    from sim.reading.misspelling import did_you_mean

    known = sorted(path.stem for path in shipped(kind).glob("*.yaml"))
    if kind == "experiments" and (shipped("scenarios") / f"{name}.yaml").is_file():
        found = f"found {name}, which is a scenario (sim run {name} runs it)"
        return ScenarioError([Problem(found, f"an experiment, such as one of {', '.join(known)}")])
    found = f"found no file {name} and nothing shipped of that name"
    expected = f"a path, or one of {', '.join(known)}"
    return ScenarioError([Problem(found, expected, hint=did_you_mean(name, known))])
