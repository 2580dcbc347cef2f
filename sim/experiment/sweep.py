"""``kind: sweep``: one scenario, some of its settings varied.

Factors by dotted key are crossed with each other and with hand-picked variants, or spread over
their ranges; parts are sweeps of their own inside the same experiment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sim.errors import Problem
from sim.experiment.doubts import doubts_of_part
from sim.experiment.faults import Fault
from sim.experiment.part import Part
from sim.experiment.points import Loaded, Point, paired_points
from sim.experiment.question import Question
from sim.reading.document import Steps
from sim.reading.fields import said

MANY = 24
"""More points than this are easier to read as a sample than as a crossing."""


class SweepFile(Question, Part):
    """How an effect depends on levers and circumstances."""

    FILES: ClassVar[tuple[str, ...]] = ("against", "scenario")

    kind: Literal["sweep"] = "sweep"
    parts: Annotated[
        list[Part],
        Field(max_length=100),
        said("More sweeps of other scenarios", "对其他情景的扫描"),
    ] = Field(default_factory=list)

    @classmethod
    def named_files(cls, content: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
        yield from super().named_files(content)
        parts = content.get("parts")
        for at, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, dict) and isinstance(name := part.get("scenario"), str):
                yield ("parts", at, "scenario"), name

    def size(self, loaded: Loaded) -> int:  # noqa: ARG002
        return 1 + sum(part.part_size() for _, part in self._crossings())

    def faults(self, loaded: Loaded) -> Iterator[Fault]:
        yield from super().faults(loaded)
        if not any(True for _ in self._crossings()):
            yield Fault((), Problem("nothing varies", "factors, variants or parts"))
        for at, part in self._crossings():
            yield from part.part_faults(loaded, at, self.settings)

    def doubts(self, loaded: Loaded) -> Iterator[str]:
        for at, part in self._crossings():
            yield from doubts_of_part(part, loaded, at)
        if (number := self.size(loaded) - 1) > MANY and not self._is_sampled():
            yield (
                f"the sweep crosses {number} points; with `sample` fewer points show as much "
                "of the same ranges"
            )

    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:  # noqa: ARG002
        return paired_points(
            loaded.baseline,
            (each for _, part in self._crossings() for each in part.variations(loaded, self.seed)),
        )

    def _crossings(self) -> Iterator[tuple[Steps, Part]]:
        """What the file itself crosses, and its parts, each with where it stands."""
        if self.factors or self.variants or (self.sample and not self.parts):
            yield (), self
        yield from ((("parts", at), part) for at, part in enumerate(self.parts))

    def _is_sampled(self) -> bool:
        return any(part.sample for _, part in self._crossings())
