"""The map: marks of the right size, shape and shade, towns outlined, one scale for all maps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from legible import words
from made_up_designs import places

from sim.charts.apart import Box, apart, placed
from sim.charts.county import county_map
from sim.charts.ground import around
from sim.errors import SimError

TWO = places(["baseline", "package"])


def marks(panel) -> dict[str, object]:
    return {str(each.get_label()): each for each in panel.collections}


def test_area_is_residents_and_shade_is_the_outcome() -> None:
    first, second, _ = county_map(TWO, "belonging").child_axes
    villages = marks(first)["village"]
    people = [1000.0 + 100 * k for k in range(3, 24, 4)]
    areas = villages.get_sizes()
    assert areas / areas[0] == pytest.approx(np.array(people) / people[0])
    light, dark = (
        marks(panel)["village"].get_facecolors()[:, :3].sum() for panel in (first, second)
    )
    assert dark < light, "more is darker, on one scale for both maps"


def test_kinds_have_shapes_of_their_own() -> None:
    panel = county_map(TWO, "belonging").child_axes[0]
    shapes = [each.get_paths()[0].vertices.tolist() for each in marks(panel).values()]
    assert len(shapes) == 4
    assert all(one != other for k, one in enumerate(shapes) for other in shapes[:k])


def test_shades_keep_to_limits_that_are_given() -> None:
    own = county_map(TWO, "belonging").child_axes[0]
    given = county_map(TWO, "belonging", limits=(0.0, 5.0)).child_axes[0]
    assert (
        marks(own)["village"].get_facecolors().sum()
        < marks(given)["village"].get_facecolors().sum()
    )


def test_a_missing_value_is_hollow_and_said_to_be() -> None:
    table = TWO.copy()
    table.loc[table["community"] == "unit 004", "belonging"] = np.nan
    host = county_map(table, "belonging")
    white = [color for color in marks(host.child_axes[0])["village"].get_facecolors()
             if color[:3].min() == 1.0]  # fmt: skip
    assert len(white) == 1
    assert "hollow" in words(host)


def test_every_town_is_outlined_and_holds_its_communities() -> None:
    panel = county_map(TWO, "belonging").child_axes[0]
    towns = [patch for patch in panel.patches if str(patch.get_label()).startswith("_town")]
    assert len(towns) == 4
    inside = sum(town.get_path().contains_points(group.get_offsets()).sum()
                 for town in towns for group in marks(panel).values())  # fmt: skip
    assert inside >= 24


def test_the_outline_of_a_square_is_the_square_with_air() -> None:
    square = np.array([(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (2.0, 2.0)])
    outline = around(square, 1.0)
    assert outline.min(axis=0) == pytest.approx([-1.0, -1.0])
    assert outline.max(axis=0) == pytest.approx([5.0, 5.0])
    assert np.hypot(*(outline - 2.0).T).min() > 2.9


def test_names_stand_only_where_they_are_asked_for() -> None:
    assert "unit 001" not in words(county_map(TWO, "belonging"))
    assert "unit 024" in words(county_map(TWO, "belonging", named=True))


def test_the_month_is_the_last_one_or_the_one_asked_for() -> None:
    assert "month 2" in words(county_map(TWO, "belonging"))
    assert "month 1" in words(county_map(TWO, "belonging", 1))
    with pytest.raises(SimError, match="month: found 9"):
        county_map(TWO, "belonging", 9)


def test_means_over_replications_are_shaded_and_counted() -> None:
    both = pd.concat([TWO.assign(replication=k, belonging=TWO["belonging"] + k) for k in (0, 1)])
    means, shifted = county_map(both, "belonging"), county_map(
        TWO.assign(belonging=TWO["belonging"] + 0.5), "belonging")  # fmt: skip
    for one, other in zip(means.child_axes[:2], shifted.child_axes[:2], strict=True):
        colors = [marks(panel)["village"].get_facecolors() for panel in (one, other)]
        assert np.allclose(*colors)
    assert "n = 2 replications" in words(means)


def test_a_column_that_lacks_is_named() -> None:
    with pytest.raises(SimError, match="'town'"):
        county_map(TWO.drop(columns="town"), "belonging")


def test_circles_that_cover_each_other_are_pushed_apart_and_others_stay() -> None:
    points = np.array([(0.0, 0.0), (0.5, 0.0), (9.0, 9.0)])
    moved = apart(points, np.array([1.0, 1.0, 1.0]))
    assert np.hypot(*(moved[0] - moved[1])) == pytest.approx(2.0, abs=0.01)
    assert moved[:2].mean(axis=0) == pytest.approx([0.25, 0.0], abs=1e-5)
    assert moved[2] == pytest.approx([9.0, 9.0], abs=1e-5)


def test_a_name_takes_the_free_side_or_none() -> None:
    (alone,) = placed([Box(0.0, 0.0, 0.1, 0.1)], [(1.0, 0.1)])
    assert alone is not None
    assert alone.x == pytest.approx(0.63), "right of the mark"
    crowd = [Box(x, y, 0.1, 0.1) for x, y in ((0, 0), (0.5, 0), (-0.5, 0), (0, 0.15), (0, -0.15))]
    assert placed(crowd, [(1.0, 0.1), *[(0.01, 0.01)] * 4])[0] is None


def test_a_shade_is_the_mean_of_unlike_replications() -> None:
    other = TWO.assign(replication=1, belonging=TWO["belonging"].where(TWO["town"] > 0, 0.9))
    both = pd.concat([TWO.assign(replication=0), other])
    mean = TWO.assign(belonging=(TWO["belonging"] + other["belonging"]) / 2)
    first, second = (
        marks(county_map(table, "belonging", limits=(0.0, 1.0)).child_axes[0])["village"]
        for table in (both, mean)
    )
    assert np.allclose(first.get_facecolors(), second.get_facecolors())


def test_means_that_are_given_tell_of_how_many() -> None:
    assert "n = 6 replications" in words(county_map(TWO.assign(n=6), "belonging"))


def test_the_legend_has_shares_in_percent_and_half_of_the_most_residents() -> None:
    share = TWO[TWO["kind"] == "village"].assign(participation=TWO["belonging"])
    said = words(county_map(share, "participation", limits=(0.2, 0.6)))
    assert "20% 40% 60%" in said
    assert "3,300 1,650 residents" in said
