"""``sim export`` and ``sim merge``: results as files for other programs, shards as one folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.exporting import refuse_single_run
from sim.cli.ledger_words import ledger_words
from sim.cli.screen import Lang, LangOption, complain, program, tell
from sim.cli.wording import words
from sim.words import named as titled

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison
    from sim.store import Results

LAST_MONTH = "last month"
"""What a manifest says of runs of which only the last month is kept."""

MOST_SHOWN = 10
"""Scenarios that a list of what is missing names."""

# -- files for other programs ----------------------------------------------------------------


def export(
    folder: Annotated[Path, typer.Argument(help="A folder that sim batch wrote.")],
    to: Annotated[str, typer.Option(metavar="FORMATS", help="Of csv, parquet and xlsx.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="Default: tables inside the folder.")] = None,
    mesa: Annotated[
        bool, typer.Option("--mesa", help="Runs with RunId, iteration, Step, as Mesa has them.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw/--no-raw", help="What every run gave, beside the answers.")
    ] = True,
    lang: LangOption = Lang.EN,
) -> None:
    """Write every table of an experiment, with a code book, for other programs."""
    from sim.codebook import with_codebook
    from sim.comparison import open_comparison
    from sim.exports import export as write

    refuse_single_run(folder)
    formats = _formats(to)
    comparison = open_comparison(folder)
    tables = {**comparison.tables, "points": comparison.points}
    if raw:
        tables |= _raw(comparison)
    if mesa:
        tables["runs"] = comparison.to_mesa()
    place = out if out is not None else folder / "tables"
    for path in write(with_codebook(tables, comparison.titles), place, formats):
        tell(ledger_words("written", lang).format(path=path))


def _formats(said: str) -> list[str]:
    """The formats in ``csv,xlsx``.

    Raises
    ------
    ScenarioError
        where one is unknown or none is given.
    """
    from sim.errors import Problem, ScenarioError
    from sim.exports import FORMATS
    from sim.reading.misspelling import did_you_mean

    formats = [each.strip() for each in said.lower().split(",")]
    unknown = [each for each in formats if each not in FORMATS]
    if not unknown:
        return formats
    hint = did_you_mean(unknown[0], list(FORMATS))
    expected = f"some of {', '.join(FORMATS)}, separated by commas"
    raise ScenarioError([Problem(f"found {unknown[0]!r}", expected, file="--to", hint=hint)])


def _raw(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """What every run gave and what became of it; tables that were not kept are left out."""
    results = comparison.results
    tables = {"runs": comparison.runs, "worlds": comparison.worlds, "status": results.status()}
    if str(comparison.manifest["identity"]["kept"]).startswith(LAST_MONTH):
        return tables
    return tables | {
        "groups": comparison.groups,
        "delivered": results.delivered(),
        "ledger": comparison.ledger,
    }


# -- shards ----------------------------------------------------------------------------------


def merge(
    folders: Annotated[list[Path], typer.Argument(help="Folders of the parts of one batch.")],
    out: Annotated[Path, typer.Option(help="The folder that gets them all.")],
    lang: LangOption = Lang.EN,
) -> None:
    """Put the parts of a batch that ran with --shard into one results folder."""
    from sim.store import Results
    from sim.store.merging import merge as merged

    for text in merged(folders, out):
        complain(words("warning", lang).format(text=text))
    results = Results.open(out)
    counts = results.manifest["counts"]
    done = {status: counts.get(status, 0) for status in ("succeeded", "failed")}
    missing = counts["asked"] - sum(done.values())
    tell(
        ledger_words("merged", lang).format(
            into=out, asked=counts["asked"], missing=missing, **done
        )
    )
    _tell_missing(results, lang)
    is_whole = not missing and not done["failed"]
    to_do = "fresh_luck" if _lacks_fresh_luck(results.manifest) else "answer"
    said = ledger_words(to_do if is_whole else "the_rest", lang)
    tell(said.format(command=_command(results)))


def _tell_missing(results: Results, lang: Lang) -> None:
    """How many runs each scenario lacks."""
    titles = results.manifest["experiment"].get("titles", {})
    rows = results.status().to_dict("records")
    lacking = Counter(
        str(row["scenario"]) for row in rows if row["status"] not in ("succeeded", "failed")
    )
    for name, count in list(lacking.items())[:MOST_SHOWN]:
        scenario = titled(titles, name, lang.value)
        tell(ledger_words("missing", lang).format(scenario=scenario, count=count))
    if (more := len(lacking) - MOST_SHOWN) > 0:
        tell(ledger_words("and_more", lang).format(more=more))


def _lacks_fresh_luck(manifest: dict[str, Any]) -> bool:
    """Whether somebody may have come out highest, and nobody has looked again."""
    from sim.conduct.conducting import REESTIMATED

    return manifest["experiment"]["kind"] in REESTIMATED and "winner" not in manifest


def _command(results: Results) -> str:
    """What does the rest: the batch as it was called, in the whole folder."""
    called = results.manifest["command"]
    given = called[2] if len(called) > 2 and not called[2].startswith("-") else ""
    experiment = given or results.manifest["experiment"]["name"]
    return f"{program()} batch {experiment} --out {results.folder} --resume"
