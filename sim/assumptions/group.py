"""What a group of assumptions is."""

from __future__ import annotations

from typing import Any, ClassVar

from sim.params import Settings

LITERATURE: dict[str, Any] = {"grade": "literature"}


class Group(Settings):
    """Assumptions of one mechanism; ``ARRAYS`` gathers ``rate_x, rate_y`` into ``rate[2]``."""

    ARRAYS: ClassVar[dict[str, tuple[str, ...]]] = {}
