"""Readings of pilots: what an evaluator would see in one county, and the truth."""

from sim.statistics.panels.contrasts import YEAR, Contrast, Stages, stages
from sim.statistics.panels.permutations import DRAWS, redrawn
from sim.statistics.panels.readings import (
    INFERENCE,
    READINGS,
    Panel,
    Reading,
    before_after,
    contrasts,
    difference_in_differences,
    group_time,
    permuted,
    roll_out_effect,
    stepped_wedge,
    true_effect,
)

__all__ = [
    "DRAWS",
    "INFERENCE",
    "READINGS",
    "YEAR",
    "Contrast",
    "Panel",
    "Reading",
    "Stages",
    "before_after",
    "contrasts",
    "difference_in_differences",
    "group_time",
    "permuted",
    "redrawn",
    "roll_out_effect",
    "stages",
    "stepped_wedge",
    "true_effect",
]
