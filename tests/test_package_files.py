"""The points of packages: every combination of policies, sizes, and orders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.experiment import Experiment, load_experiment


@pytest.fixture
def packages(tmp_path: Path) -> Any:
    """Makes an experiment on packages of small policies."""
    (tmp_path / "base.yaml").write_text("sample: 240\nmonths: 6\nbegun: {publicity: {}}\n")
    for name, said in {
        "trained": "staff_training: {hours: 20}",
        "relieved": "task_offloading: {size: 2}",
        "facilities": "facilities: {}",
        "self": "self_governance: {}",
    }.items():
        (tmp_path / f"{name}.yaml").write_text(f"extends: base.yaml\npolicies: {{{said}}}\n")

    def experiment(*names: str, **said: Any) -> Experiment:
        files = [str(tmp_path / f"{name}.yaml") for name in names]
        against = str(tmp_path / "base.yaml")
        return load_experiment(
            {"kind": "packages", "against": against, "policies_of": files} | said
        )

    return experiment


def sizes(experiment: Experiment, name: str, factor: float) -> dict[str, float]:
    policies = experiment.sized({name: factor})[name].scenario.policies.given()
    return {key: policy.size for key, policy in policies.items()}


def test_every_combination_is_a_point(packages: Any) -> None:
    points = packages("trained", "relieved").points
    assert {name: dict(point.factors) for name, point in points.items()} == {
        "base": {"trained": 0, "relieved": 0},
        "relieved": {"trained": 0, "relieved": 1},
        "trained": {"trained": 1, "relieved": 0},
        "trained + relieved": {"trained": 1, "relieved": 1},
    }
    assert [point.against for point in points.values()] == [None, "base", "base", "base"]
    both = points["trained + relieved"].scenario
    assert set(both.policies.given()) == {"task_offloading", "staff_training"}
    assert list(both.begun.given()) == ["publicity"]


def test_a_package_of_one_is_its_scenario(packages: Any) -> None:
    experiment = packages("trained", "relieved")
    for name in ("trained", "relieved"):
        assert experiment.points[name].scenario.key() == experiment.scenarios[name].key()


def test_half_of_the_packages_are_those_of_an_even_number(packages: Any) -> None:
    points = packages("trained", "relieved", "facilities", "self", fraction="half").points
    assert len(points) == 8
    assert all(sum(point.factors.values()) % 2 == 0 for point in points.values())


def test_sizes_multiply_those_written_and_stop_at_the_largest(packages: Any) -> None:
    experiment = packages("trained", "relieved")
    together = "trained + relieved"
    assert sizes(experiment, together, 0.5) == {"task_offloading": 1.0, "staff_training": 0.5}
    assert sizes(experiment, together, 3.0) == {"task_offloading": 4.0, "staff_training": 3.0}
    assert experiment.sized({together: 0.5})[together].factors["size"] == 0.5
    assert "size" not in experiment.sized({together: 0.5})["trained"].factors


def test_variants_are_orders_of_the_whole_package(packages: Any) -> None:
    late = {"title": {"en": "Late", "zh": "推后"}, "set": {"policies.staff_training.start": 4}}
    experiment = packages("trained", "relieved", variants={"late": late})
    point = experiment.points["late"]
    assert point.factors == {"trained": 1, "relieved": 1, "order": "late"}
    assert (point.against, point.title) == ("base", late["title"])
    starts = {key: policy.start for key, policy in point.scenario.policies.given().items()}
    assert starts == {"task_offloading": 1, "staff_training": 4}
    assert sizes(experiment, "late", 0.5) == {"task_offloading": 1.0, "staff_training": 0.5}


def test_the_size_of_the_design_is_its_number_of_points(packages: Any) -> None:
    for said in ({}, {"fraction": "half"}, {"variants": {"a": {"set": {"budget": 9}}}}):
        experiment = packages("trained", "relieved", "facilities", "self", **said)
        assert experiment.settings.size(experiment.loaded) == len(experiment.points)
