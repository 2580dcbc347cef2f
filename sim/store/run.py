"""What one run leaves in the ledger, and the names by which it is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.errors import ContractError

KEY_DIGITS = 16
SINGLE = 4
"""Bytes of a number in single precision."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of the arrays that runs leave, the same for every run of a folder.

    ``columns`` by table; ``lines`` are ``(line, payer, payee)`` in the order of their numbers;
    ``groups`` are ``(origin, age)`` likewise; ``assumptions`` the dotted names of a world.
    """

    columns: Mapping[str, tuple[str, ...]]
    lines: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it is stored; ``arrays`` [rows, columns] stay empty unless it succeeded."""

    key: str
    seed: int
    status: str = "succeeded"
    seconds: float = 0.0
    message: str = ""
    traceback: str = ""
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    def digest(self) -> str:
        """A hash of every number that the run gave."""
        return digest_of(self.arrays)


def digest_of(arrays: Mapping[str, np.ndarray]) -> str:
    """The hash of named arrays: the same numbers give the same digits on every machine."""
    sha = hashlib.sha256()
    for name in sorted(arrays):
        plain = stored_form(arrays[name])
        sha.update(f"{name} {plain.dtype.str} {plain.shape}".encode())
        sha.update(plain.tobytes())
    return sha.hexdigest()[:KEY_DIGITS]


def stored_form(values: np.ndarray) -> np.ndarray:
    """The array as it is stored: little-endian, one zero, one kind of missing number.

    Single precision stays single: what is only drawn on maps takes half the room.
    """
    if values.ndim != 2:
        raise ContractError(f"tables have two dimensions, not {values.ndim}")
    if values.dtype.kind != "f":
        return np.ascontiguousarray(values, "<i8")
    plain: np.ndarray = np.ascontiguousarray(values, _single_or_double(values)) + 0
    plain[np.isnan(plain)] = np.nan
    return plain


def _single_or_double(values: np.ndarray) -> str:
    return "<f4" if values.dtype.itemsize == SINGLE else "<f8"


def run_key(content: str, seed: int, world: str, making: str) -> str:
    """What a run is: a scenario's content, its luck, its world, and how it is made."""
    return _hash([content, seed, world, making])


def making_key(identity: Mapping[str, Any]) -> str:
    """How the runs of a batch are made, in short: code, versions, and how much is kept of each.

    ``identity`` is that of the manifest; what differs from run to run has no part in this.
    """
    own = ("scenarios", "seed", "worlds")
    return _hash({name: said for name, said in identity.items() if name not in own})


def world_key(assumptions: Mapping[str, float]) -> str:
    """What is assumed in a world, in short."""
    return _hash({name: repr(float(value)) for name, value in assumptions.items()})


def fingerprint_of(rows: Sequence[tuple[str, int, str]]) -> str:
    """What one cites: a hash of all ``(scenario, replication, digest)`` of a batch, in order."""
    digits = _hash(sorted(list(row) for row in rows))
    return "-".join(digits[at : at + 4] for at in range(0, KEY_DIGITS, 4))


def _hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]
