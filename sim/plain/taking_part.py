"""A resident looks around, takes part or not, is answered, gets to know people, and belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.plain.rules import (
    age_logit,
    asked_probability,
    belonging_target,
    circle,
    civic_logit,
    clip,
    complaint_logit,
    connection,
    efficacy_after_voice,
    efficacy_without_voice,
    fulfilment,
    grievance_spreads,
    heart,
    learns_director,
    logistic,
    may_vote,
    membership,
    next_awareness,
    next_belonging,
    next_habit,
    next_known,
    time_logit,
    toward,
    trust_after,
    trust_logit,
)
from sim.vocabulary import (
    CHANNELS,
    COMPLAINT,
    DELIBERATION,
    ELECTION,
    RECREATION,
    RESETTLED,
    VOLUNTEERING,
)

if TYPE_CHECKING:
    from sim.plain.residents import Resident

ACTS = tuple(f"act.{channel}" for channel in CHANNELS)
"""Names of the decisions to act."""


class Surroundings(NamedTuple):
    """How many friends a resident has, and the means of what neighbours show (0 without any)."""

    friends: float
    belonging: float
    active: float
    grievance: float
    satisfaction: float


class Acts(NamedTuple):
    """What a resident did this month: acts together with others, and complaints."""

    together: int
    complaints: int


def take_part(resident: Resident) -> None:
    """Neighbours influence; each open channel is taken or not; belonging follows."""
    around = look_around(resident)
    if resident.neighbours:
        hear(resident, around)
    acts = act(resident, around)
    remember_effort(resident)
    be_answered(resident, acts)
    get_to_know(resident, acts)
    belong(resident, around)


def look_around(resident: Resident) -> Surroundings:
    """How full the circle of friends is, and the mean of what neighbours show."""
    belonging = active = grievance = satisfaction = 0.0
    for neighbour in resident.neighbours:
        seen = neighbour.seen
        belonging += seen.belonging
        active += seen.active
        grievance += seen.grievance
        satisfaction += seen.satisfaction
    ties = len(resident.neighbours)
    friends = circle(resident.known_neighbours, ties, resident.model.p.influence)
    if ties == 0:
        return Surroundings(friends, 0.0, 0.0, 0.0, 0.0)
    return Surroundings(
        friends, belonging / ties, active / ties, grievance / ties, satisfaction / ties
    )


def hear(resident: Resident, around: Surroundings) -> None:
    """Neighbours' satisfaction is heard of, and their grievance spreads."""
    p = resident.model.p
    resident.satisfaction = toward(
        resident.satisfaction, around.satisfaction, p.satisfaction.hearsay * around.friends
    )
    resident.grievance = grievance_spreads(
        resident.grievance, around.grievance, around.friends, p.grievance
    )


# -- channels --------------------------------------------------------------------------------


def act(resident: Resident, around: Surroundings) -> Acts:
    """Take or leave each channel that is open; a habit grows or fades."""
    p = resident.model.p.participation
    civic = civic_mind(resident, around)
    trusting = trust_logit(resident.trust, resident.committee.trust, p)
    together = complaints = 0
    for channel, decision in enumerate(ACTS):
        chance = resident.chances[channel] = chance_of(resident, channel, civic, trusting)
        acted = chance > 0.0 and resident.luck(decision) < chance
        resident.habit[channel] = next_habit(resident.habit[channel], acted, p)
        if not acted:
            continue
        resident.last_act[channel] = resident.model.month
        resident.committee.flows.acts[channel] += resident.weight
        if channel == COMPLAINT:
            complaints += 1
        elif channel != ELECTION:
            together += 1
    return Acts(together, complaints)


def civic_mind(resident: Resident, around: Surroundings) -> float:
    """What all channels but complaints have in common, being asked this month among it."""
    p = resident.model.p
    mobilized = 1.0 if resident.party_member else 0.0
    chance = asked_probability(around.friends, around.active, mobilized, p.influence)
    asked = 1.0 if resident.luck("asked") < chance else 0.0
    return civic_logit(
        resident.belonging,
        resident.efficacy,
        resident.civic_skill,
        resident.outside_ties,
        asked,
        around.friends * around.active,
        resident.threshold,
        p.participation,
    )


def chance_of(resident: Resident, channel: int, civic: float, trusting: float) -> float:
    """Chance to take one channel this month: 0 where it is closed to the resident."""
    opening = resident.committee.availability[channel]
    if opening <= 0.0:
        return 0.0
    if channel == ELECTION and not may_vote(resident.hukou, resident.tenure):
        return 0.0
    return logistic(channel_logit(resident, channel, civic, trusting)) * opening


def channel_logit(resident: Resident, channel: int, civic: float, trusting: float) -> float:
    """The logit of one channel, from what all have in common and what is its own."""
    p = resident.model.p.participation
    logit: float = p.base[channel] + age_logit(resident.age, p.age[channel])
    if channel == COMPLAINT:
        logit = complaint_logit(
            logit, resident.efficacy, resident.civic_skill, resident.trust, resident.grievance, p
        )
    else:
        logit += civic
        if channel != RECREATION:
            logit += trusting
        if channel != ELECTION:
            logit += time_logit(resident.age, p)
    logit += p.on_habit * resident.habit[channel]
    if channel == ELECTION and not resident.hukou:
        logit -= p.application
    return logit


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
    if acts.complaints > 0 or resident.last_act[DELIBERATION] == resident.model.month:
        replied = resident.luck("replied") < committee.reply_prob
        resident.efficacy = efficacy_after_voice(resident.efficacy, replied, p)
        resident.trust = trust_after(resident.trust, replied, p)
    efficacy = efficacy_without_voice(resident.efficacy, committee.admin_share, p)
    resident.efficacy = clip(efficacy, 0.0, 1.0)


def get_to_know(resident: Resident, acts: Acts) -> None:
    """Acting is how one comes to know neighbours, the channels and the director."""
    p = resident.model.p.influence
    count = acts.together + acts.complaints
    resident.known_neighbours = next_known(resident.known_neighbours, acts.together, p)
    if count > 0:
        resident.awareness = next_awareness(resident.awareness, True, p)
    luck = resident.luck("director")
    if resident.knows_director:
        resident.knows_director = luck >= p.forget_director
    else:
        resident.knows_director = luck < learns_director(count, p)


def belong(resident: Resident, around: Surroundings) -> None:
    """One more month lived here; belonging follows its four elements."""
    p = resident.model.p.belonging
    resident.tenure += 1.0
    elsewhere = 0.0
    if resident.origin == RESETTLED:
        elsewhere = heart(resident.tenure, resident.collective_member, p)
    took_part = 1.0 if resident.took_part_since(resident.model.month - 11) else 0.0
    resident.membership = membership(resident.tenure, resident.hukou, resident.owner, elsewhere, p)
    resident.influence = resident.efficacy
    resident.fulfilment = fulfilment(resident.satisfaction, resident.committee.access_all, p)
    resident.connection = connection(around.friends, around.belonging, around.active, took_part, p)
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
