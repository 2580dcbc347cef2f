"""The shipped scenarios: they load, cost what they say, and pair as well as promised."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.assumptions import Assumptions
from sim.experiment import load_experiment
from sim.scenario import load_scenario, with_settings
from sim.simulation import act, settle
from sim.tables import county_series

ROOT = Path(__file__).parent.parent
SINGLE = ("task_offloading", "organization_cultivation", "staff_training")
HEADLINES = ("belonging", "participation", "service_quality")
RESIDENTS = 96_000


def scenario(name: str, **settings: object):
    loaded = load_scenario(ROOT / "scenarios" / f"{name}.yaml")
    return with_settings(loaded, settings) if settings else loaded


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda p: p.stem)
def test_shipped_scenario_loads_without_a_warning(path: Path) -> None:
    loaded = load_scenario(path)
    assert loaded.warnings == ()
    assert set(loaded.title) == {"en", "zh"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "experiments").glob("*.yaml")), ids=lambda p: p.stem
)
def test_shipped_experiment_loads(path: Path) -> None:
    experiment = load_experiment(path)
    assert experiment.baseline == "baseline"
    assert all(experiment.question.values())


def test_the_three_policies_cost_about_the_same() -> None:
    """20 yuan per resident and year, give or take a tenth, in the default world."""
    baseline = scenario("baseline")
    spent = {name: [] for name in SINGLE}
    for seed in range(4):
        settled = settle(baseline, seed, Assumptions())
        usual = county_series(act(settled.copy(), baseline))["cost_yuan"].sum()
        for name in SINGLE:
            cost = county_series(act(settled.copy(), scenario(name)))["cost_yuan"].sum()
            spent[name].append((cost - usual) / RESIDENTS / 5.0)
    means = {name: float(np.mean(values)) for name, values in spent.items()}
    assert all(18.0 <= mean <= 22.0 for mean in means.values()), means


LEVERS = {
    "task_offloading": {"policies.task_offloading.scale": 1.5,
                        "policies.task_offloading.entry_control": 0.8},
    "organization_cultivation": {"policies.organization_cultivation.purchase.elder_care": 14.0,
                                 "policies.organization_cultivation.incubation": 0.9},
    "staff_training": {"policies.staff_training.hours": 48.0,
                       "policies.staff_training.assistants": 50.0},
}  # fmt: skip


@pytest.mark.slow
def test_pairing_saves_most_runs_for_small_contrasts() -> None:
    """A lever a tenth higher or lower: pairing cuts the variance at least tenfold (median)."""
    factors = []
    for name, levers in LEVERS.items():
        for lever, value in levers.items():
            for change in (0.9, 1.1):
                usual, changed = scenario(name), scenario(name, **{lever: value * change})
                factors += variance_reductions(usual, changed)
    assert np.median(factors) >= 10.0, sorted(factors)


def variance_reductions(one, other) -> list[float]:
    """Var(A) + Var(B) over Var(B - A) of the headline outcomes, over ten seeds."""
    rows = {True: [], False: []}
    for seed in range(10):
        settled = settle(one, 100 + seed, Assumptions())
        for which, chosen in ((True, one), (False, other)):
            series = county_series(act(settled.copy(), chosen))
            rows[which].append([series[key][-1] for key in HEADLINES])
    first, second = np.array(rows[True]), np.array(rows[False])
    apart = (second - first).var(axis=0)
    return list((first.var(axis=0) + second.var(axis=0)) / np.maximum(apart, 1e-300))
