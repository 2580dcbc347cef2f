"""``kind: sensitivity``: which assumptions and levers an answer hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from sim.errors import Problem
from sim.experiment.factors import PowerOfTwo
from sim.experiment.faults import Fault, set_twice
from sim.experiment.keys import is_lever, overlap
from sim.experiment.labels import label
from sim.experiment.points import Loaded, Point, Variation, paired_points
from sim.experiment.question import Question
from sim.experiment.spans import Span, members, no_span, spans
from sim.reading.document import Steps
from sim.reading.fields import said
from sim.sampling import DUMMY, morris, one_at_a_time, saltelli
from sim.scenario import Scenario
from sim.tables import Kept

Bounds = Annotated[list[float], Field(min_length=2, max_length=2)]
Method = Literal["morris", "sobol"]
Ranges = Mapping[str, tuple[float, float]]

STEP = "step"
"""The column that says which step of the method a point belongs to."""
CURVES = "curves"

OWN: Mapping[str, Method] = {
    "trajectories": "morris",
    "levels": "morris",
    "base": "sobol",
    "second_order": "sobol",
}
"""What only one of the methods reads."""


def _even(number: int) -> int:
    if number % 2:
        raise ValueError("levels must be even")
    return number


def _not_one(number: int) -> int:
    if number == 1:
        raise ValueError("a curve needs two points or more; 0 makes none")
    return number


class SensitivityFile(Question):
    """Curves of one factor at a time, then a screening of all, or shares of variance.

    Every point meets the same luck; one inert parameter, `DUMMY`, goes along, so that the
    reader sees what a factor without any influence looks like.
    """

    FILES: ClassVar[tuple[str, ...]] = ("against", "scenario")
    KEPT: ClassVar[Kept] = "last month"

    kind: Literal["sensitivity"] = "sensitivity"
    scenario: Annotated[
        str | None, said("What varies; default: against", "所变动的情景（默认为对照情景）")
    ] = None
    factors: Annotated[
        list[str] | dict[str, Bounds | None],
        Field(min_length=1),
        said("Keys or groups, with bounds or those declared", "所分析的参数或参数组及其范围"),
    ]
    method: Annotated[
        Method, said("Screening of all, or shares of variance", "方法：筛查或方差分解")
    ] = "morris"
    trajectories: Annotated[
        int, Field(ge=2, le=10_000), said("Paths of a screening", "莫里斯轨迹数")
    ] = 50
    levels: Annotated[
        int,
        Field(ge=4, le=100),
        AfterValidator(_even),
        said("Values of each factor in a screening", "莫里斯水平数"),
    ] = 4
    base: Annotated[
        PowerOfTwo,
        Field(ge=8, le=1_048_576),
        said("Points from which shares are reckoned", "索博尔基本点数"),
    ] = 1024
    second_order: Annotated[
        bool, said("Shares of pairs of factors as well", "另计两两因素的方差份额")
    ] = False
    curve_points: Annotated[
        int,
        Field(ge=0, le=101),
        AfterValidator(_not_one),
        said("Points of each curve; 0: no curves", "每条曲线的点数（0为不画）"),
    ] = 5
    replications: Annotated[
        int, Field(ge=1, le=100_000), said("Worlds in which all are compared", "重复次数")
    ] = 10

    def _asked(self) -> Iterator[tuple[Steps, str, list[float] | None]]:
        """Every key that the file names, where it does, and the bounds it gives."""
        if isinstance(self.factors, dict):
            yield from ((("factors", key), key, each) for key, each in self.factors.items())
        else:
            yield from ((("factors", at), key, None) for at, key in enumerate(self.factors))

    def ranges(self, known: Mapping[str, Span]) -> dict[str, tuple[float, float]]:
        """Low and high of every factor, groups written out."""
        found: dict[str, tuple[float, float]] = {}
        for _, key, bounds in self._asked():
            for each in members(key, known):
                low, high = bounds or (known[each].low, known[each].high)
                found[each] = (low, high)
        return found

    def size(self, loaded: Loaded) -> int:
        ranges = self.ranges(spans(loaded.of(self.scenario)))
        number = len(ranges) + 1
        walked, mixed = (
            self.trajectories * (number + 1),
            self.base * ((2 if self.second_order else 1) * number + 2),
        )
        points = (
            1 + len(ranges) * self.curve_points + (walked if self.method == "morris" else mixed)
        )
        if self.scenario is None:
            return points
        return points + (1 if all(map(is_lever, ranges)) else points)

    def most_replications(self) -> int:
        return self.replications

    def faults(self, loaded: Loaded) -> Iterator[Fault]:
        yield from super().faults(loaded)
        if self.precision is not None:
            found = "a sensitivity analysis takes replications, not precision"
            yield Fault(("precision",), Problem(found))
        scenario = loaded.of(self.scenario)
        known = spans(scenario)
        for where, key, bounds in self._asked():
            yield from _faults_of_factor(where, key, bounds, scenario, known)
        yield from self._set_twice()
        if self.method == "sobol" and len(self.ranges(known)) == 1:
            expected = "two or more, for shares of variance"
            yield Fault(("factors",), Problem("found one factor", expected))

    def _set_twice(self) -> Iterator[Fault]:
        asked = [(where, key) for where, key, _ in self._asked()]
        for (_, one), (where, other) in combinations(asked, 2):
            if overlap(one, other):
                problem = Problem(f"found {other} beside {one}", "every factor once")
                yield Fault(where, problem, of_key=True)
        for where, key in asked:
            for other in self.settings:
                if overlap(key, other):
                    yield set_twice(f"{other} under settings", where)

    def doubts(self, loaded: Loaded) -> Iterator[str]:
        known = spans(loaded.of(self.scenario))
        for key, (low, high) in self.ranges(known).items():
            if not low <= known[key].default <= high:
                yield (
                    f"factors.{key}: the scenario itself has {known[key].default:g}, which is "
                    f"not from {low:g} to {high:g}"
                )
        for key, method in OWN.items():
            if key in self.model_fields_set and method != self.method:
                yield f"{key}: only method: {method} reads it, not {self.method}"

    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:  # noqa: ARG002
        scenario = loaded.of(self.scenario)
        known = spans(scenario)
        rows = self._rows(self.ranges(known), known)
        variations = (_variation(*row, scenario, known) for row in rows)
        if self.scenario is None:
            return {each.name: each.point(None) for each in variations}
        return paired_points(loaded.baseline, variations)

    def _rows(
        self, ranges: Ranges, known: Mapping[str, Span]
    ) -> Iterator[tuple[str, str, Mapping[str, float]]]:
        """Name, step and numbers of every point."""
        if self.curve_points:
            defaults = {key: float(known[key].default) for key in ranges}
            for number, row in enumerate(one_at_a_time(ranges, defaults, self.curve_points)):
                moved = {key: value for key, value in row.items() if value != defaults[key]}
                yield f"{CURVES} {number}: {label(moved) or 'defaults'}", CURVES, row
        if self.method == "morris":
            rows = morris(ranges, self.trajectories, self.levels, seed=self.seed)
        else:
            rows = saltelli(ranges, self.base, seed=self.seed, second_order=self.second_order)
        for number, row in enumerate(rows):
            yield f"{self.method} {number}", self.method, row


def _faults_of_factor(
    where: Steps,
    key: str,
    bounds: list[float] | None,
    scenario: Scenario,
    known: Mapping[str, Span],
) -> Iterator[Fault]:
    """What is wrong with one factor and its bounds."""
    found = members(key, known)
    if not found:
        yield Fault(where, no_span(key, scenario, known), of_key=True)
    if not found or bounds is None:
        return
    if key not in known:
        expected = "none: each of its numbers has its own"
        yield Fault(where, Problem(f"found bounds of the group {key}", expected))
        return
    low, high = bounds
    if low >= high:
        yield Fault(where, Problem(f"low {low:g} must be below high {high:g}"))
    span = known[key]
    for at, bound in enumerate(bounds):
        if not span.low <= bound <= span.high:
            expected = f"a number from {span.low:g} to {span.high:g}"
            yield Fault((*where, at), Problem(f"found {bound:g}", expected))
        elif span.whole and not float(bound).is_integer():
            yield Fault((*where, at), Problem(f"found {bound:g}", "a whole number"))


def _variation(
    name: str, step: str, row: Mapping[str, float], scenario: Scenario, known: Mapping[str, Span]
) -> Variation:
    settings = {key: known[key].fitted(value) for key, value in row.items() if key != DUMMY}
    factors: dict[str, Any] = {STEP: step} | dict(row)
    return Variation(name, scenario, settings, factors, {"en": name, "zh": name})
