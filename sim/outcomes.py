"""M: what is measured. One declaration per outcome, used from here everywhere.

An outcome is a ratio of sums of `Flows` and `Cells` columns, so the same declaration gives
the county, each community and, where it is made of residents alone, each group of residents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.money import FEN, OUTLAYS
from sim.registry import Registry

Level = Literal["resident", "institution", "county"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing measured each month.

    ``of`` takes sums by name, arrays [T, …]; ``direction`` is +1 where more is better, -1
    where less is, 0 where neither. Outcomes of level ``county`` need the county's ledger.
    """

    key: str
    en: str
    zh: str
    unit: str
    direction: int
    level: Level
    definition: str
    of: Callable[[Any], np.ndarray]
    headline: bool = False

    def getdoc(self) -> str:
        """What a notebook says when asked ``OUTCOMES.belonging?``."""
        better = BETTER[self.direction]
        return f"{self.en} / {self.zh} [{self.unit}], {better}.\n\n{self.definition}"


BETTER = {1: "more is better", -1: "less is better", 0: "neither is better"}


def _cells(item: Outcome) -> tuple[str, str, str, str, str]:
    return item.en, item.zh, item.unit, BETTER[item.direction], item.definition


OUTCOMES: Registry[Outcome] = Registry(
    heads=("in English", "in Chinese", "unit", "better", "definition"), cells=_cells
)
"""Every outcome by key, in the order in which tables show them."""


def ratio(top: np.ndarray, bottom: np.ndarray, empty: float = 0.0) -> np.ndarray:
    """``top / bottom``; ``empty`` where there is nothing to divide by."""
    top, bottom = np.broadcast_arrays(np.asarray(top, float), np.asarray(bottom, float))
    return np.divide(top, bottom, out=np.full(top.shape, empty), where=bottom > 0.0)


def total(columns: np.ndarray) -> np.ndarray:
    """Sum over the last axis in a fixed order, so that the bits never differ."""
    result = columns[..., 0].copy()
    for position in range(1, columns.shape[-1]):
        result += columns[..., position]
    return result


def outcome(
    key: str, en: str, zh: str, unit: str, direction: int, level: Level, *, headline: bool = False
) -> Callable[[Callable[[Any], np.ndarray]], Callable[[Any], np.ndarray]]:
    """Declare the decorated function of sums as an outcome; its docstring defines it."""

    def declare(of: Callable[[Any], np.ndarray]) -> Callable[[Any], np.ndarray]:
        definition = " ".join((of.__doc__ or "").split())
        OUTCOMES[key] = Outcome(key, en, zh, unit, direction, level, definition, of, headline)
        return of

    return declare


def _mean_of_residents(key: str, en: str, zh: str, direction: int, definition: str) -> None:
    unit = "share" if definition.startswith("Share") else "0 to 1"

    def of(s: Any) -> np.ndarray:
        return ratio(getattr(s, key), s.weight)

    headline = key in ("belonging", "participation")
    OUTCOMES[key] = Outcome(key, en, zh, unit, direction, "resident", definition, of, headline)


for _key, _en, _zh, _direction, _definition in (
    ("belonging", "Belonging", "归属感", 1, "Mean sense of belonging of residents."),
    ("participation", "Participation", "参与率", 1,
     "Share who took part in recreation, deliberation or volunteering in the last 12 months."),
):  # fmt: skip
    _mean_of_residents(_key, _en, _zh, _direction, _definition)


def served(s: Any) -> np.ndarray:
    """People served this month, by need."""
    return s.served_committee + s.served_organization + s.served_volunteer


@outcome(
    "service_quality", "Service quality", "服务质量", "0 to 1", 1, "institution", headline=True
)
def _service_quality(s: Any) -> np.ndarray:
    """Objective quality of a need that closed this month: of its service, or 0 if it lapsed."""
    return ratio(total(s.quality), total(served(s) + s.lapsed), 1.0)


