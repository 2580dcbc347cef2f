"""From tidy tables of runs to tables of answers."""

from sim.analysis.checks import invalid_values, variance_reductions
from sim.analysis.effects import POINT, effects
from sim.analysis.lasting import lasting_share, time_to_half

__all__ = [
    "POINT",
    "effects",
    "invalid_values",
    "lasting_share",
    "time_to_half",
    "variance_reductions",
]
