"""The mean over replications and how far it can be trusted, for every scenario and month."""

from __future__ import annotations

import math

import pandas as pd

from sim.statistics.pairs import FEWEST, t_quantile


def bands(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Scenario, month, n, mean, low, high of ``outcome``; one run is one observation."""
    grouped = runs.groupby(["scenario", "month"], sort=False)[outcome]
    table = grouped.agg(n="count", mean="mean", spread="std").reset_index()
    reach = {n: t_quantile(0.95, n - 1) / math.sqrt(n) for n in table["n"].unique() if n >= FEWEST}
    half = table["n"].map(reach) * table["spread"]
    return table.assign(low=table["mean"] - half, high=table["mean"] + half).drop(columns="spread")


def differences(runs: pd.DataFrame, outcomes: list[str], baseline: str) -> pd.DataFrame:
    """Each run minus the baseline's run of the same replication and month.

    A replication that is missing on either side is left out: an unpaired run says nothing.
    """
    pair = ["replication", "month"]
    reference = runs.loc[runs["scenario"] == baseline, [*pair, *outcomes]]
    others = runs.loc[runs["scenario"] != baseline, ["scenario", *pair, *outcomes]]
    joined = others.merge(reference, on=pair, suffixes=("", "@baseline"), sort=False)
    for outcome in outcomes:
        joined[outcome] -= joined[f"{outcome}@baseline"]
    return joined[["scenario", *pair, *outcomes]]
