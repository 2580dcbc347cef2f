"""Packages at equal cost: the answer says so only where they cost about the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from sim.answers.packages import sentences


def told(*yuan: float) -> str:
    """An answer about packages that cost so much, none of which does anything."""
    rows = [
        {"scenario": f"p{place}", "outcome": "belonging", "n": 9, "difference": 0.0, "low": -0.001,
         "high": 0.001, "verdict": "practically equal", "yuan_per_resident_year": cost}
        for place, cost in enumerate(yuan)
    ]  # fmt: skip
    names = [row["scenario"] for row in rows]
    comparison: Any = SimpleNamespace(
        settings={"equal_cost": 20}, effects=pd.DataFrame(rows), primary="belonging",
        runs=pd.DataFrame({"scenario": names}), against=dict.fromkeys(names, "b"), tables={},
        titles={name: {"en": name, "zh": name} for name in names},
    )  # fmt: skip
    return sentences(comparison)["en"]


def test_packages_of_one_cost_are_told_at_that_cost() -> None:
    assert told(20.0, 19.0, 21.5).startswith("At 20 yuan per resident and year for every package:")


def test_packages_that_cannot_cost_as_much_are_not_told_to() -> None:
    text = told(20.0, 12.0, 26.0)
    assert text.startswith("2 of 3 packages could not be made to cost 20 yuan")
    assert "(from 12.0 to 26.0)" in text
