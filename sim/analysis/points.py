"""From points and runs to the numbers that designs are analyzed by.

A table of points has a row per point in the order of the design: ``scenario``, ``against``
(the point it is paired with, missing where there is none) and a column per factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.tidy import check_keys, last_month
from sim.errors import ResultsError
from sim.statistics.samples import Column, interval, mean

if TYPE_CHECKING:
    import pandas as pd

NAMES = ("scenario", "against")


@dataclass(frozen=True, slots=True)
class Numbers:
    """One number per point and replication; nan where there is no finite one."""

    names: list[str]
    design: list[dict[str, Any]]
    replications: list[int]
    outputs: Column


def factors_in(points: pd.DataFrame) -> list[str]:
    """The factors of a table of points: all its other columns."""
    return [str(column) for column in points.columns if column not in NAMES]


def values_of_points(
    runs: pd.DataFrame, points: pd.DataFrame, outcome: str, month: int | None = None
) -> Numbers:
    """What an outcome is at every point in ``month``, without one in the last."""
    check_keys(runs)
    of_points = runs[runs["scenario"].isin(points["scenario"])]
    at = of_points[of_points["month"] == (last_month(of_points) if month is None else month)]
    table = at.pivot(index="scenario", columns="replication", values=outcome)
    table = table.reindex(index=points["scenario"], columns=sorted(table.columns))
    outputs = table.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    outputs[~np.isfinite(outputs)] = np.nan
    factors = factors_in(points)
    rows = points[factors].itertuples(index=False, name=None)  # also where there is no factor
    return Numbers(
        points["scenario"].tolist(),
        [dict(zip(factors, values, strict=True)) for values in rows],
        [int(replication) for replication in table.columns],
        np.ascontiguousarray(outputs),
    )


def analyzed(
    runs: pd.DataFrame, points: pd.DataFrame, outcome: str, month: int | None = None
) -> Numbers:
    """What a design is analyzed by: an outcome, or its paired difference where points have one.

    Where any point is paired with another, points that are not serve as baselines only.

    Raises
    ------
    ResultsError
        A point is paired with one that the table does not have.
    """
    numbers = values_of_points(runs, points, outcome, month)
    against = points["against"].to_numpy(dtype=object)
    paired = points["against"].notna().to_numpy()
    if not paired.any():
        return numbers
    row = {name: i for i, name in enumerate(numbers.names)}
    if unknown := [name for name in against[paired] if name not in row]:
        raise ResultsError(f"The results have no point {unknown[0]}, which others are paired with.")
    kept = np.flatnonzero(paired)
    baselines = [row[name] for name in against[kept]]
    return Numbers(
        [numbers.names[i] for i in kept],
        [numbers.design[i] for i in kept],
        numbers.replications,
        numbers.outputs[kept] - numbers.outputs[baselines],
    )


def answer(values: Column, level: float) -> tuple[int, float, float, float]:
    """``n``, the mean and its interval over replications, of those that have a number."""
    known = values[np.isfinite(values)]
    return len(known), mean(known), *interval(known, level)


def rows_where(numbers: Numbers, factors: Sequence[str], values: Sequence[Any]) -> Column:
    """``[point, replication]``: the numbers of the points whose ``factors`` have ``values``."""
    kept = [
        i
        for i, point in enumerate(numbers.design)
        if all(point[factor] == value for factor, value in zip(factors, values, strict=True))
    ]
    return numbers.outputs[kept]
