"""Bands around a mean path: month by month, and around the whole path at once."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.statistics.resampling import RESAMPLES, resampled_rows
from sim.statistics.samples import FEW, FEWEST, Column, mean, t_quantile, variance

LEAST_SPREAD = 0.5
"""The smallest SD that a resample is divided by, in SDs of the sample."""

Paths = NDArray[np.float64]
"""``[run, month]``."""


class Band(NamedTuple):
    """A mean path with its point-wise and its simultaneous limits, a number per month."""

    mean: Column
    low: Column
    high: Column
    low_band: Column
    high_band: Column


def band_of(paths: Paths, level: float = 0.95) -> Band:
    """The mean of ``paths`` and how far it can be trusted.

    Between ``low`` and ``high`` the mean of one month lies with probability ``level`` (nan of
    fewer than 5 runs); between ``low_band`` and ``high_band`` the whole path does (nan of
    fewer than 10).
    """
    center = np.array([mean(column) for column in paths.T])
    error = _errors(paths)
    alone = t_quantile(level, len(paths) - 1) if len(paths) >= FEWEST else math.nan
    reach, wide = alone * error, band_quantile(paths, level) * error
    return Band(center, center - reach, center + reach, center - wide, center + wide)


def band_quantile(paths: Paths, level: float = 0.95) -> float:
    """How many standard errors make the intervals of all months hold together.

    The quantile of the largest |t| of any month, by resampling whole paths. Every resample is
    divided by its own standard error, or by half of the sample's where its own is smaller:
    else a month in which few runs differ would make the band as wide as one likes. Months in
    which the paths never vary take no part. Never below the single t interval; nan of fewer
    than 10 paths, which tell too little of how months hang together.

    References
    ----------
    Montiel Olea & Plagborg-Møller (2019), Simultaneous confidence bands: theory,
    implementation, and an application to SVARs, doi:10.1002/jae.2656.
    """
    n = len(paths)
    if n < FEW:
        return math.nan
    error = _errors(paths)
    varying = error > 0.0
    alone = t_quantile(level, n - 1)
    if not varying.any():
        return alone
    scaled = (paths[:, varying] - paths[:, varying].mean(axis=0)) / error[varying]
    return max(float(np.quantile(_largest_distances(scaled / math.sqrt(n)), level)), alone)


def _errors(paths: Paths) -> Column:
    return np.sqrt(np.array([variance(column) for column in paths.T]) / len(paths))


def _largest_distances(scaled: Paths) -> Column:
    """The largest |t| of every resample of paths that have mean 0 and SD 1 in every month."""
    n = len(scaled)
    places = resampled_rows(n) + n * np.arange(RESAMPLES)[:, None]
    counts = np.bincount(places.ravel(), minlength=n * RESAMPLES).reshape(RESAMPLES, n) / n
    # no matrix product: its last bits depend on the machine's library and threads
    means = np.einsum("rn,nt->rt", counts, scaled)
    squares = np.einsum("rn,nt->rt", counts, scaled * scaled)
    spread = np.sqrt(np.maximum(squares - means * means, 0.0) * n / (n - 1))
    distances = np.abs(means) / np.maximum(spread, LEAST_SPREAD) * math.sqrt(n)
    largest: Column = distances.max(axis=1)
    return largest
