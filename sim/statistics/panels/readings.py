"""What evaluators in the county would report of a pilot, and what is true.

An evaluator sees one county with the policy. The model also knows the same county, with the
same luck, without it: the difference is the true effect, and what a reading says beyond that
is its error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import ContractError
from sim.statistics.panels.contrasts import (
    YEAR,
    Contrast,
    Mask,
    Stages,
    Table,
    by_group,
    change_against_others,
    change_in_pilots,
    stages,
    wedge,
)
from sim.statistics.panels.permutations import inverted, p_value, redrawn
from sim.statistics.samples import Column, mean, t_quantile, variance

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Panel:
    """One outcome of one run, by month and community.

    ``seen`` [T, C] with the policy and ``twin`` [T, C] without it, in the same county with the
    same luck; ``adopted`` [C] the first month (from 1) in which the policy reached each
    community, 0 never.
    """

    seen: Table
    twin: Table
    adopted: NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.seen.shape != self.twin.shape or self.seen.shape[1:] != self.adopted.shape:
            raise ContractError("seen and twin are [T, C] and adopted [C] of one county")

    @property
    def stages(self) -> Stages:
        return stages(self.adopted, len(self.seen))


@dataclass(frozen=True, slots=True)
class Reading:
    """What an evaluator reports: an effect, its 95 % interval, and how unlikely without one.

    A reading that is impossible is nan, and ``note`` says why: ``nobody_reached``,
    ``no_month_before``, ``nobody_to_compare``, ``not_finite``. With ``one_pilot`` there is an
    estimate and no interval.
    """

    estimate: float
    low: float = math.nan
    high: float = math.nan
    p_value: float = math.nan
    note: str = ""


def before_after(seen: Table, adopted: NDArray[np.int64]) -> Reading:
    """The pilots' change: the second half of the first stage against the 12 months before.

    The interval and the p-value are those of a paired t test over pilots. Whatever else changed
    in the county in the meantime counts as effect.
    """
    return paired(seen, change_in_pilots(stages(adopted, len(seen))))


def difference_in_differences(seen: Table, adopted: NDArray[np.int64]) -> Reading:
    """The pilots' change less the change elsewhere in the same months; inference by permutation.

    What selection picks up, what the policy does to others, and what would have changed faster
    in the pilots anyhow count as effect.
    """
    return permuted(seen, change_against_others(stages(adopted, len(seen))))


def stepped_wedge(seen: Table, adopted: NDArray[np.int64], period: int = YEAR) -> Reading:
    """The effect in a model with community and period effects; inference by permutation.

    Community effects are fixed. If effects grow or fade with time, communities reached earlier
    are poor comparisons for later ones, and the reading can even have the wrong sign.

    References
    ----------
    Hussey & Hughes (2007), Design and analysis of stepped wedge cluster randomized trials,
    doi:10.1016/j.cct.2006.05.007; Goodman-Bacon (2021), Difference-in-differences with
    variation in treatment timing, doi:10.1016/j.jeconom.2021.03.014.
    """
    return permuted(seen, wedge(stages(adopted, len(seen)), period))


def group_time(seen: Table, adopted: NDArray[np.int64]) -> Reading:
    """The mean effect over all months and groups that still have somebody to compare with.

    Each group that was reached in the same month is compared with those not yet reached, month
    by month, and group-months are averaged by size; inference by permutation of the dates. The
    starting point is the mean of the 12 months before instead of the last one alone, whose luck
    would otherwise be in every month after.

    References
    ----------
    Callaway & Sant'Anna (2021), Difference-in-differences with multiple time periods,
    doi:10.1016/j.jeconom.2020.12.001.
    """
    return permuted(seen, by_group(stages(adopted, len(seen))))


def contrasts(plan: Stages, period: int = YEAR) -> dict[str, Contrast]:
    """All readings of one roll-out, before anything is read, by name."""
    return {
        "before_after": change_in_pilots(plan),
        "difference_in_differences": change_against_others(plan),
        "stepped_wedge": wedge(plan, period),
        "group_time": by_group(plan),
    }


# -- inference -------------------------------------------------------------------------------


def paired(seen: Table, contrast: Contrast) -> Reading:
    """A reading whose inference is a paired t test over communities."""
    impossible = _impossible(seen, contrast)
    if impossible:
        return Reading(math.nan, note=impossible)
    shares = contrast.weights * seen
    changes = shares.sum(axis=0)[contrast.weights.any(axis=0)]
    n = len(changes)
    changes = changes * n
    estimate = mean(changes)
    if n < 2:
        return Reading(estimate, note="one_pilot")
    error = math.sqrt(variance(changes) / n)
    reach = t_quantile(LEVEL, n - 1) * error
    rounding = contrast.rounding(seen)
    if error <= rounding:
        p = 1.0 if abs(estimate) <= rounding else 0.0
    else:
        p = _t_test(estimate / error, n - 1)
    return Reading(estimate, estimate - reach, estimate + reach, p)


def _t_test(ratio: float, freedom: int) -> float:
    from scipy.special import stdtr

    return float(2.0 * stdtr(freedom, -abs(ratio)))


def permuted(seen: Table, contrast: Contrast) -> Reading:
    """A reading whose inference deals the dates of adoption to the communities anew."""
    impossible = _impossible(seen, contrast)
    if impossible:
        return Reading(math.nan, note=impossible)
    estimate = contrast.of(seen)
    values = redrawn(seen, contrast)
    low, high = inverted(contrast, estimate, values, LEVEL)
    return Reading(estimate, low, high, p_value(seen, contrast, estimate, values))


def _impossible(seen: Table, contrast: Contrast) -> str:
    return contrast.note or ("" if np.isfinite(seen).all() else "not_finite")


INFERENCE: Mapping[str, Callable[[Table, Contrast], Reading]] = {
    "before_after": paired,
    "difference_in_differences": permuted,
    "stepped_wedge": permuted,
    "group_time": permuted,
}
"""How each reading is judged."""

READINGS = tuple(INFERENCE)


# -- the truth -------------------------------------------------------------------------------


def true_effect(seen: Table, twin: Table, reached: Mask) -> float:
    """The mean difference to the county without the policy where ``reached`` [T, C]; or nan."""
    return _mean_difference(seen[reached], twin[reached])


def roll_out_effect(seen: Table, twin: Table, adopted: NDArray[np.int64]) -> float:
    """The true effect in the whole county, every community alike: what the roll-out brings.

    In the last 12 months, but in none before the policy reached the last community that it
    reached: until then the county has pilots, and no roll-out.
    """
    months = len(seen)
    since = max(months - YEAR, int(stages(adopted, months).adopted.max()) - 1, 0)
    return _mean_difference(seen[since:].ravel(), twin[since:].ravel())


def _mean_difference(seen: Column, twin: Column) -> float:
    if not (np.isfinite(seen).all() and np.isfinite(twin).all()):
        return math.nan
    return mean(seen - twin)
