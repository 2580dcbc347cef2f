"""What residents need, how well it is met, and by whom besides the committee."""

from __future__ import annotations

from sim.assumptions.group import LITERATURE, Group
from sim.params import param
from sim.vocabulary import NEEDS, ORGANIZATION_KINDS, TIERS


class Needs(Group):
    """What residents need, how much work it is, and how long they wait."""

    ARRAYS = {
        "rate": NEEDS, "hours": NEEDS, "weight": NEEDS, "patience": NEEDS, "hurt": NEEDS,
    }  # fmt: skip

    rate_certificates: float = param(0.50, 0.35, 0.65, "per year", "Certificate needs", "办证需求")
    rate_elder_care: float = param(
        1.5, 1.0, 2.0, "per year and elder", "Elder-care needs", "养老需求"
    )
    rate_dispute: float = param(0.06, 0.04, 0.08, "per year", "Disputes", "纠纷", source="S119")
    rate_special_support: float = param(
        1.0, 0.6, 1.4, "per year and person", "Special-support needs", "特殊帮扶需求"
    )
    rate_environment: float = param(0.30, 0.2, 0.4, "per year", "Environment needs", "环境需求")
    rate_culture_sport: float = param(0.60, 0.4, 0.8, "per year", "Culture needs", "文体需求")
    hours_certificates: float = param(0.7, 0.5, 0.9, "hours", "Work of a certificate", "办证工时")
    hours_elder_care: float = param(3.0, 2.2, 3.8, "hours", "Work of elder care", "养老工时")
    hours_dispute: float = param(8.0, 6.0, 10.0, "hours", "Work of a dispute", "调解工时")
    hours_special_support: float = param(10.0, 7.0, 13.0, "hours", "Work of support", "帮扶工时")
    hours_environment: float = param(1.5, 1.0, 2.0, "hours", "Work of environment", "环境工时")
    hours_culture_sport: float = param(0.5, 0.3, 0.7, "hours", "Work of culture", "文体工时")
    weight_certificates: float = param(
        0.8, 0.7, 0.9, "0 to 1", "Profession, certificates", "办证专业权重"
    )
    weight_elder_care: float = param(
        0.6, 0.5, 0.7, "0 to 1", "Profession, elder care", "养老专业权重"
    )
    weight_dispute: float = param(0.3, 0.2, 0.4, "0 to 1", "Profession, disputes", "调解专业权重")
    weight_special_support: float = param(
        0.6, 0.5, 0.7, "0 to 1", "Profession, support", "帮扶专业权重"
    )
    weight_environment: float = param(
        0.5, 0.4, 0.6, "0 to 1", "Profession, environment", "环境专业权重"
    )
    weight_culture_sport: float = param(
        0.3, 0.2, 0.4, "0 to 1", "Profession, culture", "文体专业权重"
    )
    patience_certificates: float = param(3, 2, 4, "months", "Patience, certificates", "办证耐心")
    patience_elder_care: float = param(4, 3, 5, "months", "Patience, elder care", "养老耐心")
    patience_dispute: float = param(4, 3, 5, "months", "Patience, disputes", "纠纷耐心")
    patience_special_support: float = param(4, 3, 5, "months", "Patience, support", "帮扶耐心")
    patience_environment: float = param(3, 2, 4, "months", "Patience, environment", "环境耐心")
    patience_culture_sport: float = param(3, 2, 4, "months", "Patience, culture", "文体耐心")
    hurt_certificates: float = param(0.10, 0.05, 0.15, "0 to 1", "Hurt, certificates", "办证受挫")
    hurt_elder_care: float = param(0.20, 0.1, 0.3, "0 to 1", "Hurt, elder care", "养老受挫")
    hurt_dispute: float = param(0.50, 0.3, 0.7, "0 to 1", "Hurt, disputes", "纠纷受挫")
    hurt_special_support: float = param(0.30, 0.2, 0.4, "0 to 1", "Hurt, support", "帮扶受挫")
    hurt_environment: float = param(0.20, 0.1, 0.3, "0 to 1", "Hurt, environment", "环境受挫")
    hurt_culture_sport: float = param(0.03, 0.0, 0.06, "0 to 1", "Hurt, culture", "文体受挫")
    special_share: float = param(
        0.03, 0.02, 0.04, "share", "Residents with special support needs", "特殊帮扶对象比例"
    )
    voice: float = param(0.40, 0.3, 0.5, "probability", "Needs that are voiced", "需求表达率")
    voice_awareness: float = param(0.30, 0.1, 0.5, "per unit", "Voice by awareness", "知晓促表达")
    voice_trust: float = param(0.30, 0.1, 0.5, "per unit", "Voice by trust", "信任促表达")
    voice_detection: float = param(0.25, 0.1, 0.4, "per unit", "Needs a grid detects", "网格发现")
    neighbors_settle: float = param(
        0.50, 0.3, 0.7, "probability", "Disputes neighbors settle", "邻里化解率"
    )
    covenant_settles: float = param(
        0.4, 0.2, 0.6, "share", "More disputes settled under a covenant", "村规民约增益"
    )
    online_use: float = param(
        0.7, 0.5, 0.9, "share", "Online certificates by the most skilled", "网上办理使用率"
    )
    company_meets: float = param(
        0.60, 0.4, 0.8, "share", "Environment needs a property company meets", "物业满足份额"
    )
    subsidized_meets: float = param(
        0.40, 0.2, 0.6, "share", "Environment needs subsidized property meets", "托底物业满足份额"
    )
    owners_supervise: float = param(
        0.15, 0.0, 0.3, "share", "Gain when owners supervise property", "业委会监督增益"
    )
    owner_disputes: float = param(
        0.5, 0.0, 1.0, "share", "Extra disputes with a property company", "物业纠纷增量"
    )


