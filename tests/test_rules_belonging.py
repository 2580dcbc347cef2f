"""Belonging and its four elements, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.belonging import (
    belonging_target,
    connection,
    fulfilment,
    heart,
    membership,
    next_belonging,
)

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0].belonging
MEMBER = {
    "member_base": 0.06,
    "member_hukou": 0.15,
    "member_owner": 0.15,
    "member_tenure": 0.36,
    "tenure_years": 5.0,
    "heart_in_village": 0.3,
}


def test_the_heart_leaves_the_village_over_years(paper, group) -> None:
    p = group("belonging", heart_years=7.0)
    half_life = 84.0 * math.log(2.0)
    assert paper(heart, 0.0, False, p) == 1.0
    assert paper(heart, half_life, False, p) == pytest.approx(0.5, abs=1e-15)


def test_the_heart_stays_while_collective_membership_lasts(paper, group) -> None:
    assert paper(heart, 600.0, True, group("belonging")) == 1.0


def test_membership_of_a_registered_tenant_on_the_first_day(paper, group) -> None:
    p = group("belonging", **MEMBER)
    assert paper(membership, 0.0, True, False, 0.0, 1.0, p) == pytest.approx(0.21)  # 0.06 + 0.15


def test_membership_of_an_owner_whose_heart_is_elsewhere(paper, group) -> None:
    # 0.06 + 0.15 + 0.15 + half of 0.36, less 0.3
    tenure = 60.0 * math.log(2.0)
    p = group("belonging", **MEMBER)
    assert paper(membership, tenure, True, True, 1.0, 1.0, p) == pytest.approx(0.24, abs=1e-12)
    assert paper(membership, 0.0, False, False, 1.0, 1.0, p) == 0.0  # 0.06 - 0.3 is held to 0


def test_years_in_a_new_estate_detach_where_the_sign_is_turned(paper, group) -> None:
    # 0.06 + 0.15 + 0.15, and half of 0.36 on top or less
    tenure = 60.0 * math.log(2.0)
    p = group("belonging", **MEMBER)
    members = [paper(membership, tenure, True, True, 0.0, sign, p) for sign in (1.0, 0.0, -1.0)]
    assert members == pytest.approx([0.54, 0.36, 0.18], abs=1e-12)


def test_fulfilment_weighs_satisfaction_and_access(paper, group) -> None:
    p = group("belonging", fulfil_satisfaction=0.65)
    assert paper(fulfilment, 0.6, 0.4, p) == pytest.approx(0.53)  # 0.39 + 0.14


CONNECT = {
    "connect_base": 0.05,
    "connect_known": 0.3,
    "connect_neighbors": 0.2,
    "connect_active": 0.2,
    "connect_grievance": 0.25,
    "connect_own": 0.3,
}


def test_connection_adds_up(paper, group) -> None:
    p = group("belonging", **CONNECT)
    # 0.05 + 0.3 x 0.5 + 0.2 x 0.4 + 0.2 x 0.3 + 0.3
    assert paper(connection, 0.5, 0.4, 0.0, 0.3, 1.0, p) == pytest.approx(0.64)
    assert paper(connection, 1.0, 1.0, 0.0, 1.0, 1.0, p) == 1.0  # 1.05 is held to 1


def test_aggrieved_neighbors_whom_one_knows_set_a_distance(paper, group) -> None:
    p = group("belonging", **CONNECT)
    # 0.64, less 0.25 x 0.5 x 0.8; a stranger among them does not notice
    assert paper(connection, 0.5, 0.4, 0.8, 0.3, 1.0, p) == pytest.approx(0.54)
    assert paper(connection, 0.0, 0.4, 0.8, 0.3, 1.0, p) == pytest.approx(0.49)


def test_the_target_is_a_weighted_mean(paper, group) -> None:
    p = group(
        "belonging",
        weight_membership=0.35,
        weight_influence=0.25,
        weight_fulfilment=0.25,
        weight_connection=0.15,
    )
    # 0.07 + 0.1 + 0.15 + 0.12
    assert paper(belonging_target, 0.2, 0.4, 0.6, 0.8, p) == pytest.approx(0.44)


@given(SHARE, SHARE, SHARE, SHARE)
def test_the_target_lies_among_its_elements(a, b, c, d) -> None:
    target = belonging_target(a, b, c, d, DEFAULTS)
    assert min(a, b, c, d) - 1e-15 <= target <= max(a, b, c, d) + 1e-15


def test_belonging_closes_part_of_the_gap(paper, group) -> None:
    assert paper(next_belonging, 0.5, 0.7, group("belonging", rate=0.04)) == pytest.approx(0.508)


def test_fifty_months_toward_a_constant_target_are_a_geometric_series(group) -> None:
    p = group("belonging", rate=0.04)
    belonging = 0.9
    for _ in range(50):
        belonging = next_belonging(belonging, 0.3, p)
    assert belonging == pytest.approx(0.3 + 0.6 * 0.96**50, abs=1e-14)


@given(st.floats(0.0, 900.0), st.booleans(), st.booleans(), SHARE, SHARE, SHARE)
def test_elements_are_shares(tenure, hukou, owner, elsewhere, one, two) -> None:
    assert 0.0 <= heart(tenure, hukou, DEFAULTS) <= 1.0
    for residence in (-1.0, 1.0):
        assert 0.0 <= membership(tenure, hukou, owner, elsewhere, residence, DEFAULTS) <= 1.0
    assert 0.0 <= fulfilment(one, two, DEFAULTS) <= 1.0
    assert 0.0 <= connection(one, two, elsewhere, two, 1.0, DEFAULTS) <= 1.0


@given(st.floats(0.0, 900.0), st.floats(0.0, 900.0))
def test_living_here_longer_never_lowers_membership(short, long) -> None:
    short, long = sorted((short, long))
    one = membership(short, True, True, heart(short, False, DEFAULTS), 1.0, DEFAULTS)
    other = membership(long, True, True, heart(long, False, DEFAULTS), 1.0, DEFAULTS)
    assert one <= other + 1e-15
