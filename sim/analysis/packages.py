"""What the policies of a package are worth: each one's share, and what they do together.

``points`` are as `sim.analysis.points` says, a factor per policy, 1 where a package has it.
Answers are computed within each replication, of those that have all the runs an answer needs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.points import answer, values_of_points
from sim.statistics.factorial import (
    Packages,
    added_first,
    added_last,
    alias,
    averaged_synergy,
    packages_from,
    shapley_share,
    synergy,
    total_effect,
)

if TYPE_CHECKING:
    import pandas as pd

AND = " + "
"""How policies that act together are named: ``staff_training + task_offloading``."""

MORE, LESS, SUM, UNDECIDED = "more than the sum", "less than the sum", "about the sum", "undecided"


def shares(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """A row per outcome and policy: its share of what all policies together do.

    ``outcome, policy, alone, last, n, shapley, low, high, share_of_total``: what the policy adds
    to nothing and to all the others, and on average over all orders with its interval.
    The ``shapley`` of all policies sum to the effect of all together; ``share_of_total`` is
    missing where that effect is not known to differ from zero.

    Raises
    ------
    ContractError
        The points are not all packages: shares cannot be told from half of them.
    """
    import pandas as pd

    rows = []
    for outcome in outcomes:
        packages = _packages(runs, points, outcome, month)
        total = answer(total_effect(packages), level)
        for policy in packages.policies:
            alone, last = (
                answer(added(packages, policy), level)[1] for added in (added_first, added_last)
            )
            share = answer(shapley_share(packages, policy), level)
            rows.append((outcome, policy, alone, last, *share, _part(share[1], total)))
    names = ["outcome", "policy", "alone", "last", "n", "shapley", "low", "high", "share_of_total"]
    return pd.DataFrame(rows, columns=names)


def main_effects(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """A row per outcome and policy: what it adds on average over all settings of the others.

    ``outcome, policy, n, effect, low, high, mixed_with``; with half of the packages the effect
    is mixed up with what the policies ``mixed_with`` do together.
    """
    import pandas as pd

    rows = []
    for outcome in outcomes:
        packages = _packages(runs, points, outcome, month)
        for policy in packages.policies:
            effect = answer(averaged_synergy(packages, (policy,)), level)
            rows.append((outcome, policy, *effect, AND.join(alias(packages, (policy,)))))
    names = ["outcome", "policy", "n", "effect", "low", "high", "mixed_with"]
    return pd.DataFrame(rows, columns=names)


def interactions(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    directions: Mapping[str, int],
    smallest_effect: Mapping[str, float],
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """A row per outcome and two or more policies: what they do beyond the sum of their effects.

    ``outcome, policies, order, n, synergy, low, high, verdict, mixed_with``. With all packages
    the synergy is that of the policies without the others, with half of them an average over
    the settings of the others, mixed up with that of ``mixed_with``. *More* than the sum is
    meant in the good direction of the outcome; an outcome without a smallest effect that
    matters is about the sum only where it is exactly that.
    """
    import pandas as pd

    rows = []
    for outcome in outcomes:
        packages = _packages(runs, points, outcome, month)
        for together in packages.subsets(at_least=2):
            # In half of the packages, all policies together are mixed up with the mean.
            if not packages.whole and together == packages.policies:
                continue
            beyond = synergy if packages.whole else averaged_synergy
            found = answer(beyond(packages, together), level)
            smallest = smallest_effect.get(outcome, math.nan)
            said = _verdict(found[2:], directions.get(outcome, 0), smallest)
            mixed_with = AND.join(alias(packages, together))
            rows.append((outcome, AND.join(together), len(together), *found, said, mixed_with))
    names = ["outcome", "policies", "order", "n", "synergy", "low", "high", "verdict", "mixed_with"]
    return pd.DataFrame(rows, columns=names)


def _packages(
    runs: pd.DataFrame, points: pd.DataFrame, outcome: str, month: int | None
) -> Packages:
    numbers = values_of_points(runs, points, outcome, month)
    return packages_from(numbers.design, numbers.outputs)


def _part(share: float, total: tuple[int, float, float, float]) -> float:
    _, whole, low, high = total
    return share / whole if low > 0.0 or high < 0.0 else math.nan


def _verdict(bounds: tuple[float, float], direction: int, smallest: float) -> str:
    low, high = bounds
    if low == high == 0.0 or (-smallest < low and high < smallest):
        return SUM
    if not (low > 0.0 or high < 0.0):
        return UNDECIDED
    return MORE if (low > 0.0) == (direction >= 0) else LESS
