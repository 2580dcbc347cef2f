"""What a file says oddly is told at the first value that is odd, and not one before it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.oddities import oddities
from sim.scenario import load_scenario


def said_of(**publicity: Any) -> list[str]:
    return list(oddities(load_scenario({"months": 36, "policies": {"publicity": publicity}})))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"start": 36}, ""),
        ({"start": 37}, "month 37 is after the last month 36; the policy never acts"),
        ({"ramp": 6, "months": 6}, ""),
        ({"ramp": 6, "months": 5}, "it ends after 5 months, before it has its full strength"),
        ({"size": 0}, "publicity.size: 0 makes the policy the same as none"),
        ({"fidelity": 0}, "publicity.fidelity: 0 makes the policy the same as none"),
        ({"budget": 0}, "publicity.budget: 0 means that the policy can never be paid"),
    ],
)
def test_what_a_policy_says_against_itself(settings: dict[str, Any], words: str) -> None:
    found = said_of(**settings)
    assert len(found) == bool(words)
    assert words in "".join(found)


@pytest.mark.parametrize(("months", "is_told"), [(11, True), (12, False)])
def test_less_than_a_year_is_too_few_months(months: int, is_told: bool) -> None:
    assert bool(list(oddities(load_scenario({"months": months})))) is is_told
