"""The scenario that comes out highest in this model, and what it is worth on fresh luck.

Whoever is highest of many owes part of it to luck: with 20 equal scenarios and 30 runs the
highest looks 0.34 SD better than it is. Its value is told from replications that had no part
in choosing it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.analysis.tidy import last_month, pairs_of, values_at
from sim.statistics.samples import FEWEST
from sim.statistics.several import common_differences, near_best

if TYPE_CHECKING:
    import pandas as pd


def winner(effects: pd.DataFrame, primary: str, direction: int) -> str | None:
    """The scenario whose ``primary`` outcome is best, among those that are surely better.

    ``effects`` is a table of `sim.analysis.effects`, ``direction`` +1 where more is good and
    −1 where less is. None where no scenario is surely better, or no direction is good. Of
    equals the first in the table.
    """
    better = effects[(effects["outcome"] == primary) & (effects["verdict"] == "better")]
    if direction == 0 or better.empty:
        return None
    gains = (better["difference"] * direction).to_numpy(float)
    return str(better["scenario"].iloc[int(gains.argmax())])


def close_to_best(
    runs: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcome: str,
    direction: int,
    month: int | None = None,
    level: float = 0.95,
) -> list[str]:
    """The scenarios whose effect cannot be told from the best one's, in the order given.

    It holds the truly best with probability ``level``; replications that are valid in every
    scenario count. A scenario with fewer than 5 pairs, of which nothing is said, takes no part,
    unless all have so few.
    """
    values = values_at(runs, last_month(runs) if month is None else month, [outcome])
    compared = {
        name: pairs_of(values, baseline, name, outcome) for name, baseline in against.items()
    }
    known = {name: pairs for name, pairs in compared.items() if len(pairs.replications) >= FEWEST}
    if not known:
        return list(against)
    differences = common_differences(list(known.values()))
    return near_best(dict(zip(known, differences, strict=True)), direction, level)


def reestimated(selected: pd.DataFrame, fresh: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """What was seen of a chosen scenario, beside what fresh replications say: a row an outcome.

    Both tables are of `sim.analysis.effects`: ``selected`` from the replications that the
    choice was made with, ``fresh`` from others. ``scenario, outcome, selected, selected_n,
    difference, low, high, n, shrinkage``; ``selected`` is biased, ``difference`` and its
    interval are not. ``shrinkage`` is the share of the selected value that was luck (below zero
    where the fresh value is larger); missing where that value is zero.
    """
    seen, again = (
        table.loc[table["scenario"] == scenario, ["outcome", "difference", "n", "low", "high"]]
        for table in (selected, fresh)
    )
    seen = seen.rename(columns={"difference": "selected", "n": "selected_n"})
    table = seen.drop(columns=["low", "high"]).merge(again, on="outcome", sort=False)
    table.insert(0, "scenario", scenario)
    table = table[
        ["scenario", "outcome", "selected", "selected_n", "difference", "low", "high", "n"]
    ]
    kept = table["difference"] / table["selected"].where(table["selected"] != 0.0, math.nan)
    return table.assign(shrinkage=1.0 - kept)
