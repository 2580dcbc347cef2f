"""An information platform: forms it replaces, forms it adds, data shared, service online."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class InformationPlatform(Policy):
    """The integrated service platform of the development zone, for others too (report I(2)).

    It relieves only if it replaces forms; issued as one more system it adds to them
    (S98-S102). Costs are *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Information platform", "zh": "信息共享平台"}

    forms_replaced: float = param(
        0.4, 0, 1, "share of forms", "Forms it replaces", "替代报表比例", source="S98-S101",
        grade="literature",
    )  # fmt: skip
    forms_added: float = param(
        0.5, 0, 3, "systems", "Systems to fill in that it adds", "新增填报系统", source="S102"
    )
    data_sharing: float = param(0.5, 0, 1, "0 to 1", "Data shared by departments", "数据共享")
    online: float = param(0.4, 0, 1, "share", "Certificates handled online", "网上办理")
    build_yuan: float = param(
        2, 0, 30, "yuan per resident and year", "Building it, at full scope", "平台建设费"
    )
    running_yuan: float = param(1, 0, 15, "yuan per resident and year", "Running it", "平台运行费")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength = dose.strength
        effects.forms_replaced[:] = self.forms_replaced * strength
        effects.forms_added[:] = self.forms_added * strength
        effects.data_sharing[:] = self.data_sharing * strength
        effects.online[:] = self.online * strength
        scope = (self.forms_replaced + self.data_sharing + self.online) / 3.0
        yuan = self.build_yuan * scope + self.running_yuan
        people = world.communities.population / 12.0
        effects.cost_yuan[:, LINE["platform"]] = yuan * people * strength
        return effects
