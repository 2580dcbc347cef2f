"""The highest of many: who it is, who is not told apart from it, and how much of it was luck."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.winner import close_to_best, reestimated, winner


def seen(differences: dict[str, float], n: int = 30, verdict: str = "better") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": list(differences),
            "outcome": "belonging",
            "difference": list(differences.values()),
            "n": n,
            "low": [value - 0.01 for value in differences.values()],
            "high": [value + 0.01 for value in differences.values()],
            "verdict": verdict,
        }
    )


def test_the_winner() -> None:
    table = seen({"a": 0.02, "b": 0.05, "c": 0.05})
    assert winner(table, "belonging", 1) == "b"
    assert winner(seen({"a": -0.02, "b": -0.05}), "belonging", -1) == "b"
    assert winner(table, "belonging", 0) is None
    assert winner(table, "wait_months", 1) is None
    assert winner(seen({"a": 0.02}, verdict="undecided"), "belonging", 1) is None
    # higher, but not surely better
    assert winner(pd.concat([table, seen({"d": 0.9}, verdict="undecided")]), "belonging", 1) == "b"


def test_a_value_told_again() -> None:
    table = reestimated(seen({"a": 0.02, "b": 0.05}), seen({"b": 0.04}, n=60), "b")
    (row,) = table.to_dict("records")
    assert (row["scenario"], row["outcome"]) == ("b", "belonging")
    assert (row["selected"], row["selected_n"]) == (0.05, 30)
    assert (row["difference"], row["n"]) == (0.04, 60)
    assert (row["low"], row["high"]) == pytest.approx((0.03, 0.05))
    assert row["shrinkage"] == pytest.approx(0.2)
    nothing = reestimated(seen({"b": 0.0}), seen({"b": 0.04}), "b")
    assert math.isnan(nothing["shrinkage"].iloc[0])


def test_who_is_not_told_apart() -> None:
    luck = np.random.default_rng(1).normal(0.0, 0.001, (3, 8))
    levels = {"none": 0.0, "low": 0.1, "high": 0.3, "twin": 0.3}
    rows = [
        (name, replication, 12, level + (luck[place % 3, replication] if level else 0.0))
        for place, (name, level) in enumerate(levels.items())
        for replication in range(8)
    ]
    runs = pd.DataFrame(rows, columns=["scenario", "replication", "month", "belonging"])
    against = dict.fromkeys(["twin", "low", "high"], "none")
    found = close_to_best(runs, against=against, outcome="belonging", direction=1)
    assert found == ["twin", "high"]
    assert close_to_best(runs, against=against, outcome="belonging", direction=-1) == ["low"]
    assert close_to_best(runs, against={}, outcome="belonging", direction=1) == []
    few = runs[(runs["scenario"] != "twin") | (runs["replication"] < 4)]
    assert close_to_best(few, against=against, outcome="belonging", direction=1) == ["high"]
    few = runs[runs["replication"] < 4]
    assert close_to_best(few, against=against, outcome="belonging", direction=1) == list(against)


def test_the_winner_of_equals_owes_a_third_of_an_sd_to_luck() -> None:
    # the largest of 20 normals is 1.867 SD up: with 30 runs 1.867/√30 = 0.341 SD of a run
    names = [f"policy_{number}" for number in range(20)]
    random = np.random.default_rng(2)
    selected, fresh = [], []
    for first, second in random.normal(5.0, 1.0 / math.sqrt(30), (2000, 2, 20)):
        table = seen(dict(zip(names, first.tolist(), strict=True)))
        name = winner(table, "belonging", 1)
        assert name is not None
        selected.append(first.max() - 5.0)
        fresh.append(dict(zip(names, second.tolist(), strict=True))[name] - 5.0)
    assert np.mean(selected) == pytest.approx(0.341, abs=4 * 0.096 / math.sqrt(2000))
    assert np.mean(fresh) == pytest.approx(0.0, abs=4 * 0.183 / math.sqrt(2000))
