"""The picture of causal loops: what is measured, what is left out, what is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from sim.charts.loops import Arrow, Box, loops
from sim.charts.saving import svg
from sim.documents.causal import Felt, Link, felt_in, links, sign_of, told
from sim.documents.nodes import NODES
from sim.documents.nudging import Column, changed, columns_of, with_more
from sim.documents.pictures import PICTURE, feedback, loops_picture
from sim.schedule import SCHEDULE
from sim.state import World

SIGNS = {(link.cause, link.effect): link.sign for link in links()}


def test_every_column_of_a_node_exists_and_is_written_by_a_phase(settled: World) -> None:
    written = {name for phase in SCHEDULE for name in phase.writes}
    for node in NODES.values():
        for item in columns_of(node):
            assert item.key in written, f"{node.key}: {item.key}"
            assert len(item.of(settled)) == len(getattr(settled, item.table))
        assert set(node.through) <= set(NODES)


@pytest.mark.parametrize(
    ("cause", "effect", "sign"),
    [
        ("work", "overload", 1),  # more of the same hours, same capacity
        ("capacity", "overload", -1),
        ("burnout", "capacity", -1),
        ("overload", "burnout", 1),
        ("complaints", "work", 1),  # stability work
        ("served", "trust", 1),
        ("expectation", "satisfaction", -1),  # disconfirmation
        ("admin_share", "efficacy", -1),  # seen as government
        ("grievance", "complaints", 1),
        ("belonging", "part", 1),
        ("known", "belonging", 1),
        ("dependence", "volunteers", -1),  # crowding out
    ],
)
def test_signs_that_the_rules_leave_no_choice_about(cause: str, effect: str, sign: int) -> None:
    assert SIGNS[cause, effect] == sign


def test_no_arrow_where_no_phase_reads_one_and_writes_the_other() -> None:
    for link in links():
        cause, effect = ({item.key for item in columns_of(NODES[key])} for key in link[:2])
        for name in link.phases:
            [phase] = [each for each in SCHEDULE if each.__name__ == name]
            assert cause & set(phase.reads)
            assert effect & set(phase.writes)


def test_a_nudge_moves_its_column_alone_and_up_is_up(settled: World) -> None:
    trust = Column(1, "residents", "trust", None)
    more = with_more(settled, [trust], 1)
    np.testing.assert_allclose(more.residents.trust, np.minimum(settled.residents.trust + 0.05, 1))
    assert (changed(settled, more, trust) > 0.0).all()
    assert (more.residents.belonging == settled.residents.belonging).all()


def test_one_more_is_a_twin_and_one_less_goes(settled: World) -> None:
    office = Column(1, "staff", "active", None)
    assert (changed(settled, with_more(settled, [office], 1), office) == 1.0).all()
    assert (changed(settled, with_more(settled, [office], -1), office) == -1.0).all()


def test_a_month_of_measuring_is_a_month_of_the_world(settled: World) -> None:
    from sim.simulation import step

    other = settled.copy()
    felt_in(settled, 1)
    step(other)
    assert (settled.residents.belonging == other.residents.belonging).all()
    assert (settled.flows.buffer == other.flows.buffer).all()


def test_a_sign_is_what_nine_in_ten_agree_on() -> None:
    assert sign_of(np.array([1.0, 2.0, 0.0])) == 1
    assert sign_of(np.array([-1.0] * 9 + [1.0])) == -1
    assert sign_of(np.array([1.0, 1.0, -1.0])) == 0


def test_faint_arrows_and_detours_are_left_out() -> None:
    felt: Felt = {
        ("take_part", "belonging", "part"): np.array([1.0]),
        ("take_part", "belonging", "known"): np.array([1.0]),  # told by way of taking part
        ("take_part", "part", "known"): np.array([2.0]),
        ("take_part", "trust", "part"): np.array([0.01]),  # a hundredth of the strongest
    }
    assert told(felt) == (
        Link("belonging", "part", 1, ("take_part",)),
        Link("part", "known", 1, ("take_part",)),
    )


def test_loops_are_found_once_and_unsigned_arrows_close_none() -> None:
    found = (
        Link("belonging", "part", 1, ()), Link("part", "belonging", 1, ()),
        Link("known", "belonging", 1, ()), Link("part", "known", 0, ()),
    )  # fmt: skip
    [loop] = feedback(found)
    assert {link.cause for link in loop} == {"belonging", "part"}


def test_the_chart_has_every_box_and_every_arrow() -> None:
    boxes = {"a": Box("One", "left", 1.0, 1.0), "b": Box("Two", "right", 4.0, 1.0)}
    words = {"title": "T", "note": "N", "left": "L", "right": "R",
             "more": "m", "less": "l", "differs": "d"}  # fmt: skip
    figure = loops(boxes, [Arrow("a", "b", 1), Arrow("b", "a", -1)], words)
    sheet = figure.axes[0]
    assert [text.get_text() for text in sheet.texts] == ["One", "Two", "+", "−"]
    assert len(sheet.patches) == 2 + 2 * 2  # a box each; a line and a head for each arrow
    assert svg(figure) == svg(loops(boxes, [Arrow("a", "b", 1), Arrow("b", "a", -1)], words))


def test_the_picture_is_the_same_every_time_and_in_both_languages() -> None:
    english, chinese = loops_picture("en"), loops_picture("zh")
    assert english == loops_picture.__wrapped__("en")
    assert "metadata" not in english
    assert all(NODES[key].zh in chinese for key in NODES)
    assert PICTURE["title"][0] in english
