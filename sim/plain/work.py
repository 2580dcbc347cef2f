"""A month's work in one community: organizations, volunteers, then the committee itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.money import FEN
from sim.plain.rules import (
    clip,
    competence,
    faked_share,
    kept_hours,
    overload,
    replies_to_many,
    reply_probability,
    reported_people,
    service_quality,
    upward_priority,
    upward_room,
)
from sim.vocabulary import (
    COHORTS,
    CULTURE_SPORT,
    ELDER_CARE,
    ENVIRONMENT,
    NEEDS,
    ORGANIZATION_KINDS,
    SERVED_BY_KIND,
    SPECIAL_SUPPORT,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee

VOLUNTEERS_SERVE = (ELDER_CARE, SPECIAL_SUPPORT, ENVIRONMENT, CULTURE_SPORT)
MEDIATORS = ORGANIZATION_KINDS.index("mediation")
OLDEST_FIRST = range(COHORTS - 1, -1, -1)


# -- organizations and volunteers ------------------------------------------------------------


def serve_by_organizations(committee: Committee) -> None:
    """Organizations deliver what was bought, then volunteers and the branch help."""
    committee.unserved = [[1.0] * COHORTS for _ in NEEDS]
    committee.by_organization = [[0.0] * COHORTS for _ in NEEDS]
    for kind, need in enumerate(SERVED_BY_KIND):
        receive_organizations(committee, kind, need)
    p = committee.model.p.grievance
    full = p.mediation_hours * committee.population / 1000.0
    committee.mediation = clip(committee.organization_hours[MEDIATORS] / full, 0.0, 1.0)
    receive_volunteers(committee)


def receive_organizations(committee: Committee, kind: int, need: int) -> None:
    """One kind of organization serves its need."""
    p, flows = committee.model.p, committee.flows
    offered = committee.organization_hours[kind]
    flows.organization_hours += offered - serve_oldest(committee, need, offered)
    skill = competence(
        committee.organization_skill[kind], committee.local_ties, p.needs.weight[need], p.service
    )
    for months in range(COHORTS):
        share = committee.by_organization[need][months]
        flows.served_organization[need] += committee.queue[need][months] * share
        committee.quality_organization[need][months] = service_quality(
            skill, months, committee.access_center, p.service
        )


def serve_oldest(committee: Committee, need: int, hours: float) -> float:
    """Spend ``hours`` on one need, the longest-waiting first; the hours left."""
    queue, unserved = committee.queue[need], committee.unserved[need]
    served = committee.by_organization[need]
    for months in OLDEST_FIRST:
        asked = queue[months] * unserved[months] * committee.model.p.needs.hours[need]
        if asked > 0.0 and hours > 0.0:
            share = min(1.0, hours / asked)
            hours -= share * asked
            served[months] += unserved[months] * share
            unserved[months] *= 1.0 - share
    return max(hours, 0.0)


def receive_volunteers(committee: Committee) -> None:
    """Volunteers, members of organizations and the branch share out their hours over needs."""
    p = committee.model.p
    match = p.participation.volunteers_match
    given = match * committee.volunteer_hours
    given += count_members(committee) * p.organizations.volunteer_month_hours
    mobilized = match * committee.mobilized_hours
    pool = left = given + mobilized
    for position, need in enumerate(VOLUNTEERS_SERVE):
        share = left / (len(VOLUNTEERS_SERVE) - position)
        left -= share - volunteer_for(committee, need, share)
    used = pool - left
    if pool > 0.0:
        committee.flows.volunteer_hours = used * given / pool
        committee.flows.mobilized_hours = used * mobilized / pool


def count_members(committee: Committee) -> float:
    """Members of active organizations; having some keeps an organization active."""
    members = 0.0
    for organization in committee.working_organizations():
        members += organization.volunteers
        if organization.volunteers >= 1.0:
            organization.idle = 0
    return members


def volunteer_for(committee: Committee, need: int, hours: float) -> float:
    """Volunteers serve one need; quality is the mean of theirs and the organizations'."""
    p = committee.model.p
    served, quality = committee.by_organization[need], committee.quality_organization[need]
    before = list(served)
    left = serve_oldest(committee, need, hours)
    skill = competence(
        p.service.volunteer_skill, committee.local_ties, p.needs.weight[need], p.service
    )
    for months in range(COHORTS):
        added = served[months] - before[months]
        if added > 0.0:
            own = service_quality(skill, months, committee.access_center, p.service)
            blended = before[months] * quality[months] + added * own
            quality[months] = blended / served[months]
            committee.flows.served_volunteer[need] += committee.queue[need][months] * added
    return left


# -- the committee ---------------------------------------------------------------------------


def do_committee_work(committee: Committee) -> None:
    """The committee splits its hours upward and downward; needs are served, wait on or lapse."""
    asked = count_asked(committee)
    free = do_government_work(committee)
    assistants = committee.effects.assistant_hours
    pool = free + assistants
    used = pool - serve_all_needs(committee, pool)
    by_assistants = used * assistants / pool if pool > 0.0 else 0.0
    downward = used - by_assistants
    for need in range(len(NEEDS)):
        close_needs(committee, need)

    flows = committee.flows
    spent = flows.upward_hours + downward
    committee.admin_share = flows.upward_hours / spent if spent > 0.0 else 0.0
    committee.downward_share = downward / spent if spent > 0.0 else 0.0
    committee.reply_prob = answer(committee, asked, used)
    flows.downward_hours = downward
    flows.assistant_hours = by_assistants
    flows.spare_hours = max(free - downward, 0.0)


