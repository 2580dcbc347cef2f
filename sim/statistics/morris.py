"""Which factors move an outcome at all: elementary effects, after Morris."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
    note_of,
    resampling_weights,
    values_of,
)
from sim.statistics.samples import Column


@dataclass(frozen=True, slots=True)
class MorrisIndices:
    """Elementary effects of a move over the whole range, in the order of ``factors``.

    ``mu_star`` is the mean of their sizes, ``mu`` their mean, ``sigma`` their standard
    deviation, which is large where a factor acts through others or not along a line.
    """

    factors: tuple[str, ...]
    mu_star: Index
    mu: Column
    sigma: Column
    influential: NDArray[np.bool_]
    note: str


def morris_indices(design: Design, outputs: Column, levels: int = 4) -> MorrisIndices:
    """Average the effects of moving one factor at a time, walk after walk.

    ``design`` is of `sim.sampling.morris` with the same ``levels``.

    Raises
    ------
    ResultsError
        A number of ``outputs`` is not finite.
    ContractError
        The rows are not walks that move every factor once.

    References
    ----------
    Campolongo, Cariboni & Saltelli (2007), An effective screening design for sensitivity
    analysis of large models, doi:10.1016/j.envsoft.2006.10.004.
    """
    factors = factors_of(design, outputs)
    signs = _signs(design, factors)
    move = levels / (2.0 * (levels - 1))
    averaged = averaged_over(outputs)
    effects = _elementary_effects(signs, averaged) / move
    each = [_elementary_effects(signs, seed) / move for seed in outputs.T]
    mu_star = index_of(
        resampling_weights(len(effects)) @ np.abs(effects),
        np.array([np.abs(one).mean(axis=0) for one in each]),
    )
    return MorrisIndices(
        factors,
        mu_star,
        effects.mean(axis=0),
        effects.std(axis=0, ddof=1) if len(effects) > 1 else np.full(len(factors), math.nan),
        influential_of(mu_star, factors, _by_chance(np.array(each))),
        note_of(averaged),
    )


def _by_chance(each: Column) -> Column:
    """The ``mu_star`` of effects ``[seed, walk, factor]`` if their expectations were all zero.

    The mean over R seeds is then normal with SD s/√R, and its size on average √(2/π) of that.
    """
    seeds = len(each)
    if seeds < 2:
        return np.full(each.shape[2], math.nan)
    variance = each.var(axis=0, ddof=1).mean(axis=0) / seeds
    return np.sqrt(variance * (2.0 / math.pi))


def _signs(design: Design, factors: tuple[str, ...]) -> Column:
    """``[walk, step, factor]``: +1 or −1 where a step moves a factor up or down, else 0."""
    count = len(factors)
    if len(design) % (count + 1):
        raise ContractError(f"{len(design)} points are not walks of {count + 1}")
    values = values_of(design, factors).reshape(-1, count + 1, count)
    signs: Column = np.sign(np.diff(values, axis=1))
    moved = signs != 0.0
    if not ((moved.sum(axis=1) == 1).all() and (moved.sum(axis=2) == 1).all()):
        raise ContractError("the points are not walks that move every factor once")
    return signs


def _elementary_effects(signs: Column, output: Column) -> Column:
    """``[walk, factor]``: what the step that moves a factor up adds to the output."""
    change = np.diff(output.reshape(len(signs), -1), axis=1)
    effects: Column = (signs * change[:, :, None]).sum(axis=1)
    return effects
