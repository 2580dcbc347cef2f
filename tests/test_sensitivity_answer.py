"""Small numbers in the answer to a sensitivity analysis keep three digits."""

from __future__ import annotations

import math

import pytest

from sim.answers.sensitivity import digits_for


@pytest.mark.parametrize(
    ("largest", "digits"),
    [(0.5, 3), (0.0205, 4), (0.0000808, 7), (40.0, 3), (0.0, 3), (math.nan, 3), (1e-30, 9)],
)
def test_the_largest_number_shows_three_digits(largest: float, digits: int) -> None:
    assert digits_for(largest, 3) == digits
