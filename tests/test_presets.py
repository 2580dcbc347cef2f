"""Named worlds: what each assumes exists, is told in both languages, and can be combined."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from sim.assumptions import ranges
from sim.errors import ScenarioError
from sim.presets import DEFAULT, PRESETS, values_of
from sim.scenario import dump, load_scenario, with_settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIGNS = {name for name in ranges() if name.startswith("signs.")}


@pytest.mark.parametrize("name", PRESETS)
def test_a_named_world_is_another_one_inside_the_ranges(name: str) -> None:
    for assumption, value in PRESETS[name].values.items():
        declared = ranges()[assumption]
        assert declared.low <= value <= declared.high
        assert value != declared.default


@pytest.mark.parametrize("name", PRESETS)
def test_a_named_world_is_told_in_both_languages(name: str) -> None:
    preset = PRESETS[name]
    for text in (preset.title, preset.contested):
        assert not CHINESE.search(text["en"])
        assert CHINESE.search(text["zh"])
    assert preset.contested["en"].endswith(".")
    assert re.fullmatch(r"assumed|S\d+(, S\d+)*", preset.source)


def test_every_contested_sign_has_its_world_and_no_two_worlds_collide() -> None:
    assert name_free(DEFAULT)
    assert set(values_of(list(PRESETS))) >= SIGNS
    for one, other in combinations(PRESETS.values(), 2):
        assert not set(one.values) & set(other.values)


def name_free(name: str) -> bool:
    return name not in PRESETS


def test_a_scenario_assumes_one_world_or_several() -> None:
    one = load_scenario({"assumptions": {"preset": "crowding_in", "trust": {"gain": 0.06}}})
    assert one.assumptions == {"signs": {"crowding": -1.0}, "trust": {"gain": 0.06}}
    two = load_scenario({"assumptions": {"preset": ["crowding_in", "no_upward_priority"]}})
    assert two.assumptions == {
        "signs": {"crowding": -1.0},
        "mechanisms": {"upward_priority": 0.0},
    }
    assert one.key() == load_scenario({"assumptions": one.assumptions}).key()


def test_what_is_written_out_wins_over_the_named_world() -> None:
    chosen = {"preset": "crowding_in", "signs": {"crowding": 0.5, "residence": 0.0}}
    scenario = load_scenario({"assumptions": chosen})
    assert scenario.assumptions == {"signs": {"crowding": 0.5, "residence": 0.0}}


def test_a_child_takes_another_world_than_its_parent(tmp_path: Path) -> None:
    parent = "assumptions: {preset: crowding_in, trust: {gain: 0.06}}\n"
    (tmp_path / "parent.yaml").write_text(parent)
    child = tmp_path / "child.yaml"
    for preset, signs in (
        ("years_estrange", {"signs": {"residence": -1.0}}),
        ("null", {}),
    ):
        child.write_text(f"extends: parent.yaml\nassumptions: {{preset: {preset}}}\n")
        assert load_scenario(child).assumptions == signs | {"trust": {"gain": 0.06}}


def test_a_world_set_later_wins_over_what_the_file_says(tmp_path: Path) -> None:
    base = load_scenario({"assumptions": {"signs": {"crowding": 1.0}, "trust": {"gain": 0.06}}})
    changed = with_settings(base, {"assumptions.preset": "crowding_in"})
    assert changed.assumptions == {"signs": {"crowding": -1.0}, "trust": {"gain": 0.06}}
    whole = {"assumptions": {"preset": ["crowding_in"], "signs": {"crowding": 0.0}}}
    assert with_settings(base, whole).assumptions["signs"] == {"crowding": 0.0}
    (tmp_path / "copy.yaml").write_text(dump(changed), "utf-8")
    assert load_scenario(tmp_path / "copy.yaml").key() == changed.key()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("preset: crowdin_in", ["x.yaml:2:11 assumptions.preset", "Did you mean `crowding_in`?"]),
        ("preset: [crowding_in, default]", ["x.yaml:2:25 assumptions.preset[1]", "crowding_in, "]),
        ("preset: [crowding_in, 3]", ["assumptions.preset[1]: found 3"]),
        ("preset: []", ["assumptions.preset: found a list of 0 items", "that is not empty"]),
        ("preset: {crowding_in: 1}", ["assumptions.preset: found a mapping"]),
        ("prest: crowding_in", ["unknown key `prest`", "Did you mean `preset`?"]),
    ],
)
def test_presets_that_are_refused(written: str, words: list[str], tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(f"assumptions:\n  {written}\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("value", ["crowdin_in", 3, ["crowding_in", ["x"]], {"a": 1}])
def test_settings_that_name_no_world_are_refused(value: object) -> None:
    with pytest.raises(ScenarioError, match=r"--set assumptions\.preset"):
        with_settings(load_scenario({}), {"assumptions.preset": value})
