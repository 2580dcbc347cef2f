"""The network of one community: who is drawn, what leads outside, the same places every time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from legible import words
from made_up_designs import circle

from sim.charts.network import layout, network, split
from sim.errors import SimError


def test_ties_inside_are_drawn_and_others_counted() -> None:
    axes = network(*circle(12))
    (ties,) = (each for each in axes.collections if each.get_label() == "ties")
    assert len(ties.get_segments()) == 11
    assert "12 simulated residents, 11 ties among them; 2 lead to other communities" in words(axes)


def test_lines_end_at_the_marks() -> None:
    axes = network(*circle(5))
    found = {str(each.get_label()): each for each in axes.collections}
    marks = {tuple(place) for key in ("part", "no_part") for place in found[key].get_offsets()}
    ends = {tuple(end) for line in found["ties"].get_segments() for end in line}
    assert ends == marks


def test_shape_is_taking_part_and_shade_is_belonging() -> None:
    found = {str(each.get_label()): each for each in network(*circle(12)).collections}
    assert len(found["part"].get_offsets()) == 4
    assert len(found["no_part"].get_offsets()) == 8
    light = found["no_part"].get_facecolors()[:, :3].sum(axis=1)
    assert (np.diff(light) < 0).all(), "who belongs more is darker"


def test_the_layout_is_the_same_every_time_and_fills_the_sheet() -> None:
    residents, ties = circle(30)
    names = residents["resident"].tolist()
    inside, _ = split(residents, ties)
    first, second = layout(names, inside), layout(names, inside)
    assert np.array_equal(first, second)
    assert first.min(axis=0) == pytest.approx([0.0, 0.0])
    assert first.max(axis=0) == pytest.approx([1.0, 1.0])


def test_who_knows_nobody_is_counted() -> None:
    residents, ties = circle(6)
    assert "1 know nobody" in words(network(residents, ties[ties["resident"] < 4]))


def test_a_tie_of_a_stranger_is_refused() -> None:
    residents, _ = circle(3)
    with pytest.raises(SimError, match="resident 77"):
        network(residents, pd.DataFrame({"resident": [77], "other": [0]}))
    with pytest.raises(SimError, match="the table is empty"):
        network(residents.iloc[:0], pd.DataFrame({"resident": [], "other": []}))
