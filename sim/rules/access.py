"""How far people go to a facility."""

from __future__ import annotations

import math

from sim.compiled import rule


@rule
def distance(x, y, to_x, to_y):
    """Meters between two points; from a root, which every machine rounds alike."""
    across, along = x - to_x, y - to_y
    return math.sqrt(across * across + along * along)


@rule
def within_reach(away, radius):
    """Weight of a facility at this distance: 1 at the door, 0 at the radius and beyond.

    The Gaussian decay of the two-step floating catchment area method as used for Chinese
    community facilities (S36-S38); Luo & Wang (2003), doi:10.1068/b29120.
    """
    if away >= radius:
        return 0.0
    ratio = away / radius
    edge = math.exp(-0.5)
    return (math.exp(-0.5 * ratio * ratio) - edge) / (1.0 - edge)
