"""Needs and the quality of one service."""

from __future__ import annotations

from sim.compiled import rule
from sim.rules.shapes import clip


@rule
def voice_probability(awareness, trust, detection, p):
    """Chance that a need is voiced, or seen by the grid before it is."""
    spoken = p.voice + p.voice_awareness * (awareness - 0.4) + p.voice_trust * (trust - 0.5)
    return clip(spoken + p.voice_detection * detection, 0.0, 1.0)


@rule
def competence(professional, local_ties, weight, p):
    """Quality that skill allows: profession and local ties weigh by type of need."""
    skill = weight * professional + (1.0 - weight) * local_ties
    return p.competence_floor + (1.0 - p.competence_floor) * skill


@rule
def service_quality(competent, months_waited, access, p):
    """Objective quality of one service in [0, 1]: competence x timeliness x access.

    References: SERVQUAL's reliability, responsiveness and tangibles (S128); product form
    and weights *assumed*.
    """
    timely = 1.0 / (1.0 + p.delay_loss * months_waited)
    return competent * timely * (1.0 - p.access_weight * (1.0 - access))


@rule
def reported_people(served, lapsed, p):
    """People whom reports call served: those who were, and most of those who were not.

    Official satisfaction is 95-98 % where surveys find far less (S120).
    """
    return served + p.report_inflation * lapsed


@rule
def property_meets(kind, owners, p):
    """Share of environment needs that property service meets before anyone asks.

    ``owners`` in [0, 1] is how far an owners' committee watches it.
    """
    share = 0.0
    if kind == 1:
        share = p.subsidized_meets
    elif kind == 2:
        share = p.company_meets
    return clip(share * (1.0 + p.owners_supervise * owners), 0.0, 1.0)


@rule
def settled_by_neighbors(known, covenant, p):
    """Share of disputes that neighbors settle themselves, more under a covenant."""
    return clip(p.neighbors_settle * known * (1.0 + p.covenant_settles * covenant), 0.0, 1.0)


@rule
def handled_online(online, civic_skill, p):
    """Share of certificates one gets online: where it is offered, as far as one can."""
    return clip(online, 0.0, 1.0) * p.online_use * civic_skill