class Service(Group):
    """How good one service is."""

    competence_floor: float = param(0.40, 0.3, 0.5, "0 to 1", "Quality without skill", "零技能质量")
    delay_loss: float = param(0.15, 0.08, 0.25, "per month", "Quality lost by waiting", "等待损失")
    access_weight: float = param(
        0.30, 0.15, 0.45, "0 to 1", "Quality that hangs on access", "可达性权重", source="S36-S38"
    )
    volunteer_skill: float = param(0.35, 0.2, 0.5, "0 to 1", "Skill of volunteers", "志愿者技能")
    report_inflation: float = param(
        0.90, 0.8, 0.95, "share", "Failures reported as done", "瞒报率", source="S120"
    )


class Organizations(Group):
    """Social organizations: founding, contracts, learning, idling, closing."""

    ARRAYS = {"mix": ORGANIZATION_KINDS}

    founding: float = param(
        0.030, 0.015, 0.06, "per community and year", "Founding without support", "自发成立率"
    )
    founding_purchase: float = param(
        0.004,
        0.001,
        0.01,
        "per year and yuan per resident",
        "Founding drawn by purchase",
        "购买带动成立",
    )
    founding_incubation: float = param(
        0.4, 0.2, 0.8, "per community and year", "Founding by incubation", "孵化成立"
    )
    exit_rate: float = param(
        0.04,
        0.02,
        0.10,
        "per year",
        "Closing of the old and solvent",
        "注销率",
        source="S82",
        **LITERATURE,
    )
    exit_young: float = param(
        1.5, 0.5, 2.0, "extra hazard", "Closing of the young", "新设组织注销倍数", source="S82, S84",
    )  # fmt: skip
    young_months: float = param(24, 12, 36, "months", "Time to outgrow newness", "新生期")
    insolvent_months: float = param(
        3, 2, 4, "months", "Insolvency an organization survives", "可承受拖欠"
    )
    credit_months: float = param(
        2.0, 1.0, 4.0, "months of cost", "Credit a director can raise", "垫资能力", source="S64"
    )
    spend_months: float = param(
        24, 12, 36, "months", "Time in which savings and grants are spent", "资金使用期"
    )
    credit_spread: float = param(0.5, 0.25, 0.75, "share", "Spread of that credit", "垫资能力差异")
    month_hours: float = param(
        130, 115, 145, "hours a month", "Service hours of a paid post", "岗位服务工时"
    )
    wage_yuan: float = param(
        2700, 2200, 3500, "yuan a month", "Pay of a post", "岗位工资", source="S17", **LITERATURE
    )
    overhead: float = param(0.15, 0.05, 0.25, "share of wages", "Overhead", "管理费")
    price_cover: float = param(
        0.9,
        0.75,
        1.05,
        "share of cost",
        "Price paid at baseline",
        "购买价格覆盖率",
        source="S129",
        **LITERATURE,
    )
    payment_delay: float = param(
        2, 0, 6, "months", "Payment delay at baseline", "拨付延迟", source="S64", **LITERATURE
    )
    purchase_yuan: float = param(
        5, 3, 12, "yuan per resident and year", "Purchase at baseline", "购买服务经费"
    )
    donations_yuan: float = param(
        45, 20, 150, "yuan a month", "Donations and fees of one", "捐赠与收费"
    )
    volunteers: float = param(12, 6, 20, "people", "Members who help", "骨干志愿者")
    volunteer_month_hours: float = param(
        2.0, 1.0, 3.0, "hours a month", "Hours a member gives", "成员月工时"
    )
    crowding_out: float = param(
        0.5,
        0.0,
        1.0,
        "share",
        "Volunteers crowded out at full dependence",
        "挤出强度",
        source="S77-S80",
        **LITERATURE,
    )
    crowding_peak: float = param(
        0.45,
        0.3,
        0.7,
        "0 to 1",
        "Dependence where it begins",
        "挤出拐点",
        source="S77",
        **LITERATURE,
    )
    skill_start: float = param(0.45, 0.35, 0.55, "0 to 1", "Skill at founding", "初始技能")
    skill_top: float = param(0.75, 0.65, 0.85, "0 to 1", "Skill with experience", "成熟技能")
    learning: float = param(0.23, 0.15, 0.32, "exponent", "Unit cost falls with work", "学习曲线")
    learning_hours: float = param(
        2000, 1000, 4000, "hours", "Work from which learning counts", "学习起点工时"
    )
    skill_hours: float = param(
        4000, 2000, 8000, "hours", "Work that makes experienced", "成熟所需工时"
    )
    hire_rate: float = param(0.25, 0.15, 0.4, "per month", "Staff follow contracts", "用工调整率")
    shell_share: float = param(
        0.15, 0.05, 0.30, "share", "Founders without commitment", "低投入创办者", source="S74-S76"
    )
    shell_speed: float = param(
        0.35,
        0.1,
        0.6,
        "share per grant and community-year",
        "More of them when fast",
        "速度致空壳",
        source="S76",
    )
    repeat_founders: float = param(
        0.35, 0.1, 0.6, "share", "Granted organizations of existing leaders", "骨干重复办会比例",
        source="S76",
    )  # fmt: skip
    reporting: float = param(
        0.12, 0.05, 0.2, "share", "Work hours that full dependence binds", "依赖致行政化工时",
        source="S130",
    )  # fmt: skip
    deregister: float = param(
        0.02, 0.0, 0.05, "per month", "Dormant ones struck off", "注销休眠组织", source="S74"
    )
    filed_share: float = param(
        0.6, 0.3, 0.9, "share", "Merely filed, not registered", "仅备案比例", source="S25"
    )
    mix_elder_care: float = param(
        0.40, 0.2, 0.6, "weight", "Purchase of elder care", "购买养老份额"
    )
    mix_mediation: float = param(0.20, 0.1, 0.3, "weight", "Purchase of mediation", "购买调解份额")
    mix_special_support: float = param(
        0.20, 0.1, 0.3, "weight", "Purchase of support", "购买帮扶份额"
    )
    mix_culture_sport: float = param(
        0.20, 0.1, 0.3, "weight", "Purchase of culture", "购买文体份额"
    )
    mix_volunteer: float = param(
        0.0, 0.0, 0.0, "weight", "Purchase of volunteering", "购买志愿份额"
    )
    mix_statistics: float = param(
        0.0, 0.0, 0.0, "weight", "Purchase of clerical work", "购买统计份额"
    )


