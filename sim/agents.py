"""The people and institutions of the county as Mesa agents: light views of the tables' rows.

A view is made when somebody asks for it and forgotten afterwards: what it shows is read from
the columns, what is written to it goes there. Behavior lives in the phases of `sim.schedule`,
which act on whole tables, so views have no ``step`` of their own (Mesa's is empty).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import mesa
import numpy as np

from sim import vocabulary
from sim.errors import SimError
from sim.money import FEN, LINES
from sim.state import Communities, Organizations, Residents
from sim.table import Table
from sim.vocabulary import ORGANIZATION_ROWS, STAFF_ROWS

if TYPE_CHECKING:
    from sim.agent_sets import RowSet
    from sim.model import GovernanceModel

_Kind = TypeVar("_Kind", bound="type[RowAgent]")

LINKS = {"community", "neighbors", "ties", "first", "last", "town"}
FIXED = LINKS | {"identity", "generation", "group", "waiting"}
"""Columns that hang together with others, so that one alone must not be changed."""


class Column:
    """One column of a table, as an attribute of the agents that stand in its rows."""

    def __init__(self, table: str, name: str, unit: str) -> None:
        self.table = table
        self.name = name
        self.bounds = bounds_of(unit)
        self.__doc__ = unit

    def __get__(self, agent: RowAgent | None, kind: type[RowAgent]) -> Any:
        if agent is None:
            return self
        value = self.of(agent.model)[agent.row]
        if value.ndim == 0:
            return value.item()
        kept = value.copy()  # or what a data collector keeps would change with the next month
        kept.setflags(write=False)
        return kept

    def __set__(self, agent: RowAgent, value: Any) -> None:
        self.write(agent.model, agent.row, value)

    def of(self, model: GovernanceModel) -> np.ndarray:
        """The whole column, as the phases see it."""
        column: np.ndarray = getattr(getattr(model.world, self.table), self.name)
        return column

    def write(self, model: GovernanceModel, rows: Any, value: Any) -> None:
        """Put one value, or one for each row, into rows of the column.

        Raises
        ------
        SimError
            where the column is fixed, or where its type or range does not take the value.
        """
        if self.name in FIXED:
            raise SimError(f"{self.table}.{self.name} hangs together with others and stays")
        column = self.of(model)
        given = np.asarray(value)
        if not self._takes(given, column.dtype):
            expected = f"{self.__doc__} ({column.dtype})"
            raise SimError(f"{self.table}.{self.name}: found {value!r}, expected {expected}")
        column[rows] = given

    def _takes(self, given: np.ndarray, dtype: np.dtype) -> bool:
        if given.dtype.kind not in "biuf" or not np.isfinite(given).all():
            return False
        low, high = self.bounds
        inside = ((given >= low) & (given <= high)).all()
        with np.errstate(invalid="ignore"):
            return bool(inside) and np.array_equal(given.astype(dtype), given)


def bounds_of(unit: str) -> tuple[float, float]:
    """The range that a column's unit names; loops take codes for positions, without looking."""
    if unit.startswith("0 to 1"):
        return 0.0, 1.0
    if unit.startswith("code of "):
        return 0.0, len(getattr(vocabulary, unit.removeprefix("code of "))) - 1.0
    return -np.inf, np.inf


class RowAgent(mesa.Agent):
    """An agent that stands in a row of the model's tables.

    Two views of one agent are equal. Attributes that are no columns are kept by the model
    under the agent's number: ``resident.mood = 1`` lasts as long as the model does.
    """

    __slots__ = ("_row", "model", "unique_id")
    model: GovernanceModel
    unique_id: int

    def __init__(self, model: GovernanceModel, unique_id: int, row: int) -> None:
        # Mesa's own constructor would register each view and hold it for good.
        put = object.__setattr__
        put(self, "model", model)
        put(self, "unique_id", unique_id)
        put(self, "_row", row)

    @property
    def row(self) -> int:
        """Where the agent stands in its table."""
        return self._row

    def __setattr__(self, name: str, value: Any) -> None:
        if hasattr(type(self), name):
            object.__setattr__(self, name, value)
        else:
            self.model.census.notes.setdefault(self.unique_id, {})[name] = value

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name not in RowAgent.__slots__:
            notes = self.model.census.notes.get(self.unique_id, {})
            if name in notes or name == "pos":
                return notes.get(name)
        raise AttributeError(f"{type(self).__name__} has no {name!r}", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, RowAgent):
            return NotImplemented
        return self.unique_id == other.unique_id and self.model is other.model

    def __hash__(self) -> int:
        return hash((id(self.model), self.unique_id))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.unique_id}>"

    def remove(self) -> None:
        """Refused: who comes and goes is up to the phases."""
        raise SimError(f"{self!r} cannot be removed by hand")


