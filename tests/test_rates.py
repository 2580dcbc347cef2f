"""Shares of runs: Wilson's interval by hand, and how often it covers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from sim.statistics.rates import wilson

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
