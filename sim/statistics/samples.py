"""Statistics of one sample: mean, variance and Student's interval.

One run is one observation. Means and variances are exact sums (`math.fsum`), so that they do
not depend on the order.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

FEWEST = 5
"""Below this many values a t interval misleads: the mean alone is given."""

FEW = 10
"""Below this many values an interval is marked as resting on few runs."""

Column = NDArray[np.float64]


def mean(values: Column) -> float:
    """The mean; nan of no values."""
    return math.fsum(values) / len(values) if len(values) else math.nan


def variance(values: Column) -> float:
    """The sample variance; nan of fewer than two values."""
    if len(values) < 2:
        return math.nan
    center = mean(values)
    return math.fsum((value - center) ** 2 for value in values.tolist()) / (len(values) - 1)


def interval(values: Column, level: float = 0.95) -> tuple[float, float]:
    """Student's t interval of the mean; nan where there are too few values for one."""
    if len(values) < FEWEST:
        return math.nan, math.nan
    center = mean(values)
    reach = t_quantile(level, len(values) - 1) * math.sqrt(variance(values) / len(values))
    return center - reach, center + reach


def p_value(values: Column) -> float:
    """The two-sided p-value of Student's test that the mean is zero; nan of too few values.

    It is below 1 − level exactly where the interval of that level leaves out zero. Of values
    that never vary it is 1 if they are zero, and 0 if not.
    """
    if len(values) < FEWEST:
        return math.nan
    from scipy.special import stdtr

    error = math.sqrt(variance(values) / len(values))
    distance = over(abs(mean(values)), error)
    return 2.0 * float(stdtr(len(values) - 1, -distance))


def t_quantile(level: float, freedom: int) -> float:
    """How many standard errors a two-sided interval of ``level`` reaches."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1.0 + level) / 2.0))


def over(part: float, whole: float, of_nothing: float = 0.0) -> float:
    """``part / whole``: infinite over zero, and ``of_nothing`` where both are zero."""
    if whole == 0.0:
        return math.copysign(math.inf, part) if part else of_nothing
    return part / whole
