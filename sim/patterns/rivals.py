"""Rival sets of mechanisms, held to the same patterns: what hangs on what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sim.patterns.declared import PATTERNS, Finding
from sim.patterns.study import SEEDS, Estimate, Study
from sim.presets import values_of


@dataclass(frozen=True)
class Rival:
    """A named world without one mechanism, and what it should not show by theory.

    Of what it weakens, the first number measured should surely be smaller than by default.
    """

    world: str
    should_fail: str
    weakens: str
    because: str


RIVALS = (
    Rival(
        "no_upward_priority",
        "SF01",
        "SF02",
        "committees that divide their hours by what is asked of them do not give most of them to "
        "government work, and let residents wait less",
    ),
    Rival(
        "no_social_influence",
        "SF20",
        "SF11",
        "where nobody asks or follows a neighbor, only habit is left of what was mobilized, and "
        "those who belong and those who take part are less often the same",
    ),
)


def weakened(rival: Rival, here: dict[str, Finding], there: dict[str, Finding]) -> Estimate:
    """How much smaller than by default (``here``) that number is in the rival world."""
    usual, left = here[rival.weakens].claims[0], there[rival.weakens].claims[0]
    return usual.estimate - left.estimate


@cache
def findings(world: str = "", seeds: tuple[int, ...] = SEEDS) -> dict[str, Finding]:
    """What each pattern's check finds, by key: in the default world, or in a rival's."""
    study = Study.assuming(values_of([world]) if world else {}, seeds)
    return {
        key: pattern.check(study.but(values_of([pattern.world]) if pattern.world else {}))
        for key, pattern in sorted(PATTERNS.items())
    }
