"""Government work, needs and service in a month of one community, worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.money import LINE
from sim.schedule import SCHEDULE
from sim.state import World
from sim.vocabulary import (
    BY_DEPARTMENT,
    BY_POST,
    CANCELLED,
    CERTIFICATES,
    CULTURE_SPORT,
    DISPUTE,
    ELDER_CARE,
    ELECTED,
    ENVIRONMENT,
    GRID_WORKER,
    HEALTH,
    INSPECTIONS,
    LAND,
    ORGANIZATION_ROWS,
    POST,
    SOCIAL_SECURITY,
    SPECIAL_SUPPORT,
    STABILITY,
    STATISTICS,
)

PHASES = {phase.__name__: phase for phase in SCHEDULE}


ELDERS, MEDIATORS = 0, 1
"""Kinds of organizations."""


# -- government ------------------------------------------------------------------------------

WORKLOAD = {
    "workload.fixed_hours": 200.0,
    "workload.hours_per_resident": 0.05,
    "workload.land_elsewhere": 0.5,
    "workload.hours_per_petition": 2.0,
    "workload.platform_cut": 0.25,
    "workload.grid_hours": 20.0,
    "workload.rebound": 0.03,
}
HANDED = {
    INSPECTIONS: 120.0,
    SOCIAL_SECURITY: 80.0,
    STATISTICS: 100.0,  # 80 less a quarter, and 20 for each of two grid workers
    STABILITY: 68.0,  # 48, and two for each of ten complaints
    LAND: 20.0,  # 40, half as much elsewhere
    HEALTH: 32.0,
}
"""Hours of 400 (200 + 0.05 x 4,000) by type of item."""


def hand_down(world: World, assuming: Any) -> None:
    assuming(world, WORKLOAD)
    world.assumptions["workload"]["share"][0] = (0.30, 0.20, 0.20, 0.12, 0.10, 0.08)
    table = world.communities
    table.population[0], table.amplification[0], table.kind[0] = 4000.0, 1.0, 0
    table.platform[0], table.grid_workers[0], table.petitions[0] = True, 2, 10.0
    PHASES["hand_down_work"](world)


def test_government_hands_items_down_by_type(world, assuming) -> None:
    hand_down(world, assuming)
    table = world.communities
    assert {k: table.handed_hours[0, k] for k in HANDED} == pytest.approx(HANDED)
    assert table.due_hours[0] == pytest.approx(420.0)
    assert table.refill[0] == 0.0
    assert world.flows.moved_hours[0].sum() == 0.0


def test_what_is_moved_out_is_partly_refilled(world, assuming) -> None:
    world.communities.refill[0] = 0.2
    world.effects.moved[0, HEALTH, BY_POST] = 0.5
    world.effects.moved[0, INSPECTIONS, CANCELLED] = 0.25
    hand_down(world, assuming)
    assert world.flows.moved_hours[0, BY_POST] == pytest.approx(16.0)
    assert world.flows.moved_hours[0, CANCELLED] == pytest.approx(30.0)
    assert world.communities.refill[0] == pytest.approx(0.224)  # 0.2 + 0.03 x 0.8
    assert world.communities.due_hours[0] == pytest.approx(420.0 - 46.0 * 0.776)


def test_nobody_takes_more_than_there_is(world, assuming) -> None:
    world.communities.refill[0] = 0.0
    world.effects.entry_control[0] = 1.0
    world.effects.moved[0, HEALTH, BY_POST] = 0.8
    world.effects.moved[0, HEALTH, BY_DEPARTMENT] = 0.8
    hand_down(world, assuming)
    assert world.flows.moved_hours[0, BY_POST] == pytest.approx(16.0)
    assert world.flows.moved_hours[0, BY_DEPARTMENT] == pytest.approx(16.0)
    assert world.communities.due_hours[0] == pytest.approx(388.0)


def test_wages_purses_and_events_of_a_month(world, assuming, employ) -> None:
    assuming(
        world,
        {
            "money.committee_wage_yuan": 3200.0,
            "money.grid_wage_yuan": 2600.0,
            "money.post_wage_yuan": 2400.0,
            "money.fund_yuan": 3.0,
            "money.event_yuan": 1500.0,
            "money.assets_yield": 0.04,
            "money.dividend_share": 0.6,
        },
    )
    employ(world, (ELECTED, False), (ELECTED, False), (GRID_WORKER, False), (POST, True))
    table = world.communities
    table.population[0] = 4000.0
    table.fund_fen[0], table.assets_fen[0] = 60_000, 12_000_000
    world.effects.pay_supplement[0] = 0.1
    PHASES["pay"](world)
    fen = world.ledger.fen[0]
    assert fen[LINE["committee_pay"]] == 640_000
    assert fen[LINE["grid_pay"]] == 260_000
    assert fen[LINE["placed_pay"]] == 240_000
    assert fen[LINE["pay_supplement"]] == 64_000
    # 600 + 3 x 4,000 / 12 yuan in the fund pay one event of 1,500
    assert (table.events[0], table.fund_fen[0]) == (1.0, 10_000)
    # a twelfth of 4 % of 120,000 yuan is 400, of which 240 go to the members
    assert (fen[LINE["asset_income"]], fen[LINE["dividends"]]) == (40_000, 24_000)
    assert table.assets_fen[0] == 12_016_000


def test_the_county_budget_covers_what_the_treasury_paid(world) -> None:
    fen = world.ledger.fen
    fen[0, [LINE["committee_pay"], LINE["training"], LINE["purchase"]]] = (100, 50, 7)
    fen[0, [LINE["donations"], LINE["dividends"], LINE["event_spending"]]] = (70, 80, 90)
    PHASES["allocate"](world)
    assert fen[0, LINE["allocation"]] == 157
    assert fen[1, LINE["allocation"]] == 0


# -- needs and service -----------------------------------------------------------------------


def need(world: World, assuming: Any, owned: bool = True, **person: Any) -> np.ndarray:
    """People a month with each need, if all 1,000 of the first community are like this one.

    A property company serves it, which owners watch if ``owned``.
    """
    assuming(
        world,
        {
            "needs.voice": 0.4,
            "needs.company_meets": 0.6,
            "needs.owners_supervise": 0.15,
            "needs.owner_disputes": 0.5,
            "needs.neighbors_settle": 0.5,
            "needs.covenant_settles": 0.4,
            "needs.online_use": 0.7,
        },
    )
    world.assumptions["needs"]["rate"][0] = (0.5, 1.5, 0.06, 1.0, 0.3, 0.6)
    table, people = world.communities, world.residents
    table.property[0], table.owners_committee[0], table.detection[0] = 2, owned, 0.0
    people.weight[: table.last[0]] = 0.0
    people.weight[0] = 1000.0
    people.waiting[0] = 0
    people.awareness[0], people.trust[0] = 0.4, 0.5  # voices 40 %
    for name, value in person.items():
        getattr(people, name)[0] = value
    PHASES["raise_needs"](world)
    assert world.communities.queue[0, :, 0] == pytest.approx(world.flows.opened[0])
    assert world.flows.unvoiced[0] == pytest.approx(1.5 * world.flows.opened[0])  # 0.6 / 0.4
    return world.flows.opened[0]


def test_needs_of_an_elder_with_special_needs(world, assuming) -> None:
    opened = need(world, assuming, age=65.0, special_needs=True, known_neighbors=0.5)
    by_hand = np.zeros(6)
    by_hand[CERTIFICATES] = 0.5
    by_hand[ELDER_CARE] = 1.5
    by_hand[DISPUTE] = 0.06 * 1.25 * 0.75  # owners watch half the company; neighbors settle 25 %
    by_hand[SPECIAL_SUPPORT] = 1.0
    by_hand[ENVIRONMENT] = 0.3 * 0.31  # property meets 0.6 x 1.15
    by_hand[CULTURE_SPORT] = 0.6
    assert opened == pytest.approx(by_hand / 12.0 * 0.4 * 1000.0)


def test_the_young_and_able_need_no_care(world, assuming) -> None:
    opened = need(world, assuming, age=59.9, special_needs=False, known_neighbors=0.0)
    assert opened[ELDER_CARE] == opened[SPECIAL_SUPPORT] == 0.0
    assert opened[CERTIFICATES] > 0.0


def test_what_is_handled_online_nobody_asks_at_the_office(world, assuming) -> None:
    world.effects.online[0] = 0.4
    opened = need(world, assuming, age=30.0, civic_skill=0.5)
    # 0.4 x 0.7 x 0.5 of the certificates
    assert opened[CERTIFICATES] == pytest.approx(0.5 * 0.86 / 12.0 * 0.4 * 1000.0)


def test_a_covenant_and_new_owners_committees_settle_more(world, assuming) -> None:
    world.effects.covenant[0] = 0.5
    usual = need(world.copy(), assuming, known_neighbors=0.5)
    assert usual[DISPUTE] == pytest.approx(0.06 * 1.25 * 0.7 / 12.0 * 400.0)  # 0.25 x 1.2
    world.effects.owners_committees[0] = 0.4
    watched = need(world, assuming, known_neighbors=0.5)
    # here all estates have one already: setting up more changes nothing
    assert watched[DISPUTE] == pytest.approx(usual[DISPUTE])


def test_owners_committees_watch_the_company_where_there_were_none(world, assuming) -> None:
    world.effects.owners_committees[0] = 0.4
    opened = need(world, assuming, known_neighbors=0.0, owned=False)
    # disputes 1 + 0.5 x (1 - 0.5 x 0.4) times as many; property meets 0.6 x (1 + 0.15 x 0.4)
    assert opened[DISPUTE] == pytest.approx(0.06 * 1.4 / 12.0 * 400.0)
    assert opened[ENVIRONMENT] == pytest.approx(0.3 * 0.364 / 12.0 * 400.0)


def test_a_second_need_of_one_kind_merges_with_the_first(world, assuming) -> None:
    world.residents.waiting[0] = 0
    waiting = np.zeros(6, np.int8)
    waiting[CERTIFICATES] = 2
    opened = need(world, assuming, waiting=waiting, age=30.0, special_needs=False)
    assert opened[CERTIFICATES] == 0.0
    assert world.residents.waiting[0, CERTIFICATES] == 2


def test_staff_on_the_spot_give_their_hours(world, assuming, employ) -> None:
    assuming(
        world,
        {
            "staff.month_hours": 160.0,
            "staff.base_productivity": 0.68,
            "staff.skill_productivity": 0.35,
            "staff.burnout_drag": 0.2,
            "workload.grid_residents": 1250.0,
            "workload.grid_rounds": 0.25,
        },
    )
    employ(world, (ELECTED, False), (GRID_WORKER, False), (ELECTED, False))
    staff = world.staff
    staff.professional[:3], staff.burnout[:3] = 0.4, 0.5
    staff.local_ties[:3] = (0.75, 0.25, 0.0)
    staff.seconded[2] = True
    world.effects.class_hours[0], world.effects.visit_hours[0] = 6.0, 4.0
    world.communities.population[0] = 5000.0
    PHASES["count_staff"](world)
    table = world.communities
    # 0.82 x 0.9 of 150 hours, and of the 120 that a grid worker is not on rounds; one is away
    assert table.capacity_hours[0] == pytest.approx(110.7 + 88.56)
    assert world.flows.away_hours[0] == 10.0
    assert table.professional[0] == pytest.approx(0.4)
    assert table.local_ties[0] == pytest.approx(0.5)
    assert table.grid_workers[0] == 1
    assert table.detection[0] == pytest.approx(0.25)


def test_organizations_serve_before_volunteers(world, assuming) -> None:
    assuming(
        world,
        {
            "participation.volunteers_match": 0.5,
            "service.competence_floor": 0.4,
            "service.delay_loss": 0.2,
            "service.volunteer_skill": 0.35,
        },
    )
    world.assumptions["needs"]["hours"][0, ELDER_CARE] = 3.0
    world.assumptions["needs"]["weight"][0, ELDER_CARE] = 0.6
    table = world.communities
    table.queue[0] = 0.0
    table.queue[0, ELDER_CARE, 1] = 10.0
    table.organization_hours[0] = 0.0
    table.organization_hours[0, ELDERS] = 12.0
    table.organization_skill[0] = table.local_ties[0] = 0.5
    table.access_center[0] = 1.0
    table.volunteer_hours[0], table.mobilized_hours[0] = 40.0, 0.0
    world.organizations.volunteers[:ORGANIZATION_ROWS] = 0.0
    PHASES["serve_by_organizations"](world)
    # 12 hours serve four of ten; of 20 matching hours a quarter goes to the elders: 5/3 people
    assert world.flows.served_organization[0, ELDER_CARE] == pytest.approx(4.0)
    assert world.flows.served_volunteer[0, ELDER_CARE] == pytest.approx(5.0 / 3.0)
    assert world.flows.organization_hours[0] == pytest.approx(12.0)
    assert world.flows.volunteer_hours[0] == pytest.approx(5.0)
    assert table.unserved[0, ELDER_CARE, 1] == pytest.approx(0.6 - 1.0 / 6.0)
    # competence 0.7 and 0.4 + 0.6 x (0.6 x 0.35 + 0.4 x 0.5), a month late
    blended = (4.0 * 0.7 + 5.0 / 3.0 * 0.646) / (17.0 / 3.0) / 1.2
    assert table.quality_organization[0, ELDER_CARE, 1] == pytest.approx(blended)


def test_mediators_attend_to_as_many_grievances_as_they_have_hours(world, assuming) -> None:
    assuming(world, {"grievance.mediation_hours": 10.0})
    world.communities.population[0] = 4000.0
    world.communities.organization_hours[0] = 0.0
    world.communities.organization_hours[0, MEDIATORS] = 30.0
    PHASES["serve_by_organizations"](world)
    assert world.communities.mediation[0] == pytest.approx(0.75)  # 30 of 40


def committee(
    world: World, assuming: Any, *, capacity: float, due: float, disputes: float, voices: float = 0
) -> None:
    """The first committee: its hours, what is due, and people with a new dispute or a voice."""
    table = world.communities
    table.capacity_hours[0] = capacity
    table.due_hours[0] = due
    table.handed_hours[0] = due / table.handed_hours.shape[1]
    table.late_hours[0] = table.returned_hours[0] = 0.0
    table.queue[0] = 0.0
    table.queue[0, DISPUTE, 0] = disputes
    table.unserved[0], table.by_organization[0] = 1.0, 0.0
    table.professional[0] = table.local_ties[0] = table.openness[0] = 0.5
    table.access_center[0] = 1.0
    table.assets_fen[0] = 1_000_000
    table.population[0], table.voices[0] = 4000.0, voices
    table.spared_hours[0] = 0.0
    assuming(
        world,
        {
            "workload.pressure": math.log(17.0 / 3.0),  # 0.85 of capacity at most
            "workload.fake_slope": 0.35,
            "workload.fake_hours": 0.1,
            "workload.overload_cap": 0.5,
            "workload.late_cap": 0.15,
            "money.helper_hour_yuan": 20.0,
            "money.assets_for_work": 0.5,
            "trust.reply_floor": 0.15,
            "trust.reply_span": 0.6,
            "trust.reply_open": 0.2,
            "trust.reply_voices": 12.0,
            "trust.reply_crowding": 1.0,
            "trust.reply_hours": 0.5,
            "service.competence_floor": 0.4,
        },
    )
    world.assumptions["needs"]["hours"][0, DISPUTE] = 8.0
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    PHASES["do_committee_work"](world)


def test_a_committee_that_gets_by(world, assuming) -> None:
    committee(world, assuming, capacity=100.0, due=50.0, disputes=10.0)
    flows, table = world.flows, world.communities
    # rho (50 + 80) / 100 = 1.3: 0.105 of 50 hours are faked, reports take a tenth of that
    assert flows.items_faked_hours[0] == pytest.approx(5.25)
    assert flows.items_done_hours[0] == pytest.approx(44.75)
    assert flows.upward_hours[0] == pytest.approx(45.275)
    assert flows.items_late_hours[0] == pytest.approx(0.0)
    # 54.725 hours are left for ten disputes of eight hours
    assert flows.downward_hours[0] == pytest.approx(54.725)
    assert flows.served_committee[0, DISPUTE] == pytest.approx(6.840625)
    assert table.queue[0, DISPUTE].tolist() == pytest.approx([0.0, 3.159375, 0, 0, 0, 0])
    # competence 0.4 + 0.6 x 0.5, at once and at the door
    assert flows.quality[0, DISPUTE] == pytest.approx(0.7 * 6.840625)
    assert table.admin_share[0] == pytest.approx(0.45275)
    assert table.reply_prob[0] == pytest.approx(0.15 + 0.6 * 54.725 / 80.0 + 0.1)


def test_replies_run_out_and_hours_kept_for_them_help(world, assuming) -> None:
    world.effects.reply_hours[0] = 12.0
    committee(world, assuming, capacity=100.0, due=50.0, disputes=10.0, voices=96.0)
    # twelve in a thousand are 48 of 96 voices; twelve hours answer 24 voices besides
    half = 0.5 * (0.15 + 0.6 * 54.725 / 80.0 + 0.1)
    assert world.communities.reply_prob[0] == pytest.approx(half + 0.25)


def test_without_priority_from_above_residents_have_their_share(world, assuming) -> None:
    assuming(world, {"mechanisms.upward_priority": 0.0})
    committee(world, assuming, capacity=100.0, due=120.0, disputes=10.0)
    # 80 hours of disputes beside 120 from above: three fifths of 100 hours
    assert world.flows.upward_hours[0] == pytest.approx(60.0)
    assert world.flows.downward_hours[0] == pytest.approx(40.0)


def test_a_committee_that_is_swamped(world, assuming) -> None:
    committee(world, assuming, capacity=100.0, due=120.0, disputes=0.0)
    flows = world.flows
    # rho 1.2: 0.07 of 120 hours faked; 85 hours go upward, 0.84 of them into reports
    assert flows.items_faked_hours[0] == pytest.approx(8.4)
    assert flows.upward_hours[0] == pytest.approx(85.0)
    assert flows.items_done_hours[0] == pytest.approx(84.16)
    # half of the 27.44 left is done by helpers paid from assets, half is late (under 18 hours)
    assert flows.items_helped_hours[0] == pytest.approx(13.72)
    assert flows.items_late_hours[0] == pytest.approx(13.72)
    assert flows.items_failed_hours[0] == pytest.approx(0.0, abs=1e-9)
    paid = world.ledger.fen[0, LINE["administration_from_assets"]]
    assert abs(paid - 27_440) <= 1
    assert world.communities.assets_fen[0] == 1_000_000 - paid


def test_assets_that_are_banned_help_nobody(world, assuming) -> None:
    world.effects.asset_ban[:] = 1.0
    committee(world, assuming, capacity=100.0, due=120.0, disputes=0.0)
    flows = world.flows
    assert flows.items_helped_hours[0] == 0.0
    assert flows.items_late_hours[0] == pytest.approx(18.0)  # 15 % of what was due
    assert flows.items_failed_hours[0] == pytest.approx(9.44)


def test_more_hours_never_leave_more_needs_behind(world) -> None:
    richer = world.copy()
    for one, factor in ((world, 1.0), (richer, 1.2)):
        one.communities.capacity_hours *= factor
        one.communities.queue[:, :, 0] = 40.0
        one.communities.unserved[:], one.communities.by_organization[:] = 1.0, 0.0
        one.flows.clear()
        PHASES["do_committee_work"](one)
    assert (richer.flows.downward_hours >= world.flows.downward_hours).all()
    assert (richer.flows.served_committee >= world.flows.served_committee - 1e-9).all()
    assert (richer.flows.lapsed <= world.flows.lapsed + 1e-9).all()
