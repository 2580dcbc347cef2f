"""Which worlds an experiment takes: as its file says, in every scenario, and on record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.assumptions import ranges
from sim.comparison import compare, open_comparison
from sim.design import Hypercube, Named
from sim.errors import ResultsError, ScenarioError
from sim.experiment import load_experiment
from sim.result import run
from sim.scenario import load_scenario
from sim.worlds import world_of, worlds_of

EVEN = {"sample": "latin_hypercube", "count": 4}


@pytest.fixture
def question(tmp_path: Path) -> dict[str, Any]:
    """Two small scenarios, one of which fixes an assumption."""
    (tmp_path / "small.yaml").write_text("sample: 240\nburn_in: 1\nmonths: 2\n")
    (tmp_path / "trained.yaml").write_text(
        "extends: small.yaml\npolicies: {staff_training: {}}\nassumptions: {trust: {gain: 0.06}}\n"
    )
    small, trained = (str(tmp_path / f"{name}.yaml") for name in ("small", "trained"))
    return {"against": small, "scenarios": [trained], "replications": 4}


def refusal(source: dict[str, Any]) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_experiment(source)
    return str(caught.value)


# -- what a file may say -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "worlds"),
    [
        ("sampled", "sampled"),
        ("default", "default"),
        (EVEN, Hypercube(4)),
        (EVEN | {"of": "all"}, Hypercube(4)),
        (EVEN | {"of": ["trust", "workload.rebound"]}, Hypercube(4, ("trust", "workload.rebound"))),
        (EVEN | {"of": ["signs"]}, Hypercube(4, ("signs",))),
        ({"named": ["default", "crowding_in"]}, Named(("default", "crowding_in"))),
    ],
)
def test_the_worlds_of_an_experiment(
    question: dict[str, Any], written: Any, worlds: object
) -> None:
    experiment = load_experiment(question | {"worlds": written})
    assert experiment.worlds == worlds
    assert experiment.changed(8, 2).worlds == worlds
    json.dumps(experiment.settings.worlds_said())


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("sampeld", 'worlds: found "sampeld", expected one of sampled, default or a mapping'),
        ("sampeld", "Did you mean `sampled`?"),
        ({"sampel": "latin_hypercube"}, "Did you mean `sample`?"),
        ({"sample": "sobol", "count": 4}, 'worlds.sample: found "sobol", expected latin_hypercube'),
        ({"sample": "latin_hypercube"}, "worlds: count is missing"),
        (EVEN | {"count": 0}, "worlds.count: found 0, expected a whole number from 1"),
        (EVEN | {"of": "trust"}, 'worlds.of: found "trust", expected all or a list'),
        (EVEN | {"of": ["trust", "tusrt"]}, 'worlds.of[1]: found "tusrt"'),
        (EVEN | {"of": ["workload.rebuond"]}, "Did you mean `workload.rebound`?"),
        (EVEN | {"of": []}, "a list that is not empty"),
        (EVEN | {"named": ["default"]}, "write {sample: latin_hypercube"),
        ({"count": 4}, "write {sample: latin_hypercube"),
        ({"named": ["defualt"]}, "Did you mean `default`?"),
        ({"named": ["default", "default"]}, "every world is named once"),
        ({"named": ["default"], "of": ["trust"]}, "count and of go with sample"),
        ({"named": []}, "a list that is not empty"),
    ],
)
def test_worlds_that_are_refused(question: dict[str, Any], written: Any, words: str) -> None:
    assert words in refusal(question | {"worlds": written})


def test_a_fault_of_the_block_has_its_line(question: dict[str, Any], tmp_path: Path) -> None:
    lines = ["against: small.yaml", "scenarios: [trained.yaml]", "worlds:", "  named: [crowdin_in]"]
    (tmp_path / "why.yaml").write_text("\n".join(lines))
    with pytest.raises(ScenarioError, match=r"why\.yaml:4:11 worlds\.named\[0\].*`crowding_in`"):
        load_experiment(tmp_path / "why.yaml")


def test_what_has_no_range_cannot_be_drawn(question: dict[str, Any]) -> None:
    fixed = next(name for name, item in ranges().items() if item.low == item.high)
    assert f'found "{fixed}"' in refusal(question | {"worlds": EVEN | {"of": [fixed]}})


def test_worlds_used_unevenly_are_a_warning(question: dict[str, Any]) -> None:
    enough = question | {"replications": 12}
    assert load_experiment(enough | {"worlds": EVEN}).warnings == ()
    [uneven] = load_experiment(enough | {"worlds": EVEN}).changed(14, None).warnings
    assert "14 replications are no multiple of 4 worlds" in uneven
    two = load_experiment(enough | {"worlds": {"named": ["default", "years_estrange"]}})
    assert two.warnings == ()
    [odd] = two.changed(13, None).warnings
    assert "of 2 worlds" in odd


# -- the worlds themselves ---------------------------------------------------------------------


def test_every_scenario_has_the_same_world_but_for_what_it_fixes() -> None:
    free = load_scenario({})
    fixing = load_scenario({"months": 12, "assumptions": {"trust": {"gain": 0.06}}})
    for worlds in ("sampled", Hypercube(4), Named(("years_estrange",))):
        usual = world_of(free, 2, 1, worlds).model_dump()
        other = world_of(fixing, 2, 1, worlds).model_dump()
        assert other["trust"].pop("gain") == 0.06
        usual["trust"].pop("gain")
        assert other == usual


def test_evenly_spread_worlds_stay_inside_every_range() -> None:
    worlds = worlds_of(7, 1, Hypercube(7))
    for name, declared in ranges().items():
        values = [world[name] for world in worlds]
        assert all(declared.low <= value <= declared.high for value in values)
        is_drawn = declared.low < declared.high and not name.startswith(("mechanisms.", "signs."))
        assert len(set(values)) == (7 if is_drawn else 1)


def test_worlds_are_the_same_in_every_process() -> None:
    program = (
        "from sim.design import Hypercube; from sim.worlds import worlds_of;"
        "print([value.hex() for value in map(float, worlds_of(3, 1, Hypercube(3))[2].values())])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    here = [float(value).hex() for value in worlds_of(3, 1, Hypercube(3))[2].values()]
    assert told == {f"{here}\n"}


# -- on record ---------------------------------------------------------------------------------


def test_the_record_says_in_which_world_a_run_was(question: dict[str, Any], tmp_path: Path) -> None:
    named = question | {"worlds": {"named": ["default", "years_estrange"]}}
    comparison = compare(named, workers=1, folder=tmp_path / "r")
    worlds = open_comparison(tmp_path / "r").worlds
    assert worlds["world"].tolist() == ["default", "years_estrange"] * 2
    assert worlds["signs.residence"].tolist() == [1.0, -1.0] * 2
    assert set(ranges()) <= set(worlds.columns)
    assert comparison.settings["worlds"] == named["worlds"]
    tables = comparison.effects_by_world
    assert list(tables) == ["default", "years_estrange"]
    assert {n for table in tables.values() for n in table["n"]} == {2}
    for lang, column in (("en", "Years in a new estate estrange"), ("zh", "新小区住得越久越疏离")):
        page = comparison.report(lang=lang).read_text("utf-8")
        assert column in page


def test_evenly_spread_worlds_are_on_record(question: dict[str, Any], tmp_path: Path) -> None:
    comparison = compare(question | {"worlds": EVEN}, workers=1, folder=tmp_path / "r")
    drawn = worlds_of(4, 1, Hypercube(4))
    kept = comparison.worlds.to_dict("records")
    assert [{name: row[name] for name in ranges()} for row in kept] == drawn
    assert [row["world"] for row in kept] == ["0", "1", "2", "3"]
    assert set(comparison.results.status()["status"]) == {"succeeded"}
    assert comparison.report().is_file()


@pytest.mark.parametrize("worlds", [EVEN, {"named": ["default", "crowding_in"]}])
def test_a_run_of_an_experiment_can_be_repeated_alone(
    question: dict[str, Any], tmp_path: Path, worlds: Any
) -> None:
    experiment = load_experiment(question | {"worlds": worlds})
    together = compare(experiment, workers=1, folder=tmp_path / "r").runs
    asked = (together["scenario"] == "trained") & (together["replication"] == 3)
    alone = run(experiment.scenarios["trained"], worlds=experiment.worlds, replication=3)
    outcomes = list(together.columns[3:])
    one, other = (table[outcomes].to_numpy() for table in (together[asked], alone.monthly))
    assert np.array_equal(one, other, equal_nan=True)


def test_other_worlds_are_another_question(question: dict[str, Any], tmp_path: Path) -> None:
    compare(question | {"worlds": EVEN, "replications": 1}, workers=1, folder=tmp_path / "r")
    for other in ("sampled", EVEN | {"count": 5}, EVEN | {"of": ["trust"]}):
        with pytest.raises(ResultsError, match="worlds: "):
            compare(question | {"worlds": other}, workers=1, folder=tmp_path / "r")


def test_more_replications_keep_their_worlds(question: dict[str, Any], tmp_path: Path) -> None:
    even = question | {"worlds": EVEN}
    first = compare(even | {"replications": 1}, workers=1, folder=tmp_path / "r").runs
    more = compare(even | {"replications": 2}, workers=1, folder=tmp_path / "r")
    kept = more.runs[more.runs["replication"] == 0].reset_index(drop=True)
    assert kept.equals(first)
    assert len(more.worlds) == 2
