"""Social organizations, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, assume, record
from sim.rules.organizations import (
    bound_share,
    closing_probability,
    credit_yuan,
    founding_probability,
    learning_factor,
    next_dependence,
    organization_skill,
    shell_probability,
    volunteers_left,
    wanted_posts,
)

DEFAULTS = record(Assumptions())[0].organizations


def test_founding_rates_add_up_and_become_a_chance(paper, group) -> None:
    p = group("organizations", founding=0.03, founding_incubation=0.4, founding_purchase=0.004)
    # (0.03 + 0.4 x 0.5) x 0.2 + 0.004 x 5 = 0.066 a year
    chance = paper(founding_probability, 5.0, 0.5, 0.2, p)
    assert chance == pytest.approx(-math.expm1(-0.0055), abs=1e-15)


def test_twelve_months_of_founding_are_one_year(group) -> None:
    p = group("organizations", founding=0.03)
    none_in_a_year = (1.0 - founding_probability(0.0, 0.0, 1.0, p)) ** 12
    assert none_in_a_year == pytest.approx(math.exp(-0.03), abs=1e-14)


def test_empty_shells_come_with_speed_and_stop_at_the_gate(paper, group) -> None:
    p = group("organizations", shell_share=0.15, shell_speed=0.35)
    assert paper(shell_probability, 0.0, 0.0, p) == pytest.approx(0.15)
    assert paper(shell_probability, 0.4, 0.5, p) == pytest.approx(0.145)  # (0.15 + 0.14) / 2
    assert paper(shell_probability, 12.0, 0.0, p) == 1.0
    assert paper(shell_probability, 12.0, 1.0, p) == 0.0


def test_the_young_close_sooner(paper, group) -> None:
    p = group("organizations", exit_rate=0.04, exit_young=1.5, young_months=24.0)
    # at birth 0.04 / 12 x 2.5; when 1.5 e^(-age/24) = 1, 0.04 / 12 x 2
    assert paper(closing_probability, 0.0, p) == pytest.approx(-math.expm1(-0.1 / 12.0), abs=1e-15)
    age = 24.0 * math.log(1.5)
    assert paper(closing_probability, age, p) == pytest.approx(-math.expm1(-0.08 / 12), abs=1e-14)


def test_learning_is_a_power_of_cumulated_work(paper, group) -> None:
    p = group("organizations", learning=0.2, learning_hours=2000.0)
    assert paper(learning_factor, 0.0, p) == 1.0
    assert paper(learning_factor, 2000.0, p) == pytest.approx(2.0**0.2, abs=1e-14)
    assert paper(learning_factor, 1e12, p) == 2.0  # held to half the unit cost


def test_skill_is_half_way_up_after_a_half_life(paper, group) -> None:
    p = group("organizations", skill_start=0.45, skill_top=0.75, skill_hours=4000.0)
    assert paper(organization_skill, 0.0, p) == pytest.approx(0.45)
    assert paper(organization_skill, 4000.0 * math.log(2.0), p) == pytest.approx(0.6, abs=1e-14)


def test_volunteers_are_crowded_out_beyond_the_peak(paper, group) -> None:
    p = group("organizations", crowding_out=0.5, crowding_peak=0.4)
    assert paper(volunteers_left, 12.0, 0.4, p) == 12.0
    assert paper(volunteers_left, 12.0, 0.7, p) == pytest.approx(10.5)  # half way: 12 (1 - 1/8)
    assert paper(volunteers_left, 12.0, 1.0, p) == pytest.approx(6.0)


def test_government_money_crowds_in_where_the_sign_is_turned() -> None:
    at_work = record(assume({"signs.crowding": -1.0, "organizations.crowding_out": 0.5}))[0]
    p = at_work.organizations
    assert volunteers_left(12.0, 1.0, p) == pytest.approx(18.0)  # 12 (1 + 1/2)


def test_contracts_bind_hours_in_proportion_to_dependence(paper, group) -> None:
    p = group("organizations", reporting=0.12)
    assert paper(bound_share, 0.5, p) == pytest.approx(0.06)
    assert paper(bound_share, 0.0, p) == 0.0


def test_posts_for_contracts_and_for_what_the_cash_can_carry(paper, group) -> None:
    p = group("organizations", month_hours=130.0, wage_yuan=2500.0, overhead=0.2, spend_months=20.0)
    # 390 hours at 1.5 hours of service an hour; 3,000 yuan a month for twenty months are one post
    assert paper(wanted_posts, 390.0, 1.5, 0.0, p) == pytest.approx(2.0)
    assert paper(wanted_posts, 0.0, 1.0, 60_000.0, p) == pytest.approx(1.0)
    assert paper(wanted_posts, 390.0, 1.5, -9_000.0, p) == pytest.approx(2.0)


def test_directors_differ_in_the_credit_they_can_raise(paper, group) -> None:
    p = group("organizations", credit_months=2.0, credit_spread=0.5)
    assert paper(credit_yuan, 3000.0, 0.5, p) == pytest.approx(6000.0)
    assert paper(credit_yuan, 3000.0, 0.0, p) == pytest.approx(3000.0)  # half as much
    assert paper(credit_yuan, 3000.0, 1.0, p) == pytest.approx(9000.0)


def test_dependence_remembers_about_a_year(paper) -> None:
    # nine tenths of this month's income are the government's: 0.5 + (0.9 - 0.5) / 12
    assert paper(next_dependence, 0.5, 900.0, 100.0, 1.0 / 12.0) == pytest.approx(0.5 + 0.4 / 12.0)
    assert paper(next_dependence, 0.5, 0.0, 0.0, 1.0 / 12.0) == 0.5


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_more_work_never_unlearns(little, much) -> None:
    little, much = sorted((little, much))
    assert 1.0 <= learning_factor(little, DEFAULTS) <= learning_factor(much, DEFAULTS) <= 2.0
    assert organization_skill(little, DEFAULTS) <= organization_skill(much, DEFAULTS)


@given(st.floats(0.0, 100.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_founding_is_a_chance_that_money_raises(yuan, incubation, share) -> None:
    chance = founding_probability(yuan, incubation, share, DEFAULTS)
    assert 0.0 <= chance <= founding_probability(yuan + 1.0, incubation, share, DEFAULTS) < 1.0
