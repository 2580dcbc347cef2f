"""What a scenario may say but probably does not mean, as far as its own words show.

What only its county shows is told by `sim.outlook`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.policies.base import Policy, Rollout
from sim.reading.scalars import quoted

YEAR = 12
"""Months; what policies do takes longer than less of them shows."""


def oddities(scenario: Any) -> Iterator[str]:
    """What a `Scenario` says that is allowed but probably not meant."""
    for text in dict.fromkeys([scenario.name, *scenario.title.values()]):
        if re.search("[“”‘’]", text):
            yield f"name or title: {quoted(text)} contains curly quotes; they are kept"
    if scenario.months < YEAR:
        yield f"months: {scenario.months} are too few to see what policies do; 60 are usual"
    if scenario.budget == 0 and scenario.policies.given():
        yield "budget: 0 means that no policy can ever be paid"
    if _names_nobody(scenario.rollout):
        yield "rollout.named: no pilots are named, so no policy starts before the next stage"
    for name, policy in scenario.policies.given().items():
        yield from _of_policy(name, policy, scenario.months)


def _of_policy(name: str, policy: Policy, months: int) -> Iterator[str]:
    """What one policy says that its name, money or months make pointless."""
    if _names_nobody(policy.rollout):
        yield f"policies.{name}.rollout.named: no pilots are named"
    if policy.start > months:
        yield (
            f"policies.{name}.start: month {policy.start} is after the last month "
            f"{months}; the policy never acts"
        )
    if policy.months is not None and policy.months < policy.ramp:
        yield (
            f"policies.{name}.months: it ends after {policy.months} months, before it has "
            f"its full strength (ramp: {policy.ramp})"
        )
    for lever in ("size", "fidelity"):
        if getattr(policy, lever) == 0:
            yield f"policies.{name}.{lever}: 0 makes the policy the same as none"
    if policy.budget == 0:
        yield f"policies.{name}.budget: 0 means that the policy can never be paid"


def _names_nobody(rollout: Rollout | None) -> bool:
    return rollout is not None and rollout.choose == "named" and not rollout.named
