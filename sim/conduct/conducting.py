"""An experiment from its first run to its last: sizes, replications, the winner on fresh luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from sim.analysis import effects
from sim.analysis.doubts import unmet
from sim.analysis.winner import winner
from sim.conduct.equalizing import equal_sizes
from sim.conduct.plan import plan_of
from sim.conduct.preflight import Estimate, preflight
from sim.conduct.runner import Options, Runner
from sim.design import fresh_start
from sim.errors import SimError
from sim.experiment import Experiment, Point
from sim.manifest import manifest_of
from sim.outcomes import OUTCOMES, smallest_effects
from sim.statistics.sequential import Precision, forecast, is_reached, stop_at
from sim.store import Results, Store

Approve = Callable[[Estimate], None]
"""Is told what a batch will take, and raises where nobody wants that."""

REESTIMATED = ("compare", "sweep", "packages")
"""Kinds of question in which somebody comes out highest."""


def conduct(
    experiment: Experiment,
    folder: str | Path,
    options: Options,
    approve: Approve | None = None,
) -> list[str]:
    """Do every run that an experiment needs and its folder lacks; returns warnings.

    Raises
    ------
    ResultsError, SimError, Interrupted
    """
    manifest = manifest_of(plan_of(experiment, options.command))
    with Store(folder, manifest, accept_changes=options.accept_changes) as store:
        runner = Runner(experiment, store, options)
        try:
            _answer(runner, approve)
        except BaseException:
            store.abort()
            raise
        return list(store.warnings)


def _answer(runner: Runner, approve: Approve | None) -> None:
    settings = runner.experiment.settings
    if runner.options.shard is not None and settings.precision is not None:
        raise SimError("A batch with precision cannot be cut in shards: write replications.")
    points = runner.experiment.points
    first = settings.replications if settings.precision is None else settings.precision.first
    runner.ask(points, dict.fromkeys(points, range(first)))
    if approve is not None and runner.missing:
        approve(preflight(runner, first))
    if settings.equal_yuan is not None:
        points = runner.experiment.sized(equal_sizes(runner, points, settings.equal_yuan))
    number = _replicated(runner, points)
    runner.store.note({"replications": number})
    if runner.options.shard is None and settings.kind in REESTIMATED:
        _reestimate(runner, points, number)


# -- how many replications -------------------------------------------------------------------


def _replicated(runner: Runner, points: Mapping[str, Point]) -> int:
    """Run all points in as many replications as were asked for, or as precision needs."""
    settings = runner.experiment.settings
    if settings.precision is None:
        runner.ensure(points, range(settings.replications))
        return settings.replications
    chosen = settings.precision
    half_width = chosen.half_width or settings.smallest_effect / 2.0
    precision = Precision(half_width, chosen.look_ahead, chosen.first, chosen.most)
    number = min(precision.first + precision.ahead(precision.first), precision.most)
    while True:
        runner.ensure(points, range(number))
        differences = _differences(runner, number)
        kept = stop_at(differences, precision) if differences else number
        if kept is not None:
            break
        needed = forecast(differences, half_width) or number
        number = min(max(number + precision.ahead(number), needed), precision.most)
    if differences and not is_reached(differences, half_width, kept):
        runner.store.warnings.append(
            unmet(kept, half_width, forecast(differences, half_width), _unit(settings.primary))
        )
    runner.ask(points, dict.fromkeys(points, range(kept)))
    return kept


def _differences(runner: Runner, number: int) -> list[np.ndarray]:
    """For each scenario the differences of the primary outcome, replication by replication.

    A scenario that failed in all of them has none: no number of replications would help.
    """
    results = Results(runner.store.folder)
    last = results.last(runner.experiment.settings.primary)

    def at(name: str, replication: int) -> float:
        return last.get(name, {}).get(replication, float("nan"))

    found = [
        np.array([at(name, i) - at(baseline, i) for i in range(number)])
        for name, baseline in results.against().items()
    ]
    return [column for column in found if np.isfinite(column).any()]


def _unit(outcome: str) -> str:
    return OUTCOMES[outcome].unit


# -- the winner ------------------------------------------------------------------------------


def _reestimate(runner: Runner, points: Mapping[str, Point], number: int) -> None:
    """Run whoever is highest on luck that had no part in choosing it."""
    compared = {name: point.against for name, point in points.items() if point.against}
    best = _winner(runner, compared) if len(compared) > 1 else None
    if best is None:
        runner.store.note({"winner": None})
        return
    first = fresh_start(runner.experiment.worlds)
    fresh = range(first, first + number)
    usual = range(number)
    twins = (best, compared[best])
    runner.ask(points, {name: [*usual, *fresh] if name in twins else usual for name in points})
    runner.run()
    runner.store.note({"winner": best})


def _winner(runner: Runner, against: Mapping[str, str]) -> str | None:
    settings = runner.experiment.settings
    direction = OUTCOMES[settings.primary].direction
    runs = Results(runner.store.folder).runs()
    if runs.empty:
        return None
    table = effects(
        runs,
        against=against,
        outcomes=[settings.primary],
        directions={settings.primary: direction},
        smallest_effect=smallest_effects(settings.primary, settings.smallest_effect),
        residents=1.0,
    )
    return winner(table, settings.primary, direction)
