"""Moving out and moving in."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import descend, named, uniform
from sim.rules.belonging import (
    belonging_target,
    connection,
    fulfilment,
    membership,
)
from sim.rules.moving import (
    adult_age,
    age_band,
    civic_skill_of,
    leave_probability,
    outside_ties_of,
    threshold_of,
)
from sim.rules.taking_part import circle
from sim.vocabulary import (
    ESTABLISHED,
    MIGRANT,
    VILLAGE,
    VILLAGER,
)

LEAVES = named("resident.leaves")
AGE, AGE_WITHIN, IN_PARTY, HAS_NEEDS, SKILL, THRESHOLD, OUTSIDE = (
    named(f"newcomer.{name}")
    for name in ("age", "age_within", "in_party", "has_needs", "skill", "threshold", "outside")
)
NEVER = -1000
"""Month of the last act of one who never acted here."""


@columns
def move_residents(
    month_key,
    residents__identity,
    residents__weight,
    residents__generation,
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
    residents__ties,
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
    residents__grievance,
    residents__aggrieved,
    residents__known_neighbors,
    residents__knows_director,
    residents__habit,
    residents__waiting,
    residents__last_act,
    residents__effort,
    communities__first,
    communities__last,
    communities__kind,
    communities__share_elder,
    communities__access_all,
    communities__trust,
    communities__satisfaction,
    communities__queue,
    communities__hot_issues,
    flows__withdrawn,
    assumptions,
):
    """Some households move out, newcomers move in: strangers without a past here.

    Newcomers to a resettlement estate are migrants or townspeople, never the old villagers.
    A newcomer takes over the home, owned or rented, and the registration that goes with it.

    Writes: residents.identity, residents.generation, residents.group, residents.age,
    residents.origin, residents.collective_member, residents.party_member,
    residents.special_needs, residents.civic_skill, residents.threshold, residents.outside_ties,
    residents.tenure, residents.membership, residents.influence, residents.fulfilment,
    residents.connection, residents.belonging, residents.trust, residents.expectation,
    residents.satisfaction, residents.efficacy, residents.awareness, residents.grievance,
    residents.aggrieved, residents.known_neighbors, residents.knows_director, residents.habit,
    residents.waiting, residents.last_act, residents.effort, communities.queue,
    communities.hot_issues, flows.withdrawn
    """
    p = assumptions[0]
    q = p.population
    for c in range(communities__first.size):
        leaving = 0.0
        weights = 0.0
        for i in range(communities__first[c], communities__last[c]):
            chance = leave_probability(residents__owner[i], q)
            leaving += residents__weight[i] * chance
            weights += residents__weight[i]
            if uniform(month_key, LEAVES, residents__identity[i]) >= chance:
                continue
            residents__generation[i] += 1
            identity = descend(residents__identity[i], residents__generation[i])
            residents__identity[i] = identity
            migrant = not residents__hukou[i] or residents__origin[i] == MIGRANT
            origin = MIGRANT if migrant else ESTABLISHED
            if communities__kind[c] == VILLAGE and not migrant:
                origin = VILLAGER
            residents__origin[i] = origin
            age = adult_age(
                uniform(month_key, AGE, identity),
                communities__share_elder[c] * (q.elders_migrant if migrant else 1.0),
                uniform(month_key, AGE_WITHIN, identity),
            )
            residents__age[i] = age
            residents__group[i] = 4 * origin + age_band(age)
            residents__collective_member[i] = origin == VILLAGER
            residents__party_member[i] = uniform(month_key, IN_PARTY, identity) < q.party_share
            residents__special_needs[i] = (
                uniform(month_key, HAS_NEEDS, identity) < p.needs.special_share
            )
            residents__civic_skill[i] = civic_skill_of(uniform(month_key, SKILL, identity), age, q)
            residents__threshold[i] = threshold_of(uniform(month_key, THRESHOLD, identity), q)
            residents__outside_ties[i] = outside_ties_of(
                uniform(month_key, OUTSIDE, identity), migrant, q
            )
            residents__tenure[i] = 0.0
            residents__trust[i] = communities__trust[c]
            residents__satisfaction[i] = communities__satisfaction[c]
            residents__efficacy[i] = p.trust.efficacy_base
            residents__awareness[i] = 0.5 * p.influence.awareness_base
            residents__grievance[i] = 0.0
            residents__aggrieved[i] = 0
            residents__known_neighbors[i] = q.newcomer_known
            residents__knows_director[i] = False
            residents__expectation[i] = p.satisfaction.first_expectation
            residents__membership[i] = membership(
                0.0, residents__hukou[i], residents__owner[i], 0.0, 1.0, p.belonging
            )
            residents__influence[i] = residents__efficacy[i]
            residents__fulfilment[i] = fulfilment(
                residents__satisfaction[i], communities__access_all[c], p.belonging
            )
            friends = circle(q.newcomer_known, residents__ties[i], p.influence)
            residents__connection[i] = connection(friends, 0.0, 0.0, 0.0, 0.0, p.belonging)
            residents__belonging[i] = q.newcomer_belonging * belonging_target(
                residents__membership[i],
                residents__influence[i],
                residents__fulfilment[i],
                residents__connection[i],
                p.belonging,
            )
            residents__effort[i] = 0.0
            for channel in range(residents__habit.shape[1]):
                residents__habit[i, channel] = 0.0
                residents__last_act[i, channel] = NEVER
            for k in range(residents__waiting.shape[1]):
                residents__waiting[i, k] = 0
        rate = leaving / weights if weights > 0.0 else 0.0
        for age in range(communities__hot_issues.shape[1]):
            communities__hot_issues[c, age] *= 1.0 - rate
        for k in range(communities__queue.shape[1]):
            for months in range(communities__queue.shape[2]):
                gone = communities__queue[c, k, months] * rate
                communities__queue[c, k, months] -= gone
                flows__withdrawn[c, k] += gone
