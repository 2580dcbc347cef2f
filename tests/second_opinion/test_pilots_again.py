"""Readings of pilots once more: least squares with dummies, and loops over groups and months."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

READINGS = ("before_after", "difference_in_differences", "stepped_wedge", "group_time")
PILOTS, THEN = 13, 19
"""The first month of the pilots, and of everybody else."""
MONTHS = 24


def before_after(seen: np.ndarray, adopted: np.ndarray):
    """The pilots in months 16–18, the second half of their stage, against months 1–12."""
    pilots = adopted == PILOTS
    return stats.ttest_rel(seen[15:18, pilots].mean(axis=0), seen[:12, pilots].mean(axis=0))


def difference_in_differences(seen: np.ndarray, adopted: np.ndarray) -> float:
    """The coefficient of being a pilot on the change."""
    change = seen[15:18].mean(axis=0) - seen[:12].mean(axis=0)
    pilot = sm.add_constant((adopted == PILOTS).astype(float))
    return float(sm.OLS(change, pilot).fit().params[1])


def stepped_wedge(seen: np.ndarray, adopted: np.ndarray, period: int) -> float:
    """The coefficient of having the policy, with a dummy per community and per period."""
    outcome, columns = [], []
    first = [month for month in range(MONTHS) if (month - (PILOTS - 1)) % period == 0]
    for at, start in enumerate(first):
        for community, month in enumerate(adopted):
            months = range(start, start + period)
            outcome.append(np.mean([seen[m, community] for m in months]))
            has_it = np.mean([0 < month <= m + 1 for m in months])
            communities = [float(community == c) for c in range(len(adopted))]
            periods = [float(at == p) for p in range(1, len(first))]
            columns.append([has_it, *communities, *periods])
    return float(sm.OLS(np.array(outcome), np.array(columns)).fit().params[0])


def group_time(seen: np.ndarray, adopted: np.ndarray) -> float:
    """Group by group and month by month against those not yet reached, weighted by size."""
    total, people = 0.0, 0
    for start in sorted(set(adopted[adopted > 0])):
        group = [c for c, month in enumerate(adopted) if month == start]
        before = slice(max(start - 1 - 12, 0), start - 1)
        for month in range(start, MONTHS + 1):
            waiting = [c for c, begun in enumerate(adopted) if begun == 0 or begun > month]
            if waiting:
                change = seen[month - 1] - seen[before].mean(axis=0)
                total += len(group) * (change[group].mean() - change[waiting].mean())
                people += len(group)
    return total / people


def estimates(seen: np.ndarray, adopted: np.ndarray, period: int) -> dict[str, float]:
    pilots = adopted == PILOTS
    return {
        "before_after": (seen[15:18, pilots].mean(axis=0) - seen[:12, pilots].mean(axis=0)).mean(),
        "difference_in_differences": difference_in_differences(seen, adopted),
        "stepped_wedge": stepped_wedge(seen, adopted, period),
        "group_time": group_time(seen, adopted),
    }


def true_effects(gap: np.ndarray, adopted: np.ndarray) -> dict[str, float]:
    """The effect where and when a reading speaks of it, cell by cell."""
    pilots = adopted == PILOTS
    reached = [
        gap[m, c] for m in range(MONTHS) for c in range(len(adopted)) if 0 < adopted[c] <= m + 1
    ]
    somebody_waits = [
        gap[m, c] for m in range(PILOTS - 1, THEN - 1) for c in np.flatnonzero(pilots)
    ]
    at_end = gap[15:18, pilots].mean()
    return dict(
        zip(READINGS, (at_end, at_end, np.mean(reached), np.mean(somebody_waits)), strict=True)
    )


def counties(comparison):
    """Scenario, replication, the county with the policy, without it, and who got it when."""
    seen, adopted = comparison.panels(comparison.primary), comparison.results.adopted()
    for scenario, baseline in comparison.against.items():
        for replication, table in seen[scenario].items():
            yield (
                scenario,
                replication,
                table,
                seen[baseline][replication],
                adopted[scenario][replication],
            )


def test_panels_are_the_county_in_two_waves(piloted) -> None:
    for _, _, table, _, adopted in counties(piloted):
        assert table.shape == (MONTHS, len(adopted))
        assert sorted(set(adopted.tolist())) == [PILOTS, THEN]
        assert (adopted == PILOTS).sum() == 4


def test_every_reading_its_truth_and_what_is_read_without_policy(piloted) -> None:
    table = piloted.tables["readings"].set_index(["scenario", "replication", "reading"])
    assert len(table) == 2 * 8 * 4
    for scenario, replication, seen, twin, adopted in counties(piloted):
        found, without = (estimates(panel, adopted, period=6) for panel in (seen, twin))
        truth = true_effects(seen - twin, adopted)
        for reading in READINGS:
            row = table.loc[(scenario, replication, reading)]
            assert row["estimate"] == pytest.approx(found[reading], abs=1e-9)
            assert row["no_policy"] == pytest.approx(without[reading], abs=1e-9)
            assert row["truth"] == pytest.approx(truth[reading], abs=1e-9)
            rest = found[reading] - without[reading] - truth[reading]
            assert row["comparison"] == pytest.approx(rest, abs=1e-9)
            assert row["rolled_out"] == pytest.approx((seen - twin)[THEN - 1 :].mean(), abs=1e-9)
        test = before_after(seen, adopted)
        row = table.loc[(scenario, replication, "before_after")]
        told = test.confidence_interval(0.95)
        assert row["p_value"] == pytest.approx(test.pvalue)
        assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))


def test_permutations_of_another_dealer_give_the_same_p_values_and_bounds(piloted) -> None:
    """At the bounds of an interval, taking the effect off leaves a reading that is just rare."""
    table = piloted.tables["readings"].set_index(["scenario", "replication", "reading"])
    random, draws = np.random.default_rng(3), 999
    scenario, replication, seen, _, adopted = next(counties(piloted))
    dealt = [random.permutation(adopted) for _ in range(draws)]
    reached = (adopted > 0) & (adopted <= np.arange(1, MONTHS + 1)[:, None])
    for reading in ("difference_in_differences", "group_time"):
        read = {"difference_in_differences": difference_in_differences, "group_time": group_time}[
            reading
        ]
        row = table.loc[(scenario, replication, reading)]

        def rarity(effect: float, read=read) -> float:
            panel = seen - effect * reached
            actual = abs(read(panel, adopted))
            return (1 + sum(abs(read(panel, dates)) >= actual - 1e-12 for dates in dealt)) / (
                draws + 1
            )

        spread = 4.0 * math.sqrt(0.05 * 0.95 * (1 / draws + 1 / 999))
        p = row["p_value"]
        assert rarity(0.0) == pytest.approx(p, abs=4.0 * math.sqrt(2 * p * (1 - p) / draws) + 0.002)
        for bound in ("low", "high"):
            assert rarity(row[bound]) == pytest.approx(0.05, abs=spread)


def test_how_often_readings_are_right(piloted) -> None:
    rows = piloted.tables["readings"].to_dict("records")
    for told in piloted.tables["evaluations"].to_dict("records"):
        its = [
            r for r in rows if (r["scenario"], r["reading"]) == (told["scenario"], told["reading"])
        ]
        assert told["n"] == len(its) == 8
        errors = {
            "bias": [r["estimate"] - r["truth"] for r in its],
            "bias_rolled_out": [r["estimate"] - r["rolled_out"] for r in its],
            "no_policy": [r["no_policy"] for r in its],
            "comparison": [r["comparison"] for r in its],
        }
        for name, values in errors.items():
            assert told[name] == pytest.approx(np.mean(values), abs=1e-12)
            if np.ptp(values) > 0.0:
                bounds = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
                assert (told[f"{name}_low"], told[f"{name}_high"]) == pytest.approx(bounds)
        counts = {
            "covered": sum(r["low"] <= r["truth"] <= r["high"] for r in its),
            "found": sum(r["p_value"] <= 0.05 for r in its),
            "size": sum(r["no_policy_p_value"] <= 0.05 for r in its),
        }
        for name, count in counts.items():
            assert told[name] == count / 8
            wilson = proportion_confint(count, 8, method="wilson")
            assert (told[f"{name}_low"], told[f"{name}_high"]) == pytest.approx(wilson, abs=1e-12)
        found = [r for r in its if r["p_value"] <= 0.05]
        wrong = [r["estimate"] * r["truth"] < 0 for r in found]
        assert told["wrong_sign"] == (
            np.mean(wrong) if wrong else pytest.approx(math.nan, nan_ok=True)
        )


def test_the_order_that_pilots_give_and_the_true_one(piloted) -> None:
    rows = piloted.tables["readings"].to_dict("records")
    names = list(piloted.against)
    for told in piloted.tables["rankings"].to_dict("records"):
        its = {
            (r["scenario"], r["replication"]): r for r in rows if r["reading"] == told["reading"]
        }
        for what, rank in (
            ("estimate", "rank"),
            ("truth", "rank_truth"),
            ("rolled_out", "rank_rolled_out"),
        ):
            means = {name: np.mean([its[name, i][what] for i in range(8)]) for name in names}
            assert told[what] == pytest.approx(means[told["scenario"]])
            assert told[rank] == 1 + sum(mean > means[told["scenario"]] for mean in means.values())
        highest = [max(names, key=lambda name: its[name, i]["estimate"]) for i in range(8)]
        assert told["chosen"] == highest.count(told["scenario"]) / 8
