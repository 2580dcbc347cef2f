"""A package: which policies act where, how strongly, and how much of them can be paid."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from sim.county import Profile
from sim.draws import draw
from sim.effects import Effects
from sim.policies import Dose, Policy, Rollout
from sim.state import World
from sim.vocabulary import AREAS, COMMUNITY_KINDS

MOST_LENT = 0.2
"""Share of its hours that a community lends to pilots at most (*assumed*)."""


class Package:
    """The policies of one scenario, ready to speak each month.

    ``delivered`` [P] is the share of each policy's cost that was paid this month, in the
    order of ``keys``; NaN where a policy does not act. ``adopted`` [C] is the first reported
    month in which a policy acted in a community, 0 where none has. Policies already ``begun``
    count their months from the start of the burn-in and are paid apart from any ``budget``.
    """

    def __init__(
        self,
        policies: Mapping[str, Policy],
        *,
        profile: Profile,
        burn_in: int,
        begun: Mapping[str, Policy] | None = None,
        rollout: Rollout | None = None,
        budget: float | None = None,
    ) -> None:
        self.keys = tuple(policies)
        self.policies = tuple(policies.values())
        self.burn_in = burn_in
        self.budget = budget
        self.masks = [targeted(policy.where, profile) for policy in self.policies]
        self.rollouts = [policy.rollout or rollout for policy in self.policies]
        self.begun = tuple((begun or {}).values())
        self.begun_masks = [targeted(policy.where, profile) for policy in self.begun]
        self.profile = profile
        self.pilots: list[np.ndarray | None] = []
        self.delivered = np.full(len(self.keys), np.nan)
        self.adopted = np.zeros(len(profile), np.int64)
        self._spoke = False

    def begin(self, world: World) -> None:
        """Choose the pilots from the settled county, before any policy acts."""
        world.effects.clear()
        self.pilots = [
            None if rollout is None else chosen(rollout, mask, world, self.profile)
            for rollout, mask in zip(self.rollouts, self.masks, strict=True)
        ]

    def speak(self, world: World) -> None:
        """Put this month's effects, as far as they are paid for, into the world."""
        if self._spoke:
            world.effects.clear()
            self._spoke = False
        people = float(world.communities.population.sum())
        for policy, mask in zip(self.begun, self.begun_masks, strict=True):
            self._carry_on(policy, mask, world, people)
        month = world.month - self.burn_in + 1
        if month < 1 or not self.keys:
            return
        extra = np.zeros(len(world.communities))
        left = np.inf if self.budget is None else self.budget * people / 12.0
        for position, policy in enumerate(self.policies):
            strength = self._strength(position, month, world)
            self.delivered[position] = np.nan
            if not strength.any():
                continue
            self.adopted[(self.adopted == 0) & (strength > 0.0)] = month
            effects = policy.effects(world, Dose(strength))
            share, left = affordable(effects, policy.budget, people, left)
            self.delivered[position] = share
            world.effects.add(effects if share == 1.0 else effects.scaled(share))
            self._spoke = True
            if self.rollouts[position] is not None and effects.buffer.any():
                extra = np.maximum(extra, share * self._extra_effort(position, month))
        if extra.any():
            lend(extra, world)

    def _carry_on(self, policy: Policy, mask: np.ndarray, world: World, people: float) -> None:
        """Speak for a policy that began before the reported months."""
        strength = ramped(policy, world.month + 1) * policy.size * policy.fidelity * mask
        if strength.any():
            effects = policy.effects(world, Dose(strength))
            share, _ = affordable(effects, policy.budget, people, np.inf)
            world.effects.add(effects.scaled(share))
            self._spoke = True

    def _strength(self, position: int, month: int, world: World) -> np.ndarray:
        """How much of a policy reaches each community in a reported month [C]."""
        policy = self.policies[position]
        strength = ramped(policy, month) * policy.size * policy.fidelity * self.masks[position]
        rollout, pilots = self.rollouts[position], self.pilots[position]
        if rollout is None or pilots is None or month < policy.start:
            return strength
        elapsed = month - policy.start
        stage = elapsed // rollout.months
        reached = pilots.copy()
        for place in rollout.stages[:stage]:
            reached |= targeted(place, self.profile)
        strength = strength * reached
        if stage == 0:
            tells = world.assumed.delivery.on_effort
            strength = strength * (1.0 + tells * self._extra_effort(position, month))
        else:
            strength = strength * rollout.scale_funding
        return strength * supervised(rollout, int((strength > 0.0).sum()), elapsed, world)

    def _extra_effort(self, position: int, month: int) -> np.ndarray:
        """Effort beyond the usual that pilots get this month [C], fading."""
        policy, rollout, pilots = (
            self.policies[position], self.rollouts[position], self.pilots[position],
        )  # fmt: skip
        elapsed = month - policy.start
        if rollout is None or pilots is None or not 0 <= elapsed < rollout.months:
            return np.zeros(len(self.masks[position]))
        return pilots * (rollout.effort - 1.0) * 0.5 ** (elapsed / rollout.effort_half_life)


