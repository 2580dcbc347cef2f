"""The bridge to the columns: objects out of a world, and numbers back into its tables.

Objects start from a world's rows. Policies read a world, so the few columns they read are
written back before they speak, and what they say is handed to each committee. After a month
the sums of objects fill the tables that outcomes are computed from.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.effects import Effects
from sim.flows import Cells, Flows
from sim.money import LINE
from sim.plain.committees import Committee
from sim.plain.organizations import SocialOrganization
from sim.plain.residents import Resident
from sim.plain.staff import StaffMember
from sim.state import CLOSED, GROUPS, ORGANIZATION_ROWS, STAFF_ROWS, Table, World

if TYPE_CHECKING:
    from sim.plain.model import PlainModel

Row = dict[str, Any]


def rows_of(table: Table) -> list[Row]:
    """The rows of a table as plain Python values by name of column."""
    names = table.column_names()
    values = (getattr(table, name).tolist() for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def populate(model: PlainModel, world: World) -> list[Committee]:
    """One object for each committee, worker, organization and resident of a world."""
    communities, staff = rows_of(world.communities), rows_of(world.staff)
    organizations = rows_of(world.organizations)
    committees = [Committee(model, row) for row in communities]
    for c, committee in enumerate(committees):
        committee.effects = no_effects()
        committee.staff = [
            StaffMember.of_row(row) if row["active"] else None
            for row in staff[c * STAFF_ROWS : (c + 1) * STAFF_ROWS]
        ]
        committee.organizations = [
            None if row["status"] == CLOSED else SocialOrganization(model, committee, row)
            for row in organizations[c * ORGANIZATION_ROWS : (c + 1) * ORGANIZATION_ROWS]
        ]
    rows = rows_of(world.residents)
    residents = [Resident(model, committees[row["community"]], row) for row in rows]
    for resident, row in zip(residents, rows, strict=True):
        resident.committee.residents.append(resident)
        resident.neighbours = [residents[i] for i in row["neighbours"][: row["ties"]]]
    return committees


# -- policies --------------------------------------------------------------------------------


def show_policies(model: PlainModel, world: World) -> None:
    """Write back the institutions' columns that policies and the choice of pilots read."""
    world.month = model.month
    communities, staff = world.communities, world.staff
    for c, committee in enumerate(model.committees):
        communities.handed_hours[c] = committee.handed_hours
        communities.trust[c] = committee.trust
        communities.satisfaction[c] = committee.satisfaction
        communities.mobilized_hours[c] = committee.mobilized_hours
        for row, worker in enumerate(committee.staff, c * STAFF_ROWS):
            staff.active[row] = worker is not None
            if worker is not None:
                staff.kind[row], staff.placed[row] = worker.kind, worker.placed


def hand_effects(model: PlainModel, world: World) -> None:
    """Tell each committee what policies do to it this month."""
    for committee, row in zip(model.committees, rows_of(world.effects), strict=True):
        committee.effects = SimpleNamespace(**row)


def no_effects() -> SimpleNamespace:
    """What policies do where there are none."""
    return SimpleNamespace(**rows_of(Effects.empty(1))[0])


# -- what happened ---------------------------------------------------------------------------


def start_counting(committee: Committee) -> None:
    """Flows, sums over groups and the ledger start a month at zero."""
    committee.flows = zeros(Flows)
    committee.cells = [zeros(Cells) for _ in range(GROUPS)]
    committee.ledger = dict.fromkeys(LINE, 0)


def zeros(kind: type[Table]) -> SimpleNamespace:
    """One row of a table of flows, all zero."""
    return SimpleNamespace(
        **{name: [0.0] * width if width else 0.0 for name, width in _widths(kind)}
    )


@cache
def _widths(kind: type[Table]) -> tuple[tuple[str, int], ...]:
    table = kind.empty(1)
    shapes = ((name, getattr(table, name).shape) for name in kind.column_names())
    return tuple((name, shape[1] if len(shape) > 1 else 0) for name, shape in shapes)


def fill_tables(model: PlainModel, world: World) -> None:
    """Write the month's flows, sums and ledger into the world's tables."""
    for c, committee in enumerate(model.committees):
        fill(world.flows, c, committee.flows)
        for group, cell in enumerate(committee.cells):
            fill(world.cells, c * GROUPS + group, cell)
        world.ledger.fen[c] = list(committee.ledger.values())


def fill(table: Table, row: int, values: SimpleNamespace) -> None:
    """Write one row of a table."""
    for name, value in vars(values).items():
        getattr(table, name)[row] = value


def residents_column(model: PlainModel, name: str) -> np.ndarray:
    """One attribute of all residents, in the order of the columns' rows."""
    return np.array([getattr(each, name) for each in model.residents])
