"""Who moves out, and who the newcomer is."""

from __future__ import annotations

import math

from sim.compiled import rule
from sim.rules.shapes import clip
from sim.vocabulary import (
    ESTABLISHED,
    MIGRANT,
    OLD_TOWN,
    RESETTLED,
    VILLAGE,
    VILLAGER,
)


@rule
def leave_probability(owner, p):
    """Chance of moving out this month: tenants far more often than owners (S43)."""
    rate = p.leave_owner if owner else p.leave_tenant
    return rate / 12.0


@rule
def exponential_draw(u, mean):
    """An exponentially distributed number with this mean, from one uniform draw."""
    return -mean * math.log(1.0 - u)


@rule
def adult_age(u, elder_share, u_within):
    """Age in years of an adult, given the share aged 60 and over (to 90)."""
    if u < elder_share:
        return 60.0 + 30.0 * u_within * u_within
    return 18.0 + 42.0 * u_within


@rule
def origin_of(luck, kind, share_exvillager, share_migrant):
    """Where a resident comes from, given the community's shares."""
    if luck < share_exvillager:
        return VILLAGER if kind == VILLAGE else RESETTLED
    if luck < share_exvillager + share_migrant:
        return MIGRANT
    return VILLAGER if kind == VILLAGE else ESTABLISHED


@rule
def age_band(age):
    """Band of AGE_BANDS."""
    if age < 30.0:
        return 0
    if age < 45.0:
        return 1
    if age < 60.0:
        return 2
    return 3


@rule
def mean_tenure(kind, p):
    """Mean years lived in a community of this kind; ``p`` is the group ``population``."""
    if kind == OLD_TOWN:
        return p.tenure_established
    if kind == VILLAGE:
        return p.tenure_village
    return p.tenure_new


@rule
def years_sign(kind, p):
    """Whether years of residence attach: disputed for new estates; ``p`` is ``signs`` (S45)."""
    return 1.0 if kind in (OLD_TOWN, VILLAGE) else p.residence


@rule
def civic_skill_of(luck, age, p):
    """Civic skill from education and time: the young are better schooled (*assumed*)."""
    young = p.skill_young if age < 45.0 else 0.0
    return clip(p.skill_low + p.skill_width * luck + young, 0.0, 1.0)


@rule
def threshold_of(luck, p):
    """Share of active neighbors that moves a resident (uniform: Granovetter 1978)."""
    return p.threshold_low + p.threshold_width * luck


@rule
def outside_ties_of(luck, migrant, p):
    """Share of one's ties that lie outside the community."""
    mean = p.outside_share + (p.outside_migrant if migrant else 0.0)
    return clip(mean + p.outside_spread * (luck - 0.5), 0.0, 1.0)
