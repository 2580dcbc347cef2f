"""``kind: compare``: scenarios against a baseline, paired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from sim.experiment.points import Loaded, Point
from sim.experiment.question import Question
from sim.reading.fields import said


class CompareFile(Question):
    """Which of several scenarios does what, against one of them."""

    FILES: ClassVar[tuple[str, ...]] = ("against", "scenarios")

    scenarios: Annotated[
        list[str], Field(min_length=1, max_length=200), said("What is compared", "所比较的情景文件")
    ]

    def doubts(self, loaded: Loaded) -> Iterator[str]:
        first: dict[str, str] = {}
        for name, scenario in loaded.scenarios.items():
            if (same := first.setdefault(scenario.key(), name)) != name:
                yield f"scenarios: {name} differs from {same} in name only"

    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:  # noqa: ARG002
        first = loaded.baseline.name
        return {
            name: Point(scenario, None if name == first else first, {}, scenario.title)
            for name, scenario in loaded.scenarios.items()
        }
