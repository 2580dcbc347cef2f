"""Packages as a matrix: main effects on the diagonal, synergies below, the rest in words."""

from __future__ import annotations

import pytest
from legible import words
from made_up_designs import packages

from sim.charts.source import Source
from sim.charts.synergy import synergy
from sim.errors import SimError

NAMES = Source(policies={"task_offloading": {"en": "Offloading", "zh": "减负"}})


def numbers(axes) -> dict[tuple[float, float], str]:
    """Column and line → what is written in the upper part of a cell."""
    found = {}
    for text in axes.texts:
        column, line = text.get_position()
        if text.get_fontsize() == 9.0:
            found[round(column), round(line)] = text.get_text()
    return found


def test_every_pair_stands_where_its_policies_cross() -> None:
    axes = synergy(*packages(3, half=0.001), "belonging")
    assert numbers(axes) == {
        (0, 0): "+0.020", (1, 1): "+0.040", (2, 2): "+0.060",
        (0, 1): "−0.030", (0, 2): "−0.030", (1, 2): "−0.030",
    }  # fmt: skip
    assert "−0.031 to −0.029" in words(axes)


def test_more_than_two_policies_are_told_below() -> None:
    said = words(synergy(*packages(3, half=0.001), "belonging", source=NAMES))
    assert "Offloading + organization_cultivation + staff_training beyond all pairs: +0.010" in said


def test_doubtful_cells_are_hatched_and_in_brackets() -> None:
    axes = synergy(*packages(2, half=0.025), "belonging")
    assert numbers(axes)[0, 0] == "(+0.020)"
    assert numbers(axes)[0, 1] == "−0.030"
    hatches = {str(cell.get_label()): cell.get_hatch() for cell in axes.patches}
    assert hatches["task_offloading"] == "////"
    assert not hatches["organization_cultivation"]


def test_a_mix_up_in_half_of_the_packages_is_said() -> None:
    alone, together = packages(3)
    said = words(synergy(alone.assign(mixed_with="facilities"), together, "belonging"))
    assert "mixed up" in said
    assert "mixed up" not in words(synergy(alone.assign(mixed_with=""), together, "belonging"))


def test_one_policy_has_no_synergy() -> None:
    alone, together = packages(2)
    with pytest.raises(SimError, match="found 1"):
        synergy(alone.iloc[:1], together, "belonging")
