"""What a batch says: tables of effects of scenarios against a baseline, and how sure they are.

Tables come in tidy and in any order, from a results folder: ``scenario, replication, month``
and a column per outcome. The statistics are those of `sim.statistics.pairs`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultsError
from sim.statistics.pairs import (
    FEW,
    FEWEST,
    Pairs,
    correlation,
    fieller,
    interval,
    joint_quantile,
    mean,
    over,
    pair,
    share_better,
    variance,
    variance_reduction,
    verdict,
)

if TYPE_CHECKING:
    import pandas as pd

POINT = 0.01
"""One point of an outcome, as in *yuan per point*."""

_COST = "cost_yuan"
_KEY = ["scenario", "replication", "month"]


def effects(
    runs: pd.DataFrame,
    *,
    baseline: str,
    outcomes: Sequence[str],
    directions: Mapping[str, int],
    smallest_effect: float | Mapping[str, float],
    residents: float,
    primary: str | None = None,
    scenarios: Sequence[str] | None = None,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """One row per scenario and outcome: the paired difference to ``baseline`` in ``month``.

    Without ``month``, the last one. ``scenarios`` says which and in which order; one without a
    finished run still has its rows. ``smallest_effect`` is the smallest difference that
    matters, of all outcomes or by outcome; an outcome without one is never called practically
    equal, unless it is identical.

    ``n`` pairs were used; ``missing`` had one run only, ``invalid`` a number that is not finite.
    ``low_joint, high_joint`` hold for all scenarios at once and stand at ``primary`` only.
    ``note`` is ``no_interval`` (fewer than 5 pairs, and so no verdict), ``few_runs`` (fewer
    than 10), ``identical`` (no pair differs) or empty. ``variance_reduction`` is infinite where
    the difference never varies. ``yuan_per_resident_year`` is the mean difference of
    ``cost_yuan`` summed up to ``month``. ``cost_per_point`` (yuan per resident and year for
    0.01) stands where the interval lies on the good side of zero and the scenario costs more.
    """
    import pandas as pd

    month = _last(runs) if month is None else month
    values = _values(runs, month, outcomes)
    costs = _summed_costs(runs, month)
    compared = sorted(set(values) - {baseline}) if scenarios is None else list(scenarios)
    joint = math.nan
    if primary is not None and compared:
        joint = joint_quantile([_pairs(values, baseline, s, primary) for s in compared], level)
    rows = []
    for scenario in compared:
        yuan = mean(_pairs(costs, baseline, scenario, _COST).difference)
        yearly = yuan / residents / (month / 12)
        for outcome in outcomes:
            pairs = _pairs(values, baseline, scenario, outcome)
            direction = directions.get(outcome, 0)
            smallest = _smallest(smallest_effect, outcome)
            effect = _effect(pairs, level, joint if outcome == primary else math.nan)
            rows.append(
                {"scenario": scenario, "outcome": outcome, "month": month}
                | effect
                | _judgment(effect, pairs, direction, smallest)
                | {"yuan_per_resident_year": yearly}
                | {"cost_per_point": _cost_per_point(effect, direction, yearly)}
            )
    return pd.DataFrame(rows)


def _effect(pairs: Pairs, level: float, joint: float) -> dict[str, Any]:
    """The size of one effect and its intervals."""
    n = len(pairs.difference)
    difference = mean(pairs.difference)
    low, high = interval(pairs.difference, level)
    error = math.sqrt(variance(pairs.difference) / n) if n >= FEWEST else math.nan
    return {
        "n": n,
        "missing": pairs.missing,
        "invalid": pairs.invalid,
        "baseline_mean": mean(pairs.baseline),
        "mean": mean(pairs.scenario),
        "difference": difference,
        "low": low,
        "high": high,
        "low_joint": difference - joint * error,
        "high_joint": difference + joint * error,
    }


def _judgment(
    effect: Mapping[str, Any], pairs: Pairs, direction: int, smallest: float
) -> dict[str, Any]:
    """What one effect means."""
    n = effect["n"]
    identical = n >= FEWEST and not pairs.difference.any()
    found = verdict(effect["low"], effect["high"], direction, smallest)
    few = "no_interval" if n < FEWEST else "few_runs" if n < FEW else ""
    return {
        "verdict": "practically equal" if identical else found,
        "note": "identical" if identical else few,
        "share_better": share_better(pairs.difference, direction),
        "variance_reduction": variance_reduction(pairs),
        "d_z": over(effect["difference"], math.sqrt(variance(pairs.difference))),
        "smallest_effect": smallest,
    }


def _cost_per_point(effect: Mapping[str, Any], direction: int, yearly: float) -> float:
    gained = (direction > 0 and effect["low"] > 0.0) or (direction < 0 and effect["high"] < 0.0)
    if not (gained and yearly > 0.0):
        return math.nan
    return yearly / abs(float(effect["difference"])) * POINT


def _smallest(smallest_effect: float | Mapping[str, float], outcome: str) -> float:
    if isinstance(smallest_effect, Mapping):
        return smallest_effect.get(outcome, math.nan)
    return smallest_effect


# -- over time -------------------------------------------------------------------------------


def time_to_half(
    runs: pd.DataFrame, *, baseline: str, outcomes: Sequence[str], level: float = 0.95
) -> pd.DataFrame:
    """The first month in which the mean effect has half of its size in the last month.

    ``scenario, outcome, month``; missing where the interval of the last month includes zero,
    since what is not known to be there has no half.
    """
    import pandas as pd

    rows = []
    for scenario in _others(runs, baseline):
        for outcome in outcomes:
            paths = _paths(runs, baseline, scenario, outcome)
            half = _first_half(paths) if _is_known(paths[:, -1], level) else math.nan
            rows.append((scenario, outcome, half))
    return pd.DataFrame(rows, columns=["scenario", "outcome", "month"])


def _first_half(paths: NDArray[np.float64]) -> int:
    means = [mean(column) for column in paths.T]
    return 1 + next(month for month, value in enumerate(means) if value / means[-1] >= 0.5)


def lasting_share(
    runs: pd.DataFrame,
    *,
    baseline: str,
    scenario: str,
    outcomes: Sequence[str],
    ended: int,
    level: float = 0.95,
) -> pd.DataFrame:
    """What is left in the last month of the effect in the month in which a package ``ended``.

    ``scenario, outcome, effect_ended, effect_last, share, low, high``; the interval is
    Fieller's. The share is missing where the effect at the end is not known to differ from zero.
    """
    import pandas as pd

    rows = []
    for outcome in outcomes:
        paths = _paths(runs, baseline, scenario, outcome)
        then, now = paths[:, ended - 1], paths[:, -1]
        share = low = high = math.nan
        if _is_known(then, level):
            share = mean(now) / mean(then)
            low, high = fieller(then, now, level)
        rows.append((scenario, outcome, mean(then), mean(now), share, low, high))
    names = ["scenario", "outcome", "effect_ended", "effect_last", "share", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def _is_known(difference: NDArray[np.float64], level: float) -> bool:
    low, high = interval(difference, level)
    return low > 0.0 or high < 0.0


# -- the batch itself ------------------------------------------------------------------------


def variance_reductions(
    runs: pd.DataFrame, *, baseline: str, outcomes: Sequence[str], month: int | None = None
) -> tuple[pd.DataFrame, float]:
    """How many times fewer runs the pairing needs, per scenario and outcome, and the median.

    Where the difference never varies the factor is infinite, and not in the median: there is
    nothing to compare, so nothing was gained.
    """
    import pandas as pd

    values = _values(runs, _last(runs) if month is None else month, outcomes)
    rows = []
    for scenario in _others(runs, baseline):
        for outcome in outcomes:
            pairs = _pairs(values, baseline, scenario, outcome)
            factor = variance_reduction(pairs)
            rows.append((scenario, outcome, len(pairs.difference), correlation(pairs), factor))
    names = ["scenario", "outcome", "n", "correlation", "variance_reduction"]
    finite = [row[-1] for row in rows if math.isfinite(row[-1])]
    return pd.DataFrame(rows, columns=names), float(np.median(finite)) if finite else math.nan


def invalid_values(runs: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Where an outcome is not finite: ``scenario, replication, outcome`` and the first month."""
    import pandas as pd

    ordered = runs.sort_values(_KEY, kind="stable")
    found = []
    for outcome in outcomes:
        wrong = ordered[~np.isfinite(ordered[outcome].to_numpy(dtype=float))]
        first = wrong.drop_duplicates(["scenario", "replication"])[_KEY]
        found.append(first.assign(outcome=outcome))
    names = ["scenario", "replication", "outcome"]
    table: pd.DataFrame = pd.concat(found)[[*names, "month"]]
    return table.sort_values(names, ignore_index=True)


