"""The points of simulated pilots: ways of running them, crossed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.experiment import Experiment, load_experiment


@pytest.fixture
def pilots(tmp_path: Path) -> Any:
    """Makes an experiment on pilots of two policies."""
    (tmp_path / "base.yaml").write_text("sample: 240\nmonths: 40\n")
    (tmp_path / "both.yaml").write_text(
        "extends: base.yaml\npolicies: {staff_training: {start: 3}, publicity: {}}\n"
        "rollout: {supervised: 5}\n"
    )

    def experiment(**said: Any) -> Experiment:
        files = {"against": str(tmp_path / "base.yaml"), "scenario": str(tmp_path / "both.yaml")}
        return load_experiment({"kind": "pilot", **files} | said)

    return experiment


def test_ways_of_choosing_are_crossed_with_effort(pilots: Any) -> None:
    said = {"choose": ["best_off", "random"], "effort": [1.0, 1.5]}
    experiment = pilots(rollout=said)
    assert list(experiment.points) == [
        "base",
        "choose=best_off, effort=1",
        "choose=best_off, effort=1.5",
        "choose=random, effort=1",
        "choose=random, effort=1.5",
    ]
    last = experiment.points["choose=random, effort=1.5"]
    assert last.factors == {"rollout.choose": "random", "rollout.effort": 1.5}
    assert last.against == "base"
    assert last.title == {"en": "pilots by lot, effort 1.5",
                          "zh": "随机抽取试点，试点投入 1.5"}  # fmt: skip
    assert experiment.settings.size(experiment.loaded) == 5


def test_all_policies_begin_together_under_one_rollout(pilots: Any) -> None:
    points = pilots(rollout={"pilots": [3], "choose": ["random"], "months": 9}, start=14).points
    [point] = (each for each in points.values() if each.against)
    assert {policy.start for policy in point.scenario.policies.given().values()} == {14}
    rollout = point.scenario.rollout
    assert rollout is not None
    assert (rollout.pilots, rollout.choose, rollout.effort, rollout.months) == (3, "random", 1.5, 9)
    assert rollout.supervised == 5


def test_one_way_alone_is_called_by_all_that_makes_it(pilots: Any) -> None:
    points = pilots(rollout={"choose": ["random"]}).points
    assert list(points) == ["base", "pilots=4, choose=random, effort=1.5, scale_funding=1"]


def test_usually_three_ways_of_choosing_are_tried(pilots: Any) -> None:
    assert [point.factors.get("rollout.choose") for point in pilots().points.values()] == [
        None,
        "random",
        "best_off",
        "worst_off",
    ]


def test_the_roll_out_may_begin_in_the_last_month(pilots: Any) -> None:
    assert pilots(start=28).points


def test_the_primary_outcome_is_kept_for_every_community(pilots: Any) -> None:
    assert pilots(primary="service_quality").settings.panels == ("service_quality",)
