"""Who gains, and whether groups grow apart: by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.groups import group_effects, inequality, over_ages
from sim.errors import ResultsError

OLD, YOUNG = ("established", "60+"), ("migrant", "18-29")
AGAINST = {"training": "none"}


def table(scenario: str, old: np.ndarray, young: np.ndarray) -> pd.DataFrame:
    """Groups of 300 and 100 people in one month, a number per replication."""
    parts = [
        pd.DataFrame({"replication": range(len(values)), "belonging": values}).assign(
            scenario=scenario, month=12, origin=origin, age=age, people=people
        )
        for (origin, age), values, people in ((OLD, old, 300.0), (YOUNG, young, 100.0))
    ]
    return pd.concat(parts)


def world(old: np.ndarray, young: np.ndarray) -> pd.DataFrame:
    """A world in which both groups are at 0.6 and 0.4, and gain so much."""
    luck = np.random.default_rng(1).normal(0.0, 0.1, len(old))
    return pd.concat(
        [
            table("none", 0.6 + luck, 0.4 + luck),
            table("training", 0.6 + luck + old, 0.4 + luck + young),
        ]
    ).sample(frac=1.0, random_state=1)


def test_effects_by_group() -> None:
    gains = np.array([0.01, 0.02, 0.03, 0.04, 0.05])
    found = group_effects(
        world(-gains, gains),
        against=AGAINST,
        outcomes=["belonging"],
        directions={"belonging": 1},
        smallest_effect={"belonging": 0.001},
    )
    assert found[["origin", "age"]].to_numpy().tolist() == [list(OLD), list(YOUNG)]
    assert found["difference"].to_numpy() == pytest.approx([-0.03, 0.03])
    reach = 2.7764451052 * math.sqrt(0.00025 / 5)
    assert found["high"].to_numpy() == pytest.approx([-0.03 + reach, 0.03 + reach])
    assert found["verdict"].tolist() == ["worse", "better"]
    assert found[["n", "month"]].to_numpy().tolist() == [[5, 12], [5, 12]]


def test_a_group_without_people_has_no_number() -> None:
    groups = world(np.zeros(6), np.zeros(6)).reset_index(drop=True)
    empty = (groups["origin"] == "migrant") & (groups["replication"] == 2)
    groups.loc[empty, ["people", "belonging"]] = [0.0, math.nan]
    found = group_effects(
        groups, against=AGAINST, outcomes=["belonging"], directions={}, smallest_effect={}
    )
    assert found["n"].tolist() == [6, 5]
    spread = inequality(groups, against=AGAINST, outcomes=["belonging"]).iloc[0]
    # with one group left there is no spread in that replication: (5 · √0.0075 + 0)/6
    assert spread["baseline_spread"] == pytest.approx(5 * math.sqrt(0.0075) / 6)


def test_ages_taken_together() -> None:
    groups = table("none", np.array([0.6, 0.8, 0.8]), np.array([0.2, math.nan, 0.4]))
    groups["origin"] = "established"
    empty = (groups["age"] == "18-29") & (groups["replication"] == 1)
    groups.loc[empty, "people"] = 0.0
    found = over_ages(groups.sample(frac=1.0, random_state=1), ["belonging"])
    assert found["people"].tolist() == [400.0, 300.0, 400.0]
    # (300 · 0.6 + 100 · 0.2)/400, the old alone, (300 · 0.8 + 100 · 0.4)/400
    assert found["belonging"].to_numpy() == pytest.approx([0.5, 0.8, 0.7])
    names = ["scenario", "replication", "month", "origin", "age", "people", "belonging"]
    assert (list(found.columns), set(found["age"])) == (names, {"all"})
    wrong = over_ages(groups.assign(people=100.0), ["belonging"])
    assert wrong["belonging"].isna().tolist() == [False, True, False]
    every = pd.concat([groups, groups.assign(scenario="training")])
    effect = group_effects(
        over_ages(every, ["belonging"]),
        against=AGAINST,
        outcomes=["belonging"],
        directions={},
        smallest_effect={},
    )
    assert effect[["age", "n", "difference"]].to_numpy().tolist() == [["all", 3, 0.0]]


def test_groups_grow_together() -> None:
    # weights 3/4 and 1/4: SD = gap · √(3/16); gaps of 0.2, then 0.1 ± 0.02
    young = np.array([0.08, 0.09, 0.1, 0.11, 0.12])
    row = inequality(world(0 * young, young), against=AGAINST, outcomes=["belonging"]).iloc[0]
    scale = math.sqrt(3 / 16)
    assert row["baseline_spread"] == pytest.approx(0.2 * scale)
    assert row["spread"] == pytest.approx(0.1 * scale)
    assert row["difference"] == pytest.approx(-0.1 * scale)
    reach = 2.7764451052 * math.sqrt(0.00025 / 5) * scale
    assert (row["low"], row["high"]) == pytest.approx((-0.1 * scale - reach, -0.1 * scale + reach))
    # the effects, 0 and 0.1, have SD 0.1·√(3/16); luck makes (3/16) · 0.00025/5 of its square
    assert row["effect_spread"] == pytest.approx(scale * math.sqrt(0.01 - 0.00005))
    assert row["n"] == 5


def test_luck_alone_is_no_spread_of_effects() -> None:
    random = np.random.default_rng(2)
    squares = []
    for _ in range(300):
        groups = world(random.normal(0.0, 0.1, 10), random.normal(0.0, 0.1, 10))
        row = inequality(groups, against=AGAINST, outcomes=["belonging"]).iloc[0]
        squares.append(row["effect_spread"] ** 2)
    # without the correction the mean square would be (3/16) · 2 · 0.01/10 = 0.000375
    assert np.mean(squares) < 0.0003
    assert np.mean(np.array(squares) == 0.0) > 0.5


def test_the_same_cell_twice_is_an_error() -> None:
    groups = world(np.zeros(5), np.zeros(5))
    with pytest.raises(ResultsError, match="month 12 of .*, replication ., .* twice"):
        inequality(pd.concat([groups, groups[:1]]), against=AGAINST, outcomes=["belonging"])


def test_a_scenario_without_a_run() -> None:
    groups = world(np.zeros(5), np.zeros(5))
    against = {"gone": "none", "training": "none"}
    row = inequality(groups, against=against, outcomes=["belonging"]).iloc[0]
    assert (row["scenario"], row["n"]) == ("gone", 0)
    assert math.isnan(row["effect_spread"])
