"""Tables of sensitivity analyses from tidy runs and points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sensitivity import curves, floor, indices, pair_indices, screening
from sim.errors import ResultsError
from sim.sampling import DUMMY, Point, morris, one_at_a_time, saltelli

TWO = {"rules.a": (0.0, 1.0), "rules.b": (0.0, 10.0)}
Model = Callable[[Point, int], float]


def points_of(design: list[Point], against: str | None = None) -> pd.DataFrame:
    table = pd.DataFrame(design)
    table.insert(0, "against", against)
    table.insert(0, "scenario", [f"p{i:03}" for i in range(len(design))])
    return table


def runs_of(points: pd.DataFrame, model: Model, replications: int = 6) -> pd.DataFrame:
    """Two months of runs: the first month is beside the point."""
    rows = [
        (point["scenario"], replication, month, model(point, replication) if month == 2 else -99.0)
        for point in points.to_dict("records")
        for replication in range(replications)
        for month in (1, 2)
    ]
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", "y"])


def line(point: Point, replication: int) -> float:
    """Slopes 1 and 4 over the ranges; luck moves all points alike."""
    return point["rules.a"] + 0.4 * point["rules.b"] + 3.0 * np.sin(replication)


def test_screening_ranks_slopes_and_not_the_dummy() -> None:
    points = points_of(morris(TWO, trajectories=10))
    table = screening(runs_of(points, line), points, ["y"]).set_index("factor")
    assert table["mu_star"].to_dict() == pytest.approx({"rules.a": 1.0, "rules.b": 4.0, DUMMY: 0.0})
    assert table["rank"].to_dict() == {"rules.b": 1, "rules.a": 2, DUMMY: 3}
    assert table["influential"].to_dict() == {"rules.a": True, "rules.b": True, DUMMY: False}
    assert (table["note"] == "").all()


def test_equal_factors_share_the_better_rank() -> None:
    points = points_of(morris(TWO, trajectories=10))
    table = screening(runs_of(points, lambda *_: 0.5), points, ["y"])
    assert table["rank"].tolist() == [1, 1, 1]
    table = screening(runs_of(points, lambda point, _: point["rules.a"]), points, ["y"])
    assert table["rank"].tolist() == [1, 2, 2]


def test_shares_of_a_line() -> None:
    # variances 1 and 16 of 17
    points = points_of(saltelli(TWO, 256))
    table = indices(runs_of(points, line), points, ["y"]).set_index("factor")
    assert table["S1"].tolist() == pytest.approx([1 / 17, 16 / 17, 0.0], abs=0.01)
    assert table["ST"].tolist() == pytest.approx([1 / 17, 16 / 17, 0.0], abs=0.01)
    assert table["ST_seed_sd"].tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert table["influential"].tolist() == [True, True, False]


def test_pairs_of_a_product() -> None:
    points = points_of(saltelli(TWO, 256, second_order=True))
    runs = runs_of(points, lambda point, _: (point["rules.a"] - 0.5) * (point["rules.b"] - 5), 1)
    table = pair_indices(runs, points, ["y"])
    assert table[["factor", "other"]].to_numpy().tolist()[0] == ["rules.a", "rules.b"]
    assert table["S2"].tolist() == pytest.approx([1.0, 0.0, 0.0], abs=0.15)


def test_rows_may_come_in_any_order() -> None:
    points = points_of(morris(TWO, trajectories=4))
    runs = runs_of(points, line)
    shuffled = runs.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(
        screening(runs, points, ["y"]), screening(shuffled, points, ["y"]), check_exact=True
    )


def test_a_policy_is_analyzed_by_its_paired_effect() -> None:
    # the effect is the factor itself; the level, which moves far more, is the same in both
    design = morris(TWO, trajectories=6)
    without = points_of(design)
    with_it = without.assign(against=without["scenario"], scenario="with " + without["scenario"])
    points = pd.concat([without, with_it], ignore_index=True)

    def model(point: dict, replication: int) -> float:
        effect = point["rules.a"] if point["scenario"].startswith("with") else 0.0
        return 100.0 * point["rules.b"] + replication + effect

    table = screening(runs_of(points, model), points, ["y"])
    assert table["mu_star"].tolist() == pytest.approx([1.0, 0.0, 0.0], abs=1e-9)


def test_the_floor_is_that_of_single_runs() -> None:
    # luck has variance 4; with 50 seeds f = 4/(17/12)
    rng = np.random.default_rng(4)
    points = points_of(saltelli(TWO, 64))
    runs = runs_of(points, lambda point, _: line(point, 0) + rng.normal(0.0, 2.0), 50)
    table = floor(runs, points, ["y"])
    assert table.loc[0, "replications"] == 50
    assert table.loc[0, "ratio"] == pytest.approx(4 / (17 / 12), rel=0.1)
    assert table.loc[0, "floor"] == pytest.approx(0.08 / (0.08 + 17 / 12), rel=0.1)


@pytest.mark.parametrize("table", [screening, floor])
def test_a_missing_run_is_named(table) -> None:
    points = points_of(morris(TWO, trajectories=4))
    runs = runs_of(points, line)
    lost = runs[~((runs["scenario"] == "p007") & (runs["replication"] == 2))]
    with pytest.raises(ResultsError, match="1 of 96 numbers .* in p007"):
        table(lost, points, ["y"])
    with pytest.raises(ResultsError, match="1 of 96 numbers .* in p007"):
        table(runs.assign(y=runs["y"].mask(~runs.index.isin(lost.index), np.inf)), points, ["y"])


def test_a_point_without_any_run_is_named() -> None:
    points = points_of(saltelli(TWO, 4))
    runs = runs_of(points, line)
    with pytest.raises(ResultsError, match="6 of 120 numbers .* in p003"):
        indices(runs[runs["scenario"] != "p003"], points, ["y"])


@pytest.mark.parametrize("against", [None, "p000"])
def test_curves_go_through_the_default(against: str | None) -> None:
    points = points_of(one_at_a_time(TWO, {"rules.a": 0.5, "rules.b": 2.0}, points=3), against)
    points.loc[0, "against"] = None
    table = curves(runs_of(points, line), points, ["y"], default="p000")
    assert table["factor"].tolist() == ["rules.a"] * 3 + ["rules.b"] * 4
    assert table["value"].tolist() == [0.0, 0.5, 1.0, 0.0, 2.0, 5.0, 10.0]
    assert table["difference"].tolist() == pytest.approx([-0.5, 0, 0.5, -0.8, 0, 1.2, 3.2])
    assert table["difference_low"].tolist() == pytest.approx(table["difference"].tolist())
    assert table["is_default"].tolist() == [False, True, False, False, True, False, False]
    luck = np.mean([3.0 * np.sin(i) for i in range(6)])
    assert table["mean"].tolist()[1] == pytest.approx(1.3 + luck)
    assert (table["low"] < table["mean"]).all()
    assert (table["n_pairs"] == 6).all()


def test_a_curve_says_how_many_runs_it_has() -> None:
    points = points_of(one_at_a_time(TWO, {"rules.a": 0.5, "rules.b": 2.0}, points=3))
    runs = runs_of(points, line)
    runs = runs[~((runs["scenario"] == "p001") & (runs["replication"] == 0))]
    table = curves(runs, points, ["y"], default="p000")
    assert table["n"].tolist() == [5, 6, 6, 6, 6, 6, 6]


def test_a_point_paired_with_nothing_known_is_refused() -> None:
    points = points_of(morris(TWO, trajectories=2), against="nowhere")
    with pytest.raises(ResultsError, match="no point nowhere"):
        screening(runs_of(points, line), points, ["y"])
