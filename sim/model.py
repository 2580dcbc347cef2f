"""The county as a Mesa model: built and settled, then one reported month each step.

The numbers are those of `sim.run`; what agents do stands in `sim.schedule`. Works alike on
Mesa 3.3 and 3.5, whose traps are met here once and for all.
"""

from __future__ import annotations

import inspect
from bisect import bisect
from collections.abc import Mapping
from copy import deepcopy
from os import PathLike
from typing import Any, ClassVar

import mesa
import numpy as np

from sim import simulation
from sim.agent_sets import RowSet
from sim.agents import Committee, Government, Resident, SocialOrganization
from sim.cards.model import model_card
from sim.county import load_county
from sim.design import WORLDS, run_seed
from sim.errors import SimError
from sim.markup import Shown
from sim.outcomes import OUTCOMES
from sim.plots.accessor import Accessor
from sim.plots.model import ModelPlots
from sim.scenario import Scenario, load_scenario, with_settings
from sim.tables import county_series
from sim.vocabulary import CLOSED
from sim.words import Language
from sim.worlds import world_of

TABLES = ("government", "communities", "residents", "organizations")
GUESTS = 1_000_000_000
"""The first number of agents that a user adds."""


class _SignatureForBatch:
    """What `mesa.batch_run` sees of the constructor: all but ``seed``.

    Where Mesa 3.5 finds one, it overwrites the seeds of the batch with None; else it passes
    ``rng`` and leaves ours alone, as Mesa 3.3 does.
    """

    def __get__(self, model: object, kind: type) -> inspect.Signature:
        whole = inspect.signature(kind.__init__)  # type: ignore[misc]
        hidden = {"self", "seed"} if "rng" in whole.parameters else {"self"}
        shown = [each for each in whole.parameters.values() if each.name not in hidden]
        return whole.replace(parameters=shown)


