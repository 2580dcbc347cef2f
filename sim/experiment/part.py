"""One crossing of a sweep: a scenario, its factors, and variants of it chosen by hand."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import combinations, product
from typing import Annotated, Any

from pydantic import Field

from sim.errors import Problem
from sim.experiment.factors import Factor, Range, Sample, Series, Variant, count, tried
from sim.experiment.faults import (
    Fault,
    faults_of_key,
    faults_of_repeats,
    faults_of_settings,
    faults_of_values,
    set_twice,
)
from sim.experiment.keys import is_whole, overlap
from sim.experiment.labels import label, spoken
from sim.experiment.points import Loaded, Variation
from sim.params import Settings
from sim.reading.document import Steps
from sim.reading.fields import said
from sim.sampling import latin_hypercube, sobol
from sim.scenario import Scenario

LONGEST_NAME = 120


class Part(Settings):
    """One crossing: a scenario, factors, and variants."""

    scenario: Annotated[
        str | None, said("What varies; default: against", "所变动的情景（默认为对照情景）")
    ] = None
    factors: Annotated[
        dict[str, Factor], said("What is crossed, by dotted key", "交叉变动的因素")
    ] = Field(default_factory=dict)
    sample: Annotated[
        Sample | None, said("How ranges of factors are filled", "因素取值范围的抽样方式")
    ] = None
    variants: Annotated[
        dict[str, Variant], said("Settings chosen by hand, by name", "人工设定的变式")
    ] = Field(default_factory=dict)

    def part_size(self) -> int:
        """How many points this makes, without making them."""
        number = max(len(self.variants), 1) * (self.sample.count if self.sample else 1)
        for factor in self.factors.values():
            number *= count(factor)
        return number

    def part_faults(self, loaded: Loaded, at: Steps, common: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with the part that stands at ``at``; ``common`` are shared settings."""
        scenario = loaded.of(self.scenario)
        if not (self.factors or self.variants):
            yield Fault(at, Problem("nothing varies", "factors or variants"))
        yield from self._unsampled(at)
        for key, factor in self.factors.items():
            where = (*at, "factors", key)
            if wrong := list(faults_of_key(key, where)):
                yield from wrong
                continue
            yield from faults_of_values(scenario, key, tried(factor), where)
            yield from _faults_of_steps(key, factor, where)
        yield from faults_of_variants(self.variants, scenario, (loaded.baseline.name,), at)
        yield from self._set_twice(at, common)

    def _unsampled(self, at: Steps) -> Iterator[Fault]:
        """Ranges that nothing fills, and a sample that fills none."""
        ranges = [key for key, factor in self.factors.items() if isinstance(factor, Range)]
        if self.sample is None:
            for key in ranges:
                found = "found a range that nothing fills"
                hint = "Write `sample: {latin_hypercube: 100}` beside `factors`."
                problem = Problem(found, "sample beside the factors", hint=hint)
                yield Fault((*at, "factors", key), problem, of_key=True)
        elif not ranges:
            expected = "a factor with {low: …, high: …}"
            problem = Problem("found a sample but no range", expected)
            yield Fault((*at, "sample"), problem, of_key=True)

    def _set_twice(self, at: Steps, common: Mapping[str, Any]) -> Iterator[Fault]:
        """Settings that two places set, where nothing says which of them wins."""
        for one, other in combinations(self.factors, 2):
            if overlap(one, other):
                yield set_twice(f"the factor {one}", (*at, "factors", other))
        for key in self.factors:
            for other in common:
                if overlap(key, other):
                    yield set_twice(f"{other} under settings", (*at, "factors", key))
        for name, variant in self.variants.items():
            for key, factor in product(variant.set, self.factors):
                if overlap(key, factor):
                    where = (*at, "variants", name, "set", key)
                    yield set_twice(f"the factor {factor}", where)

    # -- points ------------------------------------------------------------------------------

    def variations(self, loaded: Loaded, seed: int) -> Iterator[Variation]:
        """Variants first, then sampled points, then the crossing, the last factor fastest."""
        scenario = loaded.of(self.scenario)
        listed = {
            key: factor.values() if isinstance(factor, Series) else factor
            for key, factor in self.factors.items()
            if not isinstance(factor, Range)
        }
        chosen = self.variants or {"": Variant()}
        for (name, variant), point in product(chosen.items(), self._sampled(seed)):
            for values in product(*listed.values()):
                factors = {**point, **dict(zip(listed, values, strict=True))}
                yield _variation(name, variant, factors, scenario)

    def _sampled(self, seed: int) -> list[dict[str, Any]]:
        if self.sample is None:
            return [{}]
        bounds = {
            key: (factor.low, factor.high)
            for key, factor in self.factors.items()
            if isinstance(factor, Range)
        }
        draw = latin_hypercube if self.sample.latin_hypercube else sobol
        whole = {key for key in bounds if is_whole(key)}
        return [
            {key: round(value) if key in whole else value for key, value in point.items()}
            for point in draw(bounds, self.sample.count, seed)
        ]


def _faults_of_steps(key: str, factor: list[Any] | Series | Range, at: Steps) -> Iterator[Fault]:
    """Values that come twice, and fractions where the setting takes none."""
    if isinstance(factor, list):
        yield from faults_of_repeats(factor, at)
    elif isinstance(factor, Series) and is_whole(key) and not factor.step.is_integer():
        yield Fault((*at, "step"), Problem(f"found {factor.step:g}", "a whole number"))


def faults_of_variants(
    variants: Mapping[str, Variant], scenario: Scenario, taken: Container[str], at: Steps
) -> Iterator[Fault]:
    """What is wrong with the variants that stand below ``at``; some names are ``taken``."""
    for name, variant in variants.items():
        where = (*at, "variants", name)
        if not (0 < len(name) <= LONGEST_NAME and name.isprintable()):
            expected = f"one line of 1 to {LONGEST_NAME} characters"
            yield Fault(where, Problem("found an impossible name", expected), of_key=True)
        elif name in taken:
            problem = Problem(f"found {name}, which another point is called", "another name")
            yield Fault(where, problem, of_key=True)
        yield from faults_of_settings(scenario, variant.set, (*where, "set"))


def _variation(
    name: str, variant: Variant, factors: dict[str, Any], scenario: Scenario
) -> Variation:
    said = label(factors)
    titles: dict[str, str] = {}
    for lang, called in variant.called(name).items():
        own = called or ("" if said else scenario.title[lang])  # type: ignore[index]
        titles[lang] = " · ".join(part for part in (own, spoken(factors, lang)) if part)  # type: ignore[arg-type]
    return Variation(
        " · ".join(part for part in (name, said) if part) or scenario.name,
        scenario,
        {**variant.set, **factors},
        {"variant": name} | factors if name else factors,
        titles,
    )
