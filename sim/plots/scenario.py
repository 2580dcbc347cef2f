"""The picture of a scenario: when its policies start, have their full strength, and end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.policies import POLICIES, Policy
from sim.words import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from sim.charts.source import Source
    from sim.scenario import Scenario


def plot_scenario(scenario: Scenario, lang: Language = "en", ax: Axes | None = None) -> Axes:
    """When each policy starts, has its full strength, and ends."""
    from sim.charts.timeline import timeline

    source = source_of(scenario)
    table = timeline_table(scenario)
    return timeline(table, scenario.name, scenario.months, source=source, ax=ax, lang=lang)


def timeline_table(scenario: Scenario) -> pd.DataFrame:
    """policy, start, full, end, gone, pilots and strength, a row for each policy.

    Policies that have begun stand first; their first months lie in the burn-in.
    """
    import pandas as pd

    begun = [_row(key, each, scenario.burn_in) for key, each in scenario.begun.given().items()]
    rows = [row for row in begun if row["gone"] > 0]
    for key, policy in scenario.policies.given().items():
        rollout = policy.rollout or scenario.rollout
        row = _row(key, policy, 0) | {"pilots": rollout.months if rollout else 0}
        rows += [row] if policy.start <= scenario.months else []
    columns = ["policy", "start", "full", "end", "gone", "pilots", "strength"]
    return pd.DataFrame(rows, columns=columns)


def _row(key: str, policy: Policy, before: int) -> dict[str, Any]:
    """One policy's months, counted from the first reported one."""
    start = policy.start - before
    end = float("inf") if policy.months is None else start + policy.months - 1
    full = min(start + policy.ramp - 1, end)
    strength = policy.size * policy.fidelity
    return {
        "policy": key, "start": start, "full": full, "end": end, "gone": end + policy.taper,
        "pilots": 0, "strength": strength,
    }  # fmt: skip


def source_of(scenario: Scenario, seed: int | None = None) -> Source:
    """What charts of one scenario say of it."""
    from sim.charts.source import Source

    starts = {key: policy.start for key, policy in scenario.policies.given().items()}
    own = {"en": "county given by the user", "zh": "用户提供的县"}
    return Source(
        baseline="",
        titles={scenario.name: {str(lang): text for lang, text in scenario.title.items()}},
        starts={scenario.name: starts},
        policies={key: policy.TITLE for key, policy in POLICIES.items()},
        seed=seed,
        county=None if scenario.county == "illustrative" else own,
    )
