"""Markdown by hand: a table, a piece of code, what a docstring says first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import getdoc
from typing import Any


def table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(_cell(each) for each in line)} |\n" for line in lines)


def _cell(content: Any) -> str:
    return " ".join(str(content).split()).replace("|", "\\|")


def code(text: str) -> str:
    """A key as it is written in YAML or Python."""
    return f"`{text}`"


def codes(keys: Iterable[str]) -> str:
    """Several keys, each once, in order."""
    return ", ".join(map(code, dict.fromkeys(keys)))


def first_line(item: Any) -> str:
    """What a docstring says in its first line."""
    return (getdoc(item) or "").partition("\n")[0]


def whole(item: Any) -> str:
    """All that a docstring says, on one line."""
    return " ".join((getdoc(item) or "").split())
