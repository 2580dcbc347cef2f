"""Which worlds are simulated: replication *i* is world *i* with seed *i*, in every scenario.

A world is one draw of what we do not know. Each assumption is drawn by its own name, so that
one replication or one assumption more leaves all other numbers as they were, to the last bit.
The uniform numbers are those of `sim.draws`; the only other arithmetic is the four operations
and the square root, which every platform rounds alike.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.draws import draw
from sim.errors import ContractError

if TYPE_CHECKING:
    from sim.params import Declaration

WORLDS = ("sampled", "default")
"""``sampled``: every replication its own world; ``default``: the same world in all of them."""

_MAKING = -1
_SEED_RANGE = 1 << 48


def run_seed(seed: int, replication: int) -> int:
    """The seed of one replication, whatever the number of replications.

    Below 2**48, so that it has at most 15 digits and survives JSON, pandas and Excel.
    """
    return int(draw(seed, "replication", _MAKING, replication) * _SEED_RANGE)


def world_assumptions(
    replication: int,
    seed: int,
    ranges: Mapping[str, Declaration],
    *,
    worlds: str = "sampled",
    overrides: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The value of every assumption in one world, by dotted name.

    ``ranges`` are the declarations by ``group.name``; ``overrides``, what the scenario sets
    itself, always win. What is declared with ``low == high`` is structure and stays.
    """
    chosen = overrides or {}
    if worlds not in WORLDS:
        raise ContractError(f"worlds are {' or '.join(WORLDS)}, not {worlds!r}")
    if unknown := sorted(set(chosen) - set(ranges)):
        raise ContractError(f"no assumption is called {', '.join(unknown)}")
    values = {}
    for name, declared in ranges.items():
        if name in chosen:
            values[name] = chosen[name]
        elif worlds == "default" or declared.low == declared.high:
            values[name] = declared.default
        else:
            chance = draw(seed, f"world.{name}", _MAKING, replication)
            values[name] = triangular(chance, declared.low, declared.default, declared.high)
    return values


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
