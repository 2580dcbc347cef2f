"""What a batch says: tables of effects of scenarios against a baseline, and how sure they are.

Tables come in tidy and in any order, from a results folder: ``scenario, replication, month``
and a column per outcome. The statistics are those of `sim.statistics`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.analysis.tidy import COST, Values, last_month, pairs_of, summed_costs, values_at
from sim.statistics.pairs import Pairs, share_better, variance_reduction, verdict
from sim.statistics.samples import FEW, FEWEST, interval, mean, over, p_value, variance
from sim.statistics.several import false_discovery, holm, joint_quantile
from sim.statistics.shape import shape
from sim.statistics.sizes import vargha_delaney

if TYPE_CHECKING:
    import pandas as pd

POINT = 0.01
"""One point of an outcome, as in *yuan per point*."""


def effects(
    runs: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcomes: Sequence[str],
    directions: Mapping[str, int],
    smallest_effect: float | Mapping[str, float],
    residents: float,
    primary: str | None = None,
    headlines: Sequence[str] = (),
    exploratory: bool = False,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """One row per scenario and outcome: the paired difference in ``month`` to what it is against.

    ``against`` gives the scenarios in the order of the table, each with the name of the one it
    is paired with; a scenario without a finished run still has its rows. Without ``month``, the
    last one. ``smallest_effect`` is the smallest difference that matters, of all outcomes or by
    outcome; an outcome without one is never called practically equal, unless it is identical.

    ``n`` pairs were used; ``missing`` had one run only, ``invalid`` a number that is not finite.
    ``note`` is ``no_interval`` (fewer than 5 pairs, and so no verdict), ``few_runs`` (fewer
    than 10), ``identical`` (no pair differs) or empty; ``shape`` says what is odd about the
    differences (`sim.statistics.shape`). ``variance_reduction`` is infinite where the
    difference never varies, and ``runs_saved`` then missing: it counts the runs of each
    scenario that would have been needed on top, had they not been paired.

    ``share_better`` is the share of pairs in which the scenario is better, ``d_z`` the difference
    in SDs of the differences, ``vargha_delaney`` how probably a run of the scenario is above
    some run of the other.

    Several looks at once: ``low_joint, high_joint`` hold for all scenarios together and stand
    at ``primary`` only; ``p_holm`` is Holm's, over all scenarios and the other ``headlines``;
    ``q_value`` stands in an ``exploratory`` table only, and is Benjamini and Hochberg's over
    all scenarios and headlines (all outcomes, if none are named).

    ``yuan_per_resident_year`` is the mean difference of ``cost_yuan`` summed up to ``month``.
    ``cost_per_point`` (yuan per resident and year for 0.01) stands where the interval lies on
    the good side of zero and the scenario costs more.
    """
    import pandas as pd

    month = last_month(runs) if month is None else month
    values = values_at(runs, month, outcomes)
    costs = summed_costs(runs, month)
    joint = _joint(values, against, primary, level)
    rows = []
    for scenario, baseline in against.items():
        yuan = mean(pairs_of(costs, baseline, scenario, COST).difference)
        yearly = yuan / residents / (month / 12)
        for outcome in outcomes:
            pairs = pairs_of(values, baseline, scenario, outcome)
            direction = directions.get(outcome, 0)
            smallest = _smallest(smallest_effect, outcome)
            effect = _effect(pairs, level, joint if outcome == primary else math.nan)
            rows.append(
                {"scenario": scenario, "against": baseline, "outcome": outcome, "month": month}
                | effect
                | _judgment(effect, pairs, direction, smallest)
                | {"yuan_per_resident_year": yearly}
                | {"cost_per_point": _cost_per_point(effect, direction, yearly)}
            )
    looks = headlines or outcomes
    return _with_many_looks(pd.DataFrame(rows), looks, primary, exploratory)


def _joint(values: Values, against: Mapping[str, str], primary: str | None, level: float) -> float:
    if primary is None or not against:
        return math.nan
    compared = [pairs_of(values, other, name, primary) for name, other in against.items()]
    return joint_quantile(compared, level)


def _with_many_looks(
    table: pd.DataFrame, looks: Sequence[str], primary: str | None, exploratory: bool
) -> pd.DataFrame:
    """The table with p-values that count how many there are, beside each one's own."""
    if table.empty:
        return table
    p_values = table["p_value"]
    looked = table["outcome"].isin(looks)
    others = p_values.where(looked & (table["outcome"] != primary)).to_numpy(float)
    explored = p_values.where(looked & exploratory).to_numpy(float)
    place = list(table.columns).index("p_value") + 1
    table.insert(place, "p_holm", holm(others))
    table.insert(place + 1, "q_value", false_discovery(explored))
    return table


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
        "p_value": p_value(pairs.difference),
    }


def _judgment(
    effect: Mapping[str, Any], pairs: Pairs, direction: int, smallest: float
) -> dict[str, Any]:
    """What one effect means, and how far the pairs can be trusted to say so."""
    n = effect["n"]
    identical = n >= FEWEST and not pairs.difference.any()
    found = verdict(effect["low"], effect["high"], direction, smallest)
    few = "no_interval" if n < FEWEST else "few_runs" if n < FEW else ""
    reduction = variance_reduction(pairs)
    return {
        "verdict": "practically equal" if identical else found,
        "note": "identical" if identical else few,
        "shape": shape(pairs.difference),
        "share_better": share_better(pairs.difference, direction),
        "variance_reduction": reduction,
        "runs_saved": float(round(n * (reduction - 1.0))) if math.isfinite(reduction) else math.nan,
        "d_z": over(effect["difference"], math.sqrt(variance(pairs.difference))),
        "vargha_delaney": vargha_delaney(pairs.baseline, pairs.scenario),
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
