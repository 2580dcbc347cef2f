"""The answer to an experiment: run it, or open its folder, and look at tables and pictures."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.answers import ANSWERS
from sim.asked import Asked
from sim.cards.comparison import comparison_card
from sim.conduct import Options, conduct
from sim.conduct.conducting import Approve
from sim.conduct.runner import Progress
from sim.design import FRESH, Named, world_name, worlds_from
from sim.errors import ResultsError, SimError
from sim.experiment import Experiment, load_experiment
from sim.markup import Shown
from sim.outcomes import OUTCOMES, smallest_effects
from sim.plots.accessor import Accessor
from sim.plots.comparison import ComparisonPlots
from sim.policies import POLICIES
from sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    import pandas as pd

    from sim.charts import Source
    from sim.report import ReportInput

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)


def compare(
    experiment: str | Path | Mapping[str, Any] | Experiment,
    *,
    replications: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run an experiment of any kind and return its comparison.

    ``replications`` and ``seed`` replace those of the file; ``workers`` defaults to all
    cores; any ``executor`` does the work in their place. ``folder`` keeps the results (the
    same call again runs only what is missing), without it they live in a temporary folder as
    long as the comparison does.

    Raises
    ------
    ScenarioError, ResultsError, SimError
    """
    if not isinstance(experiment, Experiment):
        source = dict(experiment) if isinstance(experiment, Mapping) else experiment
        experiment = load_experiment(source)
    replications = _whole("replications", replications, 1, 100_000)
    experiment = experiment.changed(replications, _whole("seed", seed, 0, 2**63 - 1))
    workers = _whole("workers", workers, 1, 2**63 - 1)
    options = Options(workers=workers, executor=_able(executor), progress=progress)
    return carried_out(experiment, folder, options)


def _whole(name: str, number: int | None, least: int, most: int) -> int | None:
    is_whole = isinstance(number, int) and not isinstance(number, bool)
    if number is not None and not (is_whole and least <= number <= most):
        upto = f" to {most:,}" if most < 2**63 - 1 else ""
        raise SimError(f"{name}: found {number!r}, expected a whole number from {least}{upto}")
    return number


def _able(executor: Executor | None) -> Executor | None:
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise SimError(
            f"executor: found {executor!r}, expected one with a method submit, such as those of "
            "concurrent.futures. Functions that a notebook defines cannot travel to other "
            "processes; scenarios and settings can."
        )
    return executor


def carried_out(
    experiment: Experiment,
    folder: str | Path | None,
    options: Options,
    approve: Approve | None = None,
) -> Comparison:
    """The comparison of an experiment that is run now, as far as its folder lacks runs."""
    kept = None if folder is not None else tempfile.TemporaryDirectory(prefix="sim-")
    place = Path(folder if folder is not None else kept.name)  # type: ignore[union-attr]
    warnings = conduct(experiment, place, options, approve)
    return Comparison(place, kept=kept, warnings=warnings)


