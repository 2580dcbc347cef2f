"""``sim batch``: an experiment over paired worlds, and what it says."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.compiling import compile_once
from sim.cli.heeding import StrictOption, heed, warn
from sim.cli.screen import LARGEST_SEED, Lang, LangOption, complain, program
from sim.cli.shipped import named
from sim.cli.telling import tell_comparison
from sim.cli.telling_apart import expect
from sim.cli.wording import words
from sim.progress import duration
from sim.words import change, change_unit, decimal, unit_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sim.conduct import Estimate
    from sim.experiment import Experiment

FAILED = 1
PATIENCE_SECONDS = 60.0
LONG_SECONDS = 3600.0
LARGE_BYTES = 5e9
"""A batch that takes more than this is started only when somebody says so."""

MOST_PER_CORE = 4
"""More processes than this only stand in each other's way, and fill the memory."""


def _possible(workers: int | None) -> int | None:
    """The number of processes itself, where the machine can bear them."""
    cores = os.cpu_count() or 1
    if workers is not None and workers > MOST_PER_CORE * cores:
        most = MOST_PER_CORE * cores
        raise typer.BadParameter(f"{workers:,} processes on {cores} cores; at most {most}.")
    return workers


def batch(
    ctx: typer.Context,
    experiment: Annotated[
        str, typer.Argument(help="An experiment file, or the name of a shipped one.")
    ],
    replications: Annotated[
        int | None,
        typer.Option(min=1, max=100_000, help="Worlds to compare in; default: the file's."),
    ] = None,
    add_replications: Annotated[
        int | None, typer.Option(min=1, help="More than the folder has; only they are run.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=LARGEST_SEED, help="Default: the file's.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes; default: all cores.", callback=_possible),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Default: results/NAME.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what the folder holds, as it was asked.")
    ] = False,
    accept_changes: Annotated[
        bool,
        typer.Option("--accept-changes", help="Run anew what changed since the last batch."),
    ] = False,
    shard: Annotated[
        str | None, typer.Option(metavar="i/N", help="Run one of N parts; then sim merge.")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Run on a Dask cluster.")
    ] = None,
    run_seconds: Annotated[
        float | None, typer.Option(min=0.1, help="Longest a single run may take.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Start a long batch without asking.")] = False,
    strict: StrictOption = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Run an experiment, print its answer and write its tables and report.

    Interrupted or killed, the same command again does what is missing.
    """
    from sim.comparison import carried_out
    from sim.conduct import Options
    from sim.conduct.plan import plan_of
    from sim.conduct.runner import parse_shard
    from sim.experiment import load_experiment
    from sim.progress import Progress

    asked = load_experiment(expect(named(experiment, "experiments"), "experiment"))
    part = None if shard is None else parse_shard(shard)
    folder = out if out is not None else _usual_folder(asked.name, part)
    asked = asked.changed(*_as_before(folder, asked, replications, add_replications, seed, resume))
    compile_once(lang)
    if strict:
        heed(plan_of(asked).warnings, strict, lang)
    with _cluster(dask) as executor:
        options = Options(
            workers=workers,
            executor=executor,
            shard=part,
            run_seconds=run_seconds,
            progress=Progress(lang=lang.value),
            command=ctx.obj["command"],
            accept_changes=accept_changes,
        )
        try:
            comparison = carried_out(
                asked, folder, options, lambda estimate: _approved(estimate, asked, yes, lang)
            )
        except KeyboardInterrupt as stop:  # amid the runs, or before and after them
            done, total = _kept(folder, stop, asked.runs())
            command = _resuming(experiment, folder, shard, dask)
            said = words("interrupted", lang).format(done=done, total=total, command=command)
            raise KeyboardInterrupt(said) from stop
    if not tell_comparison(comparison, lang):
        raise typer.Exit(FAILED)


def _usual_folder(name: str, part: tuple[int, int] | None) -> Path:
    folder = Path("results") / name
    return folder if part is None else folder.with_name(f"{name}-{part[0]}-of-{part[1]}")


def _as_before(
    folder: Path,
    asked: Experiment,
    replications: int | None,
    more: int | None,
    seed: int | None,
    resume: bool,
) -> tuple[int | None, int | None]:
    """Replications and seed, as typed or as the folder was asked for.

    Raises
    ------
    ResultsError
        where there is nothing to resume or to add to.
    SimError
        where options contradict each other.
    """
    from sim.errors import SimError
    from sim.manifest import read_manifest

    if replications is not None and more is not None:
        raise SimError("Write --replications or --add-replications, not both.")
    if not resume and more is None:
        return replications, seed
    former = read_manifest(folder)
    before = int(former["replications"])
    seed = int(former["identity"]["seed"]) if seed is None else seed
    if more is not None:
        return before + more, seed
    usual = before == asked.settings.replications or asked.settings.precision is not None
    return (None if usual and replications is None else replications or before), seed


@contextmanager
def _cluster(address: str | None) -> Iterator[Executor | None]:
    if address is None:
        yield None
        return
    from sim.batch import dask_executor

    with dask_executor(address) as executor:
        yield executor


def _kept(folder: Path, stop: KeyboardInterrupt, asked: int) -> tuple[int, int]:
    """How many runs the folder has, of all that were asked for: a batch comes in several parts."""
    from sim.errors import ResultsError
    from sim.store import Results

    try:
        status = Results.open(folder).status()["status"]
    except ResultsError:  # interrupted before there was a plan
        return getattr(stop, "done", 0), getattr(stop, "total", asked)
    return int((status == "succeeded").sum()), len(status)


def _resuming(experiment: str, folder: Path, shard: str | None, dask: str | None) -> str:
    """The command that does the rest: of the same part, in the same place."""
    typed = ["batch", experiment, "--out", str(folder), "--resume"]
    typed += ["--shard", shard] if shard else []
    typed += ["--dask", dask] if dask else []
    return f"{program()} {shlex.join(typed)}"


def _approved(estimate: Estimate, asked: Experiment, yes: bool, lang: Lang) -> None:
    """Say what the batch will take; ask first where that is much.

    Raises
    ------
    SimError
        where it is much and nobody is there to be asked.
    Interrupted
        where the answer is no.
    """
    from sim.batch import Interrupted
    from sim.conduct.plan import plan_of
    from sim.errors import SimError

    complain(words("preflight", lang).format(**_estimated(estimate, lang)))
    if (precision := asked.settings.precision) is not None:
        most = {"most": decimal(precision.most, 0), "runs": decimal(asked.runs(), 0)}
        complain(words("by_precision", lang).format(**most))
    if estimate.needed is not None:
        complain(words("detectable", lang).format(**_detectable(estimate, asked, lang)))
    if estimate.seconds > PATIENCE_SECONDS:  # shorter ones tell it soon enough at their end
        warn(plan_of(asked).warnings, lang)
    if yes or (estimate.seconds < LONG_SECONDS and estimate.bytes < LARGE_BYTES):
        return
    if not sys.stdin.isatty():
        raise SimError(words("too_long", lang))
    if not typer.confirm(words("go_on", lang), err=True):
        raise Interrupted(0, estimate.runs)


def _estimated(estimate: Estimate, lang: Lang) -> dict[str, str]:
    return {
        "runs": decimal(estimate.runs, 0),
        "scenarios": decimal(estimate.scenarios, 0),
        "replications": str(estimate.replications),
        "time": duration(max(estimate.seconds, 1.0), lang.value),
        "megabytes": decimal(max(estimate.bytes / 1e6, 1.0), 0),
    }


def _detectable(estimate: Estimate, asked: Experiment, lang: Lang) -> dict[str, str]:
    from sim.outcomes import OUTCOMES

    item = OUTCOMES[asked.settings.primary]
    unit = change_unit(item.unit, lang.value) if unit_of(item.unit).percent else ""
    return {
        "outcome": item.zh if lang == Lang.ZH else item.en.lower(),
        "size": change(estimate.detectable, item.unit).lstrip("+"),
        "smallest": change(asked.settings.smallest_effect, item.unit).lstrip("+"),
        "needed": decimal(estimate.needed or 0, 0),
        "unit": unit if lang == Lang.ZH else f" {unit}".rstrip(),
    }
