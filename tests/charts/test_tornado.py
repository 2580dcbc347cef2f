"""One assumption at a time: how far each bar reaches, in which order, and what luck makes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from legible import words
from made_up_designs import curves

from sim.charts.tornado import FAINT, bars, luck_of, tornado
from sim.errors import SimError


def drawn(axes) -> dict[str, tuple[float, float]]:
    """Factor → both ends of its bar."""
    found = {}
    for container in axes.containers:
        (bar,) = container
        found[container.get_label()] = (bar.get_x(), bar.get_x() + bar.get_width())
    return found


def test_bars_reach_from_least_to_most_and_the_widest_is_on_top() -> None:
    axes = tornado(curves())
    ends = drawn(axes)
    names = [f"assumptions.made_up.factor_{number}" for number in (4, 3, 2, 1)]
    assert list(ends) == names
    for number, name in zip((4, 3, 2, 1), names, strict=True):
        assert ends[name] == pytest.approx((-0.01 * number, 0.02 * number))
    assert axes.get_ylim()[0] > axes.get_ylim()[1], "the first row is the highest"


def test_a_curve_that_turns_back_is_as_wide_as_it_reaches() -> None:
    table = curves(1)
    turned = table.assign(difference=[0.0, 0.0, 0.0]).copy()
    turned["difference"] = [0.01, 0.0, 0.03]
    (bar,) = bars(turned)
    assert (bar.low["value"], bar.high["value"]) == (0.2, 0.3)
    assert bar.width == pytest.approx(0.03)


def test_values_of_the_assumption_stand_at_the_ends() -> None:
    texts = [text.get_text() for text in tornado(curves(1)).texts]
    assert texts[:2] == ["0.1", "0.3"]


def test_luck_is_the_middle_half_width_and_bars_within_it_are_pale() -> None:
    table = curves(2)
    assert luck_of(table) == pytest.approx(0.005)
    wide = table.assign(difference_low=table["difference"] - 0.03,
                        difference_high=table["difference"] + 0.03)  # fmt: skip
    axes = tornado(wide)
    (shaded,) = (patch for patch in axes.patches if patch.get_label() == "_luck")
    assert [shaded.get_x(), shaded.get_width()] == pytest.approx([-0.03, 0.06])
    colors = [container[0].get_facecolor() for container in axes.containers]
    assert colors[0] != colors[1], "only the narrow one lies within"
    assert np.allclose(colors[1][:3], [int(FAINT[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    assert "pale" in words(axes)


def test_too_few_replications_shade_nothing_and_say_so() -> None:
    axes = tornado(curves(n=2))
    assert not [patch for patch in axes.patches if patch.get_label() == "_luck"]
    assert "too few replications" in words(axes)


def test_an_effect_is_called_one() -> None:
    assert "moves the effect on belonging" in words(tornado(curves(), paired=True))
    assert "moves belonging" in words(tornado(curves()))


def test_no_curves_no_picture() -> None:
    with pytest.raises(SimError, match="curve_points"):
        tornado(pd.DataFrame(columns=curves().columns))
