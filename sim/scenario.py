"""One scenario: which county, how long, which policies, and what is assumed to differ.

Files and mappings come in through `load_scenario`, single settings through `with_settings`;
both give a checked, frozen `Scenario` or a `ScenarioError` that lists every fault.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, GetPydanticSchema, PrivateAttr, create_model
from pydantic_core import core_schema

from sim.assumptions import Assumptions
from sim.errors import Problem, ScenarioError
from sim.params import Settings, param
from sim.policies import POLICIES
from sim.policies.base import Policy, Rollout
from sim.presets import PRESETS, values_of
from sim.reading.document import Document, Place, Steps, read_mapping
from sim.reading.faults import validate
from sim.reading.fields import Name, Prose, Text, Title, in_both
from sim.reading.inheritance import Source, follow, merge, near, open_document
from sim.reading.reader import read_value, write_text
from sim.reading.scalars import plain_number, quoted
from sim.whereabouts import misplaced

_Model = TypeVar("_Model", bound=BaseModel)

LABELS = ("name", "title", "description", "extends")
"""What a scenario is called; two that differ only in this are the same scenario."""


if TYPE_CHECKING:
    PresetKey = str
else:
    PresetKey = Literal[tuple(PRESETS)]


class AssumptionChoice(Assumptions):
    """Assumptions a scenario fixes: those of named worlds, and single ones, which win."""

    preset: Annotated[
        PresetKey | Annotated[list[PresetKey], Field(min_length=1)] | None,
        Field(description="A named world, or several together"),
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

    extends: Annotated[str | None, Field(description="A scenario file to build on")] = None
    name: Name = "scenario"
    title: Title = Field(default_factory=dict, description="Shown in tables and charts")
    description: Prose = Field(default_factory=dict, description="Why this scenario")
    county: Annotated[Text, Field(description='"illustrative" or a county table')] = "illustrative"
    sample: Annotated[
        Annotated[int, Field(ge=24, le=10_000_000)] | Literal["all"],
        Field(description="Simulated residents; `all` simulates everybody"),
    ] = 5040
    resettlement: Annotated[
        Literal["as_found", "intact", "mixed"],
        Field(description="How villages were moved: as the county has it, whole, or dispersed"),
    ] = "as_found"
    months: int = param(60, 1, 600, "months", "Months reported", "报告月数")
    burn_in: int = param(24, 0, 240, "months", "Months before the first reported", "预热月数")
    budget: Annotated[
        Annotated[float, Field(ge=0, le=100_000)] | None,
        Field(description="For all policies together, yuan per resident and year"),
    ] = None
    assumptions: Overrides = Field(default_factory=dict, description="Assumptions to fix")
    begun: Annotated[
        Policies, Field(description="Policies in force since the start of the burn-in")
    ] = Policies()
    policies: Policies = Policies()
    rollout: Annotated[Rollout | None, Field(description="Pilots first, for all policies")] = None

    _noticed: tuple[str, ...] = PrivateAttr(default=())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is allowed but probably not meant."""
        return (*self._noticed, *_doubts(self))

    @property
    def residents(self) -> int | None:
        """Residents to simulate; None simulates everybody."""
        return None if self.sample == "all" else self.sample

    def as_dict(self) -> dict[str, Any]:
        """All settings as plain values; reading them again gives an equal scenario."""
        plain = self.model_dump(mode="json", exclude_none=True, exclude={"extends"})
        return {key: value for key, value in plain.items() if value != {}}

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
    """Read a scenario file, or take a mapping of the same shape, with all it extends."""
    document = follow(open_document(source))
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


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, for editors."""
    schema = Scenario.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _build(document: Document, defaults: dict[str, Any], noticed: tuple[str, ...]) -> Scenario:
    document = _with_county(document)
    document = replace(document, content=defaults | document.content)
    scenario = validate(document, Scenario)
    if problems := list(misplaced(scenario, document)):
        raise ScenarioError(problems)
    if not scenario.title:
        scenario = scenario.model_copy(update={"title": in_both(scenario.name)})
    scenario._noticed = noticed
    return scenario


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
    except (OSError, ValueError, RuntimeError):
        reason, hint = "not a possible file name", ""
    if not reason:
        return replace(document, content=document.content | {"county": table.as_posix()})
    file, line, column = document.place(("county",))
    found, expected = f"found {quoted(name)}: {reason}", "illustrative or a county table"
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


def _doubts(scenario: Scenario) -> Iterator[str]:
    for text in dict.fromkeys([scenario.name, *scenario.title.values()]):
        if re.search("[“”‘’]", text):
            yield f"name or title: {quoted(text)} contains curly quotes; they are kept"
    if scenario.budget == 0 and scenario.policies.given():
        yield "budget: 0 means that no policy can ever be paid"
    if _names_nobody(scenario.rollout):
        yield "rollout.named: no pilots are named, so no policy starts before the next stage"
    for name, policy in scenario.policies.given().items():
        if _names_nobody(policy.rollout):
            yield f"policies.{name}.rollout.named: no pilots are named"
        if policy.start > scenario.months:
            yield (
                f"policies.{name}.start: month {policy.start} is after the last month "
                f"{scenario.months}; the policy never acts"
            )
        for lever in ("size", "fidelity"):
            if getattr(policy, lever) == 0:
                yield f"policies.{name}.{lever}: 0 makes the policy the same as none"
        if policy.budget == 0:
            yield f"policies.{name}.budget: 0 means that the policy can never be paid"


def _names_nobody(rollout: Rollout | None) -> bool:
    return rollout is not None and rollout.choose == "named" and not rollout.named


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
