"""Organizations, volunteers and the Party branch serve residents' needs."""

from __future__ import annotations

from sim.compiled import columns, rule
from sim.rules.service import competence, service_quality
from sim.rules.shapes import clip
from sim.vocabulary import (
    ACTIVE,
    COHORTS,
    CULTURE_SPORT,
    ELDER_CARE,
    ENVIRONMENT,
    ORGANIZATION_KINDS,
    ORGANIZATION_ROWS,
    SERVED_BY_KIND,
    SPECIAL_SUPPORT,
)

MEDIATORS = ORGANIZATION_KINDS.index("mediation")
VOLUNTEERS_SERVE = (ELDER_CARE, SPECIAL_SUPPORT, ENVIRONMENT, CULTURE_SPORT)


@rule
def serve_oldest(queue, hours_each, waiting, left, taken):
    """Spend ``left`` hours on one type of need, the longest-waiting first.

    ``waiting`` [COHORTS] is the share still unserved, ``taken`` the share served here; both
    are changed. Returns the hours left.
    """
    for months in range(COHORTS - 1, -1, -1):
        asked = queue[months] * waiting[months] * hours_each
        if asked > 0.0 and left > 0.0:
            share = min(1.0, left / asked)
            left -= share * asked
            taken[months] += waiting[months] * share
            waiting[months] *= 1.0 - share
    return max(left, 0.0)


@columns
def serve_by_organizations(
    communities__queue,
    communities__by_organization,
    communities__unserved,
    communities__quality_organization,
    communities__organization_hours,
    communities__organization_skill,
    communities__volunteer_hours,
    communities__mobilized_hours,
    communities__population,
    communities__mediation,
    communities__local_ties,
    communities__access_center,
    organizations__status,
    organizations__volunteers,
    organizations__commitment,
    organizations__idle,
    flows__organization_hours,
    flows__volunteer_hours,
    flows__mobilized_hours,
    flows__served_organization,
    flows__served_volunteer,
    assumptions,
):
    """Organizations deliver what was bought, then volunteers and the branch help.

    Writes: communities.by_organization, communities.unserved, communities.mediation,
    communities.quality_organization, organizations.idle, flows.organization_hours,
    flows.volunteer_hours, flows.mobilized_hours, flows.served_organization,
    flows.served_volunteer
    """
    p = assumptions[0]
    q = p.needs
    for c in range(communities__queue.shape[0]):
        waiting = communities__unserved[c]
        served = communities__by_organization[c]
        waiting[:] = 1.0
        served[:] = 0.0
        for kind in range(len(SERVED_BY_KIND)):
            need = SERVED_BY_KIND[kind]
            offered = communities__organization_hours[c, kind]
            left = serve_oldest(
                communities__queue[c, need], q.hours[need], waiting[need], offered, served[need]
            )
            flows__organization_hours[c] += offered - left
            skilled = competence(
                communities__organization_skill[c, kind],
                communities__local_ties[c],
                q.weight[need],
                p.service,
            )
            for months in range(COHORTS):
                people = communities__queue[c, need, months] * served[need, months]
                flows__served_organization[c, need] += people
                communities__quality_organization[c, need, months] = service_quality(
                    skilled, months, communities__access_center[c], p.service
                )

        capacity = p.grievance.mediation_hours * communities__population[c] / 1000.0
        communities__mediation[c] = clip(
            communities__organization_hours[c, MEDIATORS] / capacity, 0.0, 1.0
        )
        members = 0.0
        for row in range(c * ORGANIZATION_ROWS, (c + 1) * ORGANIZATION_ROWS):
            if organizations__status[row] == ACTIVE and organizations__commitment[row] > 0.0:
                members += organizations__volunteers[row]
                if organizations__volunteers[row] >= 1.0:
                    organizations__idle[row] = 0
        match = p.participation.volunteers_match
        given = match * communities__volunteer_hours[c]
        given += members * p.organizations.volunteer_month_hours
        mobilized = match * communities__mobilized_hours[c]
        pool = given + mobilized
        left = pool
        for position in range(len(VOLUNTEERS_SERVE)):
            need = VOLUNTEERS_SERVE[position]
            share = left / (len(VOLUNTEERS_SERVE) - position)
            before = served[need].copy()
            rest = serve_oldest(
                communities__queue[c, need], q.hours[need], waiting[need], share, served[need]
            )
            left -= share - rest
            skilled = competence(
                p.service.volunteer_skill, communities__local_ties[c], q.weight[need], p.service
            )
            for months in range(COHORTS):
                added = served[need, months] - before[months]
                if added > 0.0:
                    quality = service_quality(
                        skilled, months, communities__access_center[c], p.service
                    )
                    blended = (
                        before[months] * communities__quality_organization[c, need, months]
                        + added * quality
                    )
                    communities__quality_organization[c, need, months] = (
                        blended / served[need, months]
                    )
                    flows__served_volunteer[c, need] += communities__queue[c, need, months] * added
        used = pool - left
        if pool > 0.0:
            flows__volunteer_hours[c] = used * given / pool
            flows__mobilized_hours[c] = used * mobilized / pool
