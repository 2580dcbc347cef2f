"""Money: every yuan moves on a named line from a payer to a payee.

Three purses are held in the model (the treasury, each committee's self-managed fund and its
collective assets) and the cash of each organization; the rest of the world only gives or
takes. Amounts are whole fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.table import Table, column

FEN = 100.0
"""Fen in a yuan."""


class Line(NamedTuple):
    """One way money can go."""

    name: str
    payer: str
    payee: str
    en: str
    zh: str


LINES = (
    Line("allocation", "county_budget", "treasury", "Allocation", "财政拨款"),
    Line("committee_pay", "treasury", "staff", "Committee pay", "社区工作者工资"),
    Line("grid_pay", "treasury", "staff", "Grid workers' pay", "网格员工资"),
    Line("facility_running", "treasury", "suppliers", "Running of facilities", "设施运行"),
    Line("fund_grant", "treasury", "fund", "Self-managed fund", "社区自治金拨付"),
    Line("event_spending", "fund", "suppliers", "Community events", "社区活动支出"),
    Line("asset_income", "market", "assets", "Asset income", "集体资产收益"),
    Line("dividends", "assets", "members", "Dividends", "集体分红"),
    Line(
        "administration_from_assets",
        "assets",
        "staff",
        "Administration paid from assets",
        "资产垫付政务",
    ),
    Line("purchase", "treasury", "organizations", "Purchase of services", "购买服务"),
    Line("seed_grants", "treasury", "organizations", "Seed grants", "种子资金"),
    Line("donations", "donors", "organizations", "Donations and fees", "捐赠与收费"),
    Line("organization_costs", "organizations", "staff", "Organizations' costs", "社会组织支出"),
    Line("written_off", "staff", "organizations", "Wages never paid", "欠薪核销"),
    Line("handed_back", "organizations", "county_budget", "Cash handed back", "结余收回"),
    Line("incubation", "treasury", "suppliers", "Incubation", "孵化"),
    Line("supervision", "treasury", "suppliers", "Supervision", "监管评估"),
    Line("moved_posts", "treasury", "staff", "Posts for moved work", "公益岗位承接"),
    Line("department_work", "treasury", "staff", "Work back in departments", "部门收回工作"),
    Line("training", "treasury", "suppliers", "Training", "培训"),
    Line("experts", "treasury", "suppliers", "Expert advice", "专家咨询"),
    Line("assistants", "treasury", "suppliers", "Volunteer assistants", "志愿者补贴"),
    Line("placed_pay", "treasury", "staff", "Pay of placed staff", "下派人员工资"),
    Line("building", "treasury", "suppliers", "Building of facilities", "设施建设"),
    Line("operation", "treasury", "suppliers", "Running of new facilities", "新建设施运行"),
    Line("meetings", "treasury", "suppliers", "Meetings and openness", "议事与公开"),
    Line("publicity", "treasury", "suppliers", "Publicity and activities", "宣传与创建活动"),
    Line("rewards", "treasury", "volunteers", "Rewards for volunteers", "志愿奖励"),
    Line("hot_issues", "treasury", "suppliers", "Hot issues", "热点难点办理"),
    Line("platform", "treasury", "suppliers", "Information platform", "信息平台"),
    Line("pay_supplement", "treasury", "staff", "Pay supplements", "岗位补贴"),
)

LINE = {line.name: position for position, line in enumerate(LINES)}
ACCOUNTS = ("treasury", "fund", "assets", "organizations")
"""Purses whose balance the model keeps."""
OUTLAYS = tuple(position for position, line in enumerate(LINES) if line.payer == "treasury")
"""Lines the county pays: their sum is ``cost_yuan``."""


@dataclass(slots=True)
class Ledger(Table):
    """What each line carried in each community this month."""

    fen: np.ndarray = column(np.int64, "fen", len(LINES))


def moved(ledger: Ledger, account: str) -> int:
    """Fen that flowed into ``account`` this month, less what flowed out."""
    inward = sum(
        int(ledger.fen[:, i].sum()) for i, line in enumerate(LINES) if line.payee == account
    )
    outward = sum(
        int(ledger.fen[:, i].sum()) for i, line in enumerate(LINES) if line.payer == account
    )
    return inward - outward
