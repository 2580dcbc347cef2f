"""Readings of pilots against paper and pencil, closed forms and worlds whose truth is known."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest

from sim.errors import ContractError
from sim.statistics.panels import (
    DRAWS,
    Panel,
    Reading,
    before_after,
    contrasts,
    difference_in_differences,
    group_time,
    redrawn,
    roll_out_effect,
    stages,
    stepped_wedge,
    true_effect,
)

PERMUTED = [difference_in_differences, stepped_wedge, group_time]
TRIALS = 2000
FOUR_SIGMA = 4 * math.sqrt(0.05 * 0.95 / TRIALS)


def dates(communities: int, *groups: tuple[int, int]) -> np.ndarray:
    """The first (month, how many) communities, and so on; 0 for the others."""
    adopted = np.zeros(communities, np.int64)
    start = 0
    for month, count in groups:
        adopted[start : start + count] = month
        start += count
    return adopted


def reached(adopted: np.ndarray, months: int) -> np.ndarray:
    return stages(adopted, months).reached


# -- by hand ---------------------------------------------------------------------------------


def test_stages_by_hand() -> None:
    plan = stages(np.array([5, 5, 9, 0, 40]), 12)
    assert plan.pilots.tolist() == [True, True, False, False, False]
    assert (plan.before, plan.after) == (slice(0, 4), slice(6, 8))  # months 1–4 and 7–8 of 5–8
    assert plan.reached.sum(axis=0).tolist() == [8, 8, 4, 0, 0]
    assert stages(np.array([30, 0]), 36).before == slice(17, 29)  # a year, not more


def test_before_after_by_hand() -> None:
    # pilots change by 1, 2 and 3 from month 1 to 2: mean 2, standard error 1/√3, t(2) = 4.3027
    seen = np.array([[5.0, 1.0, 0.0, 7.0], [6.0, 3.0, 3.0, 9.0]])
    reading = before_after(seen, np.array([2, 2, 2, 0]))
    assert reading.estimate == pytest.approx(2.0)
    assert reading.high - 2.0 == pytest.approx(4.302652730 / math.sqrt(3), rel=1e-9)
    # with two degrees of freedom P(|t| > x) = 1 − x/√(2 + x²), here x = 2√3
    assert reading.p_value == pytest.approx(1 - math.sqrt(12 / 14), rel=1e-9)


def test_difference_in_differences_by_hand() -> None:
    seen = np.array([[5.0, 1.0, 0.0, 7.0], [6.0, 4.0, 3.0, 9.0]])
    reading = difference_in_differences(seen, np.array([2, 2, 0, 0]))
    assert reading.estimate == pytest.approx((1 + 3) / 2 - (3 + 2) / 2)


def test_a_stepped_wedge_takes_early_communities_as_controls_of_late_ones() -> None:
    # two communities, three periods: A has the policy from the second on, B in the third, so
    # the reading is (A2 − B2) − ((A1 − B1) + (A3 − B3)) / 2
    adopted = np.array([2, 3])
    seen = np.array([[2.0, 1.0], [7.0, 3.0], [4.0, 2.0]])
    assert stepped_wedge(seen, adopted, period=1).estimate == pytest.approx(4 - (1 + 2) / 2)
    growing = np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 1.0]])
    assert stepped_wedge(growing, adopted, period=1).estimate == pytest.approx(-1.0)
    assert group_time(growing, adopted).estimate == pytest.approx(1.0)  # month 2, A against B
    assert true_effect(growing, 0 * growing, reached(adopted, 3)) == pytest.approx(7 / 3)


def test_stepped_wedge_is_least_squares_with_communities_and_periods() -> None:
    adopted, period = dates(7, (4, 2), (7, 2), (10, 1)), 3
    seen = np.random.default_rng(5).normal(size=(12, 7))
    means = seen.reshape(4, period, 7).mean(axis=1)
    treated = reached(adopted, 12).reshape(4, period, 7).mean(axis=1)
    when, where = np.divmod(np.arange(28), 7)
    columns = [treated.ravel(), *(where == i for i in range(7)), *(when == j for j in range(1, 4))]
    fitted = np.linalg.lstsq(np.array(columns, float).T, means.ravel(), rcond=None)[0]
    assert stepped_wedge(seen, adopted, period).estimate == pytest.approx(fitted[0], rel=1e-9)


def test_group_time_averages_groups_and_months_by_size() -> None:
    adopted, seen = dates(6, (2, 1), (4, 2)), np.random.default_rng(6).normal(size=(5, 6))
    expected = []
    for group, members in ((2, [0]), (4, [1, 2])):
        for month in range(group, 6):
            others = [i for i in range(6) if not 0 < adopted[i] <= month]
            change = seen[month - 1] - seen[: group - 1].mean(axis=0)
            expected += [change[members].mean() - change[others].mean()] * len(members)
    assert group_time(seen, adopted).estimate == pytest.approx(np.mean(expected), rel=1e-9)


def test_the_truth_by_hand() -> None:
    twin = np.zeros((14, 2))
    seen = twin + np.array([1.0, 3.0])
    assert true_effect(seen, twin, reached(np.array([14, 0]), 14)) == 1.0
    seen[:2] = 100.0  # more than a year before the end
    assert roll_out_effect(seen, twin, np.array([1, 1])) == 2.0
    seen[2:8] = 100.0  # while the second one still waits
    assert roll_out_effect(seen, twin, np.array([1, 9])) == 2.0
    assert roll_out_effect(seen, twin, np.array([9, 99])) == 2.0  # after the end is never
    assert roll_out_effect(seen[8:], twin[8:], np.array([0, 0])) == 2.0
    assert math.isnan(true_effect(seen, twin, np.zeros((14, 2), bool)))


# -- permutations ----------------------------------------------------------------------------


@pytest.mark.parametrize("read", PERMUTED)
def test_another_assignment_is_the_reading_of_other_dates(read) -> None:
    adopted, seen = dates(6, (5, 2), (9, 2)), np.random.default_rng(7).normal(size=(12, 6))
    every = dict.fromkeys(permutations(adopted.tolist()))
    possible = sorted(read(seen, np.array(order)).estimate for order in every)
    values = redrawn(seen, contrasts(stages(adopted, 12))[read.__name__])
    distance = np.abs(values[:, None] - possible)
    assert (len(every), len(values)) == (90, DRAWS)
    assert distance.min(axis=1).max() < 1e-12  # each draw is one of them
    assert distance.min(axis=0).max() < 1e-12  # and each of them is drawn


@pytest.mark.parametrize("read", PERMUTED)
def test_the_interval_is_all_effects_that_the_test_does_not_reject(read) -> None:
    adopted = dates(20, (7, 5), (13, 5))
    mask = reached(adopted, 24)
    seen = np.random.default_rng(9).normal(size=(24, 20)) + 0.5 * mask
    reading = read(seen, adopted)
    for bound, outward in ((reading.low, -1e-6), (reading.high, 1e-6)):
        assert read(seen - (bound + outward) * mask, adopted).p_value <= 0.05
        assert read(seen - (bound - outward) * mask, adopted).p_value > 0.05


@pytest.mark.parametrize("read", PERMUTED)
def test_a_constant_effect_moves_the_reading_by_just_that(read) -> None:
    adopted, seen = dates(12, (7, 3), (13, 4)), np.random.default_rng(10).normal(size=(24, 12))
    none, shifted = read(seen, adopted), read(seen + 0.7 * reached(adopted, 24), adopted)
    for what in ("estimate", "low", "high"):
        assert getattr(shifted, what) == pytest.approx(getattr(none, what) + 0.7, abs=1e-9)


def test_one_pilot_in_ten_cannot_be_significant() -> None:
    # one assignment in ten is the actual one, so p is about a tenth at least
    seen = np.random.default_rng(11).normal(size=(24, 10))
    seen[12:, 0] += 100.0
    reading = difference_in_differences(seen, dates(10, (13, 1)))
    assert reading.p_value == pytest.approx(0.1, abs=4 * math.sqrt(0.09 / DRAWS))
    assert (reading.low, reading.high) == (-math.inf, math.inf)


@pytest.mark.parametrize("read", [before_after, *PERMUTED])
def test_an_outcome_that_never_varies_has_no_effect(read) -> None:
    reading = read(np.full((24, 9), 0.3), dates(9, (7, 3), (13, 3)))
    assert (reading.estimate, reading.p_value) == (pytest.approx(0.0, abs=1e-12), 1.0)


# -- what cannot be read ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adopted", "notes"),
    [
        (dates(6), ["nobody_reached"] * 4),
        (dates(6, (25, 6)), ["nobody_reached"] * 4),
        (dates(6, (13, 6)), ["", *["nobody_to_compare"] * 3]),
        (dates(6, (1, 6)), ["no_month_before"] * 2 + ["nobody_to_compare", "no_month_before"]),
        (dates(6, (1, 3), (13, 3)), ["no_month_before"] * 2 + ["", "nobody_to_compare"]),
        (dates(6, (13, 1)), ["one_pilot", "", "", ""]),
    ],
)
def test_an_impossible_reading_says_why(adopted: np.ndarray, notes: list[str]) -> None:
    seen = np.random.default_rng(12).normal(size=(24, 6))
    readings = [read(seen, adopted) for read in (before_after, *PERMUTED)]
    assert [reading.note for reading in readings] == notes
    impossible = [reading.note not in ("", "one_pilot") for reading in readings]
    assert [math.isnan(reading.estimate) for reading in readings] == impossible


@pytest.mark.parametrize("read", [before_after, *PERMUTED])
def test_a_number_that_is_missing_is_never_read_over(read) -> None:
    seen = np.zeros((24, 6))
    seen[3, 5] = math.nan
    reading: Reading = read(seen, dates(6, (13, 3)))
    assert reading.note == "not_finite"
    assert math.isnan(reading.p_value)


def test_a_panel_is_of_one_county() -> None:
    with pytest.raises(ContractError):
        Panel(np.zeros((12, 4)), np.zeros((12, 4)), np.zeros(5, np.int64))


# -- worlds whose truth is known -------------------------------------------------------------


def counties(seed: int, count: int, adopted: np.ndarray, months: int = 36):
    """Counties with lasting differences, common ups and downs and noise; dates by lot."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        noise = random.normal(0.0, 0.5, (months, len(adopted)))
        common, lasting = random.normal(size=(months, 1)), random.normal(size=len(adopted))
        yield noise + common + lasting, random.permutation(adopted)


