"""What a sensitivity analysis says: tables of which factors move an outcome, and by how much.

``runs`` are tidy, ``points`` as `sim.analysis.points` says, in the order of the design and with
the numbers of the design. An outcome is analyzed in ``month`` (without one, the last), as it
is or, where points are paired, as the paired difference. Designs of Morris and of Sobol' need
every run: a missing or invalid one is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.points import Numbers, analyzed, answer, factors_in
from sim.statistics.indices import Index, check_finite, noise_floor
from sim.statistics.morris import morris_indices
from sim.statistics.samples import Column
from sim.statistics.sobol import sobol_indices

if TYPE_CHECKING:
    import pandas as pd


def screening(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    levels: int = 4,
    month: int | None = None,
) -> pd.DataFrame:
    """A row per outcome and factor of a design of Morris (see `sim.statistics.morris`).

    ``outcome, factor, mu_star, low, high, mu, sigma, seed_mean, seed_sd, influential, rank,
    note``: the interval is that of ``mu_star``, and so are ``seed_mean`` and ``seed_sd`` over
    single seeds; rank 1 moves the outcome most; ``note`` is ``constant`` or empty.
    """
    import pandas as pd

    tables = []
    for outcome in outcomes:
        numbers = _whole(runs, points, outcome, month)
        found = morris_indices(numbers.design, numbers.outputs, levels)
        columns = {
            "outcome": outcome,
            "factor": found.factors,
            **_columns("mu_star", "", found.mu_star),
            "mu": found.mu,
            "sigma": found.sigma,
            "influential": found.influential,
            "rank": _ranks(found.mu_star.value),
            "note": found.note,
        }
        tables.append(pd.DataFrame(columns))
    names = ["outcome", "factor", "mu_star", "low", "high", "mu", "sigma", "seed_mean", "seed_sd"]
    table: pd.DataFrame = pd.concat(tables, ignore_index=True)
    return table[[*names, "influential", "rank", "note"]]


def indices(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    second_order: bool = False,
    month: int | None = None,
) -> pd.DataFrame:
    """A row per outcome and factor of a design of Saltelli (see `sim.statistics.sobol`).

    ``outcome, factor``, for each of S1 and ST ``S1, S1_low, S1_high, S1_seed_mean, S1_seed_sd``,
    and ``influential, rank, note``; influence and rank are those of ST.
    """
    import pandas as pd

    tables = []
    for outcome in outcomes:
        numbers = _whole(runs, points, outcome, month)
        found = sobol_indices(numbers.design, numbers.outputs, second_order=second_order)
        columns = {
            "outcome": outcome,
            "factor": found.factors,
            **_columns("S1", "S1_", found.first),
            **_columns("ST", "ST_", found.total),
            "influential": found.influential,
            "rank": _ranks(found.total.value),
            "note": found.note,
        }
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def pair_indices(
    runs: pd.DataFrame, points: pd.DataFrame, outcomes: Sequence[str], *, month: int | None = None
) -> pd.DataFrame:
    """A row per outcome and pair of factors of a design with second order.

    ``outcome, factor, other, S2, S2_low, S2_high, S2_seed_mean, S2_seed_sd``.
    """
    import pandas as pd

    tables = []
    for outcome in outcomes:
        numbers = _whole(runs, points, outcome, month)
        found = sobol_indices(numbers.design, numbers.outputs, second_order=True)
        one, other = zip(*found.pairs, strict=True)
        columns = {"outcome": outcome, "factor": one, "other": other}
        tables.append(pd.DataFrame(columns | _columns("S2", "S2_", found.second)))
    return pd.concat(tables, ignore_index=True)


def floor(
    runs: pd.DataFrame, points: pd.DataFrame, outcomes: Sequence[str], *, month: int | None = None
) -> pd.DataFrame:
    """A row per outcome: what an inert factor's ST would be without common random numbers.

    ``outcome, replications, replication_variance, parameter_variance, ratio, floor``; see
    `sim.statistics.indices.noise_floor`.
    """
    import pandas as pd

    rows = []
    for outcome in outcomes:
        found = noise_floor(_whole(runs, points, outcome, month).outputs)
        variances = (found.replication_variance, found.parameter_variance)
        rows.append((outcome, found.replications, *variances, found.ratio, found.floor))
    names = ["outcome", "replications", "replication_variance", "parameter_variance"]
    return pd.DataFrame(rows, columns=[*names, "ratio", "floor"])


def curves(
    runs: pd.DataFrame,
    points: pd.DataFrame,
    outcomes: Sequence[str],
    *,
    default: str,
    month: int | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """A row per outcome, factor and value of a design that moves one factor at a time.

    ``default`` names the point of all defaults, which is on every curve; points that are paired
    with it are analyzed as they are. ``outcome, factor, value, is_default, n, mean, low, high,
    n_pairs, difference, difference_low, difference_high``: the difference to the default is
    paired by replication.
    """
    import pandas as pd

    alone = points.assign(against=points["against"].where(points["against"] != default))
    rows = []
    for outcome in outcomes:
        numbers = analyzed(runs, alone, outcome, month)
        usual = numbers.names.index(default)
        for factor in factors_in(points):
            for i in _on_curve(numbers, usual, factor):
                output = numbers.outputs[i]
                value = numbers.design[i][factor]
                own = answer(output, level)
                differs = answer(output - numbers.outputs[usual], level)
                rows.append((outcome, factor, value, i == usual, *own, *differs))
    names = ["outcome", "factor", "value", "is_default", "n", "mean", "low", "high"]
    differences = ["n_pairs", "difference", "difference_low", "difference_high"]
    return pd.DataFrame(rows, columns=[*names, *differences])


def _on_curve(numbers: Numbers, usual: int, factor: str) -> list[int]:
    """The points at which only ``factor`` may differ from the defaults, by its value."""
    same = {**numbers.design[usual], factor: None}
    found = [i for i, point in enumerate(numbers.design) if {**point, factor: None} == same]
    return sorted(found, key=lambda i: numbers.design[i][factor])


def _whole(runs: pd.DataFrame, points: pd.DataFrame, outcome: str, month: int | None) -> Numbers:
    numbers = analyzed(runs, points, outcome, month)
    check_finite(numbers.outputs, numbers.names)
    return numbers


def _columns(name: str, prefix: str, index: Index) -> dict[str, Column]:
    return {
        name: index.value,
        f"{prefix}low": index.low,
        f"{prefix}high": index.high,
        f"{prefix}seed_mean": index.seed_mean,
        f"{prefix}seed_sd": index.seed_sd,
    }


def _ranks(values: Column) -> list[int]:
    """1 for the largest; equal ones share the better rank."""
    return [1 + int((values > value).sum()) for value in np.asarray(values)]
