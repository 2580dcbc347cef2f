"""Carrying out an experiment: which runs it needs, in which order, and how many are enough."""

from sim.conduct.conducting import Options, conduct
from sim.conduct.preflight import Estimate

__all__ = ["Estimate", "Options", "conduct"]
