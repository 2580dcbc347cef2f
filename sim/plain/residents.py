"""Residents: they need and ask, meet the committee, take part, belong, and move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa

from sim.plain.chance import descend
from sim.plain.rules import (
    adult_age,
    age_band,
    age_logit,
    asked_probability,
    belonging_target,
    civic_logit,
    civic_skill_of,
    clip,
    complaint_logit,
    connection,
    efficacy_after_voice,
    efficacy_without_voice,
    effort_class,
    fulfilment,
    grievance_after,
    grievance_fades,
    grievance_spreads,
    heart,
    learns_director,
    leave_probability,
    logistic,
    may_vote,
    membership,
    next_awareness,
    next_belonging,
    next_habit,
    next_known,
    outside_ties_of,
    perceived_performance,
    satisfaction_with,
    threshold_of,
    time_logit,
    toward,
    trust_after,
    trust_by_hearsay,
    trust_logit,
    voice_probability,
)
from sim.state import (
    AGE_BANDS,
    CHANNELS,
    COMPLAINT,
    DELIBERATION,
    DISPUTE,
    ELDER_CARE,
    ELECTION,
    ENVIRONMENT,
    ESTABLISHED,
    MIGRANT,
    NEEDS,
    RECREATION,
    RESETTLED,
    SPECIAL_SUPPORT,
    VILLAGE,
    VILLAGER,
    VOLUNTEERING,
)

if TYPE_CHECKING:
    from sim.plain.committees import Committee
    from sim.plain.model import PlainModel

NEVER = -1000
"""Month of an act that never was."""
TOGETHER = (RECREATION, DELIBERATION, VOLUNTEERING)
"""Channels in which residents do something with others."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What neighbours see of a resident this month, until all have seen it."""

    belonging: float = 0.0
    active: float = 0.0
    grievance: float = 0.0
    satisfaction: float = 0.0


