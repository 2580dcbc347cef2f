"""V1, V4, V19, V20: attitudes that stand still, drift, follow a step length, or a pencil."""

from __future__ import annotations

import math

import numpy as np
import pytest
from known_answers.theory import (
    NO_INFLUENCE,
    NOBODY_MOVES,
    PHASES,
    RATES,
    STEADY_STAFF,
    base,
    live,
    only_volunteering,
)
from relations.sides import differing

from sim.simulation import step
from sim.vocabulary import CERTIFICATES, CLOSED, COMPLAINT, DELIBERATION, VOLUNTEERING

NEVER_ELECTED = {"participation.election_month": -1.0, "participation.term": 1e9}
INFLUENCE_ALONE = {
    "belonging.weight_membership": 0.0,
    "belonging.weight_fulfilment": 0.0,
    "belonging.weight_connection": 0.0,
}
MEMBERSHIP_ALONE = {
    "belonging.weight_influence": 0.0,
    "belonging.weight_fulfilment": 0.0,
    "belonging.weight_connection": 0.0,
    "belonging.member_base": 0.1,
    "belonging.member_hukou": 0.2,
    "belonging.member_owner": 0.3,
    "belonging.member_tenure": 0.0,
    "belonging.heart_in_village": 0.0,
}


def test_v01_rates_of_nought_leave_the_whole_world_as_it_was(made) -> None:
    """V1. Bit for bit over 1,000 months, but for tenures, the only clocks.

    There are no organizations, for what they spend has no rate, and no late work is carried.
    """
    nothing = {
        "workload.late_cap": 0.0, "money.fund_yuan": 0.0, "money.assets_for_work": 0.0,
        "belonging.member_tenure": 0.0, "belonging.heart_in_village": 0.0,
        "participation.base": -1e9,
    }  # fmt: skip
    world = made(240, RATES | STEADY_STAFF | NEVER_ELECTED | nothing)
    world.organizations.status[:] = CLOSED
    live(world, 800)  # until the acts people start with are forgotten, and running means stand
    before = world.copy()
    live(world, 1000)
    assert set(differing(world, before)) == {"residents.tenure", "staff.tenure", "flows.tenure"}


def test_v04_belonging_with_noise_is_an_autoregression(made) -> None:
    """V4. b' = b + a (X - b) with X = 0 or 1: the mean and the variance at three times.

    Belonging follows influence alone, influence is efficacy, and a voice makes efficacy 1
    where it is answered (chance 0.3) and 0 where not: independent noise from our own rules.
    Found with 90 %: a mean off by 0.011, a variance off by 15 %.
    """
    start, rate, mean = 0.9, 0.1, 0.3
    answered = {
        "trust.reply_floor": mean, "trust.reply_span": 0.0, "trust.reply_open": 0.0,
        "trust.efficacy_gain": 1.0, "trust.loss_ratio": 1.0, "trust.efficacy_rate": 0.0,
        "trust.reply_crowding": 0.0,
    }  # fmt: skip
    world = made(
        2400,
        NO_INFLUENCE | NOBODY_MOVES | INFLUENCE_ALONE | answered
        | {"participation.base": 1e3, "belonging.rate": rate},
    )  # fmt: skip
    world.residents.belonging[:] = start
    noise = rate * math.sqrt(mean * (1.0 - mean))
    n = len(world.residents)
    for month in range(1, 31):
        step(world)
        if month not in (1, 8, 30):
            continue
        expected = mean + (start - mean) * (1.0 - rate) ** month
        variance = noise**2 * (1.0 - (1.0 - rate) ** (2 * month)) / (1.0 - (1.0 - rate) ** 2)
        belonging = world.residents.belonging
        assert abs(belonging.mean() - expected) < 4.0 * math.sqrt(variance / n)
        # a bound on the sampling error that holds for a normal; a yes-or-no has less of it
        assert abs(belonging.var() / variance - 1.0) < 4.0 * math.sqrt(2.0 / n)


