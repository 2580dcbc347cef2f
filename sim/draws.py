"""Chance by name: one uniform number for (seed, decision, month, identity).

Nothing is shared and nothing is drawn in order, so the same resident meets the same luck
whatever else changes: another policy, another worker, another row, one agent more. The
generator is the output function of SplitMix64, applied to a counter.

References: Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators,
doi:10.1145/2660193.2660195; Salmon et al. (2011), Parallel random numbers: as easy as
1, 2, 3, doi:10.1145/2063384.2063405.
"""

from __future__ import annotations

import hashlib

import numpy as np

from sim.compiled import rule

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = (np.uint64(shift) for shift in (30, 27, 31, 11))
_UNIT = 1.0 / (1 << 53)


def named(name: str) -> np.uint64:
    """A constant 64-bit key for a name (SHA-256, so it never depends on the process)."""
    return np.uint64(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little"))


@rule
def mix(key):
    """Scramble 64 bits so that neighboring keys give unrelated results."""
    key = (key ^ (key >> _S30)) * _FIRST
    key = (key ^ (key >> _S27)) * _SECOND
    return key ^ (key >> _S31)


@rule
def uniform(month_key, decision, identity):
    """A number in [0, 1) for one decision of one agent in one month."""
    return float(mix(mix(month_key + decision) + identity) >> _S11) * _UNIT


@rule
def _month_key(seed, month):
    return mix(mix(seed + _GOLDEN) + (month + np.uint64(1)) * _GOLDEN)


@rule
def descend(identity, ordinal):
    """The identity of the ``ordinal``-th agent that comes after or belongs to another.

    Loops count in signed numbers; signed and unsigned make signed, hence the conversions.
    """
    return mix(np.uint64(identity) + (np.uint64(ordinal) + np.uint64(1)) * _GOLDEN)


@rule
def descend_rows(identities, ordinals, found):
    """`descend` for whole columns: ``found[i]`` from ``identities[i]`` and ``ordinals[i]``."""
    for row in range(identities.size):
        found[row] = descend(identities[row], ordinals[row])


def month_key(seed: int, month: int) -> np.uint64:
    """The key of one month of one run.

    ``month`` counts from 0 at the first month of the burn-in; −1 is the making of the world.
    """
    return np.uint64(_month_key(np.uint64(seed), np.uint64(month % (1 << 64))))


def draw(seed: int, decision: str, month: int, identity: int) -> float:
    """The same number the loops draw, for people and for slow code."""
    return uniform(month_key(seed, month), named(decision), np.uint64(identity))
