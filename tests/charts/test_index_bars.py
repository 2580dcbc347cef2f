"""Indices of Sobol' and Morris: values, intervals, order, and the inert parameter beside them."""

from __future__ import annotations

import pandas as pd
import pytest
from legible import lines, words
from made_up_designs import morris, sobol

from sim.charts.indices import indices
from sim.errors import SimError


def test_total_and_first_index_stand_where_they_are_with_their_intervals() -> None:
    axes = indices(sobol(3))
    drawn = lines(axes)
    for number in (1, 2, 3):
        name = f"assumptions.made_up.factor_{number}"
        assert drawn[f"ST {name}"].get_xdata() == pytest.approx([0.1 * number])
        assert drawn[f"S1 {name}"].get_xdata() == pytest.approx([0.05 * number])
    totals = [line.get_xdata() for line in axes.get_lines() if line.get_label() == "_ST"]
    assert totals[0] == pytest.approx([0.27, 0.33]), "the largest comes first"
    assert totals[3] == pytest.approx([-0.04, 0.08]), "the inert one last"


def test_the_line_stands_at_the_end_of_the_inert_parameters_interval() -> None:
    axes = indices(sobol())
    (floor,) = (each for each in axes.collections if each.get_label() == "_floor")
    assert floor.get_segments()[0][:, 0] == pytest.approx([0.08, 0.08])
    assert "An inert parameter" in words(axes)


def test_those_not_told_apart_are_paler_and_that_is_said() -> None:
    drawn = lines(indices(sobol(2)))
    weak, strong = (drawn[f"ST assumptions.made_up.factor_{k}"].get_color() for k in (1, 2))
    assert weak == drawn["ST dummy"].get_color() != strong
    assert "pale: cannot be told" in words(indices(sobol(2)))
    table = sobol(2).assign(influential=True)
    assert "pale" not in words(indices(table))


def test_morris_has_one_mark_a_factor_and_the_unit_of_the_outcome() -> None:
    axes = indices(morris(2).assign(outcome="participation"), paired=True)
    drawn = lines(axes)
    assert drawn["mu_star assumptions.made_up.factor_2"].get_xdata() == pytest.approx([0.2])
    assert not [name for name in drawn if name.startswith("S1")]
    assert "20.0 [17.0, 23.0]" in words(axes)  # percentage points
    assert "percentage points" in words(axes)
    assert "the effect on participation" in words(axes)


def test_the_note_tells_the_floor_without_common_luck() -> None:
    floor = pd.DataFrame({"outcome": ["trust", "belonging"], "replications": [3, 5],
                          "floor": [0.9, 0.12]})  # fmt: skip
    said = words(indices(sobol(), floor=floor))
    assert "a total of 0.12" in said
    assert "n = 5" in said


@pytest.mark.parametrize("table", [pd.DataFrame({"outcome": []}), sobol().iloc[:0]])
def test_a_table_without_indices_is_refused(table) -> None:
    with pytest.raises(SimError):
        indices(table)
