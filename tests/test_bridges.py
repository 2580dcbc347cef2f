"""Our tables as other tools have theirs; what those tools make of them is what we know."""

from __future__ import annotations

import inspect

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.bridges import as_mesa, to_ema, to_salib
from sim.errors import ContractError, ResultsError

HOURS = "policies.staff_training.hours"
GAIN = "assumptions.trust.gain"


def points() -> pd.DataFrame:
    return pd.DataFrame(
        {"scenario": ["base", "few", "many"], "against": [None, "base", "base"], HOURS: [0, 20, 80]}
    )


def runs() -> pd.DataFrame:
    """Three points, two replications, two months; belonging = hours + month / 10 + replication."""
    rows = [
        (name, replication, month, hours + month / 10 + replication, 1.0)
        for name, hours in (("base", 0), ("few", 20), ("many", 80))
        for replication in (0, 1)
        for month in (1, 2)
    ]
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", "belonging", "trust"])


# -- EMA Workbench -----------------------------------------------------------------------------


def test_one_experiment_for_each_run() -> None:
    experiments, outcomes = to_ema(points(), runs(), ["belonging"])
    assert list(experiments) == [HOURS, "policy", "scenario", "model"]
    assert experiments[HOURS].tolist() == [0, 0, 20, 20, 80, 80]
    assert experiments["policy"].tolist() == ["base", "base", "few", "few", "many", "many"]
    assert experiments["scenario"].tolist() == [0, 1, 0, 1, 0, 1]
    assert outcomes["belonging"].shape == (6, 2)
    assert outcomes["belonging"][3].tolist() == [21.1, 21.2]


def test_the_order_of_rows_does_not_matter_within_a_run() -> None:
    backwards = runs().iloc[::-1]
    experiments, outcomes = to_ema(points(), backwards, ["belonging"])
    assert experiments.iloc[0].tolist()[:3] == [80, "many", 1]
    assert outcomes["belonging"][0].tolist() == [81.1, 81.2]


def test_failed_runs_and_those_without_a_number_are_absent() -> None:
    table = runs()
    table.loc[0, "belonging"] = np.nan
    table.loc[2, "trust"] = np.nan
    table = table[(table["scenario"] != "many") | (table["replication"] != 1)]
    experiments, outcomes = to_ema(points(), table, ["belonging"])
    found = list(zip(experiments["policy"], experiments["scenario"], strict=True))
    assert found == [("base", 1), ("few", 0), ("few", 1), ("many", 0)]
    assert outcomes["belonging"][:, 1].tolist() == [1.2, 20.2, 21.2, 80.2]


def test_a_baseline_without_a_factor_is_no_experiment() -> None:
    sweep = points().assign(**{HOURS: [np.nan, 20.0, 80.0]})
    experiments, outcomes = to_ema(sweep, runs(), ["belonging"])
    assert experiments["policy"].unique().tolist() == ["few", "many"]
    assert outcomes["belonging"].shape == (4, 2)


def test_assumptions_of_the_worlds_stand_beside_the_factors() -> None:
    worlds = pd.DataFrame(
        {"replication": [0, 1], "trust.gain": [0.1, 0.2], "trust.loss": [3.0, 4.0]}
    )
    experiments, _ = to_ema(points(), runs(), ["belonging"], worlds)
    assert experiments["trust.gain"].tolist() == [0.1, 0.2] * 3
    fixed, _ = to_ema(points().assign(**{GAIN: 0.5}), runs(), ["belonging"], worlds)
    assert list(fixed) == [HOURS, GAIN, "trust.loss", "policy", "scenario", "model"]
    assert set(fixed[GAIN]) == {0.5}


def test_runs_that_differ_in_their_months_are_refused() -> None:
    with pytest.raises(ResultsError, match="Replication 1 of many has not the 2 months"):
        to_ema(points(), runs().iloc[:-1], ["belonging"])


