"""``sim county``: a county's table from its division codes, and a look at a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.screen import Lang, LangOption, program, tell
from sim.cli.wording import words


def build(
    codes: Annotated[Path, typer.Option(help="Table with a column `code` of 12 digits.")],
    population: Annotated[int, typer.Option(help="Residents of the whole county.")],
    out: Annotated[Path, typer.Option(help="The table to write.")],
    lang: LangOption = Lang.EN,
) -> None:
    """Build a county from an official list of division codes; all else is imputed and listed."""
    from sim.county import county_from_codes, describe, write_county

    profile = county_from_codes(codes, population)
    write_county(profile, out)
    tell(
        describe(profile),
        words("county_written", lang).format(program=program(), file=out),
    )


def describe(
    file: Annotated[str, typer.Argument(help="A county table.")] = "illustrative",
) -> None:
    """Say what a county's table holds and what had to be imputed."""
    from sim.county import describe as described
    from sim.county import load_county

    tell(described(load_county(file)))
