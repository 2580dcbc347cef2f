"""Packages of equal cost: by how much each has to grow or shrink to cost the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.conduct.runner import Runner
from sim.county import load_county
from sim.experiment import Point
from sim.statistics.samples import Column, mean
from sim.store import Results

LEAST, MOST = 0.02, 4.0
"""How far a package can shrink or grow."""

NEAR = 0.02
"""A cost within 2 % of what was asked is equal enough; the report says what it is."""

ROUNDS = 8
WORLDS = 6
"""Replications in which costs are weighed; they are part of the batch where nothing changes."""


def equal_sizes(runner: Runner, points: Mapping[str, Point], yuan: float) -> dict[str, float]:
    """For each package the factor on its quantities at which it costs ``yuan``.

    Yuan per resident and year, more than the baseline. Found by trial: cost follows size, but
    not in proportion where services are not asked for or shares reach their limit. A package
    that cannot cost as much at any size keeps the nearest one, and a warning says so; one whose
    runs fail keeps its own. A shard of a batch weighs costs by itself, so that all agree.
    """
    packages = [name for name, point in points.items() if point.against]
    sizes = dict.fromkeys(packages, 1.0)
    tried: dict[str, dict[float, float]] = {name: {} for name in packages}
    for _ in range(ROUNDS):
        costs = _costs(runner, runner.experiment.sized(sizes))
        for name, cost in costs.items():
            tried[name][sizes[name]] = cost
        off = [name for name, cost in costs.items() if not _is_near(cost, yuan)]
        if not off:
            break
        sizes |= {name: _next(tried[name], sizes[name], yuan) for name in off}
    best = {name: _best(costs, yuan) for name, costs in tried.items()}
    for name, size in best.items():
        runner.store.warnings += _doubt(name, size, tried[name].get(size), yuan)
    runner.store.note({"sizes": best})
    return best


def _is_near(cost: float, yuan: float) -> bool:
    return abs(cost - yuan) <= NEAR * yuan


def _best(costs: Mapping[float, float], yuan: float) -> float:
    return min(costs, key=lambda size: abs(costs[size] - yuan), default=1.0)


def _doubt(name: str, size: float, cost: float | None, yuan: float) -> list[str]:
    """What to say of a package that does not cost what it should."""
    if cost is None:
        return [f"{name}: its cost is not known, since its runs failed; it keeps its size."]
    if _is_near(cost, yuan):
        return []
    return [
        f"{name}: costs {cost:.1f} yuan per resident and year at size {size:g}, not {yuan:g}: "
        f"no size between {LEAST:g} and {MOST:g} does."
    ]


def _next(tried: Mapping[float, float], size: float, yuan: float) -> float:
    """The next size to try: between those that cost too little and too much, or in proportion."""
    below = [each for each, cost in tried.items() if cost < yuan]
    above = [each for each, cost in tried.items() if cost >= yuan]
    if below and above:
        low, high = max(below), min(above)
        share = (yuan - tried[low]) / (tried[high] - tried[low])
        guess = low + share * (high - low)
    else:
        guess = size * yuan / max(tried[size], yuan / 10.0)
    return round(min(max(guess, LEAST), MOST), 4)


def _costs(runner: Runner, points: Mapping[str, Point]) -> dict[str, float]:
    """Yuan per resident and year that each point costs more than what it is paired with.

    A point of which no pair of runs succeeded is left out.
    """
    number = min(WORLDS, runner.experiment.settings.replications)
    runner.ensure(points, range(number), whole=True)
    baseline = runner.experiment.loaded.baseline
    people = float(load_county(baseline.county).residents.sum())
    years = baseline.months / 12.0
    totals = Results(runner.store.folder).total("cost_yuan")
    differences = {
        name: _differences(totals.get(name, {}), totals.get(point.against, {}))
        for name, point in points.items()
        if point.against
    }
    return {
        name: mean(column) / people / years for name, column in differences.items() if len(column)
    }


def _differences(with_it: Mapping[int, float], without: Mapping[int, float]) -> Column:
    common = sorted(with_it.keys() & without.keys())
    return np.array([with_it[i] - without[i] for i in common], float)
