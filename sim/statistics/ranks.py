"""How surely one number goes up with another, by ranks: Spearman's correlation."""

from __future__ import annotations

import math

import numpy as np

from sim.statistics.samples import FEWEST, Column


def ranks(values: Column) -> Column:
    """1 for the smallest; equal values share the mean of their places."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Column = (last - (counts - 1) / 2.0)[inverse]
    return shared


def rank_correlation(one: Column, other: Column) -> tuple[float, float]:
    """Spearman's rho of two samples and its two-sided p-value; nan of too few or constant ones.

    The p-value is that of Student's t with n − 2 degrees of freedom, an approximation that is
    close from about ten values on.
    """
    n = len(one)
    if n < FEWEST or not (np.ptp(one) > 0.0 and np.ptp(other) > 0.0):
        return math.nan, math.nan
    from scipy.special import stdtr

    rho = float(np.corrcoef(ranks(one), ranks(other))[0, 1])
    rest = 1.0 - rho * rho
    if rest <= 0.0:
        return rho, 0.0
    distance = abs(rho) * math.sqrt((n - 2) / rest)
    return rho, 2.0 * float(stdtr(n - 2, -distance))
