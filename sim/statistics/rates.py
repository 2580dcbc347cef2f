"""Yes or no in every run: shares of runs, and how surely they are known."""

from __future__ import annotations

import math


def wilson(yes: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share of runs; nan of no run.

    Unlike the t interval it is honest where ``yes`` is rare, and never a single point.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    doi:10.1080/01621459.1927.10502953.
    """
    if n == 0:
        return math.nan, math.nan
    square = _normal_quantile(level) ** 2
    share = yes / n
    center = (share + square / (2 * n)) / (1 + square / n)
    reach = math.sqrt(square * (share * (1 - share) / n + square / (4 * n * n))) / (1 + square / n)
    return max(center - reach, 0.0), min(center + reach, 1.0)


def _normal_quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1.0 + level) / 2.0))
