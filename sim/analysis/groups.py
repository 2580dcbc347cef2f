"""Who gains: effects by origin and age, and whether groups grow apart.

A table of groups holds ``scenario, replication, month, origin, age, people`` and outcomes as
means of a group's residents. A group that a run has nobody of has no number in that run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tidy import last_month
from sim.errors import ResultsError
from sim.statistics.pairs import pair, verdict
from sim.statistics.samples import interval, mean
from sim.vocabulary import AGE_BANDS, ORIGINS

if TYPE_CHECKING:
    import pandas as pd

GROUP = ["origin", "age"]

EVERY_AGE = "all"
"""What stands for the age where all ages are taken together."""

Group = tuple[str, str]
"""Origin and age band."""

Cells = dict[Group, dict[int, float]]
"""Group → replication → number."""

Grid = NDArray[np.float64]
"""``[pair, group]``."""


def group_effects(
    groups: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcomes: Sequence[str],
    directions: Mapping[str, int],
    smallest_effect: Mapping[str, float],
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """The paired difference of every group: a row per scenario, outcome, origin and age.

    ``scenario, outcome, origin, age, month, n, difference, low, high, verdict``. Intervals and
    verdicts are each group's own: with many groups some will look different by chance.
    """
    import pandas as pd

    month = last_month(groups) if month is None else month
    rows = []
    for outcome in outcomes:
        cells = _cells(groups, month, outcome)
        for scenario, baseline in against.items():
            before, after = cells.get(baseline, {}), cells.get(scenario, {})
            for origin, age in _groups_of(groups):
                pairs = pair(before.get((origin, age), {}), after.get((origin, age), {}))
                low, high = interval(pairs.difference, level)
                smallest = smallest_effect.get(outcome, math.nan)
                said = verdict(low, high, directions.get(outcome, 0), smallest)
                difference = mean(pairs.difference)
                n = len(pairs.difference)
                rows.append((scenario, outcome, origin, age, month, n, difference, low, high, said))
    names = ["scenario", "outcome", *GROUP, "month", "n", "difference", "low", "high", "verdict"]
    table = pd.DataFrame(rows, columns=names)
    return _in_order_of(table, against)


def over_ages(groups: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """The table with the ages of each origin taken together: people summed, outcomes weighted."""
    keys, names = ["scenario", "replication", "month", "origin"], list(outcomes)
    ordered = groups.sort_values([*keys, "age"], kind="stable", ignore_index=True)
    weighted = ordered[names].mul(ordered["people"], axis=0).where(ordered["people"] > 0.0, 0.0)
    # a sum passes over what is missing: it must not pass over a number that went wrong
    counted = ordered[[*keys, "people"]].join(weighted.fillna(math.inf))
    sums = counted.groupby(keys, sort=False, as_index=False).sum()
    means = sums[names].div(sums["people"].where(sums["people"] > 0.0), axis=0)
    table = sums[[*keys, "people"]].join(means.where(np.isfinite(means)))
    table.insert(4, "age", EVERY_AGE)
    return table


def inequality(
    groups: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcomes: Sequence[str],
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Whether groups grow apart: a row per scenario and outcome.

    ``baseline_spread`` and ``spread`` are the standard deviations of group means in one run,
    weighted by people and averaged over runs, ``difference, low, high`` what the scenario
    changes in pairs: above zero, groups grow apart. ``effect_spread`` is the standard deviation
    of the effects on the groups, weighted by people of the baseline, less what luck alone
    would make of it: zero where all groups gain alike. Groups that some pair has nobody of are
    left out of it.
    """
    import pandas as pd

    month = last_month(groups) if month is None else month
    people = _cells(groups, month, "people")
    rows = []
    for outcome in outcomes:
        cells = _cells(groups, month, outcome)
        for scenario, baseline in against.items():
            before, after = (
                _spreads(cells.get(name, {}), people.get(name, {})) for name in (baseline, scenario)
            )
            pairs = pair(before, after)
            low, high = interval(pairs.difference, level)
            apart = _effect_spread(
                cells.get(baseline, {}), cells.get(scenario, {}), people.get(baseline, {})
            )
            rows.append(
                (scenario, outcome, month, len(pairs.difference), mean(pairs.baseline),
                 mean(pairs.scenario), mean(pairs.difference), low, high, apart)
            )  # fmt: skip
    names = ["scenario", "outcome", "month", "n", "baseline_spread", "spread"]
    table = pd.DataFrame(rows, columns=[*names, "difference", "low", "high", "effect_spread"])
    return _in_order_of(table, against)


