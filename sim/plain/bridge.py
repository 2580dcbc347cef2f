"""The bridge to the columns: objects out of a world's rows, and policies in between.

Policies read a world: the columns of institutions are written back before they speak, and
what they say is handed to each committee.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plain.committees import Committee
from sim.plain.organizations import SocialOrganization
from sim.plain.places import SITES, Facility
from sim.plain.residents import Resident
from sim.plain.staff import StaffMember
from sim.state import World
from sim.table import Table
from sim.vocabulary import CLOSED, ORGANIZATION_ROWS, STAFF_ROWS

if TYPE_CHECKING:
    from sim.plain.model import PlainModel

Row = dict[str, Any]


def rows_of(table: Table) -> list[Row]:
    """The rows of a table as plain Python values by name of column."""
    names = table.column_names()
    values = (getattr(table, name).tolist() for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def assumed(world: World) -> SimpleNamespace:
    """A world's assumptions as plain numbers and lists, by group: ``p.trust.gain``."""
    record = world.assumptions[0]
    return SimpleNamespace(
        **{
            group: SimpleNamespace(
                **{name: record[group][name].tolist() for name in record[group].dtype.names}
            )
            for group in record.dtype.names
        }
    )


def populate(model: PlainModel, world: World) -> None:
    """One object for each committee, worker, organization, facility and resident of a world."""
    model.committees = [Committee(model, row) for row in rows_of(world.communities)]
    model.facilities = [Facility.of_row(row) for row in rows_of(world.facilities)]
    sites = model.facilities[-SITES * len(model.committees) :]
    staff, organizations = rows_of(world.staff), rows_of(world.organizations)
    for c, committee in enumerate(model.committees):
        committee.sites = sites[c * SITES : (c + 1) * SITES]
        committee.staff = [
            StaffMember.of_row(row) if row["active"] else None
            for row in staff[c * STAFF_ROWS : (c + 1) * STAFF_ROWS]
        ]
        committee.organizations = [
            None if row["status"] == CLOSED else SocialOrganization(model, committee, row)
            for row in organizations[c * ORGANIZATION_ROWS : (c + 1) * ORGANIZATION_ROWS]
        ]
    hand_effects(model, world)
    people = rows_of(world.residents)
    model.residents = [Resident(model, model.committees[row["community"]], row) for row in people]
    for resident, row in zip(model.residents, people, strict=True):
        resident.committee.residents.append(resident)
        resident.neighbors = [model.residents[i] for i in row["neighbors"][: row["ties"]]]


def show_policies(model: PlainModel, world: World) -> None:
    """Write back all that institutions and places have come to, for policies to read."""
    world.month = model.month
    write_rows(world.communities, dict(enumerate(model.committees)))
    write_rows(world.facilities, dict(enumerate(model.facilities)))
    staff: dict[int, object] = {}
    organizations: dict[int, object] = {}
    for c, committee in enumerate(model.committees):
        staff |= dict(enumerate(committee.staff, c * STAFF_ROWS))
        organizations |= dict(enumerate(committee.organizations, c * ORGANIZATION_ROWS))
    world.staff.active[:] = [worker is not None for worker in staff.values()]
    world.organizations.status[:] = CLOSED
    write_rows(world.staff, staff)
    write_rows(world.organizations, organizations)


def write_rows(table: Table, objects: Mapping[int, object]) -> None:
    """Write what objects hold, by row, into the columns of the same names; None is nobody."""
    rows = [row for row, one in objects.items() if one is not None]
    for name in table.column_names():
        if rows and hasattr(objects[rows[0]], name):
            column = getattr(table, name)
            column[rows] = np.array([getattr(objects[row], name) for row in rows], column.dtype)


def hand_effects(model: PlainModel, world: World) -> None:
    """Tell each committee what policies do to it this month."""
    for committee, row in zip(model.committees, rows_of(world.effects), strict=True):
        committee.effects = SimpleNamespace(**row)
