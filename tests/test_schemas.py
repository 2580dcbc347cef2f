"""The schemas that editors read: as the code says, fitting what ships, not fitting what is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bad_inputs.corpus import SECTIONS
from bad_inputs.experiments import EXPERIMENTS
from jsonschema import Draft202012Validator

from sim.assumptions import ranges
from sim.errors import ScenarioError
from sim.experiment import KINDS
from sim.levers import levers
from sim.params import declarations
from sim.policies import POLICIES
from sim.reading.reader import read, read_text
from sim.scenario import Scenario
from sim.schemas import SCHEMAS, experiment_schema, scenario_schema, schema_text

ROOT = Path(__file__).parent.parent
FIRST = "# yaml-language-server: $schema=./{what}.schema.json\n"


@cache
def schema(what: str) -> Draft202012Validator:
    return Draft202012Validator(scenario_schema() if what == "scenario" else experiment_schema())


def fits(what: str, content: Any) -> bool:
    return bool(schema(what).is_valid(content))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_is_what_the_code_says(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == schema_text(name), "run: sim docs"


@pytest.mark.parametrize("what", ["scenario", "experiment"])
def test_every_shipped_file_fits_and_names_its_schema(what: str) -> None:
    files = sorted((ROOT / f"{what}s").glob("*.yaml"))
    Draft202012Validator.check_schema(schema(what).schema)
    for path in files:
        assert path.read_text("utf-8").startswith(FIRST.format(what=what)), path.name
        found = [error.message for error in schema(what).iter_errors(read(path).content)]
        assert found == [], path.name
    assert (ROOT / f"{what}s" / f"{what}.schema.json").is_file()


OF_SHAPE = {
    "a misspelled key", "a misspelled nested key", "a misspelled policy", "a key in two cases",
    "a misspelled assumption", "a misspelled type of item", "a hyphen", "a Cyrillic letter",
    "a key of Python's", "a key one level too high", "several at once", "an unknown choice",
    "a choice in capitals", "an empty name", "a title in a third language", "nobody", "no months",
    "too many months", "a share above 1", "a share below 0", "an assumption out of range",
    "true as a share", "true as a whole number", "quoted false", "a quoted number", "None",
    "half a resident", "a word for a list", "a list for a mapping", "a list of policies", "a seed",
    "true for a policy", "a start in the burn-in", "a policy of no months", "a comma for thousands",
}  # fmt: skip
"""Faults of single keys and values, which a schema can see."""


@pytest.mark.parametrize("title", sorted(OF_SHAPE))
def test_a_fault_of_shape_in_a_scenario_does_not_fit(title: str) -> None:
    [row] = [row for rows in SECTIONS.values() for row in rows if row.title == title]
    assert not fits("scenario", read_text(row.content.decode()).content)


def test_scenarios_that_are_accepted_fit() -> None:
    rows = [row for rows in SECTIONS.values() for row in rows if row.verdict == "accepted"]
    for row in rows:
        assert fits("scenario", read_text(row.content.decode("utf-8-sig")).content), row.title


def test_experiments_that_are_accepted_fit_and_many_that_are_not_do_not() -> None:
    refused = []
    for rows in EXPERIMENTS.values():
        for row in rows:
            try:
                content = read_text(row.content.decode()).content
            except ScenarioError:
                continue
            if row.verdict == "refused":
                refused.append(fits("experiment", content))
            else:
                assert fits("experiment", content), row.title
    assert refused.count(False) >= len(refused) / 3


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "sweep", "against": "a.yaml", "factors": {"policies.staff_training.huors": [1]}},
        {"kind": "sweep", "against": "a.yaml", "policies_of": ["b.yaml"]},
        {"kind": "sensitivity", "against": "a.yaml", "factors": ["assumptions.tust.gain"]},
        {"kind": "pilot", "against": "a.yaml"},
        {"against": "a.yaml", "scenarios": ["b.yaml"], "primary": "belongng"},
        {"against": "a.yaml", "scenarios": ["b.yaml"], "factors": {"sample": [24]}},
        {"against": "a.yaml", "scenarios": ["b.yaml"], "settings": {"moths": 24}},
        {"kind": "swep", "against": "a.yaml"},
        {},
    ],
)
def test_an_experiment_of_the_wrong_shape_does_not_fit(content: dict[str, Any]) -> None:
    assert not fits("experiment", content)


def test_nothing_takes_keys_that_nobody_knows() -> None:
    for validator in (schema("scenario"), schema("experiment")):
        for name, node in {"": validator.schema, **validator.schema["$defs"]}.items():
            assert (
                "allOf" in node or "properties" not in node or not node["additionalProperties"]
            ), name


def test_every_number_is_explained_with_unit_range_default_and_grade() -> None:
    properties = schema("scenario").schema["$defs"]
    hours = properties["StaffTraining"]["properties"]["hours"]
    assert hours["description"] == (
        "In-house training / 请进来培训: 0 to 200 hours a year and worker, default 24 (assumed, S21)"
    )
    assert (hours["title"], hours["minimum"], hours["maximum"]) == ("In-house training", 0, 200)
    assert properties["StaffTraining"]["title"] == "Staff training / 人员培训与人才"
    text = schema_text("scenarios/scenario.schema.json")
    named = [item.zh for item in ranges().values()]
    named += [lever.zh for policy in POLICIES for lever in levers(policy)]
    named += [item.zh for item in declarations(Scenario).values()]
    assert [name for name in named if name not in text] == []


def test_every_field_says_in_both_languages_what_it_is() -> None:
    for model in (Scenario, *KINDS.values()):
        fields = {name: field for name, field in model.model_fields.items() if name != "kind"}
        for name, field in fields.items():
            assert " / " in (field.description or ""), f"{model.__name__}.{name}"
