"""A month of one resident, newcomers, ties and counting, worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.assumptions import Assumptions
from sim.county import load_county
from sim.draws import descend
from sim.schedule import SCHEDULE
from sim.simulation import settle
from sim.state import World
from sim.vocabulary import (
    CERTIFICATES,
    COMPLAINT,
    DISPUTE,
    ESTABLISHED,
    RECREATION,
    RESETTLED,
    RESETTLEMENT,
    TIES,
)

PHASES = {phase.__name__: phase for phase in SCHEDULE}


def resident(world: World, **values: Any) -> None:
    """The first resident, without ties; everybody else is left alone."""
    people = world.residents
    people.ties[0] = 0
    people.waiting[0] = 0
    people.last_act[0] = -1000
    for name, value in values.items():
        getattr(people, name)[0] = value


EXPERIENCE = {
    "satisfaction.base": 0.3,
    "satisfaction.leniency": 0.4,
    "satisfaction.on_performance": 0.5,
    "satisfaction.on_disconfirmation": 0.3,
    "satisfaction.loss_weight": 2.0,
    "satisfaction.update": 0.25,
    "satisfaction.neglect": 0.4,
    "satisfaction.expectation_learning": 0.1,
    "trust.gain": 0.05,
    "trust.loss_ratio": 2.0,
    "trust.hearsay": 0.0,
    "trust.anchor_rate": 0.0,
    "trust.openness": 0.0,
    "grievance.decay": 0.04,
    "influence.awareness_gain": 0.1,
}


def test_a_resident_whose_need_is_served(world, assuming) -> None:
    assuming(world, EXPERIENCE)
    resident(world, expectation=0.5, satisfaction=0.6, trust=0.4, awareness=0.4, grievance=0.2)
    world.residents.waiting[0, CERTIFICATES] = 2
    table = world.communities
    table.mediation[0] = 0.0
    table.by_organization[0, CERTIFICATES, 1] = 0.0
    table.by_committee[0, CERTIFICATES, 1] = 1.0
    table.quality_committee[0, CERTIFICATES, 1] = 0.5
    PHASES["experience_service"](world)
    person = world.residents
    # seems 0.4 + 0.6 x 0.5 = 0.7; felt 0.3 + 0.35 + 0.3 x 0.2 = 0.71
    assert person.waiting[0, CERTIFICATES] == 0
    assert person.satisfaction[0] == pytest.approx(0.6275)  # a quarter of the way to 0.71
    assert person.expectation[0] == pytest.approx(0.52)
    assert person.trust[0] == pytest.approx(0.43)
    assert person.awareness[0] == pytest.approx(0.46)
    assert person.grievance[0] == pytest.approx(0.192)


def test_a_resident_whose_need_lapses(world, assuming) -> None:
    assuming(world, EXPERIENCE)
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    world.assumptions["needs"]["hurt"][0, DISPUTE] = 0.5
    resident(world, expectation=0.5, satisfaction=0.6, trust=0.4, awareness=0.4, grievance=0.2)
    world.residents.waiting[0, DISPUTE] = 4
    world.communities.mediation[0] = 0.0
    world.communities.by_organization[0], world.communities.by_committee[0] = 0.0, 0.0
    PHASES["experience_service"](world)
    person = world.residents
    # felt 0.3 - 0.6 x 0.5 = 0; a tenth of the way there (0.25 x 0.4)
    assert person.waiting[0, DISPUTE] == 0
    assert person.satisfaction[0] == pytest.approx(0.54)
    assert person.expectation[0] == pytest.approx(0.45)
    assert person.trust[0] == pytest.approx(0.36)
    assert person.grievance[0] == pytest.approx(0.576)  # (0.2 + 0.5 x 0.8) x 0.96


def test_a_resident_whose_need_waits_on(world, assuming) -> None:
    assuming(world, EXPERIENCE)
    world.assumptions["needs"]["patience"][0, DISPUTE] = 4.0
    resident(world, satisfaction=0.6, trust=0.4, expectation=0.5)
    world.residents.waiting[0, DISPUTE] = 3
    world.communities.by_organization[0], world.communities.by_committee[0] = 0.0, 0.0
    PHASES["experience_service"](world)
    assert world.residents.waiting[0, DISPUTE] == 4
    assert world.residents.satisfaction[0] == 0.6
    assert world.residents.trust[0] == 0.4


def test_the_month_of_a_resident_who_stays_at_home(world, assuming) -> None:
    assuming(
        world,
        {
            "participation.base": -1000.0,
            "trust.efficacy_base": 0.5,
            "influence.meet": 0.012,
            "influence.forget": 0.01,
            "belonging.rate": 0.04,
            "belonging.member_base": 0.06,
            "belonging.member_hukou": 0.15,
            "belonging.member_owner": 0.15,
            "belonging.member_tenure": 0.36,
            "belonging.tenure_years": 5.0,
            "belonging.fulfil_satisfaction": 0.65,
            "belonging.connect_base": 0.05,
        },
    )
    for element in ("membership", "influence", "fulfilment", "connection"):
        world.assumptions["belonging"][f"weight_{element}"] = 0.25
    resident(
        world, origin=ESTABLISHED, hukou=True, owner=True, tenure=59.0, efficacy=0.5,
        satisfaction=0.6, known_neighbors=0.5, belonging=0.5, effort=12.0, trust=0.4,
    )  # fmt: skip
    world.communities.admin_share[0] = 0.5
    world.communities.access_all[0] = 0.4
    PHASES["take_part"](world)
    person = world.residents
    member = 0.36 + 0.36 * (1.0 - math.exp(-1.0))  # five years are one time to settle
    assert person.tenure[0] == 60.0
    assert person.membership[0] == pytest.approx(member)
    assert person.influence[0] == person.efficacy[0] == pytest.approx(0.5)
    assert person.fulfilment[0] == pytest.approx(0.53)  # 0.65 x 0.6 + 0.35 x 0.4
    assert person.connection[0] == pytest.approx(0.05)
    target = (member + 0.5 + 0.53 + 0.05) / 4.0
    assert person.belonging[0] == pytest.approx(0.5 + 0.04 * (target - 0.5))
    assert person.known_neighbors[0] == pytest.approx(0.501)
    assert person.effort[0] == pytest.approx(11.0)
    assert person.trust[0] == 0.4


def test_a_full_venue_shares_its_room(world, assuming) -> None:
    # 50 square meters take 100 visits; 400 people came last month
    assuming(world, {"participation.venue": 2.0})
    world.communities.venue_space[0] = 50.0
    offers = []
    for crowd in (0.0, 80.0, 400.0):
        world.communities.recreation_demand[0] = crowd
        PHASES["open_channels"](world)
        offers.append(world.communities.availability[0, RECREATION])
    assert offers == pytest.approx([offers[0], offers[0], offers[0] / 4.0])


def test_a_resident_hears_from_those_tied_to(world, assuming) -> None:
    assuming(
        world,
        {
            "participation.base": -1000.0,
            "influence.full_circle": 1.0,
            "grievance.spread": 0.02,
            "satisfaction.hearsay": 0.04,
            "belonging.connect_base": 0.05,
            "belonging.connect_known": 0.3,
            "belonging.connect_neighbors": 0.2,
            "belonging.connect_active": 0.2,
            "belonging.connect_grievance": 0.2,
        },
    )
    resident(world, known_neighbors=0.5, grievance=0.2, satisfaction=0.6)
    world.residents.ties[0] = 1
    world.residents.neighbors[0, 0] = 7
    world.residents.shown[7] = (0.8, 1.0, 0.6, 0.9)  # belonging, active, grievance, satisfaction
    PHASES["take_part"](world)
    person = world.residents
    # the one tie fills half a circle, as half of the neighbors are known
    assert person.grievance[0] == pytest.approx(0.204)  # 0.2 + 0.02 x 0.5 x 0.4
    assert person.satisfaction[0] == pytest.approx(0.606)  # 0.6 + 0.04 x 0.5 x 0.3
    # 0.05 + 0.3 x 0.5 + 0.2 x 0.8 + 0.2, less 0.2 x 0.5 x 0.6 for a neighbor's grievance
    assert person.connection[0] == pytest.approx(0.5)


# -- population ------------------------------------------------------------------------------


def test_newcomers_are_strangers_with_a_luck_of_their_own(world, assuming) -> None:
    assuming(world, {"population.leave_owner": 12.0, "population.leave_tenant": 12.0})
    before = world.copy()
    PHASES["move_residents"](world)
    people, old = world.residents, before.residents
    assert np.array_equal(people.generation, old.generation + 1)
    follow = [descend(*pair) for pair in zip(old.identity, people.generation, strict=True)]
    assert people.identity.tolist() == follow
    assert len(set(follow) | set(old.identity.tolist())) == 2 * len(people)
    for name in ("tenure", "grievance", "waiting", "habit", "effort", "knows_director"):
        assert not getattr(people, name).any(), name
    assert np.array_equal(people.trust, world.communities.trust[people.community])
    assert np.array_equal(world.flows.withdrawn, before.communities.queue.sum(axis=2))
    assert not world.communities.queue.any()
    assert (people.origin != RESETTLED).all()


def test_ties_are_mutual_and_nobody_is_tied_to_oneself(world) -> None:
    people = world.residents
    circles = [set(people.neighbors[i, : people.ties[i]].tolist()) for i in range(len(people))]
    for i, circle in enumerate(circles):
        assert len(circle) == people.ties[i] <= TIES
        assert i not in circle
        assert all(i in circles[j] for j in circle)
    pairs = [(i, j) for i, circle in enumerate(circles) for j in circle]
    inside = [people.community[i] == people.community[j] for i, j in pairs]
    assert 0.9 < np.mean(inside) < 1.0


def test_the_sample_looks_like_the_profile(small) -> None:
    world = settle(small(sample=9600, burn_in=0), 2, Assumptions())
    people, county = world.residents, load_county("illustrative")
    estate = np.flatnonzero(county.kind == RESETTLEMENT)[0]
    here = people.community == estate
    share = float(county.share_exvillager[estate])
    n = here.sum()
    found = (people.origin[here] == RESETTLED).mean()
    assert abs(found - share) < 4.0 * math.sqrt(share * (1.0 - share) / n)
    party = people.party_member.mean()
    assert abs(party - 0.08) < 4.0 * math.sqrt(0.08 * 0.92 / len(people))
    assert people.weight.sum() == pytest.approx(county.residents.sum())


# -- measuring -------------------------------------------------------------------------------


def measured(world: World, **acts: int) -> dict[str, float]:
    """People of the first community who took part, if only its first resident ever acted."""
    people = world.residents
    people.last_act[:] = -1000
    for channel, month in acts.items():
        people.last_act[0, {"recreation": RECREATION, "complaint": COMPLAINT}[channel]] = month
    world.cells.clear()
    PHASES["measure_residents"](world)
    columns = ("recreation", "participation", "complaint", "anything", "alone")
    return {name: float(getattr(world.cells, name).sum()) for name in columns}


def test_twelve_months_count_and_the_thirteenth_does_not(world) -> None:
    weight = float(world.residents.weight[0])
    this_year = measured(world, recreation=world.month - 11)
    assert this_year["recreation"] == this_year["participation"] == weight
    assert measured(world, recreation=world.month - 12)["participation"] == 0.0


def test_who_only_complains_acts_alone(world) -> None:
    weight = float(world.residents.weight[0])
    alone = measured(world, complaint=world.month)
    assert (alone["participation"], alone["alone"], alone["anything"]) == (0.0, weight, weight)
    both = measured(world, complaint=world.month, recreation=world.month)
    assert (both["participation"], both["alone"], both["anything"]) == (weight, 0.0, weight)
