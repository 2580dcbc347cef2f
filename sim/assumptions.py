"""X: what we do not know. Every uncertain number of the model, grouped by mechanism.

Each is declared once with default, range, unit, titles, source and grade; worlds are drawn
from the ranges. Source tags such as S98 stand in ``docs/sources.md``. "assumed" marks a
number nobody measured: it is chosen so that the settled month adds up, inside a range wide
enough to be argued with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np

from sim.params import Declaration, Settings, declarations, param
from sim.vocabulary import (
    CHANNELS,
    ITEMS,
    NEEDS,
    ORGANIZATION_KINDS,
    STAFF_KINDS,
    TIERS,
)

LITERATURE: dict[str, Any] = {"grade": "literature"}


class Group(Settings):
    """Assumptions of one mechanism; ``ARRAYS`` gathers ``rate_x, rate_y`` into ``rate[2]``."""

    ARRAYS: ClassVar[dict[str, tuple[str, ...]]] = {}


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
    grid_residents: float = param(
        1250, 1000, 1500, "residents", "Residents a grid worker can watch", "每格人数", source="S26"
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
        0.68, 0.60, 0.76, "factor", "Productivity without skill", "零技能生产率"
    )
    skill_productivity: float = param(
        0.35, 0.2, 0.6, "factor", "Productivity that skill adds", "技能增产"
    )
    burnout_drag: float = param(
        0.20, 0.1, 0.4, "factor", "Productivity that burnout takes", "倦怠减产"
    )
    burnout_rise: float = param(
        0.10, 0.07, 0.13, "per month", "Burnout from overload", "超载致倦怠"
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
    neighbours_settle: float = param(
        0.50, 0.3, 0.7, "probability", "Disputes neighbours settle", "邻里化解率"
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


class Satisfaction(Group):
    """Expectancy and disconfirmation (S91-S95)."""

    base: float = param(0.29, 0.20, 0.38, "0 to 1", "Satisfaction at nothing", "满意度基数")
    leniency: float = param(0.35, 0.2, 0.5, "0 to 1", "Quality any service seems to have", "宽容度")
    on_performance: float = param(0.5, 0.4, 0.6, "per unit", "Effect of performance", "绩效效应")
    on_disconfirmation: float = param(
        0.3, 0.2, 0.4, "per unit", "Effect of disconfirmation", "期望落差效应"
    )
    loss_weight: float = param(
        2.0, 1.5, 2.5, "factor", "Weight of disappointment", "失望权重", source="S118"
    )
    first_expectation: float = param(
        0.4, 0.3, 0.5, "0 to 1", "Expectation without experience", "初始期望"
    )
    expectation_learning: float = param(
        0.1, 0.05, 0.2, "per service", "Expectations learn", "期望学习率"
    )
    update: float = param(0.25, 0.15, 0.35, "per service", "Weight of the last service", "新近权重")
    neglect: float = param(0.45, 0.3, 0.6, "factor", "Weight of a need that lapsed", "落空权重")
    hearsay: float = param(0.03, 0.01, 0.05, "per month", "Satisfaction by hearsay", "口碑")


class Trust(Group):
    """Trust in the committee, and the sense of being heard."""

    gain: float = param(0.05, 0.03, 0.07, "per service", "Trust from a good service", "信任增益")
    loss_ratio: float = param(
        2.0, 1.5, 3.0, "factor", "Loss against gain", "失信倍数", source="S118", **LITERATURE
    )
    anchor: float = param(0.56, 0.48, 0.64, "0 to 1", "Trust without experience", "信任锚")
    anchor_rate: float = param(0.015, 0.008, 0.03, "per month", "Pull of the anchor", "锚定率")
    hearsay: float = param(0.03, 0.01, 0.05, "per month", "Trust by hearsay", "信任口碑")
    openness: float = param(0.01, 0.0, 0.02, "per month", "Trust from openness", "公开增信")
    open_residents: float = param(
        0.2, 0.0, 0.4, "0 to 1", "Openness of residents' committees", "居委会公开程度"
    )
    open_villagers: float = param(
        0.5, 0.3, 0.7, "0 to 1", "Openness of villagers' committees", "村务公开程度"
    )
    reply_floor: float = param(
        0.15, 0.05, 0.25, "probability", "Replies at no capacity", "最低回应率", source="S115"
    )
    reply_open: float = param(
        0.2, 0.0, 0.4, "probability", "Replies that openness adds", "公开促回应"
    )
    reply_span: float = param(
        0.6, 0.4, 0.8, "probability", "Replies that capacity adds", "能力回应率"
    )
    efficacy_gain: float = param(0.15, 0.08, 0.25, "per reply", "Efficacy from a reply", "效能增益")
    efficacy_base: float = param(0.46, 0.36, 0.56, "0 to 1", "Efficacy without voice", "效能基数")
    efficacy_rate: float = param(
        0.03, 0.015, 0.05, "per month", "Return to that base", "效能回归率"
    )
    seen_as_government: float = param(
        0.35, 0.15, 0.55, "per unit", "Efficacy lost when seen as government", "政府化感知",
    )  # fmt: skip


class Grievance(Group):
    """Grievance left by what was not solved, spreading and fading."""

    decay: float = param(
        0.040, 0.030, 0.058, "per month", "Fading (half-life 12-24 months)", "消散率"
    )
    spread: float = param(
        0.02, 0.0, 0.04, "per month", "Spreading along ties", "扩散率", source="S41"
    )
    mediation: float = param(
        0.10, 0.05, 0.15, "per month", "Relief by mediators", "调解缓解率", source="S119"
    )
    mediation_hours: float = param(
        10, 5, 20, "hours per 1,000 residents and month", "Full mediation", "充分调解工时"
    )


class Influence(Group):
    """Ties: how dense, how known, and who asks whom."""

    reach: float = param(
        0.75, 0.6, 0.9, "share of a full circle", "Reach inside the grid", "网格内交往"
    )
    full_circle: float = param(5, 4, 6, "ties", "Ties of a full circle", "完整交往圈")
    far_ties: float = param(0.5, 0.2, 0.8, "ties", "Ties across the community", "跨网格关系")
    cross_ties: float = param(0.1, 0.0, 0.2, "ties", "Ties across communities", "跨社区关系")
    known_stranger: float = param(
        0.15, 0.05, 0.25, "0 to 1", "Neighbours known at the start", "初始熟识度"
    )
    known_settled: float = param(
        0.40, 0.3, 0.5, "0 to 1", "Neighbours known after years", "久居熟识增量"
    )
    known_transplant: float = param(
        0.30,
        0.15,
        0.45,
        "0 to 1",
        "Neighbours known when a village moved whole",
        "整村安置熟识增量",
    )
    meet: float = param(0.012, 0.008, 0.018, "per month", "Getting to know neighbours", "结识率")
    meet_event: float = param(0.08, 0.04, 0.12, "per act", "Getting to know by acting", "活动结识")
    forget: float = param(0.010, 0.005, 0.02, "per month", "Losing touch", "疏远率")
    ask: float = param(
        0.30, 0.15, 0.45, "probability", "Being asked by active friends", "受邀率", source="S105"
    )
    ask_branch: float = param(
        0.05, 0.02, 0.08, "probability", "Party members asked by the branch", "支部动员率"
    )
    director_act: float = param(
        4.0, 2.0, 6.0, "factor an act", "Getting to know the director by acting", "参与认识主任"
    )
    learn_director: float = param(
        0.008, 0.005, 0.012, "per month", "Getting to know the director", "认识主任率", source="S48"
    )
    forget_director: float = param(
        0.015, 0.01, 0.02, "per month", "Losing sight of the director", "淡忘率", source="S48"
    )
    awareness_gain: float = param(
        0.10, 0.05, 0.15, "per contact", "Awareness by contact", "接触增知"
    )
    awareness_base: float = param(0.40, 0.3, 0.5, "0 to 1", "Awareness without contact", "知晓基数")
    awareness_rate: float = param(
        0.03, 0.015, 0.05, "per month", "Forgetting of channels", "知晓回归率"
    )


class Participation(Group):
    """Five ways of taking part, each a logit (S50)."""

    ARRAYS = {"base": CHANNELS, "age": CHANNELS}

    base_recreation: float = param(
        -2.75, -3.1, -2.4, "logit a month", "Recreation", "文体参与", source="S39", **LITERATURE
    )
    base_election: float = param(
        0.80, 0.3, 1.3, "logit an election", "Election", "选举参与", source="S49", **LITERATURE
    )
    base_deliberation: float = param(
        -4.0, -4.7, -3.3, "logit a meeting", "Deliberation", "议事参与"
    )
    base_volunteering: float = param(
        -3.40, -3.9, -2.9, "logit a month", "Volunteering", "志愿服务", source="S54", **LITERATURE
    )
    base_complaint: float = param(-5.3, -5.8, -4.8, "logit a month", "Complaint", "投诉上访")
    age_recreation: float = param(
        0.010, 0.0, 0.02, "logit a year", "Recreation by age", "文体年龄效应"
    )
    age_election: float = param(
        0.060,
        0.05,
        0.07,
        "logit a year",
        "Election by age",
        "选举年龄效应",
        source="S49",
        **LITERATURE,
    )
    age_deliberation: float = param(
        0.020, 0.0, 0.04, "logit a year", "Deliberation by age", "议事年龄效应"
    )
    age_volunteering: float = param(
        0.005, -0.01, 0.02, "logit a year", "Volunteering by age", "志愿年龄效应"
    )
    age_complaint: float = param(
        0.0, -0.01, 0.01, "logit a year", "Complaint by age", "投诉年龄效应"
    )
    hours_deliberation: float = param(2.0, 1.0, 3.0, "hours", "Time of a meeting", "议事时长")
    hours_volunteering: float = param(
        5.0, 3.0, 7.0, "hours", "Time of volunteering", "志愿时长", source="S54", **LITERATURE
    )
    on_belonging: float = param(
        1.2, 0.8, 1.6, "logit", "Belonging", "归属感效应", source="S50", **LITERATURE
    )
    on_mean_trust: float = param(
        1.6, 1.0, 2.2, "logit", "Community trust", "社区信任效应", source="S50", **LITERATURE
    )
    on_own_trust: float = param(0.5, 0.2, 0.8, "logit", "Own trust", "个人信任效应")
    on_efficacy: float = param(1.0, 0.5, 1.5, "logit", "Efficacy", "效能感效应")
    on_asked: float = param(
        1.0, 0.7, 1.4, "logit", "Being asked", "受邀效应", source="S105", **LITERATURE
    )
    on_active: float = param(1.0, 0.5, 1.5, "logit", "Active neighbours", "邻里活跃效应")
    on_habit: float = param(
        1.75, 1.0, 2.5, "logit", "Habit", "习惯效应", source="S103", **LITERATURE
    )
    on_skill: float = param(0.8, 0.4, 1.2, "logit", "Civic skill", "公民技能效应")
    on_outside: float = param(
        1.6,
        1.2,
        2.0,
        "logit",
        "Ties outside (negative)",
        "社区外交往(负)",
        source="S50",
        **LITERATURE,
    )
    on_time: float = param(0.6, 0.2, 1.0, "logit", "Working age (negative)", "工作时间成本(负)")
    complaint_trust: float = param(
        1.0, 0.5, 1.5, "logit", "Distrust on complaints", "不信任致投诉", source="S115"
    )
    complaint_grievance: float = param(
        3.0, 2.0, 4.0, "logit", "Grievance on complaints", "怨气致投诉"
    )
    habit_rate: float = param(0.2, 0.1, 0.3, "per act", "Growth of habit", "习惯增长")
    habit_decay: float = param(
        0.03, 0.02, 0.05, "per month", "Decay of habit", "习惯衰减", source="S104"
    )
    application: float = param(1.5, 0.5, 2.5, "logit", "Cost of registering to vote", "登记成本")
    election_month: float = param(
        12, 12, 12, "month of the burn-in", "First election", "首次选举月份"
    )
    term: float = param(60, 60, 60, "months", "Term of a committee", "任期")
    meetings: float = param(2, 1, 4, "per year", "Representative assemblies held", "年代表会议次数")
    venue: float = param(
        2.0, 1.0, 3.0, "people per square metre", "Monthly visits a venue takes", "场地容量"
    )
    offer: float = param(0.55, 0.4, 0.7, "share", "Recreation always on offer", "文体常设供给")
    offer_access: float = param(0.20, 0.1, 0.3, "share", "Recreation that access adds", "场地增供")
    offer_event: float = param(
        0.08, 0.0, 0.15, "share an event", "Recreation that events add", "活动增供"
    )
    offer_group: float = param(
        0.05, 0.0, 0.1, "share a group", "Recreation that groups add", "社团增供"
    )
    openings: float = param(0.75, 0.6, 0.9, "share", "Openings for volunteers", "志愿岗位可得性")
    openings_group: float = param(
        0.05, 0.0, 0.1, "share a group", "Openings that groups add", "社团志愿岗位"
    )
    volunteers_match: float = param(
        0.15, 0.05, 0.3, "share", "Volunteer time that meets a need", "志愿服务对口率"
    )
    branch_hours: float = param(
        0.3, 0.1, 0.5, "hours per member", "Hours the branch mobilizes", "支部动员工时"
    )


class Belonging(Group):
    """Four elements (McMillan & Chavis) and how fast belonging follows them."""

    rate: float = param(0.04, 0.02, 0.08, "per month", "Adjustment", "调整速度")
    weight_membership: float = param(
        0.25, 0.15, 0.35, "weight", "Membership", "成员身份权重", source="S110"
    )
    weight_influence: float = param(
        0.25, 0.15, 0.35, "weight", "Influence", "影响力权重", source="S110"
    )
    weight_fulfilment: float = param(
        0.25, 0.15, 0.35, "weight", "Fulfilment", "需求满足权重", source="S110"
    )
    weight_connection: float = param(
        0.25, 0.15, 0.35, "weight", "Connection", "情感联结权重", source="S110"
    )
    member_base: float = param(0.06, 0.02, 0.10, "0 to 1", "Membership of a stranger", "陌生人基数")
    member_hukou: float = param(0.15, 0.08, 0.22, "0 to 1", "Local registration", "户籍")
    member_owner: float = param(
        0.15, 0.05, 0.25, "0 to 1", "Owning the home", "房产", source="S111"
    )
    member_tenure: float = param(0.36, 0.26, 0.46, "0 to 1", "Living here long", "居住年限")
    tenure_years: float = param(5, 3, 7, "years", "Time to settle", "融入时间", source="S111")
    heart_in_village: float = param(
        0.30, 0.1, 0.4, "0 to 1", "Heart in the village", "心在村", source="S41, S42"
    )
    heart_years: float = param(7, 5, 10, "years", "Time the heart stays", "心留时间")
    fulfil_satisfaction: float = param(
        0.65, 0.5, 0.8, "weight", "Satisfaction in fulfilment", "满意度权重"
    )
    connect_base: float = param(0.05, 0.0, 0.1, "0 to 1", "Connection of a stranger", "联结基数")
    connect_known: float = param(0.40, 0.3, 0.5, "0 to 1", "Neighbours known", "熟识邻里")
    connect_neighbours: float = param(
        0.20, 0.1, 0.3, "0 to 1", "Attached neighbours", "邻里归属感影响"
    )
    connect_active: float = param(0.20, 0.1, 0.3, "0 to 1", "Active neighbours", "活跃邻里")
    connect_own: float = param(
        0.30, 0.15, 0.45, "0 to 1", "Taking part oneself", "自身参与", source="S108, S109"
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
        60, 20, 150, "yuan a month", "Donations and fees of one", "捐赠与收费"
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

    ARRAYS = {"radius": TIERS}

    radius_community: float = param(
        500,
        300,
        800,
        "metres",
        "Reach of a community facility",
        "社区级服务半径",
        source="S31",
        **LITERATURE,
    )
    radius_township: float = param(
        1500, 1000, 2500, "metres", "Reach of a township facility", "乡镇级服务半径", source="S33"
    )
    radius_county: float = param(
        8000, 5000, 12000, "metres", "Reach of a county facility", "县级服务半径"
    )
    standard_space: float = param(
        30,
        30,
        30,
        "square metres per 100 households",
        "Floor space that suffices",
        "面积标准",
        source="S19, S20",
        grade="measured",
    )
    township_share: float = param(
        0.25, 0.1, 0.4, "share of need", "What township facilities cover", "乡镇设施覆盖"
    )
    county_share: float = param(
        0.15, 0.05, 0.25, "share of need", "What county facilities cover", "县级设施覆盖"
    )


class Population(Group):
    """Who lives here, and moving in and out."""

    leave_owner: float = param(0.030, 0.02, 0.05, "per year", "Owners who move", "业主迁出率")
    leave_tenant: float = param(
        0.20, 0.1, 0.3, "per year", "Tenants who move", "租户迁出率", source="S43"
    )
    owner_share: float = param(0.85, 0.75, 0.95, "share", "Owners among locals", "本地业主比例")
    owner_migrant: float = param(0.30, 0.15, 0.45, "share", "Owners among migrants", "外来业主比例")
    hukou_migrant: float = param(
        0.15, 0.05, 0.3, "share", "Migrants registered here", "外来落户比例"
    )
    party_share: float = param(0.08, 0.06, 0.10, "share", "Party members", "党员比例")
    collective_kept: float = param(
        0.6, 0.3, 0.9, "share", "Resettled who stay in the collective", "保留集体成员比例"
    )
    tenure_established: float = param(
        12, 8, 16, "years", "Mean tenure, old town", "老城平均居住年限"
    )
    tenure_new: float = param(
        5, 3, 7, "years", "Mean tenure, new communities", "新社区平均居住年限"
    )
    tenure_village: float = param(25, 15, 35, "years", "Mean tenure, villages", "村平均居住年限")
    outside_share: float = param(
        0.30, 0.2, 0.4, "0 to 1", "Ties outside the community", "社区外交往比例"
    )
    outside_migrant: float = param(
        0.15, 0.0, 0.3, "0 to 1", "More of them among migrants", "外来人口增量"
    )
    threshold_low: float = param(
        0.1, 0.0, 0.2, "share", "Lowest participation threshold", "参与门槛下限"
    )
    threshold_width: float = param(
        0.6, 0.4, 0.8, "share", "Spread of participation thresholds", "参与门槛跨度"
    )
    outside_spread: float = param(
        0.3, 0.1, 0.5, "0 to 1", "Spread of ties outside", "社区外交往跨度"
    )
    elders_migrant: float = param(0.4, 0.2, 0.6, "factor", "Elders among migrants", "外来老年比例")
    skill_low: float = param(0.25, 0.15, 0.35, "0 to 1", "Lowest civic skill", "公民技能下限")
    skill_width: float = param(0.4, 0.3, 0.5, "0 to 1", "Spread of civic skill", "公民技能跨度")
    skill_young: float = param(
        0.1, 0.0, 0.2, "0 to 1", "Civic skill of those under 45", "年轻人技能增量"
    )
    newcomer_belonging: float = param(
        0.7, 0.5, 0.9, "factor", "Belonging of those who move in", "迁入者归属感"
    )
    newcomer_known: float = param(
        0.10, 0.0, 0.2, "0 to 1", "Neighbours a newcomer knows", "新居民熟识度"
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


class Assumptions(Settings):
    """All of X; one group per mechanism."""

    workload: Workload = Workload()
    staff: Staff = Staff()
    needs: Needs = Needs()
    service: Service = Service()
    satisfaction: Satisfaction = Satisfaction()
    trust: Trust = Trust()
    grievance: Grievance = Grievance()
    influence: Influence = Influence()
    participation: Participation = Participation()
    belonging: Belonging = Belonging()
    organizations: Organizations = Organizations()
    places: Places = Places()
    population: Population = Population()
    money: Money = Money()


@cache
def ranges() -> dict[str, Declaration]:
    """Every assumption by dotted name, such as ``trust.gain``."""
    return {
        f"{group}.{name}": declaration
        for group, field in Assumptions.model_fields.items()
        for name, declaration in declarations(field.annotation).items()  # type: ignore[arg-type]
    }


def assume(values: Mapping[str, float]) -> Assumptions:
    """The defaults with some values replaced, by dotted name."""
    nested: dict[str, dict[str, float]] = {}
    for dotted, value in values.items():
        group, _, name = dotted.partition(".")
        nested.setdefault(group, {})[name] = value
    return Assumptions.model_validate(nested)


def _columns_of(group: Group) -> dict[str, Any]:
    """Fields of one group, with the arrays gathered."""
    gathered: dict[str, Any] = {}
    for name in type(group).model_fields:
        for stem, members in group.ARRAYS.items():
            if name.removeprefix(stem + "_") in members and name.startswith(stem + "_"):
                gathered.setdefault(stem, []).append(getattr(group, name))
                break
        else:
            gathered[name] = getattr(group, name)
    return gathered


def record(assumptions: Assumptions) -> Any:
    """An array of one nested record, which compiled rules read as ``p.trust.gain``.

    An array, since numba takes a bare record through Python's buffer protocol, 15 µs a call.
    """
    groups = {name: _columns_of(getattr(assumptions, name)) for name in Assumptions.model_fields}
    filled = np.zeros(1, _layout())
    for name, group in groups.items():
        for key, value in group.items():
            filled[name][key][0] = value
    return filled


@cache
def _layout() -> np.dtype[Any]:
    """The record's type: one object, so that the loops recognize it at a glance."""
    groups = {name: _columns_of(getattr(Assumptions(), name)) for name in Assumptions.model_fields}
    kinds = [
        (name, np.dtype((np.record, [_field(key, value) for key, value in group.items()])))
        for name, group in groups.items()
    ]
    return np.dtype((np.record, kinds))


def _field(name: str, value: Any) -> tuple[Any, ...]:
    return (name, np.float64, (len(value),)) if isinstance(value, list) else (name, np.float64)


def namespace(assumptions: Assumptions) -> SimpleNamespace:
    """The same for rules called as plain Python."""
    return SimpleNamespace(
        **{
            name: SimpleNamespace(**_columns_of(getattr(assumptions, name)))
            for name in Assumptions.model_fields
        }
    )
