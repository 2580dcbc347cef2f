"""Cultivate social organizations: grants, incubation, and buying services from them."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import Settings, param
from sim.policies.base import Dose, Policy
from sim.state import World
from sim.vocabulary import DELAYS, ORGANIZATION_KINDS


class Purchase(Settings):
    """Yuan per resident and year spent on each kind of service."""

    elder_care: float = param(4.0, 0, 60, "yuan per resident and year", "Elder care", "养老服务")
    mediation: float = param(
        3.0, 0, 60, "yuan per resident and year", "Family disputes", "家庭纠纷"
    )
    special_support: float = param(
        2.0, 0, 60, "yuan per resident and year", "Special support", "特殊人群"
    )
    culture_sport: float = param(
        1.0, 0, 60, "yuan per resident and year", "Culture and sport", "文体活动"
    )
    volunteer: float = param(0.0, 0, 60, "yuan per resident and year", "Mutual aid", "志愿互助")
    statistics: float = param(
        0.0, 0, 60, "yuan per resident and year", "Service statistics", "服务统计"
    )


class OrganizationCultivation(Policy):
    """Seed, incubate and buy from social organizations; keep the empty ones out (III(2)).

    Grants are of the size paid elsewhere (S69-S71). Most of what is bought is work for
    residents, so the admin share of the committee may rise while its load falls.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Organization cultivation", "zh": "社会组织培育"}

    seed_grants_per_year: float = param(
        6.0, 0, 200, "grants a year per 100,000 residents", "Seed grants", "种子资金项目数"
    )
    grant_yuan: float = param(
        80_000, 10_000, 200_000, "yuan", "Size of a grant", "单项资助额", source="S69-S71",
        grade="literature",
    )  # fmt: skip
    incubation: float = param(0.5, 0, 1, "0 to 1", "Incubation", "孵化强度")
    incubation_yuan: float = param(
        1.5, 0, 20, "yuan per resident and year at full strength", "Cost of incubation", "孵化成本",
        source="S67", grade="literature",
    )  # fmt: skip
    purchase: Purchase = Purchase()
    price_cover: float = param(
        0.95, 0.3, 1.2, "share of cost", "Price paid", "价格覆盖率", source="S129",
        grade="literature",
    )  # fmt: skip
    payment_delay: int = param(1, 0, 12, "months", "Delay of payment", "拨付延迟", source="S64")
    quality_gate: float = param(0.5, 0, 1, "0 to 1", "Check of applicants", "准入审核")
    cleanup: float = param(
        0.05, 0, 1, "share a month", "Dormant organizations struck off", "休眠清理", source="S74"
    )
    supervision_yuan: float = param(
        0.5, 0, 10, "yuan per resident and year", "Cost of supervision", "监管成本"
    )

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength = dose.strength
        people = world.communities.population / 12.0 * strength
        effects.seed_grants[:] = self.seed_grants_per_year * people / 100_000.0
        effects.seed_grant_yuan[:] = effects.seed_grants * self.grant_yuan
        effects.incubation[:] = self.incubation * strength
        effects.quality_gate[:] = self.quality_gate * strength
        effects.cleanup[:] = self.cleanup * strength
        q = world.assumed.organizations
        hour_cost = q.wage_yuan * (1.0 + q.overhead) / q.month_hours
        delay = min(self.payment_delay, DELAYS - 1)
        for kind, name in enumerate(ORGANIZATION_KINDS):
            yuan = getattr(self.purchase, name) * people
            effects.purchase_yuan[:, kind, delay] = yuan
            effects.purchase_hours[:, kind] = yuan / (self.price_cover * hour_cost)
        effects.cost_yuan[:, LINE["incubation"]] = self.incubation_yuan * self.incubation * people
        effects.cost_yuan[:, LINE["supervision"]] = self.supervision_yuan * people
        return effects
