"""The model told plainly: ordinary Mesa agents, one object each, to be read and to be checked.

The same rules, the same luck and the same numbers as the columns of `sim.behavior`, without
a compiled loop: a month is a list of stages, a stage asks each agent to do one thing.
Read `model` first, then `residents`, `committees` and `work`.
"""

from __future__ import annotations

from sim.plain.model import PlainModel, run_plain

__all__ = ["PlainModel", "run_plain"]
