"""Statistics of paired runs: what a scenario changes, and what is said about it.

Two scenarios are compared replication by replication: the same world, seed and residents in
both, and the effect is the mean of the differences within pairs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.statistics.samples import Column, mean, over, t_quantile, variance


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
