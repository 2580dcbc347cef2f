"""Hours, needs and yuan: nothing is lost and nothing comes from nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim import simulation
from sim.assumptions import assume, ranges
from sim.behavior.services import serve_oldest
from sim.design import world_assumptions
from sim.draws import draw
from sim.money import ACCOUNTS, LINE, LINES, moved
from sim.rules.money import fen_of
from sim.scenario import load_scenario
from sim.state import World
from sim.vocabulary import (
    ACTIVE,
    CHANNELS,
    CLOSED,
    COHORTS,
    ELDER_CARE,
    GRADUATE,
    GRID_WORKER,
    NEEDS,
    ORGANIZATION_ROWS,
)

Check = Callable[[World, World], None]
"""What must hold between the world before and the world after."""

POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "task_offloading": st.fixed_dictionaries(
            {
                "scale": st.sampled_from([0.5, 2.0]),
                "entry_control": st.sampled_from([0.0, 1.0]),
                "ban_on_assets": st.booleans(),
                "price_cover": st.sampled_from([0.0, 0.6, 1.2]),
                "payment_delay": st.sampled_from([0, 12]),
                "budget": st.sampled_from([None, 2.0]),
            }
        ),
        "organization_cultivation": st.fixed_dictionaries(
            {
                "seed_grants_per_year": st.sampled_from([0, 200]),
                "purchase": st.sampled_from([{}, {"elder_care": 60, "statistics": 20}]),
                "payment_delay": st.sampled_from([0, 6]),
                "cleanup": st.sampled_from([0.0, 1.0]),
                "months": st.sampled_from([None, 4]),
            }
        ),
        "staff_training": st.fixed_dictionaries(
            {
                "hours": st.sampled_from([0, 200]),
                "assistants": st.sampled_from([0, 400]),
                "graduates": st.sampled_from([0.0, 4.0]),
                "posts": st.sampled_from([0.0, 2.5]),
                "rollout": st.sampled_from([None, {"pilots": 3, "effort": 2.0, "months": 5}]),
            }
        ),
        "facilities": st.fixed_dictionaries(
            {
                "community": st.sampled_from([{}, {"sites": 60, "adequate": 2}]),
                "county": st.sampled_from([{}, {"domains": ["sport", "health"], "sites": 24}]),
                "operation": st.sampled_from([0.0, 0.4, 1.0]),
                "budget": st.sampled_from([None, 50.0]),
                "months": st.sampled_from([None, 9]),
            }
        ),
        "self_governance": st.fixed_dictionaries(
            {
                "hearings": st.sampled_from([0, 12]),
                "consultations": st.sampled_from([0, 12]),
                "invitations": st.sampled_from([0.0, 1.0]),
                "reply_hours": st.sampled_from([0, 160]),
                "owners_committees": st.sampled_from([0.0, 1.0]),
                "covenant": st.sampled_from([0.0, 1.0]),
                "fund_yuan": st.sampled_from([0.0, 29.99]),
            }
        ),
        "publicity": st.fixed_dictionaries(
            {
                "intensity": st.sampled_from([0.0, 1.0]),
                "promise": st.sampled_from([0.2, 1.0]),
                "reward_yuan": st.sampled_from([0.0, 33.33]),
                "rollout": st.sampled_from([None, {"pilots": 5, "effort": 2.0, "then": "other"}]),
            }
        ),
        "hot_issue_resolution": st.fixed_dictionaries(
            {"hours": st.sampled_from([20, 400]), "yuan": st.sampled_from([5.0, 60.0])}
        ),
        "information_platform": st.fixed_dictionaries(
            {
                "forms_replaced": st.sampled_from([0.0, 1.0]),
                "forms_added": st.sampled_from([0.0, 3.0]),
                "data_sharing": st.sampled_from([0.0, 1.0]),
                "online": st.sampled_from([0.0, 1.0]),
            }
        ),
        "grid_management": st.fixed_dictionaries(
            {
                "staffed": st.sampled_from([0.6, 1.0]),
                "rounds": st.sampled_from([0.0, 0.6]),
                "reporting": st.sampled_from([0.0, 4.0]),
            }
        ),
    },
)


def at_once(policies: dict[str, Any]) -> dict[str, Any]:
    """The same policies without pilots: what has begun has none."""
    return {
        key: {name: value for name, value in settings.items() if name != "rollout"}
        for key, settings in policies.items()
    }


STAGES = {"pilots": 4, "effort": 2.0, "months": 4, "supervised": 3, "scale_funding": 0.5,
          "then": ["north_city", "all"]}  # fmt: skip
PACKAGES = st.fixed_dictionaries(
    {
        "policies": POLICIES,
        "begun": POLICIES.map(at_once),
        "rollout": st.sampled_from([None, STAGES]),
    }
)
"""What is done in the reported months, what has begun before them, and in what stages."""
COUNTIES = given(st.integers(0, 999), PACKAGES)
FEW = settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
"""Examples are small as they are: shrinking them costs minutes and tells no more."""
PHASES = {phase.__name__: phase for phase in simulation.SCHEDULE}


def live(replication: int, package: dict[str, Any], checks: dict[str, Check]) -> None:
    """A year in some world under some package, with a check after each named phase.

    ``month`` is checked from the first phase of a month to its last.
    """
    scenario = load_scenario({"sample": 240, "burn_in": 8, "months": 12} | package)
    assumptions = assume(world_assumptions(replication, 1, ranges()))
    world = simulation.settle(scenario, replication, assumptions)
    opening: list[World] = []

    def watched(position: int, phase: Any) -> Callable[[World], None]:
        def act(world: World) -> None:
            if position == 0:
                opening[:] = [world.copy()]
            check = checks.get(phase.__name__)
            before = world.copy() if check else world
            phase(world)
            if check:
                check(before, world)
            if "month" in checks and position == len(schedule) - 1:
                checks["month"](opening[0], world)

        return act

    schedule = simulation.SCHEDULE
    with patch.object(simulation, "SCHEDULE", [watched(*pair) for pair in enumerate(schedule)]):
        simulation.act(world, scenario)


def by_community(values: np.ndarray, world: World) -> np.ndarray:
    """Sums over the rows of each community."""
    return values.reshape(len(world.communities), -1).sum(axis=1)


# -- hours -----------------------------------------------------------------------------------


@FEW
@COUNTIES
def test_committees_spend_the_hours_they_have(replication, package) -> None:
    def check(_: World, world: World) -> None:
        flows = world.flows
        spent = flows.upward_hours + flows.downward_hours + flows.kept_hours + flows.spare_hours
        assert spent == pytest.approx(flows.capacity_hours, abs=1e-6)
        assert (flows.assistant_hours <= world.effects.assistant_hours + 1e-9).all()
        offered = world.communities.organization_hours.sum(axis=1)
        assert (flows.organization_hours <= offered + 1e-9).all()

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_hours_spent_on_needs_are_the_hours_that_those_served_take(replication, package) -> None:
    def check(_: World, world: World) -> None:
        flows, each = world.flows, world.assumptions[0].needs.hours
        for served, spent in (
            (flows.served_committee, flows.downward_hours + flows.assistant_hours),
            (flows.served_organization, flows.organization_hours),
            (flows.served_volunteer, flows.volunteer_hours + flows.mobilized_hours),
        ):
            assert (served * each).sum(axis=1) == pytest.approx(spent)

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_everything_due_is_done_faked_helped_late_or_failed(replication, package) -> None:
    def check(before: World, world: World) -> None:
        flows = world.flows
        old = before.communities
        due = old.due_hours + old.late_hours + old.returned_hours
        ends = [
            flows.items_done_hours,
            flows.items_faked_hours,
            flows.items_helped_hours,
            flows.items_late_hours,
            flows.items_failed_hours,
        ]
        assert flows.items_due_hours == pytest.approx(due)
        assert sum(ends) == pytest.approx(due)
        assert min(part.min() for part in ends) >= -1e-9

    live(replication, package, {"do_committee_work": check})


@FEW
@COUNTIES
def test_what_leaves_the_desk_was_moved_out_and_what_comes_back_is_due(
    replication, package
) -> None:
    def handed(_: World, world: World) -> None:
        gone = world.flows.handed_down_hours - world.communities.due_hours
        moved_out = world.flows.moved_hours.sum(axis=1) * (1.0 - world.communities.refill)
        assert gone == pytest.approx(moved_out)

    def placed(before: World, world: World) -> None:
        less_due = before.communities.due_hours - world.communities.due_hours
        more_moved = (world.flows.moved_hours - before.flows.moved_hours).sum(axis=1)
        assert less_due == pytest.approx(more_moved)
        assert (world.communities.due_hours >= -1e-9).all()

    live(replication, package, {"hand_down_work": handed, "place_contracts": placed})


@FEW
@COUNTIES
def test_hours_that_policies_take_are_hours_that_staff_have(replication, package) -> None:
    def check(_: World, world: World) -> None:
        flows, asked = world.flows, world.effects
        gross = flows.capacity_hours + flows.policy_hours - flows.borrowed_hours
        assert (flows.policy_hours <= gross + 1e-9).all()
        assert (flows.policy_hours <= asked.policy_hours + 1e-9).all()
        assert np.array_equal(flows.borrowed_hours, asked.borrowed_hours)
        # nobody borrows what nobody lends
        assert flows.borrowed_hours.sum() <= flows.policy_hours.sum() + 1e-6

    live(replication, package, {"count_staff": check})


# -- needs -----------------------------------------------------------------------------------


@FEW
@COUNTIES
def test_every_need_is_open_served_lapsed_or_withdrawn(replication, package) -> None:
    def check(before: World, world: World) -> None:
        flows = world.flows
        served = flows.served_committee + flows.served_organization + flows.served_volunteer
        ended = served + flows.lapsed + flows.withdrawn
        opening, closing = (one.communities.queue.sum(axis=2) for one in (before, world))
        assert opening + flows.opened == pytest.approx(ended + closing)
        parts = (flows.opened, served, flows.lapsed, flows.withdrawn, closing)
        assert min(part.min() for part in parts) >= -1e-9

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_each_resident_waits_is_served_lapses_or_moves_out(replication, package) -> None:
    def raised(before: World, world: World) -> None:
        old, new = before.residents.waiting, world.residents.waiting
        assert (new[old == 0] <= 1).all()
        assert np.array_equal(new[old > 0], old[old > 0])

    def met(before: World, world: World) -> None:
        old, new = before.residents.waiting, world.residents.waiting
        patience = np.minimum(world.assumptions[0].needs.patience + 0.5, COHORTS).astype(int)
        shares = world.communities.by_organization + world.communities.by_committee
        assert (new[old == 0] == 0).all()
        for i, k in zip(*np.nonzero(old), strict=True):
            share = shares[world.residents.community[i], k, old[i, k] - 1]
            identity = int(world.residents.identity[i])
            served = draw(world.seed, f"served.{NEEDS[k]}", world.month, identity) < share
            lapsed = not served and old[i, k] >= patience[k]
            assert new[i, k] == (0 if served or lapsed else old[i, k] + 1)

    def left(before: World, world: World) -> None:
        stayed = world.residents.generation == before.residents.generation
        assert np.array_equal(world.residents.waiting[stayed], before.residents.waiting[stayed])
        assert (world.residents.waiting[~stayed] == 0).all()

    checks = {"raise_needs": raised, "experience_service": met, "move_residents": left}
    live(replication, package, checks)


def test_the_fluid_and_the_sample_tell_the_same(small) -> None:
    scenario = small(sample=2400, burn_in=0, months=1)
    world = simulation.settle(scenario, 5, assume({}))
    sampled, fluid, waits = (np.zeros(len(NEEDS)) for _ in range(3))
    for _ in range(36):
        simulation.step(world)
        waiting = world.residents.waiting > 0
        sampled += (world.residents.weight[:, None] * waiting).sum(axis=0)
        fluid += world.communities.queue.sum(axis=(0, 2))
        waits += waiting.sum(axis=0)
    # a need that waits is counted up to four months running: four standard deviations
    weight = world.communities.population.sum() / 2400
    assert (np.abs(sampled - fluid) <= 4.0 * weight * np.sqrt(4.0 * waits)).all()


def test_hours_go_to_the_longest_waiting_first() -> None:
    # ten people each after 0, 1 and 2 months, two hours a person, 30 hours to spend
    queue = np.array([10.0, 10.0, 10.0, 0.0, 0.0, 0.0])
    waiting, taken = np.ones(COHORTS), np.zeros(COHORTS)
    assert serve_oldest(queue, 2.0, waiting, 30.0, taken) == 0.0
    assert taken.tolist() == [0.0, 0.5, 1.0, 0.0, 0.0, 0.0]
    assert waiting.tolist() == [1.0, 0.5, 0.0, 1.0, 1.0, 1.0]


def test_hours_nobody_needs_are_left() -> None:
    queue = np.array([10.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    waiting, taken = np.full(COHORTS, 0.5), np.zeros(COHORTS)
    assert serve_oldest(queue, 2.0, waiting, 25.0, taken) == 15.0  # half were served elsewhere
    assert taken[0] == 0.5


# -- people ----------------------------------------------------------------------------------


@FEW
@COUNTIES
def test_hot_issues_are_the_people_who_have_them(replication, package) -> None:
    def check(before: World, world: World) -> None:
        people, table = world.residents, world.communities
        troubled = np.bincount(
            people.community, people.weight * (people.aggrieved > 0), minlength=len(table)
        )
        assert table.hot_issues.sum(axis=1) == pytest.approx(troubled)
        settled = world.flows.issues_settled
        had = np.bincount(
            people.community, people.weight * (before.residents.aggrieved > 0), minlength=len(table)
        )
        assert (settled <= had + 1e-6).all()
        free = (world.effects.issue_hours == 0.0) | (world.effects.issue_yuan == 0.0)
        assert not settled[free].any()

    live(replication, package, {"experience_service": check})


@FEW
@COUNTIES
def test_every_square_metre_was_begun_and_is_run_or_idle(replication, package) -> None:
    def check(before: World, world: World) -> None:
        old, new, flows = before.facilities, world.facilities, world.flows
        added = (new.built_m2 + new.coming_m2) - (old.built_m2 + old.coming_m2)
        begun = np.bincount(new.community, added, minlength=len(world.communities))
        assert begun == pytest.approx(world.effects.building_m2.sum(axis=(1, 2)))
        assert added.min() >= 0.0
        assert (new.built_m2 >= old.built_m2).all()
        built = np.bincount(new.community, new.built_m2, minlength=len(world.communities))
        assert flows.floor_space == pytest.approx(world.communities.floor_space + built)
        assert (flows.idle_space <= built + 1e-9).all()
        assert (world.communities.venue_space <= flows.floor_space + 1e-9).all()

    live(replication, package, {"open_facilities": check})


@FEW
@COUNTIES
def test_residents_stand_for_the_whole_population(replication, package) -> None:
    def check(_: World, world: World) -> None:
        people = world.cells.weight.reshape(len(world.communities), -1).sum(axis=1)
        assert people == pytest.approx(world.communities.population)
        effort = world.flows.effort_people.sum(axis=1)
        assert effort == pytest.approx(world.communities.population)

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_organizations_are_founded_or_closed_and_otherwise_stay(replication, package) -> None:
    def check(before: World, world: World) -> None:
        opening, closing = (
            by_community(one.organizations.status != CLOSED, one) for one in (before, world)
        )
        flows = world.flows
        change = flows.organizations_founded - flows.organizations_closed
        assert np.array_equal(closing - opening, change)
        assert np.array_equal(flows.organizations_registered, closing)
        assert (flows.organization_leaders <= closing).all()
        assert np.array_equal(flows.organization_leaders > 0.0, closing > 0.0)

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_nobody_is_employed_beyond_the_posts_there_are(replication, package) -> None:
    def check(_: World, world: World) -> None:
        staff, table = world.staff, world.communities
        grid = staff.active & (staff.kind == GRID_WORKER)
        office = staff.active & ~staff.placed & ~grid
        graduates = staff.active & staff.placed & (staff.kind == GRADUATE)
        assert (by_community(office, world) <= table.established_posts).all()
        assert (by_community(grid & ~staff.placed, world) <= table.grid_posts).all()
        added = by_community(grid & staff.placed, world)
        assert (added <= np.ceil(world.effects.grid_workers)).all()
        assert (by_community(graduates, world) <= np.ceil(world.effects.graduates)).all()

    live(replication, package, {"hire_staff": check})


@FEW
@COUNTIES
def test_no_two_agents_share_their_luck(replication, package) -> None:
    def check(_: World, world: World) -> None:
        identities = np.concatenate(
            [
                world.residents.identity,
                world.staff.identity[world.staff.active],
                world.organizations.identity[world.organizations.status != CLOSED],
            ]
        )
        assert len(np.unique(identities)) == len(identities)

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_nobody_acts_on_a_closed_channel(replication, package) -> None:
    def check(_: World, world: World) -> None:
        closed = world.communities.availability[world.residents.community] == 0.0
        acted = world.residents.last_act == world.month
        assert not (acted & closed).any()
        open_somewhere = (world.communities.availability > 0.0).any(axis=0)
        assert (world.flows.acts.sum(axis=0)[~open_somewhere] == 0.0).all()

    live(replication, package, {"take_part": check})


def test_a_closed_channel_stays_empty_however_eager_people_are(settled) -> None:
    settled.assumptions = settled.assumptions.copy()
    settled.assumptions[0].participation["base"] = 1000.0
    for channel in range(len(CHANNELS)):
        world = settled.copy()
        world.election = True
        world.communities.availability[:] = 1.0
        world.communities.availability[:, channel] = 0.0
        PHASES["take_part"](world)
        acted = (world.residents.last_act == world.month).any(axis=0)
        assert acted.tolist() == [other != channel for other in range(len(CHANNELS))]


# -- yuan ------------------------------------------------------------------------------------


def in_and_out(world: World, account: str) -> np.ndarray:
    """Fen into an account less fen out of it this month, by community."""
    fen = world.ledger.fen
    inward = [position for position, line in enumerate(LINES) if line.payee == account]
    outward = [position for position, line in enumerate(LINES) if line.payer == account]
    return fen[:, inward].sum(axis=1) - fen[:, outward].sum(axis=1)


@FEW
@COUNTIES
def test_every_purse_closes_with_what_came_in_less_what_went_out(replication, package) -> None:
    def check(before: World, world: World) -> None:
        for account in ("fund", "assets"):
            opening, closing = (
                getattr(one.communities, f"{account}_fen") for one in (before, world)
            )
            assert np.array_equal(closing - opening, in_and_out(world, account)), account
            assert closing.min() >= 0, account
        opening, closing = (
            by_community(one.organizations.cash_fen, one) for one in (before, world)
        )
        assert np.array_equal(closing - opening, in_and_out(world, "organizations"))
        assert world.ledger.fen.min() >= 0

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_the_treasury_keeps_nothing_and_owes_nothing(replication, package) -> None:
    def check(_: World, world: World) -> None:
        assert moved(world.ledger, "treasury") == 0

    live(replication, package, {"month": check})


@FEW
@COUNTIES
def test_debts_to_organizations_are_paid_or_wiped_out_by_closing(replication, package) -> None:
    def paid(before: World, world: World) -> None:
        owed, still = (
            by_community(one.organizations.receivable_fen, one) for one in (before, world)
        )
        assert np.array_equal(owed - still, world.ledger.fen[:, LINE["purchase"]])

    def ran(before: World, world: World) -> None:
        open_still = world.organizations.status != CLOSED
        owed, still = before.organizations.receivable_fen, world.organizations.receivable_fen
        assert np.array_equal(owed[open_still], still[open_still])
        assert (still[~open_still] == 0).all()

    def placed(before: World, world: World) -> None:
        owed, now = (by_community(one.organizations.receivable_fen, one) for one in (before, world))
        q = world.assumptions[0].organizations
        usual = q.purchase_yuan * world.communities.population / 12.0
        planned = usual + world.effects.purchase_yuan.sum(axis=(1, 2))
        rounding = ORGANIZATION_ROWS * 14
        assert (now - owed <= planned * 100.0 + rounding).all()

    live(replication, package, {"pay": paid, "run_organizations": ran, "place_contracts": placed})


@FEW
@COUNTIES
def test_what_policies_cost_is_on_their_lines(replication, package) -> None:
    own = ("incubation", "supervision", "moved_posts", "department_work", "training", "experts",
           "assistants", "building", "operation", "meetings", "publicity", "rewards",
           "hot_issues", "platform")  # fmt: skip

    def check(_: World, world: World) -> None:
        for name in own:
            asked = [fen_of(yuan) for yuan in world.effects.cost_yuan[:, LINE[name]].tolist()]
            assert world.ledger.fen[:, LINE[name]].tolist() == asked, name
        usual = world.assumptions[0].money.fund_yuan * world.communities.population / 12.0
        funds = usual + world.effects.cost_yuan[:, LINE["fund_grant"]]
        assert world.ledger.fen[:, LINE["fund_grant"]].tolist() == [
            fen_of(yuan) for yuan in funds.tolist()
        ]
        money = world.assumptions[0].money
        staff = world.staff
        grid = by_community(staff.active & (staff.kind == GRID_WORKER), world)
        paid = [fen_of(yuan) for yuan in (grid * money.grid_wage_yuan).tolist()]
        assert world.ledger.fen[:, LINE["grid_pay"]].tolist() == paid

    live(replication, package, {"pay": check})


def one_contract(world: World, demand: float, delay: int) -> None:
    """One organization with 100 hours to give; 5,000 yuan offered for ``demand`` hours."""
    world.organizations.status[:] = CLOSED
    world.organizations.status[0] = ACTIVE
    world.organizations.kind[0] = 0
    world.organizations.offered_hours[0] = 100.0
    world.organizations.cash_fen[:] = 0
    world.organizations.receivable_fen[:] = 0
    world.communities.population[:] = 0.0  # nothing is bought besides
    world.communities.queue[0, ELDER_CARE, 0] = 1000.0  # there is work enough
    world.effects.purchase_hours[0, 0] = demand
    world.effects.purchase_yuan[0, 0, delay] = 5000.0
    PHASES["place_contracts"](world)


@pytest.mark.parametrize(("demand", "yuan"), [(200.0, 2500.0), (100.0, 5000.0), (50.0, 5000.0)])
def test_what_is_delivered_is_owed_and_no_more_than_was_offered(settled, demand, yuan) -> None:
    one_contract(settled, demand, delay=3)
    owed = settled.organizations.receivable_fen
    assert owed[0, 3] == owed.sum() == 100 * yuan


@pytest.mark.parametrize("delay", [0, 1, 12])
def test_a_contract_is_paid_after_its_delay(settled, delay) -> None:
    one_contract(settled, 100.0, delay)
    cash = []
    for _ in range(delay + 2):
        PHASES["pay"](settled)
        cash.append(int(settled.organizations.cash_fen[0]))
    assert cash == [0] * delay + [500_000, 500_000]
    assert settled.organizations.receivable_fen.sum() == 0


def test_accounts_are_the_purses_that_lines_name() -> None:
    named = {side for line in LINES for side in (line.payer, line.payee)}
    assert set(ACCOUNTS) <= named
    assert len({line.name for line in LINES}) == len(LINES)
    assert all(line.payer != line.payee for line in LINES)
