"""Cases whose answer is known beforehand: rates of nought, closed forms, months worked by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, chisquare

from sim.assumptions import Assumptions
from sim.county import load_county
from sim.money import LINE
from sim.population import build_world
from sim.rules.staffing import next_burnout
from sim.schedule import SCHEDULE
from sim.simulation import act, is_election, step
from sim.state import World
from sim.tables import county_series
from sim.vocabulary import (
    CERTIFICATES,
    COMPLAINT,
    DELIBERATION,
    DISPUTE,
    ELECTION,
    ESTABLISHED,
    RECREATION,
    VOLUNTEERING,
)

PHASES = {phase.__name__: phase for phase in SCHEDULE}
ATTITUDES = (
    "trust", "expectation", "satisfaction", "efficacy", "awareness", "grievance",
    "known_neighbours", "knows_director", "belonging", "habit",
)  # fmt: skip
NOBODY_MOVES = {"population.leave_owner": 0.0, "population.leave_tenant": 0.0}
NO_INFLUENCE = {
    f"participation.{name}": 0.0
    for name in (
        "on_belonging", "on_mean_trust", "on_own_trust", "on_efficacy", "on_asked", "on_active",
        "on_habit", "on_skill", "on_outside", "on_time", "age", "complaint_trust",
        "complaint_grievance",
    )
}  # fmt: skip
NO_CHANGE = {
    f"{group}.{name}": 0.0
    for group, names in {
        "satisfaction": ("update", "expectation_learning", "hearsay"),
        "trust": ("gain", "hearsay", "anchor_rate", "openness", "efficacy_gain", "efficacy_rate"),
        "grievance": ("decay", "spread", "mediation"),
        "needs": ("hurt",),
        "influence": (
            "meet", "meet_event", "forget", "awareness_gain", "awareness_rate", "learn_director",
            "forget_director",
        ),
        "belonging": ("rate",),
        "participation": ("habit_rate", "habit_decay"),
    }.items()
    for name in names
}  # fmt: skip


def assuming(world: World, values: dict[str, float]) -> World:
    """The same world where some assumptions are what the theory needs, range or no range."""
    world.assumptions = world.assumptions.copy()
    for dotted, value in values.items():
        group, name = dotted.split(".")
        world.assumptions[group][name] = value
    return world


def made(sample: int, values: dict[str, float], seed: int = 5) -> World:
    return assuming(build_world(load_county("illustrative"), sample, Assumptions(), seed), values)


def live(world: World, months: int) -> None:
    for _ in range(months):
        step(world)


# -- taking part -----------------------------------------------------------------------------


def test_nobody_acts_where_the_base_is_out_of_reach(small) -> None:
    world = made(240, {"participation.base": -1000.0})
    series = county_series(act(world, small(burn_in=0, months=24)))
    assert series["participation"][12:].max() == 0.0
    assert series["complaint"][12:].max() == 0.0
    assert series["petitions"].max() == 0.0
    assert world.residents.last_act.max() < 0


def test_everybody_acts_where_the_base_is_overwhelming() -> None:
    world = made(240, {"participation.base": 1000.0, "participation.openings": 1.0})
    for _ in range(6):
        step(world)
        for channel in (VOLUNTEERING, COMPLAINT):
            acted = world.flows.acts[:, channel]
            assert acted == pytest.approx(world.communities.population)
    helped = world.communities.volunteer_hours
    hours = world.assumptions[0].participation.hours_volunteering
    assert helped == pytest.approx(hours * world.communities.population)


def test_constant_chances_give_a_binomial_number_of_acts() -> None:
    months, chance = 36, 0.1
    world = made(
        2400,
        NO_INFLUENCE
        | NOBODY_MOVES
        | {"participation.base": math.log(1.0 / 9.0), "participation.openings": 1.0},
    )
    acts = np.zeros(len(world.residents), int)
    for _ in range(months):
        step(world)
        acts += world.residents.last_act[:, VOLUNTEERING] == world.month - 1
    n = len(acts)
    sd = math.sqrt(months * chance * (1.0 - chance))
    assert abs(acts.mean() - months * chance) < 4.0 * sd / math.sqrt(n)
    assert abs(acts.std() / sd - 1.0) < 4.0 / math.sqrt(2.0 * n)
    observed = [(acts == k).sum() for k in range(8)] + [(acts >= 8).sum()]
    expected = [binom.pmf(k, months, chance) * n for k in range(8)]
    assert chisquare(observed, [*expected, n - sum(expected)]).pvalue > 0.001


def test_elections_come_once_a_term() -> None:
    world = made(240, {})
    held = []
    for month in range(80):
        assert is_election(world) == (month in (12, 72))
        step(world)
        if world.flows.acts[:, ELECTION].any():
            held.append(month)
    assert held == [12, 72]


def test_without_ties_nobody_hears_of_the_others(settled) -> None:
    settled.residents.ties[:] = 0
    other = settled.copy()
    other.residents.shown[:] = np.random.default_rng(1).random(other.residents.shown.shape)
    for world in (settled, other):
        PHASES["take_part"](world)
    for name in type(settled.residents).column_names():
        if name != "shown":
            ours, theirs = getattr(settled.residents, name), getattr(other.residents, name)
            assert np.array_equal(ours, theirs), name


# -- attitudes -------------------------------------------------------------------------------


def test_rates_of_nought_leave_every_attitude_as_it_was() -> None:
    world = made(240, NO_CHANGE | NOBODY_MOVES)
    before = {name: getattr(world.residents, name).copy() for name in ATTITUDES}
    live(world, 24)
    for name in ATTITUDES:
        assert before[name].tobytes() == getattr(world.residents, name).tobytes(), name


def test_belonging_follows_a_constant_target_as_a_geometric_series() -> None:
    # membership alone, from registration and ownership alone, so that nothing moves the target
    constant = {
        "belonging.weight_influence": 0.0,
        "belonging.weight_fulfilment": 0.0,
        "belonging.weight_connection": 0.0,
        "belonging.member_base": 0.1,
        "belonging.member_hukou": 0.2,
        "belonging.member_owner": 0.3,
        "belonging.member_tenure": 0.0,
        "belonging.heart_in_village": 0.0,
        "belonging.rate": 0.05,
    }
    world = made(240, constant | NOBODY_MOVES)
    world.residents.belonging[:] = 0.9
    live(world, 24)
    target = 0.1 + 0.2 * world.residents.hukou + 0.3 * world.residents.owner
    expected = target + (0.9 - target) * 0.95**24
    assert world.residents.belonging == pytest.approx(expected, abs=1e-12)


def test_hearsay_conserves_the_mean_of_trust_and_shrinks_its_spread() -> None:
    rates = {"trust.gain": 0.0, "trust.anchor_rate": 0.0, "trust.openness": 0.0}
    world = made(240, rates | NOBODY_MOVES | {"trust.hearsay": 0.05})
    residents, table = world.residents, world.communities
    residents.trust[:] = np.random.default_rng(3).random(len(residents))
    first = residents.trust.copy()
    means = np.array([first[table.first[c] : table.last[c]].mean() for c in range(len(table))])
    table.trust[:] = means
    live(world, 12)
    expected = means[residents.community] + 0.95**12 * (first - means[residents.community])
    assert residents.trust == pytest.approx(expected, abs=1e-12)


def test_grievance_without_new_hurts_fades_geometrically() -> None:
    world = made(
        240,
        NOBODY_MOVES
        | {"needs.hurt": 0.0, "grievance.spread": 0.0, "grievance.mediation": 0.0}
        | {"grievance.decay": 0.04},
    )
    world.residents.grievance[:] = 0.5
    live(world, 18)
    assert world.residents.grievance == pytest.approx(0.5 * 0.96**18, abs=1e-12)


# -- staff -----------------------------------------------------------------------------------


def test_burnout_settles_where_its_rise_meets_its_recovery(group) -> None:
    # 0.1 x 0.5 (1 - b) = 0.045 b at b = 10/19
    p = group("staff", burnout_rise=0.1, burnout_recovery=0.045)
    for start in (0.0, 1.0):
        burnout = start
        for _ in range(400):
            burnout = next_burnout(burnout, 0.5, False, p)
        assert burnout == pytest.approx(10.0 / 19.0, abs=1e-12)


def test_exits_at_a_constant_hazard_are_binomial() -> None:
    hazard = 0.05
    world = made(
        240,
        {
            "staff.exit_rate": hazard,
            "staff.exit_burnout": 0.0,
            "staff.social_worker_exit": 1.0,
            "staff.graduate_retention": math.exp(-36.0 * hazard),
            "staff.hire_rate": 1.0,
        },
    )
    staff = exits = 0.0
    for _ in range(48):
        step(world)
        staff += world.flows.staff.sum()
        exits += world.flows.staff_exits.sum()
    chance = 1.0 - math.exp(-hazard)
    assert abs(exits - staff * chance) < 4.0 * math.sqrt(staff * chance * (1.0 - chance))


# -- waiting ---------------------------------------------------------------------------------


def test_littles_law_holds_on_the_path_of_every_queue() -> None:
    # each month that somebody waits is counted when the wait ends, or is in the queue still
    world = made(240, NOBODY_MOVES)
    patience = np.floor(world.assumptions[0].needs.patience + 0.5)
    ages = np.arange(world.communities.queue.shape[2])
    waiting = np.zeros((len(world.communities), len(patience)))
    ended = np.zeros_like(waiting)
    for _ in range(36):
        step(world)
        waiting += world.communities.queue.sum(axis=2)
        ended += world.flows.waited + world.flows.lapsed * (patience - 1.0)
    still = (world.communities.queue * ages).sum(axis=2)
    # those still there have waited their age; this month's wait was counted with them
    assert waiting == pytest.approx(ended + still)
    assert waiting.sum() > 1000.0


# -- a month by hand -------------------------------------------------------------------------


def committee(world: World, capacity: float, due: float, disputes: float) -> None:
    """The first committee: its hours, what is due, and people with a new dispute."""
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
    world.flows.clear()
    world.ledger.fen[:] = 0
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
            "service.competence_floor": 0.4,
        },
    )
    world.assumptions["needs"]["hours"][0, DISPUTE] = 8.0
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    PHASES["do_committee_work"](world)


def test_a_committee_that_gets_by(settled) -> None:
    committee(settled, capacity=100.0, due=50.0, disputes=10.0)
    flows, table = settled.flows, settled.communities
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


def test_a_committee_that_is_swamped(settled) -> None:
    committee(settled, capacity=100.0, due=120.0, disputes=0.0)
    flows = settled.flows
    # rho 1.2: 0.07 of 120 hours faked; 85 hours go upward, 0.84 of them into reports
    assert flows.items_faked_hours[0] == pytest.approx(8.4)
    assert flows.upward_hours[0] == pytest.approx(85.0)
    assert flows.items_done_hours[0] == pytest.approx(84.16)
    # half of the 27.44 left is done by helpers paid from assets, half is late (under 18 hours)
    assert flows.items_helped_hours[0] == pytest.approx(13.72)
    assert flows.items_late_hours[0] == pytest.approx(13.72)
    assert flows.items_failed_hours[0] == pytest.approx(0.0, abs=1e-9)
    paid = settled.ledger.fen[0, LINE["administration_from_assets"]]
    assert abs(paid - 27_440) <= 1
    assert settled.communities.assets_fen[0] == 1_000_000 - paid


def test_assets_that_are_banned_help_nobody(settled) -> None:
    settled.effects.asset_ban[:] = 1.0
    committee(settled, capacity=100.0, due=120.0, disputes=0.0)
    flows = settled.flows
    assert flows.items_helped_hours[0] == 0.0
    assert flows.items_late_hours[0] == pytest.approx(18.0)  # 15 % of what was due
    assert flows.items_failed_hours[0] == pytest.approx(9.44)


def test_more_hours_never_leave_more_needs_behind(settled) -> None:
    world, richer = settled, settled.copy()
    for one, factor in ((world, 1.0), (richer, 1.2)):
        one.communities.capacity_hours *= factor
        one.communities.queue[:, :, 0] = 40.0
        one.communities.unserved[:], one.communities.by_organization[:] = 1.0, 0.0
        one.flows.clear()
        PHASES["do_committee_work"](one)
    assert (richer.flows.downward_hours >= world.flows.downward_hours).all()
    assert (richer.flows.served_committee >= world.flows.served_committee - 1e-9).all()
    assert (richer.flows.lapsed <= world.flows.lapsed + 1e-9).all()


def resident(world: World, **values: Any) -> None:
    """The first resident, without ties; everybody else is left alone."""
    people = world.residents
    people.ties[0] = 0
    people.waiting[0] = 0
    people.last_act[0] = -1000
    for name, value in values.items():
        getattr(people, name)[0] = value


EXPERIENCE = {
    "satisfaction.base": 0.3,
    "satisfaction.leniency": 0.4,
    "satisfaction.on_performance": 0.5,
    "satisfaction.on_disconfirmation": 0.3,
    "satisfaction.loss_weight": 2.0,
    "satisfaction.update": 0.25,
    "satisfaction.neglect": 0.4,
    "satisfaction.expectation_learning": 0.1,
    "trust.gain": 0.05,
    "trust.loss_ratio": 2.0,
    "trust.hearsay": 0.0,
    "trust.anchor_rate": 0.0,
    "trust.openness": 0.0,
    "grievance.decay": 0.04,
    "influence.awareness_gain": 0.1,
}


def test_a_resident_whose_need_is_served(settled) -> None:
    world = assuming(settled, EXPERIENCE)
    resident(world, expectation=0.5, satisfaction=0.6, trust=0.4, awareness=0.4, grievance=0.2)
    world.residents.waiting[0, CERTIFICATES] = 2
    table = world.communities
    table.mediation[0] = 0.0
    table.by_organization[0, CERTIFICATES, 1] = 0.0
    table.by_committee[0, CERTIFICATES, 1] = 1.0
    table.quality_committee[0, CERTIFICATES, 1] = 0.5
    PHASES["experience_service"](world)
    person = world.residents
    # seems 0.4 + 0.6 x 0.5 = 0.7; felt 0.3 + 0.35 + 0.3 x 0.2 = 0.71
    assert person.waiting[0, CERTIFICATES] == 0
    assert person.satisfaction[0] == pytest.approx(0.6275)  # a quarter of the way to 0.71
    assert person.expectation[0] == pytest.approx(0.52)
    assert person.trust[0] == pytest.approx(0.43)
    assert person.awareness[0] == pytest.approx(0.46)
    assert person.grievance[0] == pytest.approx(0.192)


def test_a_resident_whose_need_lapses(settled) -> None:
    world = assuming(settled, EXPERIENCE)
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    world.assumptions["needs"]["hurt"][0, DISPUTE] = 0.5
    resident(world, expectation=0.5, satisfaction=0.6, trust=0.4, awareness=0.4, grievance=0.2)
    world.residents.waiting[0, DISPUTE] = 4
    world.communities.mediation[0] = 0.0
    world.communities.by_organization[0], world.communities.by_committee[0] = 0.0, 0.0
    PHASES["experience_service"](world)
    person = world.residents
    # felt 0.3 - 0.6 x 0.5 = 0; a tenth of the way there (0.25 x 0.4)
    assert person.waiting[0, DISPUTE] == 0
    assert person.satisfaction[0] == pytest.approx(0.54)
    assert person.expectation[0] == pytest.approx(0.45)
    assert person.trust[0] == pytest.approx(0.36)
    assert person.grievance[0] == pytest.approx(0.576)  # (0.2 + 0.5 x 0.8) x 0.96


def test_a_resident_whose_need_waits_on(settled) -> None:
    world = assuming(settled, EXPERIENCE)
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    resident(world, satisfaction=0.6, trust=0.4, expectation=0.5)
    world.residents.waiting[0, DISPUTE] = 3
    world.communities.by_organization[0], world.communities.by_committee[0] = 0.0, 0.0
    PHASES["experience_service"](world)
    assert world.residents.waiting[0, DISPUTE] == 4
    assert world.residents.satisfaction[0] == 0.6
    assert world.residents.trust[0] == 0.4


def test_the_month_of_a_resident_who_stays_at_home(settled) -> None:
    world = assuming(
        settled,
        {
            "participation.base": -1000.0,
            "trust.efficacy_base": 0.5,
            "influence.meet": 0.012,
            "influence.forget": 0.01,
            "belonging.rate": 0.04,
            "belonging.member_base": 0.06,
            "belonging.member_hukou": 0.15,
            "belonging.member_owner": 0.15,
            "belonging.member_tenure": 0.36,
            "belonging.tenure_years": 5.0,
            "belonging.fulfil_satisfaction": 0.65,
            "belonging.connect_base": 0.05,
        },
    )
    for element in ("membership", "influence", "fulfilment", "connection"):
        world.assumptions["belonging"][f"weight_{element}"] = 0.25
    resident(
        world, origin=ESTABLISHED, hukou=True, owner=True, tenure=59.0, efficacy=0.5,
        satisfaction=0.6, known_neighbours=0.5, belonging=0.5, effort=12.0, trust=0.4,
    )  # fmt: skip
    world.communities.admin_share[0] = 0.5
    world.communities.access_all[0] = 0.4
    PHASES["take_part"](world)
    person = world.residents
    member = 0.36 + 0.36 * (1.0 - math.exp(-1.0))  # five years are one time to settle
    assert person.tenure[0] == 60.0
    assert person.membership[0] == pytest.approx(member)
    assert person.influence[0] == person.efficacy[0] == pytest.approx(0.5)
    assert person.fulfilment[0] == pytest.approx(0.53)  # 0.65 x 0.6 + 0.35 x 0.4
    assert person.connection[0] == pytest.approx(0.05)
    target = (member + 0.5 + 0.53 + 0.05) / 4.0
    assert person.belonging[0] == pytest.approx(0.5 + 0.04 * (target - 0.5))
    assert person.known_neighbours[0] == pytest.approx(0.501)
    assert person.effort[0] == pytest.approx(11.0)
    assert person.trust[0] == 0.4


def test_meetings_fall_into_their_months_and_nowhere_else() -> None:
    world = made(240, {"participation.meetings": 2.0})
    held = np.zeros(len(world.communities))
    for _ in range(60):
        step(world)
        is_open = world.communities.availability[:, DELIBERATION]
        assert set(is_open.tolist()) <= {0.0, 1.0}
        held += is_open
    assert (held == 10.0).all()  # two a year for five years


def test_a_full_venue_shares_its_room(settled) -> None:
    # 50 square metres take 100 visits; 400 people came last month
    world = assuming(settled, {"participation.venue": 2.0})
    world.communities.floor_space[0] = 50.0
    offers = []
    for crowd in (0.0, 80.0, 400.0):
        world.communities.recreation_demand[0] = crowd
        PHASES["open_channels"](world)
        offers.append(world.communities.availability[0, RECREATION])
    assert offers == pytest.approx([offers[0], offers[0], offers[0] / 4.0])