class Comparison(Asked):
    """The results of an experiment, in tables and pictures.

    ``runs`` has one row per scenario, replication and month; ``effects`` one per scenario
    and outcome at the end of the horizon, as paired differences from what it is ``against``;
    ``tables`` holds everything that the kind of question calls for, by name.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        kept: tempfile.TemporaryDirectory[str] | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        super().__init__(folder)
        self._kept = kept
        self.warnings = [*self.manifest["warnings"], *warnings]

    # -- what runs gave ----------------------------------------------------------------------

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
    def groups(self) -> pd.DataFrame:
        """scenario, replication, month, origin, age, people, and every outcome of residents."""
        return self.results.groups()

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

    def panels(self, outcome: str) -> dict[str, dict[int, np.ndarray]]:
        """Scenario → replication → [T, C]; only of outcomes that the question kept."""
        return self.results.panels(outcome)

    @cached_property
    def places(self) -> pd.DataFrame:
        """scenario, month, community, x, y, town, kind, residents, n, and the headline outcomes.

        Means over ``n`` replications; empty where the question keeps the last month only.
        """
        return self.results.places()

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

    # -- what they say -----------------------------------------------------------------------

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences at the end of the horizon, with intervals and verdicts."""
        return self.effects_of(self.runs)

    @cached_property
    def effects_by_world(self) -> dict[str, pd.DataFrame]:
        """The same in each world by itself: of use where worlds are named and few."""
        world_of = self.worlds.set_index("replication")["world"]
        parts = self.runs.groupby(self.runs["replication"].map(world_of), sort=False)
        found = {str(name): self.effects_of(runs) for name, runs in parts}
        return {name: found[name] for name in dict.fromkeys(world_of) if name in found}

    def effects_of(self, runs: pd.DataFrame) -> pd.DataFrame:
        """The table of effects that some of the runs give."""
        from sim.analysis import effects

        return effects(
            runs,
            against=self.against,
            outcomes=list(OUTCOMES),
            directions=DIRECTIONS,
            smallest_effect=self.smallest_effects,
            residents=float(self.county["population"]),
            primary=self.primary,
            headlines=HEADLINES,
            exploratory=self.kind == "sweep",
        )

    @property
    def smallest_effects(self) -> dict[str, float]:
        """The smallest difference that matters, of every outcome for which it is meant."""
        return smallest_effects(self.primary, self.smallest_effect)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The answers that this kind of question calls for, by name."""
        return ANSWERS[self.kind].tables(self)

    @cached_property
    def answer(self) -> dict[str, str]:
        """The answer in a sentence or two, in both languages; or why there is none."""
        if reasons := [" ".join(self.doubts(lang)) for lang in LANGUAGES if self.doubts(lang)]:
            return dict(zip(LANGUAGES, reasons, strict=True))
        return ANSWERS[self.kind].sentences(self)

    def doubts(self, lang: Language = "en") -> list[str]:
        """Why no comparison may be drawn: too many failed runs, or more in some scenarios."""
        from sim.analysis.doubts import doubts

        table = self.results.status()
        table = table[table["replication"] < FRESH]
        counts = {
            str(name): dict(Counter(its["status"].tolist()))
            for name, its in table.groupby("scenario", sort=False)
        }
        return doubts(counts, self.titles, lang)

    def variance_reduction(self) -> float:
        """Median factor by which pairing saves runs, over scenarios and headline outcomes."""
        from sim.analysis import variance_reductions

        return variance_reductions(self.runs, against=self.against, outcomes=list(HEADLINES))[1]

    # -- for other tools ---------------------------------------------------------------------

    def to_ema(self) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
        """``(experiments, outcomes)`` as the EMA Workbench has them."""
        from sim.bridges import to_ema

        return to_ema(self.points, self.runs, list(OUTCOMES), self.worlds)

    def to_salib(self) -> dict[str, Any]:
        """The factors of a sensitivity analysis as a problem of SALib."""
        from sim.bridges import to_salib

        return to_salib(self.factor_ranges())

    def factor_ranges(self) -> dict[str, tuple[float, float]]:
        """Low and high of every factor that is a number, as the points have it."""
        numbers = self.points.drop(columns=["scenario", "against"]).select_dtypes("number")
        return {
            str(name): (float(values.min()), float(values.max()))
            for name, values in numbers.items()
            if values.min() < values.max()
        }

    def to_mesa(self) -> pd.DataFrame:
        """All months with ``RunId, iteration, Step``, as Mesa's batches have them."""
        from sim.bridges import as_mesa

        return as_mesa(self.runs, self.points)

    # -- pictures and reports ----------------------------------------------------------------

    plot = Accessor(ComparisonPlots)

    @cached_property
    def source(self) -> Source:
        """What charts say of these tables besides their numbers."""
        from sim.presenting import source_of

        return source_of(self)

    @cached_property
    def costs(self) -> pd.DataFrame:
        """scenario, line, n and yuan_per_resident_year: what the treasury pays."""
        from sim.report import cost_table

        months = int(self.runs["month"].max()) if len(self.runs) else 1
        return cost_table(self.ledger, self.county["population"], months)

    def write_tables(self) -> list[Path]:
        """Write every table of the answer into the folder, with a code book; returns the files."""
        from sim.codebook import with_codebook
        from sim.exports import export

        told = {**self.tables, "points": self.points}
        return export(with_codebook(told, self.titles), self.folder / "tables", ("csv",))

    def report(self, path: str | Path | None = None, lang: Language = "en") -> Path:
        """Write the self-contained HTML report and return its path.

        A ``path`` that ends in ``.docx`` or ``.xlsx`` makes it a Word file or a workbook.
        """
        from sim.publishing import publish_one

        target = Path(path) if path is not None else self.folder / f"report_{lang}.html"
        return publish_one(self, target, lang)

    def report_input(self) -> ReportInput:
        """Everything the report tells, as tables."""
        from sim.presenting import report_input

        return report_input(self)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        told = ", ".join(f"{number} {status}" for status, number in counts.items())
        return f"<Comparison {self.name} ({self.kind}): {len(self.points)} scenarios; runs: {told}>"

    def show(self, lang: Language = "en") -> Shown:
        """This comparison as a notebook shows it, in English or Chinese."""
        return comparison_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html


DIRECTIONS = {key: item.direction for key, item in OUTCOMES.items()}


def open_comparison(folder: str | Path) -> Comparison:
    """The comparison kept in a results folder.

    Raises
    ------
    ResultsError
        where the folder holds none, or none that this version wrote.
    """
    if not isinstance(folder, str | Path):
        raise ResultsError(f"found {folder!r}, expected the path of a folder that a batch wrote")
    try:
        return Comparison(folder)
    except (KeyError, ValueError) as error:
        raise ResultsError(f"{folder} holds no comparison of this version") from error