def test_v04_belonging_without_noise_is_a_geometric_series(made) -> None:
    """V4, noise 0. Membership alone, from registration and ownership alone: exact."""
    world = made(240, MEMBERSHIP_ALONE | NOBODY_MOVES | {"belonging.rate": 0.05})
    world.residents.belonging[:] = 0.9
    live(world, 24)
    target = 0.1 + 0.2 * world.residents.hukou + 0.3 * world.residents.owner
    expected = target + (0.9 - target) * 0.95**24
    assert world.residents.belonging == pytest.approx(expected, abs=1e-12)


def test_v04_grievance_without_new_hurts_fades_geometrically(made) -> None:
    """V4, noise 0, on another scale."""
    still = {"needs.hurt": 0.0, "grievance.spread": 0.0, "grievance.mediation": 0.0}
    world = made(240, NOBODY_MOVES | still | {"grievance.decay": 0.04})
    world.residents.grievance[:] = 0.5
    live(world, 18)
    assert world.residents.grievance == pytest.approx(0.5 * 0.96**18, abs=1e-12)


def test_v19_a_step_half_as_long_is_half_as_far_from_continuous_time(made) -> None:
    """V19. Belonging and grievance after the same time, in steps of 1, 1/2, 1/4 and 1/8.

    The month cannot be cut, so rates per month are halved and months doubled. The error of
    a first-order scheme for x' = r (x* - x) is, to the leading order, r t/2 of the rest.
    """
    months, rate = 12, 0.08
    errors: dict[str, list[float]] = {"belonging": [], "grievance": []}
    for finer in (1, 2, 4, 8):
        still = {"needs.hurt": 0.0, "grievance.spread": 0.0, "grievance.mediation": 0.0}
        paced = {"belonging.rate": rate / finer, "grievance.decay": rate / finer}
        world = made(240, MEMBERSHIP_ALONE | NOBODY_MOVES | still | paced)
        world.residents.belonging[:], world.residents.grievance[:] = 0.9, 0.5
        live(world, months * finer)
        target = 0.1 + 0.2 * world.residents.hukou + 0.3 * world.residents.owner
        rest = math.exp(-rate * months)
        exact = {"belonging": target + (0.9 - target) * rest, "grievance": 0.5 * rest}
        for name, expected in exact.items():
            errors[name].append(np.abs(getattr(world.residents, name) - expected).max())
    for name, found in errors.items():
        halvings = np.log2(np.array(found[:-1]) / np.array(found[1:]))
        assert halvings == pytest.approx(1.0, abs=0.05), name
    assert errors["grievance"][-1] == pytest.approx(
        0.5 * math.exp(-rate * months) * rate / 8 * rate * months / 2.0, rel=0.02
    )


