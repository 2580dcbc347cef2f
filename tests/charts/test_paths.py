"""Lines over months are means, bands their intervals, and the axis tells what starts and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from legible import lines, words
from made_up import POLICIES, runs, source_of, titles
from matplotlib.figure import Figure

from sim.charts import bands, course, course_sheet, difference, differences, path, paths_sheet

USUAL = titles()
SOURCE = source_of(USUAL)
RUNS = runs(list(USUAL))
SQUARES = 55 / 6
"""The mean of 0, 1, 4, 9, 16, 25: how the six worlds differ."""


def edges(drawn: Any, label: str) -> tuple[float, float]:
    """The lowest and highest point of the first filled band with this label."""
    band = next(each for each in drawn.collections if each.get_label() == label)
    heights = band.get_paths()[0].vertices[:, 1]
    return float(heights.min()), float(heights.max())


def test_lines_are_means_of_levels_and_of_paired_differences() -> None:
    level = 0.4 + 0.02 * SQUARES + 0.02 * (1 + 0.1 * SQUARES)
    drawn = lines(path(RUNS, "belonging", source=SOURCE))
    assert np.allclose(drawn["package"].get_ydata(), level)
    assert set(USUAL) <= set(drawn)
    drawn = lines(difference(RUNS, "belonging", source=SOURCE))
    assert np.allclose(drawn["package"].get_ydata(), 0.02 * (1 + 0.1 * SQUARES))
    assert "baseline" not in drawn


def test_the_dark_band_is_students_interval() -> None:
    error = 0.02 * np.std([0, 1, 4, 9, 16, 25], ddof=1) / np.sqrt(6)
    level = 0.4 + 0.02 * SQUARES
    drawn = path(RUNS[RUNS["scenario"] == "baseline"], "belonging", source=SOURCE)
    reach = 2.570582 * error
    assert edges(drawn, "_low") == pytest.approx((level - reach, level + reach))
    assert "for each month alone" in words(drawn), "six are too few for the whole path"
    assert bands(runs(["baseline"], 4), "belonging")["low"].isna().all(), "four for any band"


def test_the_light_band_holds_for_the_whole_path_and_is_wider() -> None:
    lucky = runs(["baseline"], 12)
    lucky["belonging"] += 0.01 * (lucky["replication"] * lucky["month"] % 5)
    drawn = path(lucky, "belonging", source=SOURCE)
    wide, narrow = edges(drawn, "_low_band"), edges(drawn, "_low")
    assert wide[0] < narrow[0]
    assert narrow[1] < wide[1]
    assert "95 % for the whole path" in words(drawn)


def test_a_replication_without_its_twin_takes_no_part() -> None:
    kept = RUNS[(RUNS["scenario"] != "baseline") | (RUNS["replication"] > 0)]
    assert set(differences(kept, ["belonging"], "baseline")["replication"]) == {1, 2, 3, 4, 5}


def test_starts_are_flags_on_the_axis_and_ends_are_dotted() -> None:
    drawn = path(RUNS, "belonging", source=SOURCE)
    poles = [line.get_xdata()[0] for line in drawn.lines if line.get_label() == "_start"]
    assert poles == [1, 13, 20]
    assert {each["en"] for each in POLICIES.values()} <= {text.get_text() for text in drawn.texts}
    (ending,) = (line for line in drawn.lines if line.get_label() == "_ending")
    assert ending.get_xdata()[0] == 18
    assert ending.get_linestyle() != lines(drawn)["_start"].get_linestyle()
    assert "flags: policies start" in words(drawn)
    assert "“All three together” ends in month 18" in words(drawn)


def test_without_policies_there_is_no_flag() -> None:
    drawn = path(RUNS, "belonging", source=replace(SOURCE, starts={}, ends={}))
    assert not {"_start", "_ending"} & set(lines(drawn))
    assert "flags" not in words(drawn)


def test_the_smallest_effect_that_matters_is_shaded() -> None:
    drawn = difference(RUNS, "participation", source=SOURCE, smallest_effect=0.01)
    assert edges(drawn, "_smallest") == (-0.01, 0.01)
    assert "gray: within ±1 percentage points" in words(drawn)
    assert "gray" not in words(difference(RUNS, "participation", source=SOURCE))


def test_the_caption_has_n_interval_seed_county_and_what_is_assumed() -> None:
    for drawn in (
        path(RUNS, "belonging", source=SOURCE),
        difference(RUNS, "belonging", source=SOURCE),
    ):
        for needed in ("n = 6 paired", "95 %", "seed 7", "illustrative county", "58 % of"):
            assert needed in words(drawn)


def test_names_and_units_come_from_the_declaration() -> None:
    assert "Participation over 24 months" in words(path(RUNS, "participation", source=SOURCE))
    drawn = difference(RUNS, "participation", source=SOURCE, lang="zh")
    assert "各情景对参与率的影响" in words(drawn)
    assert "与“基线”之差（个百分点）" in words(drawn)


def test_one_run_has_no_band_and_says_so() -> None:
    one = runs(list(USUAL), 1).query("scenario == 'training'")
    drawn = course(one, "participation", source=SOURCE)
    assert [band.get_label() for band in drawn.collections] == ["_grid"]
    assert np.allclose(lines(drawn)["participation"].get_ydata(), one["participation"])
    assert "one run, so no interval" in words(drawn)
    assert "31.0 %" in words(drawn), "the last value at the end of the line"


def test_holes_are_said_not_drawn() -> None:
    table = RUNS.assign(belonging=np.nan)
    assert "no finished run" in words(path(table, "belonging", source=SOURCE))


def test_sheets_put_levels_and_differences_side_by_side() -> None:
    figure = paths_sheet(RUNS, ["belonging", "participation"], source=SOURCE)
    assert isinstance(figure, Figure)
    assert [set(USUAL) <= set(lines(axes)) for axes in figure.axes] == [True, False, True, False]
    assert "Belonging and participation over 24 months" in words(figure)
    one = runs(list(USUAL), 1).query("scenario == 'training'")
    assert len(course_sheet(one, ["belonging", "participation"], source=SOURCE).axes) == 2


def test_given_axes_are_drawn_into() -> None:
    axes = Figure().subplots()
    assert path(RUNS, "belonging", source=SOURCE, ax=axes) is axes
    assert axes.get_title(loc="left") == "Belonging over 24 months"
    assert "seed 7" in axes.get_xlabel()


def test_more_lines_than_names_have_room_are_counted() -> None:
    many = titles(30)
    figure = Figure(figsize=(6, 2.5))
    drawn = path(runs(list(many), 2), "belonging", source=source_of(many), ax=figure.subplots())
    assert " more" in words(drawn)


def test_an_empty_table_still_makes_a_chart() -> None:
    assert "no finished run" in words(path(RUNS.iloc[:0], "belonging", source=SOURCE))
    assert isinstance(bands(RUNS.iloc[:0], "belonging"), pd.DataFrame)


def test_an_end_is_dotted_only_where_its_scenario_is_shown() -> None:
    shown = RUNS[~RUNS["scenario"].isin(list(SOURCE.ends))]
    assert "_ending" not in lines(path(shown, "belonging", source=SOURCE))
