"""How effects differ between worlds: quantiles of the difference, and how often it is good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.tidy import last_month, pairs_of, values_at
from sim.statistics.rates import wilson
from sim.statistics.resampling import quantile_interval

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = {"q10": 0.1, "median": 0.5, "q90": 0.9}
"""Names of the shares of worlds below which a difference lies."""


def spread(
    runs: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcome: str,
    direction: int,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """What the mean effect hides: a row per scenario and quantity of one outcome.

    ``scenario, outcome, quantity, n, value, low, high``: quantiles of the paired difference
    with BCa intervals (missing below 30 pairs), and ``share_better``, the share of pairs in
    which the scenario is strictly better (``direction`` 0: higher), with Wilson's interval.
    """
    import pandas as pd

    values = values_at(runs, last_month(runs) if month is None else month, [outcome])
    rows: list[tuple[object, ...]] = []
    for scenario, baseline in against.items():
        difference = pairs_of(values, baseline, scenario, outcome).difference
        n = len(difference)
        if n == 0:
            continue
        for name, share in QUANTILES.items():
            value = float(np.quantile(difference, share))
            bounds = quantile_interval(difference, share, level)
            rows.append((scenario, outcome, name, n, value, *bounds))
        better = int((difference * (direction or 1) > 0.0).sum())
        rows.append((scenario, outcome, "share_better", n, better / n, *wilson(better, n, level)))
    names = ["scenario", "outcome", "quantity", "n", "value", "low", "high"]
    return pd.DataFrame(rows, columns=names)
