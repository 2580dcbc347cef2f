"""Designs: what they list, that they are spread as promised, and the same on every platform."""

from __future__ import annotations

import builtins
import math

import numpy as np
import pytest

from sim.errors import ContractError, SimError
from sim.sampling import (
    DUMMY,
    Point,
    all_packages,
    count_steps,
    grid,
    half_of_packages,
    latin_hypercube,
    morris,
    one_at_a_time,
    saltelli,
    sobol,
    steps,
)

FIVE = {"a": (0.0, 1.0), "b": (-2.0, 6.0), "c": (10.0, 20.0), "d": (0.0, 0.1), "e": (1.0, 2.0)}

# written down from one platform, to 12 digits; see the test of that name
HYPERCUBE = [0.710034496101, 3.3672617511]
SOBOL = [0.755131670274, -0.37238573283]
MORRIS = [0.666666666667, 0.666666666667, 1.0]
SALTELLI = [0.112728381529, -0.37238573283, 0.103748621419]


def shares(design: list[Point]) -> np.ndarray:
    """Where each number lies in its range, 0 to 1."""
    return np.array(
        [[(p[f] - low) / (high - low) for f, (low, high) in FIVE.items()] for p in design]
    )


def test_a_grid_crosses_all_and_the_first_factor_is_slowest() -> None:
    assert grid({"a": [1, 2], "b": ["x", "y"]}) == [
        {"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 2, "b": "x"}, {"a": 2, "b": "y"},
    ]  # fmt: skip


def test_steps_are_exact_decimals() -> None:
    assert steps(0, 1, 0.1) == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert steps(1, 0, -0.25) == [1.0, 0.75, 0.5, 0.25, 0.0]
    assert steps(0, 1, 0.3) == [0.0, 0.3, 0.6, 0.9]
    assert steps(0.5, 0.5, 0.1) == [0.5]


def test_steps_of_whole_numbers_are_whole_numbers() -> None:
    assert steps(0, 12, 6) == [0, 6, 12]
    assert all(isinstance(value, int) for value in steps(0, 12, 6))


@pytest.mark.parametrize("step", [0, 0.0, -0.1])
def test_a_step_that_never_arrives_is_refused(step: float) -> None:
    with pytest.raises(ContractError, match="step"):
        steps(0, 1, step)


def test_counting_steps_lists_nothing() -> None:
    assert count_steps(0, 1, 1e-12) == 10**12 + 1


def test_one_at_a_time_moves_one_factor_only() -> None:
    design = one_at_a_time({"a": (0, 1), "b": (2, 4)}, {"a": 0.5, "b": 2.5}, points=3)
    assert [tuple(point.values()) for point in design] == [
        (0.5, 2.5), (0.0, 2.5), (1.0, 2.5), (0.5, 2.0), (0.5, 3.0), (0.5, 4.0),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_latin_hypercube_meets_each_slice_once(count: int) -> None:
    slices = np.floor(shares(latin_hypercube(FIVE, count, 1)) * count)
    assert all(sorted(column) == list(range(count)) for column in slices.T.tolist())


def test_the_columns_of_a_latin_hypercube_are_hardly_correlated() -> None:
    correlations = np.corrcoef(shares(latin_hypercube(FIVE, 100, 1)).T)
    assert np.abs(correlations - np.eye(5)).max() < 0.1


def test_sobol_points_fill_every_half_evenly() -> None:
    # a scrambled sequence of 2^m points has one point in each of 2^m slices of every margin
    slices = np.floor(shares(sobol(FIVE, 64, 1)) * 64)
    assert all(sorted(column) == list(range(64)) for column in slices.T.tolist())


def test_walks_of_morris_move_every_factor_once_by_two_thirds() -> None:
    ranges = dict(list(FIVE.items())[:2])
    design = morris(ranges, trajectories=20, seed=3)
    whole = {**ranges, DUMMY: (0.0, 1.0)}
    values = np.array(
        [[(p[f] - low) / (high - low) for f, (low, high) in whole.items()] for p in design]
    )
    moves = np.abs(np.diff(values.reshape(20, 4, 3), axis=1))
    assert len(design) == 20 * (3 + 1)
    assert moves.sum(axis=1) == pytest.approx(np.full((20, 3), 2 / 3), abs=1e-11)
    assert ((moves > 0).sum(axis=2) == 1).all()
    assert set(np.round(values.ravel() * 3).tolist()) == {0.0, 1.0, 2.0, 3.0}


def test_saltelli_crosses_two_samples() -> None:
    first = saltelli({"a": (0, 1), "b": (0, 1)}, 4, seed=2)[:5]
    a, b = first[0], first[-1]
    assert first[1:4] == [{**a, name: b[name]} for name in ("a", "b", DUMMY)]


def test_saltelli_has_as_many_points_as_stated() -> None:
    # with the dummy there are D = 6 factors: N(D + 2), and N(2D + 2) with second order
    assert len(saltelli(FIVE, 8)) == 8 * 8
    assert len(saltelli(FIVE, 8, second_order=True)) == 8 * 14


def test_designs_stay_within_their_ranges() -> None:
    for design in (
        latin_hypercube(FIVE, 30, 5),
        sobol(FIVE, 32, 5),
        morris(FIVE),
        saltelli(FIVE, 32),
    ):
        assert all(low <= p[f] <= high for p in design for f, (low, high) in FIVE.items())


def test_every_seed_gives_its_own_design_and_always_the_same() -> None:
    # a library that takes a seed of 0 for none would give another design each time
    ranges = {"a": (0.0, 1.0), "b": (0.0, 1.0)}
    for sample in (
        lambda seed: latin_hypercube(ranges, 16, seed),
        lambda seed: sobol(ranges, 16, seed),
        lambda seed: morris(ranges, seed=seed),
        lambda seed: saltelli(ranges, 16, seed=seed),
    ):
        assert sample(0) == sample(0) != sample(1) == sample(1) != sample(2**70)


def test_designs_are_these_numbers_on_every_platform() -> None:
    ranges = {"a": (0.0, 1.0), "b": (-2.0, 6.0)}
    assert latin_hypercube(ranges, 3, 7)[0] == {"a": HYPERCUBE[0], "b": HYPERCUBE[1]}
    assert sobol(ranges, 4, 7)[0] == {"a": SOBOL[0], "b": SOBOL[1]}
    assert list(morris(ranges, seed=7)[0].values()) == MORRIS
    assert list(saltelli(ranges, 4, seed=7)[1].values()) == SALTELLI


def test_packages_are_all_combinations() -> None:
    assert all_packages(["x", "y"]) == [
        {"x": 0, "y": 0}, {"x": 0, "y": 1}, {"x": 1, "y": 0}, {"x": 1, "y": 1},
    ]  # fmt: skip


def test_half_of_the_packages_is_balanced() -> None:
    half = half_of_packages(["a", "b", "c", "d"])
    assert len(half) == 8
    assert half[0] == {"a": 0, "b": 0, "c": 0, "d": 0}
    assert all(sum(package[policy] for package in half) == 4 for policy in "abcd")
    with pytest.raises(ContractError, match="fewer than four"):
        half_of_packages(["a", "b", "c"])


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        (lambda: sobol({"a": (0, 1)}, 100, 1), "powers of two, not 100"),
        (lambda: saltelli({"a": (0, 1)}, 1000), "powers of two, not 1000"),
        (lambda: morris({"a": (0, 1)}, levels=5), "even number, not 5"),
        (lambda: morris({DUMMY: (0, 1)}), "no factor may be called dummy"),
        (lambda: latin_hypercube({"a": (0.9, 0.1)}, 10, 1), "0.9 is not below 0.1"),
        (lambda: latin_hypercube({}, 10, 1), "needs a factor"),
        (lambda: sobol({"a": (0, 1)}, 0, 1), "0 points"),
        (lambda: sobol({"a": (0, 1)}, 4, -1), "not negative"),
        (lambda: one_at_a_time({"a": (0, 1)}, {"a": 0}, points=1), "1 points"),
    ],
)
def test_impossible_designs_are_refused(sample, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        sample()


@pytest.mark.parametrize("sample", [morris, saltelli])
def test_a_missing_library_says_how_to_get_it(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_salib(name: str, *rest):
        if name.startswith("SALib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_salib)
    with pytest.raises(SimError, match=r"pip install \"community-governance-sim\[sensitivity\]\""):
        sample({"a": (0, 1)})


def test_numbers_have_twelve_digits() -> None:
    for point in morris({"a": (0.0, 1.0)}, trajectories=5):
        assert point["a"] in (0.0, 0.333333333333, 0.666666666667, 1.0)
        assert not math.isnan(point[DUMMY])
