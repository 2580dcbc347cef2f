"""Many looks at once: p-values by hand, and how often something is wrongly found."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr

from sim.statistics.pairs import pair
from sim.statistics.several import (
    common_differences,
    false_discovery,
    holm,
    joint_quantile,
    near_best,
)

SOME = np.array([0.01, 0.04, math.nan, 0.03, 0.005])


def test_holm_by_hand() -> None:
    # 0.005·4, 0.01·3, 0.03·2, and 0.04·1 not below the one before
    assert holm(SOME).tolist() == pytest.approx([0.03, 0.06, math.nan, 0.06, 0.02], nan_ok=True)
    assert holm(np.array([0.6, 0.7])).tolist() == [1.0, 1.0]
    assert holm(np.array([])).tolist() == []


def test_false_discovery_by_hand() -> None:
    # 0.005·4/1 = 0.02, 0.01·4/2 = 0.02, 0.03·4/3 = 0.04, 0.04·4/4 = 0.04
    expected = [0.02, 0.04, math.nan, 0.04, 0.02]
    assert false_discovery(SOME).tolist() == pytest.approx(expected, nan_ok=True)


def test_common_replications_of_all_scenarios() -> None:
    one = pair({0: 0.0, 1: 0.0, 2: 0.0}, {0: 1.0, 1: 2.0, 2: 3.0})
    other = pair({1: 0.0, 2: 0.0, 3: 0.0}, {1: 5.0, 2: 6.0, 3: 7.0})
    assert [column.tolist() for column in common_differences([one, other])] == [[2, 3], [5, 6]]


def test_a_scenario_in_which_one_run_differs_leaves_the_others_their_intervals() -> None:
    zero = dict.fromkeys(range(30), 0.0)
    noise = np.random.default_rng(1).normal(size=30)
    usual, rare = pair(zero, dict(enumerate(noise.tolist()))), pair(zero, zero | {7: 1.0})
    assert joint_quantile([usual, rare]) < 10.0


def test_a_scenario_of_which_nothing_is_known_leaves_the_others_their_intervals() -> None:
    zero = dict.fromkeys(range(30), 0.0)
    noise = np.random.default_rng(1).normal(size=(2, 30))
    one, other = (pair(zero, dict(enumerate(row.tolist()))) for row in noise)
    nothing, little = pair(zero, {}), pair(zero, {0: 1.0, 1: 2.0, 2: 3.0, 3: 4.0})
    assert joint_quantile([one, nothing, other, little]) == joint_quantile([one, other])
    assert math.isnan(joint_quantile([nothing, little]))


def test_near_best_by_hand() -> None:
    # b leads a by 1 ± 0 in every replication; c lies within luck of b
    luck = np.array([0.3, -0.2, 0.1, -0.3, 0.2, -0.1])
    effects = {"a": np.zeros(6), "b": np.ones(6), "c": 1.0 + luck}
    assert near_best(effects, 1) == ["b", "c"]
    assert near_best(effects, -1) == ["a"]
    assert near_best({name: column[:4] for name, column in effects.items()}, 1) == ["a", "b", "c"]
    assert near_best({}, 1) == []


@pytest.mark.parametrize(("others", "bound"), [(1, 0.57968), (2, 0.71536)])
def test_who_leads_by_more_than_the_bound_stands_alone(others: int, bound: float) -> None:
    # leads have SD 1: one-sided t of 9 at 5 % / others is 1.833113 and 2.262157, over √10
    lead = math.sqrt(0.9) * np.array([1.0, -1.0] * 5)
    far = {"far": np.full(10, -9.0)} if others == 2 else {}
    for gap, expected in ((bound - 0.001, ["one", "best"]), (bound + 0.001, ["best"])):
        assert near_best({"one": np.zeros(10), "best": gap + lead, **far}, 1) == expected


def test_near_best_holds_the_best() -> None:
    random = np.random.default_rng(2)
    truth = {"best": 0.3, "second": 0.2, "third": 0.1, "bad": -2.0}
    kept = dict.fromkeys(truth, 0)
    for _ in range(1000):
        shared = random.normal(0.0, 1.0, 20)
        found = near_best(
            {name: random.normal(x, 0.5, 20) + shared for name, x in truth.items()}, 1
        )
        kept = {name: kept[name] + (name in found) for name in truth}
    assert kept["best"] / 1000 >= 0.95 - 4 * math.sqrt(0.95 * 0.05 / 1000)
    assert kept["bad"] == 0


@pytest.mark.slow
def test_joint_intervals_are_wrong_somewhere_in_one_experiment_of_twenty() -> None:
    random = np.random.default_rng(3)
    zero = dict.fromkeys(range(30), 0.0)
    wrong = 0
    for _ in range(1000):
        noise = random.normal(size=(6, 30)) + random.normal(size=30)
        compared = [pair(zero, dict(enumerate(row.tolist()))) for row in noise]
        distance = np.abs(noise.mean(axis=1)) / noise.std(axis=1, ddof=1) * math.sqrt(30)
        wrong += distance.max() > joint_quantile(compared)
    assert wrong / 1000 == pytest.approx(0.05, abs=4 * math.sqrt(0.05 * 0.95 / 1000))


def p_values(random: np.random.Generator, effects: np.ndarray) -> np.ndarray:
    distance = np.abs(effects + random.normal(size=(2000, len(effects))))
    found: np.ndarray = 2.0 * ndtr(-distance)
    return found


def test_holm_is_wrong_somewhere_in_one_experiment_of_twenty() -> None:
    table = p_values(np.random.default_rng(4), np.zeros(20))
    wrong = np.mean([(holm(row) < 0.05).any() for row in table])
    # 1 − (1 − 0.05/20)²⁰ = 0.0488
    assert wrong == pytest.approx(0.0488, abs=4 * math.sqrt(0.05 * 0.95 / 2000))


def test_one_discovery_of_twenty_is_false() -> None:
    # 40 of 50 are no effects: q < 0.05 is false in 0.05 · 40/50 of discoveries
    effects = np.repeat([0.0, 3.0], [40, 10])
    table = p_values(np.random.default_rng(5), effects)
    found = np.array([false_discovery(row) < 0.05 for row in table])
    shares = found[:, :40].sum(axis=1) / np.maximum(found.sum(axis=1), 1)
    assert shares.mean() == pytest.approx(0.04, abs=4 * shares.std() / math.sqrt(2000))
    assert found[:, 40:].mean() > 0.5
