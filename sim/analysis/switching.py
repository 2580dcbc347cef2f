"""What an answer hangs on: where the verdict changes along a factor, which assumptions decide.

Both read what was run and nothing else: a switching value lies between two values that were
simulated, and an assumption counts only where chance alone would hardly order the worlds so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.tidy import last_month, pairs_of, values_at
from sim.statistics.pairs import verdict
from sim.statistics.ranks import rank_correlation
from sim.statistics.samples import FEW, Column, mean
from sim.statistics.several import holm

if TYPE_CHECKING:
    import pandas as pd

SURE = 0.05
"""An assumption decides where its corrected p-value is at most this."""

SWITCHES = (
    "factor", "value_from", "value_to", "mean_from", "mean_to", "verdict_from", "verdict_to",
    "crossing",
)  # fmt: skip
DECISIVE = (
    "scenario", "factor", "n", "correlation", "p_value", "p_holm", "other_sign", "value_from",
    "value_to", "misplaced",
)  # fmt: skip


def switching_values(
    levels: Mapping[str, pd.DataFrame], *, direction: int, smallest_effect: float
) -> pd.DataFrame:
    """A row wherever the sign or the verdict of an effect changes between neighboring values.

    ``levels`` has for each factor a table ``value, mean, low, high`` of what the effect is at
    each value that ran. ``factor, value_from, value_to, mean_from, mean_to, verdict_from,
    verdict_to, crossing``; ``crossing`` is where a straight line between the two means goes
    through zero, missing where the sign stays. Values that are no numbers have no order and are
    left out.
    """
    import pandas as pd

    rows = [
        {"factor": factor, **switch}
        for factor, table in levels.items()
        if table["value"].dtype.kind in "iuf"
        for switch in _along(table, direction, smallest_effect)
    ]
    return pd.DataFrame(rows, columns=list(SWITCHES))


def _along(table: pd.DataFrame, direction: int, smallest: float) -> Iterator[dict[str, Any]]:
    rows = table[table["mean"].notna()].sort_values("value").to_dict("records")
    for one, other in pairwise(rows):
        verdicts = [verdict(row["low"], row["high"], direction, smallest) for row in (one, other)]
        turns = one["mean"] * other["mean"] < 0.0
        if not turns and verdicts[0] == verdicts[1]:
            continue
        step = other["mean"] - one["mean"]
        at = one["value"] - one["mean"] * (other["value"] - one["value"]) / step if turns else None
        yield {
            "value_from": float(one["value"]),
            "value_to": float(other["value"]),
            "mean_from": one["mean"],
            "mean_to": other["mean"],
            "verdict_from": verdicts[0],
            "verdict_to": verdicts[1],
            "crossing": math.nan if at is None else float(at),
        }


def sign_counts(runs: pd.DataFrame, *, against: Mapping[str, str], outcome: str) -> pd.DataFrame:
    """In how many worlds the effect of a scenario has not the sign of its mean.

    ``scenario, n, other_sign``, a row for each scenario that has runs.
    """
    import pandas as pd

    values = values_at(runs, last_month(runs), [outcome]) if len(runs) else {}
    rows = []
    for scenario, baseline in against.items():
        effect = pairs_of(values, baseline, scenario, outcome).difference
        if len(effect):
            rows.append((scenario, len(effect), _other_sign(effect)))
    return pd.DataFrame(rows, columns=["scenario", "n", "other_sign"])


def _other_sign(effect: Column) -> int:
    return int((np.sign(effect) != np.sign(mean(effect))).sum())


def decisive_assumptions(
    runs: pd.DataFrame,
    worlds: pd.DataFrame,
    *,
    against: Mapping[str, str],
    outcome: str,
    scenarios: Sequence[str],
) -> pd.DataFrame:
    """Which assumptions order the worlds by the effect of a scenario: a row for each that does.

    ``worlds`` has a row per replication and a column per assumption. ``scenario, factor, n,
    correlation`` (Spearman's, of assumption and effect), ``p_value, p_holm`` (over all
    assumptions that vary), ``other_sign`` (worlds in which the effect has not the sign of its
    mean), and, where there are such worlds, the neighboring values ``value_from, value_to``
    between which the sign changes best, with ``misplaced`` worlds on the wrong side. Of fewer
    than 10 worlds nothing is said.
    """
    import pandas as pd

    values = values_at(runs, last_month(runs), [outcome]) if len(runs) else {}
    table = worlds.set_index("replication")
    rows: list[dict[str, Any]] = []
    for scenario in scenarios:
        pairs = pairs_of(values, against[scenario], scenario, outcome)
        if len(pairs.difference) >= FEW:
            its = table.loc[list(pairs.replications)]
            rows += [{"scenario": scenario} | row for row in _decisive(pairs.difference, its)]
    return pd.DataFrame(rows, columns=list(DECISIVE))


def _decisive(effect: Column, worlds: pd.DataFrame) -> list[dict[str, Any]]:
    numbers = worlds.select_dtypes("number")
    varied = {str(name): numbers[name].to_numpy(np.float64) for name in numbers}
    varied = {name: column for name, column in varied.items() if np.ptp(column) > 0.0}
    found = {name: rank_correlation(column, effect) for name, column in varied.items()}
    corrected = holm(np.array([p for _, p in found.values()], np.float64))
    rows = []
    for (name, (rho, p)), p_holm in zip(found.items(), corrected.tolist(), strict=True):
        if p_holm <= SURE:
            rows.append(
                {"factor": name, "n": len(effect), "correlation": rho, "p_value": p,
                 "p_holm": p_holm} | _cut(varied[name], effect, rho)
            )  # fmt: skip
    return sorted(rows, key=lambda row: -abs(row["correlation"]))


def _cut(values: Column, effect: Column, rho: float) -> dict[str, Any]:
    """Between which two values the sign of the effect changes with the fewest exceptions."""
    order = np.argsort(values, kind="stable")
    positive = effect[order] > 0.0
    other = _other_sign(effect)
    if not other:
        return {"other_sign": 0, "value_from": math.nan, "value_to": math.nan, "misplaced": 0}
    above = positive if rho > 0.0 else ~positive
    wrong = [int(above[:at].sum() + (~above[at:]).sum()) for at in range(1, len(above))]
    at = int(np.argmin(wrong)) + 1
    low, high = values[order][at - 1], values[order][at]
    return {
        "other_sign": other,
        "value_from": float(low),
        "value_to": float(high),
        "misplaced": wrong[at - 1],
    }
