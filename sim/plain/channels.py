"""Channels of taking part: how open each is, and whether a resident takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.plain.rules import (
    age_logit,
    asked_probability,
    association_density,
    civic_logit,
    complaint_logit,
    logistic,
    may_vote,
    meeting_logit,
    meetings_in,
    next_habit,
    recreation_offer,
    reward_logit,
    time_logit,
    trust_logit,
    volunteer_openings,
)
from sim.vocabulary import (
    CHANNELS,
    COMPLAINT,
    DELIBERATION,
    ELECTION,
    ORGANIZATION_KINDS,
    RECREATION,
    VOLUNTEERING,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.residents import Resident
    from sim.plain.taking_part import Surroundings

CULTURAL = (ORGANIZATION_KINDS.index("culture_sport"), ORGANIZATION_KINDS.index("volunteer"))
ACTS = tuple(f"act.{channel}" for channel in CHANNELS)
"""Names of the decisions to act."""


class Mind(NamedTuple):
    """What the channels have in common: civic and trusting logits, and being asked."""

    civic: float
    trusting: float
    asked: bool


class Acts(NamedTuple):
    """What a resident did this month: acts together with others, and complaints."""

    together: int
    complaints: int


# -- how open they are -----------------------------------------------------------------------


def open_channels(committee: Committee) -> None:
    """Elections once a term, meetings when convened, venues while there is room."""
    p = committee.model.p.participation
    groups = committee.working_organizations()
    committee.association = association_density(len(groups))
    meets = convene(committee) > 0
    committee.availability[RECREATION] = open_venues(committee)
    committee.availability[ELECTION] = 1.0 if committee.model.election else 0.0
    committee.availability[DELIBERATION] = 1.0 if meets else 0.0
    committee.availability[VOLUNTEERING] = volunteer_openings(len(groups), p)
    committee.availability[COMPLAINT] = 1.0


def open_venues(committee: Committee) -> float:
    """Recreation on offer by access, events and culture groups, while there is room."""
    p = committee.model.p.participation
    cultural = sum(group.kind in CULTURAL for group in committee.working_organizations())
    events = committee.events + committee.effects.activities
    room, crowd = p.venue * committee.venue_space, committee.recreation_demand
    fits = min(1.0, room / crowd) if crowd > 0.0 else 1.0
    offered: float = recreation_offer(committee.access_venue, events, cultural, p)
    return offered * fits


def convene(committee: Committee) -> int:
    """How many meetings are held this month, and how likely a voice in one is answered.

    What is raised at a hearing is answered if the decision is still open, what is raised at
    other meetings as any voice.
    """
    p, effects = committee.model.p.participation, committee.effects
    per_year = p.meetings + effects.meetings
    phase = committee.model.fate.draw("convened", committee.identity)
    meetings: int = meetings_in(committee.model.month, per_year, phase)
    others = per_year - effects.hearings
    answered = effects.decisive_hearings + others * committee.reply_prob
    committee.meeting_reply = answered / per_year
    committee.flows.meetings = meetings
    return meetings


# -- who takes them --------------------------------------------------------------------------


def act(resident: Resident, around: Surroundings) -> Acts:
    """Take or leave each channel that is open; a habit grows or fades."""
    p, month = resident.model.p.participation, resident.model.month
    mind = make_up_mind(resident, around)
    together = complaints = 0
    for channel, decision in enumerate(ACTS):
        chance = resident.chances[channel] = chance_of(resident, channel, mind)
        acted = chance > 0.0 and resident.luck(decision) < chance
        resident.habit[channel] = next_habit(resident.habit[channel], acted, p)
        if not acted:
            continue
        resident.last_act[channel] = month
        resident.committee.flows.acts[channel] += resident.weight
        if channel == COMPLAINT:
            complaints += 1
        elif channel != ELECTION:
            together += 1
    return Acts(together, complaints)


def make_up_mind(resident: Resident, around: Surroundings) -> Mind:
    """What all channels but complaints have in common, being asked this month among it."""
    p = resident.model.p
    mobilized = 1.0 if resident.party_member else 0.0
    chance = asked_probability(around.friends, around.active, mobilized, p.influence)
    asked = resident.luck("asked") < chance
    civic = civic_logit(
        resident.belonging,
        resident.efficacy,
        resident.civic_skill,
        resident.outside_ties,
        1.0 if asked else 0.0,
        around.friends * around.active,
        resident.threshold,
        p.participation,
    )
    trusting = trust_logit(resident.trust, resident.committee.trust, p.participation)
    return Mind(civic, trusting, asked)


def chance_of(resident: Resident, channel: int, mind: Mind) -> float:
    """Chance to take one channel this month: 0 where it is closed to the resident."""
    opening = resident.committee.availability[channel]
    if opening <= 0.0:
        return 0.0
    if channel == ELECTION and not may_vote(resident.hukou, resident.tenure):
        return 0.0
    return logistic(channel_logit(resident, channel, mind)) * opening


def channel_logit(resident: Resident, channel: int, mind: Mind) -> float:
    """The logit of one channel, from what all have in common and what is its own."""
    p = resident.model.p.participation
    logit: float = p.base[channel] + age_logit(resident.age, p.age[channel])
    if channel == COMPLAINT:
        logit = complaint_logit(
            logit,
            resident.efficacy,
            resident.civic_skill,
            resident.trust,
            resident.grievance,
            resident.awareness,
            p,
        )
    else:
        logit += mind.civic
        if channel != RECREATION:
            logit += mind.trusting
        if channel != ELECTION:
            logit += time_logit(resident.age, p)
        if channel in (DELIBERATION, ELECTION):
            logit += p.on_organizations * resident.committee.association
        if channel == DELIBERATION:
            logit += pull_of_meeting(resident, mind.asked)
        elif channel == VOLUNTEERING:
            reward = resident.committee.effects.reward_yuan
            logit += reward_logit(reward, resident.belonging, resident.habit[channel], p)
    logit += p.on_habit * resident.habit[channel]
    if channel == ELECTION and not resident.hukou:
        logit -= p.application
    return logit


def pull_of_meeting(resident: Resident, asked: bool) -> float:
    """An invitation draws one to a meeting, having spoken lately keeps one away."""
    since = resident.model.month - resident.last_act[DELIBERATION]
    invited = resident.luck("invited") < min(resident.committee.effects.invitations, 1.0)
    pull: float = meeting_logit(since, asked, invited, resident.model.p.participation)
    return pull
