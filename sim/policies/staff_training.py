"""Train committee staff, send talent in, and pay enough that it stays."""

from __future__ import annotations

from typing import ClassVar

from sim.effects import Effects
from sim.money import LINE
from sim.params import param
from sim.policies.base import Dose, Policy
from sim.state import World
from sim.vocabulary import GRID_WORKER, STAFF_ROWS


class StaffTraining(Policy):
    """Classes, study visits, experts, assistants, graduates, posts and pay (report III(4)).

    Class and visit hours are taken off service. Unused skill decays (S90); graduates leave
    (S121). Fees and the cost of experts and assistants are *assumed*.
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Staff training", "zh": "人员培训与人才"}

    hours: float = param(
        24, 0, 200, "hours a year and worker", "In-house training", "请进来培训", source="S21"
    )
    hour_yuan: float = param(40, 0, 300, "yuan an hour and worker", "Fee of training", "培训费")
    study_visits: float = param(1, 0, 6, "visits a year and worker", "Study visits", "走出去次数")
    visit_hours: float = param(16, 4, 40, "hours", "Length of a visit", "外出学时")
    visit_yuan: float = param(1200, 0, 5000, "yuan", "Cost of a visit", "外出费用")
    experts: float = param(0.5, 0, 10, "days a month and community", "Expert advice", "专家咨询")
    expert_yuan: float = param(800, 0, 5000, "yuan a day", "Fee of an expert", "专家费")
    assistants: float = param(
        0, 0, 400, "hours a month and community", "Volunteer assistants", "志愿者辅助工时"
    )
    assistant_yuan: float = param(10, 0, 50, "yuan an hour", "Expenses of assistants", "志愿者补贴")
    graduates: float = param(0.5, 0, 4, "per community", "Graduates placed", "下派大学生")
    posts: float = param(0, 0, 4, "per community", "Public-welfare posts placed", "下派公益岗")
    pay_supplement: float = param(0.0, 0, 0.5, "share of pay", "Pay supplement", "岗位补贴比例")

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength = dose.strength
        staff = world.staff
        here = (staff.active & (staff.kind != GRID_WORKER)).reshape(-1, STAFF_ROWS)
        workers = here.sum(axis=1)
        office = (here & ~staff.placed.reshape(-1, STAFF_ROWS)).sum(axis=1)
        money = world.assumed.money
        effects.class_hours[:] = self.hours / 12.0 * strength
        effects.visit_hours[:] = self.study_visits * self.visit_hours / 12.0 * strength
        effects.expert_days[:] = self.experts * strength
        effects.assistant_hours[:] = self.assistants * strength
        effects.graduates[:] = self.graduates * strength
        effects.posts[:] = self.posts * strength
        effects.pay_supplement[:] = self.pay_supplement * strength
        fees = self.hours * self.hour_yuan + self.study_visits * self.visit_yuan
        placed = self.graduates * money.committee_wage_yuan + self.posts * money.post_wage_yuan
        supplement = self.pay_supplement * money.committee_wage_yuan
        cost = effects.cost_yuan
        cost[:, LINE["training"]] = fees / 12.0 * workers * strength
        cost[:, LINE["experts"]] = self.experts * self.expert_yuan * strength
        cost[:, LINE["assistants"]] = self.assistants * self.assistant_yuan * strength
        cost[:, LINE["placed_pay"]] = placed * strength
        cost[:, LINE["pay_supplement"]] = supplement * office * strength
        return effects