for _key, _en, _zh, _direction, _definition in (
    ("satisfaction", "Satisfaction", "满意度", 1, "Mean satisfaction of residents with service."),
    ("trust", "Trust in the committee", "对居（村）委会的信任", 1, "Mean trust in the committee."),
    ("membership", "Membership", "成员身份", 1, "Mean first element of belonging."),
    ("influence", "Influence", "影响力", 1, "Mean second element of belonging."),
    ("fulfilment", "Fulfilment", "需求满足", 1, "Mean third element of belonging."),
    ("connection", "Connection", "情感联结", 1, "Mean fourth element of belonging."),
    ("belonging_high", "Belonging above one half", "归属感过半", 1,
     "Share of residents whose belonging exceeds one half."),
    ("recreation", "Took part in recreation", "文体参与率", 1, "Share, last 12 months."),
    ("deliberation", "Took part in deliberation", "议事参与率", 1, "Share, last 12 months."),
    ("volunteering", "Volunteered", "志愿参与率", 1, "Share, last 12 months."),
    ("complaint", "Complained", "投诉率", 0, "Share who complained in the last 12 months."),
    ("efficacy", "Efficacy", "效能感", 1, "Mean perceived responsiveness."),
    ("awareness", "Awareness of channels", "渠道知晓度", 1, "Mean awareness of channels."),
    ("grievance", "Unresolved grievance", "未解怨气", -1, "Mean unresolved grievance."),
    ("knows_director", "Knows the director", "认识主任", 1, "Share who know the director."),
    ("known_neighbors", "Neighbors known", "邻里熟识度", 1, "Mean share of neighbors known."),
):  # fmt: skip
    _mean_of_residents(_key, _en, _zh, _direction, _definition)


@outcome("acting_alone", "Acting alone", "参与个人化", "share", -1, "resident")
def _acting_alone(s: Any) -> np.ndarray:
    """Of those who took part or complained in 12 months, the share who only complained."""
    return ratio(s.alone, s.anything)


@outcome("effort_hours", "Civic effort", "公益时长", "hours per resident and year", 1, "resident")
def _effort_hours(s: Any) -> np.ndarray:
    """Hours of volunteering and meetings per resident in the last year."""
    return ratio(s.effort, s.weight)


@outcome("election_turnout", "Election turnout", "选举投票率", "share", 1, "institution")
def _election_turnout(s: Any) -> np.ndarray:
    """Voters among those who could vote in the last committee election."""
    return ratio(s.voters, s.eligible)


@outcome("effort_gini", "Concentration of effort", "参与集中度", "Gini", 0, "institution")
def _effort_gini(s: Any) -> np.ndarray:
    """Gini of civic effort over residents, from classes of effort."""
    people, hours = s.effort_people, s.effort_hours
    everybody, everything = total(people), total(hours)
    below = np.zeros_like(everybody)
    area = np.zeros_like(everybody)
    for position in range(people.shape[-1]):
        area += people[..., position] * (2.0 * below + hours[..., position])
        below += hours[..., position]
    return np.where(everything > 0.0, 1.0 - ratio(area, everybody * everything), 0.0)


@outcome("one_man_show", "One-man-show index", "独角戏指数", "share", -1, "institution")
def _one_man_show(s: Any) -> np.ndarray:
    """Share of collective effort that committee staff and the mobilized supply."""
    official = s.downward_hours + s.mobilized_hours
    return ratio(official, official + s.organization_hours + s.volunteer_hours)


@outcome("served_share", "Needs served", "需求满足率", "share", 1, "institution")
def _served_share(s: Any) -> np.ndarray:
    """Of the voiced needs that closed this month, the share that was served."""
    return ratio(total(served(s)), total(served(s) + s.lapsed), 1.0)


@outcome("needs_met", "Needs met of all", "全部需求满足率", "share", 1, "institution")
def _needs_met(s: Any) -> np.ndarray:
    """Of the needs that ended this month, voiced or never voiced, the share that was served."""
    return ratio(total(served(s)), total(served(s) + s.lapsed + s.unvoiced), 1.0)


@outcome("wait_months", "Wait for service", "等待时间", "months", -1, "institution")
def _wait_months(s: Any) -> np.ndarray:
    """Mean full months that those served had waited."""
    return ratio(total(s.waited), total(served(s)))


