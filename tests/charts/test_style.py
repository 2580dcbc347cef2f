"""Lines are told apart in gray, and words find their places."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from sim.charts import Source
from sim.charts.layout import balanced, spread, text_width, wrapped
from sim.charts.look import Look
from sim.charts.starts import flags
from sim.charts.style import COLORS


def lightness(color: str) -> float:
    """L* of a color, 0 black to 100 white (CIE 1976)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * light ** (1 / 3) - 16


def test_colors_differ_in_lightness_and_stand_out_from_white() -> None:
    for one, other in combinations(COLORS, 2):
        assert abs(lightness(one) - lightness(other)) >= 5
    assert max(map(lightness, COLORS)) < 65


def test_forty_scenarios_have_forty_strokes() -> None:
    names = [f"s{place}" for place in range(40)]
    strokes = Look(Source(baseline="s0")).strokes(names)
    assert (
        len({(str(stroke.dashes), stroke.marker, stroke.color) for stroke in strokes.values()})
        == 40
    )
    first = list(strokes.values())[:8]
    assert len({(str(stroke.dashes), stroke.marker) for stroke in first}) == 8


def test_a_scenario_looks_the_same_whatever_else_is_shown() -> None:
    look = Look(Source(titles={key: {"en": key} for key in ("baseline", "a", "b", "c")}))
    assert look.strokes(["c"])["c"] == look.strokes(["a", "b", "c"])["c"]


def test_outcomes_are_called_as_they_were_declared() -> None:
    assert Look(lang="zh").outcome("belonging") == "归属感"
    assert Look().inside("trust") == "trust in the committee"
    assert (Look().unit("participation"), Look().unit("nothing")) == ("share", "")
    assert Look().outcome("nothing") == "nothing"


def test_labels_keep_their_distance() -> None:
    heights = [0.2, 0.4, 0.2, 0.2]
    centers = spread([1.0, 1.0, 1.02, 1.95], heights, 0.0, 2.0)
    order = sorted(range(4), key=centers.__getitem__)
    for below, above in pairwise(order):
        assert centers[above] - centers[below] >= (heights[above] + heights[below]) / 2 - 1e-9
    assert max(centers) <= 1.9 + 1e-9
    assert spread([0.5, 1.5], [0.2, 0.2], 0.0, 2.0) == pytest.approx([0.5, 1.5])


def test_long_names_are_broken_and_cut() -> None:
    for text in ("减负" * 60, "Relieve " * 40, "x" * 300):
        rows = wrapped(text, 1.5, 8).split("\n")
        assert len(rows) <= 3
        assert rows[-1].endswith("…")
        assert all(text_width(row, 8) < 2.2 for row in rows)


def test_no_word_is_left_alone_and_no_percent_loses_its_number() -> None:
    assert wrapped("The three, ending at month 36", 1.45, 7.5) == "The three, ending at month\n36"
    assert balanced("The three, ending at month 36", 1.45, 7.5).split("\n")[1].count(" ") >= 1
    assert "（\n" not in balanced("三策并举（至第36月）", 0.86, 7.5)
    assert "52\n" not in wrapped("one run and 52\u00a0% of parameters", 0.95, 7.5)


def look(**starts: int) -> Look:
    return Look(Source(starts={"a": starts}, policies={key: {"en": key} for key in starts}))


def test_flags_of_one_month_share_their_words_and_later_ones_stand_lower() -> None:
    together, later = flags(look(relief=1, training=1, grants=13), ["a"], 24, (4.0, 5.5))
    assert (together.month, together.words) == (1, "relief, training")
    assert (later.month, later.words) == (13, "grants")
    assert together.row == later.row == 0, "the words end before the next pole"
    near = flags(look(cultivation=1, grants=2), ["a"], 24, (4.0, 5.5))
    assert [flag.row for flag in near] == [1, 0]


def test_what_finds_no_place_is_counted_or_left_out() -> None:
    names = {f"a policy with a long name {place}": 1 for place in range(9)}
    (flag,) = flags(look(**names), ["a"], 24, (4.0, 5.5))
    assert flag.words == "9 policies start"
    crowded = flags(
        look(**{f"policy{month}": month for month in range(1, 9)}), ["a"], 24, (2.0, 3.0)
    )
    assert [bool(flag.words) for flag in crowded].count(True) == 3
    assert flags(look(late=30), ["a"], 24, (4.0, 5.5)) == []
