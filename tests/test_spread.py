"""What the mean effect hides."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.spread import spread
from sim.statistics.rates import wilson


def runs(gains: list[float]) -> pd.DataFrame:
    """A baseline at 0.5, and a scenario that differs from it by a gain in each replication."""
    return pd.DataFrame(
        [
            {"scenario": name, "replication": i, "month": 12, "belonging": 0.5 + gain * factor}
            for i, gain in enumerate(gains)
            for name, factor in (("baseline", 0.0), ("tried", 1.0))
        ]
    )


def told(gains: list[float], direction: int = 1) -> dict[str, dict[str, float]]:
    table = spread(
        runs(gains), against={"tried": "baseline"}, outcome="belonging", direction=direction
    )
    return table.set_index("quantity").to_dict("index")


def test_quantiles_and_how_often_it_is_better() -> None:
    found = told([0.00, 0.01, 0.02, 0.03, 0.04])
    assert [found[q]["value"] for q in ("q10", "median", "q90")] == pytest.approx(
        [0.004, 0.02, 0.036]
    )
    assert found["share_better"]["value"] == 0.8  # one pair is a tie, not better
    assert (found["share_better"]["low"], found["share_better"]["high"]) == wilson(4, 5)
    assert math.isnan(found["median"]["low"])  # fewer than 30 pairs
    assert told([0.01, 0.02, -0.01], direction=-1)["share_better"]["value"] == pytest.approx(1 / 3)


def test_thirty_pairs_have_intervals_around_their_quantiles() -> None:
    found = told(list(np.linspace(-0.05, 0.1, 40)))
    for quantity in ("q10", "median", "q90"):
        each = found[quantity]
        assert each["low"] < each["value"] < each["high"]
    assert found["q10"]["high"] < found["q90"]["low"]
