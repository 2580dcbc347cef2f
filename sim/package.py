"""A package: which policies act where, how strongly, and how much of them can be paid."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.county import Profile
from sim.draws import draw
from sim.effects import Effects
from sim.policies import Dose, Policy, Rollout
from sim.state import World
from sim.vocabulary import AREAS, COMMUNITY_KINDS

NORTH = AREAS.index("north_city")


class Package:
    """The policies of one scenario, ready to speak each month.

    ``delivered`` [P] is the share of each policy's cost that was paid this month, in the
    order of ``keys``; NaN where a policy does not act.
    """

    def __init__(
        self,
        policies: Mapping[str, Policy],
        *,
        profile: Profile,
        burn_in: int,
        rollout: Rollout | None = None,
        budget: float | None = None,
    ) -> None:
        self.keys = tuple(policies)
        self.policies = tuple(policies.values())
        self.burn_in = burn_in
        self.budget = budget
        self.masks = [targeted(policy.where, profile) for policy in self.policies]
        self.rollouts = [policy.rollout or rollout for policy in self.policies]
        self.profile = profile
        self.pilots: list[np.ndarray | None] = []
        self.delivered = np.full(len(self.keys), np.nan)
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
        month = world.month - self.burn_in + 1
        if month < 1 or not self.keys:
            return
        people = float(world.communities.population.sum())
        left = np.inf if self.budget is None else self.budget * people / 12.0
        for position, policy in enumerate(self.policies):
            strength = self._strength(position, month)
            self.delivered[position] = np.nan
            if not strength.any():
                continue
            effects = policy.effects(world, Dose(strength))
            share, left = affordable(effects, policy.budget, people, left)
            self.delivered[position] = share
            world.effects.add(effects if share == 1.0 else effects.scaled(share))
            self._spoke = True

    def _strength(self, position: int, month: int) -> np.ndarray:
        policy = self.policies[position]
        level = ramped(policy, month) * policy.fidelity
        strength = level * self.masks[position]
        rollout, pilots = self.rollouts[position], self.pilots[position]
        if rollout is None or pilots is None:
            return strength
        elapsed = month - policy.start
        if elapsed < rollout.months:
            return strength * pilots * rollout.effort
        north_only = rollout.then == "north_first" and elapsed < 2 * rollout.months
        if north_only:
            return strength * (pilots | (self.profile.area == NORTH))
        return strength


def ramped(policy: Policy, month: int) -> float:
    """Share of full strength in a reported month: 0 outside, rising over ``ramp`` months."""
    if month < policy.start:
        return 0.0
    if policy.months is not None and month >= policy.start + policy.months:
        return 0.0
    return min((month - policy.start + 1) / policy.ramp, 1.0)


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
