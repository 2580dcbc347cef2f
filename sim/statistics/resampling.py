"""Runs drawn again with replacement, and intervals of anything that can be computed from runs.

The draws are the same ones every time and on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from sim.draws import mix, month_key, named
from sim.statistics.samples import Column

RESAMPLES = 4000
"""Enough for a quantile of a largest deviation."""

MORE_RESAMPLES = 9999
"""Enough for the ends of an interval whose level is corrected."""

FEWEST_RESAMPLED = 30
"""Below this many runs a resampled interval covers too seldom: there is none."""

_PARCEL = 2_000_000
"""Numbers that are resampled at once."""

Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""``[resample, run, column]`` → ``[resample]``."""


def resampled_rows(n: int, count: int = RESAMPLES, first: int = 0) -> NDArray[np.int64]:
    """``[resample, n]`` row numbers drawn with replacement, from the ``first`` resample on."""
    scramble = getattr(mix, "py_func", mix)
    key = np.array([month_key(0, 0)])
    counter = np.arange(first * n, (first + count) * n, dtype=np.uint64)
    bits = scramble(scramble(key + named("joint interval")) + counter) >> np.uint64(11)
    rows: NDArray[np.int64] = (bits / float(1 << 53) * n).astype(np.int64)
    return rows.reshape(count, n)


def resampled(runs: NDArray[np.float64], statistic: Statistic, count: int) -> Column:
    """The statistic in ``count`` resamples of the rows of ``runs [run, column]``."""
    parcel = max(1, _PARCEL // runs.size)
    return np.concatenate([statistic(runs[rows]) for rows in _parcels(len(runs), count, parcel)])


def _parcels(n: int, count: int, parcel: int) -> Iterator[NDArray[np.int64]]:
    for first in range(0, count, parcel):
        yield resampled_rows(n, min(parcel, count - first), first)


def bca(
    runs: NDArray[np.float64], statistic: Statistic, level: float = 0.95
) -> tuple[float, float]:
    """The bias-corrected and accelerated interval of a statistic of ``runs [run, column]``.

    A run is drawn with all its columns, so pairs are kept. nan of fewer than 30 runs, and
    where a resample has no finite value.

    References
    ----------
    Efron (1987), Better bootstrap confidence intervals, doi:10.1080/01621459.1987.10478410.
    """
    if len(runs) < FEWEST_RESAMPLED:
        return math.nan, math.nan
    estimate = float(statistic(runs[None])[0])
    drawn = resampled(runs, statistic, MORE_RESAMPLES)
    if not np.isfinite(drawn).all():
        return math.nan, math.nan
    if (drawn == drawn[0]).all():
        return estimate, estimate
    ends = np.quantile(
        drawn, _corrected_levels(drawn, estimate, _acceleration(runs, statistic), level)
    )
    return float(ends[0]), float(ends[1])


def _corrected_levels(drawn: Column, estimate: float, pull: float, level: float) -> list[float]:
    """The shares of resamples at which the ends of the interval lie."""
    from scipy.special import ndtr, ndtri

    below = float(np.mean(drawn < estimate) + np.mean(drawn == estimate) / 2)
    bias = ndtri(min(max(below, 0.5 / len(drawn)), 1.0 - 0.5 / len(drawn)))
    shifted = [bias + ndtri(share) for share in ((1.0 - level) / 2.0, (1.0 + level) / 2.0)]
    return [float(ndtr(bias + z / (1.0 - pull * z))) for z in shifted]


def _acceleration(runs: NDArray[np.float64], statistic: Statistic) -> float:
    """How the spread of the statistic changes with its value, from leaving out each run."""
    n = len(runs)
    everyone = np.arange(n)
    without = np.array([statistic(runs[None, everyone != i])[0] for i in range(n)])
    gap = without.mean() - without
    spread = float((gap * gap).sum())
    return float((gap**3).sum()) / (6.0 * spread**1.5) if spread > 0.0 else 0.0


def quantile_interval(values: Column, share: float, level: float = 0.95) -> tuple[float, float]:
    """The interval of the value below which a ``share`` of runs lies."""

    def quantile(runs: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.quantile(runs[..., 0], share, axis=-1)
        return found

    return bca(values[:, None], quantile, level)