def test_v20_one_resident_in_one_month_on_paper(made) -> None:
    """V20. A need is served at quality 0.8, she volunteers and complains, and is answered.

    ============  =====================================================================
    performance   0.35 + 0.65 x 0.8 = 0.87, 0.37 above what she expected
    felt          0.29 + 0.5 x 0.87 + 0.3 x 0.37 = 0.836
    satisfaction  0.5 + 0.25 x (0.836 - 0.5) = 0.584
    expectation   0.5 + 0.1 x 0.37 = 0.537
    trust         served: 0.5 + 0.05 x 0.5 = 0.525; hearsay: 0.525 - 0.03 x 0.025 = 0.52425;
                  anchor: + 0.015 x (0.56 - 0.52425) = 0.52478625; openness:
                  + 0.01 x 0.2 x 0.47521375 = 0.5257366775; reply: + 0.05 x 0.4742633225
                  = 0.549449843625
    grievance     0.3 x 0.96 = 0.288
    awareness     0.4 + 0.1 x 0.6 = 0.46 for the service, + 0.1 x 0.54 = 0.514 for the acts
    efficacy      0.5 + 0.15 x 0.5 = 0.575; base 0.46 - 0.35 x 0.25 = 0.3725;
                  0.575 - 0.03 x 0.2025 = 0.568925
    neighbors    0.5 + (0.012 + 0.08) x 0.5 - 0.01 x 0.5 = 0.541 known
    habit         0.2 of volunteering
    effort        12 x 11/12 + 5 = 16 hours
    membership    0.06 + 0.15 + 0.15 + 0.36 x (1 - e^-2) after 120 months
    fulfilment    0.65 x 0.584 + 0.35 x 0.4 = 0.5196
    connection    0.05 + 0.3 for taking part, she has no ties
    belonging     0.4 + 0.05 x (a quarter of the four - 0.4)
    ============  =====================================================================
    """
    world = only_volunteering(made(240, PENCIL | {"participation.base": base(1e3)}))
    she, there = world.residents, world.communities
    for name, value in {
        "ties": 0, "tenure": 119, "hukou": True, "owner": True, "origin": 0, "trust": 0.5,
        "satisfaction": 0.5, "expectation": 0.5, "efficacy": 0.5, "awareness": 0.4,
        "grievance": 0.3, "known_neighbors": 0.5, "belonging": 0.4, "effort": 12.0,
        "waiting": 0, "age": 40.0,
    }.items():  # fmt: skip
        getattr(she, name)[0] = value
    she.waiting[0, CERTIFICATES] = 1
    she.last_act[0, DELIBERATION] = world.month - 1  # what she said a month ago is past
    there.by_organization[0], there.by_committee[0] = 0.0, 0.0
    there.by_committee[0, CERTIFICATES, 0] = 1.0
    there.quality_committee[0, CERTIFICATES, 0] = 0.8
    for name, value in {
        "trust": 0.5, "openness": 0.2, "mediation": 0.0, "access_all": 0.4,
        "admin_share": 0.75, "reply_prob": 1.0,
    }.items():  # fmt: skip
        getattr(there, name)[0] = value
    there.availability[0, COMPLAINT] = 1.0
    PHASES["experience_service"](world)
    PHASES["take_part"](world)
    membership = 0.36 + 0.36 * (1.0 - math.exp(-2.0))
    quarter = (membership + 0.568925 + 0.5196 + 0.35) / 4.0
    expected = {
        "satisfaction": 0.584, "expectation": 0.537, "trust": 0.549449843625,
        "grievance": 0.288, "awareness": 0.514, "efficacy": 0.568925,
        "known_neighbors": 0.541, "effort": 16.0, "tenure": 120.0, "membership": membership,
        "influence": 0.568925, "fulfilment": 0.5196, "connection": 0.35,
        "belonging": 0.4 + 0.05 * (quarter - 0.4),
    }  # fmt: skip
    found = {name: float(getattr(she, name)[0]) for name in expected}
    assert found == pytest.approx(expected, abs=1e-12)
    assert she.habit[0].tolist() == pytest.approx([0.0, 0.0, 0.0, 0.2, 0.2])
    assert she.waiting[0, CERTIFICATES] == 0
    assert she.last_act[0, VOLUNTEERING] == she.last_act[0, COMPLAINT] == world.month


PENCIL = {
    "satisfaction.base": 0.29, "satisfaction.leniency": 0.35, "satisfaction.update": 0.25,
    "satisfaction.on_performance": 0.5, "satisfaction.on_disconfirmation": 0.3,
    "satisfaction.expectation_learning": 0.1, "trust.gain": 0.05, "trust.hearsay": 0.03,
    "trust.anchor": 0.56, "trust.anchor_rate": 0.015, "trust.openness": 0.01,
    "trust.efficacy_gain": 0.15, "trust.efficacy_base": 0.46, "trust.efficacy_rate": 0.03,
    "trust.seen_as_government": 0.35, "grievance.decay": 0.04, "influence.awareness_gain": 0.1,
    "influence.meet": 0.012, "influence.meet_event": 0.08, "influence.forget": 0.01,
    "participation.habit_rate": 0.2, "participation.hours_volunteering": 5.0,
    "belonging.member_base": 0.06, "belonging.member_hukou": 0.15,
    "belonging.member_owner": 0.15, "belonging.member_tenure": 0.36,
    "belonging.tenure_years": 5.0, "belonging.fulfil_satisfaction": 0.65,
    "belonging.connect_base": 0.05, "belonging.connect_own": 0.3, "belonging.rate": 0.05,
    "belonging.weight_membership": 0.25, "belonging.weight_influence": 0.25,
    "belonging.weight_fulfilment": 0.25, "belonging.weight_connection": 0.25,
}  # fmt: skip
"""The numbers of the table above, whatever the defaults are."""
