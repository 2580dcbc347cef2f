"""Compare scenarios with a baseline over paired worlds: run, keep, analyze, draw, report."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.batch import Answer, Job, run_jobs
from sim.county import load_county
from sim.design import Named, run_seed, world_name, worlds_from
from sim.errors import ResultsError
from sim.experiment import Experiment, load_experiment
from sim.manifest import Plan
from sim.money import LINES
from sim.outcomes import OUTCOMES
from sim.policies import POLICIES
from sim.population import doubts_about_sample, sampled
from sim.replication import Task, replicate
from sim.store import Layout, Results, Run, Store
from sim.version import VERSION
from sim.worlds import worlds_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from sim.report import ReportInput

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)
MATTERS = ("0 to 1", "share", "Gini")
"""Units in which ``smallest_effect`` is meant."""


def compare(
    experiment: str | Path | Mapping[str, Any] | Experiment,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    folder: str | Path | None = None,
    progress: Callable[[Counter[str], int], None] | None = None,
    command: Sequence[str] = (),
) -> Comparison:
    """Run an experiment and return its comparison.

    ``replications`` and ``seed`` replace those of the file; ``workers`` defaults to all
    cores; ``folder`` keeps the results (the same call again runs only what is missing),
    without it they live in a temporary folder as long as the comparison does.

    Raises
    ------
    ScenarioError, ResultsError
    """
    if not isinstance(experiment, Experiment):
        source = dict(experiment) if isinstance(experiment, Mapping) else experiment
        experiment = load_experiment(source)
    experiment = experiment.changed(replications, seed)
    kept = None if folder is not None else tempfile.TemporaryDirectory(prefix="sim-")
    place = Path(folder if folder is not None else kept.name)  # type: ignore[union-attr]
    warnings = _run_missing(experiment, place, workers or os.cpu_count() or 1, progress, command)
    return Comparison(place, kept=kept, warnings=warnings)


def layout_of(experiment: Experiment) -> Layout:
    """The columns of an experiment's tables."""
    used = {key for scenario in experiment.scenarios.values() for key in scenario.policies.given()}
    return Layout(
        outcomes=tuple(OUTCOMES),
        policies=tuple(key for key in POLICIES if key in used),
        lines=tuple((line.name, line.payer, line.payee) for line in LINES),
    )


def plan_of(experiment: Experiment, command: Sequence[str] = ()) -> Plan:
    """What is written into the manifest before the first run."""
    first = experiment.scenarios[experiment.baseline]
    profile = load_county(first.county)
    said = {
        "name": experiment.name,
        "settings": experiment.settings.model_dump() | {"worlds": experiment.worlds_said},
        "baseline": experiment.baseline,
        "county": {
            "illustrative": first.county == "illustrative",
            "communities": len(profile),
            "population": float(profile.residents.sum()),
            "residents": int(sampled(profile.residents, first.residents).sum()),
            "imputed": profile.imputed,
        },
    }
    warnings = [text for scenario in experiment.scenarios.values() for text in scenario.warnings]
    thin = doubts_about_sample(profile.residents, first.residents)
    return Plan(
        experiment=said,
        scenarios={name: item.as_dict() for name, item in experiment.scenarios.items()},
        keys={name: item.key() for name, item in experiment.scenarios.items()},
        seed=experiment.settings.seed,
        worlds=experiment.worlds_said,
        replications=experiment.settings.replications,
        tool_version=VERSION,
        command=list(command),
        warnings=list(dict.fromkeys([*experiment.warnings, *warnings, *profile.warnings, *thin])),
        imputed=profile.summary() if profile.imputed else [],
    )


def _run_missing(
    experiment: Experiment,
    folder: Path,
    workers: int,
    progress: Callable[[Counter[str], int], None] | None,
    command: Sequence[str],
) -> list[str]:
    layout = layout_of(experiment)
    settings = experiment.settings
    with Store(folder, plan_of(experiment, command), layout) as store:
        store.note_worlds(worlds_of(settings.replications, settings.seed, experiment.worlds))
        jobs = []
        for replication in range(settings.replications):
            missing = {
                name: scenario
                for name, scenario in experiment.scenarios.items()
                if (name, replication) not in store.finished
            }
            if missing:
                task = Task(missing, settings.seed, experiment.worlds, layout.policies)
                jobs.append(Job(replication, task))

        def keep(answer: Answer) -> None:
            names = jobs_by_number[answer.replication].payload.scenarios
            if answer.status == "done":
                store.write(answer.value)
            else:
                reason = f"{answer.message}\n{answer.traceback}".strip()
                seed = run_seed(settings.seed, answer.replication)
                store.write(
                    Run(name, answer.replication, seed, answer.status, answer.seconds, reason)
                    for name in names
                )

        jobs_by_number = {job.replication: job for job in jobs}
        run_jobs(
            replicate,
            jobs,
            workers=workers,
            on_done=keep,
            warm=_warm,
            progress=progress,
            preload=["sim.replication"],
        )
        return list(store.warnings)


def _warm() -> None:
    """Compile every loop once, before the work is spread over processes."""
    from sim.assumptions import Assumptions
    from sim.compiled import is_warm
    from sim.scenario import load_scenario
    from sim.simulation import settle

    if not is_warm():
        print("Compiling the model for this machine (once, about 20 s) …", file=sys.stderr)
    settle(load_scenario({"sample": 240, "burn_in": 1}), 0, Assumptions())


