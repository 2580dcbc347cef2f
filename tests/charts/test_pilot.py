"""Readings of pilots: estimate, truth and roll-out in their places, and the coverage."""

from __future__ import annotations

import pytest
from legible import lines, words
from made_up_designs import evaluations

from sim.charts.pilot import pilot
from sim.errors import SimError


def test_a_panel_for_each_reading_with_three_marks_a_row() -> None:
    host = pilot(evaluations(2), "service_quality")
    panels = host.child_axes
    assert len(panels) == 2
    drawn = lines(panels[0])
    assert drawn["estimate s0"].get_xdata() == pytest.approx([0.1])
    assert drawn["truth s1"].get_xdata() == pytest.approx([0.2])
    assert drawn["rolled_out s1"].get_xdata() == pytest.approx([0.4])
    assert lines(panels[1])["estimate s0"].get_xdata() == pytest.approx([0.25])


def test_the_bar_is_the_truth_and_the_interval_of_the_bias() -> None:
    panel = pilot(evaluations(1)).child_axes[0]
    (bar,) = (line for line in panel.get_lines() if line.get_label() == "_interval")
    assert bar.get_xdata() == pytest.approx([0.2 - 0.12, 0.2 - 0.07])


def test_panels_share_their_scale_and_name_the_coverage() -> None:
    host = pilot(evaluations(3), "participation")
    one, other = (panel.get_xlim() for panel in host.child_axes)
    assert one == pytest.approx(other)
    said = words(host)
    assert "25 %" in said
    assert "75 %" in said
    assert "n = 12 runs" in said
    assert "Difference in differences" in said


def test_a_reading_that_is_not_possible_is_said_to_be_so() -> None:
    table = evaluations(2)
    assert "not possible here" in words(pilot(table.assign(n=[0, *table["n"].iloc[1:]])))


def test_no_evaluation_no_picture() -> None:
    with pytest.raises(SimError):
        pilot(evaluations(0))


def test_every_panel_has_a_scale() -> None:
    for panel in pilot(evaluations(12), "service_quality").child_axes:
        assert len(panel.get_xticks()) >= 2
        assert 0.0 in panel.get_xticks()


def test_unlike_numbers_of_runs_are_told_from_the_least_to_the_most() -> None:
    table = evaluations(1)
    assert "n = 5 to 12 runs" in words(pilot(table.assign(n=[12, 5])))