@outcome("reported_quality", "Reported performance", "上报绩效", "share", 0, "institution")
def _reported_quality(s: Any) -> np.ndarray:
    """Share of closed needs that reports call solved."""
    return ratio(s.reported, total(served(s) + s.lapsed), 1.0)


@outcome("reported_gap", "Reported less objective", "上报与实际差距", "share", -1, "institution")
def _reported_gap(s: Any) -> np.ndarray:
    """Reported performance less objective quality: where formalism lives."""
    return _reported_quality(s) - _service_quality(s)


@outcome("admin_share", "Admin share of hours", "行政工作占比", "share", -1, "institution")
def _admin_share(s: Any) -> np.ndarray:
    """Government work in the hours committees spend."""
    return ratio(s.upward_hours, s.upward_hours + s.downward_hours)


@outcome("admin_item_share", "Admin share of items", "行政事项占比", "share", -1, "institution")
def _admin_item_share(s: Any) -> np.ndarray:
    """Government items in all work that reaches the committee, by the hours it would take."""
    return ratio(s.items_due_hours, s.items_due_hours + s.voiced_hours)


@outcome("overload", "Overload", "负荷率", "rho", -1, "institution")
def _overload(s: Any) -> np.ndarray:
    """New and late work and newly voiced needs, against capacity."""
    return ratio(s.overload_hours, s.capacity_hours)


@outcome("backlog_up", "Government backlog", "政务积压", "months of work", -1, "institution")
def _backlog_up(s: Any) -> np.ndarray:
    """Government work late, faked or failed, as a share of a month's due."""
    missed = s.items_late_hours + s.items_faked_hours + s.items_failed_hours
    return ratio(missed, s.items_due_hours)


@outcome("backlog_down", "Residents' backlog", "居民需求积压", "months of work", -1, "institution")
def _backlog_down(s: Any) -> np.ndarray:
    """Hours of needs that waited or lapsed, in months of newly voiced work."""
    return ratio(s.asked_hours - s.downward_hours - s.assistant_hours, s.voiced_hours)


@outcome("burnout", "Burnout", "职业倦怠", "0 to 1", -1, "institution")
def _burnout(s: Any) -> np.ndarray:
    """Mean burnout of committee staff."""
    return ratio(s.burnout, s.staff)


@outcome("skill", "Professional skill", "专业技能", "0 to 1", 1, "institution")
def _skill(s: Any) -> np.ndarray:
    """Mean professional skill of committee staff."""
    return ratio(s.professional, s.staff)


@outcome("local_ties", "Local ties of staff", "本地关系", "0 to 1", 1, "institution")
def _local_ties(s: Any) -> np.ndarray:
    """Mean local ties of committee staff."""
    return ratio(s.local_ties, s.staff)


@outcome("staff", "Committee staff", "社区工作者", "people", 0, "institution")
def _staff(s: Any) -> np.ndarray:
    """Committee staff in office, without grid workers."""
    return s.staff.copy()


@outcome("staff_turnover", "Staff turnover", "人员流失率", "per year", -1, "institution")
def _staff_turnover(s: Any) -> np.ndarray:
    """Staff who left this month, as a yearly rate."""
    return 12.0 * ratio(s.staff_exits, s.staff)


@outcome("staff_tenure", "Time in office", "在岗时间", "months", 0, "institution")
def _staff_tenure(s: Any) -> np.ndarray:
    """Mean months that committee staff have been in office."""
    return ratio(s.tenure, s.staff)


@outcome("seconded", "Staff seconded", "借调比例", "share", -1, "institution")
def _seconded(s: Any) -> np.ndarray:
    """Committee staff working at the town's office."""
    return ratio(s.seconded, s.staff)


@outcome("relieved_hours", "Hours moved out", "移出工时", "hours", 0, "institution")
def _relieved_hours(s: Any) -> np.ndarray:
    """Government hours moved out of committees this month, less those that came back."""
    return total(s.moved_hours) - s.returned_hours