# -- from tables to numbers ------------------------------------------------------------------

_Values = dict[str, dict[str, dict[int, float]]]
"""Scenario → outcome → replication → number."""


def _values(runs: pd.DataFrame, month: int, outcomes: Sequence[str]) -> _Values:
    _check_keys(runs)
    found: _Values = {}
    for scenario, table in runs[runs["month"] == month].groupby("scenario"):
        replications = table["replication"].tolist()
        found[str(scenario)] = {
            outcome: dict(zip(replications, table[outcome].tolist(), strict=True))
            for outcome in outcomes
        }
    return found


def _summed_costs(runs: pd.DataFrame, month: int) -> _Values:
    if _COST not in runs:
        return {}
    months: dict[tuple[str, int], list[float]] = {}
    spent = runs.loc[runs["month"] <= month, ["scenario", "replication", _COST]]
    for scenario, replication, yuan in spent.itertuples(index=False, name=None):
        months.setdefault((scenario, replication), []).append(yuan)
    found: _Values = {}
    for (scenario, replication), yuan in months.items():
        total = math.fsum(yuan) if all(map(math.isfinite, yuan)) else math.nan
        found.setdefault(scenario, {_COST: {}})[_COST][replication] = total
    return found


def _pairs(values: _Values, baseline: str, scenario: str, outcome: str) -> Pairs:
    without, with_it = (values.get(name, {}).get(outcome, {}) for name in (baseline, scenario))
    return pair(without, with_it)


def _paths(runs: pd.DataFrame, baseline: str, scenario: str, outcome: str) -> NDArray[np.float64]:
    """``[pair, month]`` differences, of the pairs that are finite in every month."""
    _check_keys(runs)
    without, with_it = (
        runs[runs["scenario"] == name].pivot(index="replication", columns="month", values=outcome)
        for name in (baseline, scenario)
    )
    difference = (with_it - without).sort_index().reindex(columns=range(1, _last(runs) + 1))
    paths: NDArray[np.float64] = difference.to_numpy(dtype=np.float64)
    whole: NDArray[np.float64] = paths[np.isfinite(paths).all(axis=1)]
    return whole


def _others(runs: pd.DataFrame, baseline: str) -> list[str]:
    return sorted(set(runs["scenario"]) - {baseline})


def _last(runs: pd.DataFrame) -> int:
    if runs.empty:
        raise ResultsError("There is no finished run to analyze.")
    return int(runs["month"].max())


def _check_keys(runs: pd.DataFrame) -> None:
    twice = runs[runs.duplicated(_KEY)]
    if len(twice):
        scenario, replication, month = twice.iloc[0][_KEY]
        raise ResultsError(
            f"The results hold month {month} of {scenario}, replication {replication}, twice."
        )
