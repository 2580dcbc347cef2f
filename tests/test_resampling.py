"""Intervals from runs drawn again: the same everywhere, and as another program has them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import bootstrap

from sim.statistics.resampling import (
    bca,
    quantile_interval,
    resampled_rows,
)


def mean_of(runs: np.ndarray) -> np.ndarray:
    return runs[..., 0].mean(axis=-1)


def test_the_same_rows_on_every_machine() -> None:
    assert resampled_rows(10)[0].tolist() == [6, 3, 2, 8, 3, 5, 3, 2, 0, 2]
    assert (resampled_rows(7, 10, first=20) == resampled_rows(7, 30)[20:]).all()


def test_another_program_has_the_same_interval() -> None:
    values = np.exp(np.random.default_rng(1).normal(size=40))
    theirs = bootstrap((values,), np.mean, n_resamples=99_999, method="BCa", rng=1)
    ours = bca(values[:, None], mean_of)
    width = theirs.confidence_interval.high - theirs.confidence_interval.low
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=0.03 * width)
    # the long tail on the right draws the interval to the right
    low, high = ours
    assert high - values.mean() > 1.2 * (values.mean() - low)


def test_the_interval_moves_with_its_values() -> None:
    values = np.random.default_rng(2).normal(size=30)
    low, high = bca(values[:, None], mean_of)
    assert bca(10.0 + 4.0 * values[:, None], mean_of) == pytest.approx(
        (10 + 4 * low, 10 + 4 * high)
    )


def test_half_of_the_ties_lie_on_either_side() -> None:
    low, high = bca(np.array([[1.0], [-1.0]] * 15), mean_of)  # every seventh resample ties
    assert low == pytest.approx(-high)


def test_a_median_and_a_quantile_lie_between_order_statistics() -> None:
    values = np.arange(101.0)
    low, high = quantile_interval(values, 0.5)
    # by the binomial distribution: ranks 50 ± 1.96·√101/2
    assert (low, high) == pytest.approx((50 - 9.85, 50 + 9.85), abs=2.0)
    low, high = quantile_interval(values, 0.9)
    assert low == pytest.approx(90 - 5.9, abs=2.0)
    assert 90 < high <= 100


def test_where_there_is_no_interval() -> None:
    assert all(math.isnan(end) for end in quantile_interval(np.arange(29.0), 0.5))
    assert quantile_interval(np.full(30, 0.5), 0.5) == (0.5, 0.5)
