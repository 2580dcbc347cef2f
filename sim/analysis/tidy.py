"""From tidy tables to the numbers that are compared: values by replication, costs, paths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.statistics.pairs import Pairs, pair

if TYPE_CHECKING:
    import pandas as pd

KEY = ["scenario", "replication", "month"]
COST = "cost_yuan"

Values = dict[str, dict[str, dict[int, float]]]
"""Scenario → outcome → replication → number."""


def values_at(runs: pd.DataFrame, month: int, outcomes: Sequence[str]) -> Values:
    """What every run has come to in one month."""
    check_keys(runs)
    found: Values = {}
    for scenario, table in runs[runs["month"] == month].groupby("scenario"):
        replications = table["replication"].tolist()
        found[str(scenario)] = {
            outcome: dict(zip(replications, table[outcome].tolist(), strict=True))
            for outcome in outcomes
        }
    return found


def summed_costs(runs: pd.DataFrame, month: int) -> Values:
    """What every run has cost up to a month; nan where a month's cost is not finite."""
    if COST not in runs:
        return {}
    months: dict[tuple[str, int], list[float]] = {}
    spent = runs.loc[runs["month"] <= month, ["scenario", "replication", COST]]
    for scenario, replication, yuan in spent.itertuples(index=False, name=None):
        months.setdefault((scenario, replication), []).append(yuan)
    found: Values = {}
    for (scenario, replication), yuan in months.items():
        total = math.fsum(yuan) if all(map(math.isfinite, yuan)) else math.nan
        found.setdefault(scenario, {COST: {}})[COST][replication] = total
    return found


def pairs_of(values: Values, baseline: str, scenario: str, outcome: str) -> Pairs:
    """The runs of two scenarios, replication by replication."""
    without, with_it = (values.get(name, {}).get(outcome, {}) for name in (baseline, scenario))
    return pair(without, with_it)


def paths_of(runs: pd.DataFrame, baseline: str, scenario: str, outcome: str) -> NDArray[np.float64]:
    """``[pair, month]`` differences, of the pairs that are finite in every month."""
    check_keys(runs)
    without, with_it = (
        runs[runs["scenario"] == name].pivot(index="replication", columns="month", values=outcome)
        for name in (baseline, scenario)
    )
    difference = (with_it - without).sort_index().reindex(columns=range(1, last_month(runs) + 1))
    paths: NDArray[np.float64] = difference.to_numpy(dtype=np.float64)
    whole: NDArray[np.float64] = paths[np.isfinite(paths).all(axis=1)]
    return whole


def last_month(runs: pd.DataFrame) -> int:
    """The last month of any run.

    Raises
    ------
    ResultsError
        If there is no run.
    """
    if runs.empty:
        raise ResultsError("There is no finished run to analyze.")
    return int(runs["month"].max())


def check_keys(runs: pd.DataFrame) -> None:
    """Refuse a table that holds a month of a run twice."""
    twice = runs[runs.duplicated(KEY)]
    if len(twice):
        scenario, replication, month = twice.iloc[0][KEY]
        raise ResultsError(
            f"The results hold month {month} of {scenario}, replication {replication}, twice."
        )
