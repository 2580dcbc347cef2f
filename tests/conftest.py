"""What many tests start from: small settled counties, groups of assumptions, rules on paper."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from sim.assumptions import Assumptions, assume, record
from sim.scenario import Scenario, load_scenario
from sim.simulation import Record, act, settle
from sim.state import World
from sim.vocabulary import STAFF_ROWS

settings.register_profile("same_every_time", derandomize=True, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same_every_time"))

SEED = 20240229


@pytest.fixture(scope="session")
def paper() -> Callable[..., Any]:
    """Ask a rule, compiled and as plain Python: both must say the same."""
    from sim.plain.rules import plain  # loads Mesa, which most tests do without

    def ask(rule: Any, *arguments: Any) -> Any:
        compiled, told = rule(*arguments), plain(rule)(*map(written_out, arguments))
        assert math.isclose(compiled, told, rel_tol=1e-15, abs_tol=1e-16)
        return compiled

    return ask


def written_out(argument: Any) -> Any:
    """A group of assumptions as plain Python reads it (a record has a ``base`` of its own)."""
    if not isinstance(argument, np.record):
        return argument
    return SimpleNamespace(**{name: argument[name] for name in argument.dtype.names})


@pytest.fixture(scope="session")
def group() -> Callable[..., Any]:
    """One group of assumptions as the loops read it, some of its numbers chosen by the test."""

    def choose(name: str, **values: float) -> Any:
        chosen = {f"{name}.{key}": value for key, value in values.items()}
        return record(assume(chosen))[0][name]

    return choose


@pytest.fixture(scope="session")
def small() -> Callable[..., Scenario]:
    """A scenario of 240 residents, a year of burn-in and half a year reported."""

    def scenario(**changes: Any) -> Scenario:
        return load_scenario({"sample": 240, "burn_in": 12, "months": 6} | changes)

    return scenario


@pytest.fixture(scope="session")
def settled_once(small: Callable[..., Scenario]) -> World:
    return settle(small(), SEED, Assumptions())


@pytest.fixture
def settled(settled_once: World) -> World:
    """The small county after its burn-in: a copy to do with as one likes."""
    return settled_once.copy()


@pytest.fixture
def world(settled: World) -> World:
    """The settled county with empty books, as a month begins."""
    settled.flows.clear()
    settled.cells.clear()
    settled.ledger.fen[:] = 0
    return settled


STRONG: dict[str, Any] = {
    "task_offloading": {"scale": 1.5, "appraisal_weight": 0.5, "payment_delay": 3},
    "organization_cultivation": {
        "seed_grants_per_year": 100,
        "purchase": {"elder_care": 20, "mediation": 10, "volunteer": 5, "statistics": 5},
        "payment_delay": 5,
        "cleanup": 0.3,
    },
    "staff_training": {
        "hours": 60,
        "assistants": 40,
        "graduates": 2,
        "posts": 1.5,
        "pay_supplement": 0.2,
    },
    "facilities": {
        "community": {"domains": ["service_center", "culture"], "sites": 60, "adequate": 2},
        "township": {"domains": ["market"], "sites": 12},
        "county": {"domains": ["sport"], "sites": 6},
        "operation": 0.5,
    },
    "self_governance": {
        "assemblies": 6,
        "hearings": 6,
        "consultations": 12,
        "invitations": 0.2,
        "owners_committees": 0.8,
        "fund_yuan": 10,
    },
    "publicity": {"intensity": 1.0, "promise": 0.8, "activities": 24, "reward_yuan": 30},
    "hot_issue_resolution": {"hours": 60, "yuan": 20},
    "information_platform": {"forms_added": 2, "online": 0.8},
    "grid_management": {"staffed": 1.0, "reporting": 1.0},
}
"""Everything at once and much of it, so that every branch of a month is taken."""


@pytest.fixture(scope="session")
def strong() -> dict[str, Any]:
    return STRONG


@pytest.fixture(scope="session")
def busy_once(small: Callable[..., Scenario], settled_once: World) -> World:
    world = settled_once.copy()
    act(world, small(months=10, policies=STRONG))
    return world


@pytest.fixture
def busy(busy_once: World) -> World:
    """A county ten months into strong policies; their effects still stand in the world."""
    return busy_once.copy()


@pytest.fixture(scope="session")
def assuming() -> Callable[[World, dict[str, float]], World]:
    """The same world where some assumptions are what the test needs, range or no range."""

    def assume_there(world: World, values: dict[str, float]) -> World:
        world.assumptions = world.assumptions.copy()
        for dotted, value in values.items():
            group, name = dotted.split(".")
            world.assumptions[group][name] = value
        return world

    return assume_there


@pytest.fixture(scope="session")
def employ() -> Callable[..., None]:
    """Put these workers alone into the first office: of what kind, and whether placed."""

    def fill(world: World, *workers: tuple[int, bool]) -> None:
        staff = world.staff
        staff.active[:STAFF_ROWS] = False
        for row, (kind, placed) in enumerate(workers):
            staff.active[row], staff.kind[row], staff.placed[row] = True, kind, placed
            staff.seconded[row] = False

    return fill


@pytest.fixture(scope="session")
def same() -> Callable[[Record, Record], None]:
    """Two runs left exactly the same behind, to the last bit."""

    def compare(one: Record, other: Record) -> None:
        for name in ("flows", "cells", "ledger"):
            first, second = getattr(one, name), getattr(other, name)
            assert first.dtype == second.dtype
            assert np.array_equal(first.view(np.uint8), second.view(np.uint8)), name

    return compare


@pytest.fixture
def own_cache(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of a process that compiles into a folder of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    yield kept | {"SIM_CACHE_DIR": str(tmp_path / "cache")}
