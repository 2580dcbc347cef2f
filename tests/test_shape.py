"""Which samples are flagged: by hand, seldom by chance, and mostly where it matters."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.statistics.shape import ENOUGH, shape, skewness, split_share, wants_more_runs


def test_flags_by_hand() -> None:
    assert shape(np.full(12, 0.3)) == "constant"
    assert shape(0.3 + 1e-16 * np.arange(12)) == "constant"  # but for rounding
    assert shape(np.array([0.0] * 6 + [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])) == "ties"
    assert shape(np.concatenate([np.linspace(0, 1, 10), np.linspace(8, 9, 10)])) == "two_groups"
    assert shape(np.append(np.linspace(0, 1, 20), 6.0)) == "skewed"
    assert shape(np.append(np.linspace(0, 1, 20), -5.0)) == "skewed"
    assert shape(np.linspace(0, 1, 20)) == ""
    assert shape(np.full(9, 0.3)) == ""  # too few to say


def test_two_points_are_wholly_explained_by_two_groups() -> None:
    assert split_share(np.array([0.0] * 4 + [1.0] * 4)) == pytest.approx(1.0)
    # 1 … 4: means 1.5 and 3.5, so 4 · 1 of a sum of squares of 5
    assert split_share(np.arange(1.0, 5.0)) == pytest.approx(0.8)


def test_skewness_by_hand() -> None:
    # 0, 0, 3: third moment 2, variance 2: 2/2^1.5, adjusted by √6/1
    assert skewness(np.array([0.0, 0.0, 3.0])) == pytest.approx(math.sqrt(3))
    assert skewness(np.array([0.0, 3.0, 3.0])) == pytest.approx(-math.sqrt(3))


def test_flagged_samples_want_a_hundred_runs() -> None:
    assert wants_more_runs("skewed", ENOUGH - 1)
    assert not wants_more_runs("skewed", ENOUGH)
    assert not wants_more_runs("constant", 10)
    assert not wants_more_runs("", 10)


@pytest.mark.parametrize("n", [10, 20, 30, 100])
def test_normal_samples_are_seldom_flagged(n: int) -> None:
    samples = np.random.default_rng(1).normal(size=(1000, n))
    flagged = np.mean([shape(sample) != "" for sample in samples])
    assert flagged <= 0.02 + 4 * math.sqrt(0.02 * 0.98 / 1000)


@pytest.mark.parametrize("n", [20, 30])
def test_tipping_points_and_long_tails_are_mostly_flagged(n: int) -> None:
    random = np.random.default_rng(2)
    tipping = random.normal(0.0, 1.0, (500, n)) + 10.0 * (random.random((500, n)) < 0.2)
    assert np.mean([shape(sample) != "" for sample in tipping]) > 0.9
    tails = np.exp(random.normal(size=(500, n)))
    assert np.mean([shape(sample) != "" for sample in tails]) > 0.6
