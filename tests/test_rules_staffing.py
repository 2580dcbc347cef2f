"""Committee staff, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.staffing import (
    effective_hours,
    exit_probability,
    next_burnout,
    next_professional,
    next_ties,
    practice,
    secondment_start,
    with_experts,
)

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0].staff
HALVES = (0.0, 0.5, 1.0)
LEARNING = {"skill_gain": 0.005, "visit_gain": 1.2, "skill_decay": 0.063, "peer_learning": 0.01}


def test_hours_after_training_and_burnout(paper, group) -> None:
    p = group(
        "staff",
        month_hours=160.0,
        base_productivity=0.68,
        skill_productivity=0.35,
        burnout_drag=0.2,
    )
    # (160 - 10) x (0.68 + 0.35 x 0.4) x (1 - 0.2 x 0.5)
    assert paper(effective_hours, 0.4, 0.5, 10.0, p) == pytest.approx(110.7)
    assert paper(effective_hours, 0.4, 0.5, 200.0, p) == 0.0


def test_burnout_rises_more_for_the_young(paper, group) -> None:
    p = group("staff", burnout_rise=0.1, burnout_recovery=0.045, burnout_young=1.3)
    # 0.4 + 0.1 x 0.5 x 0.6 - 0.045 x 0.4
    assert paper(next_burnout, 0.4, 0.5, False, p) == pytest.approx(0.412)
    assert paper(next_burnout, 0.4, 0.5, True, p) == pytest.approx(0.421)
    assert paper(next_burnout, 0.4, 0.0, True, p) == pytest.approx(0.382)


def test_the_base_hazard_holds_at_a_burnout_of_two_fifths(paper, group) -> None:
    p = group("staff", exit_rate=0.013, exit_burnout=1.5, pay_on_exit=1.5, social_worker_exit=1.3)
    base = -math.expm1(-0.013)
    assert paper(exit_probability, 0.4, 0.0, False, 0.0, p) == pytest.approx(base, abs=1e-15)
    assert paper(exit_probability, 0.6, 0.0, False, 0.2, p) == pytest.approx(base, abs=1e-15)
    social = -math.expm1(-0.0169)
    assert paper(exit_probability, 0.4, 0.0, True, 0.0, p) == pytest.approx(social, abs=1e-15)


def test_three_years_leave_the_stated_share_of_graduates(group) -> None:
    p = group("staff", graduate_retention=0.35)
    assert (1.0 - exit_probability(0.4, 1.0, False, 0.0, p)) ** 36 == pytest.approx(0.35)


def test_talent_that_leaks_half_as_much_lies_between(paper, group) -> None:
    p = group("staff", exit_rate=0.01, graduate_retention=math.exp(-36.0 * 0.03))
    hazards = [-math.log1p(-paper(exit_probability, 0.4, share, False, 0.0, p)) for share in HALVES]
    assert hazards == pytest.approx([0.01, 0.02, 0.03])
    p = group("staff", secondment_months=8.0, graduate_secondment=1.5)
    away = [paper(secondment_start, 0.2, share, p) for share in HALVES]
    assert away == pytest.approx([0.2 / 0.8 / 8.0, 0.25 / 0.75 / 8.0, 0.3 / 0.7 / 8.0])


def test_skill_from_class_and_visit(paper, group) -> None:
    p = group("staff", **LEARNING)
    # 0.4 + 0.005 x (2 + 1.2 x 1) x 0.6
    assert paper(next_professional, 0.4, 0.4, 2.0, 1.0, 0.5, 0.4, p) == pytest.approx(0.4096)


def test_unused_skill_is_lost_and_peers_teach(paper, group) -> None:
    p = group("staff", **LEARNING)
    # 0.6 - 0.063 x (1 - 0.5) x (0.6 - 0.4), then + 0.01 x (0.8 - 0.6)
    assert paper(next_professional, 0.6, 0.4, 0.0, 0.0, 0.5, 0.6, p) == pytest.approx(0.5937)
    assert paper(next_professional, 0.6, 0.4, 0.0, 0.0, 0.5, 0.8, p) == pytest.approx(0.5957)


def test_unused_skill_halves_within_the_sourced_half_life(group) -> None:
    # S90: 6.5 to 13 months without any use
    low, high = 6.5, 13.0
    for decay in (0.053, 0.063, 0.107):
        p = group("staff", skill_decay=decay)
        gained, months = 0.2, 0
        while gained > 0.1:
            gained = next_professional(0.4 + gained, 0.4, 0.0, 0.0, 0.0, 0.0, p) - 0.4
            months += 1
        assert low - 1.0 <= months <= high + 1.0


def test_forms_use_professional_skill_partly(paper, group) -> None:
    p = group("staff", practice_floor=0.35)
    assert paper(practice, 0.3, p) == pytest.approx(0.545)  # 0.35 + 0.65 x 0.3
    assert paper(practice, 1.0, p) == 1.0


def test_ties_grow_toward_those_of_a_native(paper, group) -> None:
    p = group("staff", ties_local=0.75, ties_growth=0.03)
    assert paper(next_ties, 0.25, p) == pytest.approx(0.265)
    assert paper(next_ties, 0.8, p) == 0.8


def test_called_up_as_often_as_keeps_the_share_away(paper, group) -> None:
    p = group("staff", secondment_months=8.0, graduate_secondment=1.5)
    start = paper(secondment_start, 0.2, 0.0, p)
    assert start == pytest.approx(0.03125)  # 0.2 / 0.8 / 8
    assert start / (start + 1.0 / 8.0) == pytest.approx(0.2)  # the settled share
    assert paper(secondment_start, 0.2, 1.0, p) == pytest.approx(0.3 / 0.7 / 8.0)


def test_experts_lend_part_of_what_is_missing(paper, group) -> None:
    p = group("staff", expert_gain=0.2)
    assert paper(with_experts, 0.4, 1.0, p) == pytest.approx(0.46)  # 0.4 + 0.2 x 1/2 x 0.6
    assert paper(with_experts, 0.4, 0.0, p) == 0.4


@given(SHARE, SHARE, st.floats(0, 20), st.floats(0, 20), SHARE, SHARE)
def test_skill_stays_a_share_and_training_never_harms(
    skill, start, hours, visits, used, team
) -> None:
    trained = next_professional(skill, start, hours, visits, used, team, DEFAULTS)
    assert 0.0 <= next_professional(skill, start, 0.0, 0.0, used, team, DEFAULTS) <= trained <= 1.0


@given(SHARE, SHARE, st.floats(0.0, 0.5), SHARE, st.booleans())
def test_burnout_drives_exit_and_pay_holds(calm, burnt, pay, graduate, social) -> None:
    calm, burnt = sorted((calm, burnt))
    low = exit_probability(calm, graduate, social, pay, DEFAULTS)
    high = exit_probability(burnt, graduate, social, 0.0, DEFAULTS)
    assert 0.0 <= low <= high <= 1.0


@given(SHARE, st.floats(0.0, 0.5), st.booleans())
def test_burnout_settles_inside_its_range(burnout, over, young) -> None:
    assert 0.0 <= next_burnout(burnout, over, young, DEFAULTS) <= 1.0
