"""Where committee hours go: two uses that fill the panel, and what is not told."""

from __future__ import annotations

import numpy as np
import pytest
from legible import lines, words
from made_up_designs import institutions

from sim.charts.hours import hours
from sim.charts.source import Source
from sim.errors import SimError

TWO = institutions(["baseline", "package"])


def test_the_two_uses_fill_every_panel_and_meet_at_the_mean_share() -> None:
    panel = hours(TWO).child_axes[1]
    areas = {str(each.get_label()): each for each in panel.collections}
    for month in (1.0, 24.0):
        heights = {
            use: {y for x, y in areas[use].get_paths()[0].vertices if x == month}
            for use in ("government", "residents")
        }
        assert sorted(heights["government"]) == pytest.approx([0.0, 0.61])  # 0.60 and 0.62
        assert sorted(heights["residents"]) == pytest.approx([0.61, 1.0])


def test_other_panels_show_where_the_baseline_runs() -> None:
    first, second = hours(TWO).child_axes
    assert "_baseline" not in lines(first)
    assert np.allclose(lines(second)["_baseline"].get_ydata(), 0.71)
    assert "61 %" in words(second)


def test_starts_of_policies_are_flagged_and_what_is_left_out_is_said() -> None:
    source = Source(starts={"package": {"staff_training": 7}})
    host = hours(TWO, source=source)
    assert lines(host.child_axes[1])["_start"].get_xdata().tolist() == [7, 7]
    assert "_start" not in lines(host.child_axes[0])
    assert "hours left over" in words(host)
    assert "n = 2 replications" in words(host)


def test_uses_differ_without_color() -> None:
    areas = {str(each.get_label()): each for each in hours(TWO).child_axes[0].collections}
    assert areas["government"].get_hatch()
    assert not areas["residents"].get_hatch()


def test_runs_without_the_share_are_refused() -> None:
    with pytest.raises(SimError, match="admin_share"):
        hours(TWO.drop(columns="admin_share"))


def test_each_use_is_named_in_its_own_area() -> None:
    levels = {text.get_text(): text.get_position()[1] for text in hours(TWO).child_axes[0].texts}
    assert levels["government work"] == pytest.approx(0.71 / 2)
    assert levels["residents' needs"] == pytest.approx((1 + 0.71) / 2)
