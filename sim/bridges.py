"""Results as other exploration tools expect them: EMA Workbench, SALib, Mesa's batch runs.

Tables come in tidy: ``points`` with ``scenario, against`` and a column for each factor, ``runs``
with ``scenario, replication, month`` and a column for each outcome. Nothing is imported from
those tools: they take what is made here as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import ContractError, ResultsError

if TYPE_CHECKING:
    import pandas as pd

MODEL = "community_governance"
"""What the model is called in tables that name one."""

_POINT = ("scenario", "against")
_RUN = ["scenario", "replication"]
_MONTH = [*_RUN, "month"]


def to_ema(
    points: pd.DataFrame,
    runs: pd.DataFrame,
    outcomes: Sequence[str],
    worlds: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Experiments and outcomes as the EMA Workbench has them, one row per run.

    Experiments have a column for each factor, then ``scenario`` (the replication: what we do
    not know), ``policy`` (the point: what we chose) and ``model``. With ``worlds``
    (``replication`` and a column for each assumption) the assumptions of each run stand among
    the factors; where a point sets an assumption itself, its value does. Outcomes are arrays
    [runs, months] by name. A run that failed, or that left a number that is not finite, is in
    neither, nor is a baseline that has no value of some factor.

    Raises
    ------
    ContractError
        where a run belongs to no point, or a column is missing.
    ResultsError
        where runs differ in their months.

    References
    ----------
    Kwakkel (2017), https://doi.org/10.1016/j.envsoft.2017.06.054
    """
    runs = _experiments_in(runs, points)
    series = _series(runs, outcomes)
    finite = np.all([np.isfinite(values).all(axis=1) for values in series.values()], axis=0)
    kept = _runs_of(runs).loc[finite].reset_index(drop=True)
    experiments = _joined(kept, _factors(points), "scenario")
    if worlds is not None:
        experiments = _with_assumptions(experiments, worlds)
    experiments["policy"] = experiments.pop("scenario")
    experiments["scenario"] = experiments.pop("replication")
    experiments["model"] = MODEL
    return experiments, {name: values[finite] for name, values in series.items()}


def to_salib(ranges: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """The problem that SALib samples and analyzes: ``num_vars, names, bounds, groups``.

    References
    ----------
    Herman and Usher (2017), https://doi.org/10.21105/joss.00097
    """
    if wrong := [name for name, (low, high) in ranges.items() if not low < high]:
        raise ContractError(f"the range of {wrong[0]} has no width")
    return {
        "num_vars": len(ranges),
        "names": list(ranges),
        "bounds": [[float(low), float(high)] for low, high in ranges.values()],
        "groups": None,
    }


def as_mesa(runs: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """The table that `mesa.batch_run` gives: one row per run and month.

    ``RunId`` counts runs from 0, the points in their order and the replications of each;
    ``iteration`` is the replication and ``Step`` the month. Then come the parameters, which are
    ``scenario`` (the point's name) and the factors, and the outcomes.

    Raises
    ------
    ContractError
        where a run belongs to no point, or a column is missing.
    """
    factors = _factors(points)
    place = {name: number for number, name in enumerate(factors["scenario"])}
    ordered = runs.assign(_place=runs["scenario"].map(place)).sort_values(
        ["_place", "replication", "month"], kind="stable", ignore_index=True
    )
    ordered = ordered.drop(columns="_place")
    parameters = _joined(ordered[["scenario"]], factors, "scenario")
    steps = {
        "RunId": ordered.groupby(_RUN, sort=False).ngroup(),
        "iteration": ordered["replication"],
        "Step": ordered["month"],
    }
    reported = ordered.drop(columns=_MONTH)
    return _beside(ordered[[]].assign(**steps), parameters, reported)


def _factors(points: pd.DataFrame) -> pd.DataFrame:
    """``scenario`` and its factors: each point once."""
    if twice := points["scenario"][points["scenario"].duplicated()].tolist():
        raise ContractError(f"the point {twice[0]} is listed twice")
    return points.drop(columns=[name for name in _POINT[1:] if name in points])


def _experiments_in(runs: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """The runs without those of baselines that lack a factor."""
    lacking = points["against"].isna() & _factors(points).isna().any(axis=1)
    kept: pd.DataFrame = runs[~runs["scenario"].isin(points.loc[lacking, "scenario"])]
    return kept


def _runs_of(runs: pd.DataFrame) -> pd.DataFrame:
    """``scenario, replication`` of each run, in the order of the table."""
    found: pd.DataFrame = runs[_RUN].drop_duplicates(ignore_index=True)
    return found


def _series(runs: pd.DataFrame, outcomes: Sequence[str]) -> dict[str, np.ndarray]:
    """[runs, months] by outcome, runs in the order of the table, months from the first on."""
    if lacking := [name for name in outcomes if name not in runs]:
        raise ContractError(f"the runs have no outcome {lacking[0]}")
    months = runs.groupby(_RUN, sort=False)["month"].agg(["size", "nunique"])
    length = runs["month"].nunique()
    if (months != length).to_numpy().any():
        scenario, replication = months.index[(months != length).any(axis=1)][0]
        raise ResultsError(
            f"Replication {replication} of {scenario} has not the {length} months of the others."
        )
    place = _runs_of(runs).reset_index(names="_run")
    ordered = runs.merge(place, on=_RUN).sort_values(["_run", "month"], kind="stable")
    shape = (len(place), length)
    return {name: ordered[name].to_numpy(dtype=np.float64).reshape(shape) for name in outcomes}


def _with_assumptions(experiments: pd.DataFrame, worlds: pd.DataFrame) -> pd.DataFrame:
    """The assumptions of each run beside its factors; a factor wins over the world's value."""
    free = worlds.drop(
        columns=[name for name in worlds if f"assumptions.{name}" in experiments or name == "world"]
    )
    return _joined(experiments, free, "replication")


def _joined(left: pd.DataFrame, right: pd.DataFrame, key: str) -> pd.DataFrame:
    """``left`` with the columns of ``right``, row for row."""
    if strange := sorted({*left[key]} - {*right[key]}):
        raise ContractError(
            f"there are runs of {key} {strange[0]}, which is not in the table of it"
        )
    found: pd.DataFrame = left.merge(right, on=key, how="left", validate="many_to_one")
    return found


def _beside(*tables: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    found: pd.DataFrame = pd.concat([table.reset_index(drop=True) for table in tables], axis=1)
    return found
