"""Sensitivity indices against functions whose indices are known, with and without noise."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.errors import ContractError, ResultsError
from sim.sampling import DUMMY, Point, morris, saltelli
from sim.statistics.indices import CONSTANT, check_finite, noise_floor
from sim.statistics.morris import morris_indices
from sim.statistics.sobol import sobol_indices

ANGLES = dict.fromkeys(("x1", "x2", "x3"), (-math.pi, math.pi))
EIGHT = {f"x{i}": (0.0, 1.0) for i in range(8)}
G = (0, 1, 4.5, 9, 99, 99, 99, 99)
UNITS = dict.fromkeys(("x1", "x2", "x3"), (0.0, 1.0))


def outputs(design: list[Point], function: Callable[..., float], seeds: int = 1) -> np.ndarray:
    """A function that knows nothing of the dummy, the same for every seed."""
    values = [function(*(x for name, x in point.items() if name != DUMMY)) for point in design]
    return np.repeat(np.array(values)[:, None], seeds, axis=1)


def noise(shape: tuple[int, int], sd: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, sd, shape)


def linear(a: float, b: float, c: float) -> float:
    return 1.0 * a + 2.0 * b + 0.0 * c


def ishigami(a: float, b: float, c: float) -> float:
    return math.sin(a) + 7 * math.sin(b) ** 2 + 0.1 * c**4 * math.sin(a)


# -- Sobol' ----------------------------------------------------------------------------------


def ishigami_shares() -> tuple[np.ndarray, np.ndarray]:
    # a = 7, b = 0.1: V1 = (1 + bπ⁴/5)²/2, V2 = a²/8, V13 = b²π⁸(1/18 − 1/50)
    v1, v2 = (1 + 0.1 * math.pi**4 / 5) ** 2 / 2, 49 / 8
    v13 = 0.01 * math.pi**8 * (1 / 18 - 1 / 50)
    whole = v1 + v2 + v13
    return np.array([v1, v2, 0, 0]) / whole, np.array([v1 + v13, v2, v13, 0]) / whole


def g_function(*x: float) -> float:
    return math.prod((abs(4 * x[i] - 2) + G[i]) / (1 + G[i]) for i in range(len(G)))


def g_shares() -> tuple[np.ndarray, np.ndarray]:
    # Vi = 1/(3(1 + ai)²), V = Π(1 + Vi) − 1, ST_i = Vi Π_{j≠i}(1 + Vj)/V; the dummy has none
    part = 1 / (3 * (1 + np.array(G)) ** 2)
    whole = np.prod(1 + part) - 1
    total = part * np.prod(1 + part) / (1 + part) / whole
    return np.append(part / whole, 0.0), np.append(total, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ranges", "function", "shares"),
    [(ANGLES, ishigami, ishigami_shares), (EIGHT, g_function, g_shares)],
    ids=["ishigami", "g"],
)
def test_shares_of_known_functions(ranges, function, shares) -> None:
    # the largest error of any S1, and of any ST: below 0.01 in the middle of 40 designs of 1,024
    # rows. A single design may be further off (1 in 20 by 0.03; 4,096 rows are needed for 0.01)
    first, total = shares()
    errors = []
    for seed in range(40):
        design = saltelli(ranges, 1024, seed=seed)
        found = sobol_indices(design, outputs(design, function))
        gaps = np.abs(found.first.value - first), np.abs(found.total.value - total)
        errors.append([float(gap.max()) for gap in gaps])
    assert (np.median(errors, axis=0) < 0.01).all()
    assert np.max(errors) < 0.06


def test_ishigami_is_moved_by_all_three_but_not_by_the_dummy() -> None:
    first, total = ishigami_shares()
    design = saltelli(ANGLES, 1024)
    found = sobol_indices(design, outputs(design, ishigami))
    assert found.first.value == pytest.approx(first, abs=0.05)
    assert found.total.value == pytest.approx(total, abs=0.05)
    assert found.influential.tolist() == [True, True, True, False]
    assert (found.total.low <= found.total.value).all()
    assert (found.total.value <= found.total.high).all()


def test_a_linear_function_is_shared_without_interactions() -> None:
    # variances 1/12 and 4/12: shares 0.2 and 0.8, nothing together
    design = saltelli(UNITS, 512, second_order=True)
    found = sobol_indices(design, outputs(design, linear), second_order=True)
    assert found.first.value == pytest.approx(np.array([0.2, 0.8, 0.0, 0.0]), abs=0.005)
    assert found.total.value == pytest.approx(np.array([0.2, 0.8, 0.0, 0.0]), abs=0.005)
    assert found.pairs[0] == ("x1", "x2")
    assert found.second.value == pytest.approx(np.zeros(6), abs=0.01)


def test_a_product_is_shared_in_pairs() -> None:
    # (x − ½)(y − ½) has no first order at all: the pair has everything (sd over designs 0.026)
    design = saltelli(UNITS, 1024, second_order=True)
    found = sobol_indices(
        design, outputs(design, lambda a, b, c: (a - 0.5) * (b - 0.5)), second_order=True
    )
    assert found.second.value == pytest.approx(np.array([1.0, 0, 0, 0, 0, 0]), abs=0.105)
    assert found.total.value == pytest.approx(np.array([1.0, 1.0, 0.0, 0.0]), abs=0.02)


@pytest.mark.parametrize("second_order", [False, True])
def test_another_library_finds_the_same(second_order: bool) -> None:
    from SALib.analyze.sobol import analyze

    design = saltelli(ANGLES, 64, second_order=second_order)
    y = outputs(design, ishigami)
    found = sobol_indices(design, y, second_order=second_order)
    problem = {"num_vars": 4, "names": list(design[0]), "bounds": [[0, 1]] * 4}
    other = analyze(problem, y[:, 0], calc_second_order=second_order, num_resamples=1000, seed=1)
    assert found.first.value == pytest.approx(other["S1"], abs=1e-12)
    assert found.total.value == pytest.approx(other["ST"], abs=1e-12)
    assert (found.total.high - found.total.low) / 2 == pytest.approx(other["ST_conf"], rel=0.2)
    if second_order:
        assert found.second.value == pytest.approx(other["S2"][np.triu_indices(4, 1)], abs=1e-12)


def test_intervals_of_shares_cover_the_truth() -> None:
    # shares 0.2 and 0.8 of a linear function, 100 designs; 4 sigma below 95 is 86
    covered = 0
    for seed in range(100):
        design = saltelli(UNITS, 64, seed=seed)
        found = sobol_indices(design, outputs(design, linear))
        covered += bool(found.total.low[1] <= 0.8 <= found.total.high[1])
    assert covered >= 86


# -- Morris ----------------------------------------------------------------------------------


def test_elementary_effects_of_a_line_are_its_slopes() -> None:
    design = morris({"x1": (0, 10), "x2": (0, 1)}, trajectories=5)
    found = morris_indices(design, outputs(design, lambda a, b: 3 * a - 2 * b, seeds=2))
    assert found.mu_star.value == pytest.approx([30.0, 2.0, 0.0], abs=1e-9)
    assert found.mu == pytest.approx([30.0, -2.0, 0.0], abs=1e-9)
    assert found.sigma == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert found.mu_star.low == pytest.approx([30.0, 2.0, 0.0], abs=1e-9)
    assert found.mu_star.seed_sd == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert found.influential.tolist() == [True, True, False]


def test_elementary_effects_by_hand() -> None:
    # two walks on two levels (a move is the whole range): x1·x2 has effects 0 and 1 of x1
    design = [
        {"x1": 0.0, "x2": 0.0, DUMMY: 0.0}, {"x1": 1.0, "x2": 0.0, DUMMY: 0.0},
        {"x1": 1.0, "x2": 1.0, DUMMY: 0.0}, {"x1": 1.0, "x2": 1.0, DUMMY: 1.0},
        {"x1": 1.0, "x2": 1.0, DUMMY: 1.0}, {"x1": 0.0, "x2": 1.0, DUMMY: 1.0},
        {"x1": 0.0, "x2": 1.0, DUMMY: 0.0}, {"x1": 0.0, "x2": 0.0, DUMMY: 0.0},
    ]  # fmt: skip
    found = morris_indices(design, outputs(design, lambda a, b: a * b), levels=2)
    assert found.mu_star.value.tolist() == [0.5, 0.5, 0.0]
    assert found.sigma == pytest.approx([math.sqrt(0.5), math.sqrt(0.5), 0.0])


def test_another_library_finds_the_same_elementary_effects() -> None:
    from SALib.analyze.morris import analyze

    design = morris(ANGLES, trajectories=20)
    y = outputs(design, ishigami)
    found = morris_indices(design, y)
    problem = {
        "num_vars": 4,
        "names": list(design[0]),
        "bounds": [[-math.pi, math.pi]] * 3 + [[0, 1]],
    }
    other = analyze(problem, np.array([list(p.values()) for p in design]), y[:, 0], seed=1)
    assert found.mu_star.value == pytest.approx(np.array(other["mu_star"]), abs=1e-9)
    assert found.sigma == pytest.approx(np.array(other["sigma"]), abs=1e-9)


# -- seeds and noise -------------------------------------------------------------------------


def test_seeds_are_averaged_and_shown() -> None:
    # seed 1 sees a + 2b, seed 2 sees a + 4b: together a + 3b
    design = morris(UNITS, trajectories=10)
    both = np.hstack(
        [outputs(design, lambda a, b, c: a + 2 * b), outputs(design, lambda a, b, c: a + 4 * b)]
    )
    found = morris_indices(design, both)
    assert found.mu_star.value == pytest.approx([1.0, 3.0, 0.0, 0.0], abs=1e-9)
    assert found.mu_star.seed_mean == pytest.approx([1.0, 3.0, 0.0, 0.0], abs=1e-9)
    assert found.mu_star.seed_sd == pytest.approx([0.0, math.sqrt(2), 0.0, 0.0], abs=1e-9)


@pytest.mark.parametrize(("seeds", "expected"), [(1, 1 / 3), (10, 0.05 / 1.05)])
def test_noise_gives_an_inert_factor_the_share_of_the_formula(seeds: int, expected: float) -> None:
    # f = 0.5, as the floor says: (f/R)/(1 + f/R), whatever the number of points
    design = saltelli(UNITS, 1024)
    y = outputs(design, linear, seeds)
    y = y + noise(y.shape, math.sqrt(0.5 * 5 / 12), 7)
    found = sobol_indices(design, y)
    assert found.total.value[2:] == pytest.approx([expected, expected], abs=0.03)
    assert found.influential.tolist() == [True, True, False, False]


def test_the_floor_is_estimated_from_the_runs() -> None:
    design = saltelli(UNITS, 1024)
    y = outputs(design, linear, 10)
    found = noise_floor(y + noise(y.shape, math.sqrt(0.5 * 5 / 12), 7))
    assert found.parameter_variance == pytest.approx(5 / 12, rel=0.03)
    assert found.ratio == pytest.approx(0.5, rel=0.03)
    assert found.floor == pytest.approx(0.05 / 1.05, rel=0.03)


def test_the_floor_by_hand() -> None:
    # rows 0, 2 and 4, 6: variance 2 within, means 1 and 5 with variance 8, nothing unshared
    found = noise_floor(np.array([[0.0, 2.0], [4.0, 6.0]]))
    assert (found.replication_variance, found.parameter_variance) == (2.0, 8.0)
    assert found.ratio == 0.25
    assert found.floor == pytest.approx(0.125 / 1.125)
    assert math.isnan(noise_floor(np.array([[0.0], [4.0]])).floor)


def test_common_random_numbers_leave_no_noise_in_an_inert_factor() -> None:
    # every seed shifts all points alike, and the dummy's total index is exactly zero
    design = saltelli(UNITS, 128)
    y = outputs(design, linear, 10) + noise((1, 10), 3.0, 1)
    found = sobol_indices(design, y)
    assert found.total.value[3] == found.total.high[3] == 0.0
    assert found.influential.tolist() == [True, True, False, False]


@pytest.mark.parametrize(("mean", "moves"), [(0.7, False), (0.9, True)])
def test_an_effect_must_be_larger_than_luck_alone_would_make_it_by_hand(mean, moves) -> None:
    # seeds say mean + 1 and mean − 1: variance 2, of the mean over them 1, its size √(2/π) = 0.80
    design = morris(UNITS, trajectories=10)
    both = [outputs(design, lambda a, b, c, s=s: (mean + s) * b) for s in (1.0, -1.0)]
    found = morris_indices(design, np.hstack(both))
    assert found.mu_star.low == pytest.approx([0.0, mean, 0.0, 0.0], abs=1e-9)
    assert found.influential.tolist() == [False, moves, False, False]


def stirred(design: list[Point], seeds: int, trial: int) -> np.ndarray:
    """a on common luck, which b and c turn into other luck, no better and no worse."""
    random, luck = np.random.default_rng(trial), {}
    for point in design:
        key = tuple(point[name] for name in UNITS)
        luck.setdefault(key, random.normal(0.0, 0.3, seeds))
    return np.array([x["x1"] + luck[tuple(x[name] for name in UNITS)] for x in design])


def test_a_factor_that_only_stirs_the_dice_is_seldom_called_influential() -> None:
    wrong = 0
    for trial in range(40):
        design = saltelli(UNITS, 64, seed=trial)
        found = sobol_indices(design, stirred(design, 4, trial))
        assert found.influential[[0, 3]].tolist() == [True, False]
        assert found.total.high[3] == 0.0  # so that every factor surely moves more than the dummy
        wrong += int(found.influential[1:3].sum())
    assert wrong / 80 <= 0.025 + 4.0 * math.sqrt(0.025 * 0.975 / 80)


@pytest.mark.slow
def test_inert_factors_are_hardly_ever_called_influential() -> None:
    wrong = 0
    for trial in range(100):
        design = saltelli(UNITS, 128, seed=trial)
        y = outputs(design, linear, 2)
        found = sobol_indices(design, y + noise(y.shape, math.sqrt(0.5 * 5 / 12), trial))
        walks = morris(UNITS, seed=trial)
        z = outputs(walks, linear, 2)
        effects = morris_indices(walks, z + noise(z.shape, math.sqrt(0.5 * 5 / 12), trial))
        wrong += bool(found.influential[2:].any() or effects.influential[2:].any())
    assert wrong <= 1


# -- what cannot be analyzed -----------------------------------------------------------------


@pytest.mark.parametrize("hole", [math.nan, math.inf, -math.inf])
def test_a_hole_stops_the_analysis(hole: float) -> None:
    design, walks = saltelli(UNITS, 8), morris(UNITS, 2)
    y, z = outputs(design, linear, 3), outputs(walks, linear, 3)
    y[17, 1] = y[30, 2] = z[5, 0] = hole
    with pytest.raises(ResultsError, match="2 of 144 numbers .* first of them in row 17"):
        sobol_indices(design, y)
    with pytest.raises(ResultsError, match="2 of 144"):
        noise_floor(y)
    with pytest.raises(ResultsError, match="1 of 30 .* row 5"):
        morris_indices(walks, z)


def test_a_hole_is_named_by_its_point() -> None:
    with pytest.raises(ResultsError, match="first of them in point b"):
        check_finite(np.array([[1.0], [math.nan]]), ["point a", "point b"])


@pytest.mark.parametrize("value", [0.0, 0.1, -1e9])
def test_a_constant_output_is_moved_by_nothing(value: float) -> None:
    design, walks = saltelli(UNITS, 16), morris(UNITS, 10)
    found = sobol_indices(design, outputs(design, lambda *x: value, 3))
    effects = morris_indices(walks, outputs(walks, lambda *x: value * (1 + 1e-15 * x[0]), 3))
    assert found.note == effects.note == CONSTANT
    assert not (found.total.value.any() or found.first.high.any() or effects.mu_star.value.any())
    assert not (found.influential.any() or effects.influential.any())


def test_points_in_another_order_are_refused() -> None:
    design, walks = saltelli(UNITS, 8), morris(UNITS, 2)
    with pytest.raises(ContractError, match="not a design of Saltelli"):
        sobol_indices(design[::-1], outputs(design, linear))
    with pytest.raises(ContractError, match="walks that move every factor once"):
        morris_indices([walks[0], *walks[:-1]], outputs(walks, linear))
    with pytest.raises(ContractError, match="not rows of 6"):
        sobol_indices(design[:-1], outputs(design[:-1], linear))
    with pytest.raises(ContractError, match="do not belong"):
        sobol_indices(design, outputs(design[:-1], linear))


def test_a_design_without_a_dummy_is_refused() -> None:
    with pytest.raises(ContractError, match="no factor dummy"):
        sobol_indices([{"x1": 0.0}], np.zeros((1, 1)))
