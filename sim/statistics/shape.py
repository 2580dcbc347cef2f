"""Shapes of samples in which an interval of the mean covers less often than it says."""

from __future__ import annotations

import math

import numpy as np

from sim.statistics.samples import FEW, Column

ENOUGH = 100
"""With so many runs the interval of a sample of a doubtful shape can be believed."""

_MOST = 0.5
"""One value in such a share of runs, and the spread rests on the others alone."""

_ROUNDING = 1e-12
"""Values this close, relative to their size, differ by rounding alone."""


def shape(values: Column) -> str:
    """What is odd about a sample: a flag, or nothing.

    ``constant`` all values are the same · ``ties`` half of them or more are · ``two_groups``
    they fall apart in two · ``skewed`` a long tail on one side. Nothing is said of fewer than
    10 values. One normal sample in about fifty is flagged by chance.
    """
    n = len(values)
    if n < FEW:
        return ""
    if np.ptp(values) <= _ROUNDING * np.abs(values).max():
        return "constant"
    if np.unique(values, return_counts=True)[1].max() >= _MOST * n:
        return "ties"
    if split_share(values) > 0.8 + 1.2 / n:
        return "two_groups"
    return "skewed" if _is_skewed(values) else ""


def wants_more_runs(flag: str, n: int) -> bool:
    """Whether a sample of ``n`` with this flag is too small for its interval."""
    return flag in ("ties", "two_groups", "skewed") and n < ENOUGH


def split_share(values: Column) -> float:
    """The largest share of variance that two groups, below and above a cut, explain.

    Each group has a tenth of the values and two at least. 0.64 of a normal distribution, 0.75
    of a uniform one; the bound of `shape` is passed by about one normal sample in a hundred.

    References
    ----------
    Otsu (1979), A threshold selection method from gray-level histograms,
    doi:10.1109/TSMC.1979.4310076.
    """
    n = len(values)
    gap = np.sort(values) - values.mean()
    below = np.arange(1, n)
    between = np.cumsum(gap)[:-1] ** 2 * (1.0 / below + 1.0 / (n - below))
    allowed = np.minimum(below, n - below) >= max(2.0, 0.1 * n)
    return float(between[allowed].max() / (gap * gap).sum())


def skewness(values: Column) -> float:
    """The adjusted skewness of a sample of three values or more that vary."""
    n = len(values)
    gap = values - values.mean()
    raw = (gap**3).mean() / (gap * gap).mean() ** 1.5
    return float(raw) * math.sqrt(n * (n - 1)) / (n - 2)


def _is_skewed(values: Column) -> bool:
    """Whether the skew is no chance (3 standard errors) and too large for so few values.

    Cochran's rule: 25 · skewness² runs are needed for an interval that can be believed.

    References
    ----------
    Cochran (1977), Sampling techniques, 3rd edition, section 2.15.
    """
    n = len(values)
    error = math.sqrt(6.0 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))
    skew = abs(skewness(values))
    return skew > 3.0 * error and 25.0 * skew * skew > n
