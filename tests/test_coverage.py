"""How often intervals cover where runs are normal, skewed, of two kinds, or yes and no.

The expected figures were measured apart from this project, in 2,000 trials (t) and 400 (BCa):
they and ours may differ by four standard errors of both.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sim.statistics.resampling import bca
from sim.statistics.samples import interval

SIZES = (5, 10, 20, 30, 100)
Draw = Callable[[np.random.Generator, tuple[int, int]], np.ndarray]
BEDS: dict[str, tuple[Draw, float]] = {
    "normal": (lambda random, size: random.normal(size=size), 0.0),
    "lognormal": (lambda random, size: np.exp(random.normal(size=size)), math.exp(0.5)),
    "tipping": (
        lambda random, size: random.normal(size=size) + 7.0 * (random.random(size) < 0.2),
        1.4,
    ),
    "yes or no": (lambda random, size: (random.random(size) < 0.1).astype(float), 0.1),
}
STUDENT = {
    "normal": (0.949, 0.946, 0.943, 0.955, 0.950),
    "lognormal": (0.825, 0.835, 0.871, 0.888, 0.914),
    "tipping": (0.788, 0.896, 0.927, 0.930, 0.938),
    "yes or no": (0.419, 0.652, 0.878, 0.957, 0.936),
}
RESAMPLED = {"normal": 0.935, "lognormal": 0.897, "tipping": 0.948, "yes or no": 0.958}


def four_sigma(share: float, trials: int, theirs: int) -> float:
    return 4.0 * math.sqrt(share * (1.0 - share) * (1.0 / trials + 1.0 / theirs))


@pytest.mark.slow
@pytest.mark.parametrize("bed", BEDS)
@pytest.mark.parametrize("place", range(len(SIZES)), ids=[f"n{n}" for n in SIZES])
def test_students_interval(bed: str, place: int) -> None:
    draw, truth = BEDS[bed]
    bounds = [interval(sample) for sample in draw(np.random.default_rng(1), (2000, SIZES[place]))]
    covered = np.mean([low <= truth <= high for low, high in bounds])
    expected = STUDENT[bed][place]
    assert covered == pytest.approx(expected, abs=four_sigma(expected, 2000, 2000))
    if bed == "normal":
        assert covered == pytest.approx(0.95, abs=four_sigma(0.95, 2000, 10**9))
    if bed == "tipping" and SIZES[place] >= 20:
        assert covered >= 0.92 - four_sigma(0.92, 2000, 10**9)


def mean_of(runs: np.ndarray) -> np.ndarray:
    return runs[..., 0].mean(axis=-1)


@pytest.mark.slow
@pytest.mark.parametrize("bed", BEDS)
def test_the_resampled_interval(bed: str) -> None:
    draw, truth = BEDS[bed]
    samples = draw(np.random.default_rng(2), (200, 30))
    bounds = [bca(sample[:, None], mean_of) for sample in samples]
    covered = np.mean([low <= truth <= high for low, high in bounds])
    expected = RESAMPLED[bed]
    assert covered == pytest.approx(expected, abs=four_sigma(expected, 200, 400))