@pytest.mark.slow
@pytest.mark.parametrize("read", PERMUTED)
def test_without_an_effect_one_in_twenty_finds_one(read) -> None:
    adopted = dates(24, (13, 4), (25, 20))
    found = [read(*county).p_value <= 0.05 for county in counties(21, TRIALS, adopted)]
    assert np.mean(found) == pytest.approx(0.05, abs=min(FOUR_SIGMA, 0.02))


@pytest.mark.slow
@pytest.mark.parametrize("read", PERMUTED)
def test_a_constant_effect_is_covered_nineteen_times_in_twenty(read) -> None:
    covered = []
    for calm, adopted in counties(22, TRIALS, dates(24, (13, 4), (25, 20))):
        reading = read(calm + 0.3 * reached(adopted, 36), adopted)
        covered.append(reading.low <= 0.3 <= reading.high)
    assert np.mean(covered) == pytest.approx(0.95, abs=min(FOUR_SIGMA, 0.02))


@pytest.mark.slow
def test_before_after_holds_only_where_nothing_else_changes() -> None:
    adopted = dates(24, (13, 4))
    found, shifted = [], []
    for county, dealt in counties(23, TRIALS, adopted):
        alone = county - county.mean(axis=1, keepdims=True)
        found.append(before_after(alone, dealt).p_value <= 0.05)
        shifted.append(before_after(alone + 2.0 * (np.arange(36) >= 18)[:, None], dealt))
    assert np.mean(found) == pytest.approx(0.05, abs=FOUR_SIGMA)
    assert np.mean([reading.p_value <= 0.05 for reading in shifted]) > 0.99


