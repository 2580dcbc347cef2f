"""``sim report``: the report of an experiment, without running it again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.exporting import refuse_single_run
from sim.cli.screen import Lang, tell
from sim.cli.wording import words
from sim.words import LANGUAGES, Language

LANGS = ("en", "zh", "both")
FORMATS = ("html", "docx", "xlsx")


def report(
    folder: Annotated[Path, typer.Argument(help="A folder that sim batch wrote.")],
    to: Annotated[str, typer.Option(metavar="FORMATS", help="Of html, docx, xlsx.")] = "html",
    out: Annotated[
        Path | None, typer.Option(help="A folder, or the name of one file; default: FOLDER.")
    ] = None,
    lang: Annotated[str, typer.Option(metavar="en|zh|both", help="Language of the report.")] = "en",
) -> None:
    """Write the report of an experiment: a page, a Word file or a workbook; nothing is run."""
    formats: list[Any] = chosen(to, FORMATS, "--to")
    langs = languages(chosen(lang, LANGS, "--lang"))
    from sim.comparison import open_comparison
    from sim.publishing import publish

    refuse_single_run(folder)
    comparison = open_comparison(folder)
    told = Lang.ZH if langs == ["zh"] else Lang.EN
    for path in publish(comparison, langs, formats, out):
        tell(words("report", told).format(path=path))


def languages(said: Sequence[str]) -> list[Language]:
    """The languages meant; ``both`` are all there are."""
    return [lang for lang in LANGUAGES if "both" in said or lang in said]


def chosen(said: str, known: Sequence[str], option: str) -> list[str]:
    """The words in ``html,docx``, each once, every one of them known.

    Raises
    ------
    ScenarioError
        where one is unknown or none is given.
    """
    from sim.errors import Problem, ScenarioError
    from sim.reading.faults import did_you_mean

    found = [each.strip() for each in said.lower().split(",")]
    unknown = [each for each in found if each not in known]
    if not unknown:
        return list(dict.fromkeys(found))
    hint = did_you_mean(unknown[0], list(known))
    several = len(known) > 1 and option == "--to"
    listed = ", ".join(known)
    expected = f"some of {listed}, separated by commas" if several else f"one of {listed}"
    raise ScenarioError([Problem(f"found {unknown[0]!r}", expected, file=option, hint=hint)])
