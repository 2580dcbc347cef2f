"""When effects come, and what is left of them after a package has ended."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.analysis.tidy import paths_of
from sim.statistics.pairs import fieller
from sim.statistics.samples import interval, mean

if TYPE_CHECKING:
    import pandas as pd


def time_to_half(
    runs: pd.DataFrame, *, against: Mapping[str, str], outcomes: Sequence[str], level: float = 0.95
) -> pd.DataFrame:
    """The first month in which the mean effect has half of its size in the last month.

    ``scenario, outcome, month``; missing where the interval of the last month includes zero,
    since what is not known to be there has no half.
    """
    import pandas as pd

    rows = []
    for scenario, baseline in against.items():
        for outcome in outcomes:
            paths = paths_of(runs, baseline, scenario, outcome)
            half = _first_half(paths) if _is_known(paths[:, -1], level) else math.nan
            rows.append((scenario, outcome, half))
    return pd.DataFrame(rows, columns=["scenario", "outcome", "month"])


def _first_half(paths: NDArray[np.float64]) -> int:
    means = [mean(column) for column in paths.T]
    return 1 + next(month for month, value in enumerate(means) if value / means[-1] >= 0.5)


def lasting_share(
    runs: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcomes: Sequence[str],
    ended: Mapping[str, int],
    level: float = 0.95,
) -> pd.DataFrame:
    """What is left in the last month of the effect in the month in which a package ended.

    ``ended`` gives that month of each scenario that is asked about, and ``against`` what it is
    compared with. ``scenario, outcome, effect_ended, effect_last, share, low, high``; the
    interval is Fieller's. The share is missing where the effect at the end is not known to
    differ from zero.
    """
    import pandas as pd

    rows = []
    for scenario, month in ended.items():
        for outcome in outcomes:
            paths = paths_of(runs, against[scenario], scenario, outcome)
            rows.append((scenario, outcome, *_left(paths[:, month - 1], paths[:, -1], level)))
    names = ["scenario", "outcome", "effect_ended", "effect_last", "share", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def _left(
    then: NDArray[np.float64], now: NDArray[np.float64], level: float
) -> tuple[float, float, float, float, float]:
    """Both effects, the share of the first in the second, and its interval."""
    share = low = high = math.nan
    if _is_known(then, level):
        share = mean(now) / mean(then)
        low, high = fieller(then, now, level)
    return mean(then), mean(now), share, low, high


def _is_known(difference: NDArray[np.float64], level: float) -> bool:
    low, high = interval(difference, level)
    return low > 0.0 or high < 0.0
