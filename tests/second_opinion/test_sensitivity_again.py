"""Sensitivity once more: by SALib itself, from the exported points and months."""

from __future__ import annotations

import math

import numpy as np
import pytest
from conftest import FACTORS
from recount import at, both, last
from SALib.analyze import morris, sobol
from scipy import stats

ALL = (*FACTORS, "dummy")


def design_of(comparison, step: str) -> tuple[np.ndarray, np.ndarray]:
    """The design ``[point, factor]`` and the effects ``[point, replication]`` on the outcome."""
    points = comparison.points[comparison.points["step"] == step]
    found = at(comparison.runs, comparison.primary, last(comparison.runs))
    effects = []
    for scenario, baseline in zip(points["scenario"], points["against"], strict=True):
        with_it, without = both(found, scenario, baseline)
        effects.append(with_it - without)
    return points[list(ALL)].to_numpy(float), np.array(effects)


def problem_of(design: np.ndarray) -> dict:
    bounds = [[low, high] for low, high in zip(design.min(axis=0), design.max(axis=0), strict=True)]
    return {"num_vars": len(ALL), "names": list(ALL), "bounds": bounds}


def test_morris_is_that_of_salib(screened) -> None:
    design, effects = design_of(screened, "morris")
    assert len(design) == 8 * 5
    table = screened.tables["screening"].set_index("factor")
    found = morris.analyze(problem_of(design), design, effects.mean(axis=1), num_levels=4, seed=1)
    for at_factor, factor in enumerate(ALL):
        row = table.loc[factor]
        for name in ("mu", "mu_star", "sigma"):
            assert row[name] == pytest.approx(found[name][at_factor], abs=1e-9)
        assert row["low"] <= row["mu_star"] <= row["high"]
        seeds = [
            morris.analyze(problem_of(design), design, one, num_levels=4, seed=1)["mu_star"][
                at_factor
            ]
            for one in effects.T
        ]
        assert row["seed_mean"] == pytest.approx(np.mean(seeds), abs=1e-9)
        assert row["seed_sd"] == pytest.approx(np.std(seeds, ddof=1), abs=1e-9)
        assert row["rank"] == 1 + sum(found["mu_star"] > found["mu_star"][at_factor] + 1e-12)
    assert table.loc["dummy", "mu_star"] == 0.0


def test_the_interval_of_mu_star_is_that_of_walks_drawn_again(screened) -> None:
    design, effects = design_of(screened, "morris")
    table = screened.tables["screening"].set_index("factor")
    walks = effects.mean(axis=1).reshape(8, 5)
    moves = design.reshape(8, 5, 4)
    sizes = np.zeros((8, 4))
    for walk in range(8):
        for step in range(4):
            moved = int(np.flatnonzero(moves[walk, step + 1] != moves[walk, step])[0])
            sizes[walk, moved] = abs(walks[walk, step + 1] - walks[walk, step]) / (2 / 3)
    random = np.random.default_rng(4)
    drawn = sizes[random.integers(8, size=(4000, 8))].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    reach = 0.12 * (high - low).max()
    np.testing.assert_allclose(table.loc[list(ALL), "low"], low, atol=reach)
    np.testing.assert_allclose(table.loc[list(ALL), "high"], high, atol=reach)


def test_sobol_is_that_of_salib(shared_out) -> None:
    design, effects = design_of(shared_out, "sobol")
    assert len(design) == 8 * 6
    table = shared_out.tables["indices"].set_index("factor")

    def shares(output: np.ndarray) -> dict[str, np.ndarray]:
        return sobol.analyze(problem_of(design), output, calc_second_order=False, seed=1)

    found, seeds = shares(effects.mean(axis=1)), [shares(one) for one in effects.T]
    for index in ("S1", "ST"):
        each = np.array([one[index] for one in seeds])
        np.testing.assert_allclose(table.loc[list(ALL), index], found[index], atol=1e-9)
        np.testing.assert_allclose(
            table.loc[list(ALL), f"{index}_seed_mean"], each.mean(axis=0), atol=1e-9
        )
        spread = each.std(axis=0, ddof=1)
        np.testing.assert_allclose(table.loc[list(ALL), f"{index}_seed_sd"], spread, atol=1e-9)
    assert table.loc["dummy", "ST"] == 0.0


def test_the_floor_by_loops(screened) -> None:
    _, effects = design_of(screened, "morris")
    points, seeds = effects.shape
    noise = sum(np.var(row, ddof=1) for row in effects) / points
    means, luck = effects.mean(axis=1), effects.mean(axis=0)
    leftover = 0.0
    for p in range(points):
        for s in range(seeds):
            leftover += (effects[p, s] - means[p] - luck[s] + effects.mean()) ** 2
    leftover /= (points - 1) * (seeds - 1)
    between = max(np.var(means, ddof=1) - leftover / seeds, 0.0)
    row = screened.tables["floor"].iloc[0]
    assert row["replications"] == seeds
    assert row["replication_variance"] == pytest.approx(noise)
    assert row["parameter_variance"] == pytest.approx(between, abs=1e-15)
    if between:
        assert row["ratio"] == pytest.approx(noise / between)
    floor = (noise / seeds) / (between + noise / seeds)
    assert row["floor"] == pytest.approx(floor)


def test_curves_are_means_and_paired_differences_to_the_default(screened) -> None:
    points = screened.points[screened.points["step"] == "curves"]
    found = at(screened.runs, screened.primary, last(screened.runs))
    against = dict(zip(points["scenario"], points["against"], strict=True))
    gains = {name: np.subtract(*both(found, name, other)) for name, other in against.items()}
    default = points["scenario"].iloc[0]
    rows = screened.tables["curves"].to_dict("records")
    assert sum(row["is_default"] for row in rows) == len(FACTORS)
    for row in rows:
        usual = points.iloc[0]
        others = [factor for factor in FACTORS if factor != row["factor"]]
        same = (points[others] == usual[others]).all(axis=1) & (
            points[row["factor"]] == row["value"]
        )
        own = gains[points.loc[same, "scenario"].iloc[0]]
        told = stats.ttest_1samp(own, 0.0).confidence_interval(0.95)
        assert (row["n"], row["mean"]) == (5, pytest.approx(own.mean()))
        assert (row["low"], row["high"]) == pytest.approx((told.low, told.high))
        differs = own - gains[default]
        assert row["difference"] == pytest.approx(differs.mean(), abs=1e-12)
        if np.ptp(differs) > 0.0:
            bounds = stats.ttest_1samp(differs, 0.0).confidence_interval(0.95)
            assert (row["difference_low"], row["difference_high"]) == pytest.approx(tuple(bounds))
        else:
            assert math.isclose(row["difference_low"], row["difference_high"], abs_tol=1e-15)
