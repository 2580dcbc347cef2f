"""The first run on a machine compiles the model; whoever waits is told why."""

from __future__ import annotations

from sim.cli.screen import Lang, complain
from sim.cli.wording import words

SMALLEST = {"sample": 240, "burn_in": 1, "months": 1}
"""A scenario that passes through every loop in no time."""


def compile_once(lang: Lang) -> None:
    """Compile every loop unless this version did so before on this machine."""
    from sim.compiled import is_warm

    if not is_warm():
        complain(words("compiling", lang))
        from sim.result import run

        run(SMALLEST)
