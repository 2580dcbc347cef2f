"""A sweep over two factors: the number in each cell, what is doubtful, what cannot be drawn."""

from __future__ import annotations

import pandas as pd
import pytest
from legible import lines, words
from made_up_designs import sweep
from matplotlib.patches import Rectangle

from sim.charts.fills import around_zero
from sim.charts.heat import curve, heat
from sim.errors import SimError
from sim.words import Label

HOURS, SHARE = "policies.staff_training.hours", "policies.task_offloading.share"


def cells(axes) -> dict[str, Rectangle]:
    return {str(patch.get_label()): patch for patch in axes.patches}


def test_each_cell_has_its_number_where_its_values_meet() -> None:
    axes = heat(sweep(), "belonging", HOURS, SHARE)
    written = {text.get_position(): text.get_text() for text in axes.texts[:9]}
    expected = {
        (column, line): f"{0.01 * column - 0.02 * line:+.3f}".replace("-", "−")
        for column in range(3)
        for line in range(3)
    }
    expected[0, 0] = "(0.000)"  # its interval holds zero
    expected[2, 1] = "(0.000)"
    assert written == expected
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "20", "40"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0", "0.25", "0.5"]


def test_only_doubtful_cells_are_hatched_and_the_note_says_why() -> None:
    sure, doubtful = (heat(sweep(sure=each), "belonging", HOURS, SHARE) for each in (True, False))
    hatched = {key for key, cell in cells(sure).items() if cell.get_hatch()}
    assert hatched == {"hours=0, share=0", "hours=2, share=1"}
    assert all(cell.get_hatch() for cell in cells(doubtful).values())
    assert "holds zero" in words(doubtful)
    assert "n = 6 paired replications" in words(sure)


def test_color_is_white_at_zero_and_as_strong_on_both_sides() -> None:
    red, none, blue = (around_zero(value, 0.1) for value in (-0.1, 0.0, 0.1))
    assert min(none[:3]) > 0.95
    assert red[0] > red[2]
    assert blue[2] > blue[0]
    assert around_zero(0.0, 0.0) == (1.0, 1.0, 1.0, 1.0)


def test_the_last_month_is_shown_and_a_hole_is_said_to_be_one() -> None:
    table = pd.concat([sweep().assign(month=12, difference=9.0), sweep().iloc[1:]])
    axes = heat(table, "belonging", HOURS, SHARE)
    assert len(axes.patches) == 8
    assert "month 24" in words(axes)
    assert "not in the sweep" in words(axes)


def test_factors_have_the_names_that_are_given() -> None:
    names = {HOURS: Label("In-house training", "请进来培训")}
    assert "“In-house training”" in words(heat(sweep(), "belonging", HOURS, SHARE, names=names))
    chinese = heat(sweep(), "belonging", HOURS, SHARE, names=names, lang="zh")
    assert "横轴：请进来培训" in words(chinese)


def test_one_factor_is_a_line_with_its_intervals() -> None:
    axes = curve(sweep(up=1), "belonging", HOURS)
    drawn = lines(axes)
    assert drawn["effect"].get_xdata().tolist() == [0.0, 20.0, 40.0]
    assert drawn["effect"].get_ydata().tolist() == pytest.approx([0.0, 0.01, 0.02])
    bars = [line.get_ydata() for line in axes.get_lines() if line.get_label() == "_interval"]
    assert bars[2] == pytest.approx([0.016, 0.024])


@pytest.mark.parametrize(
    ("table", "factors", "said"),
    [
        (sweep(up=1), (HOURS, SHARE), "heat.curve"),
        (sweep(), (HOURS, HOURS), "heat.curve"),
        (sweep(), (HOURS, "hours"), "expected one of: policies.staff_training.hours"),
        (pd.concat([sweep().assign(worlds=k) for k in (1, 2)]), (HOURS, SHARE), "worlds vary as"),
    ],
)
def test_what_a_map_cannot_show_is_refused_with_advice(table, factors, said) -> None:
    with pytest.raises(SimError, match=said):
        heat(table, "belonging", *factors)


def test_a_second_factor_is_too_many_for_a_line() -> None:
    with pytest.raises(SimError, match="share vary as well"):
        curve(sweep(), "belonging", HOURS)
