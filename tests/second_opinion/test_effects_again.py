"""Effects once more: by scipy, statsmodels and loops, from the exported months and the ledger."""

from __future__ import annotations

import math

import numpy as np
import pytest
from recount import at, bootstrapped, both, largest_t, last
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from sim.comparison import HEADLINES
from sim.outcomes import OUTCOMES


def rows_of(comparison):
    """Every effect with the two samples that it is made of."""
    runs = comparison.runs
    for outcome in OUTCOMES:
        found = at(runs, outcome, last(runs))
        its = comparison.effects[comparison.effects["outcome"] == outcome]
        for row in its.to_dict("records"):
            yield row, *both(found, row["scenario"], row["against"])


def test_differences_intervals_and_p_values_are_those_of_the_paired_t_test(compared) -> None:
    for row, with_it, without in rows_of(compared):
        assert row["n"] == len(with_it) == 30
        assert row["difference"] == pytest.approx((with_it - without).mean(), abs=1e-9)
        if np.ptp(with_it - without) > 0.0:
            test = stats.ttest_rel(with_it, without)
            told = test.confidence_interval(0.95)
            assert (row["low"], row["high"]) == pytest.approx((told.low, told.high), rel=1e-9)
            assert row["p_value"] == pytest.approx(test.pvalue, rel=1e-7, abs=1e-300)
        else:
            assert row["note"] == "identical"


def test_swapping_scenario_and_baseline_within_pairs_gives_much_the_same_p(compared) -> None:
    for row, with_it, without in rows_of(compared):
        if row["outcome"] not in HEADLINES:
            continue
        gap = with_it - without
        signs = np.random.default_rng(1).choice((-1.0, 1.0), size=(4999, len(gap)))
        swapped = np.abs((signs * gap).mean(axis=1)) >= abs(gap.mean()) - 1e-12
        assert row["p_value"] == pytest.approx((1 + swapped.sum()) / 5000, abs=0.03)


def test_verdicts_are_those_a_reader_would_draw_from_the_interval(compared) -> None:
    for row in compared.effects.to_dict("records"):
        meant = OUTCOMES[row["outcome"]].unit in ("0 to 1", "share", "Gini")
        sign = {1: ("worse", "better"), -1: ("better", "worse"), 0: ("lower", "higher")}
        below, above = sign[OUTCOMES[row["outcome"]].direction]
        if row["note"] == "identical" or (meant and max(abs(row["low"]), abs(row["high"])) < 0.01):
            expected = "practically equal"
        elif row["low"] > 0.0:
            expected = above
        else:
            expected = below if row["high"] < 0.0 else "undecided"
        assert row["verdict"] == expected


def test_holm_is_that_of_statsmodels_over_the_other_headlines(compared) -> None:
    table = compared.effects
    family = table["outcome"].isin(HEADLINES) & (table["outcome"] != compared.primary)
    expected = multipletests(table.loc[family, "p_value"], method="holm")[1]
    np.testing.assert_allclose(table.loc[family, "p_holm"], expected, rtol=1e-12)
    assert table.loc[~family, "p_holm"].isna().all()
    assert table["q_value"].isna().all()


def test_false_discovery_is_that_of_statsmodels_over_all_headlines_of_a_sweep(swept) -> None:
    table = swept.effects
    family = table["outcome"].isin(HEADLINES)
    expected = multipletests(table.loc[family, "p_value"], method="fdr_bh")[1]
    np.testing.assert_allclose(table.loc[family, "q_value"], expected, rtol=1e-12)
    assert table.loc[~family, "q_value"].isna().all()


def test_sizes_of_effects_pair_by_pair(compared) -> None:
    for row, with_it, without in rows_of(compared):
        better = above = 0.0
        sign = OUTCOMES[row["outcome"]].direction or 1
        for one, other in zip(with_it, without, strict=True):
            better += 0.5 if one == other else float((one - other) * sign > 0)
        for one in with_it:
            for other in without:
                above += 0.5 if one == other else float(one > other)
        assert row["share_better"] == pytest.approx(better / 30)
        assert row["vargha_delaney"] == pytest.approx(above / 900)
        gap = with_it - without
        if np.ptp(gap) > 0.0:
            assert row["d_z"] == pytest.approx(gap.mean() / gap.std(ddof=1), rel=1e-9)
            factor = (with_it.var(ddof=1) + without.var(ddof=1)) / gap.var(ddof=1)
            assert row["variance_reduction"] == pytest.approx(factor, rel=1e-9)
            assert row["runs_saved"] == round(30 * factor - 30)


