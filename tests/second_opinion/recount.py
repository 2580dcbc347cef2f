"""Numbers taken from exported months one row at a time, without the project's own statistics."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

Found = dict[str, dict[int, float]]
"""Scenario → replication → number."""


def at(table: pd.DataFrame, column: str, month: int, **where: object) -> Found:
    """A column in one month, of the rows ``where`` other columns have a value."""
    found: Found = {}
    names = ["scenario", "replication", column, *where]
    its = table[table["month"] == month]
    for scenario, replication, number, *rest in zip(*(its[name] for name in names), strict=True):
        if rest == list(where.values()):
            found.setdefault(scenario, {})[replication] = number
    return found


def both(found: Found, scenario: str, baseline: str) -> tuple[np.ndarray, np.ndarray]:
    """What a scenario and its baseline came to, replication by replication."""
    common = [i for i in found[baseline] if i in found[scenario]]
    return (
        np.array([found[scenario][i] for i in common]),
        np.array([found[baseline][i] for i in common]),
    )


def gaps(found: Found, scenario: str, baseline: str) -> np.ndarray:
    """Scenario less baseline, replication by replication."""
    with_it, without = both(found, scenario, baseline)
    return with_it - without


def last(table: pd.DataFrame) -> int:
    """The last month."""
    return max(table["month"].tolist())


def paths(runs: pd.DataFrame, scenario: str, baseline: str, outcome: str) -> np.ndarray:
    """``[replication, month]`` differences."""
    found: dict[str, dict[int, dict[int, float]]] = {scenario: {}, baseline: {}}
    names = ("scenario", "replication", "month", outcome)
    for name, replication, month, number in zip(*(runs[name] for name in names), strict=True):
        if name in found:
            found[name].setdefault(replication, {})[month] = number
    months = range(1, last(runs) + 1)
    return np.array(
        [
            [its[month] - found[baseline][replication][month] for month in months]
            for replication, its in found[scenario].items()
        ]
    )


def bootstrapped(
    runs: np.ndarray, statistic: Callable[[np.ndarray], float], count: int = 3000
) -> np.ndarray:
    """A statistic of ``runs [run, …]`` drawn again with replacement, by another generator."""
    random = np.random.default_rng(8)
    rows = random.integers(len(runs), size=(count, len(runs)))
    return np.array([statistic(runs[each]) for each in rows])


def largest_t(sample: np.ndarray, least: float = 0.0) -> Callable[[np.ndarray], float]:
    """The largest |t| of any column around its mean in the sample.

    A resample's own spread counts, or ``least`` of the sample's where that is more.
    """
    varying = sample.std(axis=0) > 0.0
    center = sample[:, varying].mean(axis=0)
    floor = least * sample[:, varying].std(axis=0, ddof=1)

    def of(rows: np.ndarray) -> float:
        drawn = rows[:, varying]
        spread = np.maximum(drawn.std(axis=0, ddof=1), floor)
        return float(np.abs((drawn.mean(axis=0) - center) / spread).max() * np.sqrt(len(rows)))

    return of
