"""Charts show what the tables say, in both languages, in gray, and without empty boxes."""

from __future__ import annotations

import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from sim.charts import (
    Caption,
    admin_share,
    bands,
    costs,
    differences,
    fonts,
    forest,
    paths_for_run,
    save,
    svg,
    time_paths,
)
from sim.charts.layout import spread, text_width, wrapped
from sim.charts.style import Look
from sim.errors import SimError
from sim.report.prose import PROSE
from sim.words import PARAMETER_UNITS, UNITS, WORDS, Label

LABELS = {
    "belonging": Label("Belonging", "归属感", "0 to 1"),
    "admin_share": Label("Admin share", "行政占比", "share"),
}
TITLES: dict[str, Any] = {
    "baseline": {"en": "Baseline", "zh": "基线"},
    "training": {"en": "Training", "zh": "培训"},
    "package": {"en": "All three together", "zh": "三项合并"},
}
NAMES: dict[str, Any] = {"baseline": "baseline", "labels": LABELS, "titles": TITLES}
CHINESE = {**NAMES, "lang": "zh"}
GAIN = {"baseline": 0.0, "training": 0.01, "package": 0.03}


def runs(replications: int = 6, months: int = 24) -> pd.DataFrame:
    """Every world at its own level, every scenario a constant gain that differs by world."""
    rows = []
    for scenario, gain in GAIN.items():
        for world in range(replications):
            for month in range(1, months + 1):
                level = 0.4 + 0.02 * world**2 + gain * (1 + 0.1 * world**2)
                rows.append((scenario, world, month, level, 0.75 - 2 * gain))
    return pd.DataFrame(rows, columns=["scenario", "replication", "month", *LABELS])


def effects(**changes: Any) -> pd.DataFrame:
    row = {"scenario": "package", "outcome": "belonging", "month": 24, "n": 6, "difference": 0.03}
    row |= {"low": 0.02, "high": 0.04, "verdict": "better", "smallest_effect": 0.01}
    other = {**row, "scenario": "training", "difference": 0.004, "low": -0.002, "high": 0.012}
    return pd.DataFrame([row | changes, other | {"verdict": "undecided"}])


def lines(axes: Axes) -> dict[str, Line2D]:
    return {str(line.get_label()): line for line in axes.get_lines()}


def words(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(Text) if isinstance(text, Text))


def test_lines_are_the_means_and_bands_their_intervals() -> None:
    left, right = time_paths(runs(), ["belonging"], **NAMES).axes
    squares = 55 / 6  # mean of 0, 1, 4, 9, 16, 25
    level = 0.4 + 0.02 * squares + 0.03 * (1 + 0.1 * squares)
    assert np.allclose(lines(left)["package"].get_ydata(), level)
    assert np.allclose(lines(right)["package"].get_ydata(), 0.03 * (1 + 0.1 * squares))
    assert set(lines(right)) == {"_baseline", "_leader", "training", "package"}


def test_the_band_is_students_interval_by_hand() -> None:
    row = bands(runs(), "belonging").query("scenario == 'baseline' and month == 1").iloc[0]
    spread_of_mean = 0.02 * np.std([0, 1, 4, 9, 16, 25], ddof=1) / np.sqrt(6)
    assert row["high"] - row["mean"] == pytest.approx(2.570582 * spread_of_mean, rel=1e-6)
    assert bands(runs(4), "belonging")["low"].isna().all(), "four runs are too few for a band"


def test_a_replication_without_its_twin_takes_no_part() -> None:
    table = runs()
    kept = table[(table["scenario"] != "baseline") | (table["replication"] > 0)]
    assert set(differences(kept, ["belonging"], "baseline")["replication"]) == {1, 2, 3, 4, 5}


def test_forest_points_intervals_and_shapes() -> None:
    (axes,) = forest(effects(), ["belonging"], **NAMES).axes
    drawn = lines(axes)
    assert drawn["package"].get_xdata() == [0.03]
    assert drawn["package"].get_marker() != drawn["training"].get_marker()
    bars = [line for line in axes.get_lines() if line.get_label() == "_interval"]
    ends = np.array([bar.get_xdata() for bar in bars])
    assert ends.tolist() == [[-0.002, 0.012], [0.02, 0.04]], "in the order of the titles"
    (shaded,) = (patch for patch in axes.patches if patch.get_label() == "_smallest")
    assert isinstance(shaded, Rectangle)
    assert [shaded.get_x(), shaded.get_width()] == [-0.01, 0.02]


def test_forest_without_interval_shows_the_point_alone() -> None:
    table = effects(low=np.nan, high=np.nan, verdict="undecided")
    figure = forest(table.iloc[:1], ["belonging"], **NAMES)
    assert "_interval" not in lines(figure.axes[0])
    assert "too few replications" in words(figure)


def test_admin_share_is_written_in_percent() -> None:
    figure = admin_share(runs(), **NAMES)
    assert np.allclose(lines(figure.axes[0])["package"].get_ydata(), 0.69)
    assert "70\u00a0%" in words(figure)
    assert "percentage points" in words(figure)


