"""Taking part: one logit for each channel, habits, and who gets to know whom."""

from __future__ import annotations

import math

from sim.compiled import rule
from sim.rules.shapes import clip, threshold_response
from sim.vocabulary import EFFORT_BINS


@rule
def civic_logit(belonging, efficacy, skill, outside_ties, asked, active, threshold, p):
    """What the channels have in common: belonging, efficacy, resources, being asked, peers.

    Civic voluntarism (Verba, Schlozman & Brady 1995) with the coefficients of S50, being
    asked (S105) and a smooth threshold in the share of active neighbors (Granovetter 1978).
    """
    own = p.on_belonging * (belonging - 0.5) + p.on_efficacy * (efficacy - 0.5)
    means = p.on_skill * (skill - 0.5) - p.on_outside * outside_ties
    social = p.on_asked * asked + p.on_active * threshold_response(active, threshold)
    return own + means + social


@rule
def trust_logit(trust, community_trust, p):
    """The community's mean trust counts most (S50), one's own deviation some more."""
    return p.on_mean_trust * (community_trust - 0.5) + p.on_own_trust * (trust - community_trust)


@rule
def meeting_logit(since, asked, invited, p):
    """What moves one to a meeting: an invitation, and not having spoken lately.

    ``since`` is the months since one last spoke; who was asked by friends needs no other.
    """
    called = p.on_asked if invited and not asked else 0.0
    return called - (p.on_recent if since <= 3 else 0.0)


@rule
def reward_logit(reward_yuan, belonging, habit, p):
    """A reward draws those without motives of their own and replaces the motives of others.

    References: incentives lower volunteering in S105; opposition to rewarded cooperation in
    Kitts (2006), doi:10.1177/000312240607100203. Form *assumed*, saturating in the reward.
    """
    strength = reward_yuan / (reward_yuan + p.reward_half)
    own = p.on_belonging * belonging + p.on_habit * habit
    return strength * (p.on_reward - p.reward_crowding * own)


@rule
def age_logit(age, slope):
    """Linear in age around 48; for elections it fits 13.8 %, 55.7 % and 77.7 % (S49)."""
    return slope * (age - 48.0)


@rule
def time_logit(age, p):
    """Working age leaves less time."""
    return -p.on_time if 25.0 <= age < 60.0 else 0.0


@rule
def complaint_logit(base, efficacy, skill, trust, grievance, awareness, p):
    """Complaints and petitions: driven by grievance and distrust, enabled by efficacy (S115).

    Who knows the channels finds it easier.
    """
    driven = p.complaint_grievance * grievance - p.complaint_trust * (trust - 0.5)
    able = 0.5 * p.on_efficacy * (efficacy - 0.5) + p.on_skill * (skill - 0.5)
    return base + driven + able + p.complaint_awareness * (awareness - 0.5)


@rule
def may_vote(hukou, tenure):
    """Voting needs local registration, or a year's residence (and an application)."""
    return hukou or tenure >= 12.0


@rule
def next_habit(habit, acted, p):
    """Habit grows with each act and fades between them (S103, S104)."""
    if acted:
        return habit + p.habit_rate * (1.0 - habit)
    return habit * (1.0 - p.habit_decay)


@rule
def circle(known, ties, p):
    """How full one's circle of acquaintances is: ties to neighbors, and how well known."""
    return known * min(ties / p.full_circle, 1.0)


@rule
def asked_probability(friends, active, mobilized, p):
    """Chance of being asked this month: by active friends, or by the Party branch."""
    by_friends = p.ask * friends * active
    return clip(1.0 - (1.0 - by_friends) * (1.0 - mobilized * p.ask_branch), 0.0, 1.0)


@rule
def recreation_offer(access, events, groups, p):
    """Share of recreation on offer: always, by access, events paid for and culture groups."""
    offered = p.offer + p.offer_access * access
    offered += p.offer_event * min(events, 2.0) + p.offer_group * min(groups, 3.0)
    return min(offered, 1.0)


@rule
def volunteer_openings(groups, p):
    """Share of would-be volunteers who find something to do."""
    return min(p.openings + p.openings_group * groups, 1.0)


@rule
def learns_director(acts, p):
    """Monthly chance to get to know the director, higher for who takes part or speaks up."""
    return clip(p.learn_director * (1.0 + p.director_act * acts), 0.0, 1.0)


@rule
def next_known(known, acts, p):
    """Share of neighbors known: grows by living there and by acting together, fades slowly."""
    met = (p.meet + p.meet_event * acts) * (1.0 - known)
    return clip(known + met - p.forget * known, 0.0, 1.0)


@rule
def next_awareness(awareness, contact, p):
    """Awareness of channels: grows with each contact, returns to a base otherwise."""
    if contact:
        return awareness + p.awareness_gain * (1.0 - awareness)
    return awareness + p.awareness_rate * (p.awareness_base - awareness)


@rule
def meetings_in(month, per_year, phase):
    """How many of ``per_year`` evenly spread meetings fall into this month."""
    rate = per_year / 12.0
    return math.floor((month + 1) * rate + phase) - math.floor(month * rate + phase)


@rule
def association_density(groups):
    """Density of working organizations in a community: 0 without any, 1 from five on."""
    return min(groups / 5.0, 1.0)


@rule
def effort_class(effort):
    """Class of yearly civic effort: none, then classes growing by a factor of 1.6."""
    if effort < 0.5:
        return 0
    return min(1 + int(math.log(effort / 0.5) / 0.47), EFFORT_BINS - 1)
