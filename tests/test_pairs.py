"""The statistics of pairs against paper and pencil, closed forms and known coverage."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.statistics.pairs import (
    Pairs,
    correlation,
    fieller,
    pair,
    share_better,
    variance_reduction,
    verdict,
)
from sim.statistics.resampling import RESAMPLES, resampled_rows
from sim.statistics.samples import interval, mean, over, t_quantile, variance
from sim.statistics.several import joint_quantile


def pairs_of(baseline: np.ndarray, scenario: np.ndarray) -> Pairs:
    return pair(dict(enumerate(baseline.tolist())), dict(enumerate(scenario.tolist())))


def test_interval_by_hand() -> None:
    # 1, 2, 3, 4, 5: mean 3, variance 10/4, standard error √(2.5/5), t(4) = 2.7764451052
    low, high = interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert low == pytest.approx(3 - 2.7764451052 * math.sqrt(0.5), abs=1e-9)
    assert high == pytest.approx(3 + 2.7764451052 * math.sqrt(0.5), abs=1e-9)


def test_t_quantiles_of_the_tables() -> None:
    # closed forms: one degree of freedom tan(π·0.475), two 2·0.475·√2/√(1 − 0.95²)
    assert t_quantile(0.95, 1) == pytest.approx(math.tan(math.pi * 0.475), rel=1e-10)
    assert t_quantile(0.95, 2) == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)), rel=1e-10)
    assert t_quantile(0.95, 29) == pytest.approx(2.0452296421, abs=1e-9)


def test_too_few_values_have_no_interval() -> None:
    assert all(math.isnan(bound) for bound in interval(np.arange(4.0)))
    assert math.isnan(mean(np.array([])))
    assert math.isnan(variance(np.array([1.0])))


@pytest.mark.parametrize("n", [5, 10, 30])
def test_the_interval_covers_as_often_as_it_says(n: int) -> None:
    samples = np.random.default_rng(20240131).normal(0.3, 2.0, (3000, n))
    bounds = [interval(sample) for sample in samples]
    covered = sum(low <= 0.3 <= high for low, high in bounds) / len(bounds)
    assert 0.94 <= covered <= 0.96


def test_order_does_not_move_a_bit() -> None:
    random = np.random.default_rng(3)
    values = random.normal(0.0, 1.0, 40) * 10.0 ** random.integers(-8, 8, 40)
    for _ in range(50):
        shuffled = random.permutation(values)
        assert mean(shuffled) == mean(values)
        assert variance(shuffled) == variance(values)


@pytest.mark.parametrize(
    ("low", "high", "direction", "said"),
    [
        (0.02, 0.04, 1, "better"),
        (0.02, 0.04, -1, "worse"),
        (-0.04, -0.02, 1, "worse"),
        (-0.04, -0.02, -1, "better"),
        (0.02, 0.04, 0, "higher"),
        (-0.04, -0.02, 0, "lower"),
        (-0.005, 0.005, 1, "practically equal"),
        (0.002, 0.008, 1, "practically equal"),  # surely above zero, surely too small
        (0.002, 0.02, 1, "better"),  # above zero, perhaps too small
        (-0.02, 0.005, 1, "undecided"),
        (-0.02, 0.02, 1, "undecided"),
        (0.0, 0.02, 1, "undecided"),  # touches zero
        (-0.01, 0.01, 1, "undecided"),  # touches the band
        (math.nan, math.nan, 1, "undecided"),
        (0.015, 0.015, 1, "better"),  # no variance at all
    ],
)
def test_verdicts(low: float, high: float, direction: int, said: str) -> None:
    assert verdict(low, high, direction, smallest_effect=0.01) == said


def test_without_a_smallest_effect_nothing_is_practically_equal() -> None:
    assert verdict(-1e-9, 1e-9, 1, math.nan) == "undecided"
    assert verdict(1e-9, 2e-9, 1, math.nan) == "better"


def test_share_better_counts_ties_half() -> None:
    difference = np.array([0.1, 0.2, 0.0, -0.1])
    assert share_better(difference, 1) == 2.5 / 4
    assert share_better(difference, -1) == 1.5 / 4
    assert share_better(difference, 0) == 2.5 / 4


def test_pairs_leave_out_and_count() -> None:
    found = pair(
        {0: 1.0, 1: 2.0, 2: math.nan, 3: 4.0, 5: 1.0}, {3: 5.0, 0: 1.5, 1: math.inf, 2: 1.0, 4: 0.0}
    )
    assert found.replications == (0, 3)
    assert found.difference.tolist() == [0.5, 1.0]
    assert (found.missing, found.invalid) == (2, 2)


def test_variance_reduction_closed_form() -> None:
    # A = (1, 2, 3, 4), B = A + (0, 1, 0, 1): Var A = 5/3, Var B = 8/3, Var D = 1/3
    pairs = pairs_of(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 3.0, 5.0]))
    assert variance_reduction(pairs) == pytest.approx(13.0, rel=1e-12)
    # Cov = (5/3 + 8/3 − 1/3)/2 = 2; r = 2/√(40/9)
    assert correlation(pairs) == pytest.approx(3 / math.sqrt(10), rel=1e-12)


def test_variance_reduction_follows_the_correlation() -> None:
    # equal variances: (σ² + σ²)/(2σ²(1 − ρ)) = 1/(1 − ρ)
    random = np.random.default_rng(4)
    a = random.normal(size=20000)
    b = 0.9 * a + math.sqrt(1 - 0.81) * random.normal(size=20000)
    assert variance_reduction(pairs_of(a, b)) == pytest.approx(10.0, rel=0.05)
    independent = pairs_of(a, random.normal(size=20000))
    assert variance_reduction(independent) == pytest.approx(1.0, rel=0.05)


def test_nothing_varies() -> None:
    constant = pairs_of(np.full(6, 0.5), np.full(6, 0.5))
    assert variance_reduction(constant) == math.inf
    assert math.isnan(correlation(constant))
    assert over(0.0, 0.0) == 0.0
    assert over(-0.1, 0.0) == -math.inf


# -- several at once -------------------------------------------------------------------------


def test_resampled_rows_are_uniform_and_always_the_same() -> None:
    rows = resampled_rows(10)
    assert rows.shape == (RESAMPLES, 10)
    assert (rows == resampled_rows(10)).all()
    counts = np.bincount(rows.ravel(), minlength=10)
    expected = RESAMPLES
    assert float(((counts - expected) ** 2 / expected).sum()) < 27.9  # χ²(9), p = 0.001


def test_the_joint_quantile_of_independent_scenarios() -> None:
    # three independent normals: z with (2Φ(z) − 1)³ = 0.95, z = 2.3877
    random = np.random.default_rng(5)
    zero = np.zeros(2000)
    compared = [pairs_of(zero, random.normal(size=2000)) for _ in range(3)]
    assert joint_quantile(compared) == pytest.approx(2.388, abs=0.06)


def test_copies_of_one_scenario_need_no_wider_interval() -> None:
    random = np.random.default_rng(6)
    one = pairs_of(np.zeros(2000), random.normal(size=2000))
    assert joint_quantile([one, one, one]) == pytest.approx(1.96, abs=0.06)


def test_scenarios_that_never_differ_take_no_part() -> None:
    random = np.random.default_rng(7)
    one = pairs_of(np.zeros(30), random.normal(size=30))
    same = pairs_of(np.zeros(30), np.zeros(30))
    assert joint_quantile([one, same]) == joint_quantile([one])
    assert joint_quantile([same]) == t_quantile(0.95, 29)
    assert math.isnan(joint_quantile([pairs_of(np.zeros(4), np.ones(4))]))


def test_joint_intervals_cover_together() -> None:
    random = np.random.default_rng(8)
    trials, n, scenarios = 300, 20, 4
    covered = 0
    for _ in range(trials):
        shared = random.normal(size=n)
        compared = [pairs_of(np.zeros(n), shared + random.normal(size=n)) for _ in range(scenarios)]
        reach = joint_quantile(compared)
        t = [abs(mean(p.difference)) / math.sqrt(variance(p.difference) / n) for p in compared]
        covered += max(t) <= reach
    # 95 % ± three standard errors of 300 trials
    assert covered / trials == pytest.approx(0.95, abs=0.038)


def test_fieller_by_hand() -> None:
    # without noise in the whole (all 2) the interval is the t interval of the part, halved
    part = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    low, high = interval(part)
    assert fieller(np.full(5, 2.0), part) == pytest.approx((low / 2, high / 2), rel=1e-12)
    # a part that is half of the whole in every pair is half, surely
    assert fieller(part, part / 2) == pytest.approx((0.5, 0.5), abs=1e-7)


def test_fieller_covers() -> None:
    random = np.random.default_rng(9)
    covered = 0
    for _ in range(2000):
        whole = random.normal(1.0, 0.5, 20)
        part = 0.4 * whole + random.normal(0.0, 0.5, 20)
        low, high = fieller(whole, part)
        covered += low <= 0.4 <= high
    assert 0.94 <= covered / 2000 <= 0.96