@pytest.mark.parametrize(
    ("table", "outcome", "said"),
    [
        (points().iloc[:2], "belonging", "runs of scenario many"),
        (points(), "belongin", "no outcome belongin"),
        (pd.concat([points(), points()]), "belonging", "base is listed twice"),
    ],
)
def test_tables_that_do_not_belong_together(table: pd.DataFrame, outcome: str, said: str) -> None:
    with pytest.raises(ContractError, match=said):
        to_ema(table, runs(), [outcome])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_prim_finds_the_corner_that_was_put_there() -> None:
    from ema_workbench.analysis.prim import Prim

    side = np.linspace(0.025, 0.975, 20)
    first, second = (grid.ravel() for grid in np.meshgrid(side, side))
    names = [f"p{number}" for number in range(400)]
    table = pd.DataFrame({"scenario": names, "against": None, "a": first, "b": second})
    good = ((first > 0.5) & (second < 0.5)).astype(float)
    made = pd.DataFrame({"scenario": names, "replication": 0, "month": 1, "belonging": good})
    experiments, outcomes = to_ema(table, made, ["belonging"])
    threshold = {"threshold": 0.8} if "threshold" in inspect.signature(Prim).parameters else {}
    found = Prim(
        experiments.drop(columns=["policy", "model"]),
        outcomes["belonging"][:, -1] > 0.5,
        **threshold,
    ).find_box()
    limits = found.box_lims[-1]
    assert found.density == pytest.approx(1.0)
    assert found.coverage == pytest.approx(1.0)
    assert limits["a"].tolist() == pytest.approx([0.5, 0.975], abs=0.03)
    assert limits["b"].tolist() == pytest.approx([0.025, 0.5], abs=0.03)


# -- SALib -------------------------------------------------------------------------------------


def test_a_problem_as_salib_states_it() -> None:
    assert to_salib({HOURS: (0, 80), "b": (-1.0, 1.0)}) == {
        "num_vars": 2,
        "names": [HOURS, "b"],
        "bounds": [[0.0, 80.0], [-1.0, 1.0]],
        "groups": None,
    }


@pytest.mark.parametrize("bounds", [(1.0, 1.0), (2.0, 1.0), (float("nan"), 1.0)])
def test_a_range_without_width_is_refused(bounds: tuple[float, float]) -> None:
    with pytest.raises(ContractError, match="b has no width"):
        to_salib({"a": (0.0, 1.0), "b": bounds})


def test_salib_finds_the_slopes_of_a_plane() -> None:
    from SALib.analyze.morris import analyze
    from SALib.sample.morris import sample

    problem = to_salib({"a": (0.0, 1.0), "b": (0.0, 10.0)})
    design = sample(problem, 10, seed=1)
    found = analyze(problem, design, 3.0 * design[:, 0] - 0.2 * design[:, 1], seed=1)
    assert found["mu"].tolist() == pytest.approx([3.0, -2.0])
    assert found["sigma"].tolist() == pytest.approx([0.0, 0.0], abs=1e-9)


# -- Mesa --------------------------------------------------------------------------------------


def test_a_row_for_each_run_and_month_as_mesa_gives() -> None:
    table = as_mesa(runs().iloc[::-1], points())
    assert list(table) == ["RunId", "iteration", "Step", "scenario", HOURS, "belonging", "trust"]
    assert table["RunId"].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert table.iloc[3].tolist() == [1, 1, 2, "base", 0, 1.2, 1.0]
    assert table.iloc[-1].tolist() == [5, 1, 2, "many", 80, 81.2, 1.0]


def test_points_come_in_their_own_order() -> None:
    table = as_mesa(runs(), points().iloc[::-1])
    assert table["scenario"].drop_duplicates().tolist() == ["many", "few", "base"]


class Growing(mesa.Model):
    """Belonging as in `runs`, told by Mesa."""

    def __init__(self, hours: int = 0, rng: int | None = None) -> None:
        super().__init__()
        self.hours = hours
        self.datacollector = mesa.DataCollector({"belonging": lambda m: m.hours + m.steps / 10})

    def step(self) -> None:
        self.datacollector.collect(self)
        self.running = self.steps < 2


@pytest.mark.filterwarnings("ignore")
def test_mesa_gives_the_same_table() -> None:
    batch = mesa.batch_run(
        Growing,
        {"hours": [0, 20, 80]},
        iterations=1,
        max_steps=10,
        data_collection_period=1,
        display_progress=False,
    )
    theirs = pd.DataFrame(batch).drop(columns="rng", errors="ignore")  # as of Mesa 3.5
    first = runs()[runs()["replication"] == 0].drop(columns="trust")
    ours = as_mesa(first, points().rename(columns={HOURS: "hours"})).drop(columns="scenario")
    assert list(theirs) == list(ours)
    assert theirs.drop(columns="Step").equals(ours.drop(columns="Step"))
