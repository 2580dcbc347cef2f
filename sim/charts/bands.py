"""The mean over replications and how far it can be trusted, for every scenario and month."""

from __future__ import annotations

import math

import pandas as pd

from sim.statistics.bands import band_quantile
from sim.statistics.samples import FEWEST, t_quantile


def bands(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Scenario, month, n, mean and two bands of ``outcome``; one run is one observation.

    ``low, high`` hold for a month by itself, ``low_band, high_band`` for the whole path of a
    scenario at once: what a reader of a line sees.
    """
    grouped = runs.groupby(["scenario", "month"], sort=False)[outcome]
    table = grouped.agg(n="count", mean="mean", spread="std").reset_index()
    reach = {n: t_quantile(0.95, n - 1) for n in table["n"].unique() if n >= FEWEST}
    error = table["spread"].astype(float) / table["n"] ** 0.5
    alone = table["n"].map(reach).astype(float) * error
    together = table["scenario"].map(_reaches(runs, outcome)).astype(float) * error
    return table.assign(
        low=table["mean"] - alone,
        high=table["mean"] + alone,
        low_band=table["mean"] - together,
        high_band=table["mean"] + together,
    ).drop(columns="spread")


def _reaches(runs: pd.DataFrame, outcome: str) -> dict[str, float]:
    """Scenario → how many standard errors its band is wide, from the runs without a hole."""
    reaches = {}
    for scenario, rows in runs.groupby("scenario", sort=False):
        wide = rows.pivot(index="replication", columns="month", values=outcome)
        whole = wide.dropna(axis="columns", how="all").dropna().sort_index()
        reaches[str(scenario)] = band_quantile(whole.to_numpy(float)) if whole.size else math.nan
    return reaches


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
