"""The few curves, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.shapes import clip, logistic, saturating, threshold_response, toward

SHARE = st.floats(0.0, 1.0)


def test_clip_holds_a_value_between_two_others(paper) -> None:
    assert paper(clip, 0.3, 0.0, 1.0) == 0.3
    assert paper(clip, 1.2, 0.0, 1.0) == 1.0
    assert paper(clip, -0.1, 0.0, 1.0) == 0.0


def test_logistic_of_the_log_odds(paper) -> None:
    assert paper(logistic, 0.0) == 0.5
    assert paper(logistic, math.log(3.0)) == pytest.approx(0.75, abs=1e-15)  # odds of 3 to 1
    assert paper(logistic, -math.log(9.0)) == pytest.approx(0.1, abs=1e-15)


def test_logistic_never_overflows(paper) -> None:
    assert paper(logistic, 1e9) == 1.0 / (1.0 + math.exp(-30.0))
    assert paper(logistic, -1e9) == 1.0 / (1.0 + math.exp(30.0))


def test_saturating_reaches_half_after_a_half_life(paper) -> None:
    assert paper(saturating, 0.0, 5.0) == 0.0
    assert paper(saturating, 5.0 * math.log(2.0), 5.0) == pytest.approx(0.5, abs=1e-15)
    assert paper(saturating, 15.0, 5.0) == pytest.approx(1.0 - math.exp(-3.0), abs=1e-15)


def test_threshold_response_by_hand(paper) -> None:
    assert paper(threshold_response, 0.4, 0.4) == 0.5
    assert paper(threshold_response, 0.8, 0.4) == pytest.approx(64.0 / 65.0, abs=1e-15)  # 2^6
    assert paper(threshold_response, 0.2, 0.4) == pytest.approx(1.0 / 65.0, abs=1e-15)
    assert paper(threshold_response, 0.0, 0.4) == 0.0


@given(SHARE, SHARE, st.floats(0.01, 1.0))
def test_more_active_neighbors_never_move_one_less(few, many, threshold) -> None:
    few, many = sorted((few, many))
    assert 0.0 <= threshold_response(few, threshold) <= threshold_response(many, threshold) <= 1.0


def test_toward_by_hand(paper) -> None:
    assert paper(toward, 0.2, 1.0, 0.25) == pytest.approx(0.4, abs=1e-15)
    assert paper(toward, 0.2, 0.2, 0.9) == 0.2


@given(SHARE, SHARE, SHARE)
def test_toward_stays_between_value_and_target(value, target, rate) -> None:
    low, high = sorted((value, target))
    assert low - 1e-15 <= toward(value, target, rate) <= high + 1e-15
