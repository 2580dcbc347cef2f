"""Cases whose answer is known beforehand: rates of nought and closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom, chisquare

from sim.assumptions import Assumptions
from sim.county import load_county
from sim.population import build_world
from sim.rules.staffing import next_burnout
from sim.schedule import SCHEDULE
from sim.simulation import act, is_election, step
from sim.state import World
from sim.tables import county_series
from sim.vocabulary import (
    COMPLAINT,
    DELIBERATION,
    ELECTION,
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


@pytest.fixture(scope="module")
def made(assuming) -> Callable[[int, dict[str, float]], World]:
    """A county before its first month, where some assumptions are what the theory needs."""

    def world(sample: int, values: dict[str, float]) -> World:
        return assuming(build_world(load_county("illustrative"), sample, Assumptions(), 5), values)

    return world


def live(world: World, months: int) -> None:
    for _ in range(months):
        step(world)


# -- taking part -----------------------------------------------------------------------------


def test_nobody_acts_where_the_base_is_out_of_reach(made, small) -> None:
    world = made(240, {"participation.base": -1000.0})
    series = county_series(act(world, small(burn_in=0, months=24)))
    assert series["participation"][12:].max() == 0.0
    assert series["complaint"][12:].max() == 0.0
    assert series["petitions"].max() == 0.0
    assert world.residents.last_act.max() < 0


def test_everybody_acts_where_the_base_is_overwhelming(made) -> None:
    world = made(240, {"participation.base": 1000.0, "participation.openings": 1.0})
    for _ in range(6):
        step(world)
        for channel in (VOLUNTEERING, COMPLAINT):
            acted = world.flows.acts[:, channel]
            assert acted == pytest.approx(world.communities.population)
    helped = world.communities.volunteer_hours
    hours = world.assumptions[0].participation.hours_volunteering
    assert helped == pytest.approx(hours * world.communities.population)


def test_constant_chances_give_a_binomial_number_of_acts(made) -> None:
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


def test_elections_come_once_a_term(made) -> None:
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


def test_rates_of_nought_leave_every_attitude_as_it_was(made) -> None:
    world = made(240, NO_CHANGE | NOBODY_MOVES)
    before = {name: getattr(world.residents, name).copy() for name in ATTITUDES}
    live(world, 24)
    for name in ATTITUDES:
        assert before[name].tobytes() == getattr(world.residents, name).tobytes(), name


def test_belonging_follows_a_constant_target_as_a_geometric_series(made) -> None:
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


def test_hearsay_conserves_the_mean_of_trust_and_shrinks_its_spread(made) -> None:
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


def test_grievance_without_new_hurts_fades_geometrically(made) -> None:
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


def test_exits_at_a_constant_hazard_are_binomial(made) -> None:
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


def test_littles_law_holds_on_the_path_of_every_queue(made) -> None:
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


def test_meetings_fall_into_their_months_and_nowhere_else(made) -> None:
    world = made(240, {"participation.meetings": 2.0})
    held = np.zeros(len(world.communities))
    for _ in range(60):
        step(world)
        is_open = world.communities.availability[:, DELIBERATION]
        assert set(is_open.tolist()) <= {0.0, 1.0}
        held += is_open
    assert (held == 10.0).all()  # two a year for five years
