"""When to stop: replications are added until every difference is known well enough.

References
----------
Hoad, Robinson & Davies (2010), Automated selection of the number of replications for a
discrete-event simulation, doi:10.1057/jors.2009.121.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.statistics.samples import Column, variance
from sim.statistics.sizes import runs_for_half_width


@dataclass(frozen=True, slots=True)
class Precision:
    """How well every difference must be known before replications stop.

    ``half_width`` of the 95 % interval, in the outcome's unit. Of the ``first`` replications
    none is spared, and never more than ``most`` are made. The interval must stay narrow for
    ``look_ahead`` more replications: the first time it is narrow may be luck.
    """

    half_width: float
    look_ahead: int = 5
    first: int = 10
    most: int = 1000

    def ahead(self, n: int) -> int:
        """How many more replications must agree at ``n``: in proportion above 100."""
        return self.look_ahead if n <= 100 else self.look_ahead * n // 100


def stop_at(differences: Sequence[Column], precision: Precision) -> int | None:
    """How many replications to keep, or None where more are needed to say.

    ``differences`` holds for every scenario the difference of each replication, in the order
    of replications from the first; nan where a run failed. The answer depends on these numbers
    alone, and not on any beyond it: later replications, other workers and a resumed batch give
    the same. At the cap it is ``most``, narrow or not: ask `is_reached`.
    """
    available = min((len(column) for column in differences), default=0)
    narrow = _narrow(differences, min(available, precision.most), precision.half_width)
    for n in range(max(precision.first, 2), len(narrow)):
        kept = n + precision.ahead(n)
        if kept > precision.most:
            break
        if kept < len(narrow) and narrow[n : kept + 1].all():
            return kept
    return precision.most if available >= precision.most else None


def is_reached(differences: Sequence[Column], half_width: float, kept: int) -> bool:
    """Whether every interval is as narrow as was asked with ``kept`` replications."""
    return bool(_narrow(differences, kept, half_width)[kept])


def forecast(differences: Sequence[Column], half_width: float) -> int | None:
    """How many replications are probably needed, from the spread seen so far.

    That of the scenario that varies most; None where no spread is known yet.
    """
    spreads = [math.sqrt(variance(column[np.isfinite(column)])) for column in differences]
    known = [spread for spread in spreads if math.isfinite(spread)]
    return runs_for_half_width(max(known), half_width) if known else None


def _narrow(differences: Sequence[Column], most: int, half_width: float) -> NDArray[np.bool_]:
    """``[n + 1]``: whether the first n replications make every interval narrow enough."""
    narrow = np.ones(most + 1, bool)
    for column in differences:
        narrow &= _half_widths(column[:most]) <= half_width
    return narrow


def _half_widths(difference: Column) -> Column:
    """``[n + 1]``: the half-width of the interval of the first n, infinite where there is none.

    Running sums, taken from the first number on: no later number can move a bit of them.
    """
    from scipy.special import stdtrit

    valid = np.isfinite(difference)
    start = difference[valid][:1].sum()
    gap = np.where(valid, difference - start, 0.0)
    count, total, squares = (np.cumsum(each) for each in (valid, gap, gap * gap))
    reach = np.full(len(difference) + 1, math.inf)
    (enough,) = np.nonzero(count >= 2)
    n = count[enough]
    spread = np.maximum(squares[enough] - total[enough] ** 2 / n, 0.0) / (n - 1)
    reach[enough + 1] = stdtrit(n - 1, 0.975) * np.sqrt(spread / n)
    return reach
