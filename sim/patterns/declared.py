"""What a pattern is, and what a check of it finds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.patterns.study import Estimate, Study

Use = Literal["used to set parameters", "held out", "structural"]


@dataclass(frozen=True)
class Claim:
    """A number measured once in each run, and the band in which it must surely lie."""

    what: str
    estimate: Estimate
    low: float = -math.inf
    high: float = math.inf

    @property
    def holds(self) -> bool:
        """Whether the whole interval lies inside the band; a number on its edge does not."""
        return self.low < self.estimate.low and self.estimate.high < self.high

    @property
    def refuted(self) -> bool:
        """Whether the whole interval lies outside the band."""
        return self.estimate.high < self.low or self.high < self.estimate.low

    @property
    def band(self) -> str:
        """The threshold in words."""
        if math.isinf(self.high):
            return f"above {self.low:.3g}"
        if math.isinf(self.low):
            return f"below {self.high:.3g}"
        return f"{self.low:.3g} to {self.high:.3g}"

    def __str__(self) -> str:
        its = self.estimate
        return f"{self.what} {its.mean:.3g} ({its.low:.3g} to {its.high:.3g}), wanted {self.band}"


@dataclass(frozen=True)
class Finding:
    """What was seen: the claims a verdict rests on, and what else is worth knowing."""

    claims: tuple[Claim, ...]
    note: str = ""

    @property
    def shown(self) -> bool:
        return all(claim.holds for claim in self.claims)

    @property
    def verdict(self) -> str:
        """Yes, no, or undecided: too few runs to tell on which side of a threshold it lies."""
        if self.shown:
            return "yes"
        return "no" if any(claim.refuted for claim in self.claims) else "undecided"

    def __str__(self) -> str:
        """The verdict and, unless it shows, every claim that does not hold."""
        missed = [str(claim) for claim in self.claims if not claim.holds]
        return ": ".join([self.verdict, "; ".join(missed)]) if missed else self.verdict


Check = Callable[[Study], Finding]


@dataclass(frozen=True)
class Pattern:
    """One stylized fact and its check.

    ``world`` names the preset in which a pattern is looked for that the default world need
    not show; patterns of the default world leave it empty.
    """

    key: str
    statement: str
    source: str
    criterion: str
    use: Use
    check: Check
    mandatory: bool = False
    world: str = ""
    fails_because: str = ""


PATTERNS: dict[str, Pattern] = {}


def pattern(
    key: str,
    statement: str,
    source: str,
    criterion: str,
    use: Use,
    *,
    mandatory: bool = False,
    world: str = "",
    fails_because: str = "",
) -> Callable[[Check], Check]:
    """Declare the decorated check as a pattern."""

    def declare(check: Check) -> Check:
        PATTERNS[key] = Pattern(
            key, statement, source, criterion, use, check, mandatory, world, fails_because
        )
        return check

    return declare
