"""Access to facilities by two-step floating catchment."""

from __future__ import annotations

import math

from sim.compiled import columns
from sim.rules.access import within_reach
from sim.vocabulary import DOMAINS

CULTURE, SPORT = DOMAINS.index("culture"), DOMAINS.index("sport")
SERVICE_CENTER = DOMAINS.index("service_center")


@columns
def find_access(
    communities__population,
    communities__x,
    communities__y,
    communities__access_center,
    communities__access_venue,
    communities__access_all,
    facilities__domain,
    facilities__tier,
    facilities__x,
    facilities__y,
    facilities__capacity,
    assumptions,
):
    """Each facility spreads its places over the people in reach; each community adds them up.

    Places are counted in people served, so that 1 is one place per head; access is held to 1.

    Writes: communities.access_center, communities.access_venue, communities.access_all
    """
    p = assumptions[0]
    domains = len(DOMAINS)
    for c in range(communities__population.size):
        communities__access_center[c] = 0.0
        communities__access_venue[c] = 0.0
        communities__access_all[c] = 0.0
    for domain in range(domains):
        for c in range(communities__population.size):
            access = 0.0
            for f in range(facilities__domain.size):
                if facilities__domain[f] != domain:
                    continue
                radius = p.places.radius[facilities__tier[f]]
                own = within_reach(
                    math.hypot(
                        communities__x[c] - facilities__x[f], communities__y[c] - facilities__y[f]
                    ),
                    radius,
                )
                if own <= 0.0:
                    continue
                people = 0.0
                for other in range(communities__population.size):
                    people += communities__population[other] * within_reach(
                        math.hypot(
                            communities__x[other] - facilities__x[f],
                            communities__y[other] - facilities__y[f],
                        ),
                        radius,
                    )
                access += own * facilities__capacity[f] / people
            access = min(access, 1.0)
            communities__access_all[c] += access / domains
            if domain == SERVICE_CENTER:
                communities__access_center[c] = access
            elif domain in (CULTURE, SPORT):
                communities__access_venue[c] += 0.5 * access
    for c in range(communities__population.size):
        communities__access_all[c] = min(communities__access_all[c], 1.0)
