"""What every experiment file says, whatever its kind: the question, and how surely to answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from sim.assumptions import ranges
from sim.errors import Problem
from sim.experiment.faults import Fault
from sim.outcomes import OUTCOMES
from sim.params import Settings
from sim.presets import DEFAULT, PRESETS
from sim.reading.document import Steps
from sim.reading.fields import Prose, said
from sim.tables import Kept
from sim.vocabulary import ORIGINS

if TYPE_CHECKING:
    from sim.experiment.points import Loaded, Point

_UNCERTAIN = [name for name, declared in ranges().items() if declared.low < declared.high]

if TYPE_CHECKING:
    OutcomeKey = str
    WorldKey = str
    DrawnKey = str
    OriginKey = str
else:
    OutcomeKey = Literal[tuple(OUTCOMES)]
    WorldKey = Literal[(DEFAULT, *PRESETS)]
    DrawnKey = Literal[(*dict.fromkeys(name.partition(".")[0] for name in _UNCERTAIN), *_UNCERTAIN)]
    OriginKey = Literal[ORIGINS]

Kind = Literal["compare", "sweep", "sensitivity", "packages", "pilot"]


class WorldChoice(Settings):
    """Worlds spread evenly over the ranges of assumptions, or named worlds in turn."""

    sample: Annotated[
        Literal["latin_hypercube"] | None,
        said("Worlds spread evenly over the ranges", "在取值范围内均匀抽取世界"),
    ] = None
    count: Annotated[
        Annotated[int, Field(ge=1, le=10_000)] | None, said("How many worlds", "世界个数")
    ] = None
    of: Annotated[
        Literal["all"] | Annotated[list[DrawnKey], Field(min_length=1)],
        said("Assumptions that differ between worlds", "各世界间变动的假定"),
    ] = "all"
    named: Annotated[
        Annotated[list[WorldKey], Field(min_length=1)] | None,
        said("Named worlds that take turns", "轮流使用的命名世界"),
    ] = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> WorldChoice:
        if (self.sample is None) == (self.named is None):
            raise ValueError("write {sample: latin_hypercube, count: …} or {named: [default, …]}")
        if self.sample and self.count is None:
            raise ValueError("count is missing: how many worlds fill the ranges")
        if self.named and {"count", "of"} & self.model_fields_set:
            raise ValueError("count and of go with sample, not with named")
        if self.named and len(set(self.named)) < len(self.named):
            raise ValueError("every world is named once; all get as many replications")
        return self

    def turns(self) -> int:
        """How many worlds take turns."""
        return self.count or len(self.named or ())


class PrecisionChoice(Settings):
    """Replications until every difference is known to within ``half_width``.

    Without one, half of the smallest effect that matters. The half-width must hold for
    ``look_ahead`` more replications, so that a lucky moment does not end the batch.

    References: Hoad, Robinson & Davies (2010), doi:10.1057/jos.2009.28.
    """

    half_width: Annotated[
        Annotated[float, Field(gt=0.0)] | None,
        said("Half of the interval; default: half of smallest_effect", "区间半宽"),
    ] = None
    first: Annotated[
        int, Field(ge=10, le=1000), said("Replications to begin with", "起始重复次数")
    ] = 10
    look_ahead: Annotated[
        int, Field(ge=0, le=100), said("Replications for which it must hold on", "向前看的重复次数")
    ] = 5
    most: Annotated[int, Field(ge=10, le=10_000), said("Replications at most", "重复次数上限")] = (
        1000
    )


class Question(Settings, ABC):
    """What any experiment file may say."""

    FILES: ClassVar[tuple[str, ...]] = ("against",)
    """Fields that name scenario files, the baseline first."""
    KEPT: ClassVar[Kept] = "everything"

    question: Annotated[Prose, said("What the experiment asks", "所要回答的问题")] = Field(
        default_factory=dict
    )
    kind: Annotated[Kind, said("How it is asked", "实验类型")] = "compare"
    against: Annotated[
        str, said("The scenario that others are compared with", "作为对照的情景文件")
    ]
    settings: Annotated[
        dict[str, Any], said("Settings of all its scenarios, by dotted key", "各情景共用的设定")
    ] = Field(default_factory=dict)
    primary: Annotated[
        OutcomeKey, said("The outcome that the question is about", "主要结果指标")
    ] = "belonging"
    among: Annotated[
        list[OriginKey], said("Origins of residents the question is about", "所关注的居民来源")
    ] = Field(default_factory=list)
    smallest_effect: Annotated[
        float, Field(gt=0.0, le=1.0), said("The smallest effect that matters", "最小关注效应")
    ] = 0.01
    replications: Annotated[
        int, Field(ge=1, le=100_000), said("Worlds in which all are compared", "重复次数")
    ] = 30
    precision: Annotated[
        PrecisionChoice | None,
        said("Replications until differences are known well enough", "按精度决定重复次数"),
    ] = None
    seed: Annotated[int, Field(ge=0, lt=2**63), said("Root of all luck", "随机种子")] = 1
    worlds: Annotated[
        Literal["sampled", "default"] | WorldChoice,
        said("Assumptions: drawn, at their defaults, or named worlds", "世界：抽取、默认或命名"),
    ] = "sampled"
    most_runs: Annotated[
        int, Field(ge=1, le=100_000_000), said("A larger design is refused", "运行次数上限")
    ] = 100_000

    @classmethod
    def named_files(cls, content: Mapping[str, Any]) -> Iterator[tuple[Steps, str]]:
        """The scenario files that a file names, the baseline first, each with where it does.

        ``content`` need not be sound; what is no name is left out.
        """
        for field in cls.FILES:
            value = content.get(field)
            if isinstance(value, str):
                yield (field,), value
            elif isinstance(value, list):
                yield from (((field, at), name) for at, name in enumerate(value) if _is_text(name))

    def size(self, loaded: Loaded) -> int:
        """About how many points the design has, counted before any of them is made."""
        return len(loaded.by_file)

    def most_replications(self) -> int:
        """How many replications a point can come to have."""
        return self.precision.most if self.precision else self.replications

    def faults(self, loaded: Loaded) -> Iterator[Fault]:  # noqa: ARG002
        """What is wrong with the design, found without making it."""
        if self.precision is None:
            return
        if "replications" in self.model_fields_set:
            yield Fault(("precision",), Problem("write replications or precision, not both"))
        if not isinstance(self.worlds, str):
            found = "precision goes with worlds: sampled or default, which have no turns"
            yield Fault(("precision",), Problem(found))

    def doubts(self, loaded: Loaded) -> Iterator[str]:  # noqa: ARG002
        """What is allowed in the design but probably not meant."""
        yield from ()

    @abstractmethod
    def points(self, loaded: Loaded, sizes: Mapping[str, float]) -> dict[str, Point]:
        """Every point of the design by name, those that others are paired with among them.

        ``sizes`` are the factors by which points have to grow or shrink to cost the same.
        """

    @property
    def equal_yuan(self) -> float | None:
        """What every package is to cost, yuan per resident and year; None: as written."""
        return None

    @property
    def panels(self) -> tuple[str, ...]:
        """Outcomes that are kept month by month for every community."""
        return ()

    def worlds_said(self) -> str | dict[str, Any]:
        """The choice of worlds as plain values, for the record."""
        chosen = self.worlds
        return chosen if isinstance(chosen, str) else chosen.model_dump(exclude_defaults=True)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
