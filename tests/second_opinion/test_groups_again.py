"""Who gains, once more: groups by scipy and numpy, from the exported groups."""

from __future__ import annotations

import math

import numpy as np
import pytest
from recount import at, both, gaps
from scipy import stats

from sim.comparison import HEADLINES
from sim.tables import OF_RESIDENTS
from sim.vocabulary import AGE_BANDS, ORIGINS

TOLD = [key for key in HEADLINES if key in OF_RESIDENTS]
MONTH = 18


def check(row, gap: np.ndarray) -> None:
    gap = gap[np.isfinite(gap)]
    assert row["n"] == len(gap)
    if len(gap):
        assert row["difference"] == pytest.approx(gap.mean(), abs=1e-12)
    if len(gap) < 5:
        assert math.isnan(row["low"])
        assert row["verdict"] == "undecided"
    elif np.ptp(gap) > 0.0:
        told = stats.ttest_1samp(gap, 0.0).confidence_interval(0.95)
        assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))


def test_effects_on_every_group(compared) -> None:
    table = compared.tables["effects_by_group"]
    assert len(table) == len(compared.against) * len(TOLD) * len(ORIGINS) * len(AGE_BANDS)
    for row in table.to_dict("records"):
        where = {"origin": row["origin"], "age": row["age"]}
        found = at(compared.groups, row["outcome"], MONTH, **where)
        check(row, gaps(found, row["scenario"], compared.baseline))


def test_effects_on_every_origin_count_people(compared) -> None:
    for row in compared.tables["effects_by_origin"].to_dict("records"):
        at_end = compared.groups[compared.groups["month"] == MONTH]
        its = at_end[(at_end["origin"] == row["origin"]) & (at_end["people"] > 0)]
        found: dict[str, dict[int, float]] = {}
        for (scenario, replication), ages in its.groupby(["scenario", "replication"]):
            mean = np.average(ages[row["outcome"]], weights=ages["people"])
            found.setdefault(scenario, {})[replication] = mean
        check(row, gaps(found, row["scenario"], compared.baseline))


def test_all_groups_together_are_the_county(compared) -> None:
    groups = compared.groups[compared.groups["people"] > 0]
    months = compared.runs.set_index(["scenario", "replication", "month"])
    for key, its in groups.groupby(["scenario", "replication", "month"]):
        for outcome in TOLD:
            together = np.average(its[outcome], weights=its["people"])
            assert together == pytest.approx(months.loc[key, outcome], rel=1e-9)


def test_spread_between_groups(compared) -> None:
    for row in compared.tables["inequality"].to_dict("records"):
        spreads: dict[str, dict[int, float]] = {}
        present = compared.groups[
            (compared.groups["month"] == MONTH) & (compared.groups["people"] > 0)
        ]
        for (scenario, replication), its in present.groupby(["scenario", "replication"]):
            variance = np.cov(its[row["outcome"]], aweights=its["people"], ddof=0)
            spreads.setdefault(scenario, {})[replication] = math.sqrt(variance)
        with_it, without = both(spreads, row["scenario"], compared.baseline)
        told = stats.ttest_rel(with_it, without).confidence_interval(0.95)
        assert (row["baseline_spread"], row["spread"]) == pytest.approx(
            (without.mean(), with_it.mean())
        )
        assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))
        assert row["effect_spread"] == pytest.approx(spread_of_gains(compared, row), abs=1e-12)


def spread_of_gains(compared, row) -> float:
    """The variance of mean gains over groups less an n-th of the gains' own variance, as a root."""
    gains, weights = [], []
    for origin in ORIGINS:
        for age in AGE_BANDS:
            where = {"origin": origin, "age": age}
            found, people = (
                at(compared.groups, key, MONTH, **where) for key in (row["outcome"], "people")
            )
            gap = gaps(found, row["scenario"], compared.baseline)
            if np.isfinite(gap).all() and len(gap) == 30:
                gains.append(gap)
                weights.append(np.mean(list(people[compared.baseline].values())))
    shares = np.array(weights) / sum(weights)
    means = np.mean(gains, axis=1)
    between = sum(w * (m - shares @ means) ** 2 for w, m in zip(shares, means, strict=True))
    # per run, how the gains scatter around their means, net of what moves all groups alike
    apart = np.array(gains).T - means
    apart -= (apart @ shares)[:, None]
    luck = sum(float(shares @ (run * run)) for run in apart) / 29 / 30
    return math.sqrt(max(between - luck, 0.0))
