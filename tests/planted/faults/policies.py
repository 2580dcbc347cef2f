"""Faults in policies: when, where, how strongly, for how much money."""

from __future__ import annotations

from planted.patch import Patch

POLICIES = (
    Patch(
        "sim/package.py",
        "A policy begins one month late",
        "if month < policy.start:",
        "if month <= policy.start:",
    ),
    Patch(
        "sim/package.py",
        "A policy ends one month late",
        "month < policy.start + policy.months:",
        "month <= policy.start + policy.months:",
    ),
    Patch(
        "sim/package.py",
        "The pilot stage lasts a month longer",
        "stage = elapsed // rollout.months",
        "stage = max(elapsed - 1, 0) // rollout.months",
    ),
    Patch(
        "sim/package.py",
        "What is for pilots reaches everybody",
        "reached = pilots.copy()",
        "reached = np.ones_like(pilots)",
    ),
    Patch(
        "sim/package.py",
        "The effort in pilots never fades",
        "(rollout.effort - 1.0) * 0.5 ** (elapsed / rollout.effort_half_life)",
        "(rollout.effort - 1.0) * 0.5 ** (0.0 / rollout.effort_half_life)",
    ),
    Patch(
        "sim/package.py",
        "Hours lent to pilots are not taken off the lenders",
        "world.effects.policy_hours += hours * lent",
        "world.effects.policy_hours += 0.0 * hours * lent",
    ),
    Patch(
        "sim/package.py",
        "What began before the reported months ends where they begin",
        "            self._carry_on(policy, mask, world, people)",
        "            self._carry_on(policy, mask & (world.month < self.burn_in), world, people)",
    ),
    Patch(
        "sim/package.py",
        "The worst off are the best off",
        "merit = -merit",
        "merit = +merit",
    ),
    Patch(
        "sim/package.py",
        "The budget of the package is spent once for each policy",
        "return share, left - share * cost",
        "return share, left",
    ),
    Patch(
        "sim/package.py",
        "A year's money is spent every month",
        "cap = left if budget is None else min(left, budget * people / 12.0)",
        "cap = left if budget is None else min(left, budget * people)",
    ),
    Patch(
        "sim/policies/staff_training.py",
        "A year of training is paid for every month",
        "fees / 12.0 * workers",
        "fees * workers",
    ),
    Patch(
        "sim/policies/publicity.py",
        "A year's activities take place every month",
        "effects.activities[:] = self.activities / 12.0 * strength",
        "effects.activities[:] = self.activities * strength",
    ),
    Patch(
        "sim/policies/task_offloading.py",
        "Clip forgotten: more than all of an item moves out",
        "np.minimum(move.share * self.scale * strength, 1.0)",
        "np.minimum(move.share * self.scale * strength, 2.0)",
    ),
)
