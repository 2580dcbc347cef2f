"""Patterns the model must show, checked over seeds: ``python -m sim.patterns``.

Each pattern says where it comes from, what would count as showing it, and whether it was used
to set parameters (then it is no evidence for the model) or held out.
"""

from __future__ import annotations

from sim.patterns import baseline, policies
from sim.patterns.declared import PATTERNS, SEEDS, SETTLED, Finding, Pattern

__all__ = ["PATTERNS", "Finding", "Pattern", "baseline", "policies", "table"]


def table() -> str:
    """docs/patterns.md: every pattern, what the model shows, and whether that is enough."""
    lines = [
        "# Patterns",
        "",
        "Written by `python -m sim.patterns > docs/patterns.md`: the illustrative county, default",
        f"assumptions, {len(SEEDS)} seeds, the last of 60 months after a burn-in of {SETTLED}.",
        "Source tags stand in [sources.md](sources.md); *seed* is the field report the model",
        "starts from. A pattern used to set parameters is no evidence that the model is right.",
        "",
        "| pattern | what is known | source | shown when | simulated | shown | |",
        "|---|---|---|---|---|---|---|",
    ]
    for item in PATTERNS.values():
        finding = item.check()
        shown = "yes" if finding.shown else f"**no**: {item.fails_because}"
        row = (
            item.key,
            item.statement,
            item.source,
            item.criterion,
            finding.value,
            shown,
            item.use,
        )
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"
