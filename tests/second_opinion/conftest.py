"""Small real experiments, one of each kind, whose every answer is computed a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.comparison import Comparison, compare

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ALONE = ("task_offloading", "organization_cultivation", "staff_training")


def asked(folder: Path, kind: str, months: int = 18, **question) -> Comparison:
    """The answer to a question about 240 residents."""
    said = {
        "question": "What does it do?",
        "kind": kind,
        "against": str(SCENARIOS / "baseline.yaml"),
        "primary": "service_quality",
        "smallest_effect": 0.01,
        "settings": {"sample": 240, "months": months, "burn_in": 3},
    }
    return compare(said | question, workers=1, folder=folder)


def files(*names: str) -> list[str]:
    return [str(SCENARIOS / f"{name}.yaml") for name in names]


@pytest.fixture(scope="session")
def compared(tmp_path_factory) -> Comparison:
    """Four scenarios in thirty replications: enough for intervals that resample."""
    four = files(*ALONE, "publicity")
    return asked(tmp_path_factory.mktemp("compare"), "compare", scenarios=four, replications=30)


@pytest.fixture(scope="session")
def swept(tmp_path_factory) -> Comparison:
    """Two factors crossed, in two worlds; the policies of two points end in month 8."""
    stop = {f"policies.{name}.months": 8 for name in ALONE}
    return asked(
        tmp_path_factory.mktemp("sweep"),
        "sweep",
        scenario=files("three_policies")[0],
        factors={"policies.organization_cultivation.payment_delay": [0, 6]},
        variants={"stop": {"set": stop}, "go_on": {}},
        worlds={"named": ["default", "organizations_displace"]},
        replications=12,
    )


@pytest.fixture(scope="session")
def packaged(tmp_path_factory) -> Comparison:
    """All eight packages of three policies."""
    of = files(*ALONE)
    return asked(tmp_path_factory.mktemp("packages"), "packages", policies_of=of, replications=8)


@pytest.fixture(scope="session")
def at_equal_cost(tmp_path_factory) -> Comparison:
    """Two policies alone and together for 20 yuan per resident and year."""
    return asked(
        tmp_path_factory.mktemp("equal"),
        "packages",
        policies_of=files(*ALONE[:2]),
        replications=8,
        equal_cost=20,
    )


@pytest.fixture(scope="session")
def piloted(tmp_path_factory) -> Comparison:
    """Four pilots for half a year, by lot or where life is best; then everywhere, in two waves."""
    return asked(
        tmp_path_factory.mktemp("pilot"),
        "pilot",
        months=24,
        scenario=files("three_policies")[0],
        rollout={"pilots": [4], "choose": ["best_off", "random"], "effort": [1.0], "months": 6},
        replications=8,
    )


FACTORS = (
    "assumptions.workload.rebound",
    "assumptions.trust.gain",
    "policies.staff_training.hours",
)


@pytest.fixture(scope="session")
def screened(tmp_path_factory) -> Comparison:
    """Eight walks of Morris over three factors, and curves of three points."""
    return asked(
        tmp_path_factory.mktemp("morris"),
        "sensitivity",
        scenario=files("three_policies")[0],
        months=12,
        factors=list(FACTORS),
        trajectories=8,
        curve_points=3,
        replications=5,
    )


@pytest.fixture(scope="session")
def shared_out(tmp_path_factory) -> Comparison:
    """Eight base rows of Sobol' over three factors, of the outcome itself."""
    return asked(
        tmp_path_factory.mktemp("sobol"),
        "sensitivity",
        scenario=files("three_policies")[0],
        months=12,
        factors=list(FACTORS),
        method="sobol",
        base=8,
        curve_points=0,
        replications=3,
    )


@pytest.fixture(scope="session")
def stopped(tmp_path_factory) -> Comparison:
    """As many replications as two intervals of ±0.012 take."""
    return asked(
        tmp_path_factory.mktemp("precision"),
        "compare",
        scenarios=files(*ALONE[:2]),
        precision={"half_width": 0.012, "first": 10, "look_ahead": 4, "most": 80},
    )
