"""Who moves out, and who the newcomer is."""

from __future__ import annotations

import math

from sim.compiled import rule


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
