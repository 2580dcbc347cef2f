"""Tables of sweeps: responses, best points, trade-offs and robustness, by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sweeps import best_points, pareto, response, robustness, with_factors
from sim.errors import ResultsError

POINTS = pd.DataFrame(
    {
        "scenario": ["none", "s1", "s2", "s3", "s4"],
        "against": [None, "none", "none", "none", "none"],
        "hours": [0, 10, 10, 20, 20],
        "share": [0.0, 0.1, 0.2, 0.1, 0.2],
    }
)
LEVELS = {"none": 5.0, "s1": 6.0, "s2": 8.0, "s3": 7.0, "s4": 13.0}
"""Effects 1, 3, 2, 8."""


def runs_of(levels: dict[str, float], replications: int = 5) -> pd.DataFrame:
    rows = [
        (name, i, 1, level + 10.0 * i)
        for name, level in levels.items()
        for i in range(replications)
    ]
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", "y"])


def effects_of(differences: dict[str, float], costs: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": list(differences),
            "outcome": "y",
            "difference": list(differences.values()),
            "yuan_per_resident_year": costs,
        }
    )


def test_effects_get_their_factors() -> None:
    table = with_factors(effects_of({"s4": 8.0, "s1": 1.0}, [1.0, 1.0]), POINTS)
    assert table[["scenario", "hours", "share"]].to_numpy().tolist() == [
        ["s4", 20, 0.2],
        ["s1", 10, 0.1],
    ]


def test_a_response_is_averaged_over_the_rest() -> None:
    table = response(runs_of(LEVELS), POINTS, "y", ["hours"])
    assert table["hours"].tolist() == [10, 20]
    assert table["mean"].tolist() == [2.0, 5.0]
    assert table["points"].tolist() == [2, 2]
    assert table["low"].tolist() == table["high"].tolist() == [2.0, 5.0]


def test_a_response_to_two_factors() -> None:
    table = response(runs_of(LEVELS), POINTS, "y", ["share", "hours"])
    assert table[["share", "hours", "mean"]].to_numpy().tolist() == [
        [0.1, 10, 1.0], [0.1, 20, 2.0], [0.2, 10, 3.0], [0.2, 20, 8.0],
    ]  # fmt: skip


def test_values_that_were_not_crossed_have_no_row() -> None:
    table = response(runs_of(LEVELS), POINTS.iloc[:4], "y", ["share", "hours"])
    assert len(table) == 3


def test_a_response_counts_replications_that_have_all_points() -> None:
    runs = runs_of(LEVELS)
    runs.loc[(runs["scenario"] == "s1") & (runs["replication"] == 0), "y"] = np.nan
    assert response(runs, POINTS, "y", ["hours"])["n"].tolist() == [4, 5]


def test_the_best_points_come_first() -> None:
    effects = effects_of({"s1": 1.0, "s2": 3.0, "s3": 3.0, "s4": np.nan}, [1.0] * 4)
    table = best_points(effects, ["s2"], outcome="y", direction=1)
    assert table["scenario"].tolist() == ["s2", "s3", "s1"]
    assert table["rank"].tolist() == [1, 1, 3]
    assert table["close_to_best"].tolist() == [True, False, False]
    least = best_points(effects, [], outcome="y", direction=-1)
    assert least["scenario"].tolist() == ["s1", "s2", "s3"]


def test_the_front_of_effect_and_cost() -> None:
    effects = effects_of({"s1": 1.0, "s2": 3.0, "s3": 2.0, "s4": 8.0}, [2.0, 4.0, 5.0, 9.0])
    table = pareto(effects, outcome="y", direction=1).set_index("scenario")
    assert table["on_front"].to_dict() == {"s1": True, "s2": True, "s3": False, "s4": True}
    assert not pareto(effects, outcome="y", direction=-1)["on_front"].any()


def test_robustness_over_replications() -> None:
    # worlds are replications: levels rise by 10 each, and the regret to s4 stays the same
    points = POINTS.assign(against=None)
    table = robustness(runs_of(LEVELS), points, "y", direction=1, target=18.0).set_index("policy")
    assert table.loc["s4", ["worst", "mean", "largest_regret", "on_top"]].tolist() == [13, 33, 0, 5]
    assert table.loc["none", "largest_regret"] == table.loc["none", "regret_90"] == 8.0
    assert table["satisfied"].tolist() == [0.6, 0.6, 0.8, 0.6, 0.8]
    assert table.index[table["robust"]].tolist() == ["s2", "s4"]
    assert (table["worlds"] == 5).all()


def test_robustness_where_less_is_good() -> None:
    table = robustness(
        runs_of(LEVELS), POINTS.assign(against=None), "y", direction=-1, target=7.0
    ).set_index("policy")
    assert table.loc["none", ["worst", "largest_regret"]].tolist() == [45.0, 0.0]
    assert table.loc["s4", ["worst", "largest_regret", "satisfied"]].tolist() == [53.0, 8.0, 0.0]
    assert table["satisfied"].tolist() == [0.2, 0.2, 0.0, 0.2, 0.0]  # in the first, at most 7
    assert table.loc["none", "robust"]


def test_robustness_over_contexts_and_named_worlds() -> None:
    # effects of 10 hours are 1 and 3, of 20 hours 2 and 8, in every world
    worlds = dict.fromkeys(range(3), "calm") | dict.fromkeys(range(3, 5), "hard")
    table = robustness(
        runs_of(LEVELS), POINTS, "y", direction=1, target=2.0, policy="hours", worlds=worlds
    ).set_index("policy")
    assert (table["worlds"] == 4).all()
    assert table["worst"].to_dict() == {10: 1.0, 20: 2.0}
    assert table["largest_regret"].to_dict() == {10: 5.0, 20: 0.0}
    assert table["satisfied"].to_dict() == {10: 0.5, 20: 1.0}


def test_worlds_that_not_all_have_are_refused() -> None:
    runs = runs_of(LEVELS)
    lost = runs[~((runs["scenario"] == "s2") & (runs["replication"] == 4))]
    with pytest.raises(ResultsError, match="s2 lacks a run"):
        robustness(lost, POINTS, "y", direction=1, target=0.0)
    with pytest.raises(ResultsError, match="20 lacks a run"):
        robustness(runs, POINTS.iloc[:4], "y", direction=1, target=0.0, policy="hours")


def test_a_comparison_without_factors_has_its_robustness() -> None:
    table = pd.DataFrame(
        [
            {"scenario": name, "replication": i, "month": 1, "belonging": value}
            for name, values in {
                "base": (0.5, 0.5),
                "sure": (0.6, 0.6),
                "risky": (0.9, 0.4),
            }.items()
            for i, value in enumerate(values)
        ]
    )
    points = pd.DataFrame(
        {"scenario": ["base", "sure", "risky"], "against": [None, "base", "base"]}
    )
    found = robustness(table, points, "belonging", direction=1, target=0.05)
    assert found["policy"].tolist() == ["sure", "risky"]
    assert found["worst"].tolist() == pytest.approx([0.1, -0.1])
    assert found["largest_regret"].tolist() == pytest.approx([0.3, 0.2])
    assert found["satisfied"].tolist() == [1.0, 0.5]
