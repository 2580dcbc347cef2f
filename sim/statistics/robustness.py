"""Which policies hold up in every world: five readings of one table, since they rank apart.

Scores are ``[policy, world]``, more is better.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.statistics.samples import Column, mean

CRITERIA = ("worst", "largest_regret", "regret_90", "satisfied", "mean")
"""Maximin, minimax regret, 90th percentile of regret, satisficing share, Laplace's mean."""

REGRETS = ("largest_regret", "regret_90")
"""Of these less is better."""

ENOUGH = 3
"""In the top third of so many of the five, a policy is called robust."""


def robustness(scores: Column, target: float) -> dict[str, Column]:
    """How each policy fares over all worlds by each of `CRITERIA`.

    Regret is what the best policy of a world has more than this one. ``satisfied`` is the share
    of worlds in which the score is at least ``target``.

    References
    ----------
    McPhail et al. (2018), Robustness metrics: how are they calculated, when should they be used
    and why do they give different results?, doi:10.1002/2017EF000649.
    """
    regret = scores.max(axis=0) - scores
    found = (
        scores.min(axis=1),
        regret.max(axis=1),
        np.quantile(regret, 0.9, axis=1),
        (scores >= target).mean(axis=1),
        np.array([mean(row) for row in scores]),
    )
    return dict(zip(CRITERIA, found, strict=True))


def times_on_top(found: dict[str, Column]) -> NDArray[np.int64]:
    """By how many of `CRITERIA` each policy is in the top third (of up to three: the first).

    Policies that are equal share the better place; a criterion by which all are equal tells
    nothing and puts none on top.
    """
    times = np.zeros(len(found["mean"]), np.int64)
    for name, values in found.items():
        better = -values if name in REGRETS else values
        place = (better[None, :] > better[:, None]).sum(axis=1)
        times += (place < math.ceil(len(values) / 3)) & bool(np.ptp(values) > 0.0)
    return times


def pareto_front(gains: Column, costs: Column) -> NDArray[np.bool_]:
    """Which choices no other one beats: none gains as much for less, or more for as much.

    Doing nothing, a gain of 0 at a cost of 0, is always one of the others.
    """
    all_gains, all_costs = np.append(gains, 0.0), np.append(costs, 0.0)
    as_good = (all_gains >= gains[:, None]) & (all_costs <= costs[:, None])
    better = (all_gains > gains[:, None]) | (all_costs < costs[:, None])
    beaten = np.any(as_good & better, axis=1)
    on_front: NDArray[np.bool_] = ~beaten & np.isfinite(gains) & np.isfinite(costs)
    return on_front
