"""What acts on what, and with which sign: measured in a settled county, phase by phase.

The columns a phase reads and writes say what *can* act on what; signs cannot be read off them.
So every node is nudged, up and down, just before a phase that reads one of its columns; the
phase runs on the nudged world and on the world as it is, with the same luck, and what it wrote
is compared, community by community, over a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.assumptions import Assumptions
from sim.documents.nodes import NODES
from sim.documents.nudging import changed, columns_of, with_more
from sim.draws import month_key
from sim.scenario import load_scenario
from sim.schedule import SCHEDULE
from sim.simulation import is_election, settle
from sim.state import World

MONTHS = 12
SEED = 1
FAINT = 0.02
"""Links weaker than this share of the strongest into the same node in a phase are left out."""
AGREED = 0.9
"""A link has a sign where at least this share of the communities that feel it agree."""
NOTHING = 1e-9


Felt = dict[tuple[str, str, str], np.ndarray]
"""Phase, cause and effect → what each community felt."""


class Link(NamedTuple):
    """One node acts on another: ``sign`` 1, -1, or 0 where it differs among communities."""

    cause: str
    effect: str
    sign: int
    phases: tuple[str, ...]


@cache
def links() -> tuple[Link, ...]:
    """Every link of the illustrative county, in the order of the nodes."""
    return told(felt_in(settle(load_scenario({}), SEED, Assumptions()), MONTHS))


def felt_in(world: World, months: int) -> Felt:
    """What every node makes of every other in so many months of a world, which goes on."""
    felt: Felt = {}
    for _ in range(months):
        for key, change in _month(world):
            felt[key] = felt[key] + change if key in felt else change
    return {key: change for key, change in felt.items() if np.abs(change).mean() > NOTHING}


def _month(world: World) -> Iterator[tuple[tuple[str, str, str], np.ndarray]]:
    """One month of the world as it is, and beside it every nudge before every phase."""
    world.month_key = month_key(world.seed, world.month)
    world.election = is_election(world)
    world.flows.clear()
    world.cells.clear()
    world.ledger.fen.fill(0)
    loops: tuple[Any, ...] = SCHEDULE
    for phase in loops:
        before = world.copy()
        phase(world)
        for cause, other, direction in _nudged(before, phase.reads):
            phase(other)
            for effect, node in NODES.items():
                written = [item for item in columns_of(node) if item.key in phase.writes]
                if effect != cause and written:
                    more = np.sum([changed(world, other, item) for item in written], axis=0)
                    yield (phase.__name__, cause, effect), direction * more
    world.month += 1


def _nudged(world: World, reads: tuple[str, ...]) -> Iterator[tuple[str, World, int]]:
    """For each node that a phase reads, the world with more of it and with less of it."""
    for key, node in NODES.items():
        seen = [item for item in columns_of(node) if item.key in reads]
        for direction in (1, -1) if seen else ():
            yield key, with_more(world, seen, direction), direction


def told(felt: Felt) -> tuple[Link, ...]:
    """The links that are strong enough and not already told by way of another node."""
    strongest: dict[tuple[str, str], float] = defaultdict(float)
    for (phase, _, effect), change in felt.items():
        strongest[phase, effect] = max(strongest[phase, effect], _net(change))
    kept: dict[tuple[str, str], list[str]] = defaultdict(list)
    for phase, cause, effect in felt:
        by_way = (way for way in NODES[effect].through if way != cause)
        strong = _net(felt[phase, cause, effect]) >= FAINT * strongest[phase, effect]
        if strong and not any((phase, cause, way) in felt for way in by_way):
            kept[cause, effect].append(phase)
    order = list(NODES)
    found = sorted(kept, key=lambda link: (order.index(link[0]), order.index(link[1])))
    return tuple(_link(felt, cause, effect, kept[cause, effect]) for cause, effect in found)


def _net(change: np.ndarray) -> float:
    return abs(float(change.mean()))


def _link(felt: Felt, cause: str, effect: str, phases: list[str]) -> Link:
    change = np.sum([felt[phase, cause, effect] for phase in phases], axis=0)
    return Link(cause, effect, sign_of(change), tuple(phases))


def sign_of(change: np.ndarray) -> int:
    """The sign on which communities agree which feel anything, or 0."""
    more, less = int((change > NOTHING).sum()), int((change < -NOTHING).sum())
    if max(more, less) < AGREED * (more + less):
        return 0
    return 1 if more > less else -1
