"""``sim check``: read files as a run would, and say all that is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.compiling import compile_once
from sim.cli.heeding import FAULTY, StrictOption, warn
from sim.cli.screen import Lang, LangOption, complain, tell
from sim.cli.shipped import named
from sim.cli.telling_apart import kind_of
from sim.cli.wording import words
from sim.errors import ScenarioError


def check(
    files: Annotated[list[str], typer.Argument(help="Scenarios, experiments, county tables.")],
    strict: StrictOption = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Check files without running anything.

    Faults and warnings go to standard error; the exit code is 2 where there is a fault.
    """
    faulty = doubtful = 0
    for file in files:
        try:
            kind, warnings = _look_at(file, lang)
        except ScenarioError as error:
            faulty += 1
            complain(str(error))
            continue
        doubtful += bool(warnings)
        tell(words("ok", lang).format(file=file, kind=kind))
        warn((f"{file}: {text}" for text in warnings), lang)
    if len(files) > 1:
        counts = {"files": len(files), "faulty": faulty, "doubtful": doubtful}
        tell(words("checked", lang).format(**counts))
    if faulty or (strict and doubtful):
        raise typer.Exit(FAULTY)


def _look_at(file: str, lang: Lang) -> tuple[str, Sequence[str]]:
    """What a file is, and what is allowed in it but probably not meant."""
    from sim.scenario import TABLES

    if Path(file).suffix.lower() in TABLES:
        from sim.county import read_county

        profile = read_county(file)
        return words("table", lang).format(communities=len(profile)), profile.warnings
    path = _known(file)
    is_experiment = kind_of(path) == "experiment"
    return _look_at_experiment(path, lang) if is_experiment else _look_at_scenario(path, lang)


def _known(file: str) -> Path:
    """The file that is meant: by its path, or by the bare name of what ships."""
    from sim.cli.shipped import shipped

    experiment = shipped("experiments") / f"{file}.yaml"
    is_both = (shipped("scenarios") / f"{file}.yaml").is_file()
    return named(file, "experiments" if experiment.is_file() and not is_both else "scenarios")


def _look_at_scenario(path: Path, lang: Lang) -> tuple[str, Sequence[str]]:
    from sim.outlook import warnings_before
    from sim.scenario import load_scenario

    scenario = load_scenario(path)
    if scenario.policies.given():
        compile_once(lang)  # policies are asked for their costs in a county
    return words("scenario", lang), warnings_before(scenario)


def _look_at_experiment(path: Path, lang: Lang) -> tuple[str, Sequence[str]]:
    from sim.conduct.plan import plan_of
    from sim.experiment import load_experiment

    experiment = load_experiment(path)
    said = "experiment" if experiment.settings.precision is None else "experiment_by_precision"
    kind = words(said, lang).format(
        kind=experiment.kind, points=len(experiment.points), runs=experiment.runs()
    )
    compile_once(lang)
    return kind, plan_of(experiment).warnings