class Comparison:
    """The results of an experiment, in tables and pictures.

    ``runs`` has one row per scenario, replication and month; ``effects`` one per scenario
    and outcome at the end of the horizon, as paired differences from the baseline.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        kept: tempfile.TemporaryDirectory[str] | None = None,
        warnings: list[str] | None = None,
    ) -> None:
        self.results = Results.open(folder)
        self.folder = self.results.folder
        self._kept = kept
        self.manifest = self.results.manifest
        self._said = self.manifest["experiment"]
        self.warnings = [*self.manifest["warnings"], *(warnings or [])]

    @property
    def name(self) -> str:
        return str(self._said["name"])

    @property
    def settings(self) -> dict[str, Any]:
        """The experiment's settings: question, primary outcome, smallest effect, seed …"""
        return dict(self._said["settings"])

    @property
    def baseline(self) -> str:
        return str(self._said["baseline"])

    @property
    def titles(self) -> dict[str, dict[str, str]]:
        """Each scenario's title in both languages, the baseline first."""
        scenarios = self.manifest["scenarios"]
        names = [self.baseline, *(name for name in scenarios if name != self.baseline)]
        return {name: _both(scenarios[name].get("title"), name) for name in names}

    @cached_property
    def runs(self) -> pd.DataFrame:
        """scenario, replication, month, and every outcome."""
        found = self.results.runs()
        if lacking := [key for key in OUTCOMES if key not in found.columns]:
            raise ResultsError(
                f"{self.folder} was made by another version of the model: it lacks the "
                f"outcome {lacking[0]}. Run the experiment again, into another folder."
            )
        return found

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """scenario, replication, month, line, payer, payee, yuan."""
        return self.results.ledger()

    @cached_property
    def delivered(self) -> pd.DataFrame:
        """scenario, policy, share of its cost that was paid over the months it acted."""
        wide = self.results.delivered()
        policies = [name for name in wide.columns if name in POLICIES]
        long = wide.melt(["scenario", "replication", "month"], policies, "policy", "share")
        means = long.dropna().groupby(["scenario", "policy"], sort=False)["share"].mean()
        return means.reset_index()

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences from the baseline at the end of the horizon, with intervals."""
        return self._effects_of(self.runs)

    @cached_property
    def worlds(self) -> pd.DataFrame:
        """replication, world (its name or number), and every assumption in it."""
        table = self.results.worlds()
        chosen = worlds_from(self.settings["worlds"])
        names = [world_name(each, chosen) for each in table["replication"]]
        table.insert(1, "world", names)
        return table

    @property
    def has_named_worlds(self) -> bool:
        """Whether the replications take named worlds in turn."""
        return isinstance(worlds_from(self.settings["worlds"]), Named)

    @cached_property
    def effects_by_world(self) -> dict[str, pd.DataFrame]:
        """The same in each world by itself: of use where worlds are named and few."""
        world_of = self.worlds.set_index("replication")["world"]
        parts = self.runs.groupby(self.runs["replication"].map(world_of), sort=False)
        found = {str(name): self._effects_of(runs) for name, runs in parts}
        return {name: found[name] for name in dict.fromkeys(world_of) if name in found}

    def _effects_of(self, runs: pd.DataFrame) -> pd.DataFrame:
        from sim.analysis import effects

        smallest = float(self.settings["smallest_effect"])
        return effects(
            runs,
            baseline=self.baseline,
            outcomes=list(OUTCOMES),
            directions={key: item.direction for key, item in OUTCOMES.items()},
            smallest_effect={
                key: smallest for key, item in OUTCOMES.items() if item.unit in MATTERS
            },
            residents=float(self._said["county"]["population"]),
            primary=str(self.settings["primary"]),
            scenarios=[name for name in self.titles if name != self.baseline],
        )

    def plot(self, lang: str = "en") -> Figure:
        """Forest plot of the effects on the headline outcomes."""
        from sim.charts import forest
        from sim.presenting import caption, labels

        return forest(
            self.effects,
            list(HEADLINES),
            baseline=self.baseline,
            labels=labels(),
            lang=lang,  # type: ignore[arg-type]
            titles=self.titles,
            caption=caption(
                int(self.settings["seed"]), illustrative=self._said["county"]["illustrative"]
            ),
        )

    def report(self, path: str | Path | None = None, lang: str = "en") -> Path:
        """Write the self-contained HTML report and return its path."""
        from sim.report import render_report

        target = Path(path) if path else self.folder / f"report_{lang}.html"
        return render_report(self.report_input(), target, lang)  # type: ignore[arg-type]

    def report_input(self) -> ReportInput:
        """Everything the report tells, as tables."""
        from sim.presenting import report_input

        return report_input(self)

    def variance_reduction(self) -> float:
        """Median factor by which pairing saves runs, over scenarios and headline outcomes."""
        from sim.analysis import variance_reductions

        return variance_reductions(self.runs, baseline=self.baseline, outcomes=list(HEADLINES))[1]

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<Comparison {self.name}: {len(self.titles)} scenarios, {counts}>"

    def _repr_html_(self) -> str:
        shown = self.effects[self.effects["outcome"].isin(HEADLINES)]
        columns = ["scenario", "outcome", "difference", "low", "high", "verdict"]
        return str(shown[columns].to_html(index=False, float_format="{:+.3f}".format))


def open_comparison(folder: str | Path) -> Comparison:
    """The comparison kept in a results folder.

    Raises
    ------
    ResultsError
        where the folder holds none, or none that this version wrote.
    """
    try:
        return Comparison(folder)
    except (KeyError, ValueError) as error:
        raise ResultsError(f"{folder} holds no comparison of this version") from error


def _both(title: Any, name: str) -> dict[str, str]:
    if not title:
        return {"en": name, "zh": name}
    first = next(iter(title.values()))
    return {"en": title.get("en", first), "zh": title.get("zh", first)}
