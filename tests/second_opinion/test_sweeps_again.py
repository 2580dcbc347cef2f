"""Sweeps once more: responses, trade-offs and what holds in every world, by brute force."""

from __future__ import annotations

import numpy as np
import pytest
from recount import at, gaps, last
from scipy import stats

from sim.analysis.sweeps import robustness

DELAY = "policies.organization_cultivation.payment_delay"


def gains_of(comparison) -> dict[str, np.ndarray]:
    found = at(comparison.runs, comparison.primary, last(comparison.runs))
    return {name: gaps(found, name, other) for name, other in comparison.against.items()}


def test_responses_average_over_the_other_factor(swept) -> None:
    gains, points = gains_of(swept), swept.points
    for name, factor in (("response_payment_delay", DELAY), ("response_variant", "variant")):
        table = swept.tables[name]
        assert len(table) == 2
        for row in table.to_dict("records"):
            its = points.loc[points[factor] == row[factor], "scenario"]
            mean = np.mean([gains[scenario] for scenario in its], axis=0)
            told = stats.ttest_1samp(mean, 0.0).confidence_interval(0.95)
            assert (row["points"], row["n"]) == (2, 12)
            assert row["mean"] == pytest.approx(mean.mean())
            assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))


def test_no_point_of_the_front_is_beaten_by_another_or_by_doing_nothing(swept) -> None:
    gains = {name: gain.mean() for name, gain in gains_of(swept).items()}
    table = swept.tables["cost_front"].set_index("scenario")
    costs = table["yuan_per_resident_year"].to_dict()
    choices = [(gains[name], costs[name]) for name in gains] + [(0.0, 0.0)]
    for name, gain in gains.items():
        beaten = any(
            more >= gain and less <= costs[name] and (more, less) != (gain, costs[name])
            for more, less in choices
        )
        assert table.loc[name, "on_front"] == (not beaten)
    assert table["on_front"].any()


def test_what_holds_in_both_worlds(swept) -> None:
    worlds = dict(zip(swept.worlds["replication"], swept.worlds["world"], strict=True))
    table = robustness(
        swept.runs, swept.points, swept.primary, direction=1, target=0.06, worlds=worlds
    ).set_index("policy")
    names = sorted(set(worlds.values()))
    scores: dict[str, list[float]] = {}
    for name, gain in gains_of(swept).items():
        scores[name] = [np.mean([g for i, g in enumerate(gain) if worlds[i] == w]) for w in names]
    best = [max(each[w] for each in scores.values()) for w in range(len(names))]
    for name, own in scores.items():
        regret = [top - score for top, score in zip(best, own, strict=True)]
        row = table.loc[name]
        assert row["worlds"] == 2
        assert row["worst"] == pytest.approx(min(own))
        assert row["largest_regret"] == pytest.approx(max(regret), abs=1e-12)
        assert row["regret_90"] == pytest.approx(np.percentile(regret, 90), abs=1e-12)
        assert row["satisfied"] == np.mean([score >= 0.06 for score in own])
        assert row["mean"] == pytest.approx(np.mean(own))
