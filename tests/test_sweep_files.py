"""The points of a sweep, worked out by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sim.experiment import Point, load_experiment
from sim.experiment.factors import Series

HOURS = "policies.staff_training.hours"
RAMP = "policies.staff_training.ramp"
GAIN = "assumptions.trust.gain"


@pytest.fixture
def sweep(tmp_path: Path) -> Any:
    """Makes the points of a sweep of one scenario."""
    (tmp_path / "base.yaml").write_text("sample: 240\nmonths: 6\n")
    (tmp_path / "trained.yaml").write_text(
        "extends: base.yaml\ntitle: {en: Trained, zh: 培训}\n"
        "policies: {staff_training: {hours: 20}}\n"
    )
    (tmp_path / "told.yaml").write_text("extends: base.yaml\npolicies: {publicity: {}}\n")

    def points(**said: Any) -> dict[str, Point]:
        said = {"scenario": str(tmp_path / "trained.yaml")} | said
        for part in said.get("parts", ()):
            part["scenario"] = str(tmp_path / part["scenario"])
        asked = {"kind": "sweep", "against": str(tmp_path / "base.yaml")} | said
        return load_experiment(asked).points

    return points


def hours(point: Point) -> float:
    return point.scenario.as_dict()["policies"]["staff_training"]["hours"]


def test_listed_values_become_points_against_the_baseline(sweep: Any) -> None:
    points = sweep(factors={HOURS: [0, 40]})
    assert list(points) == ["base", "hours=0", "hours=40"]
    assert {name: point.against for name, point in points.items()} == {
        "base": None,
        "hours=0": "base",
        "hours=40": "base",
    }
    assert points["hours=40"].factors == {HOURS: 40}
    assert hours(points["hours=40"]) == 40


def test_factors_are_crossed_the_last_one_fastest(sweep: Any) -> None:
    points = sweep(factors={HOURS: [0, 40], RAMP: [1, 6]})
    assert [tuple(point.factors.values()) for point in points.values()] == [
        (),
        (0, 1),
        (0, 6),
        (40, 1),
        (40, 6),
    ]
    assert list(points)[1] == "hours=0, ramp=1"


def test_variants_are_crossed_with_factors_and_come_first(sweep: Any) -> None:
    points = sweep(
        factors={HOURS: [0, 40]},
        variants={
            "late": {"title": "Late", "set": {"policies.staff_training.start": 4}},
            "now": {},
        },
    )
    assert list(points) == [
        "base",
        "late · hours=0",
        "late · hours=40",
        "now · hours=0",
        "now · hours=40",
    ]
    late = points["late · hours=40"]
    assert late.factors == {"variant": "late", HOURS: 40}
    assert late.title["en"].startswith("Late · ")
    assert late.scenario.policies.given()["staff_training"].start == 4
    assert points["now · hours=40"].scenario.policies.given()["staff_training"].start == 1


def test_a_factor_that_is_no_lever_goes_to_the_baseline_too(sweep: Any) -> None:
    points = sweep(factors={GAIN: [0.04, 0.06], HOURS: [0, 40]})
    baselines = {name: point for name, point in points.items() if point.against is None}
    assert list(baselines) == ["base · gain=0.04", "base · gain=0.06"]
    for name, point in points.items():
        if point.against is not None:
            twin = points[point.against]
            assert point.against == f"base · gain={point.factors[GAIN]}", name
            assert twin.scenario.assumptions == {"trust": {"gain": point.factors[GAIN]}}
            assert twin.factors == {GAIN: point.factors[GAIN]}
            assert twin.scenario.policies.given() == {}


@pytest.mark.parametrize("lever", ["budget", "rollout.pilots", HOURS])
def test_levers_of_government_leave_the_baseline_as_it_is(sweep: Any, lever: str) -> None:
    points = sweep(factors={lever: [2, 3]}, variants={"v": {"set": {"rollout.months": 6}}})
    assert [point.against for point in points.values()] == [None, "base", "base"]


def test_circumstances_of_a_variant_go_to_the_baseline_too(sweep: Any) -> None:
    points = sweep(variants={"dry": {"set": {GAIN: 0.04, HOURS: 0}}, "usual": {}})
    assert list(points) == ["base · gain=0.04", "base", "dry", "usual"]
    assert points["dry"].against == "base · gain=0.04"
    assert points["usual"].against == "base"


def test_a_variant_alone_is_the_scenario_as_written(sweep: Any) -> None:
    points = sweep(variants={"as_written": {}})
    assert hours(points["as_written"]) == 20
    assert points["as_written"].title == {"en": "as_written", "zh": "as_written"}


def test_parts_are_added_and_their_baselines_shared(sweep: Any) -> None:
    points = sweep(
        factors={"resettlement": ["intact", "mixed"]},
        parts=[{"scenario": "told.yaml", "factors": {"resettlement": ["mixed"]}}],
    )
    assert list(points) == [
        "base · resettlement=intact",
        "base · resettlement=mixed",
        "resettlement=intact",
        "resettlement=mixed",
        "resettlement=mixed (told)",
    ]
    assert points["resettlement=mixed (told)"].against == "base · resettlement=mixed"
    assert list(points["resettlement=mixed (told)"].scenario.policies.given()) == ["publicity"]


def test_circumstances_of_one_label_keep_their_own_baselines(sweep: Any) -> None:
    points = sweep(
        factors={"assumptions.trust.hearsay": [0.02]},
        parts=[{"scenario": "told.yaml", "factors": {"assumptions.satisfaction.hearsay": [0.02]}}],
    )
    assert [name for name, point in points.items() if point.against is None] == [
        "base · hearsay=0.02",
        "base · hearsay=0.02 (2)",
    ]
    for point in points.values():
        if point.against is not None:
            assert points[point.against].scenario.assumptions == point.scenario.assumptions


# -- series and samples ------------------------------------------------------------------------


def test_series_include_both_ends_in_exact_decimals() -> None:
    assert Series(start=0, stop=1, step=0.25).values() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert Series(start=0, stop=0.3, step=0.1).values() == [0.0, 0.1, 0.2, 0.3]
    assert Series(start=6, stop=0, step=-2).values() == [6, 4, 2, 0]
    assert Series(start=0, stop=5, step=2).values() == [0, 2, 4]
    assert all(isinstance(each, int) for each in Series(start=0, stop=4, step=2).values())


def test_series_are_counted_without_being_made() -> None:
    assert Series(start=0, stop=1, step=0.1).count() == 11
    assert Series(start=0, stop=1e9, step=1).count() == 1_000_000_001
    assert Series(start=0, stop=1, step=1e-300).count() == 10**12


def test_a_series_is_tried_at_both_ends() -> None:
    assert list(Series(start=0, stop=1, step=0.3).tried()) == [(("start",), 0), (("stop",), 0.9)]


def test_a_latin_hypercube_meets_every_slice_once(sweep: Any) -> None:
    points = sweep(factors={HOURS: {"low": 0, "high": 100}}, sample={"latin_hypercube": 10})
    values = sorted(point.factors[HOURS] for point in points.values() if point.against)
    assert [int(value // 10) for value in values] == list(range(10))
    assert any(not float(value).is_integer() for value in values)


def test_sampled_whole_numbers_are_rounded_and_may_repeat(sweep: Any) -> None:
    points = sweep(factors={RAMP: {"low": 1, "high": 3}}, sample={"sobol": 16})
    values = [point.factors[RAMP] for point in points.values() if point.against]
    assert len(values) == 16
    assert set(values) == {1, 2, 3}
    assert all(isinstance(value, int) for value in values)
    assert len(set(points)) == 17


def test_a_sample_is_crossed_with_listed_values_and_variants(sweep: Any) -> None:
    points = sweep(
        factors={HOURS: {"low": 0, "high": 100}, RAMP: [1, 6]},
        sample={"sobol": 4},
        variants={"a": {}, "b": {"set": {"policies.staff_training.start": 2}}},
    )
    rows = [point.factors for point in points.values() if point.against]
    assert len(rows) == 4 * 2 * 2
    assert [row["variant"] for row in rows] == ["a"] * 8 + ["b"] * 8
    assert [row[HOURS] for row in rows[:8]] == [row[HOURS] for row in rows[8:]]
    assert [row[RAMP] for row in rows] == [1, 6] * 8
    assert all(one[HOURS] == other[HOURS] for one, other in list(pairwise(rows))[::2])


def test_another_seed_draws_another_sample(sweep: Any) -> None:
    said = {"factors": {HOURS: {"low": 0, "high": 100}}, "sample": {"latin_hypercube": 5}}
    assert list(sweep(**said)) == list(sweep(**said))
    assert list(sweep(**said)) != list(sweep(**said, seed=2))
