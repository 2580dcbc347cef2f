"""Tables of effects: known answers, and the same bits from rows in any order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis import (
    effects,
    invalid_values,
    lasting_share,
    time_to_half,
    variance_reductions,
)
from sim.errors import ResultsError

MONTHS = 24
AGAINST = {"training": "baseline"}


def paths(scenario: str, belonging: np.ndarray, yuan: float = 0.0) -> pd.DataFrame:
    """Tidy rows of one scenario: ``belonging[replication, month]``."""
    n, months = belonging.shape
    return pd.DataFrame(
        {
            "scenario": scenario,
            "replication": np.repeat(np.arange(n), months),
            "month": np.tile(np.arange(1, months + 1), n),
            "belonging": belonging.ravel(),
            "wait_months": 5.0 - belonging.ravel(),
            "cost_yuan": yuan,
        }
    )


def world(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.5, 0.1, (n, 1)) + np.zeros((1, MONTHS))


def judged(runs: pd.DataFrame, **options: Any) -> pd.DataFrame:
    settings: dict[str, Any] = {
        "against": dict.fromkeys(sorted({*runs["scenario"]} - {"baseline"}), "baseline"),
        "outcomes": ["belonging", "wait_months"],
        "directions": {"belonging": 1, "wait_months": -1},
        "smallest_effect": 0.01,
        "residents": 1000,
    }
    table = effects(runs, **(settings | options))
    return table.set_index(["scenario", "outcome"])


def contrast(n: int, effect: float, noise: float = 0.0) -> pd.DataFrame:
    base = world(n)
    luck = noise * np.random.default_rng(2).normal(size=(n, 1))
    return pd.concat([paths("baseline", base), paths("training", base + effect + luck, 100.0)])


def test_an_effect_by_hand() -> None:
    base = world(5)
    gains = np.array([[0.01], [0.02], [0.03], [0.04], [0.05]])
    runs = pd.concat([paths("baseline", base), paths("training", base + gains, 100.0)])
    row = judged(runs).loc[("training", "belonging")]
    assert (row["n"], row["missing"], row["invalid"], row["month"]) == (5, 0, 0, MONTHS)
    assert row["difference"] == pytest.approx(0.03, abs=1e-12)
    reach = 2.7764451052 * math.sqrt(0.00025 / 5)
    assert row["low"] == pytest.approx(0.03 - reach, abs=1e-9)
    assert row["high"] == pytest.approx(0.03 + reach, abs=1e-9)
    assert row["d_z"] == pytest.approx(0.03 / math.sqrt(0.00025), rel=1e-9)
    assert (row["verdict"], row["note"], row["share_better"]) == ("better", "few_runs", 1.0)
    # 100 yuan a month for 24 months, 1000 residents, 2 years
    assert row["yuan_per_resident_year"] == pytest.approx(1.2)
    assert row["cost_per_point"] == pytest.approx(1.2 / 3)


def test_a_falling_outcome_that_should_fall_is_better() -> None:
    table = judged(contrast(20, 0.03, 0.01))
    row = table.loc[("training", "wait_months")]
    assert row["difference"] < 0
    assert row["verdict"] == "better"
    assert row["share_better"] == table.loc[("training", "belonging")]["share_better"]
    plain = judged(contrast(20, 0.03, 0.01), directions={})
    assert plain["verdict"].tolist() == ["higher", "lower"]
    assert plain["cost_per_point"].isna().all()


def test_identical_scenarios() -> None:
    row = judged(contrast(20, 0.0)).loc[("training", "belonging")]
    assert (row["verdict"], row["note"]) == ("practically equal", "identical")
    assert (row["difference"], row["low"], row["high"], row["d_z"]) == (0.0, 0.0, 0.0, 0.0)
    assert row["variance_reduction"] == math.inf
    assert row["share_better"] == 0.5
    assert math.isnan(row["cost_per_point"])


def test_a_constant_difference_is_known_exactly() -> None:
    base = np.full((6, MONTHS), 0.5)
    runs = pd.concat([paths("baseline", base), paths("training", base + 0.25)])
    row = judged(runs).loc[("training", "belonging")]
    assert (row["low"], row["high"], row["verdict"]) == (0.25, 0.25, "better")
    assert row["d_z"] == row["variance_reduction"] == math.inf


def test_few_runs() -> None:
    for n, note in ((1, "no_interval"), (4, "no_interval"), (5, "few_runs"), (10, "")):
        row = judged(contrast(n, 0.5, 0.01)).loc[("training", "belonging")]
        assert row["note"] == note
        assert math.isnan(row["low"]) == (n < 5)
        assert row["verdict"] == ("undecided" if n < 5 else "better")
        assert row["difference"] == pytest.approx(0.5, abs=0.05)


def test_rows_in_any_order_give_the_same_bits() -> None:
    runs = contrast(30, 0.02, 0.05)
    runs = pd.concat([runs, paths("grids", world(30, 9), 33.3)])
    first = judged(runs, primary="belonging")
    for seed in range(3):
        shuffled = runs.sample(frac=1.0, random_state=seed)
        pd.testing.assert_frame_equal(
            judged(shuffled, primary="belonging"), first, check_exact=True
        )


def test_a_missing_partner_and_a_missing_number_are_counted() -> None:
    runs = contrast(12, 0.02, 0.01).reset_index(drop=True)
    gone = (runs["scenario"] == "training") & (runs["replication"] == 3)
    runs = runs[~gone]
    hole = (runs["scenario"] == "baseline") & (runs["replication"] == 5) & (runs["month"] == MONTHS)
    runs.loc[hole, "belonging"] = math.nan
    table = judged(runs)
    belonging = table.loc[("training", "belonging")]
    assert (belonging["n"], belonging["missing"], belonging["invalid"]) == (10, 1, 1)
    waiting = table.loc[("training", "wait_months")]
    assert (waiting["n"], waiting["missing"], waiting["invalid"]) == (11, 1, 0)
    assert np.isfinite(belonging[["difference", "low", "high"]].astype(float)).all()
    assert invalid_values(runs, ["belonging", "wait_months"]).to_numpy().tolist() == [
        ["baseline", 5, "belonging", MONTHS]
    ]


def test_a_scenario_without_a_finished_run_still_has_its_rows() -> None:
    table = judged(
        contrast(6, 0.02, 0.01),
        against=dict.fromkeys(["training", "grids"], "baseline"),
        primary="belonging",
    )
    row = table.loc[("grids", "belonging")]
    assert (row["n"], row["missing"], row["verdict"]) == (0, 6, "undecided")
    assert table.index.get_level_values("scenario").tolist() == ["training"] * 2 + ["grids"] * 2


def test_no_runs_at_all_are_an_error_in_words() -> None:
    with pytest.raises(ResultsError, match="no finished run"):
        judged(contrast(6, 0.02).iloc[:0])


def test_the_same_run_twice_is_an_error() -> None:
    runs = contrast(6, 0.02)
    with pytest.raises(ResultsError, match="month 1 of baseline, replication 0, twice"):
        judged(pd.concat([runs, runs.iloc[:1]]))


def test_scenarios_may_be_called_na() -> None:
    runs = contrast(6, 0.02, 0.001)
    runs["scenario"] = runs["scenario"].replace({"training": "NA"})
    assert judged(runs).loc[("NA", "belonging")]["n"] == 6


def test_an_earlier_month_and_its_costs() -> None:
    row = judged(contrast(10, 0.02, 0.01), month=12).loc[("training", "belonging")]
    assert row["month"] == 12
    assert row["yuan_per_resident_year"] == pytest.approx(1.2)


def test_joint_intervals_stand_at_the_primary_outcome_and_are_wider() -> None:
    runs = pd.concat([contrast(30, 0.02, 0.05), paths("grids", world(30, 9))])
    table = judged(runs, primary="belonging")
    primary = table.xs("belonging", level="outcome")
    assert (primary["low_joint"] < primary["low"]).all()
    assert (primary["high_joint"] > primary["high"]).all()
    assert table.xs("wait_months", level="outcome")["low_joint"].isna().all()


def test_how_a_run_of_one_compares_with_a_run_of_the_other() -> None:
    base = np.arange(1.0, 6.0)[:, None] + np.zeros((1, MONTHS))
    runs = pd.concat([paths("baseline", base), paths("training", base + 1.0)])
    row = judged(runs).loc[("training", "belonging")]
    # of 25 comparisons 15 are won and 4 tied, and every pair is won
    assert (row["vargha_delaney"], row["share_better"]) == (17 / 25, 1.0)


def test_p_values_agree_with_intervals() -> None:
    # shifted so that the interval ends at zero, p is 1 − level
    gains = np.array([0.01, 0.02, 0.03, 0.04, 0.05])
    reach = 2.7764451052 * math.sqrt(0.00025 / 5)
    base = world(5)
    runs = pd.concat(
        [paths("baseline", base), paths("training", base + (gains - 0.03 + reach)[:, None])]
    )
    row = judged(runs).loc[("training", "belonging")]
    assert row["p_value"] == pytest.approx(0.05, abs=1e-9)
    assert judged(contrast(6, 0.0)).loc[("training", "belonging")]["p_value"] == 1.0


def test_many_looks_are_counted() -> None:
    runs = pd.concat([contrast(30, 0.02, 0.05), paths("grids", world(30, 9))])
    runs = runs.assign(trust=runs["belonging"] ** 2)
    names = ["belonging", "wait_months", "trust"]
    options = {"outcomes": names, "primary": "belonging", "headlines": names[:2]}
    table = judged(runs, **options)
    waiting = table.xs("wait_months", level="outcome")
    small, large = sorted(waiting["p_value"])
    assert sorted(waiting["p_holm"]) == [min(2 * small, 1), min(max(2 * small, large), 1)]
    assert table.drop(index="wait_months", level="outcome")["p_holm"].isna().all()
    assert table["q_value"].isna().all()
    explored = judged(runs, **options, exploratory=True)
    counted = explored.drop(index="trust", level="outcome")
    assert (counted["q_value"] >= counted["p_value"]).all()
    assert counted["q_value"].max() == counted["p_value"].max()
    assert explored.xs("trust", level="outcome")["q_value"].isna().all()


def test_a_scenario_is_compared_with_its_own_baseline() -> None:
    base = world(8)
    parts = {"north": base, "south": base + 1.0, "north_plus": base + 0.1, "south_plus": base + 1.3}
    runs = pd.concat([paths(name, table) for name, table in parts.items()])
    table = judged(runs, against={"south_plus": "south", "north_plus": "north"})
    found = table.xs("belonging", level="outcome")
    assert found["difference"].tolist() == pytest.approx([0.3, 0.1])
    assert found["against"].tolist() == ["south", "north"]


def test_runs_saved_and_shape() -> None:
    row = judged(contrast(30, 0.02, 0.01)).loc[("training", "belonging")]
    assert row["runs_saved"] == round(30 * (row["variance_reduction"] - 1))
    assert row["shape"] == ""
    same = judged(contrast(30, 0.0)).loc[("training", "belonging")]
    assert math.isnan(same["runs_saved"])
    assert same["shape"] == "constant"


def test_smallest_effects_by_outcome() -> None:
    runs = contrast(30, 0.02, 0.01)
    table = judged(runs, smallest_effect={"belonging": 0.05})
    assert table["verdict"].tolist() == ["practically equal", "better"]


def test_variance_reductions_and_their_median() -> None:
    runs = contrast(30, 0.02, 0.01)
    constant = runs.assign(staff=6.0)
    table, median = variance_reductions(
        constant, against=AGAINST, outcomes=["belonging", "wait_months", "staff"]
    )
    factors = table["variance_reduction"].tolist()
    assert factors[2] == math.inf
    assert median == pytest.approx((factors[0] + factors[1]) / 2)
    # world sd 0.1, luck sd 0.01: (2 · 0.01 + 0.0001)/0.0001 ≈ 200 in expectation
    assert 60 < median < 600


def test_time_to_half() -> None:
    base = world(8)
    rise = np.minimum(np.arange(1, MONTHS + 1) / 10, 1.0)  # full in month 10, half in month 5
    runs = pd.concat([paths("baseline", base), paths("training", base - 0.1 * rise)])
    table = time_to_half(runs, against=AGAINST, outcomes=["belonging"])
    assert table.to_numpy().tolist() == [["training", "belonging", 5]]
    nothing = time_to_half(contrast(8, 0.0), against=AGAINST, outcomes=["belonging"])
    assert nothing["month"].isna().all()


def test_lasting_share() -> None:
    base = world(8)
    effect = np.where(np.arange(1, MONTHS + 1) <= 12, 0.2, 0.05)
    strength = np.linspace(0.9, 1.1, 8)[:, None]
    runs = pd.concat([paths("baseline", base), paths("training", base + strength * effect)])
    row = lasting_share(runs, against=AGAINST, outcomes=["belonging"], ended={"training": 12}).iloc[
        0
    ]
    assert row["effect_ended"] == pytest.approx(0.2)
    assert row["effect_last"] == pytest.approx(0.05)
    assert [row["share"], row["low"], row["high"]] == pytest.approx([0.25] * 3, abs=1e-6)
    unknown = lasting_share(
        contrast(8, 0.0), against=AGAINST, outcomes=["belonging"], ended={"training": 12}
    ).iloc[0]
    assert math.isnan(unknown["share"])


def test_a_path_with_a_hole_is_left_out() -> None:
    runs = contrast(8, 0.1, 0.001).reset_index(drop=True)
    runs.loc[3, "belonging"] = math.nan
    row = lasting_share(runs, against=AGAINST, outcomes=["belonging"], ended={"training": 12}).iloc[
        0
    ]
    assert row["share"] == pytest.approx(1.0, abs=1e-9)
