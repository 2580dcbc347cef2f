"""Experiment files: a question of one of five kinds, and the points that answer it."""

from sim.experiment.experiment import Experiment
from sim.experiment.loading import KINDS, load_experiment
from sim.experiment.points import Point

__all__ = ["KINDS", "Experiment", "Point", "load_experiment"]
