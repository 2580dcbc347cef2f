"""Who was served, how soon, how well, and what it did to them."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import named, uniform
from sim.rules.attitudes import (
    grievance_after,
    grievance_fades,
    perceived_performance,
    satisfaction_with,
    trust_after,
    trust_by_hearsay,
)
from sim.rules.shapes import clip, toward
from sim.rules.taking_part import next_awareness
from sim.vocabulary import COHORTS, DELIBERATION, NEEDS, RECREATION, VOLUNTEERING

IS_SERVED = tuple(named(f"served.{need}") for need in NEEDS)


@columns
def experience_service(
    month,
    month_key,
    residents__identity,
    residents__waiting,
    residents__expectation,
    residents__satisfaction,
    residents__trust,
    residents__awareness,
    residents__grievance,
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
    assumptions,
):
    """Each open need meets its luck; satisfaction, trust, awareness and grievance follow.

    What neighbours will see is written last.

    Writes: residents.waiting, residents.expectation, residents.satisfaction, residents.trust,
    residents.awareness, residents.grievance, residents.shown
    """
    p = assumptions[0]
    q = p.satisfaction
    types = p.needs.patience.size
    for c in range(communities__first.size):
        mediation = communities__mediation[c]
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
            trust = trust_by_hearsay(
                trust, communities__trust[c], communities__openness[c], p.trust
            )
            grievance = grievance_fades(grievance, mediation, p.grievance)
            residents__satisfaction[i] = clip(satisfaction, 0.0, 1.0)
            residents__expectation[i] = expectation
            residents__trust[i] = trust
            residents__grievance[i] = grievance
            residents__awareness[i] = next_awareness(residents__awareness[i], touched, p.influence)
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
