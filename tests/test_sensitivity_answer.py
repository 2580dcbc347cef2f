"""The answer to a sensitivity analysis: digits of small numbers, pairs where they are asked."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sim.answers.sensitivity import digits_for
from sim.comparison import compare


@pytest.mark.parametrize(
    ("largest", "digits"),
    [(0.5, 3), (0.0205, 4), (0.0000808, 7), (40.0, 3), (0.0, 3), (math.nan, 3), (1e-30, 9)],
)
def test_the_largest_number_shows_three_digits(largest: float, digits: int) -> None:
    assert digits_for(largest, 3) == digits


def test_pairs_of_factors_are_told_where_they_are_asked(tmp_path: Path) -> None:
    found = compare(
        {
            "kind": "sensitivity",
            "against": "scenarios/baseline.yaml",
            "settings": {"sample": 240, "months": 3, "burn_in": 1},
            "factors": ["assumptions.trust.gain", "assumptions.workload.rebound"],
            "method": "sobol",
            "base": 8,
            "second_order": True,
            "curve_points": 0,
            "replications": 1,
        },
        workers=1,
        folder=tmp_path / "r",
    )
    named = {tuple(row) for row in found.tables["pairs"][["factor", "other"]].to_numpy()}
    assert len(named) == 3  # both factors, and each with the dummy
    assert set(found.tables) == {"indices", "pairs", "floor"}
