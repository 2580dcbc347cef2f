"""The few curves the other rules are made of."""

from __future__ import annotations

import math

from sim.compiled import rule


@rule
def clip(value, low, high):
    """``value`` held between ``low`` and ``high``."""
    return min(max(value, low), high)


@rule
def logistic(logit):
    """1 / (1 + e^-logit), with the logit held to ±30 so that it never overflows."""
    return 1.0 / (1.0 + math.exp(-min(max(logit, -30.0), 30.0)))


@rule
def saturating(time, scale):
    """1 - e^(-time/scale): 0 at once, nearly 1 after three scales."""
    return 1.0 - math.exp(-time / scale)


@rule
def threshold_response(share, threshold):
    """share^6 / (threshold^6 + share^6): near 0 below one's threshold, near 1 above.

    References: Granovetter (1978), Threshold models of collective behavior,
    doi:10.1086/226707; the smooth form with an exponent of 5 to 10 is usual in simulations.
    """
    if share <= 0.0:
        return 0.0
    ratio = threshold / share
    cube = ratio * ratio * ratio
    return 1.0 / (1.0 + cube * cube)


@rule
def toward(value, target, rate):
    """``value`` moved by ``rate`` of its gap to ``target``."""
    return value + rate * (target - value)
