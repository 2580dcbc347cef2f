"""Mechanisms as such: switches that turn them off, and signs the literature disputes.

Worlds are not drawn from here: a switch asks what a mechanism does, a sign which of two
readings of the evidence one believes.
"""

from __future__ import annotations

from typing import ClassVar

from sim.assumptions.group import Group
from sim.params import param


class Mechanisms(Group):
    """Which mechanisms are at work: 1 as they are, 0 switched off.

    All are at work by default but abdication: nobody reports that posts follow tasks.
    """

    SCALES: ClassVar[dict[str, tuple[str, ...]]] = {
        "social_influence": (
            "participation.on_active", "influence.ask", "satisfaction.hearsay", "trust.hearsay",
            "grievance.spread", "belonging.connect_neighbors", "belonging.connect_active",
            "belonging.connect_grievance",
        ),
        "rebound": ("workload.rebound",),
        "formalism": ("workload.fake_slope", "service.report_inflation"),
        "cost_shifting": ("money.assets_for_work",),
        "shells": ("organizations.shell_share", "organizations.shell_speed"),
        "repeat_founders": ("organizations.repeat_founders",),
        "skill_decay": ("staff.skill_decay",),
        "promises": ("trust.promise_loss",),
        "form_creep": ("workload.system_hours", "workload.grid_hours"),
        "crowding_out": ("organizations.crowding_out",),
        "contract_conditions": ("organizations.reporting",),
        "capture": ("trust.capture",),
        "fatigue": ("participation.on_recent", "trust.reply_crowding"),
        "pilot_effort": ("delivery.on_effort",),
        "displacement": ("delivery.effort_hours",),
        "petition_loop": ("workload.hours_per_petition",),
        "grievance_spread": ("grievance.spread",),
        "reward_crowding": ("participation.reward_crowding",),
    }  # fmt: skip
    """What a switch multiplies; those not named here are read by the phases themselves."""

    social_influence: float = param(1, 0, 1, "0 to 1", "Social influence", "社会影响")
    upward_priority: float = param(1, 0, 1, "0 to 1", "Priority of work from above", "政务优先")
    rebound: float = param(1, 0, 1, "0 to 1", "Rebound of relieved work", "减负反弹")
    formalism: float = param(1, 0, 1, "0 to 1", "Formalism", "形式主义")
    cost_shifting: float = param(1, 0, 1, "0 to 1", "Cost shifted to assets", "成本转嫁集体资产")
    insolvency: float = param(1, 0, 1, "0 to 1", "Insolvent organizations close", "资不抵债即关停")
    shells: float = param(1, 0, 1, "0 to 1", "Founders without commitment", "空壳组织")
    repeat_founders: float = param(1, 0, 1, "0 to 1", "Founders found again", "同一骨干多头办会")
    talent_leak: float = param(1, 0, 1, "0 to 1", "Graduates move on", "人才流失")
    skill_decay: float = param(1, 0, 1, "0 to 1", "Unused skill decays", "闲置技能衰减")
    promises: float = param(1, 0, 1, "0 to 1", "Broken promises cost trust", "承诺落空失信")
    form_creep: float = param(1, 0, 1, "0 to 1", "Systems and grids add forms", "系统与网格增表")
    crowding_out: float = param(1, 0, 1, "0 to 1", "Volunteers crowded out", "志愿挤出")
    contract_conditions: float = param(
        1, 0, 1, "0 to 1", "Contracts bind organizations", "合同条件行政化"
    )
    capture: float = param(1, 0, 1, "0 to 1", "The settled are heard first", "参与俘获")
    fatigue: float = param(1, 0, 1, "0 to 1", "Meetings tire and replies run out", "参与疲劳")
    pilot_effort: float = param(1, 0, 1, "0 to 1", "Extra effort in pilots", "试点超常投入")
    displacement: float = param(1, 0, 1, "0 to 1", "Pilots draw staff from elsewhere", "注意力挤占")
    idleness: float = param(
        1, 0, 1, "0 to 1", "Buildings idle without operation", "无运营经费则闲置"
    )
    petition_loop: float = param(1, 0, 1, "0 to 1", "Complaints make stability work", "信访循环")
    grievance_spread: float = param(1, 0, 1, "0 to 1", "Grievance spreads on ties", "怨气扩散")
    reward_crowding: float = param(1, 0, 1, "0 to 1", "Rewards replace own motives", "奖励挤出动机")
    abdication: float = param(0, 0, 1, "0 to 1", "Posts follow moved tasks", "编随事走")


class Signs(Group):
    """Signs on which the evidence disagrees: 1 as usually read, -1 the other way round."""

    SCALES: ClassVar[dict[str, tuple[str, ...]]] = {
        "crowding": ("organizations.crowding_out",),
        "organizations": ("participation.on_organizations",),
        "social_information": ("participation.on_active",),
    }
    """What a sign multiplies; the other two are read by the phases themselves."""

    crowding: float = param(
        1, -1, 1, "sign", "Government money crowds volunteers out", "政府资金挤出志愿",
        source="S77-S80",
    )  # fmt: skip
    organizations: float = param(
        0, -1, 1, "sign", "Organizations raise institutional participation", "组织密度促进制度参与",
        source="S50",
    )  # fmt: skip
    residence: float = param(
        1, -1, 1, "sign", "Years in a new estate attach", "新小区居住年限增归属", source="S45, S111"
    )
    social_information: float = param(
        1, -1, 1, "sign", "Active neighbors encourage", "他人参与带动自己", source="S106, S107"
    )
    resettlement: float = param(
        1, -1, 1, "sign", "Villages moved whole attach", "整村安置增归属", source="S41, S44"
    )
