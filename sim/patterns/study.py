"""The runs that checks share: one county, a few seeds, one set of assumptions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.assumptions import Assumptions, assume
from sim.county import load_county
from sim.scenario import Scenario, load_scenario
from sim.simulation import Record, act, package_of, settle, step
from sim.state import World
from sim.tables import community_series, county_series
from sim.vocabulary import DELIBERATION, RECREATION, VOLUNTEERING

SEEDS = tuple(range(11, 23))
"""One run each; comparisons are paired by seed."""
SETTLED = 24
SIGMAS = 4.0
"""How many standard errors a claim must be away from its threshold."""
Series = dict[str, np.ndarray]


@dataclass(frozen=True)
class Estimate:
    """A number measured once in each run: its mean, and how surely it is known."""

    values: tuple[float, ...]

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def mean(self) -> float:
        return math.fsum(self.values) / self.n

    @property
    def error(self) -> float:
        """Standard error of the mean over runs; 0 for a single, certain number."""
        if self.n < 2:
            return 0.0
        squares = math.fsum((value - self.mean) ** 2 for value in self.values)
        return math.sqrt(squares / (self.n - 1) / self.n)

    @property
    def low(self) -> float:
        return self.mean - SIGMAS * self.error

    @property
    def high(self) -> float:
        return self.mean + SIGMAS * self.error

    @property
    def found(self) -> float:
        """The distance from a threshold that a check of this n finds 9 times in 10."""
        return (SIGMAS + 1.2816) * self.error

    def __sub__(self, other: Estimate | float) -> Estimate:
        """Paired difference, run by run, or from a fixed number."""
        if isinstance(other, Estimate):
            pairs = zip(self.values, other.values, strict=True)
            return Estimate(tuple(mine - its for mine, its in pairs))
        return Estimate(tuple(value - other for value in self.values))

    def __mul__(self, factor: float) -> Estimate:
        return Estimate(tuple(value * factor for value in self.values))

    def above(self, threshold: float) -> bool:
        """Whether it is surely above: by `SIGMAS` standard errors."""
        return self.low > threshold

    def below(self, threshold: float) -> bool:
        return self.high < threshold

    def within(self, low: float, high: float) -> bool:
        return self.low >= low and self.high <= high


@dataclass
class Study:
    """A county under some assumptions, over the same seeds; runs are made once and kept."""

    assumptions: Assumptions = field(default_factory=Assumptions)
    seeds: tuple[int, ...] = SEEDS
    _settled: dict[int, World] = field(default_factory=dict)
    _records: dict[tuple[str, int], Record] = field(default_factory=dict)
    _later: dict[tuple[int, int], World] = field(default_factory=dict)
    _others: dict[tuple[tuple[str, float], ...], Study] = field(default_factory=dict)

    @classmethod
    def assuming(cls, values: Mapping[str, float], seeds: tuple[int, ...] = SEEDS) -> Study:
        """A study in which some assumptions differ, by dotted name."""
        return cls(assume(values), seeds)

    def but(self, values: Mapping[str, float]) -> Study:
        """The same study with some assumptions replaced, by dotted name; itself if none is."""
        if not values:
            return self
        key = tuple(sorted(values.items()))
        if key not in self._others:
            nested = self.assumptions.model_dump()
            for dotted, value in key:
                group, _, name = dotted.partition(".")
                nested[group][name] = value
            self._others[key] = Study(Assumptions.model_validate(nested), self.seeds)
        return self._others[key]

    def each(self, measure: Callable[[int], float]) -> Estimate:
        """What ``measure`` finds for each seed."""
        return Estimate(tuple(float(measure(seed)) for seed in self.seeds))

    def settled(self, seed: int) -> World:
        """The county after its burn-in; not to be changed."""
        if seed not in self._settled:
            self._settled[seed] = settle(scenario_with(), seed, self.assumptions)
        return self._settled[seed]

    def record(self, scenario: Scenario, seed: int) -> Record:
        """What a run of a scenario left behind."""
        key = scenario.key(), seed
        if key not in self._records:
            self._records[key] = act(self.settled(seed).copy(), scenario)
        return self._records[key]

    def series(self, scenario: Scenario, seed: int) -> Series:
        """Every outcome of the county by reported month [T]."""
        return county_series(self.record(scenario, seed))

    def communities(self, scenario: Scenario, seed: int) -> Series:
        """Every outcome of each community by reported month [T, C]."""
        return community_series(self.record(scenario, seed))

    def baseline(self, seed: int) -> Series:
        """Every outcome without policy."""
        return self.series(scenario_with(), seed)

    def effect(self, scenario: Scenario, key: str, seed: int) -> np.ndarray:
        """An outcome under a scenario less that without policy, by month [T]."""
        return np.asarray(self.series(scenario, seed)[key] - self.baseline(seed)[key])

    def years_on(self, seed: int, months: int = 48) -> World:
        """The county some months on, without policy; not to be changed."""
        key = seed, months
        if key not in self._later:
            world = self.settled(seed).copy()
            for _ in range(months):
                step(world)
            self._later[key] = world
        return self._later[key]

    def world_after(self, scenario: Scenario, seed: int) -> World:
        """The county at the end of a scenario's months; not to be changed."""
        world = self.settled(seed).copy()
        for _ in live(world, scenario):
            pass
        return world

    def last_year(self, outcome: str) -> Estimate:
        """An outcome of the baseline over the last year."""
        return self.each(lambda seed: self.baseline(seed)[outcome][-12:].mean())


def scenario_with(
    policies: Mapping[str, Mapping[str, Any]] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Scenario:
    """The shipped county with these policies, and other settings of a scenario."""
    return load_scenario({**(settings or {}), "policies": dict(policies or {})})


def live(world: World, scenario: Scenario) -> Iterator[int]:
    """Live through months of a scenario from a settled world, which is changed.

    Yields the number of each month lived.
    """
    package = package_of(scenario, load_county(scenario.county))
    package.begin(world)
    for month in range(scenario.months):
        step(world, package)
        yield month


def took_part(world: World) -> np.ndarray:
    """Whether each resident took part together with others in the last 12 months."""
    last = world.residents.last_act[:, [RECREATION, DELIBERATION, VOLUNTEERING]].max(axis=1)
    return np.asarray(last >= world.month - 12, float)
