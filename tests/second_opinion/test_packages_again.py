"""Packages once more: least squares on the design, and every order of the policies in turn."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ALONE
from recount import at, last
from scipy import stats

from sim.comparison import HEADLINES
from sim.outcomes import OUTCOMES

Package = frozenset[str]
SUBSETS = [Package(part) for size in range(4) for part in combinations(ALONE, size)]


def packages_of(comparison, outcome: str) -> dict[Package, np.ndarray]:
    """What each package came to, replication by replication."""
    found = at(comparison.runs, outcome, last(comparison.runs))
    return {
        Package(name for name in ALONE if row[name] == 1): np.array(
            list(found[row["scenario"]].values())
        )
        for row in comparison.points.to_dict("records")
    }


def check(row, name: str, values: np.ndarray) -> None:
    told = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert row["n"] == len(values) == 8
    assert row[name] == pytest.approx(values.mean(), abs=1e-9)
    assert (row["low"], row["high"]) == pytest.approx((told.low, told.high), abs=1e-9)


def test_main_effects_are_those_of_least_squares(packaged) -> None:
    for row in packaged.tables["main_effects"].to_dict("records"):
        its = packages_of(packaged, row["outcome"])
        design = np.array(
            [[1.0, *(1.0 if p in package else -1.0 for p in ALONE)] for package in its]
        )
        fitted = sm.OLS(np.array(list(its.values())), design).fit()
        place = 1 + ALONE.index(row["policy"])
        check(row, "effect", 2.0 * fitted.params[place])  # from −1 to +1 are two steps


def test_what_policies_do_together_is_the_coefficient_of_their_product(packaged) -> None:
    for row in packaged.tables["interactions"].to_dict("records"):
        its = packages_of(packaged, row["outcome"])
        together = Package(row["policies"].split(" + "))
        assert row["order"] == len(together)
        design = np.array([[float(part <= package) for part in SUBSETS] for package in its])
        fitted = sm.OLS(np.array(list(its.values())), design).fit()
        values = fitted.params[SUBSETS.index(together)]
        check(row, "synergy", values)
        assert row["verdict"] == verdict(row)


def verdict(row) -> str:
    item = OUTCOMES[row["outcome"]]
    low, high = (end * (item.direction or 1) for end in (row["low"], row["high"]))
    low, high = min(low, high), max(low, high)
    if item.unit in ("0 to 1", "share", "Gini") and max(abs(low), abs(high)) < 0.01:
        return "about the sum"
    if low > 0.0:
        return "more than the sum"
    return "less than the sum" if high < 0.0 else "undecided"


def test_shares_are_means_over_all_orders(packaged) -> None:
    for outcome in HEADLINES:
        its = packages_of(packaged, outcome)
        total = its[Package(ALONE)] - its[Package()]
        rows = packaged.tables["shares"]
        rows = rows[rows["outcome"] == outcome].set_index("policy")
        for policy in ALONE:
            added = []
            for order in permutations(ALONE):
                before = Package(order[: order.index(policy)])
                added.append(its[before | {policy}] - its[before])
            share = np.mean(added, axis=0)
            row = rows.loc[policy]
            check(row, "shapley", share)
            alone = its[Package([policy])] - its[Package()]
            last_in = its[Package(ALONE)] - its[Package(ALONE) - {policy}]
            assert (row["alone"], row["last"]) == pytest.approx((alone.mean(), last_in.mean()))
            if stats.ttest_1samp(total, 0.0).pvalue < 0.05:
                assert row["share_of_total"] == pytest.approx(share.mean() / total.mean())
            else:
                assert math.isnan(row["share_of_total"])
        assert rows["shapley"].sum() == pytest.approx(total.mean())


def test_packages_of_equal_cost_do_cost_the_same(at_equal_cost) -> None:
    """Costs were weighed in the first six replications, where 2 % is near enough."""
    spent: dict[tuple[str, int], float] = {}
    ledger = at_equal_cost.ledger
    paid = ledger[ledger["payer"] == "treasury"]
    for scenario, replication, yuan in zip(
        paid["scenario"], paid["replication"], paid["yuan"], strict=True
    ):
        spent[scenario, replication] = spent.get((scenario, replication), 0.0) + yuan
    people, years = at_equal_cost.county["population"], last(at_equal_cost.runs) / 12
    sizes = at_equal_cost.manifest["sizes"]
    for name, baseline in at_equal_cost.against.items():
        more = [(spent[name, i] - spent[baseline, i]) / people / years for i in range(8)]
        assert np.mean(more[:6]) == pytest.approx(20.0, rel=0.02)
        told = at_equal_cost.effects.set_index("scenario").loc[name, "yuan_per_resident_year"]
        assert set(np.round(told, 9)) == {round(np.mean(more), 9)}
        points = at_equal_cost.points.set_index("scenario")
        assert points.loc[name, "size"] == sizes[name] != 1.0
