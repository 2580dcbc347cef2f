"""What a visitor may turn: a policy's levers as sliders, built from their declarations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.dashboard.wording import group_title, with_unit
from sim.levers import Lever, levers, shared_levers
from sim.policies import POLICIES
from sim.policies.base import Policy
from sim.scenario import Scenario
from sim.words import Language

STEPS = 100
"""Into about so many notches a slider divides a lever's range."""

SHARED = ("size", "start", "ramp")
"""Levers of every policy that have a slider; ``size`` multiplies all others and comes first."""

FEW = 4
"""So many levers show of a policy of which the scenario sets none."""

UP_TO_THE_END = ("start", "ramp")
"""Levers in months, whose sliders end with the run."""


@dataclass(frozen=True)
class Knob:
    """One slider: a lever of one policy, where it stands and how far it goes."""

    policy: str
    lever: Lever
    low: float
    high: float
    stands: float
    whole: bool
    main: bool

    @property
    def key(self) -> str:
        """The dotted key in the scenario."""
        return f"policies.{self.policy}.{self.lever.key}"

    @property
    def notch(self) -> float:
        """How far one step goes: 1 for things that are counted, else a round number.

        The finest of them is small enough that the lever stands on a notch.
        """
        if self.whole:
            return 1.0
        rough = (self.high - self.low) / STEPS
        found = (base * 10.0**power for power in range(4, -8, -1) for base in (5, 2, 1))
        fine = [each for each in found if each <= 1.5 * rough]
        offset = self.stands - self.low
        return next((each for each in fine if _divides(each, offset)), fine[0])

    def title(self, lang: Language) -> str:
        """What the lever is called, below what it is a lever of: "Purchase · Elder care"."""
        own = self.lever.zh if lang == "zh" else self.lever.en
        above = group_title(self.lever.key, lang)
        return f"{above} · {own}" if above else own

    def told(self, number: float, lang: Language) -> str:
        """A value of it, with its unit."""
        return with_unit(number, self.lever.unit, lang)

    def setting(self, number: float) -> float:
        """A value as the scenario takes it: slid to, whole where things are counted."""
        held = min(max(number, self.low), self.high)
        return round(held) if self.whole else round(held, 9)


def knobs(written: Scenario, stands: Scenario, policy: str) -> list[Knob]:
    """The sliders of one policy, the main ones first.

    Main are its size and whatever the scenario as it was ``written`` sets to something else
    than its default, or the first `FEW` of its own levers where it sets nothing so; ``stands``
    tells where they are now. A policy that is off stands as written, or at its defaults.
    """
    given = _policy(written, policy)
    now = _policy(stands, policy) if policy in stands.policies.given() else given
    turnable = [each for each in (*_of_all(), *levers(policy)) if _is_number(each)]
    main = {each.key for each in turnable if reached(given, each.key) != each.default}
    if not main - set(SHARED):
        main |= {each.key for each in turnable[len(SHARED) : len(SHARED) + FEW]}
    found = [_knob(policy, each, now, written.months, each.key in main | {"size"})
             for each in turnable]  # fmt: skip
    return sorted(found, key=lambda knob: not knob.main)


def switched(written: Scenario, policy: str, on: bool) -> dict[str, Any]:
    """The settings that put a policy on, as it was written or at its defaults, or off."""
    return {f"policies.{policy}": _policy(written, policy).model_dump() if on else None}


def reached(settings: Any, dotted_key: str) -> Any:
    """The value that stands at a lever's key inside a policy."""
    for step in dotted_key.split("."):
        settings = settings[step] if isinstance(settings, dict) else getattr(settings, step)
    return settings


def _policy(spec: Scenario, policy: str) -> Policy:
    return spec.policies.given().get(policy) or POLICIES[policy]()


def _of_all() -> Iterator[Lever]:
    by_key = {lever.key: lever for lever in shared_levers()}
    return (by_key[key] for key in SHARED)


def _is_number(lever: Lever) -> bool:
    numbers = isinstance(lever.default, int | float) and not isinstance(lever.default, bool)
    return numbers and lever.low is not None and lever.high is not None


def _knob(policy: str, lever: Lever, now: Policy, months: int, main: bool) -> Knob:
    assert lever.low is not None
    assert lever.high is not None
    stands = reached(now, lever.key)
    high = max(1.0, min(lever.high, months)) if lever.key in UP_TO_THE_END else lever.high
    return Knob(policy, lever, lever.low, max(high, stands), stands, _counts(now, lever.key), main)


def _counts(settings: Any, dotted_key: str) -> bool:
    """Whether the field at a lever's key takes whole numbers only."""
    above, _, name = dotted_key.rpartition(".")
    owner = reached(settings, above) if above else settings
    return type(owner).model_fields[name].annotation is int


def _divides(notch: float, offset: float) -> bool:
    return math.isclose(offset / notch, round(offset / notch), abs_tol=1e-6)
