"""How a world is reduced until a theory knows the answer: what is switched off, and circles."""

from __future__ import annotations

import numpy as np

from sim.assumptions import Assumptions, ranges, record
from sim.draws import month_key
from sim.schedule import SCHEDULE
from sim.simulation import step
from sim.state import World
from sim.vocabulary import CHANNELS, TIES, VOLUNTEERING

PHASES = {phase.__name__: phase for phase in SCHEDULE}
NEVER = -1000
NOBODY_MOVES = {"population.leave_owner": 0.0, "population.leave_tenant": 0.0}
NO_INFLUENCE = {
    f"participation.{name}": 0.0
    for name in record(Assumptions()).dtype["participation"].names
    if name.startswith(("on_", "complaint_")) or name == "age"
}
"""Nothing but its base moves a channel."""
RATES = {
    name: 0.0
    for name, item in ranges().items()
    if item.unit.startswith("per ") and not name.startswith("needs.rate_")
} | {"needs.rate": 0.0}
"""Everything that is so much per month, year, service or act: nought."""
STEADY_STAFF = {"staff.graduate_retention": 1.0, "staff.secondment_months": 1e18}
STRANGERS = {
    "influence.meet": 0.0,
    "influence.meet_event": 0.0,
    "influence.forget": 0.0,
}
"""How well neighbors are known stays as it is set."""


def live(world: World, months: int) -> None:
    for _ in range(months):
        step(world)


def live_among_neighbors(world: World, months: int = 1) -> None:
    """The part of a month in which residents see, hear and take part: nothing else moves."""
    for _ in range(months):
        world.month_key = month_key(world.seed, world.month)
        PHASES["experience_service"](world)
        PHASES["take_part"](world)
        world.month += 1


def in_circles(world: World, size: int) -> World:
    """Tie residents, row by row, to circles in which everybody knows everybody, fully."""
    assert size - 1 <= TIES
    assert len(world.residents) % size == 0
    table = world.residents
    rows = np.arange(len(table)).reshape(-1, size)
    for place in range(size):
        table.neighbors[rows[:, place], : size - 1] = np.delete(rows, place, axis=1)
    table.ties[:] = size - 1
    table.known_neighbors[:] = 1.0
    return world


def on_a_ring(world: World) -> World:
    """Tie all residents to two neighbors on each side of one ring."""
    table, rows = world.residents, np.arange(len(world.residents))
    for tie, distance in enumerate((-2, -1, 1, 2)):
        table.neighbors[:, tie] = (rows + distance) % len(rows)
    table.ties[:] = 4
    table.known_neighbors[:] = 1.0
    return world


def only_volunteering(world: World) -> World:
    """Open one channel alone, to everybody, to people who never acted before."""
    world.communities.availability[:] = 0.0
    world.communities.availability[:, VOLUNTEERING] = 1.0
    world.residents.last_act[:] = NEVER
    world.residents.habit[:] = 0.0
    world.residents.party_member[:] = False
    return world


def base(logit: float) -> np.ndarray:
    """The same base in every channel."""
    return np.full(len(CHANNELS), logit)
