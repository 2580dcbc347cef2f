"""How many runs and how large an effect: the figures of the tables, and the power they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.statistics.samples import p_value, t_quantile
from sim.statistics.sizes import (
    runs_for_half_width,
    runs_for_power,
    smallest_detectable,
    vargha_delaney,
)


@pytest.mark.parametrize(
    ("standardized", "usual", "strong"),
    [(0.2, 199, 265), (0.3, 90, 119), (0.5, 34, 45), (0.8, 15, 19), (1.0, 10, 13)],
)
def test_runs_for_power(standardized: float, usual: int, strong: int) -> None:
    assert runs_for_power(standardized) == usual
    assert runs_for_power(standardized, power=0.9) == strong


def test_what_is_promised_is_found() -> None:
    samples = np.random.default_rng(1).normal(0.5, 1.0, (2000, runs_for_power(0.5)))
    found = np.mean([p_value(sample) < 0.05 for sample in samples])
    assert found == pytest.approx(0.8, abs=4 * math.sqrt(0.8 * 0.2 / 2000))


def test_the_smallest_effect_that_can_be_found() -> None:
    # (1.959964 + 0.841621)/√(30 − 2) SDs
    assert smallest_detectable(0.1, 30) == pytest.approx(0.1 * 2.801585 / math.sqrt(28), rel=1e-6)
    assert math.isnan(smallest_detectable(0.1, 2))
    assert runs_for_power(smallest_detectable(1.0, 50) * 1.0000001) == 50


@pytest.mark.parametrize(("n", "half_width"), [(10, 0.715), (30, 0.373), (100, 0.198)])
def test_runs_for_a_half_width(n: int, half_width: float) -> None:
    needed = runs_for_half_width(1.0, half_width + 0.001)
    assert needed == n
    assert t_quantile(0.95, n - 1) / math.sqrt(n) == pytest.approx(half_width, abs=0.001)
    assert runs_for_half_width(0.0, 0.1) == 2


def test_vargha_delaney_by_hand() -> None:
    # of nine comparisons six are won and two tied
    assert vargha_delaney(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])) == 7 / 9
    same = np.array([1.0, 5.0, 2.0])
    assert vargha_delaney(same, same) == 0.5
    assert math.isnan(vargha_delaney(same, same[:0]))


def test_vargha_delaney_of_normals() -> None:
    # Φ(1/√2) = 0.7602 for a shift of one SD
    random = np.random.default_rng(2)
    found = vargha_delaney(random.normal(size=4000), random.normal(1.0, 1.0, 4000))
    assert found == pytest.approx(0.7602, abs=0.03)
