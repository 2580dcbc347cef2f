"""Deepen self-governance: open the books, hold meetings, answer, let owners and rules work."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class SelfGovernance(Policy):
    """Openness, appraisal, hearings, assemblies, consultation, owners, covenants (III(5)).

    Every channel takes staff hours; voices are answered as far as hours are kept for replies,
    and silence costs trust (S115, S53). Hours and prices are *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Self-governance", "zh": "居民自治"}

    openness: float = param(0.5, 0, 1, "0 to 1", "Openness of affairs", "村务公开")
    openness_hours: float = param(
        16, 0, 80, "hours a month and community", "Work of full openness", "公开工时"
    )
    appraisal: float = param(
        0.25, 0, 1, "0 to 1", "Weight of residents' appraisal", "民主评议权重", source="S124"
    )
    appraisal_hours: float = param(
        12, 0, 60, "hours a month and community", "Work of full appraisal", "评议工时"
    )
    assemblies: float = param(
        2, 0, 12, "meetings a year", "Representative assemblies", "居民代表会议"
    )
    hearings: float = param(2, 0, 12, "meetings a year", "Hearings", "事务听证")
    decisive: float = param(
        0.6, 0, 1, "share", "Hearings that may change the decision", "听证可改变决定比例",
        source="S127",
    )  # fmt: skip
    consultations: float = param(2, 0, 12, "meetings a year", "Consultations", "社区协商")
    meeting_hours: float = param(
        24, 4, 80, "hours a meeting", "Work of holding a meeting", "办会工时"
    )
    meeting_yuan: float = param(600, 0, 5000, "yuan a meeting", "Cost of a meeting", "办会经费")
    invitations: float = param(
        0.05,
        0,
        1,
        "share of residents",
        "Residents invited to a meeting",
        "邀请比例",
        source="S105",
    )
    reply_hours: float = param(
        24, 0, 160, "hours a month and community", "Hours kept for replies", "回应工时",
        source="S115",
    )  # fmt: skip
    owners_committees: float = param(
        0.3, 0, 1, "share of estates", "Owners' committees set up", "业主委员会"
    )
    owners_hours: float = param(
        6, 0, 40, "hours a month and community", "Work of guiding them", "指导业委会工时"
    )
    covenant: float = param(0.5, 0, 1, "0 to 1", "Village rules and covenants", "村规民约")
    covenant_hours: float = param(
        6, 0, 40, "hours a month and community", "Work of keeping a covenant", "公约工时"
    )
    fund_yuan: float = param(
        2, 0, 30, "yuan per resident and year", "More in the self-managed fund", "社区自治金增量",
        source="S72",
    )  # fmt: skip

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength = dose.strength
        meetings = self.assemblies + self.hearings + self.consultations
        effects.openness[:] = self.openness * strength
        effects.appraisal_weight[:] = self.appraisal * strength
        effects.meetings[:] = meetings * strength
        effects.hearings[:] = self.hearings * strength
        effects.decisive_hearings[:] = self.hearings * self.decisive * strength
        effects.consultations[:] = self.consultations * strength
        effects.invitations[:] = self.invitations * strength
        effects.reply_hours[:] = self.reply_hours * strength
        estates = world.communities.property > 0
        effects.owners_committees[:] = self.owners_committees * strength * estates
        effects.covenant[:] = self.covenant * strength
        hours = (
            self.openness_hours * self.openness
            + self.appraisal_hours * self.appraisal
            + self.meeting_hours * meetings / 12.0
            + self.reply_hours
            + self.owners_hours * self.owners_committees * estates
            + self.covenant_hours * self.covenant
        )
        effects.policy_hours[:] = hours * strength
        cost = effects.cost_yuan
        cost[:, LINE["meetings"]] = self.meeting_yuan * meetings / 12.0 * strength
        people = world.communities.population / 12.0
        cost[:, LINE["fund_grant"]] = self.fund_yuan * people * strength
        return effects
