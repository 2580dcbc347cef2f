"""A results folder: what was asked, what every run gave, and nothing half-written."""

from sim.store.ledger import Row, Store
from sim.store.results import Results
from sim.store.run import Layout, Run, making_key, run_key, world_key

__all__ = ["Layout", "Results", "Row", "Run", "Store", "making_key", "run_key", "world_key"]
