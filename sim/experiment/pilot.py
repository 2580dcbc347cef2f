"""``kind: pilot``: what evaluations of a few pilots would report, beside what is true."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sim.errors import Problem
from sim.experiment.factors import tried
from sim.experiment.faults import Fault, faults_of_repeats, faults_of_values
from sim.experiment.labels import label, spoken
from sim.experiment.points import Loaded, Point, Variation, paired_points
from sim.experiment.question import Question
from sim.params import Settings
from sim.reading.fields import said
from sim.scenario import Scenario

Choice = Literal["random", "best_off", "worst_off", "connected"]
Many = Annotated[list[float], Field(min_length=1, max_length=20)]

CROSSED = ("pilots", "choose", "effort", "scale_funding")
"""What can differ between points."""


def _usual_choices() -> list[Choice]:
    return ["random", "best_off", "worst_off"]


class PilotPlan(Settings):
    """How pilots are run; lists are crossed with each other."""

    pilots: Annotated[
        list[int], Field(min_length=1, max_length=20), said("Pilot communities", "试点社区数")
    ] = Field(default_factory=lambda: [4])
    choose: Annotated[
        list[Choice],
        Field(min_length=1, max_length=20),
        said("How pilots are chosen", "试点选择方式"),
    ] = Field(default_factory=_usual_choices)
    effort: Annotated[Many, said("Effort in pilots, as a factor", "试点投入倍数")] = Field(
        default_factory=lambda: [1.5]
    )
    scale_funding: Annotated[
        Many, said("Funding per community kept after the pilots", "推广后经费比例")
    ] = Field(default_factory=lambda: [1.0])
    months: Annotated[
        int, Field(ge=6, le=120), said("Length of the pilots, in months", "试点月数")
    ] = 12
    then: Annotated[str | list[str], said("Stages after the pilots", "试点之后各阶段的范围")] = (
        "all"
    )

    def lists(self) -> dict[str, list[Any]]:
        """What is crossed, by name."""
        return {key: getattr(self, key) for key in CROSSED}

    def crossings(self) -> Iterator[dict[str, Any]]:
        """Every combination, as settings of a rollout."""
        crossed = self.lists()
        for values in product(*crossed.values()):
            yield dict(zip(crossed, values, strict=True))


class PilotFile(Question):
    """Would a few pilots mislead the county?"""

    FILES: ClassVar[tuple[str, ...]] = ("against", "scenario")

    kind: Literal["pilot"] = "pilot"
    scenario: Annotated[str, said("What is piloted", "试点的情景文件")]
    rollout: Annotated[PilotPlan, said("How pilots are run", "试点方案")] = PilotPlan()
    start: Annotated[
        int, Field(ge=13, le=600), said("Month in which pilots begin", "试点开始月份")
    ] = 13

    @property
    def panels(self) -> tuple[str, ...]:
        return (self.primary,)

    def size(self, loaded: Loaded) -> int:  # noqa: ARG002
        return 1 + math.prod(map(len, self.rollout.lists().values()))

    def faults(self, loaded: Loaded) -> Iterator[Fault]:
        yield from super().faults(loaded)
        scenario = loaded.of(self.scenario)
        impossible = list(self._impossible(scenario))
        yield from impossible
        yield from self._unseen(scenario)
        if not impossible:
            yield from self._without_comparison(scenario)

    def _impossible(self, scenario: Scenario) -> Iterator[Fault]:
        """Values that no rollout takes, and repeated ones."""
        for key, values in self.rollout.lists().items():
            where = ("rollout", key)
            yield from faults_of_values(scenario, f"rollout.{key}", tried(values), where)
            yield from faults_of_repeats(values, where)
        then = [((), self.rollout.then)]
        yield from faults_of_values(scenario, "rollout.then", then, ("rollout", "then"))

    def _unseen(self, scenario: Scenario) -> Iterator[Fault]:
        """Pilots of nothing, and pilots after which no month is left."""
        given = scenario.policies.given()
        if not given:
            yield Fault(("scenario",), Problem(f"{scenario.name} has no policy to be piloted"))
        for name, policy in given.items():
            if policy.rollout is not None:
                found = f"{scenario.name} gives {name} a rollout of its own, which would win"
                yield Fault(("scenario",), Problem(found, "the rollout of this file alone"))
        first = self.start + self.rollout.months
        if first > scenario.months:
            found = f"pilots begin in month {self.start} and last {self.rollout.months} months"
            expected = f"a roll-out that begins by month {scenario.months}, not {first}"
            where = ("start",) if "start" in self.model_fields_set else ("rollout", "months")
            yield Fault(where, Problem(found, expected))

    def _without_comparison(self, scenario: Scenario) -> Iterator[Fault]:
        """So many pilots that no community is left to compare them with."""
        from sim.county import load_county

        communities = len(load_county(scenario.county))
        for at, number in enumerate(self.rollout.pilots):
            if number >= communities:
                found = f"found {number} pilots among {communities} communities"
                yield Fault(("rollout", "pilots", at), Problem(found, "fewer, to compare with"))

    def doubts(self, loaded: Loaded) -> Iterator[str]:
        first = self.start + self.rollout.months
        for name, policy in loaded.of(self.scenario).policies.given().items():
            if policy.months is not None and self.start + policy.months + policy.taper <= first:
                yield f"policies.{name}: it ends before the roll-out begins in month {first}"

    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:  # noqa: ARG002
        scenario = loaded.of(self.scenario)
        begin = {f"policies.{key}.start": self.start for key in scenario.policies.given()}
        plan = {"months": self.rollout.months, "then": self.rollout.then}
        varied = [key for key, values in self.rollout.lists().items() if len(values) > 1]
        variations = []
        for crossing in self.rollout.crossings():
            factors = {f"rollout.{key}": crossing[key] for key in varied or CROSSED}
            titles = {"en": spoken(factors, "en"), "zh": spoken(factors, "zh")}
            settings = begin | {"rollout": {**plan, **crossing}}
            variations.append(Variation(label(factors), scenario, settings, factors, titles))
        return paired_points(loaded.baseline, variations)
