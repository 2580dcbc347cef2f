"""The county's residents before the first month: who they are, what they feel, whom they know."""

from __future__ import annotations

from sim.compiled import columns, rule
from sim.draws import named, uniform
from sim.rules.belonging import (
    belonging_target,
    connection,
    fulfilment,
    heart,
    membership,
)
from sim.rules.moving import (
    adult_age,
    age_band,
    civic_skill_of,
    exponential_draw,
    mean_tenure,
    origin_of,
    outside_ties_of,
    threshold_of,
    years_sign,
)
from sim.rules.shapes import clip, saturating
from sim.vocabulary import (
    CHANNELS,
    MIGRANT,
    RESETTLED,
    TIES,
    VILLAGER,
)

(
    ORIGIN, AGE, AGE_WITHIN, OWNS, REGISTERED, IN_COLLECTIVE, IN_PARTY, HAS_NEEDS, SKILL,
    THRESHOLD, OUTSIDE, TENURE, KNOWS, REACH, FAR, FAR_WHO, CROSS, CROSS_WHERE,
) = (
    named(f"resident.{name}")
    for name in (
        "origin", "age", "age_within", "owns", "registered", "in_collective", "in_party",
        "has_needs", "skill", "threshold", "outside", "tenure", "knows", "reach", "far",
        "far_who", "cross", "cross_where",
    )
)  # fmt: skip

ACTED = tuple(named(f"resident.acted.{channel}") for channel in CHANNELS)
STARTS_ACTIVE = (0.25, 0.0, 0.02, 0.14, 0.05)
"""Share who acted shortly before the first month, by channel (*assumed*; forgotten in a year)."""
BEFORE = -4
NEVER = -1000
"""Months of a last act: shortly before the first month, and never."""


@columns
def settle_residents(
    month_key,
    residents__identity,
    residents__community,
    residents__group,
    residents__age,
    residents__origin,
    residents__hukou,
    residents__owner,
    residents__collective_member,
    residents__party_member,
    residents__special_needs,
    residents__civic_skill,
    residents__threshold,
    residents__outside_ties,
    residents__tenure,
    residents__membership,
    residents__influence,
    residents__fulfilment,
    residents__connection,
    residents__belonging,
    residents__trust,
    residents__expectation,
    residents__satisfaction,
    residents__efficacy,
    residents__awareness,
    residents__known_neighbors,
    residents__knows_director,
    residents__habit,
    residents__last_act,
    communities__kind,
    communities__share_exvillager,
    communities__share_migrant,
    communities__share_elder,
    communities__transplant,
    communities__access_all,
    assumptions,
):
    """The county's residents before the first month: who they are and what they feel.

    Attitudes start where they settle without experience, belonging at its own target.

    Writes: residents.group, residents.age, residents.origin, residents.hukou,
    residents.owner, residents.collective_member, residents.party_member,
    residents.special_needs, residents.civic_skill, residents.threshold,
    residents.outside_ties, residents.tenure, residents.membership, residents.influence,
    residents.fulfilment, residents.connection, residents.belonging, residents.trust,
    residents.expectation, residents.satisfaction, residents.efficacy, residents.awareness,
    residents.known_neighbors, residents.knows_director, residents.habit,
    residents.last_act
    """
    p = assumptions[0]
    q = p.population
    for i in range(residents__identity.size):
        c = residents__community[i]
        kind = communities__kind[c]
        identity = residents__identity[i]
        origin = origin_of(
            uniform(month_key, ORIGIN, identity),
            kind,
            communities__share_exvillager[c],
            communities__share_migrant[c],
        )
        migrant = origin == MIGRANT
        age = adult_age(
            uniform(month_key, AGE, identity),
            communities__share_elder[c] * (q.elders_migrant if migrant else 1.0),
            uniform(month_key, AGE_WITHIN, identity),
        )
        hukou = not migrant or uniform(month_key, REGISTERED, identity) < q.hukou_migrant
        owns = q.owner_migrant if migrant else q.owner_share
        kept = uniform(month_key, IN_COLLECTIVE, identity) < q.collective_kept
        years = exponential_draw(uniform(month_key, TENURE, identity), mean_tenure(kind, q))
        tenure = min(12.0 * years, 12.0 * (age - 16.0))
        known = p.influence.known_stranger + p.influence.known_settled * saturating(tenure, 48.0)
        if origin == RESETTLED:
            known += p.influence.known_transplant * communities__transplant[c]
        known = clip(known, 0.0, 1.0)
        residents__origin[i] = origin
        residents__age[i] = age
        residents__group[i] = 4 * origin + age_band(age)
        residents__hukou[i] = hukou
        residents__owner[i] = uniform(month_key, OWNS, identity) < owns
        residents__collective_member[i] = origin == VILLAGER or (origin == RESETTLED and kept)
        residents__party_member[i] = uniform(month_key, IN_PARTY, identity) < q.party_share
        residents__special_needs[i] = (
            uniform(month_key, HAS_NEEDS, identity) < p.needs.special_share
        )
        residents__civic_skill[i] = civic_skill_of(uniform(month_key, SKILL, identity), age, q)
        residents__threshold[i] = threshold_of(uniform(month_key, THRESHOLD, identity), q)
        residents__outside_ties[i] = outside_ties_of(
            uniform(month_key, OUTSIDE, identity), migrant, q
        )
        residents__tenure[i] = tenure
        residents__trust[i] = p.trust.anchor
        residents__expectation[i] = p.satisfaction.first_expectation
        residents__satisfaction[i] = 0.5
        residents__efficacy[i] = p.trust.efficacy_base
        residents__awareness[i] = p.influence.awareness_base
        residents__known_neighbors[i] = known
        residents__knows_director[i] = uniform(month_key, KNOWS, identity) < 0.3
        for channel in range(residents__last_act.shape[1]):
            residents__last_act[i, channel] = NEVER
            if uniform(month_key, ACTED[channel], identity) < STARTS_ACTIVE[channel]:
                residents__last_act[i, channel] = BEFORE
                residents__habit[i, channel] = p.participation.habit_rate
        elsewhere = 0.0
        if origin == RESETTLED:
            elsewhere = heart(tenure, residents__collective_member[i], p.belonging)
        residence = years_sign(kind, p.signs)
        residents__membership[i] = membership(
            tenure, hukou, residents__owner[i], elsewhere, residence, p.belonging
        )
        residents__influence[i] = residents__efficacy[i]
        residents__fulfilment[i] = fulfilment(0.5, communities__access_all[c], p.belonging)
        residents__connection[i] = connection(0.8 * known, 0.45, 0.0, 0.3, 0.3, p.belonging)
        residents__belonging[i] = belonging_target(
            residents__membership[i],
            residents__influence[i],
            residents__fulfilment[i],
            residents__connection[i],
            p.belonging,
        )


