"""A little more of one quantity in a world, and what differs afterwards."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from sim.documents.nodes import Node
from sim.state import World
from sim.vocabulary import ACTIVE, CLOSED

STEP, FACTOR, FEN, COUNT, LATELY = 0.05, 0.1, 2_000_000, 12, 6
"""Nudges: on scales of 0 to 1, of hours and people, of money, of months, of acts."""

_SPEC = re.compile(r"(-?)(\w+)\.(\w+)(?:\[(\d)\])?")


class Column(NamedTuple):
    """A column of a node, or one place of it; ``turn`` is -1 where more of it means less."""

    turn: int
    table: str
    name: str
    place: int | None

    @property
    def key(self) -> str:
        return f"{self.table}.{self.name}"

    def of(self, world: World) -> np.ndarray:
        values: np.ndarray = getattr(getattr(world, self.table), self.name)
        return values if self.place is None else values[:, self.place]

    @property
    def counts_heads(self) -> bool:
        """Whether it says who is there at all."""
        return self.key in ("staff.active", "organizations.status")


def columns_of(node: Node) -> list[Column]:
    """What a node stands for."""
    found = (_SPEC.fullmatch(text) for text in node.columns)
    return [Column(-1 if m[1] else 1, m[2], m[3], int(m[4]) if m[4] else None) for m in found if m]


def with_more(world: World, items: list[Column], direction: int) -> World:
    """A copy of the world with more (or less) of everything in ``items``."""
    other = world.copy()
    for item in items:
        if item.counts_heads:
            one_more(other, item, direction)
        else:
            nudge(other, item, direction * item.turn)
    return other


def nudge(world: World, item: Column, direction: int) -> None:
    """A little more of one column, for all who are there."""
    values, there = item.of(world), _present(world, item.table)
    now = values[there]
    if values.dtype == np.bool_:
        now[::2] = direction > 0  # of those there, every other one
    elif item.name == "last_act":
        recent, long_ago = world.month - LATELY, world.month - 2 * COUNT
        now = np.maximum(now, recent) if direction > 0 else np.minimum(now, long_ago)
    elif item.name.endswith("_fen"):
        now = now + direction * FEN
    elif values.dtype.kind == "i":
        now = np.maximum(now + direction * COUNT, 0)
    elif _is_a_scale(world, item):
        now = np.clip(now + direction * STEP, 0.0, 1.0)
    else:
        now = now * (1.0 + direction * FACTOR)
    values[there] = now


def _is_a_scale(world: World, item: Column) -> bool:
    unit = type(getattr(world, item.table)).unit_of(item.name)
    return unit.startswith(("0 to 1", "share")) or item.name == "shown"


def one_more(world: World, item: Column, direction: int) -> None:
    """A twin of one who is there takes a free row of each community, or the last one goes."""
    table, values = getattr(world, item.table), item.of(world)
    there, working = _present(world, item.table), values == (ACTIVE if item.name == "status" else 1)
    width = len(values) // len(world.communities)
    for first in range(0, len(values), width):
        rows = np.arange(first, first + width)
        busy, free = rows[working[rows]], rows[~there[rows]]
        if direction > 0 and len(busy) and len(free):
            for name in table.column_names():
                getattr(table, name)[free[0]] = getattr(table, name)[busy[0]]
        elif direction < 0 and len(busy):
            values[busy[-1]] = CLOSED


def _present(world: World, table: str) -> np.ndarray:
    """Rows in which there is somebody."""
    if table == "staff":
        return world.staff.active
    if table == "organizations":
        return world.organizations.status != CLOSED
    return np.ones(len(getattr(world, table)), np.bool_)


def changed(world: World, other: World, item: Column) -> np.ndarray:
    """How much more of a column the other world has, in each community."""
    values, others = item.of(world), item.of(other)
    if item.name == "status":
        values, others = values == ACTIVE, others == ACTIVE
    more = (others.astype(float) - values.astype(float)).reshape(len(values), -1).sum(axis=1)
    if not item.counts_heads:
        here, there = getattr(world, item.table), getattr(other, item.table)
        same = here.identity == there.identity
        more *= same & _present(world, item.table) & _present(other, item.table)
    return item.turn * np.bincount(_homes(world, item.table), more, len(world.communities))


def _homes(world: World, table: str) -> np.ndarray:
    rows = len(getattr(world, table))
    if table == "residents":
        return world.residents.community
    return np.arange(rows) // (rows // len(world.communities))