@outcome("organizations_registered", "Organizations", "社会组织数", "count", 0, "institution")
def _organizations_registered(s: Any) -> np.ndarray:
    """Organizations registered or filed and not closed."""
    return s.organizations_registered.copy()


@outcome("organizations_active", "Active organizations", "活跃社会组织", "count", 1, "institution")
def _organizations_active(s: Any) -> np.ndarray:
    """Organizations with activity in the last 12 months."""
    return s.organizations_active.copy()


@outcome(
    "organizations_dormant", "Dormant organizations", "休眠社会组织", "count", -1, "institution"
)
def _organizations_dormant(s: Any) -> np.ndarray:
    """Organizations without activity for two years."""
    return s.organizations_dormant.copy()


@outcome("organizations_closed", "Organizations closed", "注销社会组织", "count", -1, "institution")
def _organizations_closed(s: Any) -> np.ndarray:
    """Organizations that closed this month."""
    return s.organizations_closed.copy()


@outcome("organization_leaders", "Leaders", "社会组织带头人", "people", 1, "institution")
def _organization_leaders(s: Any) -> np.ndarray:
    """People who lead one or more of the organizations that are not closed."""
    return s.organization_leaders.copy()


@outcome(
    "organization_autonomy",
    "Autonomy of organizations",
    "社会组织自主性",
    "share",
    1,
    "institution",
)
def _organization_autonomy(s: Any) -> np.ndarray:
    """Share of organizations' work hours that contract conditions leave to service."""
    return ratio(s.offered_hours, s.offered_hours + s.reporting_hours, 1.0)


@outcome(
    "government_dependence", "Dependence on government", "政府依赖度", "share", 0, "institution"
)
def _government_dependence(s: Any) -> np.ndarray:
    """Government money in what organizations received this month."""
    received = s.income_government_yuan
    return ratio(received, received + s.income_other_yuan)


@outcome("volunteer_hours", "Volunteer hours on needs", "志愿服务工时", "hours", 1, "institution")
def _volunteer_hours(s: Any) -> np.ndarray:
    """Hours in which volunteers met residents' needs this month."""
    return s.volunteer_hours.copy()


@outcome("meetings", "Meetings held", "议事会议", "count", 0, "institution")
def _meetings(s: Any) -> np.ndarray:
    """Assemblies, hearings and consultations held this month."""
    return s.meetings.copy()


@outcome("issues_settled", "Hot issues settled", "热点难点化解", "people", 1, "institution")
def _issues_settled(s: Any) -> np.ndarray:
    """People whose longest grievance was settled this month."""
    return s.issues_settled.copy()


@outcome("floor_space", "Public floor space", "公共服务面积", "square meters", 0, "institution")
def _floor_space(s: Any) -> np.ndarray:
    """Floor space of community centers and of what a policy has opened."""
    return s.floor_space.copy()


@outcome("idle_space", "Idle floor space", "闲置面积", "share", -1, "institution")
def _idle_space(s: Any) -> np.ndarray:
    """Public floor space that nobody runs."""
    return ratio(s.idle_space, s.floor_space)


@outcome("petitions", "Complaints and petitions", "投诉上访", "people", 0, "institution")
def _petitions(s: Any) -> np.ndarray:
    """People who complained this month; fewer with as much grievance is suppression."""
    return s.acts[..., 4].copy()


@outcome("cost_yuan", "County outlays", "县级支出", "yuan a month", 0, "county")
def _cost_yuan(s: Any) -> np.ndarray:
    """Everything the treasury paid this month."""
    result = np.zeros(len(s.ledger))
    for line in OUTLAYS:
        result += s.ledger[:, line]
    return result / FEN


MATTERS = ("0 to 1", "share", "Gini")
"""Units in which the smallest effect that matters is meant, besides that of the primary outcome."""


def smallest_effects(primary: str, size: float) -> dict[str, float]:
    """The smallest difference that matters, of every outcome for which a question means it."""
    return {key: size for key, item in OUTCOMES.items() if key == primary or item.unit in MATTERS}
