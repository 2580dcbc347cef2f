"""Residents: attitudes, ties, taking part, belonging, moving."""

from __future__ import annotations

from sim.assumptions.group import LITERATURE, Group
from sim.params import param
from sim.vocabulary import CHANNELS


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
    promise: float = param(
        0.10, 0.05, 0.2, "per month", "Expectations follow promises", "承诺抬高期望", source="S95"
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
        0.2, 0.0, 0.4, "0 to 1", "Openness of residents' committees", "居（村）委会公开程度"
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
    reply_voices: float = param(
        12, 8, 16, "voices per 1,000 residents and month", "Voices a committee can answer as usual",
        "可正常回应的诉求量",
    )  # fmt: skip
    reply_crowding: float = param(
        1.0, 0.5, 1.0, "share", "Replies that run out beyond that", "诉求过量致回应稀释"
    )
    reply_hours: float = param(0.5, 0.25, 1.0, "hours", "Staff hours of one reply", "单件回应工时")
    capture: float = param(
        0.2, 0.0, 0.4, "share", "Settled owners are heard more than others", "户籍业主优先回应"
    )
    publicity: float = param(
        0.02, 0.01, 0.04, "per month", "Trust moved by publicity", "宣传影响信任", source="S117"
    )
    relief_gain: float = param(
        0.25, 0.1, 0.4, "per hot issue", "Trust from settling a hot issue", "解难题增信"
    )
    promise_loss: float = param(
        1.0, 0.75, 1.5, "factor", "Weight of promises not kept", "承诺落空权重", source="S118"
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
    consultation: float = param(
        0.04, 0.02, 0.06, "per meeting a month", "Relief by consultation", "协商缓解率"
    )
    expropriation: float = param(
        0.35, 0.2, 0.5, "0 to 1", "Grievance of expropriated villagers where it lasts",
        "失地怨气", source="S41",
    )  # fmt: skip
    hot: float = param(0.15, 0.1, 0.25, "0 to 1", "Grievance that makes a hot issue", "热点门槛")
    issue_hours: float = param(12, 6, 20, "hours", "Staff hours of a hot issue", "单件热点工时")
    issue_yuan: float = param(2000, 1000, 4000, "yuan", "Cost of a hot issue", "单件热点经费")
    issue_people: float = param(
        40, 20, 60, "people", "Residents one hot issue troubles", "单件热点涉及人数"
    )
    settled: float = param(
        0.8, 0.6, 0.95, "share", "Grievance that settling takes away", "化解程度"
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
        0.15, 0.05, 0.25, "0 to 1", "Neighbors known at the start", "初始熟识度"
    )
    known_settled: float = param(
        0.40, 0.3, 0.5, "0 to 1", "Neighbors known after years", "久居熟识增量"
    )
    known_transplant: float = param(
        0.30,
        0.15,
        0.45,
        "0 to 1",
        "Neighbors known when a village moved whole",
        "整村安置熟识增量",
    )
    meet: float = param(0.012, 0.008, 0.018, "per month", "Getting to know neighbors", "结识率")
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
    publicity: float = param(
        0.06, 0.03, 0.1, "per month", "Awareness by full publicity", "宣传增知"
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
    on_active: float = param(1.0, 0.5, 1.5, "logit", "Active neighbors", "邻里活跃效应")
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
    on_recent: float = param(
        0.8, 0.4, 1.2, "logit", "Having spoken in the last quarter (negative)", "近期已参会(负)"
    )
    on_organizations: float = param(
        1.2, 0.8, 1.6, "logit", "Density of organizations, full range", "组织密度效应", source="S50",
        **LITERATURE,
    )  # fmt: skip
    on_reward: float = param(0.3, 0.1, 0.5, "logit", "Rewards for volunteering", "奖励效应")
    reward_crowding: float = param(
        0.6, 0.3, 0.9, "share", "Own motives that rewards replace", "奖励挤出内在动机",
        source="S105",
    )  # fmt: skip
    reward_half: float = param(20, 10, 40, "yuan an act", "Reward of half effect", "半效奖励额")
    on_time: float = param(0.6, 0.2, 1.0, "logit", "Working age (negative)", "工作时间成本(负)")
    complaint_trust: float = param(
        1.0, 0.5, 1.5, "logit", "Distrust on complaints", "不信任致投诉", source="S115"
    )
    complaint_awareness: float = param(
        1.0, 0.5, 1.5, "logit", "Knowing the channels on complaints", "知晓渠道致投诉"
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
        2.0, 1.0, 3.0, "people per square meter", "Monthly visits a venue takes", "场地容量"
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
    connect_known: float = param(0.40, 0.3, 0.5, "0 to 1", "Neighbors known", "熟识邻里")
    connect_neighbors: float = param(
        0.20, 0.1, 0.3, "0 to 1", "Attached neighbors", "邻里归属感影响"
    )
    connect_active: float = param(0.20, 0.1, 0.3, "0 to 1", "Active neighbors", "活跃邻里")
    connect_grievance: float = param(
        0.20, 0.1, 0.3, "0 to 1", "Aggrieved neighbors (negative)", "邻里怨气(负)", source="S41"
    )
    connect_own: float = param(
        0.30, 0.15, 0.45, "0 to 1", "Taking part oneself", "自身参与", source="S108, S109"
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
        0.10, 0.0, 0.2, "0 to 1", "Neighbors a newcomer knows", "新居民熟识度"
    )
