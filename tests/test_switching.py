"""Switching values lie between values that ran; assumptions decide only beyond chance."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.switching import decisive_assumptions, sign_counts, switching_values
from sim.statistics.ranks import rank_correlation, ranks

AGAINST = {"a": "base"}


def levels(*rows: tuple[float, float, float, float]) -> dict[str, pd.DataFrame]:
    return {"hours": pd.DataFrame(rows, columns=["value", "mean", "low", "high"])}


def test_the_sign_changes_between_two_values_that_ran() -> None:
    table = switching_values(
        levels((30, -0.02, -0.03, -0.01), (10, 0.02, 0.01, 0.03), (20, 0.01, 0.005, 0.015)),
        direction=1,
        smallest_effect=0.001,
    )
    [row] = table.to_dict("records")
    assert (row["value_from"], row["value_to"]) == (20.0, 30.0)
    assert (row["verdict_from"], row["verdict_to"]) == ("better", "worse")
    assert row["crossing"] == pytest.approx(20 + 10 / 3)


def test_a_verdict_can_change_without_the_sign() -> None:
    table = switching_values(
        levels((1, 0.02, 0.01, 0.03), (2, 0.01, -0.01, 0.03)), direction=1, smallest_effect=0.001
    )
    [row] = table.to_dict("records")
    assert (row["verdict_from"], row["verdict_to"]) == ("better", "undecided")
    assert math.isnan(row["crossing"])


def test_nothing_switches_where_nothing_changes_or_values_have_no_order() -> None:
    same = levels((1, 0.02, 0.01, 0.03), (2, 0.03, 0.02, 0.04))
    assert switching_values(same, direction=1, smallest_effect=0.001).empty
    words = {"kind": same["hours"].assign(value=["intact", "mixed"], mean=[0.1, -0.1])}
    assert switching_values(words, direction=1, smallest_effect=0.001).empty


def worlds(n: int) -> pd.DataFrame:
    """One assumption that rises with the number of the world, one that nobody varies."""
    return pd.DataFrame({"replication": range(n), "x": np.linspace(0, 1, n), "fixed": 1.0})


def runs(effect: np.ndarray) -> pd.DataFrame:
    n = len(effect)
    parts = [
        pd.DataFrame({"scenario": name, "replication": range(n), "month": 1, "out": 0.5 + gain})
        for name, gain in (("base", 0.0), ("a", effect))
    ]
    return pd.concat(parts)


def test_an_assumption_that_orders_the_effects_decides_and_tells_where_they_turn() -> None:
    effect = np.linspace(-0.3, 0.7, 11)
    table = decisive_assumptions(
        runs(effect), worlds(11), against=AGAINST, outcome="out", scenarios=["a"]
    )
    [row] = table.to_dict("records")
    assert (row["factor"], row["n"], row["correlation"]) == ("x", 11, pytest.approx(1.0))
    assert (row["other_sign"], row["misplaced"]) == (4, 0), "three below zero and one at zero"
    assert (row["value_from"], row["value_to"]) == (pytest.approx(0.3), pytest.approx(0.4))


def test_an_assumption_without_order_does_not_decide() -> None:
    effect = 0.1 + 0.01 * np.array([3, 9, 1, 7, 5, 10, 2, 8, 4, 6, 0.0])
    found = decisive_assumptions(
        runs(effect), worlds(11), against=AGAINST, outcome="out", scenarios=["a"]
    )
    assert found.empty


def test_of_few_worlds_nothing_is_said() -> None:
    effect = np.linspace(-0.3, 0.6, 9)
    found = decisive_assumptions(
        runs(effect), worlds(9), against=AGAINST, outcome="out", scenarios=["a"]
    )
    assert found.empty


def test_worlds_with_the_other_sign_are_counted() -> None:
    effect = np.array([0.2, 0.3, -0.1, 0.4])
    [row] = sign_counts(runs(effect), against=AGAINST, outcome="out").to_dict("records")
    assert row == {"scenario": "a", "n": 4, "other_sign": 1}


def test_ranks_of_equal_values_are_shared() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_rank_correlation_as_in_a_textbook() -> None:
    one = np.array([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], float)
    other = np.array([7, 27, 2, 50, 28, 29, 20, 12, 6, 17], float)
    rho, p = rank_correlation(one, other)
    assert rho == pytest.approx(-29 / 165)
    assert p == pytest.approx(0.627188, abs=1e-5)
    assert math.isnan(rank_correlation(one, np.ones(10))[0])


def test_an_assumption_that_falls_turns_the_sign_between_the_same_values() -> None:
    effect = np.linspace(0.7, -0.3, 11)
    [row] = decisive_assumptions(
        runs(effect), worlds(11), against=AGAINST, outcome="out", scenarios=["a"]
    ).to_dict("records")
    assert (row["correlation"], row["misplaced"]) == (pytest.approx(-1.0), 0)
    assert (row["value_from"], row["value_to"]) == (pytest.approx(0.6), pytest.approx(0.7))


def test_the_strongest_assumption_is_told_first() -> None:
    effect = 0.1 + np.linspace(0.0, 1.0, 11)
    both = worlds(11).assign(weak=[1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 10])[["replication", "weak", "x"]]
    found = decisive_assumptions(
        runs(effect), both, against=AGAINST, outcome="out", scenarios=["a"]
    )
    assert list(found["factor"]) == ["x", "weak"]


def test_of_many_assumptions_one_in_twenty_does_not_decide() -> None:
    """Spearman's 0.64 of eleven worlds has p = 0.035: alone it decides, among five it does not."""
    effect = np.array([3, 1, 7, 2, 11, 4, 5, 9, 6, 8, 10]) / 100.0
    _, p = rank_correlation(np.arange(11.0), effect)
    assert 0.03 < p < 0.05
    still = np.array([5, 1, 9, 3, 11, 7, 2, 10, 4, 8, 6.0])
    several = worlds(11).assign(**{f"x{at}": np.roll(still, at) for at in range(4)})
    found = [
        decisive_assumptions(runs(effect), table, against=AGAINST, outcome="out", scenarios=["a"])
        for table in (worlds(11), several)
    ]
    assert [("x" in list(table["factor"])) for table in found] == [True, False]
