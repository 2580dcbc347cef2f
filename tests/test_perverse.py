"""U1-U22: each appears in its region and goes when its mechanism is switched off."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sim.assumptions import ranges
from sim.patterns.perverse import PERVERSE, Appearance
from sim.patterns.perverse_table import perverse_table
from sim.patterns.study import Estimate, scenario_with

KEYS = [f"U{number}" for number in range(1, 23)]
WRITTEN = (Path(__file__).parent.parent / "docs" / "reference" / "perverse_effects.md").read_text(
    "utf-8"
)


def test_all_twenty_two_are_declared() -> None:
    assert sorted(PERVERSE, key=lambda key: int(key[1:])) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_its_switch_is_an_assumption_and_its_region_a_scenario(key: str) -> None:
    effect = PERVERSE[key]
    declared = ranges()[f"mechanisms.{effect.switch}"]
    assert (declared.low, declared.high) == (0, 1)
    assert declared.default == (key != "U22")  # nobody reports that posts follow tasks
    for name, value in effect.region.assumptions.items():
        assert ranges()[name].low <= value <= ranges()[name].high
    scenario_with(effect.region.policies, effect.region.settings)


def test_an_estimate_by_hand() -> None:
    estimate = Estimate((1.0, 2.0, 3.0, 6.0))
    # mean 3, squares 4 + 1 + 0 + 9 = 14, variance 14 / 3, error sqrt(14 / 12)
    assert estimate.mean == 3.0
    assert estimate.error == pytest.approx(math.sqrt(14.0 / 12.0))
    assert estimate.low == pytest.approx(3.0 - 4.0 * math.sqrt(14.0 / 12.0))
    assert not estimate.above(0.0)
    assert (estimate - estimate).values == (0.0, 0.0, 0.0, 0.0)
    assert Estimate((1.0, 1.0)).above(0.99)


def test_an_effect_that_stays_is_not_gone() -> None:
    on = Estimate((1.0, 1.1, 0.9, 1.0))
    assert Appearance(on, Estimate((0.0, 0.01, 0.0, 0.0))).gone
    assert not Appearance(on, on).gone
    assert not Appearance(on, on * 0.3).gone
    assert not Appearance(on * -1.0, on).appears


@pytest.mark.parametrize("key", KEYS)
def test_the_committed_table_says_that_it_appears_and_goes(key: str) -> None:
    [row] = [line for line in WRITTEN.splitlines() if line.startswith(f"| {key} |")]
    assert row.endswith("| appears and goes |")


@pytest.mark.slow
def test_the_committed_table_is_what_the_model_shows() -> None:
    assert perverse_table() == WRITTEN
