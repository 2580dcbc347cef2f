"""One scenario: which county, how long, which policies, and what is assumed to differ.

Files and mappings come in through `load_scenario`, single settings through `with_settings`;
both give a checked, frozen `Scenario` or a `ScenarioError` that lists every fault.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, GetPydanticSchema, PrivateAttr, create_model
from pydantic_core import core_schema

from sim.assumptions import Assumptions
from sim.cards.scenario import scenario_card
from sim.errors import Problem, ScenarioError
from sim.markup import Shown
from sim.oddities import oddities
from sim.params import Settings, param
from sim.plots.scenario import plot_scenario
from sim.policies import POLICIES
from sim.policies.base import Policy, Rollout
from sim.presets import PRESETS, values_of
from sim.reading.document import Document, Place, Steps, read_mapping
from sim.reading.faults import validate
from sim.reading.fields import Name, Prose, Text, Title, in_both, said
from sim.reading.inheritance import Source, follow, merge, near, open_document
from sim.reading.reader import read_value, write_text
from sim.reading.scalars import plain_number, quoted
from sim.shipping import meant
from sim.whereabouts import misplaced
from sim.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_Model = TypeVar("_Model", bound=BaseModel)

LABELS = ("name", "title", "description", "extends")
"""What a scenario is called; two that differ only in this are the same scenario."""

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
"""Endings of county tables; no other file is looked into."""

ELSEWHERE: dict[str, str] = {
    "seed": "Give it to `sim run --seed`, or write it in an experiment.",
    **dict.fromkeys(
        ("against", "scenarios", "factors", "primary", "replications", "smallest_effect", "worlds"),
        "It belongs in an experiment.",
    ),
}
"""Where keys belong that people write in a scenario."""


if TYPE_CHECKING:
    PresetKey = str
else:
    PresetKey = Literal[tuple(PRESETS)]


class AssumptionChoice(Assumptions):
    """Assumptions a scenario fixes: those of named worlds, and single ones, which win."""

    preset: Annotated[
        PresetKey | Annotated[list[PresetKey], Field(min_length=1)] | None,
        said("A named world, or several together", "一个或几个命名世界"),
    ] = None

    def given(self) -> dict[str, dict[str, float]]:
        """Group, name and value of everything that is fixed."""
        names = [self.preset] if isinstance(self.preset, str) else self.preset or []
        values = _by_group(names)
        for group, own in self.model_dump(exclude_unset=True, exclude={"preset"}).items():
            values[group] = values.get(group, {}) | own
        return values


def _by_group(presets: list[str]) -> dict[str, dict[str, float]]:
    """What named worlds assume, nested as in a file."""
    nested: dict[str, dict[str, float]] = {}
    for dotted_key, value in values_of(presets).items():
        group, _, name = dotted_key.partition(".")
        nested.setdefault(group, {})[name] = value
    return nested


Overrides = Annotated[
    dict[str, dict[str, float]],
    GetPydanticSchema(
        lambda _source, handler: core_schema.no_info_after_validator_function(
            AssumptionChoice.given,
            handler(AssumptionChoice),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )
    ),
]
"""Assumptions that a scenario fixes: group, name, value; the others keep their ranges."""


class PolicyChoice(Settings):
    """The policies of a scenario, one field for each that exists."""

    def given(self) -> dict[str, Policy]:
        """Those that take place, by name."""
        every = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: policy for name, policy in every if policy is not None}


if TYPE_CHECKING:
    Policies = PolicyChoice
else:
    Policies = create_model(
        "Policies",
        __base__=PolicyChoice,
        __module__=__name__,
        __doc__="The policies of a scenario, by name.",
        **{name: (policy | None, None) for name, policy in POLICIES.items()},
    )


class Scenario(Settings):
    """A county, a span of months, and what government does in it."""

    extends: Annotated[str | None, said("A scenario file to build on", "所继承的情景文件")] = None
    name: Annotated[
        Name, said("What tables call it; default: the file's name", "名称（默认为文件名）")
    ] = "scenario"
    title: Annotated[Title, said("Shown in tables and charts", "图表中的名称")] = Field(
        default_factory=dict
    )
    description: Annotated[Prose, said("Why this scenario", "说明")] = Field(default_factory=dict)
    county: Annotated[
        Text, said("illustrative, or a county table", "示例县（illustrative）或县数据表")
    ] = "illustrative"
    sample: Annotated[
        Annotated[int, Field(ge=24, le=10_000_000)] | Literal["all"],
        said("Simulated residents; all: everybody", "模拟居民数（all 为全部居民）"),
    ] = 5040
    resettlement: Annotated[
        Literal["as_found", "intact", "mixed"],
        said(
            "How villages were moved: as the county has it, whole, or dispersed",
            "村民安置方式：按现状、整村或分散",
        ),
    ] = "as_found"
    months: int = param(60, 1, 600, "months", "Months reported", "报告月数")
    burn_in: int = param(24, 0, 240, "months", "Months before the first reported", "预热月数")
    budget: Annotated[
        Annotated[float, Field(ge=0, le=100_000)] | None,
        said("Yuan per resident and year for all policies", "全部政策人均年度预算（元）"),
    ] = None
    assumptions: Annotated[Overrides, said("Assumptions to fix", "所固定的假定")] = Field(
        default_factory=dict
    )
    begun: Annotated[
        Policies, said("Policies in force since the start of the burn-in", "预热期即已实施的政策")
    ] = Policies()
    policies: Annotated[
        Policies, said("What government does, from the first month reported", "所实施的政策")
    ] = Policies()
    rollout: Annotated[
        Rollout | None, said("Pilots first, for all policies", "各项政策先试点后推广")
    ] = None

    _noticed: tuple[str, ...] = PrivateAttr(default=())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is allowed but probably not meant."""
        return (*self._noticed, *oddities(self))

    @property
    def residents(self) -> int | None:
        """Residents to simulate; None simulates everybody."""
        return None if self.sample == "all" else self.sample

    def as_dict(self) -> dict[str, Any]:
        """All settings as plain values; reading them again gives an equal scenario."""
        plain = self.model_dump(mode="json", exclude_none=True, exclude={"extends"})
        return {key: value for key, value in plain.items() if value != {}}

    def plot(self, *, lang: Language = "en", ax: Axes | None = None) -> Axes:
        """Draw when each policy starts, has its full strength, and ends."""
        return plot_scenario(self, lang, ax)

    def show(self, lang: Language = "en") -> Shown:
        """This scenario as a notebook shows it."""
        return scenario_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def key(self) -> str:
        """A short hash of everything that matters to a run; what it is called does not."""
        content = {key: value for key, value in self.as_dict().items() if key not in LABELS}
        if self.county != "illustrative":
            content["county"] = _fingerprint(Path(self.county))
        text = json.dumps(_whole(content), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def load(source: Source, model: type[_Model]) -> tuple[_Model, Path]:
    """A checked ``model`` from a file or a mapping, and the folder its paths start from."""
    document = open_document(source)
    if "extends" in model.model_fields:
        document = follow(document)
    return validate(document, model), document.folder


def load_scenario(source: Source) -> Scenario:
    """Read a scenario file or a shipped scenario by its name, or take a mapping of that shape."""
    document = follow(open_document(meant(source, "scenarios")))
    stem = document.path.stem if document.path else "scenario"
    return _build(document, {"name": stem}, _noticed_in(document))


def with_settings(scenario: Scenario, settings: dict[str, Any], origin: str = "--set") -> Scenario:
    """The scenario with some values replaced, by dotted key; ``origin`` is named in faults."""
    document = read_mapping(scenario.as_dict() | {"extends": scenario.extends})
    for dotted_key, value in settings.items():
        document = merge(_written_out(_setting(dotted_key, value, origin)), document)
    return _build(document, {}, scenario._noticed)


def parse_setting(text: str) -> tuple[str, Any]:
    """``a.b=0.5`` as ``("a.b", 0.5)``, the value read as in a file."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        found = f"found {quoted(text)}"
        raise ScenarioError([Problem(found, "key=value", file="--set")])
    try:
        return key.strip(), read_value(value)
    except ScenarioError as error:
        raise ScenarioError(
            [
                Problem(each.found, each.expected, key.strip(), "--set", hint=each.hint)
                for each in error.problems
            ]
        ) from None


def dump(scenario: Scenario) -> str:
    """The scenario as YAML text."""
    return write_text(scenario.as_dict())


def _build(document: Document, defaults: dict[str, Any], noticed: tuple[str, ...]) -> Scenario:
    document = _with_county(document)
    document = replace(document, content=defaults | document.content)
    try:
        scenario = validate(document, Scenario)
    except ScenarioError as error:
        raise ScenarioError([_sent_elsewhere(problem) for problem in error.problems]) from None
    if problems := list(misplaced(scenario, document)):
        raise ScenarioError(problems)
    if not scenario.title:
        scenario = scenario.model_copy(update={"title": in_both(scenario.name)})
    scenario._noticed = noticed
    return scenario


def _sent_elsewhere(problem: Problem) -> Problem:
    """A key that no scenario has, with the place where it belongs."""
    is_unknown = problem.found.startswith("unknown key") and problem.path in ELSEWHERE
    return replace(problem, expected="", hint=ELSEWHERE[problem.path]) if is_unknown else problem


def _setting(dotted_key: str, value: Any, origin: str) -> Document:
    """One setting as a document of its own, to be merged over a scenario."""
    steps: Steps = tuple(dotted_key.strip().split("."))
    content = value
    for step in reversed(steps):
        content = {step: content}
    place = Place(origin)
    document = replace(
        read_mapping(content, origin),
        keys={steps[:depth]: place for depth in range(1, len(steps) + 1)},
        values={steps: place},
    )
    if steps[0] != "extends":
        return document
    fault = Problem("cannot be set, only written in a file", path="extends", file=origin)
    return replace(document, faults=((steps, fault),))


def _written_out(document: Document) -> Document:
    """A setting with the values of a named world in its place: they win over earlier ones.

    In a file it is the other way round: what is written out there wins over the named world.
    """
    assumptions = document.content.get("assumptions")
    if not isinstance(assumptions, dict):
        return document
    preset = assumptions.get("preset")
    names = [preset] if isinstance(preset, str) else preset
    if not isinstance(names, list) or not all(str(name) in PRESETS for name in names):
        return document
    written = read_mapping({"assumptions": _by_group(names)})
    single = {group: own for group, own in assumptions.items() if group != "preset"}
    return merge(replace(document, content={"assumptions": single}), written)


def _with_county(document: Document) -> Document:
    """The county table as a whole path, so that it is found from wherever the run starts."""
    name = document.content.get("county")
    if not isinstance(name, str) or name == "illustrative" or not name:
        return document
    folder = document.folder_of(("county",))
    try:
        table = (folder / name).resolve()
        reason = "" if table.is_file() else f"file not found (looked in {table.parent})"
        reason = f"{table.name} is a folder" if table.is_dir() else reason
        hint = near(table, "illustrative") if reason else ""
        reason = reason or ("" if table.suffix.lower() in TABLES else "this is no table")
    except (OSError, ValueError, RuntimeError):
        reason, hint = "not a possible file name", ""
    if not reason:
        return replace(document, content=document.content | {"county": table.as_posix()})
    file, line, column = document.place(("county",))
    expected = f"illustrative or a county table ({', '.join(TABLES)})"
    found = f"found {quoted(name)}: {reason}"
    fault = Problem(found, expected, "county", file, line, column, hint)
    return replace(document, faults=(*document.faults, (("county",), fault)))


def _noticed_in(document: Document) -> tuple[str, ...]:
    """Doubts about how the file is written, which the values alone do not show."""
    policies = document.content.get("policies")
    choices = policies if isinstance(policies, dict) else {}
    idle = (_idle(name, document) for name, given in choices.items() if given is None)
    return (*document.warnings, *idle)


def _idle(name: str, document: Document) -> str:
    place = ":".join(str(part) for part in document.place(("policies", name)) if part)
    return (
        f"{place} policies.{name}: nothing (null) switches the policy off; "
        "write {} for a policy with its default settings"
    ).lstrip()


def _fingerprint(table: Path) -> str:
    """The county table by content, so that moving the file changes nothing."""
    try:
        return hashlib.sha256(table.read_bytes()).hexdigest()
    except OSError:
        problem = Problem(f"{table} can no longer be read", path="county")
        raise ScenarioError([problem]) from None


def _whole(content: Any) -> Any:
    """Plain values with 5.0 and 5 made the same."""
    if isinstance(content, dict):
        return {key: _whole(value) for key, value in content.items()}
    return (
        [_whole(item) for item in content] if isinstance(content, list) else plain_number(content)
    )
