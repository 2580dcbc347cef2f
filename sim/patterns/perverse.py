"""Perverse effects U1-U22: each appears in its region and goes when its mechanism is off.

No rule contains one. A region is a policy setting with the assumptions under which the effect
is looked for; the switch is an assumption (``mechanisms.*``) that scales the mechanism away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.patterns.study import Estimate, Study, scenario_with
from sim.scenario import Scenario

LEFT = 0.25
"""Share of an effect that may be left when its mechanism is off."""
Signature = Callable[[Study, Scenario, int], float]


@dataclass(frozen=True)
class Region:
    """Where an effect is looked for: policies, other settings, assumptions by dotted name."""

    policies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Perverse:
    """One perverse effect: its signature is positive where it appears."""

    key: str
    statement: str
    mechanism: str
    basis: str
    signature: str
    switch: str
    region: Region
    measure: Signature


@dataclass(frozen=True)
class Appearance:
    """The signature with the mechanism at work and without it, paired by seed."""

    on: Estimate
    off: Estimate

    @property
    def appears(self) -> bool:
        return self.on.above(0.0)

    @property
    def gone(self) -> bool:
        """What is left without the mechanism is surely less than `LEFT` of it."""
        return (self.off - self.on * LEFT).below(0.0)


PERVERSE: dict[str, Perverse] = {}


def perverse(
    key: str,
    statement: str,
    mechanism: str,
    basis: str,
    signature: str,
    switch: str,
    *,
    policies: Mapping[str, Mapping[str, Any]] | None = None,
    assumptions: Mapping[str, float] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Callable[[Signature], Signature]:
    """Declare the decorated measure as the signature of a perverse effect."""

    def declare(measure: Signature) -> Signature:
        region = Region(policies or {}, assumptions or {}, settings or {})
        PERVERSE[key] = Perverse(
            key, statement, mechanism, basis, signature, switch, region, measure
        )
        return measure

    return declare


def appearance(effect: Perverse, seeds: tuple[int, ...]) -> Appearance:
    """Look for an effect with its mechanism at work, and switched off."""
    scenario = scenario_with(effect.region.policies, effect.region.settings)

    def measured(strength: float) -> Estimate:
        values = {**effect.region.assumptions, f"mechanisms.{effect.switch}": strength}
        study = Study.assuming(values, seeds)
        return study.each(lambda seed: effect.measure(study, scenario, seed))

    return Appearance(measured(1.0), measured(0.0))
