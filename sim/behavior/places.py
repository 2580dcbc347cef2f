"""Facilities are built, opened and run; access to them by two-step floating catchment."""

from __future__ import annotations

import numpy as np

from sim.compiled import columns, rule
from sim.rules.access import distance, within_reach
from sim.rules.shapes import clip
from sim.vocabulary import DOMAINS, TIERS

CULTURE, SPORT = DOMAINS.index("culture"), DOMAINS.index("sport")
SERVICE_CENTER = DOMAINS.index("service_center")
SITES = len(TIERS) * len(DOMAINS)
"""Sites of each community where a policy may build: the last rows of the facilities."""


@rule
def spread_places(
    population, x, y, center, venue, everything, domain, tier, at_x, at_y, capacity, operated, p
):
    """Each facility spreads its places over the people in reach; communities add them up.

    The first five are columns of communities (``center``, ``venue`` and ``everything`` are
    written), the rest of facilities; ``p`` is the group ``places``. Places are counted in
    people served, so that 1 is one place per head; access is held to 1.
    """
    access = np.zeros((population.size, len(DOMAINS)))
    for f in range(domain.size):
        places = capacity[f] * operated[f]
        if places <= 0.0:
            continue
        people = 0.0
        for c in range(population.size):
            away = distance(x[c], y[c], at_x[f], at_y[f])
            people += population[c] * within_reach(away, p.radius[tier[f]])
        if people <= 0.0:
            continue
        for c in range(population.size):
            away = distance(x[c], y[c], at_x[f], at_y[f])
            access[c, domain[f]] += within_reach(away, p.radius[tier[f]]) * places / people
    for c in range(population.size):
        total = 0.0
        for k in range(len(DOMAINS)):
            total += min(access[c, k], 1.0)
        everything[c] = min(total / len(DOMAINS), 1.0)
        center[c] = min(access[c, SERVICE_CENTER], 1.0)
        venue[c] = 0.5 * min(access[c, CULTURE], 1.0) + 0.5 * min(access[c, SPORT], 1.0)


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
    facilities__operated,
    assumptions,
):
    """Access of every community to the facilities there are.

    Writes: communities.access_center, communities.access_venue, communities.access_all
    """
    spread_places(
        communities__population, communities__x, communities__y,
        communities__access_center, communities__access_venue, communities__access_all,
        facilities__domain, facilities__tier, facilities__x, facilities__y,
        facilities__capacity, facilities__operated, assumptions[0].places,
    )  # fmt: skip


@columns
def open_facilities(
    month,
    communities__population,
    communities__x,
    communities__y,
    communities__floor_space,
    communities__venue_space,
    communities__access_center,
    communities__access_venue,
    communities__access_all,
    facilities__domain,
    facilities__tier,
    facilities__x,
    facilities__y,
    facilities__capacity,
    facilities__operated,
    facilities__built_m2,
    facilities__coming_m2,
    facilities__opens,
    effects__building_m2,
    effects__operation,
    flows__floor_space,
    flows__idle_space,
    assumptions,
):
    """Buildings are begun, open after their lag, and stand idle as far as nobody runs them.

    What is added to a building under way opens with it.

    Writes: communities.venue_space, communities.access_center, communities.access_venue,
    communities.access_all, facilities.capacity, facilities.operated, facilities.built_m2,
    facilities.coming_m2, facilities.opens, flows.floor_space, flows.idle_space
    """
    p = assumptions[0]
    size = communities__population.size
    changed = False
    for c in range(size):
        run = 1.0 - p.mechanisms.idleness * (1.0 - clip(effects__operation[c], 0.0, 1.0))
        flows__floor_space[c] = communities__floor_space[c]
        communities__venue_space[c] = communities__floor_space[c]
        for site in range(SITES):
            row = facilities__domain.size - (size - c) * SITES + site
            tier = facilities__tier[row]
            domain = facilities__domain[row]
            begun = effects__building_m2[c, tier, domain]
            if begun > 0.0:
                if facilities__coming_m2[row] == 0.0:
                    facilities__opens[row] = month + int(p.places.lag[tier] + 0.5)
                facilities__coming_m2[row] += begun
            if facilities__coming_m2[row] > 0.0 and month >= facilities__opens[row]:
                facilities__built_m2[row] += facilities__coming_m2[row]
                facilities__coming_m2[row] = 0.0
                facilities__capacity[row] = facilities__built_m2[row] * p.places.people_per_m2
                changed = True
            built = facilities__built_m2[row]
            if built <= 0.0:
                continue
            if facilities__operated[row] != run:
                facilities__operated[row] = run
                changed = True
            flows__floor_space[c] += built
            flows__idle_space[c] += built * (1.0 - run)
            if domain in (CULTURE, SPORT, SERVICE_CENTER):
                communities__venue_space[c] += built * run
    if changed:
        spread_places(
            communities__population, communities__x, communities__y,
            communities__access_center, communities__access_venue, communities__access_all,
            facilities__domain, facilities__tier, facilities__x, facilities__y,
            facilities__capacity, facilities__operated, p.places,
        )  # fmt: skip