def grown(adopted: np.ndarray, months: int) -> np.ndarray:
    """An effect of 0.05 more in every month since adoption."""
    since = np.arange(1, months + 1)[:, None] - adopted + 1
    return 0.05 * np.where((adopted > 0) & (since > 0), since, 0)


@pytest.mark.slow
def test_growing_effects_mislead_a_stepped_wedge_and_not_group_time() -> None:
    wedge, groups = [], []
    for calm, adopted in counties(24, 1000, dates(24, (13, 8), (25, 8), (37, 8)), 48):
        seen = calm + grown(adopted, 48)
        truth = true_effect(seen, calm, reached(adopted, 48))
        early = true_effect(seen, calm, contrasts(stages(adopted, 48))["group_time"].cells)
        reading = stepped_wedge(seen, adopted)
        wedge.append((reading.estimate - truth, reading.low <= truth <= reading.high))
        reading = group_time(seen, adopted)
        groups.append((reading.estimate - early, reading.low <= early <= reading.high))
    bias, covered = np.mean(wedge, axis=0)
    assert (bias < -0.3, covered < 0.2) == (True, True)
    bias, covered = np.mean(groups, axis=0)
    assert abs(bias) < 4 * np.std([error for error, _ in groups]) / math.sqrt(1000)
    assert covered >= 0.93


@pytest.mark.slow
def test_choosing_by_a_noisy_past_biases_by_regression_to_the_mean() -> None:
    # Of three communities the one with the lowest past is chosen. The smallest of three standard
    # normals is −3/(2√π) on average. Of that past, var(noise of a year)/var(all) is luck and
    # comes back: that much before/after is too high; the other two fall back by half of it.
    random = np.random.default_rng(25)
    luck, trials = 2.0, 20000
    errors = np.zeros((trials, 2))
    for trial in range(trials):
        seen = random.normal(0.0, luck, (24, 3)) + random.normal(size=3)
        adopted = np.zeros(3, np.int64)
        adopted[seen[:12].mean(axis=0).argmin()] = 13
        plan = contrasts(stages(adopted, 24))
        errors[trial] = [
            (plan[name].weights * seen).sum()
            for name in ("before_after", "difference_in_differences")
        ]
    year = luck**2 / 12
    expected = year / math.sqrt(1 + year) * 3 / (2 * math.sqrt(math.pi))
    sigma = errors.std(axis=0) / math.sqrt(trials)
    assert errors[:, 0].mean() == pytest.approx(expected, abs=4 * sigma[0])
    assert errors[:, 1].mean() == pytest.approx(1.5 * expected, abs=4 * sigma[1])
