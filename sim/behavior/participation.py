"""Influence along ties, taking part by channel, and belonging."""

from __future__ import annotations

import numpy as np

from sim.compiled import columns, rule
from sim.draws import named, uniform
from sim.rules.attitudes import (
    efficacy_after_voice,
    efficacy_without_voice,
    grievance_spreads,
    heard_probability,
    trust_after,
)
from sim.rules.belonging import (
    belonging_target,
    connection,
    fulfilment,
    heart,
    membership,
    next_belonging,
)
from sim.rules.moving import years_sign
from sim.rules.shapes import clip, logistic, toward
from sim.rules.taking_part import (
    age_logit,
    asked_probability,
    circle,
    civic_logit,
    complaint_logit,
    learns_director,
    may_vote,
    meeting_logit,
    next_awareness,
    next_habit,
    next_known,
    reward_logit,
    time_logit,
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

ACTS = tuple(named(f"act.{channel}") for channel in CHANNELS)
ASKED = named("asked")
REPLIED = named("replied")
DIRECTOR = named("director")
INVITED = named("invited")


@rule
def look_around(neighbors, ties, shown):
    """Means of what one's neighbors show, as columns of ``shown``; 0 without any."""
    belonging = 0.0
    active = 0.0
    grievance = 0.0
    satisfaction = 0.0
    for tie in range(ties):
        other = neighbors[tie]
        belonging += shown[other, 0]
        active += shown[other, 1]
        grievance += shown[other, 2]
        satisfaction += shown[other, 3]
    if ties == 0:
        return 0.0, 0.0, 0.0, 0.0
    return belonging / ties, active / ties, grievance / ties, satisfaction / ties


@columns
def take_part(
    month,
    month_key,
    election,
    residents__identity,
    residents__weight,
    residents__age,
    residents__origin,
    residents__hukou,
    residents__owner,
    residents__collective_member,
    residents__party_member,
    residents__civic_skill,
    residents__threshold,
    residents__outside_ties,
    residents__neighbors,
    residents__ties,
    residents__tenure,
    residents__membership,
    residents__influence,
    residents__fulfilment,
    residents__connection,
    residents__belonging,
    residents__trust,
    residents__satisfaction,
    residents__efficacy,
    residents__awareness,
    residents__grievance,
    residents__known_neighbors,
    residents__knows_director,
    residents__habit,
    residents__last_act,
    residents__effort,
    residents__shown,
    communities__first,
    communities__last,
    communities__kind,
    communities__availability,
    communities__admin_share,
    communities__reply_prob,
    communities__meeting_reply,
    communities__association,
    communities__access_all,
    communities__trust,
    communities__satisfaction,
    communities__volunteer_hours,
    communities__mobilized_hours,
    communities__volunteering_acts,
    communities__petitions,
    communities__voices,
    communities__recreation_demand,
    communities__voters,
    communities__eligible,
    effects__invitations,
    effects__reward_yuan,
    flows__acts,
    flows__voters,
    flows__eligible,
    assumptions,
):
    """Neighbors influence, some are asked, each channel is taken or not; belonging follows.

    Volunteer hours, complaints and the crowd at the venue are expected numbers, so that what
    they cause next month does not depend on how many residents were sampled.

    Writes: residents.membership, residents.influence, residents.fulfilment,
    residents.connection, residents.belonging, residents.trust, residents.satisfaction,
    residents.efficacy, residents.awareness, residents.grievance, residents.known_neighbors,
    residents.knows_director, residents.habit, residents.last_act, residents.effort,
    residents.tenure, communities.trust, communities.satisfaction, communities.volunteer_hours,
    communities.mobilized_hours, communities.volunteering_acts, communities.petitions,
    communities.voices, communities.recreation_demand, communities.voters,
    communities.eligible, flows.acts, flows.voters, flows.eligible
    """
    p = assumptions[0]
    q = p.participation
    since = month - 11
    expected = np.zeros(len(CHANNELS))
    for c in range(communities__first.size):
        community_trust = communities__trust[c]
        weights = 0.0
        trusts = 0.0
        satisfactions = 0.0
        party = 0.0
        expected[:] = 0.0
        voters = 0.0
        eligible = 0.0
        residence = years_sign(communities__kind[c], p.signs)
        invited = min(effects__invitations[c], 1.0)
        reward = effects__reward_yuan[c]
        association = q.on_organizations * communities__association[c]
        for i in range(communities__first[c], communities__last[c]):
            identity = residents__identity[i]
            weight = residents__weight[i]
            known = residents__known_neighbors[i]
            ties = residents__ties[i]
            friends = circle(known, ties, p.influence)
            around, active, neighbors_grievance, told = look_around(
                residents__neighbors[i], ties, residents__shown
            )
            satisfaction = residents__satisfaction[i]
            if ties > 0:
                satisfaction = toward(satisfaction, told, p.satisfaction.hearsay * friends)
                residents__satisfaction[i] = satisfaction
                residents__grievance[i] = grievance_spreads(
                    residents__grievance[i], neighbors_grievance, friends, p.grievance
                )
            mobilized = 1.0 if residents__party_member[i] else 0.0
            chance = asked_probability(friends, active, mobilized, p.influence)
            asked = 1.0 if uniform(month_key, ASKED, identity) < chance else 0.0

            efficacy = residents__efficacy[i]
            trust = residents__trust[i]
            age = residents__age[i]
            skill = residents__civic_skill[i]
            civic = civic_logit(
                residents__belonging[i], efficacy, skill, residents__outside_ties[i],
                asked, friends * active, residents__threshold[i], q,
            )  # fmt: skip
            trusting = trust_logit(trust, community_trust, q)
            busy = time_logit(age, q)
            acts = 0
            complaints = 0
            for channel in range(q.base.size):
                habit = residents__habit[i, channel]
                residents__habit[i, channel] = next_habit(habit, False, q)
                opening = communities__availability[c, channel]
                if opening <= 0.0:
                    continue
                logit = q.base[channel] + age_logit(age, q.age[channel])
                if channel == COMPLAINT:
                    logit = complaint_logit(
                        logit,
                        efficacy,
                        skill,
                        trust,
                        residents__grievance[i],
                        residents__awareness[i],
                        q,
                    )
                else:
                    logit += civic
                    if channel != RECREATION:
                        logit += trusting
                    if channel != ELECTION:
                        logit += busy
                    if channel in (DELIBERATION, ELECTION):
                        logit += association
                    if channel == DELIBERATION:
                        since_last = month - residents__last_act[i, DELIBERATION]
                        called = invited > 0.0 and uniform(month_key, INVITED, identity) < invited
                        logit += meeting_logit(since_last, asked > 0.0, called, q)
                    elif channel == VOLUNTEERING and reward > 0.0:
                        logit += reward_logit(reward, residents__belonging[i], habit, q)
                logit += q.on_habit * habit
                if channel == ELECTION:
                    if not may_vote(residents__hukou[i], residents__tenure[i]):
                        continue
                    if not residents__hukou[i]:
                        logit -= q.application
                    eligible += weight
                probability = logistic(logit) * opening
                acted = uniform(month_key, ACTS[channel], identity) < probability
                expected[channel] += weight * probability
                if acted:
                    residents__habit[i, channel] = next_habit(habit, True, q)
                    residents__last_act[i, channel] = month
                    flows__acts[c, channel] += weight
                    if channel == ELECTION:
                        voters += weight
                    elif channel == COMPLAINT:
                        complaints += 1
                    else:
                        acts += 1
            spoke_up = residents__last_act[i, DELIBERATION] == month
            effort = residents__effort[i] * (11.0 / 12.0)
            if residents__last_act[i, VOLUNTEERING] == month:
                effort += q.hours_volunteering
            if spoke_up:
                effort += q.hours_deliberation
            residents__effort[i] = effort

            if complaints > 0 or spoke_up:
                reply = communities__reply_prob[c]
                if spoke_up:
                    reply = communities__meeting_reply[c]
                settled = residents__hukou[i] and residents__owner[i]
                heard = heard_probability(reply, settled, p.trust)
                replied = uniform(month_key, REPLIED, identity) < heard
                efficacy = efficacy_after_voice(efficacy, replied, p.trust)
                trust = trust_after(trust, replied, p.trust)
            efficacy = efficacy_without_voice(efficacy, communities__admin_share[c], p.trust)
            residents__efficacy[i] = clip(efficacy, 0.0, 1.0)
            residents__trust[i] = trust
            residents__known_neighbors[i] = next_known(known, acts, p.influence)
            if acts + complaints > 0:
                residents__awareness[i] = next_awareness(residents__awareness[i], True, p.influence)
            learns = learns_director(acts + complaints, p.influence)
            luck = uniform(month_key, DIRECTOR, identity)
            if residents__knows_director[i]:
                residents__knows_director[i] = luck >= p.influence.forget_director
            else:
                residents__knows_director[i] = luck < learns

            took_part = (
                residents__last_act[i, RECREATION] >= since
                or residents__last_act[i, DELIBERATION] >= since
                or residents__last_act[i, VOLUNTEERING] >= since
            )
            residents__tenure[i] += 1.0
            tenure = residents__tenure[i]
            elsewhere = 0.0
            if residents__origin[i] == RESETTLED:
                elsewhere = heart(tenure, residents__collective_member[i], p.belonging)
            member = membership(
                tenure, residents__hukou[i], residents__owner[i], elsewhere, residence, p.belonging
            )
            fulfilled = fulfilment(satisfaction, communities__access_all[c], p.belonging)
            connected = connection(
                friends,
                around,
                neighbors_grievance,
                active,
                1.0 if took_part else 0.0,
                p.belonging,
            )
            target = belonging_target(
                member, residents__efficacy[i], fulfilled, connected, p.belonging
            )
            residents__membership[i] = member
            residents__influence[i] = residents__efficacy[i]
            residents__fulfilment[i] = fulfilled
            residents__connection[i] = connected
            residents__belonging[i] = next_belonging(residents__belonging[i], target, p.belonging)

            weights += weight
            trusts += weight * trust
            satisfactions += weight * satisfaction
            if residents__party_member[i]:
                party += weight
        if weights > 0.0:
            communities__trust[c] = trusts / weights
            communities__satisfaction[c] = satisfactions / weights
        communities__volunteer_hours[c] = expected[VOLUNTEERING] * q.hours_volunteering
        communities__volunteering_acts[c] = expected[VOLUNTEERING]
        communities__mobilized_hours[c] = party * q.branch_hours
        communities__petitions[c] = expected[COMPLAINT]
        spoken = expected[DELIBERATION] + expected[COMPLAINT]
        communities__voices[c] = toward(communities__voices[c], spoken, 1.0 / 12.0)
        communities__recreation_demand[c] = expected[RECREATION]
        if election:
            communities__voters[c] = voters
            communities__eligible[c] = eligible
        flows__voters[c] = communities__voters[c]
        flows__eligible[c] = communities__eligible[c]
