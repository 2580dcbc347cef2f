"""What pilots would tell a county, next to what is true: tables of simulated evaluations.

Each run is one county that tries a policy in pilots and then spreads it. Every reading of
`sim.statistics.panels` is made of it as if only that county could be seen, then once more of
the same county without the policy, where there is nothing to find.

A reading's error has two parts, and they add up exactly: what the reading shows without the
policy (who was chosen, and what changed anyhow), and what the comparison itself adds (effects
on communities compared with, early adopters as comparisons for late ones).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.statistics.panels import (
    INFERENCE,
    YEAR,
    Contrast,
    Panel,
    contrasts,
    permuted,
    redrawn,
    roll_out_effect,
    true_effect,
)
from sim.statistics.rates import wilson
from sim.statistics.samples import Column, interval, mean
from sim.words import Catalogue

if TYPE_CHECKING:
    import pandas as pd

FOUND = 0.05
"""A reading finds an effect where its p-value is at most this: its interval leaves out zero."""

READING_TITLES: Catalogue = {
    "before_after": ("Before and after", "前后对比"),
    "difference_in_differences": ("Difference in differences", "双重差分"),
    "stepped_wedge": ("Stepped wedge", "阶梯楔形设计"),
    "group_time": ("Group by group", "分批次双重差分"),
}

NOTES: Catalogue = {
    "nobody_reached": (
        "the policy reaches no community in these months",
        "政策在观察期内未覆盖任何社区",
    ),
    "no_month_before": (
        "there is no month before the policy to compare with",
        "政策实施前没有可供对比的月份",
    ),
    "nobody_to_compare": (
        "no community is left without the policy to compare with",
        "没有尚未实施政策的社区可供对比",
    ),
    "not_finite": ("the outcome has values that are not numbers", "该结果指标含有非数值"),
    "one_pilot": ("one pilot only, so no interval", "只有一个试点社区，无法给出区间"),
}
"""Why a reading is impossible, or has no interval."""


def pilot_readings(panels: Mapping[str, Mapping[int, Panel]], period: int = YEAR) -> pd.DataFrame:
    """One row per scenario, replication and reading, of one outcome.

    ``panels`` are by scenario and replication; ``period`` is the length in months of a period
    of the stepped wedge. ``estimate, low, high, p_value, note`` are the reading's; ``truth`` is
    the true effect in the communities and months of which it speaks, ``rolled_out`` that in
    the whole county in the last 12 months (of those since the last community was reached);
    ``no_policy`` and ``no_policy_p_value`` are what
    the same reading shows of the same county without the policy, and ``comparison`` is what is
    left: estimate = truth + no_policy + comparison.
    """
    import pandas as pd

    rows = [
        {"scenario": scenario, "replication": replication} | row
        for scenario, runs in panels.items()
        for replication, panel in sorted(runs.items())
        for row in _rows(panel, period)
    ]
    return pd.DataFrame(rows)


def _rows(panel: Panel, period: int) -> Iterator[dict[str, Any]]:
    rolled_out = roll_out_effect(panel.seen, panel.twin, panel.adopted)
    for name, contrast in contrasts(panel.stages, period).items():
        seen, twin = (INFERENCE[name](table, contrast) for table in (panel.seen, panel.twin))
        truth = true_effect(panel.seen, panel.twin, contrast.cells)
        yield {
            "reading": name,
            "estimate": seen.estimate,
            "low": seen.low,
            "high": seen.high,
            "p_value": seen.p_value,
            "note": seen.note or twin.note,
            "truth": truth,
            "rolled_out": rolled_out,
            "no_policy": twin.estimate,
            "no_policy_p_value": twin.p_value,
            "comparison": _left(contrast, panel, seen.estimate - twin.estimate - truth),
        }


def _left(contrast: Contrast, panel: Panel, rest: float) -> float:
    """The rest of a difference; exactly 0 where only rounding is left."""
    if not math.isfinite(rest):
        return math.nan
    return (
        0.0 if abs(rest) <= contrast.rounding(panel.seen) + contrast.rounding(panel.twin) else rest
    )


# -- over runs -------------------------------------------------------------------------------


def evaluations(readings: pd.DataFrame) -> pd.DataFrame:
    """One row per scenario and reading: how far the reading can be trusted.

    From `pilot_readings`. ``n`` runs could be read; ``note`` says why others could not.
    ``estimate, truth, rolled_out`` are means over them. ``bias`` is the mean of estimate less
    truth, ``bias_rolled_out`` of estimate less roll-out; ``no_policy`` and ``comparison`` are
    the two parts of the bias; all four with t intervals over runs. ``covered`` is the share of
    runs whose interval holds the truth, ``found`` the share that find an effect, ``size`` the
    share that find one without the policy; all with Wilson intervals. ``wrong_sign`` is the
    share of found effects whose sign is not that of the truth.
    """
    import pandas as pd

    rows = []
    for (scenario, reading), runs in readings.groupby(["scenario", "reading"], sort=False):
        valid = runs[np.isfinite(runs["comparison"])]
        notes = runs.loc[runs["note"] != "", "note"]
        named = {"scenario": scenario, "reading": reading, "n": len(valid)}
        note = {"note": notes.iloc[0] if len(notes) else ""}
        rows.append(named | note | _errors(valid) | _rates(valid))
    return pd.DataFrame(rows)


def _errors(runs: pd.DataFrame) -> dict[str, float]:
    estimate, truth, rolled_out, no_policy, comparison = (
        runs[name].to_numpy(dtype=float)
        for name in ("estimate", "truth", "rolled_out", "no_policy", "comparison")
    )
    return {
        "estimate": mean(estimate),
        "truth": mean(truth),
        "rolled_out": mean(rolled_out),
        **_with_interval("bias", estimate - truth),
        **_with_interval("bias_rolled_out", estimate - rolled_out),
        **_with_interval("no_policy", no_policy),
        **_with_interval("comparison", comparison),
    }


def _with_interval(name: str, values: Column) -> dict[str, float]:
    low, high = interval(values)
    return {name: mean(values), f"{name}_low": low, f"{name}_high": high}


def _rates(runs: pd.DataFrame) -> dict[str, float]:
    """Of the runs that have an interval, and so a p-value."""
    tested = runs[~np.isnan(runs["p_value"])]
    without = runs.loc[~np.isnan(runs["no_policy_p_value"]), "no_policy_p_value"]
    covered = (tested["low"] <= tested["truth"]) & (tested["truth"] <= tested["high"])
    found = tested[tested["p_value"] <= FOUND]
    signed = np.sign(found["estimate"] * found["truth"]).to_numpy(dtype=float)
    return {
        **_share("covered", covered.to_numpy()),
        **_share("found", (tested["p_value"] <= FOUND).to_numpy()),
        **_share("size", (without <= FOUND).to_numpy()),
        "wrong_sign": mean((signed[signed != 0.0] < 0.0).astype(float)),
    }


def _share(name: str, happened: np.ndarray) -> dict[str, float]:
    low, high = wilson(int(happened.sum()), len(happened))
    return {name: mean(happened.astype(float)), f"{name}_low": low, f"{name}_high": high}


# -- over scenarios --------------------------------------------------------------------------


def rankings(readings: pd.DataFrame, direction: int = 1) -> pd.DataFrame:
    """One row per reading and scenario: the order that pilots give, and the true one.

    From `pilot_readings`, over the ``n`` runs that every scenario has. ``direction`` is −1
    where less is better. ``rank`` is by the mean estimate, ``rank_truth`` by the true effect in
    the pilots, ``rank_rolled_out`` by that of the roll-out; 1 is the best. ``chosen`` is the
    share of runs in which the scenario looks best, ``best`` that in which its roll-out is. Ties
    share.
    """
    import pandas as pd

    tables = [
        _ranking(runs, direction).assign(reading=reading)
        for reading, runs in readings.groupby("reading", sort=False)
    ]
    table = pd.concat(tables, ignore_index=True)
    return table[["reading", *table.columns.drop("reading")]]


def _ranking(runs: pd.DataFrame, direction: int) -> pd.DataFrame:
    import pandas as pd

    wide = {
        what: runs.pivot(index="replication", columns="scenario", values=what).sort_index()
        for what in ("estimate", "truth", "rolled_out")
    }
    read = wide["estimate"].dropna(axis=1, how="all")
    names = [name for name in runs["scenario"].unique() if name in read.columns]
    valid = read.dropna().index
    numbers = {what: table.loc[valid, names].to_numpy(dtype=float) for what, table in wide.items()}
    means = {
        what: np.array([mean(column) for column in table.T]) for what, table in numbers.items()
    }
    return pd.DataFrame(
        {
            "scenario": names,
            "n": len(valid),
            **means,
            "rank": _ranks(means["estimate"], direction),
            "rank_truth": _ranks(means["truth"], direction),
            "rank_rolled_out": _ranks(means["rolled_out"], direction),
            "chosen": _share_best(numbers["estimate"], direction),
            "best": _share_best(numbers["rolled_out"], direction),
        }
    )


def _ranks(values: Column, direction: int) -> list[int]:
    better = values[:, None] < values if direction < 0 else values[:, None] > values
    return [1 + int(ahead) for ahead in better.sum(axis=0)]


def _share_best(table: np.ndarray, direction: int) -> list[float]:
    """``table`` [run, scenario]; several best of a run share it."""
    good = -table if direction < 0 else table
    best = (good == good.max(axis=1, keepdims=True, initial=-math.inf)).astype(float)
    best /= np.maximum(best.sum(axis=1, keepdims=True), 1.0)
    return [mean(column) for column in best.T]


# -- one run ---------------------------------------------------------------------------------


def placebos(panels: Mapping[str, Panel], period: int = YEAR) -> pd.DataFrame:
    """What readings would have been with other communities as pilots: one run per scenario.

    ``scenario, reading, draw, value`` for 999 other assignments of the same dates, beside the
    actual ``estimate``. Readings that are impossible, or that compare no communities, have none.
    """
    import pandas as pd

    tables = []
    for scenario, panel in panels.items():
        for name, contrast in contrasts(panel.stages, period).items():
            reading = INFERENCE[name](panel.seen, contrast)
            if INFERENCE[name] is not permuted or reading.note:
                continue
            values = redrawn(panel.seen, contrast)
            columns = {
                "scenario": scenario,
                "reading": name,
                "draw": np.arange(1, len(values) + 1),
                "value": values,
                "estimate": reading.estimate,
            }
            tables.append(pd.DataFrame(columns))
    if not tables:
        return pd.DataFrame(columns=["scenario", "reading", "draw", "value", "estimate"])
    return pd.concat(tables, ignore_index=True)