def test_costs_are_what_the_treasury_paid(compared) -> None:
    spent: dict[tuple[str, int], float] = {}
    for row in compared.ledger.to_dict("records"):
        if row["payer"] == "treasury":
            key = row["scenario"], row["replication"]
            spent[key] = spent.get(key, 0.0) + row["yuan"]
    people, years = compared.county["population"], last(compared.runs) / 12
    for row in compared.effects.to_dict("records"):
        pairs = [spent[row["scenario"], i] - spent[row["against"], i] for i in range(30)]
        yearly = sum(pairs) / 30 / people / years
        assert row["yuan_per_resident_year"] == pytest.approx(yearly, rel=1e-9, abs=1e-9)
        if row["verdict"] == "better" and yearly > 0.0:
            per_point = yearly / (abs(row["difference"]) / 0.01)
            assert row["cost_per_point"] == pytest.approx(per_point, rel=1e-9)
        if OUTCOMES[row["outcome"]].direction == 0 or row["low"] <= 0.0 <= row["high"]:
            assert math.isnan(row["cost_per_point"])


def test_lost_runs_and_wrong_numbers_are_left_out_and_counted(compared) -> None:
    """Two runs of one scenario are lost, and one month of the baseline is no number."""
    runs, hurt = compared.runs.copy(), "staff_training"
    runs = runs[(runs["scenario"] != hurt) | ~runs["replication"].isin([3, 11])]
    wrong = (runs["scenario"] == compared.baseline) & (runs["replication"] == 7)
    runs.loc[wrong & (runs["month"] == last(runs)), "belonging"] = math.inf
    table = compared.effects_of(runs).set_index(["scenario", "outcome"])
    for scenario in compared.against:
        for outcome in HEADLINES:
            row, found = table.loc[(scenario, outcome)], at(runs, outcome, last(runs))
            with_it, without = both(found, scenario, compared.baseline)
            valid = np.isfinite(with_it) & np.isfinite(without)
            lost = 2 if scenario == hurt else 0
            assert row["missing"] == lost
            assert row["invalid"] == (outcome == "belonging")
            assert row["n"] == valid.sum() == 30 - lost - row["invalid"]
            test = stats.ttest_rel(with_it[valid], without[valid])
            told = test.confidence_interval(0.95)
            assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))
            assert row["p_value"] == pytest.approx(test.pvalue)
    joint = table.xs(compared.primary, level="outcome")
    assert (joint["high_joint"] > joint["high"]).all()


def test_joint_intervals_are_as_wide_as_another_bootstrap_makes_them(compared) -> None:
    table = compared.effects[compared.effects["outcome"] == compared.primary]
    found = at(compared.runs, compared.primary, last(compared.runs))
    pairs = [both(found, row["scenario"], row["against"]) for row in table.to_dict("records")]
    sample = np.array([with_it - without for with_it, without in pairs]).T
    quantile = np.quantile(bootstrapped(sample, largest_t(sample)), 0.95)
    error = sample.std(axis=0, ddof=1) / math.sqrt(30)
    np.testing.assert_allclose(
        table["high_joint"] - table["difference"], quantile * error, rtol=0.06
    )
    np.testing.assert_allclose(
        table["difference"] - table["low_joint"], quantile * error, rtol=0.06
    )
    elsewhere = compared.effects["outcome"] != compared.primary
    assert compared.effects.loc[elsewhere, ["low_joint", "high_joint"]].isna().all(axis=None)


def test_quantiles_over_pairs_and_their_intervals(compared) -> None:
    found = at(compared.runs, compared.primary, last(compared.runs))
    table = compared.tables["spread"].set_index(["scenario", "quantity"])
    for scenario, baseline in compared.against.items():
        with_it, without = both(found, scenario, baseline)
        gap = with_it - without
        for name, share in (("q10", 10), ("median", 50), ("q90", 90)):
            row = table.loc[(scenario, name)]
            assert row["value"] == pytest.approx(np.percentile(gap, share))
            told = stats.bootstrap(
                (gap,),
                lambda values, axis, share=share: np.percentile(values, share, axis=axis),
                n_resamples=4999,
                method="BCa",
                rng=np.random.default_rng(2),
            ).confidence_interval
            assert (row["low"], row["high"]) == pytest.approx(told, abs=0.25 * gap.std())
        better = int((gap > 0).sum())
        row = table.loc[(scenario, "share_better")]
        assert row["value"] == better / 30
        wilson = proportion_confint(better, 30, method="wilson")
        assert (row["low"], row["high"]) == pytest.approx(wilson, abs=1e-12)
