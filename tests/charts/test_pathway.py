"""The pathway: changes in the boxes, pale where unclear, arrows that the model really has."""

from __future__ import annotations

import pytest
from legible import words
from made_up_designs import along
from matplotlib.patches import FancyBboxPatch

from sim.charts.pathway import ARROWS, COLUMNS, pathway
from sim.documents.causal import links
from sim.errors import SimError

NODES = {
    "relieved_hours": ("work", -1), "overload": ("overload", 1), "admin_share": ("admin_share", 1),
    "burnout": ("burnout", 1), "skill": ("skill", 1),
    "organizations_active": ("organizations", 1), "served_share": ("served", 1),
    "service_quality": ("quality", 1), "satisfaction": ("satisfaction", 1), "trust": ("trust", 1),
    "efficacy": ("efficacy", 1), "participation": ("part", 1), "known_neighbors": ("known", 1),
    "belonging": ("belonging", 1),
}  # fmt: skip
"""Outcome → node of the measured picture; hours that were moved out are less work."""

BETWEEN = ("capacity", "reply", "channels")
"""Nodes without an outcome, through which one arrow may lead."""

SIGNS = {(link.cause, link.effect): link.sign for link in links()}


def boxes(axes) -> dict[str, FancyBboxPatch]:
    return {str(each.get_label()): each for each in axes.patches
            if isinstance(each, FancyBboxPatch)}  # fmt: skip


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: f"{arrow.start}-{arrow.end}")
def test_every_arrow_is_a_measured_link_with_its_sign(arrow) -> None:
    (start, turn), (end, _) = NODES[arrow.start], NODES[arrow.end]
    ways = [SIGNS.get((start, end))]
    ways += [
        SIGNS[start, middle] * SIGNS[middle, end]
        for middle in BETWEEN
        if (start, middle) in SIGNS and (middle, end) in SIGNS
    ]
    assert arrow.sign in {turn * way for way in ways if way is not None}


def test_every_box_is_an_outcome_with_a_node_and_an_arrow() -> None:
    shown = {key for column in COLUMNS for key in column.outcomes}
    assert shown == set(NODES)
    assert shown == {end for arrow in ARROWS for end in (arrow.start, arrow.end)}


def test_changes_stand_in_the_boxes() -> None:
    said = words(pathway(along(), "package"))
    assert "▲ +20.0 +18.0 to +22.0" in said  # the share of needs served, in points
    assert "▼ −0.030 −0.033 to −0.027" in said
    assert "▲ +4,322 +3,889 to +4,754" in said, "long numbers are rounded"
    assert "not in the table" in said, "burnout"


def test_boxes_without_a_clear_change_are_pale_and_worse_ones_dashed() -> None:
    found = boxes(pathway(along(), "package"))
    assert set(found) == set(NODES)
    white = {key for key, box in found.items() if box.get_facecolor()[:3] == (1.0, 1.0, 1.0)}
    assert white == {"admin_share", "burnout"}
    dashed = {key for key, box in found.items() if box.get_linestyle() not in ("solid", "-")}
    assert dashed == {"efficacy"}, "less efficacy is worse, less overload better"


def test_arrows_look_alike_whatever_changed() -> None:
    small, large = (
        pathway(along().assign(difference=along()["difference"] * k), "package") for k in (1, 9)
    )
    widths = [sorted(patch.get_linewidth() for patch in axes.patches) for axes in (small, large)]
    assert widths[0] == widths[1]
    assert "which arrow is not told" in words(small)


def test_an_unknown_scenario_is_refused() -> None:
    with pytest.raises(SimError, match="'other'"):
        pathway(along(), "other")
