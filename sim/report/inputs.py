"""What a report is made of: tables, titles and the record of how they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from sim.charts.source import Source
from sim.errors import ResultsError
from sim.words import Label

Title = Mapping[str, str]
"""A text in both languages: ``{"en": …, "zh": …}``."""

COST = "yuan_per_resident_year"


@dataclass(frozen=True)
class Ending:
    """A scenario whose package ends before the horizon, and its twin that goes on, if any."""

    scenario: str
    month: int
    continued: str | None = None


@dataclass(frozen=True)
class CountyNote:
    """Whose county was simulated: its size, and what of its table was imputed."""

    label: Title
    communities: int
    population: float
    residents: int
    """Residents simulated, who stand for the population."""
    illustrative: bool = True
    imputed: Mapping[str, int] = field(default_factory=dict)
    """Column → communities it was imputed for."""
    columns: Mapping[str, Title] = field(default_factory=dict)
    """What those columns are called."""

    @property
    def named(self) -> bool:
        """Whether its communities may go by their names."""
        return not self.illustrative and not self.imputed


@dataclass(frozen=True)
class Provenance:
    """How the tables came about, and the command that makes them again."""

    asked: Mapping[str, int] | None
    done: Mapping[str, int] | None
    failed: Mapping[str, int]
    seed: int | None
    command: str
    version: str = ""
    worlds: str = "sampled"
    """``sampled`` or ``latin_hypercube`` from the declared ranges, ``named``, or ``default``."""
    burn_in: int = 24
    created: str = ""
    identity: Mapping[str, str] = field(default_factory=dict)
    """Further marks of what ran: hashes of scenarios and model, versions of packages."""
    multiplicity: Title | None = None
    """How many looks were allowed for; without it the report says that none were."""
    warnings: Sequence[Title | str] = ()
    doubts: Sequence[Title] = ()
    """Why no comparison may be drawn, where none may."""
    fingerprint: str = ""
    folder: str = ""
    """What the results folder is called."""
    runs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Scenario → keys of its finished runs, in the order of the replications."""