def standing_in(name: str, table: type[Table]) -> Callable[[_Kind], _Kind]:
    """Give a kind of agents every column of its table that it does not tell its own way."""

    def give(kind: _Kind) -> _Kind:
        for column in table.column_names():
            if column not in vars(kind):
                setattr(kind, column, Column(name, column, table.unit_of(column)))
        return kind

    return give


@standing_in("residents", Residents)
class Resident(RowAgent):
    """One simulated resident, or rather the home: who moves in takes the place of who left."""

    @property
    def committee(self) -> Committee:
        """The committee of the resident's community."""
        rows = self.model.world.residents.community[[self.row]]
        return self.model.census.among("communities", rows)[0]

    @property
    def neighbors(self) -> list[Resident]:
        """Those the resident has ties with."""
        table = self.model.world.residents
        rows = table.neighbors[self.row, : table.ties[self.row]]
        return self.model.census.among("residents", rows).to_list()


@standing_in("communities", Communities)
class Committee(RowAgent):
    """One residents' or villagers' committee, with the community it serves."""

    @property
    def name(self) -> str:
        """What the community is called in print: "unit 001" where it must not be named."""
        return self.model.profile.labels()[self.row]

    @property
    def residents(self) -> RowSet:
        """The simulated residents of the community."""
        table, row = self.model.world.communities, self.row
        return self.model.census.among("residents", np.arange(table.first[row], table.last[row]))

    @property
    def organizations(self) -> RowSet:
        """The social organizations of the community that are not closed."""
        rows = self.row * ORGANIZATION_ROWS + np.arange(ORGANIZATION_ROWS)
        return self.model.census.among("organizations", rows)

    @property
    def staff(self) -> list[StaffMember]:
        """Those in office, grid workers included, as plain records."""
        table, first = self.model.world.staff, self.row * STAFF_ROWS
        rows = first + np.flatnonzero(table.active[first : first + STAFF_ROWS])
        columns = (getattr(table, name)[rows].tolist() for name in StaffMember._fields)
        return [StaffMember(*values) for values in zip(*columns, strict=True)]


class StaffMember(NamedTuple):
    """One worker as of now; the fields are columns of the staff table."""

    kind: int
    placed: bool
    professional: float
    local_ties: float
    burnout: float
    tenure: float
    seconded: bool


@standing_in("organizations", Organizations)
class SocialOrganization(RowAgent):
    """One social organization, registered or merely filed; when it closes, it leaves all sets."""

    @property
    def row(self) -> int:
        """Where the organization stands, as long as no other has taken its place."""
        if self.model.census.seats[self._row] != self.unique_id:
            raise SimError(f"{self!r} has closed, and another has taken its place")
        return self._row

    @property
    def committee(self) -> Committee:
        """The committee of the organization's community."""
        rows = np.array([self.row // ORGANIZATION_ROWS])
        return self.model.census.among("communities", rows)[0]


class Government(RowAgent):
    """The county with its departments and towns: it hands down work, buys, pays and assesses."""

    @property
    def committees(self) -> RowSet:
        """The committees of all communities."""
        return self.model.census.among("communities", np.arange(len(self.model.profile)))

    @property
    def ledger(self) -> dict[str, float]:
        """Yuan that each line of the ledger carried in the last month."""
        fen = self.model.world.ledger.fen.sum(axis=0).tolist()
        return {line.name: amount / FEN for line, amount in zip(LINES, fen, strict=True)}
