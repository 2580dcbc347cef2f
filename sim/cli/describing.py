"""``sim docs``: the documents of the model, held to its code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.screen import Lang, LangOption, tell
from sim.words import Catalogue, say

STALE = 1
WORDING: Catalogue = {
    "current": ("The documents say what the code says.", "文档与代码一致。"),
    "written": ("Written:", "已更新："),
    "stale": ("Stale (sim docs writes them anew):", "已过期（sim docs 可更新）："),
}


def docs(
    folder: Annotated[Path, typer.Argument(help="The folder of the project.")] = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 where something is stale.")
    ] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Write the tables and the causal loops of the documents from the code."""
    from sim.documents import stale, told, write

    changes = stale(folder) if check else write(folder)
    if not changes:
        tell(say("current", lang.value, WORDING))
        return
    tell(say("stale" if check else "written", lang.value, WORDING))
    tell(*(f"  {told(change, lang.value)}" for change in changes))
    if check:
        raise typer.Exit(STALE)
