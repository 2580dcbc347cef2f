"""Publicity: tell residents about their community, promise, and hold activities."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class Publicity(Policy):
    """Campaigns, creation activities and rewards under "the community is my home" (III(5)).

    Publicity makes channels known and raises expectations; it is believed as far as what it
    promises is what residents know (S95, S117). Hours and prices are *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Publicity", "zh": "社区是我家宣传"}

    intensity: float = param(0.5, 0, 1, "0 to 1", "Intensity of the campaign", "宣传强度")
    promise: float = param(
        0.5, 0, 1, "0 to 1", "Service quality it promises", "承诺水平", source="S95"
    )
    campaign_hours: float = param(
        40, 0, 160, "hours a month and community", "Work of a full campaign", "宣传工时"
    )
    campaign_yuan: float = param(
        3, 0, 20, "yuan per resident and year", "Cost of a full campaign", "宣传经费"
    )
    activities: float = param(6, 0, 48, "events a year", "Creation activities", "创建活动")
    activity_hours: float = param(12, 0, 60, "hours an event", "Work of an event", "活动工时")
    activity_yuan: float = param(1500, 0, 20_000, "yuan an event", "Cost of an event", "活动经费")
    reward_yuan: float = param(
        0, 0, 100, "yuan an act", "Rewards for volunteering", "志愿奖励", source="S105"
    )

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength, communities = dose.strength, world.communities
        effects.publicity[:] = self.intensity * strength
        effects.promise[:] = self.intensity * self.promise * strength
        effects.activities[:] = self.activities / 12.0 * strength
        effects.reward_yuan[:] = self.reward_yuan * strength
        hours = self.campaign_hours * self.intensity + self.activity_hours * self.activities / 12.0
        effects.policy_hours[:] = hours * strength
        campaign = self.campaign_yuan * self.intensity * communities.population / 12.0
        events = self.activity_yuan * self.activities / 12.0
        effects.cost_yuan[:, LINE["publicity"]] = (campaign + events) * strength
        rewards = self.reward_yuan * communities.volunteering_acts
        effects.cost_yuan[:, LINE["rewards"]] = rewards * strength
        return effects
