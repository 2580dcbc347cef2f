"""Several comparisons at once: intervals, p-values and choices that hold together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.statistics.pairs import Pairs
from sim.statistics.resampling import RESAMPLES, resampled_rows
from sim.statistics.samples import FEWEST, Column, mean, t_quantile, variance


def joint_quantile(compared: Sequence[Pairs], level: float = 0.95) -> float:
    """How many standard errors make the intervals of all scenarios hold together.

    The quantile of max |t| over the scenarios, by resampling whole replications: a replication
    brings its differences in all scenarios, so that their correlation counts. Every resample is
    divided by its own standard error. Scenarios with fewer than 5 pairs, which have no interval,
    or whose difference never varies, take no part, nor do replications that are not valid in
    all the others. Never below the single t interval.

    References
    ----------
    Romano & Wolf (2005), Exact and approximate stepdown methods for multiple hypothesis
    testing, doi:10.1198/016214504000000539.
    """
    known = [pairs for pairs in compared if len(pairs.replications) >= FEWEST]
    differences = common_differences(known) if known else []
    n = len(differences[0]) if known else 0
    if n < FEWEST:
        return math.nan
    rows = resampled_rows(n)
    largest = np.zeros(RESAMPLES)
    for difference in differences:
        if variance(difference) > 0.0:
            largest = np.fmax(largest, _resampled_t(difference, rows))
    return max(float(np.quantile(largest, level)), t_quantile(level, n - 1))


def common_differences(compared: Sequence[Pairs]) -> list[Column]:
    """The differences of every scenario in the replications that are valid in all of them."""
    common = sorted(set.intersection(*(set(pairs.replications) for pairs in compared)))
    tables = [dict(zip(p.replications, p.difference.tolist(), strict=True)) for p in compared]
    return [np.array([table[i] for i in common], np.float64) for table in tables]


def _resampled_t(difference: Column, rows: NDArray[np.int64]) -> Column:
    """How far each resample's mean lies from the sample's, in standard errors of its own.

    A resample that drew one value only has none, and takes that of the sample: without this a
    scenario in which few runs differ would make every interval infinite.
    """
    drawn = difference[rows]
    error = drawn.std(axis=1, ddof=1)
    error = np.where(error > 0.0, error, math.sqrt(variance(difference)))
    distance: Column = np.abs(drawn.mean(axis=1) - mean(difference)) / error
    return distance * math.sqrt(len(difference))


def holm(p_values: Column) -> Column:
    """p-values such that calling those below α effects is wrong anywhere in α of experiments.

    Missing p-values stay missing and do not count.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal
    of Statistics 6, 65–70.
    """
    adjusted = np.full(len(p_values), math.nan)
    order = _smallest_first(p_values)
    factors = len(order) - np.arange(len(order))
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1.0)
    return adjusted


def false_discovery(p_values: Column) -> Column:
    """q-values: among comparisons with q below 0.05, about 5 % or fewer are no effects.

    Missing p-values stay missing and do not count.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate,
    doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    adjusted = np.full(len(p_values), math.nan)
    order = _smallest_first(p_values)
    scaled = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _smallest_first(p_values: Column) -> NDArray[np.intp]:
    order = np.argsort(p_values, kind="stable")
    return order[: int(np.isfinite(p_values).sum())]


def near_best(effects: Mapping[str, Column], direction: int, level: float = 0.95) -> list[str]:
    """The scenarios that cannot be told from the best one, in the order given.

    ``effects`` holds a number per replication, the same replications in every scenario. One is
    left out when another is surely better: by more than a one-sided paired t bound at
    ``level``, divided among the others. The set holds the truly best one with probability
    ``level`` at least. With too few replications nobody is left out.

    References
    ----------
    Nelson, Swann, Goldsman & Song (2001), Simple procedures for selecting the best simulated
    system when the number of alternatives is large, doi:10.1287/opre.49.6.950.10019.
    """
    names = list(effects)
    n = len(effects[names[0]]) if names else 0
    if n < FEWEST or len(names) < 2:
        return names
    reach = t_quantile(1.0 - 2.0 * (1.0 - level) / (len(names) - 1), n - 1) / math.sqrt(n)
    gains = np.array([effects[name] for name in names]) * (1 if direction >= 0 else -1)
    return [name for name, own in zip(names, gains, strict=True) if not _beaten(own, gains, reach)]


def _beaten(own: Column, gains: NDArray[np.float64], reach: float) -> bool:
    """Whether some scenario is surely better in the same replications."""
    lead = gains - own
    return bool((lead.mean(axis=1) > reach * lead.std(axis=1, ddof=1)).any())
