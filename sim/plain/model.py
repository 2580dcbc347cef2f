"""The month told slowly: every resident, committee and organization acts in turn.

Each stage reads the world as the stage before left it, so the order of agents never matters.
"""

from __future__ import annotations

from types import SimpleNamespace

import mesa
import numpy as np

from sim.assumptions import Assumptions
from sim.money import LINES
from sim.package import Package
from sim.plain import bridge, counting
from sim.plain.chance import Luck, month_key
from sim.plain.committees import Committee
from sim.plain.government import Government
from sim.plain.places import Facility
from sim.plain.residents import Resident
from sim.population import build_world, county_of
from sim.scenario import Scenario
from sim.simulation import Record, package_of
from sim.state import World


class PlainModel(mesa.Model):
    """A county of ordinary Mesa agents, with the numbers of the columns telling.

    ``month`` counts from the first month of the burn-in; ``p`` holds the assumptions by
    group, ``luck`` the draws of the month and ``fate`` those made once for a run. ``world``
    are the tables that policies read and outcomes are computed from.
    """

    world: World

    def __init__(self, seed: int, p: SimpleNamespace) -> None:
        super().__init__(rng=int(seed))
        self.county_seed = int(seed)
        self.p = p
        self.month = 0
        self.election = False
        self.fate = Luck(month_key(self.county_seed, -1))
        self.luck = self.fate
        self.package: Package | None = None
        self.government = Government(self)
        self.facilities: list[Facility] = []
        self.committees: list[Committee] = []
        self.residents: list[Resident] = []

    @classmethod
    def from_world(cls, world: World, package: Package | None = None) -> PlainModel:
        """A world as objects, at the month it has reached; the world itself stays as it is."""
        model = cls(world.seed, bridge.assumed(world))
        model.month = world.month
        model.world = world.copy()
        bridge.populate(model, world)
        if package is not None:
            model.adopt(package)
        return model

    def adopt(self, package: Package) -> None:
        """Take up a package of policies; its pilots are chosen from the county as it is."""
        bridge.show_policies(self, self.world)
        package.begin(self.world)
        self.package = package

    def step(self) -> None:
        """One month."""
        committees, residents = self.agents_by_type[Committee], self.agents_by_type[Resident]
        government = self.government
        self.begin_month()
        self.hear_policies()

        government.hand_down_work()
        residents.do("raise_needs")
        committees.do("queue_needs")
        government.place_contracts()
        government.pay()
        government.open_facilities()
        committees.do("count_staff")
        committees.do("serve_by_organizations")
        committees.do("do_committee_work")
        committees.do("take_up_issues")
        residents.do("experience_service")
        committees.do("open_channels")
        residents.do("take_part")
        committees.do("hear_residents")
        committees.do("run_organizations")
        committees.do("develop_staff")
        committees.do("hire_staff")
        committees.do("found_organizations")
        committees.do("move_residents")
        government.allocate()
        residents.do("be_counted")
        self.month += 1

    def begin_month(self) -> None:
        """New luck, empty books; once a term, an election."""
        self.luck = Luck(month_key(self.county_seed, self.month))
        p = self.p.participation
        self.election = (self.month - int(p.election_month)) % int(p.term) == 0
        for committee in self.committees:
            counting.start_counting(committee)

    def hear_policies(self) -> None:
        """Policies speak, from last month's county."""
        if self.package is not None:
            bridge.show_policies(self, self.world)
            self.package.speak(self.world)
            bridge.hand_effects(self, self.world)

    def close(self) -> None:
        """Let the agents go; some versions of Mesa would keep the model alive otherwise."""
        self.remove_all_agents()
        getattr(mesa.Agent, "_ids", {}).pop(self, None)


def run_plain(scenario: Scenario, seed: int, assumptions: Assumptions) -> Record:
    """Settle and act, as `sim.simulation.simulate` does, with every month told on objects."""
    profile = county_of(scenario)
    world = build_world(profile, scenario.residents, assumptions, seed)
    model = PlainModel.from_world(world)
    settle_plain(model, package_of(scenario, profile), scenario.burn_in)
    record = act_plain(model, package_of(scenario, profile), scenario.months)
    model.close()
    return record


def settle_plain(model: PlainModel, package: Package, burn_in: int) -> None:
    """Let a new county settle; of the policies, those begun before speak already."""
    model.package = package
    for _ in range(burn_in):
        model.step()


def act_plain(model: PlainModel, package: Package, months: int) -> Record:
    """Run the reported months on with a package of policies, and keep what happened."""
    model.adopt(package)
    world = model.world
    flows = np.empty((months, *world.flows.buffer.shape))
    cells = np.empty((months, *world.cells.buffer.shape))
    ledger = np.empty((months, len(LINES)), np.int64)
    delivered = np.empty((months, len(package.keys)))
    for month in range(months):
        model.step()
        counting.fill_tables(model, world)
        flows[month] = world.flows.buffer
        cells[month] = world.cells.buffer
        ledger[month] = world.ledger.fen.sum(axis=0)
        delivered[month] = package.delivered
    return Record(flows, cells, ledger, delivered, package.keys, package.adopted)
