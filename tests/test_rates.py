"""Shares of runs: Wilson, Newcombe and McNemar by hand, and how often the intervals cover."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from sim.statistics.rates import mcnemar, newcombe, wilson

SQUARE = 1.959963984540054**2


def test_wilson_by_hand() -> None:
    # nobody of ten: from 0 to z²/(n + z²)
    assert wilson(0, 10) == pytest.approx((0.0, SQUARE / (10 + SQUARE)), abs=1e-12)
    low, high = wilson(10, 10)
    assert (low, high) == pytest.approx((10 / (10 + SQUARE), 1.0), abs=1e-12)
    # half of ten: symmetric, 0.5 ± z/2·√(1/(n + z²))
    reach = math.sqrt(SQUARE / (10 + SQUARE)) / 2
    assert wilson(5, 10) == pytest.approx((0.5 - reach, 0.5 + reach), abs=1e-12)
    assert all(math.isnan(end) for end in wilson(0, 0))


@pytest.mark.parametrize("n", [10, 30, 100])
def test_wilson_covers_exactly(n: int) -> None:
    # no simulation: the probability of every count, and whether its interval holds the truth
    bounds = np.array([wilson(yes, n) for yes in range(n + 1)])
    shares = np.linspace(0.02, 0.98, 97)
    inside = (bounds[:, :1] <= shares) & (shares <= bounds[:, 1:])
    covered = (inside * binom.pmf(np.arange(n + 1)[:, None], n, shares)).sum(axis=0)
    assert 0.945 <= covered.mean() <= 0.965
    rare = covered[np.abs(shares - 0.1).argmin()]
    assert rare >= 0.92  # Student's interval at n = 10: 0.65


def test_newcombe_by_hand() -> None:
    nobody, everybody = np.zeros(10, bool), np.ones(10, bool)
    # all ten win: both shares are an end w = z²/(n + z²) away from their Wilson limits
    away = SQUARE / (10 + SQUARE)
    assert newcombe(nobody, everybody) == pytest.approx((1 - math.sqrt(2) * away, 1.0), abs=1e-12)
    low, high = newcombe(everybody, nobody)
    assert (low, high) == pytest.approx((-1.0, math.sqrt(2) * away - 1), abs=1e-12)
    assert all(math.isnan(end) for end in newcombe(nobody[:0], nobody[:0]))


def test_newcombe_turns_round() -> None:
    random = np.random.default_rng(1)
    one, other = random.random(40) < 0.3, random.random(40) < 0.5
    low, high = newcombe(one, other)
    assert newcombe(other, one) == pytest.approx((-high, -low), abs=1e-12)
    assert low < (other.mean() - one.mean()) < high


def test_shared_luck_makes_the_difference_surer() -> None:
    random = np.random.default_rng(2)
    luck, other_luck = random.random(200), random.random(200)
    paired = np.diff(newcombe(luck < 0.2, luck < 0.3))
    apart = np.diff(newcombe(luck < 0.2, other_luck < 0.3))
    assert paired < 0.8 * apart


def test_newcombe_covers() -> None:
    random = np.random.default_rng(3)
    shared = random.random((2000, 30, 1)) < 0.5
    luck = np.where(shared, random.random((2000, 30, 1)), random.random((2000, 30, 2)))
    answers = luck < np.array([0.1, 0.25])
    covered = 0
    for trial in answers:
        low, high = newcombe(trial[:, 0], trial[:, 1])
        covered += low <= 0.15 <= high
    assert covered / 2000 >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / 2000)


def test_mcnemar_by_hand() -> None:
    won = np.array([True] * 5 + [False] * 5)
    assert mcnemar(np.zeros(10, bool), won) == pytest.approx(2 / 32)
    # seven won, one lost: 2·(1 + 8)/2⁸
    before = np.array([False] * 7 + [True] + [True] * 4)
    after = np.array([True] * 7 + [False] + [True] * 4)
    assert mcnemar(before, after) == pytest.approx(18 / 256)
    assert mcnemar(before, before) == 1.0
