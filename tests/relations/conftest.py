"""What relations start from: one settled county, and eight to pair on common chance."""

from __future__ import annotations

import pytest

from sim.assumptions import Assumptions
from sim.scenario import Scenario, load_scenario
from sim.simulation import settle
from sim.state import World

SEEDS = range(8)


@pytest.fixture(scope="session")
def paired() -> Scenario:
    """The scenario that both sides of a pair change: a year of burn-in, two reported."""
    return load_scenario({"sample": 480, "burn_in": 12, "months": 24})


@pytest.fixture(scope="session")
def counties(paired) -> list[World]:
    """The same county eight times, each with a chance of its own, settled."""
    return [settle(paired, seed, Assumptions()) for seed in SEEDS]
