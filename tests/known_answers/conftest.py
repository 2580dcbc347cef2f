"""What the known answers start from: a county before its first month, assumed at will."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.assumptions import Assumptions
from sim.county import load_county
from sim.population import build_world
from sim.state import World


@pytest.fixture(scope="session")
def made(assuming) -> Callable[..., World]:
    """A county before its first month, where some assumptions are what the theory needs."""

    def world(sample: int, values: dict[str, object], seed: int = 5) -> World:
        county = load_county("illustrative")
        return assuming(build_world(county, sample, Assumptions(), seed), values)

    return world
