"""Statistics of paired runs: means, intervals and verdicts.

One run is one observation. Two scenarios are compared replication by replication: the same
world, seed and residents in both, and the effect is the mean of the differences within pairs.
Means and variances are exact sums (`math.fsum`), so that they do not depend on the order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.draws import mix, month_key, named

FEWEST = 5
"""Below this many pairs a t interval misleads: the mean alone is given."""

FEW = 10
"""Below this many pairs an interval is marked as resting on few runs."""

RESAMPLES = 4000

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """An outcome in two scenarios, replication by replication, and what had to be left out."""

    replications: tuple[int, ...]
    baseline: Column
    scenario: Column
    missing: int
    invalid: int

    @property
    def difference(self) -> Column:
        """Scenario minus baseline in each pair."""
        return self.scenario - self.baseline


def pair(baseline: Mapping[int, float], scenario: Mapping[int, float]) -> Pairs:
    """Pair two scenarios by replication, in order.

    A replication that only one of them has is ``missing``, one with a number that is not finite
    ``invalid``: left out and counted, never filled in.
    """
    common = sorted(baseline.keys() & scenario.keys())
    valid = [i for i in common if math.isfinite(baseline[i]) and math.isfinite(scenario[i])]
    return Pairs(
        tuple(valid),
        np.array([baseline[i] for i in valid], np.float64),
        np.array([scenario[i] for i in valid], np.float64),
        missing=len(baseline.keys() | scenario.keys()) - len(common),
        invalid=len(common) - len(valid),
    )


# -- one sample ------------------------------------------------------------------------------


def mean(values: Column) -> float:
    """The mean; nan of no values."""
    return math.fsum(values) / len(values) if len(values) else math.nan


def variance(values: Column) -> float:
    """The sample variance; nan of fewer than two values."""
    if len(values) < 2:
        return math.nan
    center = mean(values)
    return math.fsum((value - center) ** 2 for value in values.tolist()) / (len(values) - 1)


def interval(values: Column, level: float = 0.95) -> tuple[float, float]:
    """Student's t interval of the mean; nan where there are too few values for one."""
    if len(values) < FEWEST:
        return math.nan, math.nan
    center = mean(values)
    reach = t_quantile(level, len(values) - 1) * math.sqrt(variance(values) / len(values))
    return center - reach, center + reach


