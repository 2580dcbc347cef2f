"""Residents: who they are, what they need, and what they make of how they are served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import mesa

from sim.plain import counting, moving, taking_part
from sim.plain.rules import (
    clip,
    grievance_after,
    grievance_fades,
    next_awareness,
    perceived_performance,
    satisfaction_with,
    toward,
    trust_after,
    trust_by_hearsay,
    voice_probability,
)
from sim.vocabulary import (
    CHANNELS,
    DELIBERATION,
    DISPUTE,
    ELDER_CARE,
    ENVIRONMENT,
    NEEDS,
    RECREATION,
    SPECIAL_SUPPORT,
    VOLUNTEERING,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel

ARISES = tuple(f"need.{need}" for need in NEEDS)
SERVED = tuple(f"served.{need}" for need in NEEDS)
"""Names of the decisions whether a need arises and whether it is served."""


class Appearance(NamedTuple):
    """What neighbours see of a resident this month."""

    belonging: float
    active: float
    grievance: float
    satisfaction: float


class Resident(mesa.Agent):
    """One simulated resident, or rather the home: who moves in takes the place of who left."""

    model: PlainModel

    def __init__(self, model: PlainModel, committee: Committee, row: Mapping[str, Any]) -> None:
        super().__init__(model)
        self.committee = committee
        self.neighbours: list[Resident] = []
        self._start_person(row)
        self._start_attitudes(row)
        self.waiting: list[int] = row["waiting"]
        self.habit: list[float] = row["habit"]
        self.last_act: list[int] = row["last_act"]
        self.effort: float = row["effort"]
        self.chances = [0.0] * len(CHANNELS)
        self.seen = Appearance(self.belonging, 0.0, self.grievance, self.satisfaction)

    def _start_person(self, row: Mapping[str, Any]) -> None:
        """Who this is; only moving changes it."""
        self.identity: int = row["identity"]
        self.generation: int = row["generation"]
        self.weight: float = row["weight"]
        self.group: int = row["group"]
        self.age: float = row["age"]
        self.origin: int = row["origin"]
        self.hukou: bool = row["hukou"]
        self.owner: bool = row["owner"]
        self.collective_member: bool = row["collective_member"]
        self.party_member: bool = row["party_member"]
        self.special_needs: bool = row["special_needs"]
        self.civic_skill: float = row["civic_skill"]
        self.threshold: float = row["threshold"]
        self.outside_ties: float = row["outside_ties"]

    def _start_attitudes(self, row: Mapping[str, Any]) -> None:
        """What this person knows and feels."""
        self.tenure: float = row["tenure"]
        self.membership: float = row["membership"]
        self.influence: float = row["influence"]
        self.fulfilment: float = row["fulfilment"]
        self.connection: float = row["connection"]
        self.belonging: float = row["belonging"]
        self.trust: float = row["trust"]
        self.expectation: float = row["expectation"]
        self.satisfaction: float = row["satisfaction"]
        self.efficacy: float = row["efficacy"]
        self.awareness: float = row["awareness"]
        self.grievance: float = row["grievance"]
        self.known_neighbours: float = row["known_neighbours"]
        self.knows_director: bool = row["knows_director"]

    def luck(self, decision: str) -> float:
        """This month's number in [0, 1) for one of the resident's decisions."""
        return self.model.luck.draw(decision, self.identity)

    def took_part_since(self, month: int) -> bool:
        """Whether the resident did something with others in that month or later."""
        last = self.last_act
        return max(last[RECREATION], last[DELIBERATION], last[VOLUNTEERING]) >= month

    # -- needs -------------------------------------------------------------------------------

    def raise_needs(self) -> None:
        """Needs arise; each is voiced, seen by the grid, or stays unvoiced."""
        committee = self.committee
        voice = voice_probability(
            self.awareness, self.trust, committee.detection, self.model.p.needs
        )
        for need, decision in enumerate(ARISES):
            if self.waiting[need] > 0:
                continue
            arises = self.need_probability(need)
            if arises == 0.0:
                continue
            voiced = arises * voice
            committee.flows.opened[need] += self.weight * voiced
            committee.flows.unvoiced[need] += self.weight * (arises - voiced)
            if self.luck(decision) < voiced:
                self.waiting[need] = 1

    def need_probability(self, need: int) -> float:
        """Chance that this need arises this month and nobody else meets it."""
        p = self.model.p.needs
        arises: float = p.rate[need] / 12.0
        if need == ELDER_CARE:
            return arises if self.age >= 60.0 else 0.0
        if need == SPECIAL_SUPPORT:
            return arises if self.special_needs else 0.0
        if need == DISPUTE:
            if self.committee.has_property_company:
                arises *= 1.0 + p.owner_disputes * (1.0 - 0.5 * self.committee.owners_committee)
            return arises * (1.0 - p.neighbours_settle * self.known_neighbours)
        if need == ENVIRONMENT:
            return arises * (1.0 - self.committee.property_meets)
        return arises

    # -- experience --------------------------------------------------------------------------

    def experience_service(self) -> None:
        """Each open need is served, given up or waits on; attitudes follow."""
        p, committee = self.model.p, self.committee
        touched = False
        for need, waited in enumerate(self.waiting):
            if waited == 0:
                continue
            quality = committee.service_for(need, waited - 1, self.luck(SERVED[need]))
            if quality is not None:
                self.be_served(need, quality)
            elif waited >= committee.patience(need):
                self.give_up(need)
            else:
                self.waiting[need] = waited + 1
                continue
            touched = True
        self.satisfaction = clip(self.satisfaction, 0.0, 1.0)
        self.trust = trust_by_hearsay(self.trust, committee.trust, committee.openness, p.trust)
        self.grievance = grievance_fades(self.grievance, committee.mediation, p.grievance)
        self.awareness = next_awareness(self.awareness, touched, p.influence)
        active = 1.0 if self.took_part_since(self.model.month - 12) else 0.0
        self.seen = Appearance(self.belonging, active, self.grievance, self.satisfaction)

    def be_served(self, need: int, quality: float) -> None:
        """A service of some quality changes satisfaction, expectation and trust."""
        p = self.model.p.satisfaction
        performance = perceived_performance(quality, p)
        felt = satisfaction_with(performance, self.expectation, p)
        self.satisfaction = toward(self.satisfaction, felt, p.update)
        self.expectation = toward(self.expectation, performance, p.expectation_learning)
        self.trust = trust_after(self.trust, True, self.model.p.trust)
        self.waiting[need] = 0

    def give_up(self, need: int) -> None:
        """Patience ran out: a service of no performance, and a grievance."""
        p = self.model.p.satisfaction
        felt = satisfaction_with(0.0, self.expectation, p)
        self.satisfaction = toward(self.satisfaction, felt, p.update * p.neglect)
        self.expectation = toward(self.expectation, 0.0, p.expectation_learning)
        self.trust = trust_after(self.trust, False, self.model.p.trust)
        self.grievance = grievance_after(self.grievance, self.model.p.needs.hurt[need])
        self.waiting[need] = 0

    # -- told in files of their own ----------------------------------------------------------

    def take_part(self) -> None:
        """Neighbours influence; each open channel is taken or not; belonging follows."""
        taking_part.take_part(self)

    def consider_moving(self) -> float:
        """The chance to move out this month; whoever does makes room for a newcomer."""
        return moving.consider_moving(self)

    def be_counted(self) -> None:
        """Add what the resident is, feels and did to the sums of its group."""
        counting.count_resident(self)
