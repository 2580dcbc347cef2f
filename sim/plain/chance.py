"""Chance by name in plain Python: the numbers `sim.draws` gives, from whole numbers alone.

Python's integers have no width, so every sum and product is cut to 64 bits by hand. A test
holds these functions to the compiled ones.
"""

from __future__ import annotations

from functools import cache

from sim import draws

_BITS = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15
_UNIT = 1.0 / (1 << 53)


@cache
def named(name: str) -> int:
    """The key of a name, as a whole number."""
    return int(draws.named(name))


def mix(key: int) -> int:
    """Scramble 64 bits so that neighboring keys give unrelated results."""
    key &= _BITS
    key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9 & _BITS
    key = (key ^ (key >> 27)) * 0x94D049BB133111EB & _BITS
    return key ^ (key >> 31)


def descend(identity: int, ordinal: int) -> int:
    """The identity of the ``ordinal``-th agent that comes after or belongs to another."""
    return mix(identity + (ordinal + 1) * _GOLDEN)


def month_key(seed: int, month: int) -> int:
    """The key of one month of one run."""
    return mix(mix(seed + _GOLDEN) + (month + 1) * _GOLDEN)


class Luck:
    """All luck of one month: the same agent, asked the same thing, gets the same number."""

    def __init__(self, key: int) -> None:
        self.key = key
        self._decisions: dict[str, int] = {}

    def draw(self, decision: str, identity: int) -> float:
        """A number in [0, 1) for one decision of one agent."""
        key = self._decisions.get(decision)
        if key is None:
            key = self._decisions[decision] = mix(self.key + named(decision))
        return (mix(key + identity) >> 11) * _UNIT
