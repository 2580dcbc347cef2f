"""Which worlds are simulated: replication *i* is one world with seed *i*, in every scenario.

A world is one choice of what we do not know: drawn (`sampled`, or evenly by a Latin
hypercube), named, or the default. Each assumption is drawn by its own name, so that one
replication or one assumption more leaves all other numbers as they were, to the last bit.
The uniform numbers are those of `sim.draws`; the only other arithmetic is the four operations
and the square root, which every platform rounds alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.draws import draw
from sim.errors import ContractError
from sim.presets import DEFAULT, values_of

if TYPE_CHECKING:
    from sim.params import Declaration

WORLDS = ("sampled", "default")
"""``sampled``: every replication its own world; ``default``: the same world in all of them."""

WHAT_IF = ("mechanisms", "signs")
"""Groups that ask what would follow, not how much: drawn only where they are named."""

FRESH = 1_000_000
"""Replications from here on are kept for estimating anew what others have selected."""

_MAKING = -1
_SEED_RANGE = 1 << 48


@dataclass(frozen=True, slots=True)
class Hypercube:
    """``count`` worlds spread evenly over the ranges; replication *i* is world *i* mod count.

    ``of`` are the groups and dotted names that are drawn, all but `WHAT_IF` where there are
    none; what is not drawn keeps its default.

    References: McKay, Beckman & Conover (1979), doi:10.1080/00401706.1979.10489755.
    """

    count: int
    of: tuple[str, ...] = ()

    def draws(self, name: str) -> bool:
        """Whether an assumption, by its dotted name, differs between the worlds."""
        group = name.partition(".")[0]
        return bool({group, name} & set(self.of)) if self.of else group not in WHAT_IF


@dataclass(frozen=True, slots=True)
class Named:
    """Worlds of `sim.presets` in turn: replication *i* is world *i* mod their number."""

    names: tuple[str, ...]


Worlds = str | Hypercube | Named
"""One of `WORLDS`, or a choice of another kind."""


def worlds_from(said: str | Mapping[str, Any]) -> Worlds:
    """The choice of worlds that an experiment or a manifest states in plain values."""
    if isinstance(said, str):
        return said
    if "named" in said:
        return Named(tuple(said["named"]))
    of = said.get("of", "all")
    return Hypercube(said["count"], () if of == "all" else tuple(of))


def fresh_start(worlds: Worlds) -> int:
    """The first fresh replication; where worlds take turns, one at which their turn begins."""
    count = 1
    if isinstance(worlds, Hypercube):
        count = worlds.count
    elif isinstance(worlds, Named):
        count = len(worlds.names)
    return -(-FRESH // count) * count


def run_seed(seed: int, replication: int) -> int:
    """The seed of one replication, whatever the number of replications.

    Below 2**48, so that it has at most 15 digits and survives JSON, pandas and Excel.
    """
    return int(draw(seed, "replication", _MAKING, replication) * _SEED_RANGE)


def world_name(replication: int, worlds: Worlds) -> str:
    """What the world of one replication is called: its name, or its number."""
    if isinstance(worlds, Named):
        return worlds.names[replication % len(worlds.names)]
    if worlds == "default":
        return DEFAULT
    return str(replication % worlds.count if isinstance(worlds, Hypercube) else replication)


def world_assumptions(
    replication: int,
    seed: int,
    ranges: Mapping[str, Declaration],
    *,
    worlds: Worlds = "sampled",
    overrides: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The value of every assumption in one world, by dotted name.

    ``ranges`` are the declarations by ``group.name``; ``overrides``, what the scenario sets
    itself, always win. What is declared with ``low == high`` is structure and stays.
    """
    chosen = overrides or {}
    if isinstance(worlds, str) and worlds not in WORLDS:
        raise ContractError(f"worlds are {' or '.join(WORLDS)}, not {worlds!r}")
    named = values_of([world_name(replication, worlds)]) if isinstance(worlds, Named) else {}
    given = {**named, **chosen}
    if unknown := sorted(set(given) - set(ranges)):
        raise ContractError(f"no assumption is called {', '.join(unknown)}")
    return {
        name: given[name] if name in given else _value(name, declared, replication, seed, worlds)
        for name, declared in ranges.items()
    }


def _value(name: str, declared: Declaration, replication: int, seed: int, worlds: Worlds) -> float:
    """One assumption in one world, where nobody fixes it."""
    if declared.low == declared.high:
        return declared.default
    if isinstance(worlds, Hypercube):
        return _in_stratum(name, declared, replication, seed, worlds)
    if worlds == "sampled" and name.partition(".")[0] not in WHAT_IF:
        chance = draw(seed, f"world.{name}", _MAKING, replication)
        return triangular(chance, declared.low, declared.default, declared.high)
    return declared.default


def _in_stratum(
    name: str, declared: Declaration, replication: int, seed: int, cube: Hypercube
) -> float:
    """Anywhere in the slice of its range that the assumption has in this world."""
    if not cube.draws(name):
        return declared.default
    world = replication % cube.count
    chance = draw(seed, f"world.{name}", _MAKING, world)
    share = (strata(seed, name, cube.count)[world] + chance) / cube.count
    return min(declared.low + share * (declared.high - declared.low), declared.high)


@cache
def strata(seed: int, name: str, count: int) -> tuple[int, ...]:
    """Which of ``count`` equal slices of its range an assumption has, world by world.

    A permutation, so that every slice is met once: slices in the order of one draw for each.
    """
    return tuple(
        sorted(range(count), key=lambda each: draw(seed, f"stratum.{name}", _MAKING, each))
    )


def triangular(chance: float, low: float, mode: float, high: float) -> float:
    """The number below which a triangular distribution has the share ``chance``.

    With F = (mode − low)/(high − low): low + √(chance · (high − low)(mode − low)) up to F,
    high − √((1 − chance)(high − low)(high − mode)) beyond.
    """
    width = high - low
    if chance * width < mode - low:
        value = low + math.sqrt(chance * width * (mode - low))
    else:
        value = high - math.sqrt((1.0 - chance) * width * (high - mode))
    return min(max(value, low), high)
