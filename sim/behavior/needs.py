"""Residents need and ask."""

from __future__ import annotations

from sim.compiled import columns
from sim.draws import named, uniform
from sim.rules.service import (
    handled_online,
    property_meets,
    settled_by_neighbors,
    voice_probability,
)
from sim.vocabulary import (
    CERTIFICATES,
    DISPUTE,
    ELDER_CARE,
    ENVIRONMENT,
    NEEDS,
    SPECIAL_SUPPORT,
)

ARISES = tuple(named(f"need.{need}") for need in NEEDS)


@columns
def raise_needs(
    month_key,
    residents__identity,
    residents__weight,
    residents__age,
    residents__special_needs,
    residents__civic_skill,
    residents__awareness,
    residents__trust,
    residents__known_neighbors,
    residents__waiting,
    communities__first,
    communities__last,
    communities__property,
    communities__owners_committee,
    communities__detection,
    communities__queue,
    effects__owners_committees,
    effects__covenant,
    effects__online,
    flows__opened,
    flows__unvoiced,
    assumptions,
):
    """Needs arise by type, age and household; residents voice some, neighbors settle some.

    One open need per type: a second one merges with the first. The community's queue takes
    the expected number of people, each resident's own draw decides whether it is he or she.

    Writes: residents.waiting, communities.queue, flows.opened, flows.unvoiced
    """
    p = assumptions[0]
    q = p.needs
    types = q.rate.size
    for c in range(communities__first.size):
        owners = 1.0 if communities__owners_committee[c] else 0.0
        owners = max(owners, min(effects__owners_committees[c], 1.0))
        meets = property_meets(communities__property[c], owners, q)
        company = communities__property[c] == 2
        covenant = min(effects__covenant[c], 1.0)
        for i in range(communities__first[c], communities__last[c]):
            voice = voice_probability(
                residents__awareness[i], residents__trust[i], communities__detection[c], q
            )
            for k in range(types):
                if residents__waiting[i, k] > 0:
                    continue
                arises = q.rate[k] / 12.0
                if k == CERTIFICATES:
                    skill = residents__civic_skill[i]
                    arises *= 1.0 - handled_online(effects__online[c], skill, q)
                elif k == ELDER_CARE:
                    if residents__age[i] < 60.0:
                        continue
                elif k == SPECIAL_SUPPORT:
                    if not residents__special_needs[i]:
                        continue
                elif k == DISPUTE:
                    if company:
                        arises *= 1.0 + q.owner_disputes * (1.0 - 0.5 * owners)
                    arises *= 1.0 - settled_by_neighbors(residents__known_neighbors[i], covenant, q)
                elif k == ENVIRONMENT:
                    arises *= 1.0 - meets
                voiced = arises * voice
                flows__opened[c, k] += residents__weight[i] * voiced
                flows__unvoiced[c, k] += residents__weight[i] * (arises - voiced)
                if uniform(month_key, ARISES[k], residents__identity[i]) < voiced:
                    residents__waiting[i, k] = 1
        for k in range(types):
            communities__queue[c, k, 0] = flows__opened[c, k]
