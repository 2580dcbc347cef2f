"""The answer to ``kind: sweep``: how effects depend on what is varied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.sweeps import best_points, pareto, response, with_factors
from sim.analysis.winner import close_to_best
from sim.answers.compare import sentences as compared
from sim.answers.shared import DIRECTIONS, usual_tables

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """The usual tables with the factors as columns, and the effect by each factor alone."""
    found = usual_tables(comparison)
    points, primary = comparison.points, comparison.primary
    found["effects"] = with_factors(comparison.effects, points)
    if comparison.runs.empty:
        return found
    direction = DIRECTIONS[primary]
    close = close_to_best(
        comparison.runs, against=comparison.against, outcome=primary, direction=direction or 1
    )
    found["best"] = best_points(
        comparison.effects, close, outcome=primary, direction=direction
    ).pipe(with_factors, points)
    found["cost_front"] = pareto(comparison.effects, outcome=primary, direction=direction)
    for factor in varied_levers(comparison):
        name = f"response_{factor.rsplit('.', 1)[-1]}"
        while name in found:
            name += "_"
        found[name] = response(comparison.runs, points, primary, [factor])
    return found


def compared_points(comparison: Comparison) -> pd.DataFrame:
    """Points that are compared with another, not the baselines."""
    return comparison.points[comparison.points["against"].notna()]


def varied_levers(comparison: Comparison) -> list[str]:
    """Factors that take few enough values to tell the mean at each."""
    points = compared_points(comparison)
    factors = points.columns.drop(["scenario", "against"])
    return [str(name) for name in factors if 1 < points[name].nunique() <= 20]


def sentences(comparison: Comparison) -> dict[str, str]:
    """Which point is highest, which are close to it, worse, without effect or unknown."""
    return compared(comparison)
