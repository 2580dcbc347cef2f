"""Grid management: divide communities into grids, staff them, and see needs sooner."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class GridManagement(Policy):
    """Grids of some hundred households, each with a worker paid by the town (report I(2)).

    Grid workers detect needs and help at the office; what they report upward is work for the
    committee (S97, S102).
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Grid management", "zh": "网格化管理"}

    grid_residents: float = param(
        1250, 500, 3000, "residents", "Residents in a grid", "每格人数", source="S26"
    )
    staffed: float = param(0.6, 0, 1, "share of grids", "Grids with a worker", "专职网格员配备率")
    rounds: float = param(0.2, 0, 0.6, "share of time", "More time on rounds", "增加巡查时间")
    reporting: float = param(0.0, 0, 4, "factor", "More reporting upward", "新增上报", source="S97")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength, communities = dose.strength, world.communities
        grids = communities.population / self.grid_residents * self.staffed
        wanted = np.maximum(grids - communities.grid_posts, 0.0) * strength
        effects.grid_workers[:] = wanted
        effects.grid_rounds[:] = self.rounds * strength
        effects.grid_reporting[:] = self.reporting * strength
        effects.cost_yuan[:, LINE["grid_pay"]] = wanted * world.assumed.money.grid_wage_yuan
        return effects
