"""A resident looks around, takes part or not, is answered, gets to know people, and belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.plain.channels import Acts, act
from sim.plain.rules import (
    belonging_target,
    circle,
    clip,
    connection,
    efficacy_after_voice,
    efficacy_without_voice,
    fulfilment,
    grievance_spreads,
    heard_probability,
    heart,
    learns_director,
    membership,
    next_awareness,
    next_belonging,
    next_known,
    toward,
    trust_after,
    years_sign,
)
from sim.vocabulary import DELIBERATION, RESETTLED, VOLUNTEERING

if TYPE_CHECKING:
    from sim.plain.residents import Resident


class Surroundings(NamedTuple):
    """How many friends a resident has, and the means of what neighbors show (0 without any)."""

    friends: float
    belonging: float
    active: float
    grievance: float
    satisfaction: float


def take_part(resident: Resident) -> None:
    """Neighbors influence; each open channel is taken or not; belonging follows."""
    around = look_around(resident)
    if resident.neighbors:
        hear(resident, around)
    acts = act(resident, around)
    remember_effort(resident)
    be_answered(resident, acts)
    get_to_know(resident, acts)
    belong(resident, around)


def look_around(resident: Resident) -> Surroundings:
    """How full the circle of friends is, and the mean of what neighbors show."""
    belonging = active = grievance = satisfaction = 0.0
    for neighbor in resident.neighbors:
        seen = neighbor.seen
        belonging += seen.belonging
        active += seen.active
        grievance += seen.grievance
        satisfaction += seen.satisfaction
    ties = len(resident.neighbors)
    friends = circle(resident.known_neighbors, ties, resident.model.p.influence)
    if ties == 0:
        return Surroundings(friends, 0.0, 0.0, 0.0, 0.0)
    return Surroundings(
        friends, belonging / ties, active / ties, grievance / ties, satisfaction / ties
    )


def hear(resident: Resident, around: Surroundings) -> None:
    """Neighbors' satisfaction is heard of, and their grievance spreads."""
    p = resident.model.p
    resident.satisfaction = toward(
        resident.satisfaction, around.satisfaction, p.satisfaction.hearsay * around.friends
    )
    resident.grievance = grievance_spreads(
        resident.grievance, around.grievance, around.friends, p.grievance
    )


# -- what follows ----------------------------------------------------------------------------


def remember_effort(resident: Resident) -> None:
    """A twelfth of the remembered civic effort fades, this month's is added."""
    p, month = resident.model.p.participation, resident.model.month
    resident.effort *= 11.0 / 12.0
    if resident.last_act[VOLUNTEERING] == month:
        resident.effort += p.hours_volunteering
    if resident.last_act[DELIBERATION] == month:
        resident.effort += p.hours_deliberation


def be_answered(resident: Resident, acts: Acts) -> None:
    """Who spoke up is answered or not; the sense of being heard returns to its base."""
    p, committee = resident.model.p.trust, resident.committee
    at_meeting = resident.last_act[DELIBERATION] == resident.model.month
    if acts.complaints > 0 or at_meeting:
        reply = committee.meeting_reply if at_meeting else committee.reply_prob
        heard = heard_probability(reply, resident.hukou and resident.owner, p)
        replied = resident.luck("replied") < heard
        resident.efficacy = efficacy_after_voice(resident.efficacy, replied, p)
        resident.trust = trust_after(resident.trust, replied, p)
    efficacy = efficacy_without_voice(resident.efficacy, committee.admin_share, p)
    resident.efficacy = clip(efficacy, 0.0, 1.0)


def get_to_know(resident: Resident, acts: Acts) -> None:
    """Acting is how one comes to know neighbors, the channels and the director."""
    p = resident.model.p.influence
    count = acts.together + acts.complaints
    resident.known_neighbors = next_known(resident.known_neighbors, acts.together, p)
    if count > 0:
        resident.awareness = next_awareness(resident.awareness, True, p)
    luck = resident.luck("director")
    if resident.knows_director:
        resident.knows_director = luck >= p.forget_director
    else:
        resident.knows_director = luck < learns_director(count, p)


def belong(resident: Resident, around: Surroundings) -> None:
    """One more month lived here; belonging follows its four elements."""
    p, committee = resident.model.p.belonging, resident.committee
    resident.tenure += 1.0
    elsewhere = 0.0
    if resident.origin == RESETTLED:
        elsewhere = heart(resident.tenure, resident.collective_member, p)
    took_part = 1.0 if resident.took_part_since(resident.model.month - 11) else 0.0
    years = years_sign(committee.kind, resident.model.p.signs)
    resident.membership = membership(
        resident.tenure, resident.hukou, resident.owner, elsewhere, years, p
    )
    resident.influence = resident.efficacy
    resident.fulfilment = fulfilment(resident.satisfaction, committee.access_all, p)
    resident.connection = connection(
        around.friends, around.belonging, around.grievance, around.active, took_part, p
    )
    resident.belonging = next_belonging(resident.belonging, target_of(resident), p)


def target_of(resident: Resident) -> float:
    """Where belonging tends: the weighted mean of the four elements."""
    return belonging_target(
        resident.membership,
        resident.influence,
        resident.fulfilment,
        resident.connection,
        resident.model.p.belonging,
    )
