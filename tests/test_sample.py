"""A sample that is too thin is said to be."""

from __future__ import annotations

import numpy as np

from sim.population import THIN, county_of, doubts_about_sample
from sim.scenario import load_scenario
from sim.vocabulary import RESETTLEMENT

PEOPLE = np.full(24, 4000.0)


def test_enough_residents_raise_no_doubt() -> None:
    assert doubts_about_sample(PEOPLE, 24 * THIN) == []
    assert doubts_about_sample(PEOPLE, None) == []


def test_too_few_are_counted_and_enough_is_named() -> None:
    [doubt] = doubts_about_sample(PEOPLE, 480)
    assert "20 for each of 24" in doubt
    assert str(24 * THIN) in doubt


def test_villages_are_moved_as_the_scenario_says() -> None:
    found, intact, mixed = (
        county_of(load_scenario({"resettlement": how})) for how in ("as_found", "intact", "mixed")
    )
    moved = found.kind == RESETTLEMENT
    assert (intact.transplant[moved] == 1.0).all() and (mixed.transplant[moved] == 0.0).all()
    assert (intact.transplant[~moved] == found.transplant[~moved]).all()
