"""A household moves out; a newcomer moves in, with a fate of its own and no past here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plain.chance import descend
from sim.plain.rules import (
    adult_age,
    age_band,
    circle,
    civic_skill_of,
    connection,
    fulfilment,
    leave_probability,
    membership,
    outside_ties_of,
    threshold_of,
)
from sim.plain.taking_part import target_of
from sim.vocabulary import (
    AGE_BANDS,
    CHANNELS,
    ESTABLISHED,
    MIGRANT,
    NEEDS,
    VILLAGE,
    VILLAGER,
)

if TYPE_CHECKING:
    from sim.plain.residents import Resident

NEVER = -1000
"""Month of an act that never was."""


def consider_moving(resident: Resident) -> float:
    """The chance to move out this month; whoever does makes room for a newcomer."""
    chance: float = leave_probability(resident.owner, resident.model.p.population)
    if resident.luck("resident.leaves") < chance:
        resident.generation += 1
        resident.identity = descend(resident.identity, resident.generation)
        become_newcomer(resident)
        start_afresh(resident)
    return chance


def become_newcomer(resident: Resident) -> None:
    """Who moves in: a migrant or a local, as who moved out was, but never a resettled one."""
    p, committee, luck = resident.model.p, resident.committee, resident.luck
    migrant = not resident.hukou or resident.origin == MIGRANT
    local = VILLAGER if committee.kind == VILLAGE else ESTABLISHED
    resident.origin = MIGRANT if migrant else local
    resident.age = adult_age(
        luck("newcomer.age"),
        committee.share_elder * (p.population.elders_migrant if migrant else 1.0),
        luck("newcomer.age_within"),
    )
    resident.group = len(AGE_BANDS) * resident.origin + age_band(resident.age)
    resident.collective_member = resident.origin == VILLAGER
    resident.party_member = luck("newcomer.in_party") < p.population.party_share
    resident.special_needs = luck("newcomer.has_needs") < p.needs.special_share
    resident.civic_skill = civic_skill_of(luck("newcomer.skill"), resident.age, p.population)
    resident.threshold = threshold_of(luck("newcomer.threshold"), p.population)
    resident.outside_ties = outside_ties_of(luck("newcomer.outside"), migrant, p.population)


def start_afresh(resident: Resident) -> None:
    """A newcomer knows few, has done nothing here, and thinks what people here think."""
    p, committee = resident.model.p, resident.committee
    resident.tenure = 0.0
    resident.trust = committee.trust
    resident.satisfaction = committee.satisfaction
    resident.expectation = p.satisfaction.first_expectation
    resident.efficacy = p.trust.efficacy_base
    resident.awareness = 0.5 * p.influence.awareness_base
    resident.grievance = 0.0
    resident.aggrieved = 0
    resident.known_neighbors = p.population.newcomer_known
    resident.knows_director = False
    resident.membership = membership(0.0, resident.hukou, resident.owner, 0.0, 1.0, p.belonging)
    resident.influence = resident.efficacy
    resident.fulfilment = fulfilment(resident.satisfaction, committee.access_all, p.belonging)
    friends = circle(resident.known_neighbors, len(resident.neighbors), p.influence)
    resident.connection = connection(friends, 0.0, 0.0, 0.0, 0.0, p.belonging)
    resident.belonging = p.population.newcomer_belonging * target_of(resident)
    resident.effort = 0.0
    resident.habit = [0.0] * len(CHANNELS)
    resident.last_act = [NEVER] * len(CHANNELS)
    resident.waiting = [0] * len(NEEDS)
