"""Effects over months once more: bands, how soon they come, what lasts, and fresh luck."""

from __future__ import annotations

import math

import numpy as np
import pytest
from recount import at, bootstrapped, gaps, largest_t, last, paths
from scipy import optimize, stats

from sim.analysis.winner import close_to_best
from sim.comparison import HEADLINES
from sim.outcomes import OUTCOMES
from sim.statistics.bands import LEAST_SPREAD


def test_every_month_has_its_t_interval_and_the_path_a_wider_one(compared) -> None:
    table = compared.tables["effect_paths"].set_index(["scenario", "outcome"])
    for scenario, baseline in compared.against.items():
        for outcome in HEADLINES:
            its = table.loc[(scenario, outcome)]
            path = paths(compared.runs, scenario, baseline, outcome)
            assert its["month"].tolist() == list(range(1, last(compared.runs) + 1))
            told = stats.ttest_1samp(path, 0.0).confidence_interval(0.95)
            np.testing.assert_allclose(its["difference"], path.mean(axis=0), rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(its["low"], told.low, rtol=1e-7, atol=1e-12)
            np.testing.assert_allclose(its["high"], told.high, rtol=1e-7, atol=1e-12)
            drawn = bootstrapped(path, largest_t(path, LEAST_SPREAD))
            wide = np.quantile(drawn, 0.95) * stats.sem(path)
            np.testing.assert_allclose(
                its["high_band"] - its["difference"], wide, rtol=0.08, atol=1e-12
            )
            np.testing.assert_allclose(
                its["difference"] - its["low_band"], wide, rtol=0.08, atol=1e-12
            )


def test_half_of_the_last_effect_is_reached_when_a_loop_says(compared, swept) -> None:
    for comparison in (compared, swept):
        for row in comparison.tables["time_to_half"].to_dict("records"):
            baseline = comparison.against[row["scenario"]]
            path = paths(comparison.runs, row["scenario"], baseline, row["outcome"])
            if stats.ttest_1samp(path[:, -1], 0.0).pvalue >= 0.05:
                assert math.isnan(row["month"])
                continue
            means = path.mean(axis=0)
            month = 1
            while means[month - 1] * np.sign(means[-1]) < abs(means[-1]) / 2:
                month += 1
            assert row["month"] == month


def test_what_lasts_and_which_shares_a_t_test_does_not_reject(swept) -> None:
    table = swept.tables["lasting"]
    assert set(table["scenario"]) == {name for name in swept.against if name.startswith("stop")}
    told = 0
    for row in table.to_dict("records"):
        path = paths(swept.runs, row["scenario"], swept.baseline, row["outcome"])
        then, now = path[:, 7], path[:, -1]
        assert (row["effect_ended"], row["effect_last"]) == pytest.approx((then.mean(), now.mean()))
        if stats.ttest_1samp(then, 0.0).pvalue >= 0.05:
            assert math.isnan(row["share"])
            continue
        told += 1
        share = now.mean() / then.mean()

        def beyond(ratio: float, then=then, now=now) -> float:
            return stats.ttest_1samp(now - ratio * then, 0.0).pvalue - 0.05

        far = 2.0 * max(row["high"] - share, share - row["low"])
        low, high = (optimize.brentq(beyond, share, share + way * far) for way in (-1.0, 1.0))
        assert (row["share"], row["low"], row["high"]) == pytest.approx(
            (share, low, high), rel=1e-6
        )
    assert told >= 2


def test_who_cannot_be_told_from_the_highest(compared) -> None:
    shown = set()
    for outcome in OUTCOMES:
        found = at(compared.runs, outcome, last(compared.runs))
        gains = {name: gaps(found, name, compared.baseline) for name in compared.against}
        close = []
        for name, own in gains.items():
            rivals = [other for other in gains if other != name]
            # one-sided, and those that do the same in every pair are not ahead
            ahead = [
                stats.ttest_rel(gains[other], own, alternative="greater").pvalue
                for other in rivals
                if np.ptp(gains[other] - own) > 1e-9
            ]
            if min(ahead, default=1.0) >= 0.05 / len(rivals):
                close.append(name)
        told = close_to_best(compared.runs, against=compared.against, outcome=outcome, direction=1)
        assert told == close, outcome
        shown.add(len(close))
    assert shown >= {1, 2, 3}


def test_the_points_of_a_sweep_from_the_highest_down(swept) -> None:
    found = at(swept.runs, swept.primary, last(swept.runs))
    gains = {name: gaps(found, name, swept.baseline).mean() for name in swept.against}
    ordered = sorted(gains, key=lambda name: -gains[name])
    best = swept.tables["best"]
    assert best["scenario"].tolist() == ordered
    assert best["rank"].tolist() == [1, 2, 3, 4]
    assert swept.manifest["winner"] == ordered[0] == best["scenario"][best["close_to_best"]].iloc[0]


def test_fresh_luck_says_what_the_highest_is_worth(compared) -> None:
    winner = compared.manifest["winner"]
    fresh = compared.results.runs(fresh=True)
    assert not set(fresh["replication"]) & set(compared.runs["replication"])
    for row in compared.tables["winner"].to_dict("records"):
        again, before = (
            gaps(at(runs, row["outcome"], last(runs)), winner, compared.baseline)
            for runs in (fresh, compared.runs)
        )
        told = stats.ttest_1samp(again, 0.0).confidence_interval(0.95)
        assert (row["n"], row["selected_n"]) == (len(again), len(before)) == (30, 30)
        assert row["selected"] == pytest.approx(before.mean())
        assert row["difference"] == pytest.approx(again.mean())
        assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))
        assert row["shrinkage"] == pytest.approx((before.mean() - again.mean()) / before.mean())


def test_replications_stop_where_a_loop_stops(stopped) -> None:
    kept = stopped.manifest["replications"]
    found = at(stopped.runs, stopped.primary, last(stopped.runs))
    samples = [gaps(found, name, stopped.baseline) for name in stopped.against]
    assert {len(sample) for sample in samples} == {kept}

    def is_narrow(n: int) -> bool:
        reach = [stats.t.ppf(0.975, n - 1) * stats.sem(sample[:n]) for sample in samples]
        return max(reach) <= 0.012

    first = next(n for n in range(10, kept) if all(map(is_narrow, range(n, n + 5))))
    assert 10 < first == kept - 4
