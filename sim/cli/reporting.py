"""``sim report``: the report of an experiment, without running it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.exporting import refuse_single_run
from sim.cli.screen import Lang, LangOption, tell
from sim.cli.wording import words


def report(
    folder: Annotated[Path, typer.Argument(help="A folder that sim batch wrote.")],
    out: Annotated[Path | None, typer.Option(help="Default: report_LANG.html inside.")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Write the report of an experiment, without running it again."""
    from sim.comparison import open_comparison

    refuse_single_run(folder)
    path = open_comparison(folder).report(out, lang.value)
    tell(words("report", lang).format(path=path))
