"""What a pattern is, and the runs that several patterns share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sim.assumptions import Assumptions
from sim.scenario import Scenario, load_scenario
from sim.simulation import act, settle, step
from sim.state import World
from sim.tables import county_series
from sim.vocabulary import VOLUNTEERING

SEEDS = (11, 12, 13, 14, 15)
SETTLED = 24
Series = dict[str, np.ndarray]


@dataclass(frozen=True)
class Finding:
    """What was seen, in words, and whether the pattern shows."""

    value: str
    shown: bool


@dataclass(frozen=True)
class Pattern:
    """One stylized fact and its check."""

    key: str
    statement: str
    source: str
    criterion: str
    use: str
    check: Callable[[], Finding]
    fails_because: str = ""


PATTERNS: dict[str, Pattern] = {}


def pattern(
    key: str, statement: str, source: str, criterion: str, use: str, fails_because: str = ""
) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Declare the decorated check as a pattern."""

    def declare(check: Callable[[], Finding]) -> Callable[[], Finding]:
        PATTERNS[key] = Pattern(key, statement, source, criterion, use, check, fails_because)
        return check

    return declare


def scenario_with(policies: dict[str, dict[str, Any]] | None = None) -> Scenario:
    """The shipped county with these policies."""
    return load_scenario({"policies": policies or {}})


@cache
def settled(seed: int) -> World:
    """The county after its burn-in; not to be changed."""
    return settle(scenario_with(), seed, Assumptions())


def series_of(scenario: Scenario, seed: int) -> Series:
    """Every outcome by reported month."""
    return county_series(act(settled(seed).copy(), scenario))


@cache
def baseline(seed: int) -> Series:
    """Every outcome without policy."""
    return series_of(scenario_with(), seed)


@cache
def years_on(seed: int, months: int = 48) -> World:
    """The county some years on, without policy; not to be changed."""
    world = settled(seed).copy()
    for _ in range(months):
        step(world)
    return world


def last_year(key: str) -> float:
    """An outcome of the baseline over the last year, averaged over seeds."""
    return float(np.mean([baseline(seed)[key][-12:].mean() for seed in SEEDS]))


def within(value: float, low: float, high: float, text: str) -> Finding:
    """A finding that shows when the value lies in a range."""
    return Finding(text.format(value), low <= value <= high)


def took_part(world: World) -> np.ndarray:
    """Whether each resident took part together with others in the last 12 months."""
    last = world.residents.last_act[:, [0, 2, VOLUNTEERING]].max(axis=1)
    return np.asarray(last >= world.month - 12, float)
