"""Belonging: four elements and how fast it follows them.

References: McMillan & Chavis (1986), Sense of community, Journal of Community Psychology
14(1), 6-23. The elements are drivers here, not separately validated scales (S110).
"""

from __future__ import annotations

from sim.compiled import rule
from sim.rules.shapes import clip, saturating, toward


@rule
def heart(tenure, collective_member, p):
    """How much of a resettled villager's heart is still in the village.

    It fades over years, but not while membership of the collective lasts.
    """
    return 1.0 if collective_member else 1.0 - saturating(tenure, 12.0 * p.heart_years)


@rule
def membership(tenure, hukou, owner, heart_elsewhere, residence, p):
    """Element 1, from registration, ownership and years of residence (S111), less the heart.

    ``residence`` is the sign of the years: 1, or what is believed of new estates (S45).
    """
    standing = p.member_base + p.member_hukou * hukou + p.member_owner * owner
    settled = residence * p.member_tenure * saturating(tenure, 12.0 * p.tenure_years)
    return clip(standing + settled - p.heart_in_village * heart_elsewhere, 0.0, 1.0)


@rule
def fulfilment(satisfaction, access, p):
    """Element 3, from satisfaction with service and access to facilities."""
    return p.fulfil_satisfaction * satisfaction + (1.0 - p.fulfil_satisfaction) * access


@rule
def connection(friends, neighbors_belonging, neighbors_grievance, active, took_part, p):
    """Element 4, from known, attached and active neighbors and taking part (S108, S109).

    Aggrieved neighbors one knows set a distance (S41).
    """
    others = p.connect_known * friends + p.connect_active * active
    others += p.connect_neighbors * neighbors_belonging
    others -= p.connect_grievance * friends * neighbors_grievance
    return clip(p.connect_base + others + p.connect_own * took_part, 0.0, 1.0)


@rule
def belonging_target(member, influence, fulfilled, connected, p):
    """B*: the weighted mean of the four elements."""
    total = p.weight_membership + p.weight_influence + p.weight_fulfilment + p.weight_connection
    return (
        p.weight_membership * member
        + p.weight_influence * influence
        + p.weight_fulfilment * fulfilled
        + p.weight_connection * connected
    ) / total


@rule
def next_belonging(belonging, target, p):
    """Belonging follows its target slowly (half-life 9 to 34 months, *assumed*)."""
    return toward(belonging, target, p.rate)
