"""Clarify the boundary: government items leave the committee's desk, and somebody does them."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from sim.effects import Effects
from sim.money import LINE
from sim.params import Settings, param
from sim.policies.base import Dose, Policy
from sim.state import World
from sim.vocabulary import (
    BY_DEPARTMENT,
    BY_ORGANIZATION,
    BY_POST,
    CLERKS,
    DELAYS,
    DOERS,
    ITEMS,
)

Doer = Literal["organization", "post", "department", "cancelled"]
NEVER_TO_ORGANIZATIONS = ("inspections", "land", "stability")


class Move(Settings):
    """How much of one type of item leaves, and who does it then."""

    share: float = param(0.5, 0.0, 1.0, "share", "Moved share", "移出比例")
    to: Doer = Field(default="department", description="Who does it then / 承接方")


def _moves() -> dict[Any, Move]:
    """The report's list (III(1), III(2)): each type of item with the doer that suits it."""
    return {
        "inspections": Move(share=0.4, to="cancelled"),
        "social_security": Move(share=0.5, to="post"),
        "statistics": Move(share=0.5, to="organization"),
        "stability": Move(share=0.3, to="department"),
        "land": Move(share=0.5, to="department"),
        "health": Move(share=0.5, to="post"),
    }


class TaskOffloading(Policy):
    """Move government items out of residents' committees, against payment (report III(1)).

    What organizations do is bought at ``price_cover`` of its cost and paid after
    ``payment_delay`` months; posts and departments are paid by the hour; supervision keeps
    the door (entry control) and the assessment. Reported cuts of 28-85 % are gross (S4-S6,
    S98-S100); they rebound without entry control (S7).
    """

    TITLE: ClassVar[dict[str, str]] = {"en": "Task offloading", "zh": "行政事务减负"}

    items: dict[
        Literal["inspections", "social_security", "statistics", "stability", "land", "health"], Move
    ] = Field(
        default_factory=_moves,
        description="By type of item: share, and to whom / 各类事项的移出比例与承接方",
    )
    scale: float = param(1.0, 0.0, 2.0, "factor", "Factor on all moved shares", "移出比例系数")
    explicit_list: bool = Field(
        default=True,
        description="Items are listed; without a list moves are half as effective / "
        "有明示清单（否则效果减半）",
    )
    entry_control: float = param(
        0.5, 0.0, 1.0, "0 to 1", "Control of new items at the door", "准入控制"
    )
    appraisal_weight: float = param(
        0.0, 0.0, 1.0, "0 to 1", "Weight of residents in the assessment", "居民评议权重"
    )
    ban_on_assets: bool = Field(
        default=True,
        description="Collective assets may not pay for government work / 禁止以集体资产为政务买单",
    )
    price_cover: float = param(
        0.95, 0.0, 1.2, "share of cost", "Price paid to organizations", "价格覆盖率", source="S129"
    )
    payment_delay: int = param(1, 0, 12, "months", "Delay of payment", "拨付延迟", source="S64")
    supervision_yuan: float = param(
        300, 0, 3000, "yuan a month and community", "Cost of entry control", "准入监管费"
    )

    @model_validator(mode="before")
    @classmethod
    def _keep_defaults(cls, values: Any) -> Any:
        """What is not said of a type of item, or of all of it, stays as it is by default."""
        if isinstance(values, dict) and isinstance(values.get("items"), dict):
            items: dict[str, Any] = {name: dict(move) for name, move in _moves().items()}
            for name, said in values["items"].items():
                merge = isinstance(said, dict) and name in items
                items[name] = {**items[name], **said} if merge else said
            values = {**values, "items": items}
        return values

    @model_validator(mode="after")
    def _law_stays(self) -> TaskOffloading:
        for item in NEVER_TO_ORGANIZATIONS:
            if self.items[item].to == "organization" and self.items[item].share > 0.0:  # type: ignore[index]
                raise ValueError(f"{item} can never go to organizations")
        return self

    def effects(self, world: World, dose: Dose) -> Effects:
        effects = Effects.empty(len(world.communities))
        strength = dose.strength * (1.0 if self.explicit_list else 0.5)
        for name, move in self.items.items():
            share = np.minimum(move.share * self.scale * strength, 1.0)
            effects.moved[:, ITEMS.index(name), DOERS.index(move.to)] = share
        hours = np.zeros((len(world.communities), len(DOERS)))
        for item in range(len(ITEMS)):
            hours += world.communities.handed_hours[:, item, None] * effects.moved[:, item, :]
        effects.entry_control[:] = self.entry_control * dose.strength
        effects.appraisal_weight[:] = self.appraisal_weight * dose.strength
        effects.asset_ban[:] = self.ban_on_assets * dose.strength
        assumed = world.assumed
        q, money = assumed.organizations, assumed.money
        hour_cost = q.wage_yuan * (1.0 + q.overhead) / q.month_hours
        bought = hours[:, BY_ORGANIZATION]
        effects.purchase_hours[:, CLERKS] = bought
        delay = min(self.payment_delay, DELAYS - 1)
        effects.purchase_yuan[:, CLERKS, delay] = bought * hour_cost * self.price_cover
        post_hour = money.post_wage_yuan / (assumed.staff.month_hours * 0.8)
        effects.cost_yuan[:, LINE["moved_posts"]] = hours[:, BY_POST] * post_hour
        department = hours[:, BY_DEPARTMENT] * money.department_hour_yuan
        effects.cost_yuan[:, LINE["department_work"]] = department
        watched = self.supervision_yuan * self.entry_control
        effects.cost_yuan[:, LINE["supervision"]] = watched * dose.strength
        return effects
