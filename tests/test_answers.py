"""The answer in a sentence: who is highest, close, better, worse, without effect or unknown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis import effects
from sim.answers.shared import in_both, ranked
from sim.statistics.samples import FEWEST

LUCK = np.array([-0.002, -0.001, 0.0, 0.0, 0.001, 0.002])
"""Six worlds; differences around their mean."""


def comparison(gains: dict[str, float], spreads: dict[str, float] | None = None, n: int = 6) -> Any:
    """Scenarios that gain so much belonging, with so much luck, against one baseline."""
    rows = [
        {"scenario": name, "replication": i, "month": 12, "cost_yuan": 0.0,
         "belonging": 0.5 + gain + (spreads or {}).get(name, 1.0) * LUCK[i] * (name != "baseline")}
        for name, gain in {"baseline": 0.0, **gains}.items()
        for i in range(n)
    ]  # fmt: skip
    runs = pd.DataFrame(rows)
    against = dict.fromkeys(gains, "baseline")
    table = effects(
        runs, against=against, outcomes=["belonging"], directions={"belonging": 1},
        smallest_effect=0.01, residents=1.0, primary="belonging",
    )  # fmt: skip
    titles = {name: {"en": name.title(), "zh": f"“{name}”方案"} for name in {"baseline", *gains}}
    return SimpleNamespace(
        runs=runs, effects=table, against=against, titles=titles, primary="belonging", tables={}
    )


def said(found: Any) -> str:
    return in_both(ranked, found)["en"]


def test_every_scenario_is_named_once_and_under_its_verdict() -> None:
    gains = {"first": 0.10, "second": 0.05, "harm": -0.05, "nothing": 0.001, "unknown": 0.02}
    text = said(comparison(gains, {"unknown": 20.0}))
    assert text.startswith("In this model “First” changes belonging most for the better: +0.100 (")
    assert "Also surely better: “Second” (+0.050)." in text
    assert "Surely worse: “Harm” (−0.050)." in text
    assert "Practically no change: “Nothing” (+0.001)." in text
    assert "Cannot tell: “Unknown” (+0.020)." in text
    assert all(text.count(f"“{name.title()}”") == 1 for name in gains)


def test_who_cannot_be_told_apart_from_the_highest_is_named() -> None:
    text = said(comparison({"first": 0.100, "twin": 0.0999, "far": 0.05}, {"twin": -1.0}))
    assert "Not to be told apart from it: “Twin” (+0.100)." in text
    assert "Also surely better: “Far”" in text


def test_nobody_is_highest_where_nobody_is_surely_better() -> None:
    text = said(comparison({"one": 0.001, "other": -0.001}))
    assert text.startswith("No scenario surely changes belonging for the better.")
    assert "most for the better" not in text


def test_fresh_luck_is_told_beside_the_flattered_value() -> None:
    found = comparison({"first": 0.10, "second": 0.05})
    found.tables["winner"] = pd.DataFrame(
        [{"scenario": "first", "outcome": "belonging", "difference": 0.08, "low": 0.07,
          "high": 0.09}]
    )  # fmt: skip
    assert "On fresh luck it is worth +0.080 (95 % interval +0.070 to +0.090)." in said(found)


def test_what_is_left_of_effects_that_ended_is_told() -> None:
    found = comparison({"first": 0.10, "second": 0.05})
    found.tables["lasting"] = pd.DataFrame(
        [{"scenario": "first", "outcome": "belonging", "share": 0.25},
         {"scenario": "second", "outcome": "belonging", "share": np.nan}]
    )  # fmt: skip
    assert said(found).endswith("is left in the last month: “First” 25\u00a0%.")


@pytest.mark.parametrize("n", [1, FEWEST - 1])
def test_few_replications_get_no_answer(n: int) -> None:
    assert "no answer is given" in said(comparison({"first": 0.1}, n=n))


def test_chinese_is_told_with_the_same_numbers() -> None:
    both = in_both(ranked, comparison({"first": 0.10, "harm": -0.05}))
    assert "+0.100" in both["zh"]
    assert "−0.050" in both["zh"]
    assert "In this model" not in both["zh"]


def test_long_lists_are_cut() -> None:
    gains = {f"s{number}": 0.1 - 0.01 * number for number in range(8)}
    assert "and 3 more" in said(comparison(gains))
