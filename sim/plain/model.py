"""The month told slowly: every resident, committee and organization acts in turn.

Each stage reads the world as the stage before left it, so the order of agents never matters.
"""

from __future__ import annotations

import mesa
import numpy as np

from sim.assumptions import Assumptions, namespace
from sim.county import load_county
from sim.money import LINES
from sim.package import Package
from sim.plain import tables
from sim.plain.chance import Luck, month_key
from sim.plain.committees import Committee
from sim.plain.government import Government
from sim.plain.residents import Resident
from sim.population import build_world
from sim.scenario import Scenario
from sim.simulation import Record, package_of
from sim.state import Table, World


class PlainModel(mesa.Model):
    """A county of ordinary Mesa agents, with the numbers of the columns telling.

    ``month`` counts from the first month of the burn-in; ``p`` holds the assumptions,
    ``luck`` the draws of the month and ``fate`` those made once for a run.
    """

    def __init__(self, seed: int, assumptions: Assumptions) -> None:
        super().__init__(rng=int(seed))
        self.run_seed = int(seed)
        self.p = namespace(assumptions)
        self.month = 0
        self.fate = Luck(month_key(self.run_seed, -1))
        self.luck = Luck(month_key(self.run_seed, 0))
        self.election = False
        self.package: Package | None = None
        self.government = Government(self)
        self.committees: list[Committee] = []
        self.residents: list[Resident] = []

    @classmethod
    def from_world(
        cls, world: World, assumptions: Assumptions, package: Package | None = None
    ) -> PlainModel:
        """The world as objects, at the month it has reached; the world itself is left alone."""
        model = cls(world.seed, assumptions)
        model.month = world.month
        model.world = world.copy()
        model.committees = tables.populate(model, world)
        model.residents = [each for committee in model.committees for each in committee.residents]
        model.package = package
        return model

    def step(self) -> None:
        """One month."""
        self.begin_month()
        self.hear_policies()
        committees, residents = self.agents_by_type[Committee], self.agents_by_type[Resident]
        self.government.hand_down_work()
        self.government.place_contracts()
        self.government.pay()
        residents.do("raise_needs")
        committees.do("queue_needs")
        committees.do("count_staff")
        committees.do("serve_by_organizations")
        committees.do("do_committee_work")
        residents.do("experience_service")
        committees.do("open_channels")
        residents.do("take_part")
        committees.do("hear_residents")
        committees.do("run_organizations")
        committees.do("develop_staff")
        committees.do("hire_staff")
        committees.do("found_organizations")
        committees.do("move_residents")
        self.government.allocate()
        residents.do("be_counted")
        self.month += 1

    def begin_month(self) -> None:
        """New luck, empty books; once a term, an election."""
        self.luck = Luck(month_key(self.run_seed, self.month))
        p = self.p.participation
        self.election = (self.month - int(p.election_month)) % int(p.term) == 0
        for committee in self.committees:
            tables.start_counting(committee)

    def hear_policies(self) -> None:
        """Policies speak, from last month's county."""
        if self.package is None:
            return
        tables.show_policies(self, self.world)
        self.package.speak(self.world)
        tables.hand_effects(self, self.world)

    def adopt(self, package: Package) -> None:
        """Take up a scenario's policies, and choose its pilots from the county as it is."""
        tables.show_policies(self, self.world)
        package.begin(self.world)
        self.package = package

    def close(self) -> None:
        """Let the agents go; some versions of Mesa would keep the model alive otherwise."""
        self.remove_all_agents()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


def run_plain(scenario: Scenario, seed: int, assumptions: Assumptions) -> Record:
    """Settle and act, as `sim.simulation.simulate` does, with every month told on objects."""
    profile = load_county(scenario.county)
    sample = None if scenario.sample == "all" else scenario.sample
    world = build_world(profile, sample, assumptions, seed)
    model = PlainModel.from_world(world, assumptions)
    for _ in range(scenario.burn_in):
        model.step()
    model.adopt(package_of(scenario, profile))
    record = record_months(model, scenario.months)
    model.close()
    return record


def record_months(model: PlainModel, months: int) -> Record:
    """Run on, and keep what outcomes are computed from."""
    package, world = model.package, model.world
    flows, cells = [], []
    ledger = np.empty((months, len(LINES)), np.int64)
    delivered = np.empty((months, len(package.keys)))
    for month in range(months):
        model.step()
        tables.fill_tables(model, world)
        flows.append(side_by_side(world.flows))
        cells.append(side_by_side(world.cells))
        ledger[month] = world.ledger.fen.sum(axis=0)
        delivered[month] = package.delivered
    return Record(np.array(flows), np.array(cells), ledger, delivered, package.keys)


def side_by_side(table: Table) -> np.ndarray:
    """All columns of a table beside each other, one row each."""
    columns = (getattr(table, name).reshape(len(table), -1) for name in table.column_names())
    return np.concatenate(list(columns), axis=1)
