"""Robustness and trade-offs by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.statistics.robustness import pareto_front, robustness, times_on_top


def test_five_criteria_by_hand() -> None:
    # best of the worlds 4, 9, 5: regrets of the steady 1, 6, 2 and of the daring 4, 0, 0
    found = robustness(np.array([[3.0, 3.0, 3.0], [0.0, 9.0, 5.0], [4.0, 2.0, 1.0]]), target=2.0)
    assert found["worst"].tolist() == [3.0, 0.0, 1.0]
    assert found["largest_regret"].tolist() == [6.0, 4.0, 7.0]
    # sorted regrets 1, 2, 6: the 90th percentile lies 0.8 of the way from 2 to 6
    assert found["regret_90"] == pytest.approx([5.2, 3.2, 6.4])
    assert found["satisfied"] == pytest.approx([1.0, 2 / 3, 2 / 3])
    assert found["mean"] == pytest.approx([3.0, 14 / 3, 7 / 3])
    # steady: worst and satisfied; daring: both regrets and the mean
    assert times_on_top(found).tolist() == [2, 3, 0]


def test_a_criterion_that_tells_nothing_puts_none_on_top() -> None:
    same = robustness(np.ones((4, 3)), target=0.5)
    assert times_on_top(same).tolist() == [0, 0, 0, 0]


def test_equal_policies_share_the_better_place() -> None:
    found = robustness(np.array([[1.0], [1.0], [0.0]]), target=0.5)
    assert times_on_top(found).tolist() == [5, 5, 0]


def test_the_front_by_hand() -> None:
    # 3 for 3 beats 2 for 4; a loss at no cost is beaten by doing nothing
    gains = np.array([1.0, 3.0, 2.0, -1.0, math.nan])
    costs = np.array([1.0, 3.0, 4.0, 0.0, 2.0])
    assert pareto_front(gains, costs).tolist() == [True, True, False, False, False]


def test_equals_are_on_the_front_together_and_savings_count() -> None:
    gains, costs = np.array([2.0, 2.0, -1.0]), np.array([1.0, 1.0, -5.0])
    assert pareto_front(gains, costs).tolist() == [True, True, True]
