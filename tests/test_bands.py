"""Bands around mean paths: closed forms, and the whole path covered as often as is said."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.bands import effect_paths
from sim.statistics.bands import band_of, band_quantile
from sim.statistics.samples import interval, t_quantile


def test_a_month_by_itself_is_students_interval() -> None:
    paths = np.random.default_rng(1).normal(size=(12, 6))
    band = band_of(paths)
    ends = [interval(column) for column in paths.T]
    assert np.column_stack([band.low, band.high]) == pytest.approx(np.array(ends))
    assert (band.low_band < band.low).all()
    assert (band.high_band > band.high).all()
    assert band.high_band - band.mean == pytest.approx(band.mean - band.low_band)


def test_independent_months() -> None:
    # five independent normals: z with (2Φ(z) − 1)⁵ = 0.95, z = 2.5688
    paths = np.random.default_rng(2).normal(size=(3000, 5))
    assert band_quantile(paths) == pytest.approx(2.569, abs=0.06)


def test_months_that_move_together_need_no_wider_band() -> None:
    luck = np.random.default_rng(3).normal(size=(3000, 1))
    assert band_quantile(luck * np.arange(1.0, 25.0)) == pytest.approx(1.96, abs=0.06)


def test_months_that_never_vary_take_no_part() -> None:
    noise = np.random.default_rng(4).normal(size=(30, 3))
    before = np.full((30, 2), 0.25)
    band = band_of(np.hstack([before, noise]))
    assert band_quantile(np.hstack([before, noise])) == band_quantile(noise)
    assert (band.low_band[:2].tolist(), band.high_band[:2].tolist()) == ([0.25] * 2, [0.25] * 2)
    assert band_quantile(before) == t_quantile(0.95, 29)


def test_a_band_is_never_narrower_than_the_interval_of_a_month() -> None:
    # tosses of a coin are less spread than a normal distribution: resamples reach 1.90 only
    assert band_quantile(np.array([[1.0], [-1.0]] * 15)) == t_quantile(0.95, 29)


def test_few_paths_have_no_band() -> None:
    band = band_of(np.ones((4, 3)))
    assert band.mean.tolist() == [1.0, 1.0, 1.0]
    assert np.isnan(band.low).all()
    few = band_of(np.random.default_rng(1).normal(size=(9, 3)))
    assert np.isfinite(few.low).all()
    assert np.isnan(few.high_band).all()


def test_a_month_in_which_one_run_differs_leaves_the_band_finite() -> None:
    paths = np.random.default_rng(5).normal(size=(30, 4))
    paths[:, 0] = 0.0
    paths[7, 0] = 1.0
    assert band_quantile(paths) < 6.0


def test_the_order_of_runs_does_not_matter_but_for_luck() -> None:
    paths = np.random.default_rng(6).normal(size=(40, 6)).cumsum(axis=1)
    assert band_quantile(paths[::-1]) == pytest.approx(band_quantile(paths), rel=0.03)
    assert band_quantile(paths) == band_quantile(paths.copy())


def test_effect_paths_by_hand() -> None:
    luck = np.append(np.linspace(-0.5, 0.5, 11), 7.0)
    months = np.arange(1, 4)
    base = pd.DataFrame(
        {"scenario": "none", "replication": np.repeat(range(12), 3), "month": np.tile(months, 12)}
    ).assign(belonging=0.5)
    gained = np.repeat(luck, 3) + np.tile(months, 12)
    run = base.assign(scenario="training", belonging=0.5 + gained)
    run.loc[run.index[-1], "belonging"] = math.nan  # the last replication has a hole
    runs = pd.concat([run, base]).sample(frac=1.0, random_state=1)
    table = effect_paths(runs, against={"training": "none"}, outcomes=["belonging"])
    names = ["scenario", "outcome", "month", "n", "difference", "low", "high"]
    assert list(table.columns) == [*names, "low_band", "high_band"]
    assert table["n"].tolist() == [11, 11, 11]
    assert table["difference"].to_numpy() == pytest.approx(months)
    reach = 2.2281388520 * math.sqrt(0.11 / 11)
    assert (table["high"] - table["difference"]).to_numpy() == pytest.approx([reach] * 3)
    # the months move together: as a single one, but for how its luck is resampled
    assert (table["low_band"] <= table["low"]).all()
    assert (table["low_band"] > table["difference"] - 1.5 * reach).all()


@pytest.mark.slow
@pytest.mark.parametrize("n", [10, 30])
def test_the_whole_path_is_covered(n: int) -> None:
    random = np.random.default_rng(7)
    whole, single = 0, 0
    for _ in range(600):
        paths = random.normal(size=(n, 24)).cumsum(axis=1) + random.normal(size=(n, 24))
        band = band_of(paths)
        whole += bool(((band.low_band <= 0.0) & (band.high_band >= 0.0)).all())
        single += bool(((band.low <= 0.0) & (band.high >= 0.0)).all())
    assert whole / 600 >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / 600)
    assert whole / 600 <= 0.98
    assert single / 600 < 0.85  # bands of single months mislead about the path
