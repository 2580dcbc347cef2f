"""Effects in rows: points, intervals, numbers and verdicts are those of the table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from legible import lines, words
from made_up import source_of, titles
from matplotlib.patches import Rectangle

from sim.charts import dumbbell, forest, forest_sheet

SOURCE = source_of(titles())


def effects(**changes: Any) -> pd.DataFrame:
    """The package is better, of training one cannot tell."""
    row = {"scenario": "package", "outcome": "belonging", "month": 24, "n": 12}
    row |= {"baseline_mean": 0.4, "mean": 0.43, "difference": 0.03, "low": 0.02, "high": 0.04}
    row |= {"low_joint": 0.015, "high_joint": 0.045, "smallest_effect": 0.01, "verdict": "better"}
    other = row | {"scenario": "training", "mean": 0.404, "difference": 0.004}
    other |= {"low": -0.002, "high": 0.012, "low_joint": np.nan, "high_joint": np.nan}
    return pd.DataFrame([row | changes, other | {"verdict": "undecided"}])


def ends(drawn: Any, label: str) -> list[list[float]]:
    return [list(line.get_xdata()) for line in drawn.lines if line.get_label() == label]


def test_points_intervals_and_shapes() -> None:
    drawn = forest(effects(), "belonging", source=SOURCE)
    assert list(lines(drawn)["package"].get_xdata()) == [0.03]
    assert lines(drawn)["package"].get_marker() != lines(drawn)["training"].get_marker()
    assert ends(drawn, "_interval") == [[-0.002, 0.012], [0.02, 0.04]], "in the order of titles"
    assert ends(drawn, "_joint") == [[0.015, 0.045]]
    (shaded,) = (patch for patch in drawn.patches if patch.get_label() == "_smallest")
    assert isinstance(shaded, Rectangle)
    assert [shaded.get_x(), shaded.get_width()] == [-0.01, 0.02]


def test_numbers_verdicts_and_caption() -> None:
    told = words(forest(effects(), "belonging", source=SOURCE))
    for needed in (
        "What each scenario does to belonging, month 24", "+0.030 (+0.020 to +0.040)", "better",
        "undecided", "n = 12 paired", "95 % paired interval", "all scenarios at once",
        "within ±0.01", "seed 7",
    ):  # fmt: skip
        assert needed in told
    assert "+0.030 (+0.020至+0.040)" in words(
        forest(effects(), "belonging", source=SOURCE, lang="zh")
    )


def test_without_an_interval_the_point_stands_alone() -> None:
    hole = dict.fromkeys(("low", "high", "low_joint", "high_joint"), np.nan)
    drawn = forest(effects(**hole).iloc[:1], "belonging", source=SOURCE)
    assert ends(drawn, "_interval") == []
    assert "too few replications" in words(drawn)


def test_five_pairs_are_called_few() -> None:
    assert "few replications" in words(forest(effects(n=5), "belonging", source=SOURCE))
    assert "few replications" not in words(forest(effects(), "belonging", source=SOURCE))


def test_a_scenario_without_runs_has_its_row() -> None:
    hole = dict.fromkeys(("low", "high", "low_joint", "high_joint", "difference"), np.nan)
    drawn = forest(effects(n=0, verdict="", **hole), "belonging", source=SOURCE)
    assert "no finished run" in words(drawn)
    assert "All three together" in words(drawn)


def test_a_sheet_has_a_forest_for_every_outcome() -> None:
    table = pd.concat([effects(), effects(outcome="participation").iloc[:1]])
    figure = forest_sheet(table, ["belonging", "participation"], source=SOURCE)
    assert [len(ends(axes, "_interval")) for axes in figure.axes] == [2, 1]
    assert "+3.0 (+2.0 to +4.0)" in words(figure)


def test_a_dumbbell_goes_from_the_baseline_to_the_scenario() -> None:
    drawn = dumbbell(effects(), "belonging", source=SOURCE)
    assert ends(drawn, "_way") == [[0.4, 0.404], [0.4, 0.43]]
    assert ends(drawn, "_before") == [[0.4], [0.4]]
    for needed in (
        "Belonging without and with each scenario", "0.400 → 0.430", "higher by 0.020 to 0.040",
        "0.002 lower to 0.012 higher", "n = 12 paired", "seed 7",
    ):  # fmt: skip
        assert needed in words(drawn)


def test_a_dumbbell_says_what_it_does_not_know() -> None:
    down = effects(low=-0.04, high=-0.02, difference=-0.03, mean=0.37)
    assert "lower by 0.020 to 0.040" in words(dumbbell(down, "belonging", source=SOURCE))
    same = effects(low=0.0, high=0.0, difference=0.0, mean=0.4)
    assert "same in every run" in words(dumbbell(same, "belonging", source=SOURCE))
    none = effects(low=np.nan, high=np.nan)
    assert "无区间" in words(dumbbell(none, "belonging", source=SOURCE, lang="zh"))
