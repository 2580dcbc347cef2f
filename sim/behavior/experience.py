"""Who was served, how soon, how well, and what it did to them."""

from __future__ import annotations

import numpy as np

from sim.compiled import columns
from sim.draws import named, uniform
from sim.rules.attitudes import (
    expectation_after_promise,
    grievance_after,
    grievance_fades,
    grievance_kept,
    people_relieved,
    perceived_performance,
    satisfaction_with,
    trust_after,
    trust_after_relief,
    trust_by_hearsay,
    trust_by_publicity,
)
from sim.rules.belonging import heart
from sim.rules.shapes import clip, toward
from sim.rules.taking_part import next_awareness
from sim.vocabulary import (
    COHORTS,
    DELIBERATION,
    HOT_AGES,
    NEEDS,
    RECREATION,
    RESETTLED,
    VOLUNTEERING,
)

IS_SERVED = tuple(named(f"served.{need}") for need in NEEDS)
SETTLED = named("hot_issue.settled")


@columns
def experience_service(
    month,
    month_key,
    residents__identity,
    residents__weight,
    residents__origin,
    residents__collective_member,
    residents__tenure,
    residents__waiting,
    residents__expectation,
    residents__satisfaction,
    residents__trust,
    residents__awareness,
    residents__grievance,
    residents__aggrieved,
    residents__belonging,
    residents__last_act,
    residents__shown,
    communities__first,
    communities__last,
    communities__by_organization,
    communities__by_committee,
    communities__quality_organization,
    communities__quality_committee,
    communities__mediation,
    communities__trust,
    communities__openness,
    communities__hot_issues,
    effects__openness,
    effects__publicity,
    effects__promise,
    effects__consultations,
    effects__issue_hours,
    effects__issue_yuan,
    flows__issues_settled,
    assumptions,
):
    """Each open need meets its luck; satisfaction, trust, awareness and grievance follow.

    The oldest hot issues are settled first, as far as hours and money for them go. What
    neighbors will see is written last.

    Writes: residents.waiting, residents.expectation, residents.satisfaction, residents.trust,
    residents.awareness, residents.grievance, residents.aggrieved, residents.shown,
    communities.hot_issues, flows.issues_settled
    """
    p = assumptions[0]
    q = p.satisfaction
    types = p.needs.patience.size
    settled = np.zeros(HOT_AGES)
    for c in range(communities__first.size):
        mediation = communities__mediation[c]
        consultations = effects__consultations[c] / 12.0
        openness = toward(communities__openness[c], 1.0, min(effects__openness[c], 1.0))
        publicity = min(effects__publicity[c], 1.0)
        promise = effects__promise[c] / effects__publicity[c] if publicity > 0.0 else 0.0
        left = people_relieved(effects__issue_hours[c], effects__issue_yuan[c], p.grievance)
        for age in range(HOT_AGES - 1, -1, -1):
            people = communities__hot_issues[c, age]
            settled[age] = min(left / people, 1.0) if people > 0.0 else 0.0
            left -= settled[age] * people
            communities__hot_issues[c, age] = 0.0
        for i in range(communities__first[c], communities__last[c]):
            trust = residents__trust[i]
            satisfaction = residents__satisfaction[i]
            expectation = residents__expectation[i]
            grievance = residents__grievance[i]
            touched = False
            for k in range(types):
                waited = residents__waiting[i, k]
                if waited == 0:
                    continue
                months = waited - 1
                luck = uniform(month_key, IS_SERVED[k], residents__identity[i])
                by_organization = communities__by_organization[c, k, months]
                by_committee = communities__by_committee[c, k, months]
                if luck < by_organization + by_committee:
                    if luck < by_organization:
                        quality = communities__quality_organization[c, k, months]
                    else:
                        quality = communities__quality_committee[c, k, months]
                    performance = perceived_performance(quality, q)
                    felt = satisfaction_with(performance, expectation, q)
                    satisfaction = toward(satisfaction, felt, q.update)
                    expectation = toward(expectation, performance, q.expectation_learning)
                    trust = trust_after(trust, True, p.trust)
                    residents__waiting[i, k] = 0
                    touched = True
                elif waited >= min(int(p.needs.patience[k] + 0.5), COHORTS):
                    felt = satisfaction_with(0.0, expectation, q)
                    satisfaction = toward(satisfaction, felt, q.update * q.neglect)
                    expectation = toward(expectation, 0.0, q.expectation_learning)
                    trust = trust_after(trust, False, p.trust)
                    grievance = grievance_after(grievance, p.needs.hurt[k])
                    residents__waiting[i, k] = 0
                    touched = True
                else:
                    residents__waiting[i, k] = waited + 1
            if publicity > 0.0:
                trust = trust_by_publicity(trust, satisfaction, promise, publicity, p.trust)
                expectation = expectation_after_promise(expectation, promise, publicity, q)
            trust = trust_by_hearsay(trust, communities__trust[c], openness, p.trust)
            grievance = grievance_fades(grievance, mediation, consultations, p.grievance)
            kept = 0.0
            if residents__origin[i] == RESETTLED:
                elsewhere = heart(
                    residents__tenure[i], residents__collective_member[i], p.belonging
                )
                kept = grievance_kept(elsewhere, p.signs.resettlement, p.grievance)
            grievance = max(grievance, kept)
            age = min(residents__aggrieved[i] // 3, HOT_AGES - 1)
            if (
                residents__aggrieved[i] > 0
                and kept < p.grievance.hot
                and settled[age] > 0.0
                and uniform(month_key, SETTLED, residents__identity[i]) < settled[age]
            ):
                grievance = max(grievance * (1.0 - p.grievance.settled), kept)
                trust = trust_after_relief(trust, p.trust)
                flows__issues_settled[c] += residents__weight[i]
            if grievance >= p.grievance.hot > kept:
                residents__aggrieved[i] = min(residents__aggrieved[i] + 1, 3 * HOT_AGES)
                age = min(residents__aggrieved[i] // 3, HOT_AGES - 1)
                communities__hot_issues[c, age] += residents__weight[i]
            else:
                residents__aggrieved[i] = 0
            residents__satisfaction[i] = clip(satisfaction, 0.0, 1.0)
            residents__expectation[i] = expectation
            residents__trust[i] = trust
            residents__grievance[i] = grievance
            awareness = next_awareness(residents__awareness[i], touched, p.influence)
            awareness = toward(awareness, 1.0, p.influence.publicity * publicity)
            residents__awareness[i] = awareness
            since = month - 12
            active = (
                residents__last_act[i, RECREATION] >= since
                or residents__last_act[i, DELIBERATION] >= since
                or residents__last_act[i, VOLUNTEERING] >= since
            )
            residents__shown[i, 0] = residents__belonging[i]
            residents__shown[i, 1] = 1.0 if active else 0.0
            residents__shown[i, 2] = grievance
            residents__shown[i, 3] = satisfaction
