"""Runs found by their keys and done again; what a folder says is held against its runs."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.conduct.finding import Recorded, find_run, folders_below, recorded
from sim.conduct.repeating import Deviation, Repeater, deviations
from sim.conduct.verifying import chosen, verify
from sim.errors import ResultsError
from sim.store import Results

SMALL = {"sample": 240, "burn_in": 1, "months": 2}
COLUMNS = ("month", "belonging", "trust")


def question(place: Path, **more: Any) -> dict[str, Any]:
    """A baseline and training, written into a folder."""
    from sim.reading.reader import write_text

    trained = SMALL | {"policies": {"staff_training": {}}}
    for name, content in (("base", SMALL), ("trained", trained)):
        (place / f"{name}.yaml").write_text(write_text(content), "utf-8")
    files = {"against": str(place / "base.yaml"), "replications": 2}
    return files | more


def results_of(place: Path, **more: Any) -> Results:
    sim.compare(question(place, **more), folder=place / "results", workers=1)
    return Results.open(place / "results")


def run(key: str, scenario: str = "base", status: str = "succeeded", folder: str = "r") -> Recorded:
    return Recorded(Path(folder), key, scenario, 0, status)


# -- every kind of question --------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"scenarios": ["{}/trained.yaml"]},
        {"kind": "sweep", "scenario": "{}/trained.yaml",
         "factors": {"policies.staff_training.hours": [0, 80], "assumptions.trust.gain": [0.04, 0.06]}},
        {"kind": "sensitivity", "scenario": "{}/trained.yaml", "trajectories": 2,
         "factors": ["policies.staff_training.hours", "assumptions.trust.gain"]},
        {"kind": "pilot", "scenario": "{}/trained.yaml", "start": 13,
         "settings": {"months": 30}, "rollout": {"pilots": [4], "choose": ["random"], "months": 6}},
    ],
    ids=["compare", "sweep", "sensitivity", "pilot"],
)  # fmt: skip
def test_every_run_of_every_kind_gives_its_own_key_and_numbers(
    tmp_path: Path, asked: dict[str, Any]
) -> None:
    placed = {key: _placed(value, tmp_path) for key, value in asked.items()}
    results = results_of(tmp_path, **placed)
    repeater = Repeater(results)
    runs = recorded(results)
    assert [repeater.key(each.scenario, each.replication) for each in runs] == [
        each.key for each in runs
    ]
    for each in (runs[0], runs[-1]):
        assert repeater.repeat(each).digest() == each.digest


def _placed(value: Any, place: Path) -> Any:
    if isinstance(value, list):
        return [_placed(each, place) for each in value]
    return value.format(place) if isinstance(value, str) else value


def test_a_county_table_is_asked_for_and_known_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "county.csv"
    table.write_text("name,residents\nLotus Pond,4200\nEast Gate,3650\n", "utf-8")
    asked = {"scenarios": [str(tmp_path / "trained.yaml")], "settings": {"county": str(table)}}
    results = results_of(tmp_path, **asked)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with pytest.raises(ResultsError, match=r"the county table county\.csv, .* --county FILE"):
        Repeater(results).repeat(recorded(results)[0])
    assert [check.skipped for check in verify(Repeater(results))][-1] == "no_county"
    moved = Path(table.rename(tmp_path / "elsewhere" / "county.csv"))
    assert Repeater(results).missing_counties() == []  # found where we are
    monkeypatch.chdir(tmp_path)
    there = Repeater(results, [moved])
    assert there.repeat(recorded(results)[0]).digest() == recorded(results)[0].digest
    assert not any(check.wrong or check.skipped for check in verify(there))
    moved.write_text("name,residents\nLotus Pond,4201\nEast Gate,3650\n", "utf-8")
    with pytest.raises(ResultsError, match="the table it was made with"):
        Repeater(results, [moved]).repeat(recorded(results)[0])


# -- finding a run -----------------------------------------------------------------------------


def find(beginning: str, monkeypatch: pytest.MonkeyPatch, **folders: list[Recorded]) -> Recorded:
    monkeypatch.setattr(Results, "open", classmethod(lambda _, folder: folder))
    monkeypatch.setattr("sim.conduct.finding.recorded", lambda folder: folders[str(folder)])
    return find_run(beginning, [Path(name) for name in folders])


def test_a_run_that_several_folders_have_is_taken_where_it_was_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting, done = run("ab12", status="pending", folder="a"), run("ab12", folder="b")
    assert find("ab", monkeypatch, a=[waiting], b=[done]) is done


def test_a_run_that_answers_for_two_scenarios_is_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("ab12")
    assert find("ab12", monkeypatch, a=[first, run("ab12", "same")]) is first


def test_several_runs_or_none_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [run("ab12"), run("ab34", "trained")]
    with pytest.raises(ResultsError, match=r"(?s)begin with ab.*ab12  base.*ab34  trained"):
        find("ab", monkeypatch, a=runs)
    with pytest.raises(ResultsError, match=r"(?s)No run begins with ab13.*Near ones:.*\n  ab12"):
        find("ab13", monkeypatch, a=runs)
    with pytest.raises(ResultsError, match="looked at 0 runs in 0 folders.$"):
        find("ab13", monkeypatch)


def test_folders_are_found_at_any_depth_and_others_are_passed_by(tmp_path: Path) -> None:
    results = results_of(tmp_path, scenarios=[str(tmp_path / "trained.yaml")])
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "manifest.json").write_text('{"identity": {}, "format": 1}', "utf-8")
    assert folders_below(tmp_path) == [results.folder]
    assert folders_below(tmp_path / "nowhere") == []


# -- what is other -----------------------------------------------------------------------------


def series(*rows: tuple[float, float]) -> dict[str, np.ndarray]:
    months = np.arange(1.0, len(rows) + 1)[:, None]
    return {"series": np.hstack([months, np.array(rows)])}


def test_the_first_other_number_of_each_outcome_is_told() -> None:
    stored, again = series((1, 2), (3, 4), (5, 6)), series((1, 2), (3, 9), (0, 8))
    assert deviations(stored, again, COLUMNS) == [
        Deviation("series", "belonging", 3, 5.0, 0.0),
        Deviation("series", "trust", 2, 4.0, 9.0),
    ]


def test_a_missing_number_is_other_than_a_number_only() -> None:
    missing = series((math.nan, 2))
    assert deviations(missing, missing, COLUMNS) == []
    (found,) = deviations(missing, series((1, 2)), COLUMNS)
    assert (found.column, found.month, found.again) == ("belonging", 1, 1.0)


def test_other_tables_are_told_by_name_the_series_first() -> None:
    stored = series((1, 2)) | {"groups": np.ones((2, 2)), "ledger": np.ones((1, 3))}
    again = series((1, 3)) | {"groups": np.zeros((2, 2)), "ledger": np.ones((2, 3))}
    found = [(each.table, each.column) for each in deviations(stored, again, COLUMNS)]
    assert found == [("series", "trust"), ("groups", ""), ("ledger", "")]
    assert [each.table for each in deviations(series((1, 2)), {}, COLUMNS)] == ["series"]


# -- which runs are done again -----------------------------------------------------------------

MANY = [run(f"{number:04x}", f"s{number % 3}") for number in range(60)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_of_every_scenario_comes_first(seed: int) -> None:
    picked = chosen(MANY, 3, seed)
    assert {each.scenario for each in picked} == {"s0", "s1", "s2"}
    assert len(set(chosen(MANY, 10, seed))) == 10
    assert chosen(MANY, 2, seed) == picked[:2]


def test_the_choice_hangs_on_seed_and_keys_and_not_on_the_order() -> None:
    assert chosen(MANY, 9, 1) == chosen(MANY[::-1], 9, 1)
    assert chosen(MANY, 9, 1) != chosen(MANY, 9, 2)
    assert len(chosen(MANY, 500, 1)) == 60


def test_other_versions_of_what_counts_are_named(tmp_path: Path) -> None:
    results = results_of(tmp_path, scenarios=[str(tmp_path / "trained.yaml")])
    assert Repeater(results).other_tools() == []
    results.manifest["identity"]["numpy"] = "1.0"
    assert Repeater(results).other_tools() == [f"numpy: 1.0 → {np.__version__}"]


def test_a_manifest_that_says_too_little_is_refused(tmp_path: Path) -> None:
    results = results_of(tmp_path, scenarios=[str(tmp_path / "trained.yaml")])
    del results.manifest["identity"]["worlds"]
    with pytest.raises(ResultsError, match="does not say how its runs were made"):
        Repeater(results)


def test_a_county_table_may_have_another_name_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "county.csv"
    table.write_text("name,residents\nLotus Pond,4200\nEast Gate,3650\n", "utf-8")
    asked = {"scenarios": [str(tmp_path / "trained.yaml")], "settings": {"county": str(table)}}
    results = results_of(tmp_path, **asked)
    renamed = Path(table.rename(tmp_path / "our county.csv"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    first = recorded(results)[0]
    assert Repeater(results, [renamed]).missing_counties() == []
    assert Repeater(results, [renamed]).repeat(first).digest() == first.digest
