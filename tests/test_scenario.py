"""Scenarios: what extends what, which settings win, and what makes two of them the same."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.assumptions import Assumptions, assume
from sim.errors import ScenarioError
from sim.params import Settings
from sim.policies import POLICIES
from sim.scenario import (
    Scenario,
    dump,
    load,
    load_scenario,
    parse_setting,
    with_settings,
)

SHIPPED = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))


def write(folder: Path, **files: str) -> Path:
    """Write ``name=content`` as ``name.yaml`` and return the first file."""
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder / f"{next(iter(files))}.yaml"


def refusal(source: str | Path | dict[str, object]) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(source)
    return str(caught.value)


def test_nothing_said_is_the_baseline() -> None:
    scenario = load_scenario({})
    assert (scenario.name, scenario.county, scenario.sample) == ("scenario", "illustrative", 5040)
    assert (scenario.months, scenario.burn_in, scenario.budget) == (60, 24, None)
    assert scenario.policies.given() == {}
    assert scenario.warnings == ()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_scenarios_survive_a_round_trip(file: Path, tmp_path: Path) -> None:
    scenario = load_scenario(file)
    assert scenario.name == file.stem
    assert scenario.warnings == ()
    copy = load_scenario(write(tmp_path, copy=dump(scenario)))
    assert copy.key() == scenario.key() == load_scenario(scenario.as_dict()).key()
    assert copy.as_dict() == scenario.as_dict()
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_a_child_wins_and_mappings_merge(tmp_path: Path) -> None:
    child = write(
        tmp_path,
        child="extends: parent.yaml\npolicies: {staff_training: {hours: 8, where: [other]}}\n",
        parent="title: Parent\nmonths: 12\n"
        "policies: {staff_training: {hours: 4, ramp: 3, where: [north_city, village]}}\n",
    )
    scenario = load_scenario(child)
    training = scenario.policies.given()["staff_training"]
    assert (training.hours, training.ramp, training.where) == (8, 3, ["other"])
    assert scenario.months == 12
    assert (scenario.name, scenario.title["en"]) == ("child", "child")


def test_null_takes_back_what_is_inherited(tmp_path: Path) -> None:
    child = write(
        tmp_path,
        child="extends: parent.yaml\nbudget: null\npolicies: {staff_training: null}\n",
        parent="budget: 5\npolicies: {staff_training: {hours: 4}, task_offloading: {}}\n",
    )
    scenario = load_scenario(child)
    assert scenario.budget is None
    assert list(scenario.policies.given()) == ["task_offloading"]
    assert scenario.warnings == ()


def test_a_fault_is_told_where_it_stands(tmp_path: Path) -> None:
    child = write(
        tmp_path,
        child="extends: parent.yaml\nmonths: 0\n",
        parent="policies:\n  staff_training:\n    horus: 4\n",
    )
    first, second = refusal(child).splitlines()
    assert "child.yaml:2:9 months" in first
    assert "parent.yaml:3:5 policies.staff_training.horus" in second


def test_a_fault_that_the_child_mends_is_no_fault(tmp_path: Path) -> None:
    child = write(tmp_path, child="extends: parent.yaml\nmonths: 24\n", parent="months: 0\n")
    assert load_scenario(child).months == 24


@pytest.mark.parametrize(
    ("parent", "words"),
    [
        ("nope.yaml", "not found"),
        ("chidl.yaml", "Did you mean `child.yaml`?"),
        ("child.yaml", "circle: child.yaml → child.yaml"),
        ("/etc/passwd", "absolute"),
        ("~/secrets.yaml", "`~` is not expanded"),
        ("http://example.com/x.yaml", "Download"),
        ("file:///etc/passwd", "addresses"),
        (r"\\server\share\x.yaml", "network paths"),
        ("//server/x.yaml", "network paths"),
        (r"C:\x.yaml", "absolute"),
        (".", "a folder"),
        ("a\\0.yaml", "NUL"),
        ("../../../../../../etc/passwd", "outside the folder"),
        ("link.yaml", "outside the folder"),
        ("' '", "empty"),
        ("x" * 300, "not a possible file name"),
    ],
)
def test_parents_that_are_refused(parent: str, words: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("secret: 1\n")
    (folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    text = f'"{parent}"' if "\\0" in parent else parent
    told = refusal(write(folder, child=f"months: 24\nextends: {text}\n"))
    assert words in told
    assert "child.yaml:2:10 extends: " in told
    assert "root:" not in told


def test_a_circle_of_two(tmp_path: Path) -> None:
    first = write(tmp_path, a="extends: b.yaml\n", b="extends: a.yaml\n")
    assert "circle: a.yaml → b.yaml → a.yaml" in refusal(first)


def test_chains_end_at_ten_files(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path, **{f"c{number}": f"extends: c{number + 1}.yaml\n"})
    write(tmp_path, c30="months: 24\n")
    assert "more than 10 files" in refusal(tmp_path / "c0.yaml")
    assert load_scenario(tmp_path / "c21.yaml").months == 24


def test_a_project_is_the_fence(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    for name in ("scenarios", "experiments"):
        (tmp_path / name).mkdir()
    write(tmp_path / "scenarios", base="months: 24\n")
    child = write(tmp_path / "experiments", child="extends: ../scenarios/base.yaml\n")
    assert load_scenario(child).months == 24


def test_a_mapping_extends_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, base="months: 24\n")
    monkeypatch.chdir(tmp_path)
    assert load_scenario({"extends": "base.yaml", "sample": 100}).months == 24
    assert "base.yml" in refusal({"extends": "base.yml"})


def test_faults_of_a_mapping_have_a_path_only() -> None:
    told = refusal({"months": 0, "policies": {"staff_training": {"houres": 4}}, "budget": object})
    assert "months: found 0" in told
    assert "policies.staff_training.houres: unknown key `houres`. Did you mean `hours`?" in told
    assert "budget: found type" in told


def test_a_county_is_found_from_the_file_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "county.csv").write_text("name,residents\n")
    write(tmp_path, base="county: county.csv\n")
    child = write(tmp_path / "below", child="extends: ../base.yaml\n")
    table = (tmp_path / "county.csv").as_posix()
    assert load_scenario(child).county == table
    assert load_scenario({"county": table}).county == table
    monkeypatch.chdir(tmp_path)
    assert with_settings(load_scenario({}), {"county": "county.csv"}).county == table
    told = refusal({"county": "cuonty.csv"})
    assert f"file not found (looked in {tmp_path})" in told
    assert "Did you mean `county.csv`?" in told
    assert "is a folder" in refusal({"county": "below"})


def test_the_key_knows_what_matters() -> None:
    base = load_scenario({"policies": {"staff_training": {"hours": 40}}})
    same = {
        "name": "other",
        "title": "Other",
        "description": "Why",
        "policies.staff_training.ramp": 1,
    }
    assert with_settings(base, same).key() == base.key()
    assert with_settings(base, {"policies.staff_training.hours": 40.0}).key() == base.key()
    assert with_settings(base, {"policies.staff_training.hours": 41}).key() != base.key()
    assert with_settings(base, {"assumptions.trust.gain": 0.05}).key() != base.key()


CHANGES: dict[str, Any] = {
    "sample": 480,
    "resettlement": "mixed",
    "months": 12,
    "burn_in": 12,
    "budget": 20,
    "assumptions": {"trust": {"gain": 0.04}},
    "policies": {"staff_training": {}},
    "begun": {"staff_training": {}},
    "rollout": {"pilots": 3},
}


def test_every_field_is_a_label_or_a_change() -> None:
    labels = {"name", "title", "description", "extends"}
    assert CHANGES.keys() | labels | {"county"} == Scenario.model_fields.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_a_run_depends_on_changes_the_key(name: str) -> None:
    assert load_scenario({name: CHANGES[name]}).key() != load_scenario({}).key()


def test_the_key_follows_the_county_table_not_its_place(tmp_path: Path) -> None:
    keys = []
    for name, content in {"a": "x\n", "b": "x\n", "c": "y\n"}.items():
        (tmp_path / f"{name}.csv").write_text(content)
        keys.append(load_scenario({"county": str(tmp_path / f"{name}.csv")}).key())
    assert keys[0] == keys[1] != keys[2]


def test_the_key_is_the_same_in_every_process() -> None:
    program = (
        "from sim.scenario import load_scenario;"
        "print(load_scenario({'policies': {'task_offloading': {}, 'staff_training': {}}}).key())"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(keys) == 1


def test_settings_by_dotted_key() -> None:
    base = load_scenario({"name": "base", "policies": {"staff_training": {"hours": 40}}})
    scenario = with_settings(
        base,
        {
            "policies.staff_training.ramp": 6,
            "policies.task_offloading.scale": 0.5,
            "months": 24,
            "sample": "all",
            "policies.task_offloading.where": ["north_city"],
        },
    )
    given = scenario.policies.given()
    assert (given["staff_training"].hours, given["staff_training"].ramp) == (40, 6)
    assert (given["task_offloading"].scale, given["task_offloading"].where) == (0.5, ["north_city"])
    assert (scenario.name, scenario.months, scenario.sample) == ("base", 24, "all")
    assert base.months == 60
    assert (
        "staff_training"
        not in with_settings(base, {"policies.staff_training": None}).policies.given()
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"policies.staff_training.horus": 4}, "Did you mean `hours`?"),
        ({"staff_training.hours": 4}, "Did you mean `policies.staff_training`?"),
        ({"months": 0}, "--set months: found 0, expected a whole number from 1 to 600"),
        (
            {"policies.staff_training.fidelity": 2},
            "--set policies.staff_training.fidelity: found 2",
        ),
        ({"extends": "x.yaml"}, "--set extends: cannot be set"),
        ({"policies..hours": 1}, "--set policies.: unknown key"),
        ({"months.x": 1}, "--set months: found a mapping, expected a whole number"),
        ({"": 1}, "unknown key"),
    ],
)
def test_settings_that_are_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_settings(load_scenario({}), settings)
    assert words in str(caught.value)


def test_a_setting_from_elsewhere_names_its_origin() -> None:
    with pytest.raises(ScenarioError, match=r"^sweep\.yaml:4 months: found 0"):
        with_settings(load_scenario({}), {"months": 0}, "sweep.yaml:4")


def test_settings_as_text() -> None:
    assert parse_setting("a.b=0.5") == ("a.b", 0.5)
    assert parse_setting("title=a=b") == ("title", "a=b")
    assert parse_setting("where=[north, rural]") == ("where", ["north", "rural"])
    for text in ("months", "=5", "months=024", "a=no"):
        with pytest.raises(ScenarioError, match="--set"):
            parse_setting(text)


def test_warnings_are_about_the_scenario_as_it_is() -> None:
    late = load_scenario({"months": 24, "policies": {"staff_training": {"start": 25}}})
    assert "after the last month 24" in late.warnings[0]
    assert with_settings(late, {"months": 25}).warnings == ()


def test_assumptions_hold_only_what_is_given() -> None:
    scenario = load_scenario({"assumptions": {"trust": {"gain": 0.05}}})
    assert scenario.assumptions == {"trust": {"gain": 0.05}}
    assert scenario.as_dict()["assumptions"] == {"trust": {"gain": 0.05}}
    assert assume({"trust.gain": 0.05}) == Assumptions.model_validate(scenario.assumptions)


def test_leaving_out_what_is_nothing_loses_nothing() -> None:
    """`Scenario.as_dict` drops nulls, so null must be what a policy has by default."""
    for policy in POLICIES.values():
        filled = policy()
        dropped = set(policy.model_fields) - set(filled.model_dump(exclude_none=True))
        assert all(policy.model_fields[name].default is None for name in dropped)
        nullable = {
            name
            for name, shape in policy.model_json_schema()["properties"].items()
            if {"type": "null"} in shape.get("anyOf", ())
        }
        assert nullable <= dropped


def test_other_models_load_the_same_way(tmp_path: Path) -> None:
    class Question(Settings):
        question: str
        replications: int = 30

    file = write(tmp_path, why="question: Does it help?\n")
    assert load(file, Question) == (Question(question="Does it help?"), tmp_path)
    with pytest.raises(ScenarioError) as caught:
        load({"qestion": "x"}, Question)
    assert str(caught.value) == "qestion: unknown key `qestion`. Did you mean `question`?"
    with pytest.raises(ScenarioError, match="question: missing, expected text"):
        load({}, Question)
    with pytest.raises(ScenarioError, match="unknown key `extends`"):
        load({"question": "x", "extends": "y.yaml"}, Question)


def test_only_paths_and_mappings_are_sources() -> None:
    assert "found a list of 0 items, expected the path of a file or a mapping" in refusal([])  # type: ignore[arg-type]


def test_a_scenario_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_scenario({}).months = 3  # type: ignore[misc]


def test_reading_needs_no_heavy_library() -> None:
    program = (
        "import sys, sim.scenario; "
        "print({'numba', 'mesa', 'pandas', 'matplotlib', 'scipy'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"


def test_every_scenario_is_a_scenario() -> None:
    assert all(isinstance(load_scenario(file), Scenario) for file in SHIPPED)
