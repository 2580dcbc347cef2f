"""Committees: government work, staff, and the money both move on."""

from __future__ import annotations

from sim.assumptions.group import LITERATURE, Group
from sim.params import param
from sim.vocabulary import ITEMS, STAFF_KINDS


class Workload(Group):
    """Government work handed to committees, and what they do with it."""

    ARRAYS = {"share": ITEMS}

    fixed_hours: float = param(
        215, 180, 250, "hours a month", "Government work per community", "每社区固定政务工时"
    )
    hours_per_resident: float = param(
        0.054, 0.045, 0.065, "hours a month", "Government work per resident", "人均政务工时"
    )
    town_amplification: float = param(
        1.3, 1.0, 1.5, "factor", "Amplification by the town", "层层加码", source="S7"
    )
    share_inspections: float = param(
        0.30, 0.22, 0.38, "share", "Inspections, meetings, traces", "检查会议留痕", source="S9"
    )
    share_social_security: float = param(
        0.20, 0.15, 0.25, "share", "Social security, verification", "社保与核查"
    )
    share_statistics: float = param(
        0.20, 0.15, 0.25, "share", "Statistics and forms", "统计报表", source="S100"
    )
    share_stability: float = param(0.12, 0.09, 0.15, "share", "Petitions and stability", "信访维稳")
    share_land: float = param(0.10, 0.07, 0.13, "share", "Land and demolition", "征地拆迁")
    share_health: float = param(0.08, 0.06, 0.10, "share", "Health and family planning", "卫生计生")
    land_in_new_towns: float = param(
        1.5, 1.0, 2.0, "factor", "Land work in new communities", "新建社区征拆倍数"
    )
    land_elsewhere: float = param(
        0.6, 0.3, 1.0, "factor", "Land work elsewhere", "其他社区征拆倍数"
    )
    hours_per_petition: float = param(
        1.5, 0.5, 3.0, "hours", "Stability work per complaint", "每件投诉维稳工时"
    )
    platform_cut: float = param(
        0.3,
        -0.15,
        0.6,
        "share",
        "Forms a platform replaces",
        "平台替代报表份额",
        source="S98-S102",
        **LITERATURE,
    )
    system_hours: float = param(
        25, 10, 60, "hours a month", "Forms a new system adds to each community", "新系统新增填报工时",
        source="S102",
    )  # fmt: skip
    sharing_cut: float = param(
        0.4, 0.2, 0.6, "share", "Verification that shared data spare", "数据共享节省核查份额",
        source="S98",
    )  # fmt: skip
    grid_residents: float = param(
        1250, 1000, 1500, "residents", "Residents a grid worker can watch", "每格人数", source="S26"
    )
    grid_rounds: float = param(
        0.3, 0.2, 0.4, "share of time", "Rounds of a grid worker as usual", "网格员日常巡查时间"
    )
    grid_hours: float = param(
        20, 5, 40, "hours a month", "Reporting per grid worker", "每名网格员填报工时", source="S97"
    )
    pressure: float = param(
        1.75, 1.4, 2.2, "logit", "Pressure of assessment", "考核压力", source="S124"
    )
    oversight: float = param(
        2.0, 1.0, 3.0, "logit", "Weight of residents' appraisal", "居民评议权重"
    )
    fake_slope: float = param(
        0.35,
        0.25,
        0.45,
        "share per overload",
        "Faked completion",
        "形式主义倾向",
        source="S62, S102",
    )
    fake_hours: float = param(
        0.10, 0.0, 0.2, "share of hours", "Hours a faked item still takes", "造假仍耗工时"
    )
    overload_cap: float = param(
        0.5, 0.4, 0.6, "rho - 1", "Overload beyond which nothing worsens", "超载上限"
    )
    late_cap: float = param(
        0.15, 0.10, 0.20, "share of a month", "Late work carried over", "拖延结转上限"
    )
    rebound: float = param(
        0.03,
        0.01,
        0.06,
        "per month",
        "Rebound of relieved work",
        "减负反弹率",
        source="S7",
        **LITERATURE,
    )
    pass_through: float = param(
        0.5, 0.2, 0.8, "share", "Spare hours that reach residents", "减负传导率"
    )


