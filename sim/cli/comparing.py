"""``sim batch`` and ``sim report``: an experiment over paired worlds, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.compiling import compile_once
from sim.cli.exporting import refuse_single_run
from sim.cli.running import caption
from sim.cli.screen import LARGEST_SEED, Lang, LangOption, complain, program, show_table, tell
from sim.cli.shipped import named
from sim.cli.wording import words
from sim.words import change, change_unit, decimal, percent, say
from sim.words import named as titled

if TYPE_CHECKING:
    from sim.comparison import Comparison

FAILED = 1
MOST_FAILED_SHOWN = 5


def batch(
    ctx: typer.Context,
    experiment: Annotated[
        str, typer.Argument(help="An experiment file, or the name of a shipped one.")
    ],
    replications: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="Worlds to compare in; default: the file's."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=LARGEST_SEED, help="Default: the file's.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; default: all cores.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Default: results/NAME.")] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Run an experiment, print its effects and write its report.

    Interrupted or killed, the same command again does what is missing.
    """
    from sim.batch import Interrupted
    from sim.comparison import compare
    from sim.experiment import load_experiment
    from sim.progress import Progress

    asked = load_experiment(named(experiment, "experiments"))
    folder = out if out is not None else Path("results") / asked.name
    compile_once(lang)
    try:
        comparison = compare(
            asked,
            replications=replications,
            seed=seed,
            workers=workers,
            folder=folder,
            progress=Progress(lang=lang.value),
            command=ctx.obj["command"],
        )
    except Interrupted as stop:
        kept = words("interrupted", lang)
        said = kept.format(done=stop.done, total=stop.total, folder=folder)
        raise KeyboardInterrupt(said) from stop
    if not tell_comparison(comparison, lang):
        raise typer.Exit(FAILED)


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


def tell_comparison(comparison: Comparison, lang: Lang) -> bool:
    """Print effects and report what failed; False where a run failed."""
    for text in comparison.warnings:
        complain(words("warning", lang).format(text=text))
    status = comparison.results.status()
    wrong = status[status["status"] != "done"]
    is_empty = len(wrong) == len(status)
    if not is_empty:
        _tell_effects(comparison, lang)
        tell(*comparison.manifest["imputed"])
    if len(wrong):
        _tell_failed(wrong.to_dict("records"), comparison.manifest["counts"]["asked"], lang)
    if is_empty:
        complain(words("nothing_done", lang))
    else:
        _tell_places(comparison, lang)
    return not len(wrong)


def _tell_effects(comparison: Comparison, lang: Lang) -> None:
    from sim.statistics.pairs import FEWEST

    rows = comparison.effects.to_dict("records")
    most = max(int(row["n"]) for row in rows)
    title = titled(comparison.titles, comparison.baseline, lang.value)
    tell(
        words("effects", lang).format(month=rows[0]["month"], baseline=title, n=most),
        "",
    )
    columns = ("difference", "interval", "verdict", "better_in", "yuan")
    header = [words(key, lang) for key in columns]
    show_table(["", *header], _effect_rows(comparison, rows, lang), left=(0, 3))
    tell(words("legend", lang))
    if most < FEWEST:
        tell(words("no_interval", lang).format(fewest=FEWEST))
    factor = decimal(comparison.variance_reduction(), 0)
    tell(words("variance_reduction", lang).format(factor=factor))
    if comparison.has_named_worlds:
        _tell_by_world(comparison, columns, lang)


def _tell_by_world(comparison: Comparison, columns: tuple[str, ...], lang: Lang) -> None:
    """The primary outcome in each named world by itself: what holds in all of them?"""
    from sim.outcomes import OUTCOMES
    from sim.presets import title_of

    primary = comparison.settings["primary"]
    item = OUTCOMES[primary]
    title = item.zh if lang == Lang.ZH else item.en
    rows: list[tuple[str, ...]] = []
    for world, effects in comparison.effects_by_world.items():
        found = effects[effects["outcome"] == primary].to_dict("records")
        number = max(int(row["n"]) for row in found)
        rows.append((f"{title_of(world)[lang.value]} (n = {number})",))
        rows += [
            (
                f"  {titled(comparison.titles, row['scenario'], lang.value)}",
                *_effect_cells(row, item.unit, lang),
            )
            for row in found
        ]
    tell("", words("by_world", lang).format(outcome=title), "")
    show_table(["", *(words(key, lang) for key in columns)], rows, left=(0, 3))


def _effect_rows(
    comparison: Comparison, rows: list[dict[Any, Any]], lang: Lang
) -> Iterator[tuple[str, ...]]:
    """A heading for each headline outcome, the primary one first, then its scenarios."""
    from sim.comparison import HEADLINES
    from sim.outcomes import OUTCOMES

    primary = comparison.settings["primary"]
    for key in (primary, *(each for each in HEADLINES if each != primary)):
        item = OUTCOMES[key]
        title = item.zh if lang == Lang.ZH else item.en
        yield (f"{title} ({change_unit(item.unit, lang.value)})",)
        for row in rows:
            if row["outcome"] == key:
                name = titled(comparison.titles, row["scenario"], lang.value)
                yield (f"  {name}", *_effect_cells(row, item.unit, lang))


def _effect_cells(row: dict[Any, Any], unit: str, lang: Lang) -> tuple[str, ...]:
    low, high = change(row["low"], unit), change(row["high"], unit)
    return (
        change(row["difference"], unit),
        f"{low}…{high}" if row["low"] == row["low"] else "–",
        say(f"verdict.{row['verdict']}", lang.value) if row["low"] == row["low"] else "–",
        percent(row["share_better"], lang.value),
        decimal(row["yuan_per_resident_year"], 1),
    )


def _tell_failed(wrong: list[dict[Any, Any]], asked: int, lang: Lang) -> None:
    complain(words("failed_runs", lang).format(failed=len(wrong), asked=asked))
    for row in wrong[:MOST_FAILED_SHOWN]:
        message = str(row["message"]).partition("\n")[0]
        line = words("failed_run", lang)
        complain(line.format(**{**row, "message": message}))
    if (more := len(wrong) - MOST_FAILED_SHOWN) > 0:
        complain(words("more_failed", lang).format(more=more))


def _tell_places(comparison: Comparison, lang: Lang) -> None:
    """Where the report lies, and how to have it in the other language."""
    path = comparison.report(lang=lang.value)
    folder = comparison.folder
    county = comparison.manifest["scenarios"][comparison.baseline]["county"]
    tell(
        caption(county == "illustrative", lang),
        "",
        words("results", lang).format(folder=folder),
        words("report", lang).format(path=path),
        words("other_language", lang).format(program=program(), folder=folder),
    )
