"""What policies set moving in a month of one community, worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.schedule import SCHEDULE
from sim.state import World
from sim.vocabulary import (
    ACTIVE,
    BY_POST,
    CHANNELS,
    CLOSED,
    DELIBERATION,
    DORMANT,
    ELECTED,
    GRADUATE,
    GRID_WORKER,
    HEALTH,
    HOT_AGES,
    MIXED_NEW,
    ORGANIZATION_ROWS,
    RESETTLED,
    RESETTLEMENT,
    SOCIAL_SECURITY,
    STAFF_ROWS,
    STATISTICS,
    VILLAGE,
    VOLUNTEERING,
)

PHASES = {phase.__name__: phase for phase in SCHEDULE}


# -- forms and platforms ---------------------------------------------------------------------


def hand_down(world: World, assuming: Any, **effects: float) -> None:
    """400 hours handed down to the first community, 80 of them for each type looked at."""
    values = {
        "workload.fixed_hours": 200.0,
        "workload.hours_per_resident": 0.05,
        "workload.system_hours": 25.0,
        "workload.sharing_cut": 0.4,
        "workload.grid_hours": 20.0,
        "workload.rebound": 0.03,
    }
    assuming(world, values)
    world.assumptions["workload"]["share"][0] = (0.30, 0.20, 0.20, 0.12, 0.10, 0.08)
    table = world.communities
    table.population[0], table.amplification[0], table.kind[0] = 4000.0, 1.0, 0
    table.platform[0], table.grid_workers[0], table.petitions[0] = False, 0, 0.0
    for name, value in effects.items():
        getattr(world.effects, name)[0] = value
    PHASES["hand_down_work"](world)


def test_a_platform_spares_hours_and_departments_refill_them(world, assuming) -> None:
    world.communities.spared_refill[0] = world.communities.refill[0] = 0.0
    hand_down(world, assuming, forms_replaced=0.5, data_sharing=0.5)
    table = world.communities
    # half of 80 and a fifth (0.4 x 0.5) of 80, less the three per cent filled up at once
    assert table.spared_refill[0] == pytest.approx(0.03)
    assert table.spared_hours[0] == pytest.approx(56.0 * 0.97)
    assert table.handed_hours[0, STATISTICS] == pytest.approx(80.0 - 40.0 * 0.97)
    assert table.handed_hours[0, SOCIAL_SECURITY] == pytest.approx(80.0 - 16.0 * 0.97)
    handed = world.flows.handed_down_hours[0]
    assert table.due_hours[0] == pytest.approx(handed)
    assert table.moved_share[0] == pytest.approx(0.0)
    PHASES["hand_down_work"](world)
    assert table.spared_refill[0] == pytest.approx(0.03 + 0.03 * 0.97)
    assert table.refill[0] == 0.0  # nothing was moved out


def test_entry_control_keeps_the_space_empty(world, assuming) -> None:
    world.communities.spared_refill[0] = 0.0
    hand_down(world, assuming, forms_replaced=0.5, entry_control=1.0)
    assert world.communities.spared_refill[0] == 0.0
    assert world.communities.spared_hours[0] == pytest.approx(40.0)


def test_what_a_platform_spared_is_not_what_was_moved_out(world, assuming) -> None:
    # the platform's space has been filled up for long, what is moved out now is new
    world.communities.refill[0], world.communities.spared_refill[0] = 0.0, 0.5
    world.effects.moved[0, HEALTH, BY_POST] = 0.5
    hand_down(world, assuming, forms_replaced=0.5)
    table = world.communities
    assert table.spared_refill[0] == pytest.approx(0.515)
    assert table.spared_hours[0] == pytest.approx(40.0 * 0.485)
    assert world.flows.handed_down_hours[0] - table.due_hours[0] == pytest.approx(16.0 * 0.97)


def test_space_that_nobody_clears_is_not_remembered(world, assuming) -> None:
    world.communities.refill[0] = world.communities.spared_refill[0] = 0.4
    hand_down(world, assuming)
    assert world.communities.refill[0] == world.communities.spared_refill[0] == 0.0
    assert world.communities.spared_hours[0] == 0.0


def test_systems_and_grids_add_forms(world, assuming) -> None:
    world.communities.grid_workers[0] = 0
    hand_down(world, assuming, forms_added=2.0)
    assert world.communities.handed_hours[0, STATISTICS] == pytest.approx(130.0)
    world.communities.grid_workers[0] = 3
    world.effects.grid_reporting[0] = 0.5
    PHASES["hand_down_work"](world)
    # 80 and 50 for two systems, and 30 for each of three grid workers
    assert world.communities.handed_hours[0, STATISTICS] == pytest.approx(220.0)


def test_a_platform_that_adds_more_than_it_spares_relieves_nobody(world, assuming) -> None:
    world.communities.spared_refill[0] = 0.0
    hand_down(world, assuming, forms_replaced=0.5, forms_added=2.0, entry_control=1.0)
    assert world.communities.handed_hours[0, STATISTICS] == pytest.approx(90.0)  # 80 - 40 + 50
    assert world.communities.spared_hours[0] == pytest.approx(-10.0)
    assuming(world, {"workload.pass_through": 0.4})
    table = world.communities
    table.capacity_hours[0] = 2000.0
    table.late_hours[0] = table.returned_hours[0] = 0.0
    PHASES["do_committee_work"](world)
    assert world.flows.kept_hours[0] == 0.0


def test_relief_by_a_platform_reaches_residents_in_part(world, assuming) -> None:
    assuming(world, {"workload.pass_through": 0.4, "workload.pressure": 30.0})
    table = world.communities
    table.capacity_hours[0], table.due_hours[0], table.spared_hours[0] = 100.0, 30.0, 20.0
    table.handed_hours[0] = 5.0  # six types
    table.late_hours[0] = table.returned_hours[0] = 0.0
    table.queue[0] = 0.0
    PHASES["do_committee_work"](world)
    flows = world.flows
    assert flows.upward_hours[0] == pytest.approx(30.0)
    assert flows.kept_hours[0] == pytest.approx(12.0)  # 0.6 of the twenty spared
    assert flows.spare_hours[0] == pytest.approx(58.0)


# -- hours of staff --------------------------------------------------------------------------

OFFICE = {
    "staff.month_hours": 160.0,
    "staff.base_productivity": 0.68,
    "staff.skill_productivity": 0.35,
    "staff.burnout_drag": 0.2,
    "workload.grid_residents": 1250.0,
    "workload.grid_rounds": 0.25,
}
WORKER = 160.0 * 0.738
"""(0.68 + 0.35 x 0.4) x (1 - 0.2 x 0.5) of 160 hours."""
BOTH = 1.75 * WORKER
"""A grid worker is a quarter of the time on rounds as usual."""


def open_office(world: World, assuming: Any, employ: Any) -> None:
    """One elected member and one grid worker, of the same skill and burnout."""
    assuming(world, OFFICE)
    employ(world, (ELECTED, False), (GRID_WORKER, False))
    world.staff.professional[:2], world.staff.burnout[:2] = 0.4, 0.5
    world.communities.population[0] = 5000.0


def test_policies_take_hours_and_others_lend_some(world, assuming, employ) -> None:
    open_office(world, assuming, employ)
    world.effects.policy_hours[0], world.effects.borrowed_hours[0] = 30.0, 12.0
    PHASES["count_staff"](world)
    assert world.communities.capacity_hours[0] == pytest.approx(BOTH - 18.0)
    assert world.flows.capacity_hours[0] == world.communities.capacity_hours[0]
    assert (world.flows.policy_hours[0], world.flows.borrowed_hours[0]) == (30.0, 12.0)


def test_policies_take_no_more_hours_than_there_are(world, assuming, employ) -> None:
    open_office(world, assuming, employ)
    world.effects.policy_hours[0] = 1000.0
    PHASES["count_staff"](world)
    assert world.communities.capacity_hours[0] == 0.0
    assert world.flows.policy_hours[0] == pytest.approx(BOTH)


def test_rounds_see_more_and_leave_less_time_at_the_office(world, assuming, employ) -> None:
    open_office(world, assuming, employ)
    world.effects.grid_rounds[0] = 0.25
    PHASES["count_staff"](world)
    assert world.communities.capacity_hours[0] == pytest.approx(1.5 * WORKER)
    assert world.communities.detection[0] == pytest.approx(0.5)  # 1,250 twice over, of 5,000
    assert world.flows.away_hours[0] == 0.0  # rounds are work, not training


def test_grid_workers_come_and_go_with_the_money(world, assuming, employ) -> None:
    assuming(world, {"staff.hire_rate": 1.0})
    employ(world, (GRID_WORKER, False))
    world.communities.established_posts[0], world.communities.grid_posts[0] = 0, 1
    world.effects.grid_workers[0] = 2.0
    for _ in range(2):
        PHASES["hire_staff"](world)
        staff = world.staff
        assert staff.kind[:STAFF_ROWS][staff.active[:STAFF_ROWS]].tolist() == [GRID_WORKER] * 3
        assert staff.placed[:3].tolist() == [False, True, True]
    world.effects.clear()
    PHASES["hire_staff"](world)
    assert np.flatnonzero(world.staff.active[:STAFF_ROWS]).tolist() == [0]


@pytest.mark.parametrize(("follow", "left"), [(0.0, 6), (0.5, 5), (1.0, 3)])
def test_posts_follow_tasks_where_the_town_lets_them(world, assuming, employ, follow, left) -> None:
    # half of the work is moved out: none, a quarter or half of six posts (4.5 is 5) are kept
    assuming(world, {"mechanisms.abdication": follow, "staff.hire_rate": 1.0})
    employ(world, *[(ELECTED, False)] * 6)
    world.communities.established_posts[0], world.communities.grid_posts[0] = 6, 0
    world.communities.moved_share[0] = 0.5
    for _ in range(2):
        PHASES["hire_staff"](world)
        assert world.staff.active[:STAFF_ROWS].sum() == left
    world.communities.moved_share[0] = 0.0
    PHASES["hire_staff"](world)
    assert world.staff.active[:STAFF_ROWS].sum() == 6


@pytest.mark.parametrize(("leak", "left"), [(1.0, False), (0.0, True)])
def test_graduates_stay_where_talent_does_not_leak(world, assuming, employ, leak, left) -> None:
    # a hazard of 19 a month, or that of the others, which is nought here
    rates = {"staff.exit_rate": 0.0, "staff.graduate_retention": 1e-300}
    assuming(world, rates | {"mechanisms.talent_leak": leak})
    employ(world, (GRADUATE, True), (ELECTED, False))
    PHASES["develop_staff"](world)
    assert world.staff.active[:2].tolist() == [left, True]
    assert world.flows.graduate_exits[0] == (0.0 if left else 1.0)


# -- trust, grievance, hot issues ------------------------------------------------------------

STILL = {
    "trust.hearsay": 0.0,
    "trust.anchor_rate": 0.0,
    "trust.openness": 0.0,
    "trust.publicity": 0.06,
    "trust.promise_loss": 1.0,
    "trust.relief_gain": 0.25,
    "satisfaction.promise": 0.1,
    "influence.awareness_base": 0.4,
    "influence.awareness_rate": 0.0,
    "influence.publicity": 0.06,
    "grievance.decay": 0.04,
    "grievance.consultation": 0.04,
    "grievance.expropriation": 0.35,
    "grievance.hot": 0.3,
    "grievance.settled": 0.8,
    "grievance.issue_hours": 25.0,
    "grievance.issue_yuan": 2000.0,
    "grievance.issue_people": 40.0,
}
"""Attitudes move by what the test does, and by nothing else."""


def live(world: World, assuming: Any, **values: Any) -> None:
    """A month of experience: nobody waits for anything, the first resident is as told."""
    assuming(world, STILL)
    world.residents.waiting[:] = 0
    world.communities.mediation[:] = 0.0
    for name, value in values.items():
        getattr(world.residents, name)[0] = value
    PHASES["experience_service"](world)


def test_publicity_is_known_and_believed_as_far_as_it_is_true(world, assuming) -> None:
    world.effects.publicity[0], world.effects.promise[0] = 0.5, 0.25  # it promises one half
    live(world, assuming, trust=0.4, satisfaction=0.7, expectation=0.4, awareness=0.4)
    person = world.residents
    assert person.trust[0] == pytest.approx(0.4 + 0.03 * 0.2 * 0.6 * 0.4)
    assert person.expectation[0] == pytest.approx(0.405)  # 0.4 + 0.1 x 0.5 x 0.1
    assert person.awareness[0] == pytest.approx(0.418)  # 0.4 + 0.06 x 0.5 x 0.6
    assert person.satisfaction[0] == 0.7


def test_promises_that_nobody_meets_cost_trust(world, assuming) -> None:
    world.effects.publicity[0], world.effects.promise[0] = 1.0, 0.9
    live(world, assuming, trust=0.5, satisfaction=0.5, expectation=0.4)
    assert world.residents.trust[0] == pytest.approx(0.5 - 0.06 * 0.4 * 0.5)
    assert world.residents.expectation[0] == pytest.approx(0.45)


def test_consultation_relieves_grievance(world, assuming) -> None:
    world.effects.consultations[0] = 6.0  # half a meeting a month
    live(world, assuming, grievance=0.5, origin=0)
    assert world.residents.grievance[0] == pytest.approx(0.48 * 0.98)


@pytest.mark.parametrize(("sign", "grievance"), [(1.0, 0.096), (0.0, 0.175), (-1.0, 0.35)])
def test_expropriation_is_not_forgotten_if_so_assumed(world, assuming, sign, grievance) -> None:
    assuming(world, {"signs.resettlement": sign})
    live(world, assuming, grievance=0.1, origin=RESETTLED, collective_member=True)
    assert world.residents.grievance[0] == pytest.approx(grievance)  # 0.096 fades as any


def trouble(world: World, *since: int) -> np.ndarray:
    """Residents of the first community troubled for so many months, nobody else; their weights."""
    people, table = world.residents, world.communities
    people.grievance[:], people.aggrieved[:] = 0.0, 0
    people.origin[:] = 0
    table.hot_issues[:] = 0.0
    for row, months in enumerate(since):
        people.grievance[row], people.aggrieved[row], people.trust[row] = 0.8, months, 0.4
        table.hot_issues[0, min(months // 3, HOT_AGES - 1)] += people.weight[row]
    return np.asarray(people.weight[: len(since)])


def resolve(world: World, people: float) -> None:
    """Hours and money that settle what troubles so many people."""
    world.effects.issue_hours[0] = people / 40.0 * 25.0
    world.effects.issue_yuan[0] = people / 40.0 * 2000.0


def test_the_oldest_hot_issues_are_settled_first(world, assuming) -> None:
    weights = trouble(world, 1, 12, 18, 4)
    resolve(world, float(weights[1:3].sum()))
    live(world, assuming)
    people = world.residents
    assert people.grievance[:4] == pytest.approx([0.768, 0.1536, 0.1536, 0.768])
    assert people.trust[:4] == pytest.approx([0.4, 0.55, 0.55, 0.4])
    assert people.aggrieved[:4].tolist() == [2, 0, 0, 5]
    assert world.flows.issues_settled[0] == pytest.approx(weights[1:3].sum())
    assert world.communities.hot_issues[0, 0] == pytest.approx(weights[0])
    assert world.communities.hot_issues[0, 1] == pytest.approx(weights[3])
    assert not world.communities.hot_issues[0, 2:].any()


def test_what_no_official_can_settle_takes_nobodys_turn(world, assuming) -> None:
    # kept alive by expropriation, the first one's grievance stays above the mark for ever
    assuming(world, {"signs.resettlement": -1.0})
    weights = trouble(world, 18, 3)
    world.residents.origin[0], world.residents.collective_member[0] = RESETTLED, True
    for _ in range(2):  # one month to be counted, one to be settled
        resolve(world, float(weights[1]))
        world.residents.grievance[:2] = 0.8
        world.flows.clear()
        live(world, assuming)
    assert world.residents.trust[0] == 0.4
    assert world.flows.issues_settled[0] == pytest.approx(weights[1])


def test_hours_without_money_settle_nothing(world, assuming) -> None:
    trouble(world, 9)
    world.effects.issue_hours[0] = 500.0
    live(world, assuming)
    assert world.flows.issues_settled[0] == 0.0
    assert world.residents.trust[0] == 0.4


def test_a_grievance_becomes_a_hot_issue_and_ages_by_quarters(world, assuming) -> None:
    [weight] = trouble(world, 0)
    places = []
    for _ in range(20):
        world.residents.grievance[0] = 0.8
        live(world, assuming)
        [place] = np.flatnonzero(world.communities.hot_issues[0])
        assert world.communities.hot_issues[0, place] == pytest.approx(weight)
        places.append(int(place))
    assert places == [0] * 2 + [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3 + [5] * 6


def test_of_more_issues_than_can_be_settled_each_has_its_share(world, assuming) -> None:
    first, last = int(world.communities.first[0]), int(world.communities.last[0])
    settled = np.zeros(40)
    for month in range(40):
        weights = trouble(world, *[9] * (last - first))
        resolve(world, 0.25 * float(weights.sum()))
        world.month_key += np.uint64(1)
        world.flows.clear()
        live(world, assuming)
        settled[month] = world.flows.issues_settled[0] / weights.sum()
    n = 40 * (last - first)
    assert abs(settled.mean() - 0.25) < 4.0 * np.sqrt(0.25 * 0.75 / n)


# -- meetings and voices ---------------------------------------------------------------------


@pytest.mark.parametrize("more", [0.0, 5.0, 10.0, 22.0])
def test_a_year_holds_as_many_meetings_as_are_convened(world, assuming, more) -> None:
    assuming(world, {"participation.meetings": 2.0})
    world.effects.meetings[0] = more
    held, open_months = 0.0, 0
    for _ in range(12):
        PHASES["open_channels"](world)
        held += world.flows.meetings[0]
        opening = world.communities.availability[0, DELIBERATION]
        assert opening == (1.0 if world.flows.meetings[0] > 0.0 else 0.0)
        open_months += int(opening)
        world.month += 1
    assert held == 2.0 + more
    assert open_months == min(2 + int(more), 12)


def test_hearings_answer_where_the_decision_is_open(world, assuming) -> None:
    assuming(world, {"participation.meetings": 2.0})
    world.communities.reply_prob[0] = 0.25
    world.effects.meetings[0], world.effects.hearings[0] = 10.0, 4.0
    world.effects.decisive_hearings[0] = 2.0
    PHASES["open_channels"](world)
    # of twelve meetings two answer, two are for form, a quarter of what eight raise is answered
    assert world.communities.meeting_reply[0] == pytest.approx(4.0 / 12.0)


@pytest.mark.parametrize(("answered", "efficacy", "trust"), [(1.0, 0.6, 0.55), (0.0, 0.3, 0.4)])
def test_who_speaks_at_a_meeting_is_answered_there(
    world, assuming, answered, efficacy, trust
) -> None:
    values = {
        "participation.base": -1000.0,
        "trust.capture": 0.0,
        "trust.efficacy_gain": 0.2,
        "trust.gain": 0.1,
        "trust.loss_ratio": 2.0,
        "trust.efficacy_rate": 0.0,
    }
    assuming(world, values)
    world.assumptions["participation"]["base"][0, DELIBERATION] = 1000.0
    world.communities.availability[:] = 1.0
    world.communities.meeting_reply[:] = answered
    world.communities.reply_prob[:] = 1.0 - answered  # what other voices meet does not count
    world.residents.efficacy[:], world.residents.trust[:] = 0.5, 0.5
    PHASES["take_part"](world)
    assert world.residents.efficacy == pytest.approx(np.full(len(world.residents), efficacy))
    assert world.residents.trust == pytest.approx(np.full(len(world.residents), trust))


def test_voices_are_remembered_about_a_year(world, assuming) -> None:
    assuming(world, {"participation.base": -1000.0})
    world.assumptions["participation"]["base"][0, DELIBERATION] = 1000.0
    world.communities.availability[:] = 1.0
    world.communities.voices[0] = 0.0
    PHASES["take_part"](world)
    everybody = world.communities.population[0]
    assert world.communities.voices[0] == pytest.approx(everybody / 12.0)


def odds_of_the_first(world: World, channel: int, **effects: float) -> float:
    """Odds that the first resident, who stands for 1,000, takes one channel; nobody else counts."""
    one = world.copy()
    for name, value in effects.items():
        getattr(one.effects, name)[0] = value
    people = one.residents
    people.weight[:] = 0.0
    people.weight[0] = 1000.0
    one.communities.availability[:] = 0.0
    one.communities.availability[0, channel] = 1.0
    one.communities.voices[0] = 0.0
    PHASES["take_part"](one)
    table = one.communities
    acting = 12.0 * table.voices[0] if channel == DELIBERATION else table.volunteering_acts[0]
    return float(acting / (1000.0 - acting))


@pytest.mark.parametrize("effect", [1.2, -1.2])
def test_dense_organizations_sway_meetings_as_the_sign_says(world, assuming, effect) -> None:
    assuming(world, {"participation.on_organizations": effect})
    world.residents.last_act[0] = -1000
    odds = []
    for density in (0.0, 0.5, 1.0):
        world.communities.association[0] = density
        odds.append(odds_of_the_first(world, DELIBERATION))
    by_hand = [1.0, math.exp(0.5 * effect), math.exp(effect)]
    assert [one / odds[0] for one in odds] == pytest.approx(by_hand)


def test_rewards_draw_the_detached_and_put_off_the_attached(world, assuming) -> None:
    values = {"on_reward": 0.3, "reward_half": 20.0, "reward_crowding": 0.6, "on_belonging": 1.2,
              "on_habit": 1.0}  # fmt: skip
    assuming(world, {f"participation.{name}": value for name, value in values.items()})
    world.residents.habit[0] = 0.0
    for belonging, logit in ((0.0, 0.15), (0.5, -0.03)):  # half of 0.3 - 0.6 x 1.2 x 0.5
        world.residents.belonging[0] = belonging
        usual = odds_of_the_first(world, VOLUNTEERING)
        paid = odds_of_the_first(world, VOLUNTEERING, reward_yuan=20.0)
        assert paid / usual == pytest.approx(math.exp(logit))


def test_who_is_invited_and_has_not_spoken_lately_comes_to_meetings(world, assuming) -> None:
    values = {"participation.on_asked": 1.1, "participation.on_recent": 0.7}
    assuming(world, values | {"influence.ask": 0.0, "influence.ask_branch": 0.0})
    world.residents.last_act[0, DELIBERATION] = world.month - 4
    usual = odds_of_the_first(world, DELIBERATION)
    assert odds_of_the_first(world, DELIBERATION, invitations=1.0) / usual == pytest.approx(
        math.exp(1.1)
    )
    world.residents.last_act[0, DELIBERATION] = world.month - 3
    assert odds_of_the_first(world, DELIBERATION) / usual == pytest.approx(math.exp(-0.7))


@pytest.mark.parametrize(
    ("kind", "sign"), [(RESETTLEMENT, -1.0), (MIXED_NEW, -1.0), (VILLAGE, 1.0)]
)
def test_years_in_a_new_estate_count_as_the_sign_says(world, assuming, kind, sign) -> None:
    values = {"member_base": 0.06, "member_hukou": 0.15, "member_owner": 0.15,
              "member_tenure": 0.3, "tenure_years": 5.0}  # fmt: skip
    assuming(world, {f"belonging.{name}": value for name, value in values.items()})
    assuming(world, {"signs.residence": -1.0})
    world.communities.kind[0] = kind
    people = world.residents
    people.origin[0], people.hukou[0], people.owner[0], people.tenure[0] = 0, True, True, 59.0
    PHASES["take_part"](world)
    settled = 0.3 * (1.0 - math.exp(-1.0))  # five years are one time to settle
    assert people.membership[0] == pytest.approx(0.36 + sign * settled)


def test_activities_are_events_of_which_two_count(world, assuming) -> None:
    values = {
        "participation.offer": 0.2,
        "participation.offer_event": 0.1,
        "participation.venue": 9e9,
    }
    assuming(world, values)
    world.communities.events[0] = 0.0
    offers = []
    for activities in (0.0, 1.0, 1.5, 5.0):
        world.effects.activities[0] = activities
        PHASES["open_channels"](world)
        offers.append(world.communities.availability[0, CHANNELS.index("recreation")])
    # a tenth for each event, of which two count
    assert np.diff(offers) == pytest.approx([0.1, 0.05, 0.05])


# -- organizations ---------------------------------------------------------------------------

QUIET = {
    "organizations.exit_rate": 0.0,
    "organizations.volunteers": 12.0,
    "organizations.donations_yuan": 60.0,
}


def organize(world: World, *leaders: int) -> None:
    """Organizations of these leaders in the first rows, none elsewhere."""
    table = world.organizations
    table.status[:] = CLOSED
    for row, leader in enumerate(leaders):
        table.status[row], table.kind[row], table.commitment[row] = ACTIVE, 0, 1.0
        table.leader[row] = leader
        table.staff[row] = table.dependence[row] = table.worked_hours[row] = 0.0
        table.cash_fen[row] = table.received_fen[row] = table.idle[row] = 0
        table.insolvent[row] = 0
    world.communities.purchase_demand[:] = 0.0


def test_organizations_of_one_leader_have_one_set_of_members(world, assuming) -> None:
    assuming(world, QUIET)
    organize(world, 7, 8, 7, 7)
    PHASES["run_organizations"](world)
    assert world.organizations.volunteers[:4].tolist() == [12.0, 12.0, 0.0, 0.0]
    world.organizations.status[0] = CLOSED
    PHASES["run_organizations"](world)
    assert world.organizations.volunteers[1:4].tolist() == [12.0, 12.0, 0.0]


@pytest.mark.parametrize(("status", "commitment"), [(DORMANT, 1.0), (ACTIVE, 0.0)])
def test_members_help_where_their_leader_works(world, assuming, status, commitment) -> None:
    assuming(world, QUIET)
    organize(world, 7, 7)
    world.organizations.status[0], world.organizations.commitment[0] = status, commitment
    world.organizations.idle[0] = 24 if status == DORMANT else 0
    PHASES["run_organizations"](world)
    assert world.organizations.volunteers[:2].tolist() == [0.0, 12.0]


@pytest.mark.parametrize(("again", "leaders", "members"), [(1.0, 1.0, 0.0), (0.0, 2.0, 12.0)])
def test_a_grant_may_found_a_second_one_of_the_same_leader(
    world, assuming, again, leaders, members
) -> None:
    unfounded = {f"organizations.founding{by}": 0.0 for by in ("", "_purchase", "_incubation")}
    assuming(world, QUIET | unfounded | {"organizations.repeat_founders": again})
    organize(world, 7)
    world.effects.seed_grants[0], world.effects.seed_grant_yuan[0] = 1.0, 80_000.0
    world.effects.quality_gate[0] = 1.0
    PHASES["found_organizations"](world)
    table = world.organizations
    assert np.flatnonzero(table.status[:ORGANIZATION_ROWS] == ACTIVE).tolist() == [0, 1]
    assert (table.leader[1] == 7) == (again == 1.0)
    assert table.volunteers[1] == members
    assert world.flows.organizations_registered[0] == 2.0
    assert world.flows.organization_leaders[0] == leaders


def test_the_insolvent_live_on_where_insolvency_is_switched_off(world, assuming) -> None:
    unpaid = {"organizations.credit_months": 0.0, "organizations.hire_rate": 0.0}
    assuming(world, QUIET | unpaid | {"mechanisms.insolvency": 0.0})
    organize(world, 7)
    world.organizations.staff[0] = 1.0
    for _ in range(9):
        PHASES["run_organizations"](world)
    assert world.organizations.status[0] == ACTIVE
    assert world.organizations.insolvent[0] == 9
    assert world.organizations.cash_fen[0] < 0
    assert world.flows.organizations_insolvent[0] == 0.0