class Staff(Group):
    """Committee staff: hours, skills, burnout, coming and going."""

    ARRAYS = {"skill": STAFF_KINDS}

    month_hours: float = param(160, 150, 176, "hours a month", "Working hours", "月工时")
    base_productivity: float = param(
        0.70, 0.60, 0.76, "factor", "Productivity without skill", "零技能生产率"
    )
    skill_productivity: float = param(
        0.35, 0.2, 0.6, "factor", "Productivity that skill adds", "技能增产"
    )
    burnout_drag: float = param(
        0.20, 0.1, 0.4, "factor", "Productivity that burnout takes", "倦怠减产"
    )
    burnout_rise: float = param(
        0.105, 0.07, 0.13, "per month", "Burnout from overload", "超载致倦怠"
    )
    burnout_recovery: float = param(
        0.045, 0.03, 0.06, "per month", "Recovery from burnout", "倦怠恢复"
    )
    burnout_young: float = param(
        1.3, 1.0, 1.6, "factor", "Burnout of young graduates", "年轻高学历者倦怠倍数", source="S13"
    )
    exit_rate: float = param(
        0.013,
        0.007,
        0.024,
        "per month",
        "Exit at average burnout",
        "离职率",
        source="S14, S15",
        **LITERATURE,
    )
    exit_burnout: float = param(1.5, 0.5, 2.5, "log hazard", "Exit from burnout", "倦怠致离职")
    social_worker_exit: float = param(
        1.3,
        1.0,
        1.6,
        "factor",
        "Exit of social workers",
        "社工离职倍数",
        source="S14",
        **LITERATURE,
    )
    graduate_retention: float = param(
        0.30,
        0.16,
        0.60,
        "share",
        "Graduates still there after 3 years",
        "大学生三年留任率",
        source="S121",
        **LITERATURE,
    )
    pay_on_exit: float = param(
        1.5, 0.5, 2.5, "log hazard per share of pay", "Retention by pay supplements", "补贴留人"
    )
    hire_rate: float = param(0.35, 0.2, 0.5, "per month", "Vacancies filled", "空缺补充率")
    secondment_share: float = param(
        0.15,
        0.0,
        0.33,
        "share",
        "Staff seconded upward",
        "上抽借调比例",
        source="S11, S121",
        **LITERATURE,
    )
    hire_ties: float = param(
        0.8, 0.6, 1.0, "factor", "Local ties of new local staff", "新聘本地人员关系"
    )
    secondment_months: float = param(8, 4, 14, "months", "Length of a secondment", "借调时长")
    graduate_secondment: float = param(
        1.2, 1.0, 2.0, "factor", "Secondment of graduates", "大学生借调倍数", source="S121"
    )
    skill_gain: float = param(
        0.005, 0.003, 0.010, "per hour", "Skill from an hour of training", "每小时培训增益"
    )
    visit_gain: float = param(
        1.2, 0.8, 1.6, "factor", "Study visit against class hour", "外出学习倍数"
    )
    skill_decay: float = param(
        0.063,
        0.053,
        0.107,
        "per month",
        "Decay of unused skill",
        "闲置技能衰减",
        source="S90",
        **LITERATURE,
    )
    start_burnout: float = param(0.2, 0.1, 0.3, "0 to 1", "Burnout of new staff", "新人倦怠")
    practice_floor: float = param(
        0.35, 0.2, 0.5, "share", "Practice in government work", "政务中的练习"
    )
    peer_learning: float = param(
        0.010, 0.0, 0.02, "per month", "Learning from colleagues", "同伴学习"
    )
    ties_growth: float = param(0.03, 0.015, 0.05, "per month", "Local ties made", "本地关系积累")
    skill_cadre: float = param(
        0.30, 0.25, 0.40, "0 to 1", "Skill of cadres from villages", "原村干专业技能"
    )
    skill_elected: float = param(
        0.40, 0.3, 0.5, "0 to 1", "Skill of elected members", "当选委员技能"
    )
    skill_graduate: float = param(0.52, 0.45, 0.60, "0 to 1", "Skill of graduates", "大学生技能")
    skill_social_worker: float = param(
        0.58, 0.5, 0.7, "0 to 1", "Skill of social workers", "社工技能"
    )
    skill_post: float = param(
        0.30, 0.2, 0.4, "0 to 1", "Skill of public-welfare posts", "公益岗技能"
    )
    skill_grid_worker: float = param(
        0.32, 0.22, 0.42, "0 to 1", "Skill of grid workers", "网格员技能"
    )
    hire_social_worker: float = param(
        0.35, 0.2, 0.5, "share", "Social workers among new staff", "新聘社工比例"
    )
    ties_local: float = param(0.75, 0.6, 0.9, "0 to 1", "Local ties of local staff", "本地人员关系")
    ties_newcomer: float = param(
        0.25, 0.1, 0.4, "0 to 1", "Local ties of newcomers", "外来人员关系"
    )
    expert_gain: float = param(
        0.15, 0.05, 0.25, "share of the gap", "Skill that experts lend", "专家咨询增益"
    )


class Money(Group):
    """Pay, purses and prices at baseline."""

    committee_wage_yuan: float = param(
        3200,
        2400,
        4000,
        "yuan a month",
        "Pay of committee staff",
        "社区工作者工资",
        source="S11, S17",
        **LITERATURE,
    )
    grid_wage_yuan: float = param(
        2600, 2000, 3500, "yuan a month", "Pay of a grid worker", "网格员工资"
    )
    post_wage_yuan: float = param(
        2400,
        2000,
        3000,
        "yuan a month",
        "Pay of a public-welfare post",
        "公益岗位工资",
        source="S11",
    )
    department_hour_yuan: float = param(
        40, 30, 60, "yuan an hour", "Cost of an hour in a department", "部门工时成本"
    )
    fund_yuan: float = param(
        3, 0, 8, "yuan per resident and year", "Self-managed fund", "社区自治金", source="S72"
    )
    event_yuan: float = param(1500, 800, 2500, "yuan", "Cost of a community event", "活动成本")
    assets_yield: float = param(
        0.04, 0.02, 0.06, "per year", "Yield of collective assets", "集体资产收益率"
    )
    dividend_share: float = param(0.6, 0.3, 0.8, "share", "Yield paid to members", "分红比例")
    assets_for_work: float = param(
        0.5, 0.2, 0.8, "share of overflow", "Late work paid from assets", "资产垫付政务"
    )
    helper_hour_yuan: float = param(
        20, 15, 30, "yuan an hour", "Cost of a hired helper", "临聘工时成本"
    )