@dataclass(frozen=True)
class ReportInput:
    """All that one report tells. Its tables need these columns, others are welcome:

    ``runs``: scenario, replication, month and a column per outcome ·
    ``effects``: scenario, outcome, month, n, baseline_mean, mean, difference, low, high,
    verdict, share_better, variance_reduction, smallest_effect, yuan_per_resident_year (more
    than the baseline) ·
    ``ledger``: scenario, line, yuan_per_resident_year (and n), see `cost_table` ·
    ``delivered``: scenario, policy, share ·
    ``assumptions``: key, en, zh, default, low, high, unit, source, grade.
    """

    question: Title
    scenarios: Sequence[tuple[str, Title]]
    baseline: str
    outcomes: Sequence[str]
    """Headline outcomes, the primary one first."""
    runs: pd.DataFrame
    effects: pd.DataFrame
    ledger: pd.DataFrame
    delivered: pd.DataFrame
    assumptions: pd.DataFrame
    labels: Mapping[str, Label]
    county: CountyNote
    provenance: Provenance
    lines: Mapping[str, Any] = field(default_factory=dict)
    """Titles of the lines of the ledger."""
    policies: Mapping[str, Any] = field(default_factory=dict)
    """Titles of the policies."""
    endings: Sequence[Ending] = ()
    by_world: Sequence[tuple[Title, pd.DataFrame]] = ()
    """Named worlds with the effects in each by itself, where the replications took such."""
    fresh: pd.DataFrame | None = None
    """The highest scenario on fresh replications: scenario, outcome, difference, low, high, n."""
    kind: str = "compare"
    """Of question: compare, sweep, sensitivity, packages or pilot."""
    against: Mapping[str, str] = field(default_factory=dict)
    """Scenario → what it is compared with; empty: all with the baseline."""
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """What this kind of question is answered with, by name."""
    answer: Title = field(default_factory=dict)
    """The answer to a question about factors or pilots, in both languages."""
    factors: Mapping[str, Title] = field(default_factory=dict)
    """Titles of what is varied."""
    varied: Sequence[str] = ()
    """The factors of the design, in the order of its points."""
    grades: Mapping[str, str] = field(default_factory=dict)
    """What the value of a factor rests on: measured, literature, expert or assumed."""
    starts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Scenario → policy → the month in which it starts."""
    equal_cost: float | None = None
    """What every package was meant to cost, yuan per resident and year."""
    places: pd.DataFrame | None = None
    """scenario, month, community, x, y, residents and outcomes, as means over replications."""

    @property
    def titles(self) -> dict[str, Title]:
        """Scenario → title, in the order of the report."""
        return dict(self.scenarios)

    @property
    def source(self) -> Source:
        """What charts are told of where their tables come from."""
        told = self.provenance
        return Source(
            baseline=self.baseline,
            titles=self.titles,
            starts=self.starts,
            ends={ending.scenario: ending.month for ending in self.endings},
            policies=self.policies,
            seed=told.seed,
            county=self.county.label,
            assumed_share=self.assumed_share,
            version=told.version,
            fingerprint=told.fingerprint,
            command=told.command,
        )

    @property
    def compared(self) -> list[str]:
        """Every scenario that is compared with another."""
        if self.against:
            return [key for key, _ in self.scenarios if key in self.against]
        return [key for key, _ in self.scenarios if key != self.baseline]

    @property
    def baselines(self) -> list[str]:
        """Everything that others are compared with."""
        return list(dict.fromkeys(self.against.values())) or [self.baseline]

    @property
    def horizon(self) -> int:
        """The last reported month, 0 where no run finished."""
        return int(self.runs["month"].max()) if len(self.runs) else 0

    @property
    def replications(self) -> int:
        """Finished runs of the scenario that has most of them."""
        return max((self.provenance.done or {}).values(), default=0)

    @property
    def assumed_share(self) -> float | None:
        """The share of parameters nobody measured, None without a table of them."""
        grades = self.assumptions["grade"]
        return float((grades == "assumed").mean()) if len(grades) else None


def check(report: ReportInput) -> None:
    """Refuse numbers without their n or their seed, and tables that lack a column.

    Raises
    ------
    ResultsError
    """
    provenance = report.provenance
    if provenance.seed is None:
        raise ResultsError("the report has no seed: a number without its seed is not printed")
    for name, counts in (("asked for", provenance.asked), ("done", provenance.done)):
        absent = [key for key, _ in report.scenarios if key not in (counts or {})]
        if absent:
            raise ResultsError(
                f"the report does not say how many runs were {name} for: {', '.join(absent)}"
            )
    for name, columns in COLUMNS.items():
        table = getattr(report, name)
        lacking = [column for column in columns if column not in table.columns]
        if lacking:
            raise ResultsError(f"the table {name} lacks the columns: {', '.join(lacking)}")
    if report.effects["n"].isna().any():
        raise ResultsError("the table effects has rows without n: such numbers are not printed")


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "runs": ("scenario", "replication", "month"),
    "effects": (
        *("scenario", "outcome", "month", "n", "baseline_mean", "mean", "difference"),
        *("low", "high", "verdict", "share_better", "variance_reduction", "smallest_effect"),
        COST,
    ),
    "ledger": ("scenario", "line", COST),
    "delivered": ("scenario", "policy", "share"),
    "assumptions": ("key", "en", "zh", "default", "low", "high", "unit", "source", "grade"),
}


def no_effects() -> pd.DataFrame:
    """The table of effects where no run was finished."""
    return pd.DataFrame(columns=["n", *(name for name in COLUMNS["effects"] if name != "n")])


def cost_table(ledger: pd.DataFrame, population: float, months: int) -> pd.DataFrame:
    """What the county pays by scenario and line, in yuan per resident and year.

    ``ledger`` has one row per scenario, replication, month and line with its yuan; only the
    lines that the treasury pays are costs, whatever is handed on from there is not counted
    twice.
    """
    paid = ledger[ledger["payer"] == "treasury"] if "payer" in ledger else ledger
    per_run = ledger.groupby("scenario", sort=False)["replication"].nunique().rename("n")
    sums = paid.groupby(["scenario", "line"], sort=False)["yuan"].sum().reset_index()
    table = sums.merge(per_run, on="scenario")
    table[COST] = table.pop("yuan") / table["n"] / population / (months / 12)
    return table
