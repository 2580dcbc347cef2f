"""Public facilities: sites where buildings are begun, opened and run, and who is in reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.plain.rules import clip, distance, within_reach
from sim.vocabulary import DOMAINS, TIERS

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel

CULTURE, SPORT = DOMAINS.index("culture"), DOMAINS.index("sport")
SERVICE_CENTER = DOMAINS.index("service_center")
VENUES = (CULTURE, SPORT, SERVICE_CENTER)
"""Fields whose buildings residents meet in."""
SITES = len(TIERS) * len(DOMAINS)
"""Sites of each community where a policy may build, one of each tier and field."""


@dataclass(slots=True)
class Facility:
    """A public facility, or a site where one may be built."""

    domain: int
    tier: int
    x: float
    y: float
    capacity: float
    operated: float
    built_m2: float
    coming_m2: float
    opens: int

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Facility:
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})

    @property
    def places(self) -> float:
        """People it serves as it is run now."""
        return self.capacity * self.operated

    def nearness(self, committee: Committee, radius: list[float]) -> float:
        """Weight of this facility for the people of a community."""
        away = distance(committee.x, committee.y, self.x, self.y)
        weight: float = within_reach(away, radius[self.tier])
        return weight

    def build(self, square_metres: float, month: int, p: Any) -> bool:
        """Begin what is to be built, open what is ready; whether anything opened.

        What is added to a building under way opens with it.
        """
        if square_metres > 0.0:
            if self.coming_m2 == 0.0:
                self.opens = month + int(p.lag[self.tier] + 0.5)
            self.coming_m2 += square_metres
        if self.coming_m2 <= 0.0 or month < self.opens:
            return False
        self.built_m2 += self.coming_m2
        self.coming_m2 = 0.0
        self.capacity = self.built_m2 * p.people_per_m2
        return True

    def operate(self, share: float) -> bool:
        """Run this share of what is open; whether that is a change."""
        changed = self.built_m2 > 0.0 and self.operated != share
        if changed:
            self.operated = share
        return changed


def look_after_sites(committee: Committee) -> bool:
    """Buildings of one community are begun, open, and stand idle as far as nobody runs them.

    Whether access changes by it.
    """
    p, effects, flows = committee.model.p, committee.effects, committee.flows
    run = 1.0 - p.mechanisms.idleness * (1.0 - clip(effects.operation, 0.0, 1.0))
    flows.floor_space = committee.venue_space = committee.floor_space
    changed = False
    for site in committee.sites:
        begun = effects.building_m2[site.tier][site.domain]
        opened = site.build(begun, committee.model.month, p.places)
        started = site.operate(run)
        changed = changed or opened or started
        flows.floor_space += site.built_m2
        flows.idle_space += site.built_m2 * (1.0 - run)
        if site.domain in VENUES:
            committee.venue_space += site.built_m2 * run
    return changed


def find_access(model: PlainModel) -> None:
    """Each facility spreads its places over the people in reach; communities add them up."""
    supply = [[0.0] * len(DOMAINS) for _ in model.committees]
    for facility in model.facilities:
        if facility.places > 0.0:
            spread(model, facility, supply)
    for committee, access in zip(model.committees, supply, strict=True):
        total = 0.0
        for places in access:
            total += min(places, 1.0)
        committee.access_all = min(total / len(DOMAINS), 1.0)
        committee.access_center = min(access[SERVICE_CENTER], 1.0)
        committee.access_venue = 0.5 * min(access[CULTURE], 1.0) + 0.5 * min(access[SPORT], 1.0)


def spread(model: PlainModel, facility: Facility, supply: list[list[float]]) -> None:
    """Add one facility's places a head to the supply of all communities in its reach."""
    radius = model.p.places.radius
    near = [facility.nearness(committee, radius) for committee in model.committees]
    people = 0.0
    for committee, weight in zip(model.committees, near, strict=True):
        people += committee.population * weight
    if people <= 0.0:
        return
    for access, weight in zip(supply, near, strict=True):
        access[facility.domain] += weight * facility.places / people
