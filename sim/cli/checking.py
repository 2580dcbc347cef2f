"""``sim check``: read files as a run would, and say all that is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.screen import Lang, LangOption, tell
from sim.cli.shipped import named
from sim.cli.wording import words
from sim.errors import ScenarioError

FAULTY = 2
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
"""Endings of county tables; every other file is a scenario or an experiment."""

ASKING = {"kind", "question", "against", "scenarios", "replications", "primary", "factors"}
"""Keys that only experiments have."""


def check(
    files: Annotated[list[str], typer.Argument(help="Scenarios, experiments, county tables.")],
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for faults.")] = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Check files without running anything."""
    faulty = doubtful = 0
    for file in files:
        try:
            kind, warnings = _look_at(file, lang)
        except ScenarioError as error:
            faulty += 1
            tell(str(error))
            continue
        doubtful += bool(warnings)
        tell(words("ok", lang).format(file=file, kind=kind))
        tell(*(f"  {words('warning', lang).format(text=text)}" for text in warnings))
    if len(files) > 1:
        counts = {"files": len(files), "faulty": faulty, "doubtful": doubtful}
        tell(words("checked", lang).format(**counts))
    if faulty or (strict and doubtful):
        raise typer.Exit(FAULTY)


def _look_at(file: str, lang: Lang) -> tuple[str, Sequence[str]]:
    """What a file is, and what is allowed in it but probably not meant."""
    if Path(file).suffix.lower() in TABLES:
        from sim.county import read_county

        profile = read_county(file)
        return words("table", lang).format(communities=len(profile)), profile.warnings
    path = named(file, "scenarios")
    return (
        _look_at_experiment(path, lang) if _is_experiment(path) else _look_at_scenario(path, lang)
    )


def _is_experiment(path: Path) -> bool:
    """Whether a file asks a question of scenarios, rather than being one."""
    from sim.reading.reader import read

    return not ASKING.isdisjoint(read(path).content)


def _look_at_scenario(path: Path, lang: Lang) -> tuple[str, Sequence[str]]:
    from sim.county import load_county
    from sim.scenario import load_scenario

    scenario = load_scenario(path)
    profile = load_county(scenario.county)
    return words("scenario", lang), [*scenario.warnings, *profile.warnings]


def _look_at_experiment(path: Path, lang: Lang) -> tuple[str, Sequence[str]]:
    from sim.conduct.plan import plan_of
    from sim.experiment import load_experiment

    experiment = load_experiment(path)
    said = "experiment" if experiment.settings.precision is None else "experiment_by_precision"
    kind = words(said, lang).format(
        kind=experiment.kind, points=len(experiment.points), runs=experiment.runs()
    )
    return kind, plan_of(experiment).warnings