def weighted_variance(values: Grid, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The variance along the last axis, every value counted by its weight; nan without any."""
    total = weights.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        center = (weights * values).sum(axis=-1) / total
        gap = values - center[..., None]
        spread: NDArray[np.float64] = (weights * gap * gap).sum(axis=-1) / total
    return spread


def _spreads(cells: Cells, people: Cells) -> dict[int, float]:
    """Replication → the spread of group means, of the groups that have people."""
    found: dict[int, list[tuple[float, float]]] = {}
    for group in sorted(cells):
        for replication, value in cells[group].items():
            weight = people[group][replication]
            if weight > 0.0:
                found.setdefault(replication, []).append((value, weight))
    spreads = {}
    for replication, entries in found.items():
        values, weights = np.array(entries, np.float64).T
        spreads[replication] = math.sqrt(weighted_variance(values, weights))
    return spreads


def _effect_spread(before: Cells, after: Cells, people: Cells) -> float:
    """How differently groups gain, luck taken off.

    The variance between mean effects has on average the true one plus an n-th of that which
    runs have around the mean effects; the square root of what is left, or zero.
    """
    gains, weights = _gains(before, after, people)
    n = len(gains)
    if n < 2 or gains.shape[1] < 2:
        return math.nan
    means = gains.mean(axis=0)
    luck = weighted_variance(gains - means, weights).sum() / (n - 1) / n
    return math.sqrt(max(float(weighted_variance(means, weights)) - luck, 0.0))


def _gains(before: Cells, after: Cells, people: Cells) -> tuple[Grid, NDArray[np.float64]]:
    """Differences ``[pair, group]`` and people ``[group]``, of groups that every pair has."""
    shared = {group: pair(before[group], after[group]) for group in sorted(before.keys() & after)}
    every = max((pairs.replications for pairs in shared.values()), key=len, default=())
    if not every:
        return np.empty((0, 0)), np.empty(0)
    whole = {group: pairs for group, pairs in shared.items() if pairs.replications == every}
    weights = [mean(np.array([people[group][i] for i in every])) for group in whole]
    return np.array([pairs.difference for pairs in whole.values()]).T, np.array(weights)


def _cells(groups: pd.DataFrame, month: int, column: str) -> dict[str, Cells]:
    """One column of one month, by scenario, group and replication."""
    names = ["scenario", *GROUP, "replication", column]
    found: dict[str, Cells] = {}
    table = groups.loc[groups["month"] == month, names]
    for scenario, origin, age, replication, value in table.itertuples(index=False, name=None):
        cell = found.setdefault(scenario, {}).setdefault((origin, age), {})
        if replication in cell:
            raise ResultsError(
                f"The results hold month {month} of {scenario}, replication {replication}, "
                f"{origin} {age}, twice."
            )
        cell[replication] = value
    return found


def _groups_of(groups: pd.DataFrame) -> list[Group]:
    """The groups of a table, in the order in which they are declared."""
    present = set(groups[GROUP].drop_duplicates().itertuples(index=False, name=None))
    ages = (*AGE_BANDS, EVERY_AGE)
    return [(origin, age) for origin in ORIGINS for age in ages if (origin, age) in present]


def _in_order_of(table: pd.DataFrame, against: Mapping[str, str]) -> pd.DataFrame:
    """Scenario by scenario, outcomes and groups as they came."""
    places = {name: place for place, name in enumerate(against)}
    return table.sort_values(
        "scenario", key=lambda names: names.map(places), kind="stable", ignore_index=True
    )
