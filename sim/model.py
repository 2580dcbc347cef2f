"""The county as a Mesa model: built and settled, then one reported month each step.

The numbers are those of `sim.run`; what agents do stands in `sim.schedule`. Works alike on
Mesa 3.3 and 3.5, whose traps are met here once and for all.
"""

from __future__ import annotations

import inspect
from bisect import bisect
from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from operator import index
from pathlib import Path
from typing import Any, ClassVar

import mesa
import numpy as np

from sim.agent_sets import RowSet
from sim.agents import Committee, Government, Resident, RowAgent, SocialOrganization
from sim.county import load_county
from sim.design import WORLDS, run_seed
from sim.errors import SimError
from sim.outcomes import OUTCOMES
from sim.replication import world_of
from sim.scenario import Scenario, load_scenario, with_settings
from sim.simulation import Record, package_of, settle, step
from sim.state import CLOSED
from sim.tables import county_series

TABLES = ("government", "communities", "residents", "organizations", "guests")
GUESTS = 1_000_000_000
"""The first number of agents that a user adds."""


class _SignatureForBatch:
    """What `mesa.batch_run` sees of the constructor: everything but ``seed``.

    Where Mesa 3.5 finds a ``seed``, it overwrites those of the batch with None; without, it
    passes ``rng`` and leaves ours alone, as Mesa 3.3 does.
    """

    def __get__(self, model: object, kind: type) -> inspect.Signature:
        whole = inspect.signature(kind.__init__)  # type: ignore[misc]
        hidden = {"self", "seed"} if "rng" in whole.parameters else {"self"}
        shown = [each for each in whole.parameters.values() if each.name not in hidden]
        return whole.replace(parameters=shown)


class GovernanceModel(mesa.Model):
    """A county of residents, committees, organizations and their government.

    Parameters
    ----------
    scenario
        A file, a mapping of the same shape, or a Scenario; the default one if left out.
    seed
        Root of all chance, 1 if left out; ``rng`` is Mesa's name for it. Same seed, same run.
    settings
        Values by dotted key that replace the scenario's.
    worlds
        ``default``, or ``sampled``: the assumptions of the first replication with this seed.

    When made, the model is at ``month`` 0, the end of the burn-in. `run_model` stops at the
    scenario's last month, where ``running`` turns False; `step` goes on beyond it if asked,
    with the policies as they then stand. ``outcomes`` are those of the last month; row 0 of
    the data collector is month 1. A collector of your own may take its place:
    ``DataCollector(OUTCOME_REPORTERS, agenttype_reporters={Resident: {"trust": "trust"}})``.

    In `mesa.batch_run`, seeds are a parameter (``"seed": [1, 2, 3]``), and mappings stand in
    a list (``"settings": [{…}, {…}]``); ``iterations`` would repeat a run bit for bit.
    """

    agent_kinds: ClassVar[tuple[type[RowAgent], ...]]
    agent_kinds = (Government, Committee, Resident, SocialOrganization)
    """What views are made of; a subclass may name kinds here that have methods of their own."""

    __signature__ = _SignatureForBatch()

    def __init__(
        self,
        scenario: str | Path | Mapping[str, Any] | Scenario | None = None,
        seed: int | None = None,
        settings: Mapping[str, Any] | None = None,
        worlds: str = "default",
        rng: int | None = None,
    ) -> None:
        root = root_of(seed, rng)
        super().__init__(rng=run_seed(root, 0))
        self.seed = root
        self.spec = scenario_of(scenario, settings)
        if worlds not in WORLDS:
            raise SimError(f"worlds: found {worlds!r}, expected one of {', '.join(WORLDS)}")
        self.profile = load_county(self.spec.county)
        assumptions = world_of(self.spec, 0, root, worlds)
        self.world = settle(self.spec, run_seed(root, 0), assumptions)
        self.package = package_of(self.spec, self.profile)
        self.package.begin(self.world)
        self.census = Census(self)
        self.agents_by_type.update(
            {kind: RowSet(self.census, table=table) for kind, table in zip(self.agent_kinds, TABLES)}
        )
        self._everybody = RowSet(self.census)
        self._torn = False
        self.outcomes = self._measure()
        self.datacollector = mesa.DataCollector(OUTCOME_REPORTERS)

    @property
    def month(self) -> int:
        """Reported months that have passed."""
        return self.world.month - self.spec.burn_in

    @property
    def agents(self) -> RowSet:
        """Everybody who is there now."""
        return self._everybody

    def step(self) -> None:
        """One month, measured and collected."""
        if self._torn:
            raise SimError(f"month {self.month + 1} failed half-way: make a new model")
        self._torn, self.running = True, False
        step(self.world, self.package)
        self.census.number_organizations()
        self.outcomes = self._measure()
        self._torn, self.running = False, self.month < self.spec.months
        self.datacollector.collect(self)

    def _measure(self) -> dict[str, float]:
        world, package = self.world, self.package
        tables = (world.flows.buffer, world.cells.buffer, world.ledger.fen.sum(axis=0))
        month = Record(*(each[None] for each in (*tables, package.delivered)), package.keys)
        return {key: float(values[0]) for key, values in county_series(month).items()}

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in an agent that a user made."""
        super().register_agent(agent)
        self.census.welcome(agent)
        # Mesa 3.3 counts agents in a dictionary of its class, which keeps the model alive.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Let an agent go that a user made."""
        super().deregister_agent(agent)
        del self.census.guests[agent.unique_id]

    def __deepcopy__(self, memo: dict[int, Any]) -> GovernanceModel:
        """A model that goes its own way from here: what would happen if …"""
        other = object.__new__(type(self))
        memo |= {id(self): other, id(self.world): self.world.copy()}
        vars(other).update(deepcopy(vars(self), memo))
        return other


