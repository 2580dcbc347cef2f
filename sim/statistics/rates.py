"""Yes or no in every run: shares of runs, and whether a scenario changes them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Answers = NDArray[np.bool_]
"""Yes or no, run by run."""


def wilson(yes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share of runs; nan of no run.

    Unlike the t interval it is honest where ``yes`` is rare, and never a single point.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    doi:10.1080/01621459.1927.10502953.
    """
    if n == 0:
        return math.nan, math.nan
    square = _normal_quantile(level) ** 2
    share = yes / n
    center = (share + square / (2 * n)) / (1 + square / n)
    reach = math.sqrt(square * (share * (1 - share) / n + square / (4 * n * n))) / (1 + square / n)
    return max(center - reach, 0.0), min(center + reach, 1.0)


def newcombe(baseline: Answers, scenario: Answers, level: float = 0.95) -> tuple[float, float]:
    """The interval of the difference of two shares in the same replications.

    Newcombe's square-and-add interval for pairs (his method 10): the Wilson limits of both
    shares, joined by the correlation of the answers. nan of no pair.

    References
    ----------
    Newcombe (1998), Improved confidence intervals for the difference between binomial
    proportions based on paired data,
    doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C.
    """
    n = len(baseline)
    if n == 0:
        return math.nan, math.nan
    before, after = int(baseline.sum()), int(scenario.sum())
    difference = (after - before) / n
    first = [abs(end - after / n) for end in wilson(after, n, level)]
    second = [abs(end - before / n) for end in wilson(before, n, level)]
    shared = _correlation(baseline, scenario)
    return (
        difference - _joined(first[0], second[1], shared),
        difference + _joined(first[1], second[0], shared),
    )


def _joined(one: float, other: float, shared: float) -> float:
    return math.sqrt(max(one * one - 2.0 * shared * one * other + other * other, 0.0))


def _correlation(baseline: Answers, scenario: Answers) -> float:
    """The correlation of the answers, drawn towards zero where it is positive."""
    n = len(baseline)
    both, neither = int((baseline & scenario).sum()), int((~baseline & ~scenario).sum())
    lost, won = int((baseline & ~scenario).sum()), int((~baseline & scenario).sum())
    margins = (both + lost) * (won + neither) * (both + won) * (lost + neither)
    if margins == 0:
        return 0.0
    product = both * neither - lost * won
    return (max(product - n / 2, 0.0) if product > 0 else product) / math.sqrt(margins)


def mcnemar(baseline: Answers, scenario: Answers) -> float:
    """The exact two-sided p-value that a scenario wins as many runs over as it loses.

    Only runs whose answer differs count: their direction is a fair coin where nothing changes.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated
    proportions or percentages, doi:10.1007/BF02295996.
    """
    from scipy.special import bdtr

    won, lost = int((~baseline & scenario).sum()), int((baseline & ~scenario).sum())
    if won == lost:
        return 1.0
    return min(2.0 * float(bdtr(min(won, lost), won + lost, 0.5)), 1.0)


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1.0 + level) / 2.0))
