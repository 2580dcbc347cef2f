"""What happened this month, counted: nothing here feeds back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from sim.flows import Cells, Flows
from sim.money import LINE
from sim.plain.rules import effort_class
from sim.state import World
from sim.table import Tally
from sim.vocabulary import GROUPS

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel
    from sim.plain.residents import Resident


def widths_of(kind: type[Tally]) -> dict[str, int]:
    """How many numbers each column of a tally holds in a row; 0 for a single one."""
    return {name: sum(kind.shape_of(name)) for name in kind.column_names()}


FLOWS, CELLS = widths_of(Flows), widths_of(Cells)


def zeros(widths: dict[str, int]) -> SimpleNamespace:
    """Sums of nothing yet."""
    return SimpleNamespace(
        **{name: [0.0] * width if width else 0.0 for name, width in widths.items()}
    )


def start_counting(committee: Committee) -> None:
    """Flows, sums over groups and the ledger start a month at zero."""
    committee.flows = zeros(FLOWS)
    committee.cells = [zeros(CELLS) for _ in range(GROUPS)]
    committee.ledger = dict.fromkeys(LINE, 0)


def count_resident(resident: Resident) -> None:
    """Add what a resident is, feels and did to the sums of its group."""
    weight = resident.weight
    committee, cell = resident.committee, resident.committee.cells[resident.group]
    cell.weight += weight
    cell.belonging += weight * resident.belonging
    cell.membership += weight * resident.membership
    cell.influence += weight * resident.influence
    cell.fulfilment += weight * resident.fulfilment
    cell.connection += weight * resident.connection
    cell.trust += weight * resident.trust
    cell.satisfaction += weight * resident.satisfaction
    cell.efficacy += weight * resident.efficacy
    cell.grievance += weight * resident.grievance
    cell.awareness += weight * resident.awareness
    cell.known_neighbors += weight * resident.known_neighbors
    cell.effort += weight * resident.effort
    cell.belonging_high += weight * (resident.belonging > 0.5)
    cell.knows_director += weight * resident.knows_director
    for waited in resident.waiting:
        if waited > 0:
            cell.waiting += weight
    count_acts(resident, cell)
    rank = effort_class(resident.effort)
    committee.flows.effort_people[rank] += weight
    committee.flows.effort_hours[rank] += weight * resident.effort


def count_acts(resident: Resident, cell: SimpleNamespace) -> None:
    """What a resident did in the last twelve months, this one included."""
    weight, since = resident.weight, resident.model.month - 11
    played, _, met, helped, complained = (month >= since for month in resident.last_act)
    together = played or met or helped
    cell.recreation += weight * played
    cell.deliberation += weight * met
    cell.volunteering += weight * helped
    cell.complaint += weight * complained
    cell.participation += weight * together
    cell.anything += weight * (together or complained)
    cell.alone += weight * (complained and not together)


def fill_tables(model: PlainModel, world: World) -> None:
    """Write the month's flows, sums and ledger into the world's tables."""
    for c, committee in enumerate(model.committees):
        fill(world.flows, c, committee.flows)
        for group, cell in enumerate(committee.cells):
            fill(world.cells, c * GROUPS + group, cell)
        world.ledger.fen[c] = [committee.ledger[line] for line in LINE]


def fill(tally: Tally, row: int, values: SimpleNamespace) -> None:
    """Write one row of a tally."""
    for name, value in vars(values).items():
        getattr(tally, name)[row] = value
