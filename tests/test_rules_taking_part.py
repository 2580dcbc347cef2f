"""Taking part, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.taking_part import (
    age_logit,
    asked_probability,
    association_density,
    circle,
    civic_logit,
    complaint_logit,
    effort_class,
    learns_director,
    may_vote,
    meeting_logit,
    meetings_in,
    next_awareness,
    next_habit,
    next_known,
    recreation_offer,
    reward_logit,
    time_logit,
    trust_logit,
    volunteer_openings,
)
from sim.vocabulary import EFFORT_BINS

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0]
CIVIC = {
    "on_belonging": 1.2,
    "on_efficacy": 1.0,
    "on_skill": 0.8,
    "on_outside": 1.6,
    "on_asked": 1.0,
    "on_active": 1.0,
}


def test_the_average_resident_without_ties_outside_has_no_civic_logit(paper, group) -> None:
    p = group("participation", **CIVIC)
    assert paper(civic_logit, 0.5, 0.5, 0.5, 0.0, 0.0, 0.0, 0.4, p) == 0.0


def test_the_civic_logit_adds_up(paper, group) -> None:
    p = group("participation", **CIVIC)
    # 1.2 x 0.2 + 1.0 x 0.1 + 0.8 x 0.1 - 1.6 x 0.3 + 1.0 + half of 1.0 at one's threshold
    logit = paper(civic_logit, 0.7, 0.6, 0.6, 0.3, 1.0, 0.4, 0.4, p)
    assert logit == pytest.approx(1.44)


def test_mean_trust_counts_and_ones_own_deviation(paper, group) -> None:
    p = group("participation", on_mean_trust=1.6, on_own_trust=0.5)
    assert paper(trust_logit, 0.7, 0.6, p) == pytest.approx(0.21)  # 0.16 + 0.05


def test_age_counts_from_forty_eight(paper) -> None:
    assert paper(age_logit, 48.0, 0.06) == 0.0
    assert paper(age_logit, 58.0, 0.06) == pytest.approx(0.6)


def test_working_age_is_twenty_five_to_sixty(paper, group) -> None:
    p = group("participation", on_time=0.6)
    ages = (24.9, 25.0, 59.9, 60.0)
    assert [paper(time_logit, age, p) for age in ages] == [0.0, -0.6, -0.6, 0.0]


def test_complaints_come_from_grievance_distrust_and_knowing_how(paper, group) -> None:
    p = group(
        "participation",
        complaint_grievance=3.0,
        complaint_trust=1.0,
        complaint_awareness=0.6,
        on_efficacy=1.0,
        on_skill=0.8,
    )
    # -5.3 + 3 x 0.4 + 1 x 0.2 + 0.5 x 0.2 + 0.8 x 0.1 + 0.6 x 0.2
    logit = paper(complaint_logit, -5.3, 0.7, 0.6, 0.3, 0.4, 0.7, p)
    assert logit == pytest.approx(-3.6)


def test_voting_needs_registration_or_a_year(paper) -> None:
    assert paper(may_vote, True, 0.0)
    assert not paper(may_vote, False, 11.9)
    assert paper(may_vote, False, 12.0)


def test_habit_grows_with_an_act_and_fades_without(paper, group) -> None:
    p = group("participation", habit_rate=0.2, habit_decay=0.03)
    assert paper(next_habit, 0.5, True, p) == pytest.approx(0.6)
    assert paper(next_habit, 0.5, False, p) == pytest.approx(0.485)


def test_a_circle_is_full_with_enough_ties_all_known(paper, group) -> None:
    p = group("influence", full_circle=6.0)
    assert paper(circle, 0.6, 3, p) == pytest.approx(0.3)
    assert paper(circle, 0.6, 8, p) == pytest.approx(0.6)
    assert paper(circle, 0.6, 0, p) == 0.0


def test_asked_by_friends_or_by_the_branch(paper, group) -> None:
    p = group("influence", ask=0.3, ask_branch=0.05)
    assert paper(asked_probability, 0.5, 0.4, 0.0, p) == pytest.approx(0.06)  # 0.3 x 0.5 x 0.4
    assert paper(asked_probability, 0.5, 0.4, 1.0, p) == pytest.approx(0.107)  # 1 - 0.94 x 0.95


def test_recreation_on_offer(paper, group) -> None:
    p = group("participation", offer=0.4, offer_access=0.2, offer_event=0.08, offer_group=0.05)
    # 0.4 + 0.2 x 0.5 + 0.08 + 0.05 x 2; two events and three groups are all that count
    assert paper(recreation_offer, 0.5, 1.0, 2, p) == pytest.approx(0.68)
    assert paper(recreation_offer, 1.0, 9.0, 9, p) == pytest.approx(0.91)


def test_groups_open_places_for_volunteers(paper, group) -> None:
    p = group("participation", openings=0.75, openings_group=0.05)
    assert [paper(volunteer_openings, n, p) for n in (0, 2, 9)] == pytest.approx([0.75, 0.85, 1.0])


def test_who_acts_gets_to_know_the_director(paper, group) -> None:
    p = group("influence", learn_director=0.008, director_act=4.0)
    assert paper(learns_director, 0, p) == pytest.approx(0.008)
    assert paper(learns_director, 2, p) == pytest.approx(0.072)  # 0.008 x 9


def test_neighbors_are_met_and_lost(paper, group) -> None:
    p = group("influence", meet=0.012, meet_event=0.08, forget=0.01)
    assert paper(next_known, 0.5, 1, p) == pytest.approx(0.541)  # 0.5 + 0.092 x 0.5 - 0.005
    assert paper(next_known, 0.5, 0, p) == pytest.approx(0.501)


def test_awareness_grows_by_contact_and_returns_to_its_base(paper, group) -> None:
    p = group("influence", awareness_gain=0.1, awareness_base=0.4, awareness_rate=0.03)
    assert paper(next_awareness, 0.4, True, p) == pytest.approx(0.46)
    assert paper(next_awareness, 0.6, False, p) == pytest.approx(0.594)


def test_two_meetings_a_year_fall_into_the_sixth_and_twelfth_month(paper) -> None:
    held = [month for month in range(24) if paper(meetings_in, month, 2.0, 0.0) == 1]
    assert held == [5, 11, 17, 23]


def test_eighteen_meetings_a_year_are_one_and_two_by_turns(paper) -> None:
    assert [paper(meetings_in, month, 18.0, 0.0) for month in range(6)] == [1, 2, 1, 2, 1, 2]
    assert [paper(meetings_in, month, 18.0, 0.5) for month in range(4)] == [2, 1, 2, 1]
    assert [paper(meetings_in, month, 0.0, 0.5) for month in range(4)] == [0, 0, 0, 0]


@given(st.floats(0.0, 40.0), st.floats(0.0, 1.0, exclude_max=True), st.integers(0, 500))
def test_ten_years_hold_ten_years_of_meetings(per_year, phase, start) -> None:
    held = [meetings_in(month, per_year, phase) for month in range(start, start + 120)]
    assert min(held) >= 0
    assert abs(sum(held) - 10.0 * per_year) < 1.0 + 1e-9


def test_an_invitation_calls_and_who_spoke_lately_stays_away(paper, group) -> None:
    p = group("participation", on_asked=1.0, on_recent=0.8)
    assert paper(meeting_logit, 12, False, True, p) == pytest.approx(1.0)
    assert paper(meeting_logit, 12, True, True, p) == 0.0  # friends asked: counted elsewhere
    assert paper(meeting_logit, 12, False, False, p) == 0.0
    assert paper(meeting_logit, 3, False, True, p) == pytest.approx(0.2)
    assert paper(meeting_logit, 4, False, True, p) == pytest.approx(1.0)


def test_rewards_draw_those_without_motives_of_their_own(paper, group) -> None:
    p = group(
        "participation", on_reward=0.3, reward_half=20.0, reward_crowding=0.5, on_belonging=1.2,
        on_habit=1.6,
    )  # fmt: skip
    assert paper(reward_logit, 20.0, 0.0, 0.0, p) == pytest.approx(0.15)  # half of 0.3
    # 60 of 80: three quarters of 0.3 - 0.5 x (1.2 x 0.5 + 1.6 x 0.25)
    assert paper(reward_logit, 60.0, 0.5, 0.25, p) == pytest.approx(-0.15)
    assert paper(reward_logit, 0.0, 0.5, 0.25, p) == 0.0


def test_five_working_organizations_are_dense(paper) -> None:
    assert [paper(association_density, n) for n in (0, 1, 5, 9)] == pytest.approx([0, 0.2, 1, 1])


def test_classes_of_effort_grow_by_a_factor_of_1_6(paper) -> None:
    efforts = (0.0, 0.49, 0.5, 0.79, 0.81, 1e9)
    assert [paper(effort_class, effort) for effort in efforts] == [0, 0, 1, 1, 2, EFFORT_BINS - 1]


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_more_effort_is_never_a_lower_class(little, much) -> None:
    little, much = sorted((little, much))
    assert 0 <= effort_class(little) <= effort_class(much) < EFFORT_BINS


@given(SHARE, SHARE, SHARE, st.integers(0, 5))
def test_chances_and_shares_stay_in_range(one, two, three, acts) -> None:
    p = DEFAULTS
    results = (
        next_habit(one, acts > 0, p.participation),
        asked_probability(one, two, three, p.influence),
        recreation_offer(one, float(acts), acts, p.participation),
        volunteer_openings(acts, p.participation),
        association_density(acts),
        learns_director(acts, p.influence),
        next_known(one, acts, p.influence),
        next_awareness(one, acts > 0, p.influence),
    )
    assert all(0.0 <= result <= 1.0 for result in results)


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_attached_and_befriended_residents_lean_to_taking_part(low, high, skill, out, active):
    low, high = sorted((low, high))
    p = DEFAULTS.participation
    detached = civic_logit(low, 0.5, skill, out, 0.0, active, 0.4, p)
    attached = civic_logit(high, 0.5, skill, out, 0.0, active, 0.4, p)
    assert detached <= attached <= civic_logit(high, 0.5, skill, out, 1.0, active, 0.4, p)