def outcome_of(key: str, model: GovernanceModel) -> float:
    """One outcome of the model's last month."""
    return model.outcomes[key]


OUTCOME_REPORTERS = {key: partial(outcome_of, key) for key in OUTCOMES}
"""Model reporters of every outcome, for a data collector."""


def scenario_of(scenario: Any, settings: Any) -> Scenario:
    """The scenario asked for, with its settings."""
    given = Scenario() if scenario is None else scenario
    hint = "In mesa.batch_run write it as a list of one, or Mesa takes it apart."
    if not isinstance(given, str | Path | Mapping | Scenario):
        raise SimError(f"scenario: found {given!r}, expected a file or a mapping. {hint}")
    if not isinstance(settings, Mapping | None):
        raise SimError(f"settings: found {settings!r}, expected a mapping. {hint}")
    if not isinstance(given, Scenario):
        given = load_scenario(given)
    return with_settings(given, dict(settings), "settings") if settings else given


def root_of(seed: Any, rng: Any) -> int:
    """The seed, given under either name."""
    if seed is not None and rng is not None:
        raise SimError(f"found seed={seed!r} and rng={rng!r}, expected only one of them")
    given = 1 if seed is rng is None else rng if seed is None else seed
    root = index(given) if hasattr(given, "__index__") else -1
    if not 0 <= root < 1 << 64:
        raise SimError(f"seed: found {given!r}, expected a whole number from 0")
    return root


class Census:
    """Who is there: a number for every agent, its own for good, and the row it stands in.

    Government is 1; committees and residents follow in the order of their rows, organizations
    as they are founded. ``notes`` keeps attributes that are no columns.
    """

    def __init__(self, model: GovernanceModel) -> None:
        self.model = model
        sizes = (1, len(model.world.communities), len(model.world.residents))
        self.starts = [*np.cumsum([1, *sizes]).tolist(), GUESTS]
        self.notes: dict[int, dict[str, Any]] = {}
        self.guests: dict[int, mesa.Agent] = {}
        self.invited = 0
        self.rows: list[int] = []
        self.seats = np.zeros(len(model.world.organizations), np.int64)
        self._identities = np.zeros(len(self.seats), np.uint64)
        self.number_organizations()

    def number_organizations(self) -> None:
        """Number those founded since the last call."""
        table = self.model.world.organizations
        founded = np.flatnonzero((table.identity != self._identities) & (table.status != CLOSED))
        self.seats[founded] = self.starts[3] + len(self.rows) + np.arange(len(founded))
        self.rows.extend(founded.tolist())
        self._identities[founded] = table.identity[founded]

    def welcome(self, guest: mesa.Agent) -> None:
        """Number an agent that a user made."""
        guest.unique_id = GUESTS + self.invited
        self.guests[guest.unique_id] = guest
        self.invited += 1

    def numbers(self, table: str | None) -> np.ndarray:
        """Those present in one table, or everybody."""
        if table is None:
            return np.concatenate([self.numbers(each) for each in TABLES])
        if table == "guests":
            return np.array(list(self.guests), np.int64)
        if table == "organizations":
            return np.sort(self.seats[self.model.world.organizations.status != CLOSED])
        place = TABLES.index(table)
        return np.arange(self.starts[place], self.starts[place + 1])

    def is_present(self, number: int) -> bool:
        """Whether the agent is still there."""
        if number < self.starts[3] or number >= GUESTS:
            return number < GUESTS or number in self.guests
        row = self.rows[number - self.starts[3]]
        status = self.model.world.organizations.status[row]
        return bool(self.seats[row] == number and status != CLOSED)

    def present(self, numbers: np.ndarray) -> np.ndarray:
        """Those who are still there."""
        if numbers.size == 0 or numbers.max() < self.starts[3]:
            return numbers
        return numbers[[self.is_present(number) for number in numbers.tolist()]]

    def agent(self, number: int) -> Any:
        """The agent with a number: a new view of its row, or the user's own object."""
        if number >= GUESTS:
            return self.guests[number]
        place = bisect(self.starts, number) - 1
        step_in = number - self.starts[place]
        row = self.rows[step_in] if place == 3 else step_in
        return self.model.agent_kinds[place](self.model, number, row)

    def committee(self, row: int) -> Any:
        """The committee of one community."""
        return self.agent(self.starts[1] + int(row))

    def among(self, table: str, rows: np.ndarray) -> RowSet:
        """The agents in some rows."""
        if table == "organizations":
            taken = self.model.world.organizations.status[rows] != CLOSED
            return RowSet(self, np.sort(self.seats[rows[taken]]))
        return RowSet(self, self.starts[TABLES.index(table)] + rows.astype(np.int64))

    def standing(self, numbers: np.ndarray) -> tuple[type | None, np.ndarray]:
        """The kind that all of them are, where they are of one, and their rows."""
        place = bisect(self.starts, numbers.min()) - 1 if numbers.size else 4
        if place == 4 or numbers.max() >= self.starts[place + 1]:
            return None, numbers
        steps = numbers - self.starts[place]
        rows = np.array(self.rows)[steps] if place == 3 else steps
        return self.model.agent_kinds[place], rows
