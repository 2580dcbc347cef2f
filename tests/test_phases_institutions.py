"""Organizations and committee staff in a month, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.money import LINE
from sim.schedule import SCHEDULE
from sim.state import World
from sim.vocabulary import (
    ACTIVE,
    CADRE,
    CLERKS,
    CLOSED,
    DORMANT,
    ELECTED,
    GRADUATE,
    GRID_WORKER,
    INACTIVE,
    ORGANIZATION_ROWS,
    POST,
    SOCIAL_WORKER,
    STAFF_ROWS,
)

PHASES = {phase.__name__: phase for phase in SCHEDULE}


ELDERS, MEDIATORS = 0, 1
"""Kinds of organizations."""


# -- organizations ---------------------------------------------------------------------------

CALM = {
    "organizations.exit_rate": 0.0,
    "organizations.deregister": 0.0,
    "organizations.wage_yuan": 2500.0,
    "organizations.overhead": 0.2,
    "organizations.donations_yuan": 60.0,
    "organizations.spend_months": 20.0,
    "organizations.hire_rate": 0.25,
    "organizations.month_hours": 130.0,
    "organizations.credit_months": 1.0,
    "organizations.credit_spread": 0.0,
    "organizations.insolvent_months": 3.0,
    "organizations.reporting": 0.12,
}
"""Nobody closes by chance; a post costs 3,000 yuan a month."""


def organize(world: World, assuming: Any, **values: Any) -> None:
    """One organization in the county, in the first row."""
    assuming(world, CALM)
    table = world.organizations
    table.status[:] = CLOSED
    first = {"status": ACTIVE, "kind": ELDERS, "commitment": 1.0, "registered": True, "staff": 0.0,
             "worked_hours": 0.0, "idle": 0, "insolvent": 0, "cash_fen": 0, "age": 0.0,
             "dependence": 0.6}  # fmt: skip
    for name, value in (first | values).items():
        getattr(table, name)[0] = value
    table.received_fen[0] = 0
    world.communities.purchase_demand[:] = 0.0


def test_an_organization_pays_its_post_and_follows_its_contracts(world, assuming) -> None:
    organize(world, assuming, staff=1.0, cash_fen=1_000_000)
    world.communities.purchase_demand[0, ELDERS] = 260.0  # hours: two posts
    PHASES["run_organizations"](world)
    table, fen = world.organizations, world.ledger.fen[0]
    assert table.cash_fen[0] == 706_000  # 10,000 + 60 - 3,000 yuan
    assert (fen[LINE["donations"]], fen[LINE["organization_costs"]]) == (6_000, 300_000)
    # no government money this month: 0.6 - 0.6 / 12 = 0.55, and 0.12 of that binds its hours
    wanted = 2.0 / 0.934 + 7060.0 / (3000.0 * 20.0)
    assert table.staff[0] == pytest.approx(1.0 + 0.25 * (wanted - 1.0))
    assert world.flows.reporting_hours[0] == pytest.approx(0.066 * 130.0 * table.staff[0])
    assert table.offered_hours[0] == pytest.approx(0.934 * 130.0 * table.staff[0])


def test_an_organization_without_money_closes_when_its_credit_is_used_up(world, assuming) -> None:
    organize(world, assuming, staff=1.0)
    assuming(world, {"organizations.hire_rate": 0.0})
    world.organizations.receivable_fen[0, 5] = 999
    statuses = []
    for _ in range(5):
        PHASES["run_organizations"](world)
        statuses.append(int(world.organizations.status[0]))
    # 2,940 yuan short each month; beyond one month's 3,000 from the second month on, and the
    # fourth month of that is one too many
    assert statuses == [ACTIVE, ACTIVE, ACTIVE, ACTIVE, CLOSED]
    assert world.ledger.fen[0, LINE["written_off"]] == 5 * 294_000
    assert world.organizations.cash_fen[0] == 0
    assert world.organizations.receivable_fen[0].sum() == 0
    assert world.flows.organizations_insolvent[0] == 1.0


def test_an_empty_shell_is_inactive_after_a_year_and_dormant_after_two(world, assuming) -> None:
    organize(world, assuming, commitment=0.0)
    statuses = []
    for _ in range(25):
        PHASES["run_organizations"](world)
        statuses.append(int(world.organizations.status[0]))
    assert statuses == [ACTIVE] * 11 + [INACTIVE] * 12 + [DORMANT] * 2


@pytest.mark.parametrize(("registered", "left"), [(True, CLOSED), (False, DORMANT)])
def test_only_the_registered_are_struck_off(world, assuming, registered, left) -> None:
    organize(world, assuming, commitment=0.0, registered=registered, status=DORMANT, idle=30)
    world.effects.cleanup[0] = 1.0
    PHASES["run_organizations"](world)
    assert world.organizations.status[0] == left


UNFOUNDED = {
    "organizations.founding": 0.0,
    "organizations.founding_purchase": 0.0,
    "organizations.founding_incubation": 0.0,
}


@pytest.mark.parametrize(("gate", "commitment"), [(1.0, 1.0), (0.0, 0.0)])
def test_a_grant_founds_one_registered_organization(world, assuming, gate, commitment) -> None:
    assuming(world, UNFOUNDED | {"organizations.shell_share": 1.0})
    world.organizations.status[:] = CLOSED
    world.effects.seed_grants[0], world.effects.seed_grant_yuan[0] = 1.0, 80_000.0
    world.effects.quality_gate[0] = gate
    PHASES["found_organizations"](world)
    [row] = np.flatnonzero(world.organizations.status == ACTIVE)
    table = world.organizations
    assert table.kind[row] != CLERKS
    assert table.registered[row]
    assert table.commitment[row] == commitment
    assert table.cash_fen[row] == world.ledger.fen[0, LINE["seed_grants"]] == 8_000_000


def test_certain_founding_founds_each_service_once(world, assuming) -> None:
    assuming(world, UNFOUNDED | {"organizations.founding": 1e6})
    world.organizations.status[:] = CLOSED
    PHASES["found_organizations"](world)
    rows = world.organizations.status[:ORGANIZATION_ROWS] == ACTIVE
    assert sorted(world.organizations.kind[:ORGANIZATION_ROWS][rows]) == [0, 1, 2, 3, 4]
    assert world.flows.organizations_founded[0] == 5.0


def test_where_every_row_is_taken_nobody_is_founded(world, assuming) -> None:
    assuming(world, {"organizations.founding": 1e6})
    world.organizations.status[:] = DORMANT
    PHASES["found_organizations"](world)
    assert world.flows.organizations_founded.sum() == 0.0
    assert world.flows.organizations_dormant[0] == ORGANIZATION_ROWS


# -- staff -----------------------------------------------------------------------------------


def test_a_worker_learns_tires_and_makes_ties(world, assuming, employ) -> None:
    assuming(
        world,
        {
            "staff.exit_rate": 0.0,
            "staff.secondment_share": 0.0,
            "staff.skill_gain": 0.005,
            "staff.visit_gain": 1.2,
            "staff.burnout_rise": 0.1,
            "staff.burnout_recovery": 0.045,
            "workload.overload_cap": 0.5,
            "staff.ties_local": 0.75,
            "staff.ties_growth": 0.03,
        },
    )
    employ(world, (ELECTED, False))
    staff = world.staff
    staff.professional[0] = staff.start_skill[0] = staff.burnout[0] = 0.4
    staff.local_ties[0], staff.tenure[0] = 0.25, 10.0
    world.communities.overload[0] = 1.5
    world.effects.class_hours[0], world.effects.visit_hours[0] = 2.0, 1.0
    PHASES["develop_staff"](world)
    assert staff.professional[0] == pytest.approx(0.4096)  # 0.4 + 0.005 x 3.2 x 0.6
    assert staff.burnout[0] == pytest.approx(0.412)  # 0.4 + 0.1 x 0.5 x 0.6 - 0.045 x 0.4
    assert staff.local_ties[0] == pytest.approx(0.265)
    assert staff.tenure[0] == 11.0
    assert (world.flows.staff[0], world.flows.staff_exits[0]) == (1.0, 0.0)


def test_grid_workers_are_not_trained_nor_called_up(world, assuming, employ) -> None:
    assuming(world, {"staff.exit_rate": 0.0, "staff.secondment_share": 0.9})
    employ(world, (GRID_WORKER, False))
    staff = world.staff
    staff.professional[0] = staff.start_skill[0] = 0.4
    world.effects.class_hours[0] = 20.0
    for _ in range(24):
        PHASES["develop_staff"](world)
    assert staff.professional[0] == pytest.approx(0.4)
    assert not staff.seconded[0]
    assert world.flows.staff[0] == 0.0


@pytest.mark.parametrize(
    ("committee", "social", "kind"),
    [(0, 0.0, ELECTED), (0, 1.0, SOCIAL_WORKER), (1, 1.0, CADRE)],
    ids=["residents", "social workers", "villagers"],
)
def test_vacancies_are_filled_up_to_the_established_posts(
    world, assuming, committee, social, kind, employ
) -> None:
    assuming(world, {"staff.hire_rate": 1.0, "staff.hire_social_worker": social})
    employ(world, (kind, False))
    world.communities.committee[0] = committee
    world.communities.established_posts[0], world.communities.grid_posts[0] = 3, 1
    for _ in range(2):
        PHASES["hire_staff"](world)
    staff = world.staff
    assert sorted(staff.kind[:STAFF_ROWS][staff.active[:STAFF_ROWS]]) == sorted(
        [kind, kind, kind, GRID_WORKER]
    )
    assert not staff.placed[:4].any()


def test_placed_staff_come_and_go_with_the_money(world, assuming, employ) -> None:
    assuming(world, {"staff.hire_rate": 1.0})
    employ(world, (ELECTED, False))
    world.communities.established_posts[0], world.communities.grid_posts[0] = 1, 0
    world.effects.graduates[0], world.effects.posts[0] = 2.0, 1.0
    PHASES["hire_staff"](world)
    staff = world.staff
    assert staff.kind[:STAFF_ROWS][staff.active[:STAFF_ROWS]].tolist() == [
        ELECTED, GRADUATE, GRADUATE, POST,
    ]  # fmt: skip
    assert staff.placed[1:4].all()
    world.effects.clear()
    PHASES["hire_staff"](world)
    assert np.flatnonzero(staff.active[:STAFF_ROWS]).tolist() == [0]
