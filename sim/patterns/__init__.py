"""Patterns the model must show, checked over seeds: ``python -m sim.patterns``.

Each pattern says where it comes from, what would count as showing it, and whether it was used
to set parameters (then it is no evidence for the model) or held out.
"""

from __future__ import annotations

from sim.patterns import baseline, channels, core, organizations, residents, rollout
from sim.patterns.declared import PATTERNS, Claim, Finding, Pattern
from sim.patterns.rivals import RIVALS, findings
from sim.patterns.study import Estimate, Study
from sim.patterns.table import table

DECLARED = (baseline, residents, organizations, core, channels, rollout)
"""The files whose import declares patterns."""
__all__ = [
    "DECLARED", "PATTERNS", "RIVALS", "Claim", "Estimate", "Finding", "Pattern", "Study",
    "findings", "table",
]  # fmt: skip
