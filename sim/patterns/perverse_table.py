"""docs/reference/perverse_effects.md: ``python -m sim.patterns.perverse_table > FILE``."""

from __future__ import annotations

import sys

from sim.patterns import perverse_institutions, perverse_residents
from sim.patterns.perverse import LEFT, PERVERSE, Appearance, Perverse, appearance
from sim.patterns.study import SEEDS, SIGMAS, Estimate
from sim.reading.reader import write_text

__all__ = ["perverse_institutions", "perverse_residents", "perverse_table"]


def perverse_table(seeds: tuple[int, ...] = SEEDS) -> str:
    """Every perverse effect with its mechanism at work and off, and where it was looked for."""
    lines = [
        "# Perverse effects",
        "",
        "Written by `python -m sim.patterns.perverse_table > docs/reference/perverse_effects.md`: "
        "the",
        f"illustrative county, {len(seeds)} seeds, 60 months, pairs of runs by seed. No rule",
        "contains one of these effects: each comes out of a mechanism in the region below, is",
        f"surely there (its signature is above 0 by {SIGMAS:g} standard errors), and with the",
        f"mechanism off is surely less than {LEFT:.0%} of itself. Source tags stand in",
        "[sources.md](sources.md). *Finds* is the signature that a check of this size finds nine",
        "times in ten. A region is chosen so that the effect can be seen; it says nothing of how",
        "common it is.",
        "",
        "| | effect | mechanism | basis | signature | at work | off | finds | switch | |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(effect, appearance(effect, seeds)) for effect in _ordered()]
    lines += ["", "## Regions", ""]
    for effect in _ordered():
        lines += [f"**{effect.key}** {effect.statement}", "", "```yaml", _region(effect), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _ordered() -> list[Perverse]:
    return sorted(PERVERSE.values(), key=lambda effect: int(effect.key[1:]))


def _row(effect: Perverse, found: Appearance) -> str:
    verdict = "appears and goes" if found.appears and found.gone else "**not shown**"
    cells = (
        effect.key, effect.statement, effect.mechanism, effect.basis, effect.signature,
        _interval(found.on), _interval(found.off), f"{found.on.found:.2g}",
        f"`mechanisms.{effect.switch}`", verdict,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _interval(estimate: Estimate) -> str:
    return f"{estimate.mean:.3g} ({estimate.low:.3g} to {estimate.high:.3g})"


def _region(effect: Perverse) -> str:
    """Where an effect is looked for, as it would stand in a scenario."""
    region = effect.region
    assumptions: dict[str, dict[str, float]] = {}
    for dotted, value in region.assumptions.items():
        group, _, name = dotted.partition(".")
        assumptions.setdefault(group, {})[name] = value
    policies = {key: dict(levers) for key, levers in region.policies.items()}
    written = {"policies": policies, "assumptions": assumptions, **region.settings}
    kept = {key: value for key, value in written.items() if value}
    return write_text(kept).rstrip() if kept else "{}  # the county without policy"


if __name__ == "__main__":
    sys.stdout.write(perverse_table())