def t_quantile(level: float, freedom: int) -> float:
    """How many standard errors a two-sided interval of ``level`` reaches."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1.0 + level) / 2.0))


# -- one comparison --------------------------------------------------------------------------


def verdict(low: float, high: float, direction: int, smallest_effect: float) -> str:
    """What an interval says about an outcome whose good ``direction`` is +1, −1 or unknown (0).

    An interval inside ±``smallest_effect`` means *practically equal*, also when it leaves out
    zero: such a difference is known, and known to be too small to matter. Otherwise one that
    leaves out zero means *better* or *worse* (*higher* or *lower* without a good direction),
    and any other *undecided*. Two one-sided tests of equivalence at 5 % would need the 90 %
    interval only; the 95 % interval that is shown is the stricter test, and the one that a
    reader can check by eye.
    """
    if math.isnan(low):
        return "undecided"
    if -smallest_effect < low and high < smallest_effect:
        return "practically equal"
    if low <= 0.0 <= high:
        return "undecided"
    if direction == 0:
        return "higher" if low > 0.0 else "lower"
    return "better" if (low > 0.0) == (direction > 0) else "worse"


def share_better(difference: Column, direction: int) -> float:
    """The share of pairs in which the outcome is better (direction 0: higher); ties count half."""
    gain = difference if direction >= 0 else -difference
    return mean(np.where(gain > 0.0, 1.0, np.where(gain == 0.0, 0.5, 0.0)))


def variance_reduction(pairs: Pairs) -> float:
    """How many times fewer runs the pairing needs: (Var A + Var B) / Var(B − A)."""
    both = variance(pairs.baseline) + variance(pairs.scenario)
    return over(both, variance(pairs.difference), of_nothing=math.inf)


def correlation(pairs: Pairs) -> float:
    """The correlation of the two scenarios over replications; nan where one never varies."""
    a, b = variance(pairs.baseline), variance(pairs.scenario)
    if not (a > 0.0 and b > 0.0):
        return math.nan
    return (a + b - variance(pairs.difference)) / (2.0 * math.sqrt(a * b))


def over(part: float, whole: float, of_nothing: float = 0.0) -> float:
    """``part / whole``: infinite over zero, and ``of_nothing`` where both are zero."""
    if whole == 0.0:
        return math.copysign(math.inf, part) if part else of_nothing
    return part / whole


# -- several comparisons at once -------------------------------------------------------------


def joint_quantile(compared: Sequence[Pairs], level: float = 0.95) -> float:
    """How many standard errors make the intervals of all scenarios hold together.

    The quantile of max |t| over the scenarios, by resampling whole replications: a replication
    brings its differences in all scenarios, so that their correlation counts. Every resample is
    divided by its own standard error. Replications that are not valid in every scenario, and
    scenarios whose difference never varies, take no part. Never below the single t interval.

    References
    ----------
    Romano & Wolf (2005), Exact and approximate stepdown methods for multiple hypothesis
    testing, doi:10.1198/016214504000000539.
    """
    common = sorted(set.intersection(*(set(pairs.replications) for pairs in compared)))
    n = len(common)
    if n < FEWEST:
        return math.nan
    rows = resampled_rows(n)
    largest = np.zeros(RESAMPLES)
    for pairs in compared:
        by_replication = dict(zip(pairs.replications, pairs.difference, strict=True))
        difference = np.array([by_replication[i] for i in common])
        if variance(difference) > 0.0:
            largest = np.fmax(largest, _resampled_t(difference, rows))
    return max(float(np.quantile(largest, level)), t_quantile(level, n - 1))


def _resampled_t(difference: Column, rows: NDArray[np.int64]) -> Column:
    drawn = difference[rows]
    error = drawn.std(axis=1, ddof=1) / math.sqrt(len(difference))
    with np.errstate(divide="ignore", invalid="ignore"):
        distance: Column = np.abs(drawn.mean(axis=1) - mean(difference)) / error
    return distance


def resampled_rows(n: int) -> NDArray[np.int64]:
    """``[resample, n]`` row numbers drawn with replacement, the same ones every time."""
    scramble = getattr(mix, "py_func", mix)
    key = np.array([month_key(0, 0)])
    counter = np.arange(RESAMPLES * n, dtype=np.uint64)
    bits = scramble(scramble(key + named("joint interval")) + counter) >> np.uint64(11)
    rows: NDArray[np.int64] = (bits / float(1 << 53) * n).astype(np.int64)
    return rows.reshape(RESAMPLES, n)


def fieller(whole: Column, part: Column, level: float = 0.95) -> tuple[float, float]:
    """The interval of mean(part)/mean(whole) over pairs, where mean(whole) is surely not zero.

    The ratios r for which mean(part − r·whole) does not differ from zero: the roots of
    a·r² − 2b·r + c with a = w² − t²Var(w)/n, b = wp − t²Cov/n, c = p² − t²Var(p)/n.

    References
    ----------
    Fieller (1954), Some problems in interval estimation,
    doi:10.1111/j.2517-6161.1954.tb00159.x.
    """
    w, p = mean(whole), mean(part)
    scale = t_quantile(level, len(whole) - 1) ** 2 / len(whole)
    together = (variance(whole) + variance(part) - variance(part - whole)) / 2.0
    a = w * w - scale * variance(whole)
    b = w * p - scale * together
    c = p * p - scale * variance(part)
    root = math.sqrt(max(b * b - a * c, 0.0))
    return (b - root) / a, (b + root) / a
