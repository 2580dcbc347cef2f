"""Committees: a community's people, staff, organizations and work, in one object each."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import mesa

from sim.plain import channels, experience, staff, work
from sim.plain.organizations import found_organizations
from sim.plain.rules import property_meets, toward
from sim.vocabulary import (
    ACTIVE,
    CHANNELS,
    COHORTS,
    COMPLAINT,
    DELIBERATION,
    DORMANT,
    ELECTION,
    HOT_AGES,
    INACTIVE,
    PROPERTY_KINDS,
    RECREATION,
    VOLUNTEERING,
)

if TYPE_CHECKING:
    from sim.plain.model import PlainModel
    from sim.plain.organizations import SocialOrganization
    from sim.plain.places import Facility
    from sim.plain.residents import Resident
    from sim.plain.staff import StaffMember

COMPANY = PROPERTY_KINDS.index("company")
VILLAGERS = 1


class Committee(mesa.Agent):
    """One community and its committee.

    ``staff`` and ``organizations`` are fixed lists of places, None where a place is free: the
    first free one is taken. ``queue[need][months]`` are the people who wait.
    """

    model: PlainModel

    def __init__(self, model: PlainModel, row: Mapping[str, Any]) -> None:
        super().__init__(model)
        self.residents: list[Resident] = []
        self.staff: list[StaffMember | None] = []
        self.organizations: list[SocialOrganization | None] = []
        self.sites: list[Facility] = []
        self._place(row)
        self._work(row)
        self._standing(row)
        self.effects = SimpleNamespace()
        self.flows = SimpleNamespace()
        self.cells: list[SimpleNamespace] = []
        self.ledger: dict[str, int] = {}

    def _place(self, row: Mapping[str, Any]) -> None:
        """What does not change: where this is and what it was given."""
        self.identity: int = row["identity"]
        self.kind: int = row["kind"]
        self.is_villagers: bool = row["committee"] == VILLAGERS
        self.x: float = row["x"]
        self.y: float = row["y"]
        self.population: float = row["population"]
        self.share_elder: float = row["share_elder"]
        self.owners_committee: bool = row["owners_committee"]
        self.property: int = row["property"]
        self.platform: bool = row["platform"]
        self.established_posts: int = row["established_posts"]
        self.grid_posts: int = row["grid_posts"]
        self.grid_workers: float = row["grid_workers"]
        self.floor_space: float = row["floor_space"]
        self.venue_space: float = row["venue_space"]
        self.access_center: float = row["access_center"]
        self.access_venue: float = row["access_venue"]
        self.access_all: float = row["access_all"]
        self.amplification: float = row["amplification"]
        self.detection: float = row["detection"]
        self.openness: float = row["openness"]
        self.running_yuan: float = row["running_yuan"]

    def _work(self, row: Mapping[str, Any]) -> None:
        """Hours, needs and who serves them."""
        self.handed_hours: list[float] = row["handed_hours"]
        self.spared_hours: float = row["spared_hours"]
        self.due_hours: float = row["due_hours"]
        self.late_hours: float = row["late_hours"]
        self.returned_hours: float = row["returned_hours"]
        self.moved_share: float = row["moved_share"]
        self.refill: float = row["refill"]
        self.spared_refill: float = row["spared_refill"]
        self.capacity_hours: float = row["capacity_hours"]
        self.overload: float = row["overload"]
        self.admin_share: float = row["admin_share"]
        self.downward_share: float = row["downward_share"]
        self.professional: float = row["professional"]
        self.local_ties: float = row["local_ties"]
        self.queue: list[list[float]] = row["queue"]
        self.unserved: list[list[float]] = row["unserved"]
        self.by_organization: list[list[float]] = row["by_organization"]
        self.by_committee: list[list[float]] = row["by_committee"]
        self.quality_organization: list[list[float]] = row["quality_organization"]
        self.quality_committee: list[list[float]] = row["quality_committee"]
        self.purchase_demand: list[float] = row["purchase_demand"]
        self.organization_hours: list[float] = row["organization_hours"]
        self.organization_skill: list[float] = row["organization_skill"]
        self.volunteer_hours: float = row["volunteer_hours"]
        self.mobilized_hours: float = row["mobilized_hours"]

    def _standing(self, row: Mapping[str, Any]) -> None:
        """What residents think and do, and the two purses."""
        self.mediation: float = row["mediation"]
        self.reply_prob: float = row["reply_prob"]
        self.meeting_reply: float = row["meeting_reply"]
        self.voices: float = row["voices"]
        self.hot_issues: list[float] = row["hot_issues"]
        self.settled = [0.0] * HOT_AGES
        self.association: float = row["association"]
        self.availability: list[float] = row["availability"]
        self.trust: float = row["trust"]
        self.satisfaction: float = row["satisfaction"]
        self.petitions: float = row["petitions"]
        self.volunteering_acts: float = row["volunteering_acts"]
        self.recreation_demand: float = row["recreation_demand"]
        self.voters: float = row["voters"]
        self.eligible: float = row["eligible"]
        self.events: int = int(row["events"])
        self.fund_fen: int = row["fund_fen"]
        self.assets_fen: int = row["assets_fen"]

    # -- who is here -------------------------------------------------------------------------

    def workers(self) -> list[StaffMember]:
        """Everybody in office, seconded or not, and the grid workers."""
        return [worker for worker in self.staff if worker is not None]

    def active_organizations(self) -> list[SocialOrganization]:
        """Those that may take contracts, whether they mean to work or not."""
        return [each for each in self.organizations if each and each.status == ACTIVE]

    def working_organizations(self) -> list[SocialOrganization]:
        return [each for each in self.organizations if each and each.is_working]

    # -- what this place is like -------------------------------------------------------------

    @property
    def has_property_company(self) -> bool:
        return self.property == COMPANY

    @property
    def owners(self) -> float:
        """How far an owners' committee watches over the estate, by itself or set up."""
        own = 1.0 if self.owners_committee else 0.0
        return max(own, min(self.effects.owners_committees, 1.0))

    @property
    def property_meets(self) -> float:
        """Share of environment needs that property service meets before anyone asks."""
        share: float = property_meets(self.property, self.owners, self.model.p.needs)
        return share

    @property
    def openness_now(self) -> float:
        """Openness of affairs, opened further by policy."""
        opened: float = toward(self.openness, 1.0, min(self.effects.openness, 1.0))
        return opened

    @property
    def publicity(self) -> float:
        """Intensity of this month's publicity."""
        intensity: float = min(self.effects.publicity, 1.0)
        return intensity

    @property
    def promise(self) -> float:
        """Quality of service that publicity promises, where there is any."""
        quality: float = self.effects.promise / self.effects.publicity
        return quality

    # -- the month ---------------------------------------------------------------------------

    def queue_needs(self) -> None:
        """The needs residents voiced are this month's newcomers in the queue."""
        for need, opened in enumerate(self.flows.opened):
            self.queue[need][0] = opened

    def count_staff(self) -> None:
        staff.count_staff(self)

    def serve_by_organizations(self) -> None:
        work.serve_by_organizations(self)

    def do_committee_work(self) -> None:
        work.do_committee_work(self)

    def patience(self, need: int) -> int:
        """Months after which a need of this type lapses."""
        return min(int(self.model.p.needs.patience[need] + 0.5), COHORTS)

    def service_for(self, need: int, months: int, luck: float) -> float | None:
        """Quality of the service for somebody who waited so long; None if not served."""
        by_organization = self.by_organization[need][months]
        if luck < by_organization:
            return self.quality_organization[need][months]
        if luck < by_organization + self.by_committee[need][months]:
            return self.quality_committee[need][months]
        return None

    def take_up_issues(self) -> None:
        experience.take_up_issues(self)

    def open_channels(self) -> None:
        channels.open_channels(self)

    def hear_residents(self) -> None:
        """Mean trust and satisfaction, and what residents will do, as expected numbers."""
        p = self.model.p.participation
        weights = trusts = satisfactions = party = 0.0
        expected = [0.0] * len(CHANNELS)
        for resident in self.residents:
            weight = resident.weight
            weights += weight
            trusts += weight * resident.trust
            satisfactions += weight * resident.satisfaction
            party += weight * resident.party_member
            for channel, chance in enumerate(resident.chances):
                expected[channel] += weight * chance
        if weights > 0.0:
            self.trust = trusts / weights
            self.satisfaction = satisfactions / weights
        self.volunteering_acts = expected[VOLUNTEERING]
        self.volunteer_hours = expected[VOLUNTEERING] * p.hours_volunteering
        self.mobilized_hours = party * p.branch_hours
        self.petitions = expected[COMPLAINT]
        spoken = expected[DELIBERATION] + expected[COMPLAINT]
        self.voices = toward(self.voices, spoken, 1.0 / 12.0)
        self.recreation_demand = expected[RECREATION]
        if self.model.election:
            self.count_votes()
        self.flows.voters, self.flows.eligible = self.voters, self.eligible

    def count_votes(self) -> None:
        """Who could vote, and who did."""
        self.voters = self.eligible = 0.0
        for resident in self.residents:
            self.eligible += resident.weight * (resident.chances[ELECTION] > 0.0)
            self.voters += resident.weight * (resident.last_act[ELECTION] == self.model.month)

    def run_organizations(self) -> None:
        """Organizations pay their staff, learn, follow their contracts; some close."""
        working = self.working_organizations()
        for each in list(self.organizations):
            if each is not None:
                each.run(working)

    def develop_staff(self) -> None:
        staff.develop_staff(self)

    def hire_staff(self) -> None:
        staff.hire_staff(self)

    def found_organizations(self) -> None:
        """Some are founded; then all are counted."""
        found_organizations(self)
        registered = [each for each in self.organizations if each is not None]
        self.flows.organization_leaders = float(len({each.leader for each in registered}))
        for each in registered:
            self.flows.organizations_registered += 1.0
            self.flows.organizations_active += each.status == ACTIVE
            self.flows.organizations_inactive += each.status == INACTIVE
            self.flows.organizations_dormant += each.status == DORMANT

    def move_residents(self) -> None:
        """Some households move out; those who waited leave the queue with them."""
        leaving = weights = 0.0
        for resident in self.residents:
            leaving += resident.weight * resident.consider_moving()
            weights += resident.weight
        rate = leaving / weights if weights > 0.0 else 0.0
        self.hot_issues = [people * (1.0 - rate) for people in self.hot_issues]
        for need, waiting in enumerate(self.queue):
            for months in range(COHORTS):
                gone = waiting[months] * rate
                waiting[months] -= gone
                self.flows.withdrawn[need] += gone
