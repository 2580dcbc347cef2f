"""Residents: who they are, what they feel, and what they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import mesa

from sim.plain import counting, experience, moving, taking_part
from sim.plain.experience import Appearance
from sim.plain.rules import handled_online, settled_by_neighbors, voice_probability
from sim.vocabulary import (
    CERTIFICATES,
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
"""Names of the decisions whether a need arises."""


class Resident(mesa.Agent):
    """One simulated resident, or rather the home: who moves in takes the place of who left."""

    model: PlainModel

    def __init__(self, model: PlainModel, committee: Committee, row: Mapping[str, Any]) -> None:
        super().__init__(model)
        self.committee = committee
        self.neighbors: list[Resident] = []
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
        self.aggrieved: int = row["aggrieved"]
        self.known_neighbors: float = row["known_neighbors"]
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
        p, committee = self.model.p.needs, self.committee
        arises: float = p.rate[need] / 12.0
        if need == CERTIFICATES:
            online = handled_online(committee.effects.online, self.civic_skill, p)
            return arises * (1.0 - online)
        if need == ELDER_CARE:
            return arises if self.age >= 60.0 else 0.0
        if need == SPECIAL_SUPPORT:
            return arises if self.special_needs else 0.0
        if need == DISPUTE:
            if committee.has_property_company:
                arises *= 1.0 + p.owner_disputes * (1.0 - 0.5 * committee.owners)
            covenant = min(committee.effects.covenant, 1.0)
            return arises * (1.0 - settled_by_neighbors(self.known_neighbors, covenant, p))
        if need == ENVIRONMENT:
            return arises * (1.0 - committee.property_meets)
        return arises

    # -- told in files of their own ----------------------------------------------------------

    def experience_service(self) -> None:
        """Each open need meets its luck; satisfaction, trust, awareness and grievance follow."""
        experience.experience_service(self)

    def take_part(self) -> None:
        """Neighbors influence; each open channel is taken or not; belonging follows."""
        taking_part.take_part(self)

    def consider_moving(self) -> float:
        """The chance to move out this month; whoever does makes room for a newcomer."""
        return moving.consider_moving(self)

    def be_counted(self) -> None:
        """Add what the resident is, feels and did to the sums of its group."""
        counting.count_resident(self)
