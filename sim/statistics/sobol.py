"""Which share of the variance of an outcome is due to which factor: indices of Sobol'."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.errors import ContractError
from sim.statistics.indices import (
    Design,
    Index,
    averaged_over,
    factors_of,
    index_of,
    influential_of,
    is_constant,
    note_of,
    resampling_weights,
    values_of,
)
from sim.statistics.samples import Column


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """Shares of the variance of an outcome, in the order of ``factors``.

    ``first`` is due to a factor alone, ``total`` to it and all it does together with others;
    ``second``, of designs with second order, to ``pairs`` beyond the two alone.
    """

    factors: tuple[str, ...]
    first: Index
    total: Index
    pairs: tuple[tuple[str, str], ...]
    second: Index
    influential: NDArray[np.bool_]
    note: str


def sobol_indices(design: Design, outputs: Column, *, second_order: bool = False) -> SobolIndices:
    """Split the variance of an outcome by factor.

    ``design`` is of `sim.sampling.saltelli` with the same ``second_order``. An index is nan
    where no point of the samples A and B differs in the outcome, though other points do.

    Raises
    ------
    ResultsError
        A number of ``outputs`` is not finite.
    ContractError
        The rows are not those of Saltelli's design.

    References
    ----------
    Saltelli et al. (2010), Variance based sensitivity analysis of model output,
    doi:10.1016/j.cpc.2009.09.018; Saltelli (2002), Making best use of model evaluations to
    compute sensitivity indices, doi:10.1016/S0010-4655(02)00280-1 (second order).
    """
    factors = factors_of(design, outputs)
    _check_saltelli(values_of(design, factors), second_order)
    averaged = averaged_over(outputs)
    block = _block(len(factors), second_order)
    weights = resampling_weights(len(design) // block)
    resampled = _variance_shares(averaged, weights, len(factors), second_order)
    once = weights[:1]
    each = [_variance_shares(seed, once, len(factors), second_order) for seed in outputs.T]
    first, total, second = (
        index_of(shares, np.array([one[order][0] for one in each]))
        for order, shares in enumerate(resampled)
    )
    pairs = tuple(combinations(factors, 2)) if second_order else ()
    influential = influential_of(total, factors, _by_chance(outputs, len(factors), block))
    return SobolIndices(factors, first, total, pairs, second, influential, note_of(averaged))


def _block(count: int, second_order: bool) -> int:
    return 2 * count + 2 if second_order else count + 2


def _by_chance(outputs: Column, count: int, block: int) -> Column:
    """The total index of factors whose effects have expectation zero in every row.

    Its numerator, half the mean square of A − AB over rows, is then on average half the
    variance of A − AB over R seeds, divided by R.
    """
    seeds = outputs.shape[1]
    rows = outputs.reshape(-1, block, seeds)
    a, b, ab = rows[:, :1], rows[:, -1:], rows[:, 1 : 1 + count]
    variance = float(np.concatenate([a, b], axis=1).mean(axis=2).var())
    if seeds < 2 or variance == 0.0:
        return np.full(count, math.nan)
    chance: Column = (a - ab).var(axis=2, ddof=1).mean(axis=0) / (2.0 * seeds * variance)
    return chance


def _check_saltelli(values: Column, second_order: bool) -> None:
    """Row A, A with one factor of B for each factor (B with one of A), row B, again and again."""
    count = values.shape[1]
    block = _block(count, second_order)
    if len(values) % block:
        raise ContractError(f"{len(values)} points are not rows of {block}")
    rows = values.reshape(-1, block, count)
    a, b = rows[:, 0], rows[:, -1]
    for i in range(count):
        own = np.arange(count) == i
        if not np.array_equal(rows[:, 1 + i], np.where(own, b, a)) or (
            second_order and not np.array_equal(rows[:, 1 + count + i], np.where(own, a, b))
        ):
            raise ContractError("the points are not a design of Saltelli")


def _variance_shares(
    output: Column, weights: Column, count: int, second_order: bool
) -> tuple[Column, Column, Column]:
    """First, total and second order indices ``[resample, factor or pair]``.

    All are ratios of means over the base rows, so a resample is a row of ``weights``. The
    output is centered and scaled first, which changes no index but its accuracy.
    """
    if is_constant(output):
        pairs = count * (count - 1) // 2 if second_order else 0
        nothing = np.zeros((len(weights), count))
        return nothing, nothing, np.zeros((len(weights), pairs))
    scaled = (output - output.mean()) / output.std()
    rows = scaled.reshape(-1, _block(count, second_order))
    a, b, ab = rows[:, :1], rows[:, -1:], rows[:, 1 : 1 + count]
    variance = weights @ ((a * a + b * b) / 2.0) - (weights @ ((a + b) / 2.0)) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        first: Column = weights @ (b * (ab - a)) / variance
        total: Column = weights @ ((a - ab) ** 2 / 2.0) / variance
        if not second_order:
            return first, total, np.zeros((len(weights), 0))
        ba = rows[:, 1 + count : 1 + 2 * count]
        j, k = np.array(list(combinations(range(count), 2))).T
        both = weights @ (ba[:, j] * ab[:, k] - a * b) / variance
    return first, total, both - first[:, j] - first[:, k]
