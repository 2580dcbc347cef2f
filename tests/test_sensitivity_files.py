"""The points of a sensitivity analysis: curves, a screening or a mixing of samples, a dummy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.experiment import Experiment, load_experiment
from sim.experiment.spans import members, spans
from sim.sampling import DUMMY
from sim.scenario import load_scenario

HOURS = "policies.staff_training.hours"
RAMP = "policies.staff_training.ramp"
GAIN = "assumptions.trust.gain"


@pytest.fixture
def analysis(tmp_path: Path) -> Any:
    """Makes a sensitivity analysis of one scenario."""
    (tmp_path / "base.yaml").write_text("sample: 240\nmonths: 6\n")
    (tmp_path / "trained.yaml").write_text(
        "extends: base.yaml\npolicies: {staff_training: {hours: 20, ramp: 3}}\n"
    )

    def experiment(factors: Any, **said: Any) -> Experiment:
        files = {"against": str(tmp_path / "base.yaml"), "scenario": str(tmp_path / "trained.yaml")}
        asked = {"kind": "sensitivity", **files, "factors": factors, "trajectories": 4} | said
        return load_experiment({key: value for key, value in asked.items() if value is not None})

    return experiment


def test_curves_move_one_factor_and_screenings_walk(analysis: Any) -> None:
    points = analysis({HOURS: [0, 100], RAMP: [1, 9]}, curve_points=3).points
    compared = {name: point for name, point in points.items() if point.against}
    curves = {name: point for name, point in compared.items() if point.factors["step"] == "curves"}
    # the default of both, then 0, 50, 100 hours and a ramp of 1, 5, 9
    assert [(p.factors[HOURS], p.factors[RAMP]) for p in curves.values()] == [
        (20, 3), (0, 3), (50, 3), (100, 3), (20, 1), (20, 5), (20, 9),
    ]  # fmt: skip
    assert list(curves)[:2] == ["curves 0: defaults", "curves 1: hours=0"]
    walks = [point for point in compared.values() if point.factors["step"] == "morris"]
    assert len(walks) == 4 * (2 + 1 + 1)
    assert all(list(point.factors) == ["step", HOURS, RAMP, DUMMY] for point in walks)
    assert {point.against for point in compared.values()} == {"base"}


def test_rows_that_differ_in_the_dummy_alone_share_their_content(analysis: Any) -> None:
    points = analysis([HOURS, RAMP], curve_points=0).points
    walks = [point for point in points.values() if point.against]
    for walk in (walks[at : at + 4] for at in range(0, len(walks), 4)):
        assert len({point.scenario.key() for point in walk}) < len(walk)
    contents: dict[tuple[float, ...], set[str]] = {}
    for point in walks:
        contents.setdefault((point.factors[HOURS], point.factors[RAMP]), set()).add(
            point.scenario.key()
        )
    assert all(len(keys) == 1 for keys in contents.values())


def test_shares_of_variance_mix_two_samples(analysis: Any) -> None:
    points = analysis([HOURS, RAMP], method="sobol", base=8, curve_points=0).points
    mixed = [point for point in points.values() if point.against]
    assert len(mixed) == 8 * (3 + 2)
    assert list(points)[:2] == ["base", "sobol 0"]


def test_whole_numbers_are_rounded_in_the_scenario_not_in_the_design(analysis: Any) -> None:
    points = analysis([HOURS, RAMP], method="sobol", base=8, curve_points=0).points
    mixed = [point for point in points.values() if point.against]
    assert any(point.factors[RAMP] != round(point.factors[RAMP]) for point in mixed)
    for point in mixed:
        training = point.scenario.policies.given()["staff_training"]
        assert training.ramp == round(point.factors[RAMP])
        assert training.hours == pytest.approx(point.factors[HOURS])


def test_assumptions_vary_in_the_baseline_too(analysis: Any) -> None:
    points = analysis([HOURS, GAIN], curve_points=0).points
    for point in points.values():
        if point.against:
            assert points[point.against].scenario.assumptions == point.scenario.assumptions


def test_without_a_scenario_the_baseline_itself_varies_unpaired(analysis: Any) -> None:
    points = analysis([GAIN], scenario=None, curve_points=0).points
    assert {point.against for point in points.values()} == {None}
    assert len(points) == 4 * (1 + 2)


def test_bounds_are_those_declared_or_given(analysis: Any) -> None:
    points = analysis({GAIN: None, HOURS: [10, 30]}, method="sobol", base=64, curve_points=0).points
    gains, hours = (
        [point.factors[key] for point in points.values() if point.against] for key in (GAIN, HOURS)
    )
    assert 0.03 <= min(gains) < 0.032
    assert 0.068 < max(gains) <= 0.07
    assert 10 <= min(hours) < 11
    assert 29 < max(hours) <= 30


def test_pairs_of_factors_ask_for_a_larger_design(analysis: Any) -> None:
    said = {"method": "sobol", "base": 8, "curve_points": 0}
    usual, pairs = (
        [
            p
            for p in analysis([HOURS, GAIN], second_order=second, **said).points.values()
            if p.against
        ]
        for second in (False, True)
    )
    # two factors and the dummy: base x (D + 2) and base x (2 D + 2)
    assert (len(usual), len(pairs)) == (8 * 5, 8 * 8)


def test_a_group_means_all_of_its_numbers(analysis: Any) -> None:
    experiment = analysis(["assumptions.trust"], trajectories=2, curve_points=0)
    known = spans(load_scenario({"policies": {}}))
    group = members("assumptions.trust", known)
    assert len(group) > 3
    [first, *_] = (point for point in experiment.points.values() if point.against)
    assert list(first.factors) == ["step", *group, DUMMY]


def test_the_size_is_the_most_that_can_come_out(analysis: Any) -> None:
    for factors in ([HOURS, RAMP], [HOURS, GAIN], ["assumptions.trust"]):
        for method in ("morris", "sobol"):
            experiment = analysis(factors, method=method, trajectories=3, base=8)
            counted = experiment.settings.size(experiment.loaded)
            assert 0.5 * counted <= len(experiment.points) <= counted


def test_spans_start_from_the_scenarios_own_values() -> None:
    scenario = load_scenario(
        {
            "assumptions": {"trust": {"gain": 0.06}},
            "policies": {"staff_training": {"hours": 33, "ramp": 2}},
        }
    )
    known = spans(scenario)
    assert (known[GAIN].default, known[GAIN].low, known[GAIN].high) == (0.06, 0.03, 0.07)
    assert (known[HOURS].default, known[HOURS].whole) == (33, False)
    assert (known[RAMP].default, known[RAMP].fitted(2.6)) == (2, 3)
    assert "policies.publicity.ramp" not in known
