"""Who was served, how soon, how well, what publicity claims, and what it did to a resident."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.plain.rules import (
    clip,
    expectation_after_promise,
    grievance_after,
    grievance_fades,
    grievance_kept,
    heart,
    next_awareness,
    people_relieved,
    perceived_performance,
    satisfaction_with,
    toward,
    trust_after,
    trust_after_relief,
    trust_by_hearsay,
    trust_by_publicity,
)
from sim.vocabulary import HOT_AGES, NEEDS, RESETTLED

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.residents import Resident

SERVED = tuple(f"served.{need}" for need in NEEDS)
"""Names of the decisions whether a need is served."""


class Appearance(NamedTuple):
    """What neighbors see of a resident this month."""

    belonging: float
    active: float
    grievance: float
    satisfaction: float


def take_up_issues(committee: Committee) -> None:
    """Hours and money settle the oldest hot issues first; then they are counted anew.

    ``settled[age]`` is the share of those troubled for so long whose issue is settled.
    """
    effects = committee.effects
    left = people_relieved(effects.issue_hours, effects.issue_yuan, committee.model.p.grievance)
    for age in range(HOT_AGES - 1, -1, -1):
        people = committee.hot_issues[age]
        committee.settled[age] = min(left / people, 1.0) if people > 0.0 else 0.0
        left -= committee.settled[age] * people
        committee.hot_issues[age] = 0.0


def experience_service(resident: Resident) -> None:
    """Each open need meets its luck; satisfaction, trust, awareness and grievance follow."""
    p, committee = resident.model.p, resident.committee
    touched = meet_services(resident)
    hear_publicity(resident)
    resident.trust = trust_by_hearsay(
        resident.trust, committee.trust, committee.openness_now, p.trust
    )
    kept = ease_grievance(resident)
    bear_hot_issue(resident, kept)
    resident.satisfaction = clip(resident.satisfaction, 0.0, 1.0)
    resident.awareness = next_awareness(resident.awareness, touched, p.influence)
    resident.awareness = toward(
        resident.awareness, 1.0, p.influence.publicity * committee.publicity
    )
    active = 1.0 if resident.took_part_since(resident.model.month - 12) else 0.0
    resident.seen = Appearance(
        resident.belonging, active, resident.grievance, resident.satisfaction
    )


# -- needs -----------------------------------------------------------------------------------


def meet_services(resident: Resident) -> bool:
    """Each open need is served, given up or waits on; whether any came to an end."""
    touched = False
    for need, waited in enumerate(resident.waiting):
        if waited == 0:
            continue
        luck = resident.luck(SERVED[need])
        quality = resident.committee.service_for(need, waited - 1, luck)
        if quality is not None:
            be_served(resident, need, quality)
        elif waited >= resident.committee.patience(need):
            give_up(resident, need)
        else:
            resident.waiting[need] = waited + 1
            continue
        touched = True
    return touched


def be_served(resident: Resident, need: int, quality: float) -> None:
    """A service of some quality changes satisfaction, expectation and trust."""
    p = resident.model.p.satisfaction
    performance = perceived_performance(quality, p)
    felt = satisfaction_with(performance, resident.expectation, p)
    resident.satisfaction = toward(resident.satisfaction, felt, p.update)
    resident.expectation = toward(resident.expectation, performance, p.expectation_learning)
    resident.trust = trust_after(resident.trust, True, resident.model.p.trust)
    resident.waiting[need] = 0


def give_up(resident: Resident, need: int) -> None:
    """Patience ran out: a service of no performance, and a grievance."""
    p, hurt = resident.model.p.satisfaction, resident.model.p.needs.hurt
    felt = satisfaction_with(0.0, resident.expectation, p)
    resident.satisfaction = toward(resident.satisfaction, felt, p.update * p.neglect)
    resident.expectation = toward(resident.expectation, 0.0, p.expectation_learning)
    resident.trust = trust_after(resident.trust, False, resident.model.p.trust)
    resident.grievance = grievance_after(resident.grievance, hurt[need])
    resident.waiting[need] = 0


# -- what one is told ------------------------------------------------------------------------


def hear_publicity(resident: Resident) -> None:
    """Publicity is compared with what one knows, and raises what one expects."""
    p, committee = resident.model.p, resident.committee
    if committee.publicity <= 0.0:
        return
    promise, intensity = committee.promise, committee.publicity
    resident.trust = trust_by_publicity(
        resident.trust, resident.satisfaction, promise, intensity, p.trust
    )
    resident.expectation = expectation_after_promise(
        resident.expectation, promise, intensity, p.satisfaction
    )


# -- grievance -------------------------------------------------------------------------------


def ease_grievance(resident: Resident) -> float:
    """Grievance fades, by mediation and consultation too, to what expropriation keeps alive.

    Gives that: 0 but for resettled villagers, where closed groups are thought to keep it.
    """
    p, committee = resident.model.p, resident.committee
    consultations = committee.effects.consultations / 12.0
    resident.grievance = grievance_fades(
        resident.grievance, committee.mediation, consultations, p.grievance
    )
    kept = 0.0
    if resident.origin == RESETTLED:
        elsewhere = heart(resident.tenure, resident.collective_member, p.belonging)
        kept = grievance_kept(elsewhere, p.signs.resettlement, p.grievance)
    resident.grievance = max(resident.grievance, kept)
    return kept


def bear_hot_issue(resident: Resident, kept: float) -> None:
    """A hot issue is settled with some luck; a grievance beyond the mark is or becomes one.

    What keeps a grievance of ``kept`` alive no local official can settle.
    """
    p, committee = resident.model.p, resident.committee
    if resident.aggrieved > 0 and kept < p.grievance.hot:
        settled = committee.settled[age_of_issue(resident)]
        if settled > 0.0 and resident.luck("hot_issue.settled") < settled:
            resident.grievance = max(resident.grievance * (1.0 - p.grievance.settled), kept)
            resident.trust = trust_after_relief(resident.trust, p.trust)
            committee.flows.issues_settled += resident.weight
    if not resident.grievance >= p.grievance.hot > kept:
        resident.aggrieved = 0
        return
    resident.aggrieved = min(resident.aggrieved + 1, 3 * HOT_AGES)
    committee.hot_issues[age_of_issue(resident)] += resident.weight


def age_of_issue(resident: Resident) -> int:
    """Quarters since the resident's grievance became a hot issue, as far as told apart."""
    return min(resident.aggrieved // 3, HOT_AGES - 1)
