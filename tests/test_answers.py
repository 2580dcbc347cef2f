"""The answer in a sentence: who is highest, close, better, worse, without effect or unknown.

And what is told of each kind of question's own tables.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tiny_batches import done, tiny

from sim.analysis import effects
from sim.answers import compare, packages, pilot, sensitivity
from sim.answers.shared import in_both, ranked
from sim.comparison import Comparison
from sim.outcomes import OUTCOMES
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
    assert said(found).endswith("of the effect when the policy ended: “First” 25\u00a0%.")


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


# -- each kind of question's own tables -------------------------------------------------------

LESS = "grievance"
"""An outcome of which less is good."""


def asked(primary: str = "belonging", **said: Any) -> Any:
    """A comparison that has what a sentence is made of, and no run."""
    effects = pd.DataFrame({"outcome": [primary], "n": [0]})
    usual = {"primary": primary, "settings": {}, "tables": {}, "titles": {}, "effects": effects}
    return SimpleNamespace(**usual | said)


def test_the_best_among_some_residents_is_the_lowest_where_less_is_good() -> None:
    assert OUTCOMES[LESS].direction == -1
    table = pd.DataFrame(
        {
            "origin": ["migrant"] * 3 + ["villager"],
            "outcome": LESS,
            "scenario": ["up", "down", "not run", "other"],
            "n": [9, 9, 0, 9],
            "difference": [0.2, -0.1, -0.5, -0.9],
            "low": 0.0,
            "high": 0.0,
        }
    )
    comparison = asked(LESS, tables={"effects_by_origin": table}, settings={"among": ["migrant"]})
    assert compare.among("en", comparison).startswith(" Among the migrants “down” is highest")


def test_what_all_policies_do_together_is_told_and_not_what_two_do() -> None:
    table = pd.DataFrame(
        {
            "outcome": "belonging",
            "order": [2, 2, 3],
            "synergy": [0.01, 0.02, -0.04],
            "verdict": ["about the sum", "about the sum", "less than the sum"],
        }
    )
    told = packages.sentences(asked(tables={"interactions": table}))["en"]
    assert "Together they do less than the sum of their effects" in told
    assert "differs from the sum by −0.04" in told


def test_pilots_that_promise_too_little_mislead_as_well() -> None:
    table = pd.DataFrame(
        {
            "scenario": ["modest", "fair", "proud"],
            "reading": pilot.MAIN,
            "n": 9,
            "estimate": [0.0, 0.3, 0.5],
            "truth": 0.3,
            "rolled_out": 0.3,
            "bias_rolled_out": [-0.3, 0.0, 0.2],
            "size": [0.1, 0.4, 0.2],
        }
    )
    told = pilot.sentences(asked(tables={"evaluations": table}))["en"]
    assert "mislead most with modest" in told
    assert "Closest to the roll-out is fair" in told
    assert "40\u00a0% of such evaluations would “find” an effect in fair" in told


def test_the_twin_of_a_county_is_the_county_without_the_policy() -> None:
    with_it, without = np.ones((4, 3)), np.zeros((4, 3))
    seen = {"pilots": {0: with_it, 1: with_it}, "none": {0: without}}
    comparison = asked(
        against={"pilots": "none"},
        panels=lambda outcome: seen,
        results=SimpleNamespace(adopted=lambda: {"pilots": {0: np.array([3, 0, 0])}}),
    )
    found = pilot.panels(comparison)["pilots"]
    assert list(found) == [0]  # the other has no twin
    assert (found[0].seen == with_it).all()
    assert (found[0].twin == without).all()


@pytest.mark.parametrize(
    ("influential", "said"),
    [
        ([False] * 3, "None of 2 factors can be told from an inert one in"),
        ([True, False, False], "nothing else among 2 factors can be told from an inert one"),
        ([True, True, False], "hangs on all 2 factors"),
    ],
)
def test_the_inert_parameter_is_none_of_the_factors(influential: list[bool], said: str) -> None:
    table = pd.DataFrame(
        {"factor": ["one", "other", "dummy"], "ST": [0.7, 0.3, 0.0], "influential": influential}
    )
    floor = pd.DataFrame({"floor": [0.25]})
    comparison = asked(tables={"indices": table, "floor": floor}, against={})
    assert said in sensitivity.sentences(comparison)["en"]


def test_the_highest_is_told_again_from_fresh_replications_alone(tmp_path: Path) -> None:
    done(tiny(tmp_path), tmp_path / "r")
    comparison = Comparison(tmp_path / "r")
    again = comparison.tables["winner"].set_index("outcome").loc["service_quality"]
    results = comparison.results
    of_fresh = comparison.effects_of(results.runs(fresh=True)).set_index(["scenario", "outcome"])
    of_usual = comparison.effects.set_index(["scenario", "outcome"])
    place = ("training", "service_quality")
    assert again["difference"] == of_fresh.loc[place, "difference"]
    assert again["selected"] == of_usual.loc[place, "difference"] != again["difference"]
