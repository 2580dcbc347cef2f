"""Government work on the committee's desk, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.workload import (
    excess,
    faked_share,
    handed_down_hours,
    kept_hours,
    overload,
    refilled,
    relieved_hours,
    replies_to_many,
    reply_probability,
    upward_priority,
    upward_room,
)

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0]


def test_hours_come_per_community_and_per_head_amplified(paper, group) -> None:
    p = group("workload", fixed_hours=200.0, hours_per_resident=0.05)
    assert paper(handed_down_hours, 4000.0, 1.2, p) == pytest.approx(480.0)  # 1.2 x (200 + 200)


def test_refilled_space_is_no_relief(paper) -> None:
    assert paper(relieved_hours, 100.0, 0.5, 0.2) == pytest.approx(40.0)
    assert paper(relieved_hours, 100.0, 0.5, 1.0) == 0.0


def test_departments_refill_unless_entry_is_controlled(paper, group) -> None:
    p = group("workload", rebound=0.03)
    assert paper(refilled, 0.4, 0.2, 0.5, p) == pytest.approx(0.212)  # 0.2 + 0.03 x 0.5 x 0.8
    assert paper(refilled, 0.4, 0.2, 1.0, p) == 0.2
    assert paper(refilled, 0.0, 0.2, 0.5, p) == 0.0  # nothing was cleared


def test_appraisal_by_residents_lowers_the_priority_of_government_work(paper, group) -> None:
    p = group("workload", pressure=math.log(17.0 / 3.0), oversight=2.0)
    assert paper(upward_priority, 0.0, p) == pytest.approx(0.85)  # odds of 17 to 3
    assert paper(upward_priority, 0.5, p) == pytest.approx(17.0 / (17.0 + 3.0 * math.e))
    assert paper(upward_priority, 2.0, p) == paper(upward_priority, 1.0, p)


def test_overload_compares_work_with_capacity(paper) -> None:
    assert paper(overload, 50.0, 10.0, 20.0, 100.0) == pytest.approx(0.8)
    assert paper(overload, 5.0, 0.0, 0.0, 0.0) == 5.0  # nobody there: as if one hour


def test_overload_beyond_full_use_saturates(paper, group) -> None:
    p = group("workload", overload_cap=0.5)
    assert [paper(excess, rho, p) for rho in (0.9, 1.3, 2.0)] == pytest.approx([0.0, 0.3, 0.5])


def test_faking_rises_with_overload(paper, group) -> None:
    p = group("workload", fake_slope=0.35, overload_cap=0.5)
    shares = [paper(faked_share, rho, p) for rho in (1.0, 1.4, 9.0)]
    assert shares == pytest.approx([0.0, 0.14, 0.175])


def test_part_of_the_relief_reaches_nobody(paper, group) -> None:
    p = group("workload", pass_through=0.6)
    assert paper(kept_hours, 80.0, 50.0, p) == pytest.approx(12.0)  # 0.4 x 30
    assert paper(kept_hours, 50.0, 80.0, p) == 0.0


def test_voices_are_answered_as_work_allows(paper, group) -> None:
    p = group("trust", reply_floor=0.15, reply_span=0.6, reply_open=0.2)
    assert paper(reply_probability, 100.0, 50.0, 0.5, p) == pytest.approx(0.55)  # 0.15 + 0.3 + 0.1
    assert paper(reply_probability, 0.0, 0.0, 0.5, p) == pytest.approx(0.85)


def test_without_priority_everybody_waits_alike(paper) -> None:
    assert paper(upward_room, 0.85, 60.0, 40.0, 1.0) == 0.85
    assert paper(upward_room, 0.85, 60.0, 40.0, 0.0) == pytest.approx(0.6)  # 60 of 100 hours
    assert paper(upward_room, 0.85, 60.0, 40.0, 0.5) == pytest.approx(0.725)
    assert paper(upward_room, 0.85, 0.0, 0.0, 0.0) == 1.0  # nobody asks for anything


def test_replies_run_out_when_many_speak_up(paper, group) -> None:
    p = group("trust", reply_voices=10.0, reply_crowding=0.5, reply_hours=0.5)
    # 40 of 4,000 are answered as usual; of 160 voices three quarters are beyond that
    assert paper(replies_to_many, 0.6, 40.0, 4000.0, 0.0, p) == pytest.approx(0.6)
    assert paper(replies_to_many, 0.6, 160.0, 4000.0, 0.0, p) == pytest.approx(0.375)
    assert paper(replies_to_many, 0.6, 0.0, 4000.0, 0.0, p) == pytest.approx(0.6)


def test_hours_kept_for_replies_answer_what_would_go_unanswered(paper, group) -> None:
    p = group("trust", reply_voices=10.0, reply_crowding=0.5, reply_hours=0.5)
    # of 160 voices 60 are answered; 20 hours answer 40 more, 50 hours all
    assert paper(replies_to_many, 0.6, 160.0, 4000.0, 20.0, p) == pytest.approx(0.625)
    assert paper(replies_to_many, 0.6, 160.0, 4000.0, 50.0, p) == pytest.approx(1.0)
    assert paper(replies_to_many, 0.6, 0.0, 4000.0, 8.0, p) == pytest.approx(1.0)  # the first voice


@given(SHARE, st.floats(0.1, 500.0), st.floats(100.0, 1e4), st.floats(0.0, 200.0))
def test_more_voices_never_get_a_better_answer(reply, voices, people, hours) -> None:
    p = DEFAULTS.trust
    few = replies_to_many(reply, voices, people, hours, p)
    many = replies_to_many(reply, 1.5 * voices, people, hours, p)
    assert 0.0 <= many <= few + 1e-12 <= 1.0 + 2e-12


@given(SHARE, SHARE)
def test_refill_stays_a_share_and_never_shrinks(refill, control) -> None:
    assert refill <= refilled(0.1, refill, control, DEFAULTS.workload) <= 1.0


@given(st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_more_overload_never_means_less_faking(low, high) -> None:
    low, high = sorted((low, high))
    p = DEFAULTS.workload
    assert 0.0 <= faked_share(low, p) <= faked_share(high, p) <= 1.0


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e4), SHARE)
def test_a_reply_is_a_chance(asked, served, openness) -> None:
    assert 0.0 <= reply_probability(asked, served, openness, DEFAULTS.trust) <= 1.0
