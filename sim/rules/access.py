"""How far people go to a facility."""

from __future__ import annotations

import math

from sim.compiled import rule


@rule
def within_reach(distance, radius):
    """Weight of a facility at this distance: 1 at the door, 0 at the radius and beyond.

    The Gaussian decay of the two-step floating catchment area method as used for Chinese
    community facilities (S36-S38); Luo & Wang (2003), doi:10.1068/b29120.
    """
    if distance >= radius:
        return 0.0
    ratio = distance / radius
    edge = math.exp(-0.5)
    return (math.exp(-0.5 * ratio * ratio) - edge) / (1.0 - edge)
