"""From tidy tables of runs to tables of answers."""

from sim.analysis.effects import (
    POINT,
    effects,
    invalid_values,
    lasting_share,
    time_to_half,
    variance_reductions,
)

__all__ = [
    "POINT",
    "effects",
    "invalid_values",
    "lasting_share",
    "time_to_half",
    "variance_reductions",
]