def supervised(rollout: Rollout, communities: int, elapsed: int, world: World) -> float:
    """Share of a policy that is delivered when so many communities share the supervisors.

    What is lost for want of attention is made good, in time, by experience.
    """
    p = world.assumed.delivery
    attended = min(rollout.supervised / communities, 1.0) if communities else 1.0
    lost = p.unsupervised_loss * (1.0 - attended) * math.exp(-p.learning * elapsed)
    return 1.0 - lost


def lend(extra: np.ndarray, world: World) -> None:
    """Extra effort in pilots comes from staff of all other communities, hour for hour.

    ``extra`` [C] is the effort beyond the usual; each other community lends in proportion
    to its hours of last month, at most `MOST_LENT` of them.
    """
    wanted = extra * world.assumed.delivery.effort_hours
    spare = np.maximum(world.communities.capacity_hours - world.effects.policy_hours, 0.0)
    hours = np.where(extra > 0.0, 0.0, spare)
    total, pool = math.fsum(wanted.tolist()), math.fsum(hours.tolist())
    if total <= 0.0 or pool <= 0.0:
        return
    lent = min(total / pool, MOST_LENT)
    world.effects.policy_hours += hours * lent
    world.effects.borrowed_hours += wanted * (lent * pool / total)


def ramped(policy: Policy, month: int) -> float:
    """Share of full strength in a reported month: rising over ``ramp`` months from the start,
    falling over ``taper`` months after the end, 0 outside."""
    if month < policy.start:
        return 0.0
    risen = min((month - policy.start + 1) / policy.ramp, 1.0)
    if policy.months is None or month < policy.start + policy.months:
        return risen
    over = month - policy.start - policy.months + 1
    return risen * max(1.0 - over / (policy.taper + 1.0), 0.0)


def targeted(where: str | list[str], profile: Profile) -> np.ndarray:
    """Which communities ``where`` names: all, areas, kinds, names or codes."""
    names = [where] if isinstance(where, str) else where
    mask = np.zeros(len(profile), bool)
    for name in names:
        if name == "all":
            mask[:] = True
        elif name in AREAS:
            mask |= profile.area == AREAS.index(name)
        elif name in COMMUNITY_KINDS:
            mask |= profile.kind == COMMUNITY_KINDS.index(name)
        else:
            mask |= (profile.name == name) | (profile.code == name)
    return mask


def chosen(rollout: Rollout, mask: np.ndarray, world: World, profile: Profile) -> np.ndarray:
    """The pilot communities: by lot, by trust and satisfaction, by branch, or by name."""
    table = world.communities
    if rollout.choose == "named":
        return mask & targeted(rollout.named, profile)
    if rollout.choose == "random":
        merit = np.array([draw(world.seed, "pilot", -1, int(key)) for key in table.identity])
    elif rollout.choose == "connected":
        merit = table.mobilized_hours / table.population
    else:
        merit = table.trust + table.satisfaction
        if rollout.choose == "worst_off":
            merit = -merit
    candidates = np.flatnonzero(mask)
    order = candidates[np.argsort(-merit[candidates], kind="stable")]
    pilots = np.zeros(len(mask), bool)
    pilots[order[: rollout.pilots]] = True
    return pilots


def affordable(
    effects: Effects, budget: float | None, people: float, left: float
) -> tuple[float, float]:
    """The share of a policy that can be paid, and what is left for the policies after it.

    ``budget`` is the policy's own cap in yuan per resident and year, ``left`` what remains
    of the package's, in yuan this month. Policies are paid in the order of `POLICIES`. The cap
    is on what policies set out to spend; services nobody asked for are then not paid.
    """
    if budget is None and left == np.inf:
        return 1.0, left
    cost = effects.total_yuan()
    cap = left if budget is None else min(left, budget * people / 12.0)
    share = 1.0 if cost <= cap else cap / cost
    return share, left - share * cost
