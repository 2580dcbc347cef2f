"""Two sides of a relation: the same counties, the same chance, more or less of something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.scenario import Scenario, with_settings
from sim.simulation import act
from sim.state import World
from sim.tables import county_series

Side = Mapping[str, Any]
"""What a side is: ``group.name`` an assumption, ``policies.key`` settings, ``budget``,
``rollout`` a scenario's own, ``world`` a function that changes the settled county."""


@dataclass(frozen=True)
class Relation:
    """More of something moves an outcome one way: ``sign`` is +1 for up, -1 for down."""

    number: str
    says: str
    less: Side
    more: Side
    outcome: str
    sign: int
    months: slice = field(default_factory=lambda: slice(-12, None))


def lived(world: World, side: Side, scenario: Scenario) -> dict[str, np.ndarray]:
    """Every outcome by month of a settled county from which this side sets out."""
    settings = {}
    world = world.copy()
    world.assumptions = world.assumptions.copy()
    for name, value in side.items():
        group, _, field_name = name.partition(".")
        if name == "world":
            value(world)
        elif group in world.assumptions.dtype.names:
            world.assumptions[group][field_name] = value
        else:
            settings[name] = value
    return county_series(act(world, with_settings(scenario, settings)))


def differences(relation: Relation, counties: Sequence[World], scenario: Scenario) -> np.ndarray:
    """Outcome on the side of more, less that on the side of less, one for each county."""
    found = []
    for world in counties:
        less, more = (
            lived(world, side, scenario)[relation.outcome][relation.months].mean()
            for side in (relation.less, relation.more)
        )
        found.append(more - less)
    return np.array(found)


def verdict(sign: int, found: np.ndarray) -> str:
    """``holds`` or ``breaks`` beyond four standard errors of the mean, else ``undecided``."""
    mean, error = sign * found.mean(), found.std(ddof=1) / np.sqrt(len(found))
    if not found.any():
        return "nothing moves"
    if mean - 4.0 * error > 0.0:
        return "holds"
    return "breaks" if mean + 4.0 * error < 0.0 else "undecided"


def differing(one: World, other: World) -> list[str]:
    """The columns in which two worlds differ by as much as a bit."""
    return [
        f"{table}.{name}"
        for table in World.TABLES
        for name in getattr(one, table).column_names()
        if getattr(getattr(one, table), name).tobytes()
        != getattr(getattr(other, table), name).tobytes()
    ]


def change(table: str, name: str, by: Callable[[np.ndarray], Any]) -> Callable[[World], None]:
    """A change of one column of the settled county."""

    def do(world: World) -> None:
        column = getattr(getattr(world, table), name)
        column[:] = by(column)

    return do
