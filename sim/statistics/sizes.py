"""How many runs, and how large an effect: what n can find."""

from __future__ import annotations

import math

import numpy as np

from sim.statistics.samples import Column, t_quantile


def runs_for_power(standardized: float, power: float = 0.8, level: float = 0.95) -> int:
    """How many pairs find an effect of ``standardized`` SDs of the difference.

    ((z + z)/d)² + 2 pairs, the 2 for Student's t in place of the normal distribution: 34 for
    half an SD at a power of 80 %, 45 at 90 %.
    """
    return math.ceil((_both_quantiles(power, level) / standardized) ** 2 + 2.0)


def smallest_detectable(spread: float, n: int, power: float = 0.8, level: float = 0.95) -> float:
    """The smallest effect that ``n`` pairs find, where their differences have SD ``spread``.

    The same formula turned round; nan of fewer than three pairs.
    """
    return spread * _both_quantiles(power, level) / math.sqrt(n - 2) if n > 2 else math.nan


def _both_quantiles(power: float, level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1.0 + level) / 2.0) + ndtri(power))


def runs_for_half_width(spread: float, half_width: float, level: float = 0.95) -> int:
    """How many runs make the t interval reach no further than ``half_width``; two at least."""
    from scipy.special import ndtri

    n = max(2, math.ceil((float(ndtri((1.0 + level) / 2.0)) * spread / half_width) ** 2))
    while t_quantile(level, n - 1) * spread / math.sqrt(n) > half_width:
        n += 1
    return n


def vargha_delaney(baseline: Column, scenario: Column) -> float:
    """The probability that a run of the scenario is above one of the baseline; ties half.

    Runs are compared as if they were not paired: 0.5 is no difference; nan of no runs.

    References
    ----------
    Vargha & Delaney (2000), A critique and improvement of the CL common language effect size
    statistics, doi:10.3102/10769986025002101.
    """
    if not (len(baseline) and len(scenario)):
        return math.nan
    ordered = np.sort(baseline)
    below = np.searchsorted(ordered, scenario, side="left")
    up_to = np.searchsorted(ordered, scenario, side="right")
    return int((below + up_to).sum()) / (2 * len(baseline) * len(scenario))
