"""What all sensitivity indices share: designs, resampled rows, and the floor that noise sets.

Outputs are ``[point, seed]``: every point of a design is run with the same seeds (common random
numbers). The indices are those of the mean over the seeds, with bootstrap intervals over
trajectories or base rows; beside them stands what single seeds would have said. A factor
counts as *influential* only where it surely moves more than the inert `DUMMY`, and more than a
factor would that stirs the dice and does nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import ContractError, ResultsError
from sim.sampling import DUMMY
from sim.statistics.resampling import resampled_rows
from sim.statistics.samples import Column, over

RESAMPLES = 1000

CONSTANT = "constant"
"""The note where the outcome is the same at every point: no factor moves it."""

Design = Sequence[Mapping[str, float]]
"""Points in the order of their design, as `sim.sampling` lists them."""

_SAME = 1e-12
_TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Index:
    """One index of every factor: 95 % interval, mean and standard deviation over seeds."""

    value: Column
    low: Column
    high: Column
    seed_mean: Column
    seed_sd: Column


@dataclass(frozen=True, slots=True)
class NoiseFloor:
    """What chance adds to indices: see `noise_floor`."""

    replications: int
    replication_variance: float
    parameter_variance: float
    ratio: float
    floor: float


# -- noise -----------------------------------------------------------------------------------


def noise_floor(outputs: Column) -> NoiseFloor:
    """Say how large an inert factor's total index would be without common random numbers.

    With f (``ratio``) = variance over seeds at one point / variance over points of the expected
    output, and R seeds averaged, it tends to (f/R)/(1 + f/R), however many points there are.
    What is left with common random numbers is what `DUMMY` shows. The variance over points is
    that of the means less what chance adds to it, never below 0. Nan of a single seed.

    Raises
    ------
    ResultsError
        A number of ``outputs`` is not finite.
    """
    check_finite(outputs)
    points, seeds = outputs.shape
    if seeds < 2 or points < 2:
        return NoiseFloor(seeds, math.nan, math.nan, math.nan, math.nan)
    noise = float(outputs.var(axis=1, ddof=1).mean())
    unshared = outputs - outputs.mean(axis=0) - outputs.mean(axis=1, keepdims=True) + outputs.mean()
    leftover = float((unshared**2).sum()) / ((points - 1) * (seeds - 1))
    between = max(float(outputs.mean(axis=1).var(ddof=1)) - leftover / seeds, 0.0)
    floor = over(noise / seeds, between + noise / seeds)
    return NoiseFloor(seeds, noise, between, over(noise, between), floor)


# -- designs and outputs ---------------------------------------------------------------------


def check_finite(outputs: Column, names: Sequence[str] = ()) -> None:
    """Refuse outputs ``[point, seed]`` with a number that is not finite: no index survives one.

    ``names`` are those of the points; without them the message gives the row.
    """
    wrong = np.argwhere(~np.isfinite(outputs))
    if len(wrong):
        row = int(wrong[0, 0])
        place = names[row] if names else f"row {row}"
        raise ResultsError(
            f"{len(wrong)} of {outputs.size} numbers are missing or not finite, "
            f"the first of them in {place}: there is no index of such a design."
        )


def factors_of(design: Design, outputs: Column) -> tuple[str, ...]:
    """The factors of a design, once it and its outputs are known to be whole."""
    factors = tuple(design[0]) if len(design) else ()
    if DUMMY not in factors:
        raise ContractError(f"the design has no factor {DUMMY}")
    if outputs.ndim != 2 or len(outputs) != len(design):
        raise ContractError(f"outputs {outputs.shape} do not belong to {len(design)} points")
    check_finite(outputs)
    return factors


def values_of(design: Design, factors: tuple[str, ...]) -> Column:
    """A design as numbers, ``[point, factor]``."""
    return np.array([[point[factor] for factor in factors] for point in design], np.float64)


def averaged_over(outputs: Column) -> Column:
    """The mean over the seeds at every point; exactly one number where it is constant."""
    averaged: Column = outputs.mean(axis=1)
    return np.full_like(averaged, averaged[0]) if is_constant(averaged) else averaged


def is_constant(output: Column) -> bool:
    """Whether an output is the same at every point, but for the last bits."""
    return float(np.ptp(output)) <= _SAME * float(np.abs(output).max())


def note_of(averaged: Column) -> str:
    """`CONSTANT` where no factor moves the output."""
    return CONSTANT if is_constant(averaged) else ""


def resampling_weights(rows: int) -> Column:
    """``[1 + resample, row]``: the weight of each row; the first are all equal, the estimate.

    A resample is drawn with replacement, so its weights are how often it holds a row.
    """
    places = resampled_rows(rows, RESAMPLES) + rows * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(places.ravel(), minlength=RESAMPLES * rows)
    whole = np.concatenate([np.ones(rows), counts.astype(np.float64)])
    return whole.reshape(1 + RESAMPLES, rows) / rows


def index_of(resampled: Column, by_seed: Column) -> Index:
    """An index from ``[1 + resample, factor]``, the estimate first, and ``[seed, factor]``."""
    low, high = np.quantile(resampled[1:], _TAILS, axis=0)
    many = len(by_seed) > 1
    spread = by_seed.std(axis=0, ddof=1) if many else np.full(by_seed.shape[1], math.nan)
    return Index(resampled[0], low, high, by_seed.mean(axis=0), spread)


def influential_of(index: Index, factors: tuple[str, ...], chance: Column) -> NDArray[np.bool_]:
    """Which factors surely have a larger index than the dummy may have, and than ``chance``.

    With common random numbers the dummy changes nothing at all, and any factor that changes one
    decision changes everything after it, up or down. ``chance`` is the index that a factor
    would show whose effect is zero on average over seeds, and varies over them as this one's
    does; nan where there is one seed only, and the dummy alone decides.
    """
    moves: NDArray[np.bool_] = index.low > index.high[factors.index(DUMMY)]
    return moves & ~(index.low <= chance)