class Resident(mesa.Agent):
    """One simulated resident, or rather the home: who moves in takes the place of who left."""

    model: PlainModel

    def __init__(self, model: PlainModel, committee: Committee, row: Mapping[str, Any]) -> None:
        super().__init__(model)
        self.committee = committee
        self.neighbours: list[Resident] = []
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
        self.habit: list[float] = row["habit"]
        self.waiting: list[int] = row["waiting"]
        self.last_act: list[int] = row["last_act"]
        self.effort: float = row["effort"]
        self.seen = Appearance()
        self.chances = [0.0] * len(CHANNELS)

    def luck(self, decision: str) -> float:
        """This month's number in [0, 1) for one of the resident's decisions."""
        return self.model.luck.draw(decision, self.identity)

    # -- needs -------------------------------------------------------------------------------

    def raise_needs(self) -> None:
        """Needs arise; each is voiced, seen by the grid, or stays unvoiced."""
        voice = voice_probability(
            self.awareness, self.trust, self.committee.detection, self.model.p.needs
        )
        flows = self.committee.flows
        for need, name in enumerate(NEEDS):
            if self.waiting[need] > 0:
                continue
            arises = self.need_probability(need)
            if arises == 0.0:
                continue
            voiced = arises * voice
            flows.opened[need] += self.weight * voiced
            flows.unvoiced[need] += self.weight * (arises - voiced)
            if self.luck(f"need.{name}") < voiced:
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
            quality = committee.service_for(need, waited - 1, self.luck(f"served.{NEEDS[need]}"))
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
        self.seen = Appearance(
            belonging=self.belonging,
            active=self.took_part_since(self.model.month - 12),
            grievance=self.grievance,
            satisfaction=self.satisfaction,
        )

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

    def took_part_since(self, month: int) -> bool:
        """Whether the resident did something with others in that month or later."""
        return any(self.last_act[channel] >= month for channel in TOGETHER)

    # -- taking part -------------------------------------------------------------------------

    def take_part(self) -> None:
        """Neighbours influence; each open channel is taken or not; belonging follows."""
        around = self.look_around()
        self.hear(around)
        acts, complaints = self.act(around.active)
        self.remember_effort()
        self.be_answered(complaints)
        self.get_known(acts, complaints)
        self.belong(around)

    def look_around(self) -> Appearance:
        """The mean of what the resident's neighbours show."""
        belonging = active = grievance = satisfaction = 0.0
        for neighbour in self.neighbours:
            seen = neighbour.seen
            belonging += seen.belonging
            active += seen.active
            grievance += seen.grievance
            satisfaction += seen.satisfaction
        ties = max(len(self.neighbours), 1)
        return Appearance(belonging / ties, active / ties, grievance / ties, satisfaction / ties)

    def hear(self, around: Appearance) -> None:
        """Neighbours' satisfaction is heard of, and their grievance spreads."""
        p, known = self.model.p, self.known_neighbours
        if not self.neighbours:
            return
        hearsay = p.satisfaction.hearsay * known
        self.satisfaction = toward(self.satisfaction, around.satisfaction, hearsay)
        self.grievance = grievance_spreads(self.grievance, around.grievance, known, p.grievance)

    def act(self, active: float) -> tuple[int, int]:
        """Take or leave each open channel; how many acts with others, how many complaints."""
        p = self.model.p.participation
        known = self.known_neighbours
        mobilized = 1.0 if self.party_member else 0.0
        chance = asked_probability(known, active, mobilized, self.model.p.influence)
        asked = 1.0 if self.luck("asked") < chance else 0.0
        civic = civic_logit(
            self.belonging, self.efficacy, self.civic_skill, self.outside_ties,
            asked, known * active, self.threshold, p,
        )  # fmt: skip
        trusting = trust_logit(self.trust, self.committee.trust, p)
        acts = complaints = 0
        for channel, name in enumerate(CHANNELS):
            probability = self.chances[channel] = self.chance_of(channel, civic, trusting)
            acted = self.luck(f"act.{name}") < probability
            self.habit[channel] = next_habit(self.habit[channel], acted, p)
            if acted:
                self.last_act[channel] = self.model.month
                self.committee.flows.acts[channel] += self.weight
                acts += channel in TOGETHER
                complaints += channel == COMPLAINT
        return acts, complaints

    def chance_of(self, channel: int, civic: float, trusting: float) -> float:
        """Chance to take one channel this month: 0 where it is closed to the resident."""
        opening = self.committee.availability[channel]
        if opening <= 0.0 or (channel == ELECTION and not may_vote(self.hukou, self.tenure)):
            return 0.0
        return logistic(self.channel_logit(channel, civic, trusting)) * opening

    def channel_logit(self, channel: int, civic: float, trusting: float) -> float:
        """The logit of one channel, from what all have in common and what is its own."""
        p = self.model.p.participation
        logit: float = p.base[channel] + age_logit(self.age, p.age[channel])
        if channel == COMPLAINT:
            logit = complaint_logit(
                logit, self.efficacy, self.civic_skill, self.trust, self.grievance, p
            )
        else:
            logit += civic
            if channel != RECREATION:
                logit += trusting
            if channel != ELECTION:
                logit += time_logit(self.age, p)
        logit += p.on_habit * self.habit[channel]
        if channel == ELECTION and not self.hukou:
            logit -= p.application
        return logit

    def remember_effort(self) -> None:
        """A twelfth of the remembered civic effort fades, this month's is added."""
        self.effort *= 11.0 / 12.0
        for channel in (VOLUNTEERING, DELIBERATION):
            if self.last_act[channel] == self.model.month:
                self.effort += self.model.p.participation.hours[channel]

    def be_answered(self, complaints: int) -> None:
        """Who spoke up is answered or not; the sense of being heard fades."""
        p, committee = self.model.p.trust, self.committee
        if complaints > 0 or self.last_act[DELIBERATION] == self.model.month:
            replied = self.luck("replied") < committee.reply_prob
            self.efficacy = efficacy_after_voice(self.efficacy, replied, p)
            self.trust = trust_after(self.trust, replied, p)
        self.efficacy = efficacy_without_voice(self.efficacy, committee.admin_share, p)
        self.efficacy = clip(self.efficacy, 0.0, 1.0)

    def get_known(self, acts: int, complaints: int) -> None:
        """Acting together is how one comes to know neighbours, channels and the director."""
        p = self.model.p.influence
        self.known_neighbours = next_known(self.known_neighbours, acts, p)
        if acts + complaints > 0:
            self.awareness = next_awareness(self.awareness, True, p)
        luck = self.luck("director")
        if self.knows_director:
            self.knows_director = luck >= p.forget_director
        else:
            self.knows_director = luck < learns_director(acts + complaints, p)

    def belong(self, around: Appearance) -> None:
        """One more month lived here; belonging follows its four elements."""
        p = self.model.p.belonging
        self.tenure += 1.0
        elsewhere = 0.0
        if self.origin == RESETTLED:
            elsewhere = heart(self.tenure, self.collective_member, p)
        took_part = 1.0 if self.took_part_since(self.model.month - 11) else 0.0
        self.membership = membership(self.tenure, self.hukou, self.owner, elsewhere, p)
        self.influence = self.efficacy
        self.fulfilment = fulfilment(self.satisfaction, self.committee.access_all, p)
        self.connection = connection(
            self.known_neighbours, around.belonging, around.active, took_part, p
        )
        target = belonging_target(
            self.membership, self.influence, self.fulfilment, self.connection, p
        )
        self.belonging = next_belonging(self.belonging, target, p)

    # -- moving ------------------------------------------------------------------------------

    def consider_moving(self) -> float:
        """The chance to move out this month; whoever does makes room for a newcomer."""
        chance: float = leave_probability(self.owner, self.model.p.population)
        if self.luck("resident.leaves") < chance:
            self.move_in()
        return chance

    def move_in(self) -> None:
        """A newcomer with a new fate and no past here takes over the home."""
        p, committee = self.model.p, self.committee
        self.generation += 1
        self.identity = descend(self.identity, self.generation)
        migrant = not self.hukou or self.origin == MIGRANT
        self.origin = MIGRANT if migrant else ESTABLISHED
        if committee.kind == VILLAGE and not migrant:
            self.origin = VILLAGER
        self.age = adult_age(
            self.luck("resident.age"),
            p.population.elders_newcomer * committee.share_elder,
            self.luck("resident.age_within"),
        )
        self.group = len(AGE_BANDS) * self.origin + age_band(self.age)
        self.collective_member = self.origin == VILLAGER
        self.party_member = self.luck("resident.in_party") < p.population.party_share
        self.special_needs = self.luck("resident.has_needs") < p.needs.special_share
        self.civic_skill = civic_skill_of(self.luck("resident.skill"), self.age, p.population)
        self.threshold = threshold_of(self.luck("resident.threshold"), p.population)
        self.outside_ties = outside_ties_of(self.luck("resident.outside"), migrant, p.population)
        self.tenure = 0.0
        self.trust = committee.trust
        self.satisfaction = committee.satisfaction
        self.efficacy = p.trust.efficacy_base
        self.awareness = 0.5 * p.influence.awareness_base
        self.grievance = 0.0
        self.known_neighbours = p.population.newcomer_known
        self.knows_director = False
        self.expectation = p.satisfaction.first_expectation
        self.membership = membership(0.0, self.hukou, self.owner, 0.0, p.belonging)
        self.influence = self.efficacy
        self.fulfilment = fulfilment(self.satisfaction, committee.access_all, p.belonging)
        self.connection = connection(self.known_neighbours, 0.0, 0.0, 0.0, p.belonging)
        self.belonging = p.population.newcomer_belonging * belonging_target(
            self.membership, self.influence, self.fulfilment, self.connection, p.belonging
        )
        self.effort = 0.0
        self.habit = [0.0] * len(CHANNELS)
        self.last_act = [NEVER] * len(CHANNELS)
        self.waiting = [0] * len(NEEDS)

    # -- being counted -----------------------------------------------------------------------

    def be_counted(self) -> None:
        """Add what the resident is, feels and did to the sums of its group."""
        weight, cell, flows = self.weight, self.committee.cells[self.group], self.committee.flows
        since = self.model.month - 11
        played, _, met, helped, complained = (month >= since for month in self.last_act)
        together = played or met or helped
        cell.weight += weight
        cell.belonging += weight * self.belonging
        cell.membership += weight * self.membership
        cell.influence += weight * self.influence
        cell.fulfilment += weight * self.fulfilment
        cell.connection += weight * self.connection
        cell.trust += weight * self.trust
        cell.satisfaction += weight * self.satisfaction
        cell.efficacy += weight * self.efficacy
        cell.grievance += weight * self.grievance
        cell.awareness += weight * self.awareness
        cell.known_neighbours += weight * self.known_neighbours
        cell.effort += weight * self.effort
        cell.belonging_high += weight * (self.belonging > 0.5)
        cell.knows_director += weight * self.knows_director
        cell.recreation += weight * played
        cell.deliberation += weight * met
        cell.volunteering += weight * helped
        cell.complaint += weight * complained
        cell.participation += weight * together
        cell.anything += weight * (together or complained)
        cell.alone += weight * (complained and not together)
        for waited in self.waiting:
            cell.waiting += weight * (waited > 0)
        rank = effort_class(self.effort)
        flows.effort_people[rank] += weight
        flows.effort_hours[rank] += weight * self.effort
