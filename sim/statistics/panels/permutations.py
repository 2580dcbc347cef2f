"""Had the policy come to other communities instead: inference when there are few of them.

With fewer than thirty communities a standard error is itself hardly known. So the same dates
are dealt to the communities anew, 999 times and the same way every time, and the reading is
compared with what it would then have been. If the pilots were drawn by lot, that is exact.

References
----------
Wang & De Gruttola (2017), The use of permutation tests for the analysis of parallel and
stepped-wedge cluster-randomized trials, doi:10.1002/sim.7329; Thompson et al. (2019),
swpermute: permutation tests for stepped-wedge cluster-randomised trials,
doi:10.1177/1536867X19893624.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.draws import mix, month_key, named
from sim.statistics.panels.contrasts import Contrast, Table

DRAWS = 999
"""With the actual assignment one thousand, so that 5 % is a whole number of them."""

_SAME = 1.0 - 1e-9


def redrawn(seen: Table, contrast: Contrast) -> Table:
    """The reading under each of 999 other assignments of the same dates to communities."""
    # The product of every community's weights with every community's path, then picked. Both
    # sums run in a fixed order, so that the last digits do not depend on the machine.
    products = (contrast.weights[:, :, None] * seen[:, None, :]).sum(axis=0)
    rows = _assignments(seen.shape[1])
    values: Table = products[rows, np.arange(len(rows))[:, None]].sum(axis=0)
    return values


@lru_cache(maxsize=8)
def _assignments(communities: int) -> NDArray[np.int64]:
    """``[C, draw]``: whose dates each community gets."""
    scramble = getattr(mix, "py_func", mix)
    key = scramble(np.array([month_key(0, 0)]) + named("pilots elsewhere"))
    counter = np.arange(communities * DRAWS, dtype=np.uint64).reshape(communities, DRAWS)
    order: NDArray[np.int64] = scramble(key + counter).argsort(axis=0, kind="stable")
    order.flags.writeable = False
    return order


def p_value(seen: Table, contrast: Contrast, actual: float, values: Table) -> float:
    """The share of assignments, the actual one included, that read at least as far from zero."""
    least = abs(actual) - contrast.rounding(seen)
    return float(1 + (np.abs(values) >= least).sum()) / (DRAWS + 1)


def inverted(contrast: Contrast, actual: float, values: Table, level: float) -> tuple[float, float]:
    """All constant effects that the permutation test does not reject.

    Take a constant effect e off the reached communities: the actual reading becomes
    ``actual − e`` and that of another assignment ``value − e·overlap``, where the overlap
    (at most 1) is how much of an effect would be read at the wrong communities. Another
    assignment is as extreme for e between (actual − value)/(1 − overlap) and
    (actual + value)/(1 + overlap), an interval around the reading; so the bounds are order
    statistics, and nothing is searched. Infinite where there are too few different assignments.
    """
    overlap = redrawn(contrast.reached.astype(float), contrast)
    same = np.abs(overlap) > _SAME
    room = np.where(same, 0.5, overlap)
    ends = (actual - values) / (1.0 - room), (actual + values) / (1.0 + room)
    lows = np.where(same, -math.inf, np.minimum(*ends))
    highs = np.where(same, math.inf, np.maximum(*ends))
    rank = round((1.0 - level) * (DRAWS + 1)) - 1
    return float(np.sort(lows)[rank]), float(np.sort(highs)[DRAWS - 1 - rank])
