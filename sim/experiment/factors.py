"""What varies in a sweep: listed values, series, sampled ranges, and settings chosen by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from sim.params import Settings
from sim.reading.document import Steps
from sim.reading.fields import Title, said
from sim.sampling import count_steps, steps

UNCOUNTED = 10**12
"""Longer series are not counted: no design can hold them."""

LONG = 50
"""Of longer lists of numbers the lowest, the highest and a fraction stand for all."""


def _power_of_two(number: int) -> int:
    if number & (number - 1):
        raise ValueError(f"it must be a power of two, such as {1 << number.bit_length() - 1}")
    return number


PowerOfTwo = Annotated[int, AfterValidator(_power_of_two)]


class Series(Settings):
    """Values from start to stop, both included where the step reaches it."""

    start: Annotated[float, said("First value", "起始值")]
    stop: Annotated[float, said("Last value", "终止值")]
    step: Annotated[float, said("From one to the next", "步长")]

    @model_validator(mode="after")
    def _arrives(self) -> Series:
        if self.step == 0.0:
            raise ValueError("a step of 0 goes nowhere")
        if (self.stop - self.start) / self.step < 0.0:
            raise ValueError(
                f"a step of {self.step:g} never reaches {self.stop:g} from {self.start:g}"
            )
        return self

    def values(self) -> list[Any]:
        """The values; whole numbers where start, stop and step are."""
        whole = all(each.is_integer() for each in (self.start, self.stop, self.step))
        exact = steps(self.start, self.stop, self.step)
        return [int(value) for value in exact] if whole else exact

    def count(self) -> int:
        """How many values there are, none of them made."""
        if (self.stop - self.start) / self.step > UNCOUNTED:
            return UNCOUNTED
        return count_steps(self.start, self.stop, self.step)

    def tried(self) -> Iterator[tuple[Steps, Any]]:
        """The first and the last value, each with its key: a range that holds both holds all."""
        yield ("start",), self.start
        if (last := self.count() - 1) > 0:
            yield ("stop",), float(Decimal(str(self.start)) + last * Decimal(str(self.step)))


class Range(Settings):
    """A span that `sample` fills."""

    low: Annotated[float, said("Lowest value", "下限")]
    high: Annotated[float, said("Highest value", "上限")]

    @model_validator(mode="after")
    def _rises(self) -> Range:
        if self.low >= self.high:
            raise ValueError(f"low {self.low:g} must be below high {self.high:g}")
        return self

    def tried(self) -> Iterator[tuple[Steps, Any]]:
        """Both ends, each with its key."""
        yield ("low",), self.low
        yield ("high",), self.high


class Sample(Settings):
    """How ranges are filled: evenly by a Latin hypercube, or by Sobol' points."""

    latin_hypercube: Annotated[
        Annotated[int, Field(ge=1, le=1_000_000)] | None,
        said("Points of a Latin hypercube", "拉丁超立方抽样点数"),
    ] = None
    sobol: Annotated[
        Annotated[PowerOfTwo, Field(ge=2, le=1_048_576)] | None,
        said("Sobol' points, a power of two", "索博尔序列点数（2的幂）"),
    ] = None

    @model_validator(mode="after")
    def _is_one(self) -> Sample:
        if (self.latin_hypercube is None) == (self.sobol is None):
            raise ValueError("write {latin_hypercube: 100} or {sobol: 128}")
        return self

    @property
    def count(self) -> int:
        return self.latin_hypercube or self.sobol or 0


class Variant(Settings):
    """Settings chosen by hand, under a name."""

    title: Annotated[Title, said("Shown in tables and charts", "图表中的名称")] = Field(
        default_factory=dict
    )
    set: Annotated[dict[str, Any], said("Settings by dotted key", "按点分键给出的设定")] = Field(
        default_factory=dict
    )

    def called(self, name: str) -> dict[str, str]:
        """Its title, or its name where it has none."""
        return {lang: self.title.get(lang, name) for lang in ("en", "zh")}


Values = Annotated[list[Any], Field(min_length=1, max_length=1_000)]


def _form(said: Any) -> str | None:
    """Which kind of factor is written, so that a fault is one of that kind."""
    if isinstance(said, list):
        return "list of values"
    if isinstance(said, Series | Range):
        return type(said).__name__
    if isinstance(said, dict):
        return "Series" if {"start", "stop", "step"} & set(said) else "Range"
    return None


Factor = Annotated[
    Annotated[Values, Tag("list of values")]
    | Annotated[Series, Tag("Series")]
    | Annotated[Range, Tag("Range")],
    Discriminator(_form),
]
"""How a factor varies."""


def count(factor: list[Any] | Series | Range) -> int:
    """How many values a factor is crossed in; a sampled range in one."""
    if isinstance(factor, Range):
        return 1
    return factor.count() if isinstance(factor, Series) else len(factor)


def tried(factor: list[Any] | Series | Range) -> Iterator[tuple[Steps, Any]]:
    """Values by which one sees whether all are allowed, and where each stands in a factor."""
    if not isinstance(factor, list):
        yield from factor.tried()
    elif len(factor) <= LONG or not all(type(value) in (int, float) for value in factor):
        yield from (((at,), value) for at, value in enumerate(factor))
    else:
        fractions = (at for at, value in enumerate(factor) if not float(value).is_integer())
        ends = (factor.index(min(factor)), factor.index(max(factor)))
        yield from (((at,), factor[at]) for at in sorted({*ends, next(fractions, ends[0])}))
