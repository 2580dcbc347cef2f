"""Two results of one question: which conclusions changed between them, not only which numbers.

Tables are those of `sim.analysis.effects`, before and after.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

CHANGED, APPEARED, GONE = "changed", "appeared", "gone"

_TOLD = {"verdict": "", "difference": math.nan, "low": math.nan, "high": math.nan}
"""What is told of an effect, and what stands where there was none."""

_Effect = Mapping[Any, Any]


def changed_verdicts(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The effects with another verdict than before, and those that one of the tables lacks.

    ``scenario, outcome, change`` (`CHANGED`, `APPEARED` or `GONE`), then ``verdict, difference,
    low, high``, each with ``_before`` and ``_after``; empty where the effect was not there. In
    the order of ``after``, what is gone at the end.
    """
    import pandas as pd

    former, present = _by_name(before), _by_name(after)
    rows = []
    for scenario, outcome in dict.fromkeys([*present, *former]):
        was, is_now = former.get((scenario, outcome)), present.get((scenario, outcome))
        if was and is_now and was["verdict"] == is_now["verdict"]:
            continue
        change = CHANGED if was and is_now else APPEARED if is_now else GONE
        told = _told(was, "before") | _told(is_now, "after")
        rows.append({"scenario": scenario, "outcome": outcome, "change": change} | told)
    columns = ["scenario", "outcome", "change", *_told(None, "before"), *_told(None, "after")]
    return pd.DataFrame(rows, columns=columns)


def _by_name(effects: pd.DataFrame) -> dict[tuple[str, str], _Effect]:
    return {(row["scenario"], row["outcome"]): row for row in effects.to_dict("records")}


def _told(effect: _Effect | None, when: str) -> dict[str, Any]:
    return {f"{name}_{when}": (effect or _TOLD)[name] for name in _TOLD}


def changed_order(
    before: pd.DataFrame, after: pd.DataFrame, outcome: str, direction: int
) -> pd.DataFrame:
    """The scenarios that rank elsewhere than before, by their effect on one outcome.

    ``scenario, rank_before, rank_after, difference_before, difference_after``, in the order of
    the new ranks. Rank 1 has the highest difference, the lowest where ``direction`` is −1. Only
    scenarios with a difference in both tables are ranked, so that one that appeared or went
    moves none of the others; of equals the first in ``after`` ranks first.
    """
    import pandas as pd

    former, present = (_differences(table, outcome) for table in (before, after))
    common = [name for name in present if name in former]
    old, new = (_ranks({name: of[name] for name in common}, direction) for of in (former, present))
    rows = [
        (name, old[name], rank, former[name], present[name])
        for name, rank in new.items()
        if rank != old[name]
    ]
    columns = ["scenario", "rank_before", "rank_after", "difference_before", "difference_after"]
    return pd.DataFrame(rows, columns=columns)


def _differences(effects: pd.DataFrame, outcome: str) -> dict[str, float]:
    """Scenario → difference, of those that have one."""
    rows = effects.to_dict("records")
    found = {row["scenario"]: row["difference"] for row in rows if row["outcome"] == outcome}
    return {name: float(value) for name, value in found.items() if math.isfinite(value)}


def _ranks(differences: Mapping[str, float], direction: int) -> dict[str, int]:
    """Scenario → rank, best first."""
    sign = -1 if direction < 0 else 1
    ordered = sorted(differences, key=lambda name: -sign * differences[name])
    return {name: rank for rank, name in enumerate(ordered, start=1)}
