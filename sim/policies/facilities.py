"""Build public facilities over three tiers, where residents are out of reach of one."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from sim.effects import Effects
from sim.money import LINE
from sim.params import Settings, param
from sim.policies.base import Dose, Policy
from sim.state import Communities, World
from sim.vocabulary import DOMAINS, TIERS

Domain = Literal[
    "culture", "sport", "education", "health", "welfare", "safety", "market", "waste",
    "service_center",
]  # fmt: skip


class Tier(Settings):
    """What is built on one tier; facilities of another tier do not stand in (S35)."""

    domains: list[Domain] = Field(
        default_factory=list, description="Fields in which it builds / 建设领域"
    )
    adequate: float = param(
        0.9, 0, 2, "places a head", "Places in reach that count as covered", "视为覆盖的人均供给"
    )
    cover: float = param(
        0.85, 0, 1, "share of residents", "Residents to be covered", "目标覆盖率",
        source="S34",
    )  # fmt: skip
    sites: float = param(2, 0, 60, "sites a year and field", "Sites begun", "每年新建数")
    floor_space: float = param(
        300, 50, 20_000, "square meters", "Floor space of a site", "单处建筑面积", source="S19, S20"
    )


class Facilities(Policy):
    """Centers, markets and venues by service radius, and the money to run them (III(3)).

    Sites are begun, at the pace of the policy's strength, where most residents lack places of the tier in reach, until ``cover`` of
    them have enough. A building opens after its lag and stands idle without ``operation``. Prices
    are *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Facilities", "zh": "基础设施建设"}

    community: Tier = Tier(domains=["service_center", "culture"])
    township: Tier = Tier(domains=["market"], sites=1, floor_space=800)
    county: Tier = Tier(sites=0.5, floor_space=3000)
    siting: Literal["radius_cover", "largest"] = Field(
        default="radius_cover",
        description="Where: most residents without enough in reach, or the largest community / "
        "选址：覆盖缺口最大处，或人口最多处",
    )
    building_yuan: float = param(
        2000, 200, 8000, "yuan per square meter", "Cost of building", "建设单价"
    )
    running_yuan: float = param(
        120, 0, 600, "yuan per square meter and year", "Cost of running", "运行单价"
    )
    operation: float = param(1.0, 0, 1, "share", "Running cost that is paid", "运行经费保障")

    @model_validator(mode="before")
    @classmethod
    def _keep_defaults(cls, values: Any) -> Any:
        """What is not said of a tier stays as it is by default."""
        if not isinstance(values, dict):
            return values
        kept = {
            name: {**cls.model_fields[name].default.model_dump(), **values[name]}
            for name in TIERS
            if isinstance(values.get(name), dict)
        }
        return {**values, **kept}

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        for tier, name in enumerate(TIERS):
            settings: Tier = getattr(self, name)
            for domain in dict.fromkeys(settings.domains):
                self._begin(effects, world, dose, tier, DOMAINS.index(domain))
        begun = effects.building_m2.sum(axis=(1, 2))
        facilities = world.facilities
        built = np.zeros(len(world.communities))
        np.add.at(built, facilities.community, facilities.built_m2)
        running = built * np.minimum(dose.strength, 1.0) * self.operation
        effects.operation[:] = self.operation * dose.strength
        effects.cost_yuan[:, LINE["building"]] = begun * self.building_yuan
        effects.cost_yuan[:, LINE["operation"]] = running * self.running_yuan / 12.0
        return effects

    def _begin(self, effects: Effects, world: World, dose: Dose, tier: int, domain: int) -> None:
        """Begin this month's sites of one tier and field, one after the other."""
        settings: Tier = getattr(self, TIERS[tier])
        reached = dose.strength[dose.reached()]
        rate = settings.sites / 12.0 * (float(reached.mean()) if reached.size else 0.0)
        sites = math.floor((world.month + 1) * rate) - math.floor(world.month * rate)
        if sites == 0 or settings.cover == 0.0:
            return
        supply, reach, each = _supply(world, tier, domain, settings.floor_space)
        people = world.communities.population
        mine = _own_space(world, tier, domain)
        taken = mine >= settings.floor_space
        for _ in range(sites):
            covered = supply >= settings.adequate
            if people[covered].sum() >= settings.cover * people.sum():
                return
            gain = people if self.siting == "largest" else _sum(reach, people * ~covered)
            gain = np.where(dose.reached() & ~taken, gain, -1.0)
            chosen = int(np.argmax(gain))
            if gain[chosen] <= 0.0:
                return
            taken[chosen] = True
            supply = supply + reach[:, chosen] * each[chosen]
            effects.building_m2[chosen, tier, domain] = settings.floor_space - mine[chosen]


def _own_space(world: World, tier: int, domain: int) -> np.ndarray:
    """Square meters of this tier and field that a policy has built or begun [C]."""
    table = world.facilities
    same = (table.tier == tier) & (table.domain == domain)
    space = np.zeros(len(world.communities))
    np.add.at(space, table.community[same], (table.built_m2 + table.coming_m2)[same])
    return space


def _supply(
    world: World, tier: int, domain: int, floor_space: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places a head in reach of each community, who is in reach of whom, and a site's places.

    A facility's places are shared by all in its radius; what is being built counts.
    """
    communities, table = world.communities, world.facilities
    p = world.assumed.places
    places = table.capacity + table.coming_m2 * p.people_per_m2
    there = (table.tier == tier) & (table.domain == domain) & (places > 0.0)
    near = _near(communities, table.x[there], table.y[there], p.radius[tier])
    people = communities.population
    a_head = places[there] / np.maximum(_sum(near, people), 1.0)
    reach = _near(communities, communities.x, communities.y, p.radius[tier])
    each = floor_space * p.people_per_m2 / _sum(reach, people)
    return _sum(near.T, a_head), reach, each


def _sum(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """``rows`` weighted and added one after the other: the same bits everywhere."""
    return np.asarray((rows * weights[:, None]).sum(axis=0))


def _near(communities: Communities, x: np.ndarray, y: np.ndarray, radius: float) -> np.ndarray:
    """Which communities lie within ``radius`` of which points [C, points]."""
    across, along = communities.x[:, None] - x, communities.y[:, None] - y
    return np.asarray(np.sqrt(across * across + along * along) < radius)
