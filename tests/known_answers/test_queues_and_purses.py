"""V12, V14 and the staff: waiting lines, money and exits in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest
from known_answers.theory import NOBODY_MOVES, PHASES

from sim.county import load_county
from sim.money import LINE, OUTLAYS
from sim.rules.staffing import next_burnout
from sim.simulation import package_of, step
from sim.state import World
from sim.vocabulary import CERTIFICATES, CLOSED, ENVIRONMENT, ORGANIZATION_ROWS

# -- waiting ---------------------------------------------------------------------------------


def test_v12_littles_law_holds_on_the_path_of_every_queue(made) -> None:
    """V12. L = lambda W, exactly: each month that somebody waits is counted when the wait
    ends, or is in the queue still."""
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


def test_v12_a_desk_serves_at_once_or_the_oldest_only(made) -> None:
    """V12. Erlang's formula is for random arrivals; ours is a fluid with patience P.

    At a load rho of 1 or less all are served in their first month. Beyond, the line fills
    until the oldest cohort alone is more than a month's work: then 1/rho are served, after
    P - 1 months, and 1 - 1/rho lapse; both kinds of need fare alike.
    """
    patience = 4.0
    world = made(240, {"needs.patience": patience})
    there = world.communities
    load = np.linspace(0.4, 2.7, len(there))
    load[6] = 1.0
    hours = world.assumptions[0].needs.hours
    arrivals = np.zeros((len(there), len(hours)))
    arrivals[:, CERTIFICATES], arrivals[:, ENVIRONMENT] = 60.0, 20.0
    idle_government(world)
    there.capacity_hours[:] = arrivals @ hours / load
    for _ in range(250):
        there.queue[:, :, 0] = arrivals
        world.flows.clear()
        PHASES["serve_by_organizations"](world)
        PHASES["do_committee_work"](world)
    share, flows = np.minimum(1.0, 1.0 / load), world.flows
    for need in (CERTIFICATES, ENVIRONMENT):
        served, came = flows.served_committee[:, need], arrivals[:, need]
        assert served == pytest.approx(came * share, rel=1e-9)
        assert flows.lapsed[:, need] == pytest.approx(came * (1.0 - share), abs=1e-9)
        assert flows.waited[:, need] == pytest.approx(
            served * np.where(load > 1.0, patience - 1.0, 0.0), rel=1e-9, abs=1e-9
        )
    assert there.overload == pytest.approx(load)


def idle_government(world: World) -> None:
    """Committees have nothing from above, organizations and volunteers nothing to give."""
    there = world.communities
    for name in (
        "due_hours", "late_hours", "returned_hours", "handed_hours", "volunteer_hours",
        "mobilized_hours", "organization_hours", "queue",
    ):  # fmt: skip
        getattr(there, name)[:] = 0.0
    world.organizations.status[:] = CLOSED


# -- money -----------------------------------------------------------------------------------


def test_v14_a_fund_holds_events_when_it_can_pay_them(made) -> None:
    """V14. 6,000 yuan a month, events of 2,500: 2, 2, 3, 2 and 3 in every five months."""
    world = made(240, {"money.fund_yuan": 60.0, "money.event_yuan": 2500.0})
    there = world.communities
    there.population[:], there.fund_fen[:] = 1200.0, 0
    for month, events in enumerate([2, 2, 3, 2, 3] * 3, start=1):
        world.ledger.fen[:] = 0
        PHASES["pay"](world)
        assert (there.events == events).all()
        assert (there.fund_fen == [0, 100_000, 200_000, 50_000, 150_000][month % 5]).all()
        assert (world.ledger.fen[:, LINE["fund_grant"]] == 600_000).all()
        assert (world.ledger.fen[:, LINE["event_spending"]] == 250_000 * events).all()


@pytest.mark.parametrize("budget", [None, 0.3], ids=["paid", "failed"])
def test_v14_organizations_close_with_what_came_in_less_what_went_out(
    made, small, strong, budget
) -> None:
    """V14. One organization a community at the start, and those that grants found: to the fen,
    each month, owing, broke and closing, also where policies are hardly paid."""
    world = made(240, {})
    status = world.organizations.status.reshape(-1, ORGANIZATION_ROWS)
    status[:, 1:] = CLOSED
    cash = world.organizations.cash_fen.reshape(-1, ORGANIZATION_ROWS)
    cash[:, 1:] = 0
    package = package_of(
        small(policies=strong, burn_in=6, budget=budget), load_county("illustrative")
    )
    package.begin(world)
    closed = grants = 0.0
    for _ in range(60):
        before = cash.sum(axis=1)
        step(world, package)
        fen = world.ledger.fen
        came = fen[:, [LINE[name] for name in INCOME]].sum(axis=1)
        went = fen[:, [LINE[name] for name in ("organization_costs", "handed_back")]].sum(axis=1)
        assert np.array_equal(cash.sum(axis=1), before + came - went)
        assert (cash[status == CLOSED] == 0).all()
        assert np.array_equal(fen[:, LINE["allocation"]], fen[:, list(OUTLAYS)].sum(axis=1))
        closed += world.flows.organizations_closed.sum()
        grants += fen[:, LINE["seed_grants"]].sum()
    assert closed > 0.0
    assert (grants > 0.0) or budget is not None


INCOME = ("purchase", "seed_grants", "donations", "written_off")


# -- staff -----------------------------------------------------------------------------------


def test_burnout_settles_where_its_rise_meets_its_recovery(group) -> None:
    # 0.1 x 0.5 (1 - b) = 0.045 b at b = 10/19
    p = group("staff", burnout_rise=0.1, burnout_recovery=0.045)
    for start in (0.0, 1.0):
        burnout = start
        for _ in range(400):
            burnout = next_burnout(burnout, 0.5, False, p)
        assert burnout == pytest.approx(10.0 / 19.0, abs=1e-12)


def test_v03_exits_at_a_constant_hazard_are_binomial(made) -> None:
    """V3. Found with 90 %: a hazard off by 13 %."""
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
    for _ in range(240):
        step(world)
        staff += world.flows.staff.sum()
        exits += world.flows.staff_exits.sum()
    chance = 1.0 - math.exp(-hazard)
    assert staff > 30_000.0
    assert abs(exits - staff * chance) < 4.0 * math.sqrt(staff * chance * (1.0 - chance))