class GovernanceModel(mesa.Model):
    """A county of residents, committees, organizations and their government.

    ``scenario`` is a file, a mapping of the same shape or a Scenario, ``settings`` are values
    by dotted key that replace some of it, and ``seed`` (Mesa also says ``rng``) is the root of
    all chance, 1 if left out. With ``worlds="sampled"`` the assumptions are those of the first
    replication with that seed.

    When made, the model is at ``month`` 0, the end of the burn-in. `run_model` stops at the
    scenario's last month, where ``running`` turns False; `step` goes on beyond it if asked,
    with the policies as they then stand. ``outcomes`` are those of the last month; row 0 of
    the data collector is month 1. A collector of your own may take its place:
    ``DataCollector(OUTCOME_REPORTERS, agenttype_reporters={Resident: {"trust": "trust"}})``.

    In `mesa.batch_run`, seeds are a parameter (``"seed": [1, 2, 3]``), and mappings stand in a
    list (``"settings": [{…}, {…}]``); ``iterations`` would repeat a run bit for bit. A subclass
    that takes ``seed`` takes ``rng`` as well, or Mesa 3.5 loses its seeds.
    """

    agent_kinds: ClassVar = (Government, Committee, Resident, SocialOrganization)
    """What views are made of; a subclass may name kinds here that have methods of their own."""

    __signature__ = _SignatureForBatch()
    plot = Accessor(ModelPlots)

    def __init__(
        self,
        scenario: str | PathLike[str] | Mapping[str, Any] | Scenario | None = None,
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
        self.world = simulation.settle(self.spec, run_seed(root, 0), assumptions)
        self.package = simulation.package_of(self.spec, self.profile)
        self.package.begin(self.world)
        self.census = Census(self)
        for kind, table in zip(self.agent_kinds, TABLES, strict=True):
            self.agents_by_type[kind] = RowSet(self.census, table=table)
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
            raise SimError("a month failed half-way: make a new model")
        self._torn, self.running = True, False
        simulation.step(self.world, self.package)
        self.census.number_organizations()
        self.outcomes = self._measure()
        self.datacollector.collect(self)
        self._torn, self.running = False, self.month < self.spec.months

    def run_model(self) -> None:
        """All months up to the scenario's last."""
        while self.running:
            month = self.month
            self.step()
            if self.month == month:  # after an error, Mesa 3.5 silently takes no more steps
                raise SimError(f"an error stopped the model in month {month}: make a new one")

    def _measure(self) -> dict[str, float]:
        world, delivered = self.world, self.package.delivered
        tables = world.flows.buffer, world.cells.buffer, world.ledger.fen.sum(axis=0), delivered
        flows, cells, ledger, delivered = (table[None] for table in tables)
        month = simulation.Record(
            flows, cells, ledger, delivered, self.package.keys, self.package.adopted
        )
        return {key: float(values[0]) for key, values in county_series(month).items()}

    def show(self, lang: Language = "en") -> Shown:
        """This model as a notebook shows it, in English or Chinese."""
        return model_card(self, lang)

    def _repr_html_(self) -> str:
        return self.show().html

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take in an agent that a user made."""
        super().register_agent(agent)
        agent.unique_id = GUESTS + len(self.census.guests)
        self.census.guests[agent.unique_id] = agent
        # Mesa 3.3 counts agents in a dictionary of its class, which keeps the model alive.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Let an agent go that a user made."""
        super().deregister_agent(agent)
        self.census.guests[agent.unique_id] = None

    def __deepcopy__(self, memo: dict[int, Any]) -> GovernanceModel:
        """A model that goes its own way from here: what would happen if …"""
        other = object.__new__(type(self))
        memo |= {id(self): other, id(self.world): self.world.copy()}
        other.__dict__.update(deepcopy(self.__dict__, memo))
        return other


OUTCOME_REPORTERS = {key: lambda model, key=key: model.outcomes[key] for key in OUTCOMES}
"""Model reporters of every outcome, for a data collector."""


def scenario_of(scenario: Any, settings: Any) -> Scenario:
    """The scenario asked for, with its settings."""
    given = Scenario() if scenario is None else scenario
    hint = "expected {}. In mesa.batch_run write a list of one, or Mesa takes it apart."
    if not isinstance(given, str | PathLike | Mapping | Scenario):
        raise SimError(f"scenario: found {given!r}, {hint.format('a file or a mapping')}")
    if not isinstance(settings, Mapping | None):
        raise SimError(f"settings: found {settings!r}, {hint.format('a mapping')}")
    if not isinstance(given, Scenario):
        given = load_scenario(given)
    return with_settings(given, dict(settings), "settings") if settings else given


def root_of(seed: Any, rng: Any) -> int:
    """The seed, given under either name."""
    if seed is not None and rng is not None:
        raise SimError(f"found seed={seed!r} and rng={rng!r}, expected only one of them")
    given = next((each for each in (seed, rng) if each is not None), 1)
    if not isinstance(given, int | np.integer) or not 0 <= given < 1 << 64:
        raise SimError(f"seed: found {given!r}, expected a whole number from 0")
    return int(given)


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
        self.guests: dict[int, mesa.Agent | None] = {}
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

    def numbers(self, table: str | None) -> np.ndarray:
        """Those present in one table, or everybody."""
        if table is None:
            guests = [number for number, guest in self.guests.items() if guest is not None]
            return np.concatenate([*map(self.numbers, TABLES), np.array(guests, np.int64)])
        if table == "organizations":
            return np.sort(self.seats[self.model.world.organizations.status != CLOSED])
        place = TABLES.index(table)
        return np.arange(self.starts[place], self.starts[place + 1])

    def is_present(self, number: int) -> bool:
        """Whether the agent is still there."""
        if number < self.starts[3] or number >= GUESTS:
            return number < GUESTS or self.guests[number] is not None
        row = self.rows[number - self.starts[3]]
        status = self.model.world.organizations.status[row]
        return bool(self.seats[row] == number and status != CLOSED)

    def agent(self, number: int) -> Any:
        """The agent with a number: a new view of its row, or the user's own object."""
        if number >= GUESTS:
            return self.guests[number]
        place = bisect(self.starts, number) - 1
        row = self.rows[number - self.starts[3]] if place == 3 else number - self.starts[place]
        return self.model.agent_kinds[place](self.model, number, row)

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
        rows = numbers - self.starts[place]
        return self.model.agent_kinds[place], np.array(self.rows)[rows] if place == 3 else rows
