"""What the batch itself shows: how much pairing saved, and numbers that are not finite."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.tidy import KEY, last_month, pairs_of, values_at
from sim.statistics.pairs import correlation, variance_reduction

if TYPE_CHECKING:
    import pandas as pd


def variance_reductions(
    runs: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcomes: Sequence[str],
    month: int | None = None,
) -> tuple[pd.DataFrame, float]:
    """How many times fewer runs the pairing needs, per scenario and outcome, and the median.

    Where the difference never varies the factor is infinite, and not in the median: there is
    nothing to compare, so nothing was gained.
    """
    import pandas as pd

    values = values_at(runs, last_month(runs) if month is None else month, outcomes)
    rows = []
    for scenario, baseline in against.items():
        for outcome in outcomes:
            pairs = pairs_of(values, baseline, scenario, outcome)
            factor = variance_reduction(pairs)
            rows.append((scenario, outcome, len(pairs.difference), correlation(pairs), factor))
    names = ["scenario", "outcome", "n", "correlation", "variance_reduction"]
    finite = [row[-1] for row in rows if math.isfinite(row[-1])]
    return pd.DataFrame(rows, columns=names), float(np.median(finite)) if finite else math.nan


def invalid_values(runs: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Where an outcome is not finite: ``scenario, replication, outcome`` and the first month."""
    import pandas as pd

    ordered = runs.sort_values(KEY, kind="stable")
    found = []
    for outcome in outcomes:
        wrong = ordered[~np.isfinite(ordered[outcome].to_numpy(dtype=float))]
        first = wrong.drop_duplicates(["scenario", "replication"])[KEY]
        found.append(first.assign(outcome=outcome))
    names = ["scenario", "replication", "outcome"]
    table: pd.DataFrame = pd.concat(found)[[*names, "month"]]
    return table.sort_values(names, ignore_index=True)
