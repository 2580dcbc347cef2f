"""JSON Schemas of scenario and experiment files, by which editors complete, explain and mark.

They follow from the declarations: titles in both languages, unit, range, default, source and
grade of every number, the words to choose from, and no key that does not exist. What several
values together must fulfil is for ``sim check``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sim.experiment import KINDS
from sim.experiment.loading import USUAL
from sim.levers import setting
from sim.outcomes import OUTCOMES
from sim.params import Declaration, Settings
from sim.policies import POLICIES
from sim.reading.shape import Shape
from sim.scenario import Scenario

Node = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEY = {"$ref": "#/$defs/SettingKey"}
"""A dotted key of a scenario, such as ``policies.staff_training.hours``."""

BY_KEY = ("factors", "settings", "set")
"""Properties whose own keys, or items, are dotted keys of a scenario."""


def scenario_schema() -> Node:
    """The schema of a scenario file."""
    schema = _schema_of(Scenario)
    for key, policy in POLICIES.items():
        title = f"{policy.TITLE['en']} / {policy.TITLE['zh']}"
        schema["$defs"][policy.__name__]["title"] = title
        schema["$defs"]["Policies"]["properties"][key]["title"] = title
    return {"$schema": DIALECT, "title": "Scenario / 情景", **schema}


def experiment_schema() -> Node:
    """The schema of an experiment file: one of the kinds, by what ``kind`` says."""
    definitions: Node = {}
    cases = []
    for kind, model in KINDS.items():
        schema = _schema_of(model)
        definitions |= schema.pop("$defs", {})
        schema["properties"]["kind"] = {"const": kind}
        definitions[model.__name__] = schema
        cases.append(_case(kind, model.__name__))
    definitions["SettingKey"] = {"enum": Shape(Scenario).dotted_keys}
    said = {"enum": list(KINDS), "default": USUAL, "description": "What is asked / 实验类型"}
    return {
        "$schema": DIALECT, "title": "Experiment / 实验", "type": "object",
        "properties": {"kind": said}, "allOf": cases, "$defs": definitions,
    }  # fmt: skip


SCHEMAS: Mapping[str, Callable[[], Node]] = {
    "scenarios/scenario.schema.json": scenario_schema,
    "experiments/experiment.schema.json": experiment_schema,
}
"""Schemas by the file of the project that holds them, beside what they describe."""


def schema_text(name: str) -> str:
    """The content of one of the files in `SCHEMAS`."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=1) + "\n"


def _case(kind: str, definition: str) -> Node:
    """What a file of one kind must be; a file that names none is of the usual one."""
    condition: Node = {"properties": {"kind": {"const": kind}}}
    if kind != USUAL:
        condition["required"] = ["kind"]
    return {"if": condition, "then": {"$ref": f"#/$defs/{definition}"}}


def _schema_of(model: type[Settings]) -> Node:
    """What a model allows, told for people: declarations in words, no names of classes."""
    schema = model.model_json_schema(mode="validation")
    for node in (*schema.get("$defs", {}).values(), schema):
        node.pop("title", None)
        if "description" in node:
            node["description"] = " ".join(node["description"].partition("\n\n")[0].split())
        for key, below in node.get("properties", {}).items():
            _explain(key, below)
    return schema


def _explain(key: str, node: Node) -> None:
    """A property with its declaration as a sentence, its words explained, its keys named."""
    declared = node.pop("declaration", None)
    if declared is None:
        node.pop("title", None)
    else:
        node["description"] = _sentence(Declaration(**declared))
    if not isinstance(node.get("default"), str | int | float):
        node.pop("default", None)
    if key == "primary":
        node["enumDescriptions"] = [f"{item.en} / {item.zh}" for item in OUTCOMES.values()]
    if key in BY_KEY:
        _name_keys(node)


def _sentence(item: Declaration) -> str:
    """``Staff hours / 工时: 0 to 400 hours, default 20 (assumed)``."""
    source = "" if item.source == item.grade else f", {item.source}"
    extent = f"{setting(item.low)} to {setting(item.high)} {item.unit}".strip()
    found = f"default {setting(item.default)} ({item.grade}{source})"
    return f"{item.en} / {item.zh}: {extent}, {found}"


def _name_keys(node: Node) -> None:
    """Let the keys of a mapping, or the items of a list, be keys of a scenario."""
    if node.get("type") == "object":
        node["propertyNames"] = KEY
    if node.get("items", {}).get("type") == "string":
        node["items"] = KEY
    for each in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        _name_keys(each)
