"""Distance to a facility, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.rules.access import distance, within_reach


def test_distance_is_that_of_pythagoras(paper) -> None:
    assert paper(distance, 100.0, 700.0, 400.0, 300.0) == 500.0
    assert paper(distance, 5.0, 5.0, 5.0, 5.0) == 0.0


def test_full_weight_at_the_door_and_none_from_the_radius_on(paper) -> None:
    assert paper(within_reach, 0.0, 500.0) == 1.0
    assert paper(within_reach, 500.0, 500.0) == 0.0
    assert paper(within_reach, 900.0, 500.0) == 0.0


def test_half_way_out_by_the_gaussian_formula(paper) -> None:
    expected = (math.exp(-0.125) - math.exp(-0.5)) / (1.0 - math.exp(-0.5))
    assert paper(within_reach, 250.0, 500.0) == pytest.approx(expected, abs=1e-15)


@given(st.floats(0.0, 2000.0), st.floats(0.0, 2000.0), st.floats(100.0, 1500.0))
def test_farther_never_weighs_more(near, far, radius) -> None:
    near, far = sorted((near, far))
    assert 0.0 <= within_reach(far, radius) <= within_reach(near, radius) <= 1.0