def answer(committee: Committee, asked: float, served: float) -> float:
    """Chance that a voice is answered; many voices find fewer answers unless hours are kept."""
    p, hours = committee.model.p.trust, committee.effects.reply_hours
    reply = reply_probability(asked, served, committee.openness_now, p)
    return replies_to_many(reply, committee.voices, committee.population, hours, p)


def count_asked(committee: Committee) -> float:
    """Hours that open needs would take the committee; newly voiced ones are noted apart."""
    p, flows = committee.model.p.needs, committee.flows
    asked = voiced = 0.0
    for need in range(len(NEEDS)):
        queue, unserved, each = committee.queue[need], committee.unserved[need], p.hours[need]
        voiced += queue[0] * unserved[0] * each
        for months in range(COHORTS):
            asked += queue[months] * unserved[months] * each
    flows.asked_hours, flows.voiced_hours = asked, voiced
    return asked


def do_government_work(committee: Committee) -> float:
    """Items are done first, up to their priority; the rest is faked, late or failed.

    Gives the hours left for residents.
    """
    p, flows = committee.model.p.workload, committee.flows
    capacity = committee.capacity_hours
    carried_in = committee.late_hours
    late = carried_in + committee.returned_hours
    due = committee.due_hours + late
    rho = overload(committee.due_hours, late, flows.voiced_hours, capacity)
    faked = due * faked_share(rho, p)
    reports = faked * p.fake_hours
    priority = upward_priority(committee.effects.appraisal_weight, p)
    at_work = committee.model.p.mechanisms.upward_priority
    room = upward_room(priority, due, flows.asked_hours, at_work) * capacity
    upward = min(due - faked + reports, room)
    done = clip(upward - reports, 0.0, due - faked)
    left = due - faked - done
    helped = hire_helpers(committee, left)
    carried = min(left - helped, p.late_cap * due)
    kept = keep_relief(committee, carried_in, rho, room, upward)

    committee.overload = rho
    committee.late_hours = carried
    flows.overload_hours = rho * capacity
    flows.items_due_hours = due
    flows.items_done_hours = done
    flows.items_faked_hours = faked
    flows.items_helped_hours = helped
    flows.items_late_hours = carried
    flows.items_failed_hours = left - helped - carried
    flows.upward_hours = upward
    flows.kept_hours = kept
    return max(capacity - upward - kept, 0.0)


def hire_helpers(committee: Committee, hours: float) -> float:
    """Collective assets pay helpers for part of the work left over, unless that is banned."""
    p = committee.model.p.money
    purse = committee.assets_fen / FEN / p.helper_hour_yuan
    allowed = 1.0 - clip(committee.effects.asset_ban, 0.0, 1.0)
    helped = min(hours * p.assets_for_work * allowed, purse)
    paid = int(helped * p.helper_hour_yuan * FEN)
    committee.assets_fen -= paid
    committee.ledger["administration_from_assets"] += paid
    return helped


def keep_relief(
    committee: Committee, carried_in: float, rho: float, room: float, upward: float
) -> float:
    """Freed hours that reach nobody: against the work there would be without relief."""
    p = committee.model.p.workload
    handed = committee.spared_hours
    for hours in committee.handed_hours:
        handed += hours
    if committee.due_hours + committee.returned_hours >= handed:
        return 0.0
    old = handed + carried_in
    faked = old * faked_share(rho, p)
    old_upward = min(old - faked + faked * p.fake_hours, room)
    return min(kept_hours(old_upward, upward, p), committee.capacity_hours - upward)


def serve_all_needs(committee: Committee, hours: float) -> float:
    """Serve the longest-waiting of all needs, all types alike; the hours left."""
    p = committee.model.p.needs
    for months in OLDEST_FIRST:
        wanted = 0.0
        for need in range(len(NEEDS)):
            people = committee.queue[need][months] * committee.unserved[need][months]
            wanted += people * p.hours[need]
        share = min(1.0, hours / wanted) if wanted > 0.0 else 0.0
        hours = max(hours - share * wanted, 0.0)
        for need in range(len(NEEDS)):
            committee.by_committee[need][months] = committee.unserved[need][months] * share
    return hours


def close_needs(committee: Committee, need: int) -> None:
    """Who was served leaves the queue; who was not waits another month or gives up."""
    p, flows, queue = committee.model.p, committee.flows, committee.queue[need]
    by_organization, by_committee = committee.by_organization[need], committee.by_committee[need]
    skill = competence(
        committee.professional, committee.local_ties, p.needs.weight[need], p.service
    )
    for months, people in enumerate(queue):
        quality = service_quality(skill, months, committee.access_center, p.service)
        committee.quality_committee[need][months] = quality
        by_others = people * by_organization[months]
        by_us = people * by_committee[months]
        flows.served_committee[need] += by_us
        flows.quality[need] += (
            by_us * quality + by_others * committee.quality_organization[need][months]
        )
        flows.waited[need] += (by_us + by_others) * months
    for months in OLDEST_FIRST:
        rest = max(queue[months] * (1.0 - by_organization[months] - by_committee[months]), 0.0)
        queue[months] = 0.0
        if months + 1 >= committee.patience(need):
            flows.lapsed[need] += rest
        else:
            queue[months + 1] = rest
    served = flows.served_committee[need] + flows.served_organization[need]
    served += flows.served_volunteer[need]
    flows.reported += reported_people(served, flows.lapsed[need], p.service)