class Places(Group):
    """Public facilities: how far people go, and how much there is at the start."""

    ARRAYS = {"radius": TIERS, "lag": TIERS}

    radius_community: float = param(
        500,
        300,
        800,
        "meters",
        "Reach of a community facility",
        "社区级服务半径",
        source="S31",
        **LITERATURE,
    )
    radius_township: float = param(
        1500, 1000, 2500, "meters", "Reach of a township facility", "乡镇级服务半径", source="S33"
    )
    radius_county: float = param(
        8000, 5000, 12000, "meters", "Reach of a county facility", "县级服务半径"
    )
    standard_space: float = param(
        30,
        30,
        30,
        "square meters per 100 households",
        "Floor space that suffices",
        "面积标准",
        source="S19, S20",
        grade="measured",
    )
    people_per_m2: float = param(
        10, 6, 15, "people per square meter", "People a square meter of new building serves",
        "每平方米服务人数", source="S19, S20",
    )  # fmt: skip
    lag_community: float = param(
        6, 3, 12, "months", "Building time, community tier", "社区级建设期"
    )
    lag_township: float = param(12, 6, 18, "months", "Building time, township tier", "乡镇级建设期")
    lag_county: float = param(18, 12, 24, "months", "Building time, county tier", "县级建设期")
    township_share: float = param(
        0.25, 0.1, 0.4, "share of need", "What township facilities cover", "乡镇设施覆盖"
    )
    county_share: float = param(
        0.15, 0.05, 0.25, "share of need", "What county facilities cover", "县级设施覆盖"
    )
