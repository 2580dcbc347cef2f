"""Buildings: begun, opened, run or idle, and who gains access, worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.behavior.places import SITES
from sim.money import LINE
from sim.schedule import SCHEDULE
from sim.state import World
from sim.vocabulary import DOMAINS, GRID_WORKER

PHASES = {phase.__name__: phase for phase in SCHEDULE}
CULTURE, EDUCATION = DOMAINS.index("culture"), DOMAINS.index("education")
EDGE = math.exp(-0.5)
WEIGHT = (math.exp(-0.32) - EDGE) / (1.0 - EDGE)
"""At 400 of 500 meters: half the square of 0.8 is 0.32."""
PLACES_A_HEAD = 1000.0 / (1000.0 + 3000.0 * WEIGHT)
"""1,000 places, shared by 1,000 people at the door and 3,000 at 400 meters."""


@pytest.fixture
def two(world, assuming) -> World:
    """Two communities 400 meters apart, of 1,000 and 3,000 people; the rest is far away."""
    assuming(world, {"places.people_per_m2": 10.0, "mechanisms.idleness": 1.0})
    world.assumptions["places"]["radius"][0] = (500.0, 1500.0, 8000.0)
    world.assumptions["places"]["lag"][0] = (6.0, 12.0, 18.0)
    communities, facilities = world.communities, world.facilities
    communities.x[:] = 1e6 * np.arange(len(communities))
    communities.x[:2] = (0.0, 400.0)
    communities.y[:] = 0.0
    communities.population[:2] = (1000.0, 3000.0)
    communities.floor_space[:2] = 50.0
    facilities.x[:] = communities.x[facilities.community]
    facilities.y[:] = 0.0
    facilities.capacity[:] = 0.0
    return world


def build(world: World, domain: int, months: int, operation: float = 1.0) -> list[float]:
    """Begin 100 square meters in the first community; its access to them month by month."""
    world.effects.building_m2[0, 0, domain] = 100.0
    world.effects.operation[0] = operation
    found = []
    for _ in range(months):
        world.flows.clear()
        PHASES["open_facilities"](world)
        found.append(float(world.communities.access_all[0]) * len(DOMAINS))
        world.effects.building_m2[:] = 0.0
        world.month += 1
    return found


def test_a_building_opens_after_its_lag_for_all_in_reach(two) -> None:
    before = float(two.communities.access_all[0]) * len(DOMAINS)
    access = build(two, CULTURE, 7)
    assert access == pytest.approx([before] * 6 + [PLACES_A_HEAD])
    table = two.communities
    # sport has no place: half of the venue
    assert table.access_venue[:2] == pytest.approx(
        [0.5 * PLACES_A_HEAD, 0.5 * PLACES_A_HEAD * WEIGHT]
    )
    assert table.access_all[1] == pytest.approx(PLACES_A_HEAD * WEIGHT / len(DOMAINS))
    assert not table.access_all[2:].any()
    assert table.venue_space[:2].tolist() == [150.0, 50.0]
    assert two.flows.floor_space[:2].tolist() == [150.0, 50.0]
    assert not two.flows.idle_space.any()


def test_what_is_being_built_is_neither_floor_space_nor_access(two) -> None:
    build(two, CULTURE, 6)
    site = len(two.facilities) - len(two.communities) * SITES + CULTURE
    facilities = two.facilities
    assert (facilities.coming_m2[site], facilities.built_m2[site]) == (100.0, 0.0)
    assert facilities.opens[site] == two.month  # the month to come
    assert two.flows.floor_space[0] == 50.0


def test_what_is_built_in_installments_opens_with_the_first(two) -> None:
    two.effects.operation[0] = 1.0
    space = []
    for month in range(13):
        two.flows.clear()
        two.effects.building_m2[0, 0, CULTURE] = 50.0 if month in (0, 3, 8) else 0.0
        PHASES["open_facilities"](two)
        space.append(float(two.flows.floor_space[0]) - 50.0)
        two.month += 1
    assert space == [0.0] * 6 + [100.0] * 7
    assert two.facilities.coming_m2.sum() == 50.0  # begun in the ninth month, not yet open


@pytest.mark.parametrize(
    ("operation", "at_work", "run"),
    [(1.0, 1.0, 1.0), (0.25, 1.0, 0.25), (0.0, 1.0, 0.0), (0.25, 0.0, 1.0), (0.25, 0.5, 0.625)],
    ids=["run", "in part", "idle", "idleness off", "idleness by half"],
)
def test_without_operation_a_building_stands_idle(two, assuming, operation, at_work, run) -> None:
    assuming(two, {"mechanisms.idleness": at_work})
    access = build(two, CULTURE, 7, operation)
    assert access[-1] == pytest.approx(run * PLACES_A_HEAD)
    assert two.communities.venue_space[0] == pytest.approx(50.0 + 100.0 * run)
    assert two.flows.floor_space[0] == 150.0
    assert two.flows.idle_space[0] == pytest.approx(100.0 * (1.0 - run))


def test_access_falls_when_the_money_to_run_it_ends(two) -> None:
    build(two, CULTURE, 7)
    two.effects.operation[0] = 0.5
    PHASES["open_facilities"](two)
    assert two.communities.access_venue[0] == pytest.approx(0.25 * PLACES_A_HEAD)
    two.effects.operation[0] = 1.0
    PHASES["open_facilities"](two)
    assert two.communities.access_venue[0] == pytest.approx(0.5 * PLACES_A_HEAD)


def test_a_school_is_no_place_to_meet(two) -> None:
    access = build(two, EDUCATION, 7)
    assert access[-1] == pytest.approx(PLACES_A_HEAD)
    assert two.communities.access_venue[0] == two.communities.access_center[0] == 0.0
    assert two.communities.venue_space[0] == 50.0
    assert two.flows.floor_space[0] == 150.0


def test_more_places_than_people_are_no_more_than_full_access(two) -> None:
    two.communities.population[:2] = (100.0, 100.0)
    assert build(two, CULTURE, 7)[-1] == 1.0


def test_nothing_built_and_nothing_begun_leaves_access_alone(world) -> None:
    before = world.communities.copy()
    PHASES["open_facilities"](world)
    for name in ("access_center", "access_venue", "access_all"):
        assert np.array_equal(getattr(world.communities, name), getattr(before, name)), name
    assert np.array_equal(world.communities.venue_space, world.communities.floor_space)


# -- money -----------------------------------------------------------------------------------


def test_a_grant_reaches_the_fund_to_the_fen(world, assuming) -> None:
    values: dict[str, Any] = {"money.fund_yuan": 3.0, "money.event_yuan": 1e7}
    assuming(world, values)
    world.communities.population[0], world.communities.fund_fen[0] = 4000.0, 5
    world.effects.cost_yuan[0, LINE["fund_grant"]] = 333.33
    PHASES["pay"](world)
    assert world.ledger.fen[0, LINE["fund_grant"]] == 133_333  # 3 x 4,000 / 12 and 333.33 yuan
    assert world.communities.fund_fen[0] == 133_338


def test_placed_grid_workers_are_paid_as_the_others_and_once(world, assuming, employ) -> None:
    assuming(world, {"money.grid_wage_yuan": 2600.0})
    employ(world, (GRID_WORKER, False), (GRID_WORKER, True))
    world.effects.cost_yuan[0, LINE["grid_pay"]] = 2600.0  # what the policy expects to pay
    PHASES["pay"](world)
    assert world.ledger.fen[0, LINE["grid_pay"]] == 520_000
    assert world.ledger.fen[0, LINE["placed_pay"]] == 0
