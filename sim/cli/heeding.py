"""What becomes of warnings: told on standard error, or taken for faults where somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from sim.cli.screen import Lang, complain
from sim.cli.wording import words

FAULTY = 2

StrictOption = Annotated[bool, typer.Option("--strict", help="Take warnings for faults.")]


def warn(warnings: Iterable[str], lang: Lang) -> None:
    """Tell every warning, each on a line."""
    complain(*(words("warning", lang).format(text=text) for text in warnings))


def heed(warnings: Sequence[str], strict: bool, lang: Lang) -> None:
    """Tell every warning; where they count as faults and there is one, end with exit code 2."""
    warn(warnings, lang)
    if strict and warnings:
        raise typer.Exit(FAULTY)
