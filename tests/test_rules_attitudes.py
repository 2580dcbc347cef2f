"""Satisfaction, trust, efficacy and grievance, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.assumptions import Assumptions, record
from sim.rules.attitudes import (
    efficacy_after_voice,
    efficacy_without_voice,
    expectation_after_promise,
    grievance_after,
    grievance_fades,
    grievance_kept,
    grievance_spreads,
    heard_probability,
    people_relieved,
    perceived_performance,
    satisfaction_with,
    trust_after,
    trust_after_relief,
    trust_by_hearsay,
    trust_by_publicity,
)

SHARE = st.floats(0.0, 1.0)
DEFAULTS = record(Assumptions())[0]


def test_any_service_seems_to_have_some_quality(paper, group) -> None:
    p = group("satisfaction", leniency=0.35)
    assert paper(perceived_performance, 0.6, p) == pytest.approx(0.74)  # 0.35 + 0.65 x 0.6
    assert paper(perceived_performance, 1.0, p) == 1.0


def test_satisfaction_above_and_below_what_was_expected(paper, group) -> None:
    p = group("satisfaction", base=0.3, on_performance=0.5, on_disconfirmation=0.3, loss_weight=2.0)
    assert paper(satisfaction_with, 0.8, 0.6, p) == pytest.approx(0.76)  # 0.3 + 0.4 + 0.3 x 0.2
    assert paper(satisfaction_with, 0.4, 0.6, p) == pytest.approx(0.38)  # 0.3 + 0.2 - 0.6 x 0.2
    assert paper(satisfaction_with, 0.0, 1.0, p) == 0.0  # 0.3 - 0.6 is held to 0


@given(SHARE, SHARE, SHARE)
def test_better_service_never_satisfies_less(worse, better, expected) -> None:
    worse, better = sorted((worse, better))
    p = DEFAULTS.satisfaction
    assert satisfaction_with(worse, expected, p) <= satisfaction_with(better, expected, p)


@given(SHARE, SHARE, SHARE)
def test_higher_expectations_never_satisfy_more(performance, modest, proud) -> None:
    modest, proud = sorted((modest, proud))
    p = DEFAULTS.satisfaction
    assert satisfaction_with(performance, proud, p) <= satisfaction_with(performance, modest, p)


def test_trust_after_success_and_after_failure(paper, group) -> None:
    p = group("trust", gain=0.05, loss_ratio=2.0)
    assert paper(trust_after, 0.4, True, p) == pytest.approx(0.43)  # 0.4 + 0.05 x 0.6
    assert paper(trust_after, 0.4, False, p) == pytest.approx(0.36)  # 0.4 - 2 x 0.05 x 0.4


def test_half_served_and_nothing_else_leaves_a_third_of_trust(group) -> None:
    # 1/2 g (1 - T) = 1/2 2g T at T = 1/3
    p = group("trust", gain=0.05, loss_ratio=2.0)
    third = 1.0 / 3.0
    mean = 0.5 * (trust_after(third, True, p) + trust_after(third, False, p))
    assert mean == pytest.approx(third, abs=1e-15)


def test_trust_by_hearsay_step_by_step(paper, group) -> None:
    p = group("trust", hearsay=0.05, anchor=0.5, anchor_rate=0.02, openness=0.01)
    # heard 0.4 + 0.05 x 0.2 = 0.41; anchored 0.41 + 0.02 x 0.09 = 0.4118;
    # open 0.4118 + 0.01 x 0.5 x 0.5882 = 0.414741
    assert paper(trust_by_hearsay, 0.4, 0.6, 0.5, p) == pytest.approx(0.414741, abs=1e-12)


def test_hearsay_is_symmetric(group) -> None:
    p = group("trust", hearsay=0.05, anchor=0.5, anchor_rate=0.02, openness=0.0)
    up = trust_by_hearsay(0.5, 0.7, 0.0, p) - 0.5
    down = 0.5 - trust_by_hearsay(0.5, 0.3, 0.0, p)
    assert up == pytest.approx(down, abs=1e-15)


def test_a_reply_raises_efficacy_and_silence_costs_twice(paper, group) -> None:
    p = group("trust", efficacy_gain=0.2, loss_ratio=2.0)
    assert paper(efficacy_after_voice, 0.5, True, p) == pytest.approx(0.6)
    assert paper(efficacy_after_voice, 0.5, False, p) == pytest.approx(0.3)


def test_a_committee_that_looks_like_government_lowers_efficacy(paper, group) -> None:
    p = group("trust", efficacy_base=0.5, seen_as_government=0.35, efficacy_rate=0.05)
    # base 0.5 - 0.35 x 0.2 = 0.43; 0.5 + 0.05 x (0.43 - 0.5) = 0.4965
    assert paper(efficacy_without_voice, 0.5, 0.7, p) == pytest.approx(0.4965, abs=1e-12)
    assert paper(efficacy_without_voice, 0.5, 0.5, p) == 0.5


def test_a_hurt_adds_to_grievance(paper) -> None:
    assert paper(grievance_after, 0.2, 0.5) == pytest.approx(0.6)  # 0.2 + 0.5 x 0.8
    assert paper(grievance_after, 1.0, 0.5) == 1.0


def test_grievance_fades_alone_and_under_mediation(paper, group) -> None:
    p = group("grievance", decay=0.04, mediation=0.1)
    assert paper(grievance_fades, 0.5, 0.0, 0.0, p) == pytest.approx(0.48)
    assert paper(grievance_fades, 0.5, 0.5, 0.0, p) == pytest.approx(0.456)  # 0.48 x 0.95


def test_consultations_relieve_grievance_but_never_more_than_there_is(paper, group) -> None:
    p = group("grievance", decay=0.04, mediation=0.1, consultation=0.05)
    # half a meeting a month: 0.48 x 0.95 x (1 - 0.05 x 0.5)
    assert paper(grievance_fades, 0.5, 0.5, 0.5, p) == pytest.approx(0.4446)
    assert paper(grievance_fades, 0.5, 0.0, 50.0, p) == 0.0  # twenty meetings would do


def test_expropriation_keeps_grievance_alive_if_the_sign_is_turned(paper, group) -> None:
    p = group("grievance", expropriation=0.4)
    # 0.4 x 0.5 of the heart elsewhere; at a sign of 0 half of that, at 1 nothing
    kept = [paper(grievance_kept, 0.5, sign, p) for sign in (-1.0, 0.0, 1.0)]
    assert kept == pytest.approx([0.2, 0.1, 0.0])


def test_hot_issues_take_hours_and_money(paper, group) -> None:
    p = group("grievance", issue_hours=10.0, issue_yuan=2000.0, issue_people=40.0)
    # two issues' hours and one and a half issues' money: 1.5 x 40 people
    assert paper(people_relieved, 20.0, 3000.0, p) == pytest.approx(60.0)
    assert paper(people_relieved, 4.0, 3000.0, p) == pytest.approx(16.0)  # 0.4 of an issue
    assert paper(people_relieved, 0.0, 3000.0, p) == paper(people_relieved, 50.0, 0.0, p) == 0.0


def test_relief_restores_part_of_the_trust_that_is_missing(paper, group) -> None:
    p = group("trust", relief_gain=0.25)
    assert paper(trust_after_relief, 0.4, p) == pytest.approx(0.55)  # 0.4 + 0.25 x 0.6


def test_an_honest_account_gains_trust_and_a_promise_not_kept_costs_it(paper, group) -> None:
    p = group("trust", publicity=0.03, promise_loss=1.25)
    # 0.4 + 0.03 x 0.5 x 0.2 x 0.6 x 0.4: satisfied beyond what is claimed
    assert paper(trust_by_publicity, 0.4, 0.7, 0.5, 0.5, p) == pytest.approx(0.40072)
    # 0.4 - 0.03 x 0.5 x 0.2 x 1.25 x 0.4
    assert paper(trust_by_publicity, 0.4, 0.5, 0.7, 0.5, p) == pytest.approx(0.3985)
    assert paper(trust_by_publicity, 0.4, 0.6, 0.6, 1.0, p) == 0.4
    assert paper(trust_by_publicity, 0.0, 0.9, 0.1, 1.0, p) == 0.0  # nobody listens


def test_promises_raise_expectations_and_never_lower_them(paper, group) -> None:
    p = group("satisfaction", promise=0.1)
    assert paper(expectation_after_promise, 0.4, 0.8, 0.5, p) == pytest.approx(0.42)
    assert paper(expectation_after_promise, 0.8, 0.4, 0.5, p) == 0.8


def test_settled_owners_are_heard_first(paper, group) -> None:
    p = group("trust", capture=0.2)
    assert paper(heard_probability, 0.5, True, p) == pytest.approx(0.55)  # a tenth more
    assert paper(heard_probability, 0.5, False, p) == pytest.approx(0.4)  # a fifth less
    assert paper(heard_probability, 0.95, True, p) == 1.0  # 1.045 is held to 1


def test_grievance_spreads_only_upward(paper, group) -> None:
    p = group("grievance", spread=0.02)
    assert paper(grievance_spreads, 0.2, 0.6, 0.5, p) == pytest.approx(0.204)
    assert paper(grievance_spreads, 0.6, 0.2, 0.5, p) == 0.6


@given(SHARE, SHARE, SHARE, st.booleans())
def test_attitudes_stay_shares(value, told, other, succeeded) -> None:
    p = DEFAULTS
    results = (
        trust_after(value, succeeded, p.trust),
        trust_by_hearsay(value, told, other, p.trust),
        efficacy_after_voice(value, succeeded, p.trust),
        efficacy_without_voice(value, told, p.trust),
        grievance_after(value, told),
        trust_after_relief(value, p.trust),
        trust_by_publicity(value, told, other, value, p.trust),
        expectation_after_promise(value, told, other, p.satisfaction),
        heard_probability(value, succeeded, p.trust),
        grievance_fades(value, told, 12.0 * other, p.grievance),
        grievance_kept(told, 2.0 * other - 1.0, p.grievance),
        grievance_spreads(value, told, other, p.grievance),
    )
    assert all(0.0 <= result <= 1.0 for result in results)
