"""What an evaluator compares with what: weights over the months and communities of a panel.

A panel is one outcome by month and community [T, C]. Every reading of it is a weighted sum,
and the weights follow from when the policy reached whom, and from nothing else. So the same
weights read the county with the policy, the same county without it, and the true effect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

YEAR = 12
ROUNDING = 1e-12

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stages:
    """When a policy reached whom.

    ``reached`` [T, C] from the month of adoption on; ``pilots`` [C] those it reached first;
    ``before`` the (up to) 12 months before them; ``after`` the second half of the first stage,
    which ends when the policy goes on to others or with the panel; ``adopted`` [C] the first
    month, 0 where the panel ends before.
    """

    adopted: NDArray[np.int64]
    reached: Mask
    pilots: Mask
    before: slice
    after: slice


@dataclass(frozen=True, slots=True)
class Contrast:
    """A reading before it is read: the panel times ``weights`` [T, C], summed.

    ``cells`` [T, C] are the months and communities of whose effect it speaks. ``note`` says why
    there is nothing to read; the weights are then zero.
    """

    weights: Table
    cells: Mask
    reached: Mask
    note: str = ""

    def of(self, panel: Table) -> float:
        """The reading of a panel [T, C]."""
        return math.fsum((self.weights * panel).ravel().tolist())

    def rounding(self, panel: Table) -> float:
        """How far from zero a reading can be by rounding alone."""
        return ROUNDING * float(np.abs(self.weights * panel).sum())


def stages(adopted: NDArray[np.int64], months: int) -> Stages:
    """The stages of a roll-out in a panel of ``months``.

    ``adopted`` [C] is the first month (from 1) in which the policy reached each community; 0,
    or a month after the panel's end, is never.
    """
    adopted = np.where(adopted <= months, adopted, 0)
    reached = (adopted > 0) & (adopted <= np.arange(1, months + 1)[:, None])
    when = np.unique(adopted[adopted > 0])
    first = int(when[0]) if when.size else months + 1
    end = int(when[1]) - 1 if when.size > 1 else months
    pilots = (adopted == first) & (adopted > 0)
    middle = first - 1 + (end - first + 1) // 2
    return Stages(adopted, reached, pilots, _year_before(first), slice(middle, end))


def _year_before(month: int) -> slice:
    return slice(max(month - 1 - YEAR, 0), month - 1)


# -- readings --------------------------------------------------------------------------------


def change_in_pilots(plan: Stages) -> Contrast:
    """The pilots after against the same pilots before."""
    return _change(plan, plan.pilots / max(plan.pilots.sum(), 1), _no_start(plan))


def change_against_others(plan: Stages) -> Contrast:
    """The change in the pilots less the change elsewhere in the same months."""
    others = ~plan.pilots
    between = plan.pilots / max(plan.pilots.sum(), 1) - others / max(others.sum(), 1)
    nobody = "" if others.any() else "nobody_to_compare"
    return _change(plan, between, _no_start(plan) or nobody)


def _no_start(plan: Stages) -> str:
    if not plan.pilots.any():
        return "nobody_reached"
    return "" if plan.before.stop else "no_month_before"


def _change(plan: Stages, between: Table, note: str) -> Contrast:
    cells = np.zeros_like(plan.reached)
    cells[plan.after] = plan.pilots
    if note:
        return Contrast(np.zeros(cells.shape), cells, plan.reached, note)
    over_time = np.zeros(len(cells))
    over_time[plan.after] = 1.0 / (plan.after.stop - plan.after.start)
    over_time[plan.before] = -1.0 / (plan.before.stop - plan.before.start)
    return Contrast(over_time[:, None] * between, cells, plan.reached)


def wedge(plan: Stages, period: int = YEAR) -> Contrast:
    """Who has the policy, net of what each community and each period is like.

    Periods are ``period`` months long, counted from the pilots' first month; the first and the
    last may be shorter. A period in which a community is reached midway counts by its share.
    The weights are those of least squares with community and period effects.
    """
    if not plan.pilots.any():
        return _nothing(plan, "nobody_reached")
    first = int(plan.reached.any(axis=1).argmax())
    number = (np.arange(len(plan.reached)) - first) // period
    number -= number[0]
    length = np.bincount(number)[:, None]
    treated = np.zeros((len(length), plan.reached.shape[1]))
    np.add.at(treated, number, plan.reached.astype(float))
    treated /= length
    apart = treated - treated.mean(axis=0) - treated.mean(axis=1)[:, None] + treated.mean()
    scale = float((apart * apart).sum())
    if scale < 1e-9:
        return _nothing(plan, "nobody_to_compare")
    return Contrast((apart / scale / length)[number], plan.reached, plan.reached)


def by_group(plan: Stages) -> Contrast:
    """Each group that was reached together, against those not yet reached, month by month.

    A group's month counts by the group's size. The start of a group is the mean of the (up to)
    12 months before it was reached.
    """
    if not plan.pilots.any():
        return _nothing(plan, "nobody_reached")
    waiting = ~plan.reached
    somebody = waiting.any(axis=1)
    others = waiting / np.maximum(waiting.sum(axis=1), 1)[:, None]
    weights, cells = np.zeros(waiting.shape), np.zeros(waiting.shape, bool)
    for month in np.unique(plan.adopted[plan.adopted > 1]):
        group = plan.adopted == month
        when = somebody & (np.arange(1, len(waiting) + 1) >= month)
        after = when[:, None] * (group - others * group.sum())
        weights += after
        weights[_year_before(int(month))] -= after.sum(axis=0) / min(month - 1, YEAR)
        cells |= when[:, None] & group
    if not cells.any():
        late = (plan.adopted > 1).any()
        return _nothing(plan, "nobody_to_compare" if late else "no_month_before")
    return Contrast(weights / cells.sum(), cells, plan.reached)


def _nothing(plan: Stages, note: str) -> Contrast:
    return Contrast(np.zeros(plan.reached.shape), plan.reached, plan.reached, note)
