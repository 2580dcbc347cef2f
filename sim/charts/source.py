"""Where a table comes from: what its scenarios are called, when they start, who made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Titles = Mapping[str, Mapping[str, str]]
"""Key → {"en", "zh"}."""


@dataclass(frozen=True)
class Source:
    """What charts say of a table besides its numbers; everything may be left out.

    ``starts`` has for each scenario the months in which its policies start, ``ends`` the last
    month of packages that end before the horizon; ``county`` is its label, None the
    illustrative one. ``version``, ``fingerprint`` and ``command`` are not written on the
    picture but into its file.
    """

    baseline: str = "baseline"
    titles: Titles = field(default_factory=dict)
    starts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    ends: Mapping[str, int] = field(default_factory=dict)
    policies: Titles = field(default_factory=dict)
    seed: int | None = None
    county: Mapping[str, str] | None = None
    assumed_share: float | None = None
    version: str = ""
    fingerprint: str = ""
    command: str = ""