def test_costs_are_differences_with_the_largest_line_first() -> None:
    table = pd.DataFrame(
        {
            "scenario": ["baseline", "baseline", "package", "package"],
            "line": ["pay", "fees", "pay", "fees"],
            "yuan_per_resident_year": [60.0, 0.0, 59.0, 19.5],
        }
    )
    (axes,) = costs(table, baseline="baseline", titles=TITLES, lines={"fees": "Fees"}).axes
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert widths == [19.5, -1.0]
    assert {"Fees", "+19.5", "−1.0", "total +18.5"} <= {text.get_text() for text in axes.texts}


def test_one_run_has_no_band_and_says_so() -> None:
    one = runs(1).query("scenario == 'package'")
    figure = paths_for_run(one, list(LABELS), labels=LABELS)
    assert len(figure.axes) == 2
    assert not figure.axes[0].collections
    assert "one run" in words(figure)


@pytest.mark.parametrize("table", [runs(0), runs(1), runs(1, 1)])
def test_hardly_any_runs_still_make_a_chart(table: pd.DataFrame) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg(time_paths(table, ["belonging"], **NAMES))


def test_scenarios_differ_in_gray() -> None:
    strokes = Look(LABELS, baseline="a").strokes(list("abcdefgh"))
    shapes = {(str(stroke.dashes), stroke.marker) for stroke in strokes.values()}
    assert len(shapes) == 8


def test_labels_keep_their_distance() -> None:
    heights = [0.2, 0.4, 0.2, 0.2]
    centers = spread([1.0, 1.0, 1.02, 1.95], heights, 0.0, 2.0)
    order = sorted(range(4), key=centers.__getitem__)
    for below, above in pairwise(order):
        assert centers[above] - centers[below] >= (heights[above] + heights[below]) / 2 - 1e-9
    assert max(centers) <= 1.9 + 1e-9
    assert spread([0.5, 1.5], [0.2, 0.2], 0.0, 2.0) == pytest.approx([0.5, 1.5])


def test_long_names_are_broken_and_cut() -> None:
    for text in ("减负" * 60, "Relieve " * 40, "x" * 300):
        rows = wrapped(text, 1.5, 8).split("\n")
        assert len(rows) <= 3
        assert all(text_width(row, 8) < 2.2 for row in rows)


def test_every_figure_says_what_it_rests_on() -> None:
    caption = Caption(seed=7, assumed_share=0.58)
    for figure in (
        time_paths(runs(), ["belonging"], caption=caption, **NAMES),
        forest(effects(), ["belonging"], caption=caption, **NAMES),
    ):
        for needed in ("n = 6", "95\u00a0%", "seed 7", "illustrative county", "58\u00a0% of"):
            assert needed in words(figure).replace("95 %", "95\u00a0%")


def test_global_settings_stay_as_they_were(tmp_path: Path) -> None:
    before = dict(matplotlib.rcParams)
    save(forest(effects(), ["belonging"], **NAMES), tmp_path / "forest.png")
    svg(time_paths(runs(), ["belonging"], **CHINESE))
    assert dict(matplotlib.rcParams) == before


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    for suffix in (".svg", ".png", ".pdf"):
        first, second = (
            save(time_paths(runs(), ["belonging"], **NAMES), tmp_path / f"{name}{suffix}")
            for name in "ab"
        )
        assert first.read_bytes() == second.read_bytes()


def test_no_formula_is_read_into_a_name() -> None:
    titles = {**TITLES, "package": r"costs $5 and \frac{x} $"}
    assert "costs $5" in svg(time_paths(runs(), ["belonging"], **{**NAMES, "titles": titles}))


def test_chinese_charts_have_their_letters_or_say_how_to_get_them(tmp_path: Path) -> None:
    figure = time_paths(runs(), ["belonging"], **CHINESE)
    if fonts.chinese_font() is None:
        with pytest.raises(SimError, match="community-governance-sim"):
            save(figure, tmp_path / "chart.png")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(figure, tmp_path / "chart.png")
        save(forest(effects(), ["belonging"], **CHINESE), tmp_path / "forest.pdf")
    zh = [pair[1] for pair in (*WORDS.values(), *PROSE.values())]
    zh += [unit.zh for unit in UNITS.values()] + list(PARAMETER_UNITS.values())
    assert not fonts.missing("".join(zh), [str(fonts.chinese_font()), fonts.LATIN])


def test_without_a_chinese_font_a_file_is_refused_and_a_page_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)
    figure = time_paths(runs(), ["belonging"], **CHINESE)
    with pytest.raises(SimError, match="community-governance-sim"):
        save(figure, tmp_path / "chart.png")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "归属感" in svg(figure)


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    titles = {**TITLES, "package": "plan \U0001f9ff"}
    with pytest.raises(SimError):
        save(time_paths(runs(), ["belonging"], **{**NAMES, "titles": titles}), tmp_path / "a.png")


def test_given_axes_are_drawn_into() -> None:
    figure = Figure()
    axes = figure.subplots(1, 2)
    assert time_paths(runs(), list(LABELS), axes=list(axes), **NAMES) is figure
    assert "package" in lines(axes[0])
