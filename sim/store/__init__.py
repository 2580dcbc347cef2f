"""A results folder: what was asked, what every run gave, and nothing half-written."""

from sim.store.ledger import Layout, Results, Run, Store

__all__ = ["Layout", "Results", "Run", "Store"]
