"""The nodes of the causal-loop picture: which columns each stands for, and where it lies."""

from __future__ import annotations

from typing import NamedTuple

from sim.outcomes import OUTCOMES

GOVERNMENT, ORGANIZATIONS, SERVICE, RESIDENTS = (
    "government",
    "organizations",
    "service",
    "residents",
)


class Node(NamedTuple):
    """A quantity of the world that the picture shows.

    ``columns`` are written ``table.column``, with ``[place]`` for one place of a wider column
    and a minus where more of the column means less of the node. An arrow to this node is left
    out where its cause acts, in the same phase, on one of ``through``: the picture then leads
    by way of that.
    """

    key: str
    en: str
    zh: str
    group: str
    at: tuple[float, float]
    columns: tuple[str, ...]
    through: tuple[str, ...] = ()


def _node(
    key: str, title: str, group: str, at: tuple[float, float], columns: str, through: str = ""
) -> Node:
    """A node whose title is that of an outcome, or given as ``English / 中文``."""
    en, _, zh = title.partition(" / ")
    if not zh:
        en, zh = OUTCOMES[title].en, OUTCOMES[title].zh
    return Node(key, en, zh, group, at, tuple(columns.split()), tuple(through.split()))


NODES: dict[str, Node] = {
    node.key: node
    for node in (
        _node(
            "work", "Government work due / 下派政务量", GOVERNMENT, (2.1, 6.7),
            "communities.handed_hours communities.due_hours communities.late_hours "
            "communities.returned_hours",
            "served",
        ),
        _node("overload", "overload", GOVERNMENT, (0.75, 5.3), "communities.overload"),
        _node(
            "admin_share", "admin_share", GOVERNMENT, (3.7, 5.5),
            "communities.admin_share -communities.downward_share",
        ),
        _node(
            "capacity", "Committee hours / 社区有效工时", GOVERNMENT, (2.2, 4.1),
            "communities.capacity_hours",
        ),
        _node("burnout", "burnout", GOVERNMENT, (0.75, 3.8), "staff.burnout"),
        _node("staff", "staff", GOVERNMENT, (0.75, 2.4), "staff.active -staff.seconded"),
        _node(
            "skill", "Skills of staff / 工作人员技能", GOVERNMENT, (2.4, 2.7),
            "staff.professional communities.professional staff.local_ties communities.local_ties",
        ),
        _node(
            "needs", "Open needs / 未了需求", SERVICE, (5.5, 6.3), "communities.queue", "served"
        ),
        _node(
            "served", "served_share", SERVICE, (4.9, 4.0),
            "communities.by_committee communities.by_organization -communities.unserved",
        ),
        _node(
            "quality", "service_quality", SERVICE, (4.3, 2.5),
            "communities.quality_committee communities.quality_organization",
        ),
        _node(
            "reply", "Replies to voices / 诉求回应", SERVICE, (6.9, 5.5),
            "communities.reply_prob communities.meeting_reply", "served",
        ),
        _node(
            "cash", "Contracts and cash / 合同与资金", ORGANIZATIONS, (0.75, 0.9),
            "communities.purchase_demand organizations.cash_fen organizations.received_fen "
            "organizations.receivable_fen -organizations.insolvent",
        ),
        _node(
            "organizations", "organizations_active", ORGANIZATIONS, (4.2, 0.75),
            "organizations.status -organizations.idle",
        ),
        _node(
            "organization_hours", "Hours of organizations / 社会组织工时", ORGANIZATIONS,
            (2.9, 1.5),
            "communities.organization_hours organizations.offered_hours "
            "communities.organization_skill organizations.skill communities.mediation",
        ),
        _node(
            "volunteers", "Volunteer help / 志愿服务", ORGANIZATIONS, (6.0, 0.6),
            "communities.volunteer_hours organizations.volunteers communities.mobilized_hours",
            "part dependence",
        ),
        _node(
            "dependence", "government_dependence", ORGANIZATIONS, (2.4, 0.3),
            "organizations.dependence",
        ),
        _node(
            "channels", "Channels open / 渠道开放", ORGANIZATIONS, (8.6, 0.5),
            "communities.availability[0] communities.availability[2] communities.availability[3]",
        ),
        _node(
            "access", "Access to facilities / 设施可达性", ORGANIZATIONS, (7.3, 0.85),
            "communities.access_center communities.access_venue communities.access_all",
        ),
        _node(
            "satisfaction", "satisfaction", RESIDENTS, (7.1, 2.2),
            "residents.satisfaction communities.satisfaction residents.shown[3]",
        ),
        _node("expectation", "Expectations / 期望", RESIDENTS, (6.1, 1.5), "residents.expectation"),
        _node(
            "trust", "trust", RESIDENTS, (7.0, 4.3),
            "residents.trust communities.trust", "complaints part",
        ),
        _node(
            "efficacy", "efficacy", RESIDENTS, (8.5, 5.4), "residents.efficacy",
            "complaints part",
        ),
        _node(
            "awareness", "awareness", RESIDENTS, (7.1, 6.4), "residents.awareness",
            "part complaints",
        ),
        _node(
            "grievance", "grievance", RESIDENTS, (7.7, 3.3),
            "residents.grievance residents.shown[2]",
        ),
        _node(
            "complaints", "Complaints and voices / 投诉与诉求", RESIDENTS, (9.6, 6.7),
            "communities.petitions communities.voices residents.habit[4]",
        ),
        _node(
            "known", "known_neighbors", RESIDENTS, (10.5, 3.2), "residents.known_neighbors",
            "part",
        ),
        _node(
            "belonging", "belonging", RESIDENTS, (8.9, 1.9),
            "residents.belonging residents.shown[0]",
        ),
        _node(
            "part", "Taking part / 参与", RESIDENTS, (10.0, 4.8),
            "residents.habit[0] residents.habit[2] residents.habit[3] residents.shown[1] "
            "residents.last_act[0] residents.last_act[2] residents.last_act[3]",
        ),
    )
}  # fmt: skip
