"""Effects against cost: where points stand, which are on the front, how the front is stepped."""

from __future__ import annotations

import pytest
from legible import lines, words
from made_up_designs import priced

from sim.charts.pareto import pareto
from sim.errors import SimError


def test_points_stand_at_cost_and_effect_with_their_intervals() -> None:
    axes = pareto(priced(2), "belonging")
    drawn = lines(axes)
    assert (drawn["s1"].get_xdata(), drawn["s1"].get_ydata()) == ([20.0], [0.01])
    bars = [line for line in axes.get_lines() if line.get_label() == "_interval"]
    assert bars[0].get_ydata() == pytest.approx([0.016, 0.024])


def test_the_front_steps_from_nothing_over_what_nothing_cheaper_reaches() -> None:
    front = lines(pareto(priced(), "belonging"))["front"]
    assert front.get_drawstyle() == "steps-post"
    assert list(front.get_xdata())[:3] == [0.0, 10.0, 30.0]
    assert list(front.get_ydata()) == pytest.approx([0.0, 0.02, 0.05, 0.05])


def test_dominated_ones_are_hollow() -> None:
    drawn = lines(pareto(priced(), "belonging"))
    faces = {name: drawn[name].get_markerfacecolor() for name in ("s0", "s1", "s2", "s3")}
    assert [name for name, face in faces.items() if face == "white"] == ["s1", "s3"]
    assert "hollow" in words(pareto(priced(), "belonging"))
    assert "hollow" not in words(pareto(priced(1), "belonging"))


def test_where_less_is_better_the_front_runs_downward() -> None:
    table = priced(direction=-1).assign(outcome="burnout")
    front = lines(pareto(table, "burnout"))["front"]
    assert list(front.get_ydata()) == pytest.approx([0.0, -0.02, -0.05, -0.05])


def test_thirty_names_are_counted_where_they_find_no_room() -> None:
    assert "more" in words(pareto(priced(30), "belonging"))


def test_no_cost_no_picture() -> None:
    with pytest.raises(SimError, match="cost"):
        pareto(priced().assign(yuan_per_resident_year=float("nan")), "belonging")


def test_costs_that_hardly_differ_are_told_apart_and_said_not_to_begin_at_zero() -> None:
    table = priced().assign(yuan_per_resident_year=[20.0, 20.2, 20.4, 20.6])
    axes = pareto(table, "belonging")
    assert 19.0 < axes.get_xlim()[0] < 20.0
    assert "do not begin at zero" in words(axes)
    far = pareto(priced(), "belonging")
    assert far.get_xlim()[0] < 0.0
    assert "do not begin at zero" not in words(far)
