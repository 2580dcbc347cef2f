"""Do good and practical things: settle what troubles residents most and longest."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World


class HotIssueResolution(Policy):
    """Hours and money every month for the oldest grievances (report III(5)).

    An issue needs both, and no more is spent than there are issues. Whom it troubles and what it
    costs to settle it is *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Hot-issue resolution", "zh": "热点难点办理"}

    hours: float = param(
        20, 0, 400, "hours a month and community", "Staff hours for hot issues", "办理工时"
    )
    yuan: float = param(5, 0, 60, "yuan per resident and year", "Money for hot issues", "办理经费")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        communities, p = world.communities, world.assumed.grievance
        people = communities.population / 12.0
        issues = np.minimum(
            np.minimum(self.hours / p.issue_hours, self.yuan * people / p.issue_yuan)
            * dose.strength,
            communities.hot_issues.sum(axis=1) / p.issue_people,
        )
        effects.issue_hours[:] = issues * p.issue_hours
        effects.issue_yuan[:] = issues * p.issue_yuan
        effects.policy_hours[:] = issues * p.issue_hours
        effects.cost_yuan[:, LINE["hot_issues"]] = issues * p.issue_yuan
        return effects