@columns
def make_ties(
    month_key,
    residents__identity,
    residents__origin,
    residents__neighbors,
    residents__ties,
    communities__first,
    communities__last,
    communities__town,
    communities__transplant,
    assumptions,
):
    """Ties form: circles inside the grid, some across the community, few across the town.

    Two neighbors along the rows know each other when each is within the other's reach
    (social circles: Hamill & Gilbert 2009, JASSS 12(2)3). The reach of resettled villagers
    shrinks where their village was scattered.

    Writes: residents.neighbors, residents.ties
    """
    p = assumptions[0]
    q = p.influence
    widest = (TIES - 2) // 2
    for c in range(communities__first.size):
        first = communities__first[c]
        last = communities__last[c]
        for i in range(first, last):
            for step in range(1, widest + 1):
                j = i + step
                if j >= last:
                    break
                near = min(
                    reach_of(month_key, residents__identity[i], residents__origin[i],
                             communities__transplant[c], q),
                    reach_of(month_key, residents__identity[j], residents__origin[j],
                             communities__transplant[c], q),
                )  # fmt: skip
                if step <= near * widest + 0.5:
                    add_tie(i, j, residents__neighbors, residents__ties)
    for c in range(communities__first.size):
        first = communities__first[c]
        size = communities__last[c] - first
        towns = 0
        for other in range(communities__first.size):
            if communities__town[other] == communities__town[c] and other != c:
                towns += 1
        for i in range(first, communities__last[c]):
            identity = residents__identity[i]
            if uniform(month_key, FAR, identity) < q.far_ties:
                j = first + int(uniform(month_key, FAR_WHO, identity) * size)
                add_tie(i, j, residents__neighbors, residents__ties)
            if towns > 0 and uniform(month_key, CROSS, identity) < q.cross_ties:
                pick = int(uniform(month_key, CROSS_WHERE, identity) * towns)
                for other in range(communities__first.size):
                    if communities__town[other] == communities__town[c] and other != c:
                        if pick == 0:
                            count = communities__last[other] - communities__first[other]
                            j = communities__first[other] + int(
                                uniform(month_key, FAR_WHO, identity) * count
                            )
                            add_tie(i, j, residents__neighbors, residents__ties)
                        pick -= 1


@rule
def reach_of(month_key, identity, origin, transplant, p):
    """Half the width of one's circle, as a share of the widest; ``p`` is ``influence``."""
    reach = p.reach * (0.5 + uniform(month_key, REACH, identity))
    if origin == RESETTLED:
        reach *= 0.5 + 0.5 * transplant
    return min(reach, 1.0)


@rule
def add_tie(i, j, neighbors, ties):
    """Tie two residents to each other if both have room."""
    if i == j or ties[i] >= TIES or ties[j] >= TIES:
        return
    for tie in range(ties[i]):
        if neighbors[i, tie] == j:
            return
    neighbors[i, ties[i]] = j
    neighbors[j, ties[j]] = i
    ties[i] += 1
    ties[j] += 1
