"""What a sweep says: responses to factors, best points, trade-offs, and what holds everywhere.

``points`` are as `sim.analysis.points` says; a point's number is that of the outcome in
``month`` (without one, the last), or its paired difference where points are paired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.points import Numbers, analyzed, answer, factors_in, rows_where
from sim.errors import ResultsError
from sim.statistics.robustness import ENOUGH, pareto_front, times_on_top
from sim.statistics.robustness import robustness as robustness_of
from sim.statistics.samples import Column

if TYPE_CHECKING:
    import pandas as pd


def with_factors(effects: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """A table of effects with the factors of each scenario's point as columns behind it."""
    return effects.merge(points[["scenario", *factors_in(points)]], on="scenario", how="left")


def response(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcome: str,
    factors: Sequence[str],
    *,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """A row per value of one factor, or pair of values of two: the mean over all the rest.

    The ``factors``, ``points, n, mean, low, high``. The points of a row are averaged within each
    replication, so ``n`` replications that have them all carry the interval.
    """
    import pandas as pd

    numbers = analyzed(runs, points, outcome, month)
    levels = [sorted({point[factor] for point in numbers.design}) for factor in factors]
    rows = []
    for values in product(*levels):
        found = rows_where(numbers, factors, values)
        if len(found):
            rows.append((*values, len(found), *answer(found.mean(axis=0), level)))
    return pd.DataFrame(rows, columns=[*factors, "points", "n", "mean", "low", "high"])


def best_points(
    effects: pd.DataFrame, close: Sequence[str], *, outcome: str, direction: int
) -> pd.DataFrame:
    """The points by their effect on one outcome, best in this model first.

    ``effects`` is a table of `sim.analysis.effects`, ``close`` the points of
    `sim.analysis.winner.close_to_best`. Adds ``rank`` (equal ones share the better) and
    ``close_to_best``. The effect of the first is flattered by luck: it needs fresh replications.
    """
    table = effects[(effects["outcome"] == outcome) & effects["difference"].notna()]
    gain = table["difference"] * (direction or 1)
    ranked = table.assign(
        rank=gain.rank(ascending=False, method="min").astype(int),
        close_to_best=table["scenario"].isin(close),
    )
    return ranked.sort_values(["rank", "scenario"], kind="stable", ignore_index=True)


def pareto(effects: pd.DataFrame, *, outcome: str, direction: int) -> pd.DataFrame:
    """The points by what they cost, and whether another gains as much for less.

    ``effects`` is a table of `sim.analysis.effects`; adds ``on_front``, by mean effect and
    ``yuan_per_resident_year``. Doing nothing costs and gains nothing, and may beat a point too.
    """
    table = effects[effects["outcome"] == outcome]
    gains = table["difference"].to_numpy(np.float64) * (direction or 1)
    costs = table["yuan_per_resident_year"].to_numpy(np.float64)
    marked = table.assign(on_front=pareto_front(gains, costs))
    return marked.sort_values(
        ["yuan_per_resident_year", "scenario"], kind="stable", ignore_index=True
    )


def robustness(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcome: str,
    *,
    direction: int,
    target: float,
    policy: str = "scenario",
    worlds: Mapping[int, str] | None = None,
    month: int | None = None,
) -> pd.DataFrame:
    """A row per policy: how it fares over all worlds, by five criteria that rank apart.

    ``policy`` is the column of ``points`` that names what may be chosen: points that differ in
    other factors put it into other contexts. ``worlds`` names the world of each replication;
    runs of one policy in one world and context are averaged; without it, every replication is
    a world of its own.

    ``policy, worlds, worst, largest_regret, regret_90, satisfied, mean, on_top, robust``, in the
    unit of the outcome; ``satisfied`` is the share of worlds where the number is at least as
    good as ``target``, ``on_top`` the criteria by which the policy is in the top third, and
    ``robust`` means three or more of the five.

    Raises
    ------
    ResultsError
        A policy lacks a run in a world that another has.

    References: McPhail et al. (2018), doi:10.1002/2017EF000649.
    """
    import pandas as pd

    sign = direction or 1
    numbers = analyzed(runs, points, outcome, month)
    policies, scores = _scores(numbers, policy, worlds)
    found = robustness_of(scores * sign, target * sign)
    on_top = times_on_top(found)
    table = pd.DataFrame({"policy": policies, "worlds": scores.shape[1], **found})
    for name in ("worst", "mean"):
        table[name] *= sign
    return table.assign(on_top=on_top, robust=on_top >= ENOUGH)


def _scores(
    numbers: Numbers, policy: str, worlds: Mapping[int, str] | None
) -> tuple[list[Any], Column]:
    """The policies, and their numbers ``[policy, world]``."""
    found: dict[Any, dict[Any, list[float]]] = {}
    for name, point, row in zip(numbers.names, numbers.design, numbers.outputs, strict=True):
        by_scenario = policy == "scenario"
        chosen = name if by_scenario else point[policy]
        context = () if by_scenario else tuple(v for f, v in point.items() if f != policy)
        for replication, number in zip(numbers.replications, row.tolist(), strict=True):
            world = context, worlds[replication] if worlds else replication
            found.setdefault(chosen, {}).setdefault(world, []).append(number)
    all_worlds = list(dict.fromkeys(world for scores in found.values() for world in scores))
    means = [
        [np.mean(scores.get(world, np.nan)) for world in all_worlds] for scores in found.values()
    ]
    table: Column = np.array(means, np.float64)
    for chosen, scores in zip(found, table, strict=True):
        if not np.isfinite(scores).all():
            raise ResultsError(
                f"{chosen} lacks a run in a world that others have: the worlds cannot be compared."
            )
    return list(found), table
