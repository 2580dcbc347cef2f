"""R20-R24: who is not linked is not reached, and money has no name."""

from __future__ import annotations

import numpy as np
import pytest
from relations.sides import differing

from sim.assumptions import Assumptions
from sim.county import load_county
from sim.population import build_world
from sim.simulation import act, step
from sim.state import Residents, World
from sim.vocabulary import GROUPS

SEED = 41


def with_a_stranger_at(world: World, row: int, c: int) -> World:
    """The same world with a resident more in this row, who knows nobody, stands for nobody."""
    old, table = world.residents, world.communities
    columns = {
        name: np.insert(getattr(old, name), row, getattr(old, name)[row], axis=0)
        for name in Residents.column_names()
    }
    new = world.residents = Residents(**columns)
    new.neighbors[new.neighbors >= row] += 1
    new.identity[row], new.weight[row], new.ties[row] = 424242, 0.0, 0
    new.neighbors[row] = 0
    table.last[c:] += 1
    table.first[c + 1 :] += 1
    return world


@pytest.mark.parametrize("c", [0, 9, 23])
def test_r20_an_isolated_resident_more_changes_own_rows_only(c, small, strong, same) -> None:
    """R20. Wherever he or she is put: everybody else's two years are the same, bit for bit."""
    scenario = small(months=12, policies=strong)
    made = build_world(load_county("illustrative"), 240, Assumptions(), SEED)
    row = int(made.communities.first[c]) + 3
    records, worlds = [], (made, with_a_stranger_at(made.copy(), row, c))
    for world in worlds:
        for _ in range(scenario.burn_in):
            step(world)
        records.append(act(world, scenario))
    same(*records)
    others = np.delete(np.arange(len(worlds[1].residents)), row)
    for name in Residents.column_names():
        if name != "neighbors":
            ours, theirs = (getattr(world.residents, name) for world in worlds)
            assert np.array_equal(theirs[others], ours), name


LIGHT_ONLY = {
    "trust.hearsay": 0.0, "trust.reply_crowding": 0.0, "participation.on_mean_trust": 0.0, "participation.on_own_trust": 0.0,
    "participation.volunteers_match": 0.0, "participation.venue": 1e9,
    "workload.hours_per_petition": 0.0, "needs.voice_awareness": 0.0, "needs.voice_trust": 0.0,
    "needs.neighbors_settle": 0.0, "population.leave_owner": 0.0, "population.leave_tenant": 0.0,
}  # fmt: skip
"""Nothing that a whole community shares feeds back on residents: only ties couple them."""


def steps_away(world: World, start: int) -> np.ndarray:
    """How many ties lie between this resident and each other, [N]; 10,000 where no path is."""
    table = world.residents
    distance = np.full(len(table), 10_000)
    distance[start], frontier = 0, [start]
    while frontier:
        reached = []
        for i in frontier:
            for other in table.neighbors[i, : table.ties[i]]:
                if distance[other] > distance[i] + 1:
                    distance[other] = distance[i] + 1
                    reached.append(int(other))
        frontier = reached
    return distance


def test_r21_a_banned_resident_reaches_others_one_tie_a_month(settled_once, assuming) -> None:
    """R21. The light cone. One resident always acts, or never: after t months nobody farther
    than t - 1 ties away is different, the unlinked never, no institution at all."""
    free = assuming(settled_once.copy(), LIGHT_ONLY)
    one = int(np.argmax(free.residents.ties * free.residents.known_neighbors))
    banned = free.copy()
    free.residents.civic_skill[one], banned.residents.civic_skill[one] = 1e6, -1e6
    distance = steps_away(free, one)
    reach = []
    for month in range(1, 37):
        for world in (free, banned):
            step(world)
        moved = np.zeros(len(distance), bool)
        for name in Residents.column_names():
            ours, theirs = (getattr(world.residents, name) for world in (free, banned))
            moved |= (ours != theirs).reshape(len(ours), -1).any(axis=1)
        assert (distance[moved] <= month - 1).all()
        reach.append(int(distance[moved & (distance < 10_000)].max()))
    assert reach[-1] >= 3  # and it does get that far
    assert {name.split(".")[0] for name in differing(free, banned)} <= {
        "residents", "cells", "flows", "communities"
    }  # fmt: skip
    sums = {
        "volunteer_hours", "petitions", "recreation_demand", "trust", "satisfaction", "voters",
        "availability", "voices", "volunteering_acts",
    }  # fmt: skip
    fed = {name for name in differing(free, banned) if name.startswith("communities.")}
    assert fed <= {f"communities.{name}" for name in sums}


def test_r22_without_ties_is_without_social_influence(settled_once, assuming) -> None:
    """R22. To remove all ties is to make everything that passes along them weigh nothing."""
    nothing_passes = {
        "satisfaction.hearsay": 0.0, "grievance.spread": 0.0, "influence.ask": 0.0,
        "participation.on_active": 0.0, "belonging.connect_known": 0.0,
        "belonging.connect_active": 0.0, "belonging.connect_neighbors": 0.0,
    }  # fmt: skip
    if "connect_grievance" in settled_once.assumptions.dtype["belonging"].names:
        nothing_passes["belonging.connect_grievance"] = 0.0
    tied, alone = assuming(settled_once.copy(), nothing_passes), settled_once.copy()
    alone.residents.ties[:] = 0
    for _ in range(24):
        step(tied)
        step(alone)
    assert set(differing(tied, alone)) == {"residents.ties"}


def test_r23_a_policy_in_one_town_leaves_other_towns_alone(settled_once, small, strong) -> None:
    """R23. Ties cross communities of a town, never towns: other towns' months are the same."""
    county = load_county("illustrative")
    there = county.township == county.township[0]
    codes = county.code[there].tolist()
    policies = {key: settings | {"where": codes} for key, settings in strong.items()}
    one, other = (
        act(settled_once.copy(), small(months=12, policies=chosen)) for chosen in ({}, policies)
    )
    assert 0 < there.sum() < len(there)
    assert np.array_equal(one.flows[:, ~there], other.flows[:, ~there])
    cells = np.repeat(~there, GROUPS)
    assert np.array_equal(one.cells[:, cells], other.cells[:, cells])
    assert not np.array_equal(one.flows[:, there], other.flows[:, there])


def test_r24_yuan_or_ten_times_as_many_of_a_tenth(settled_once, assuming, small) -> None:
    """R24. Prices, wages, budgets and purses in another currency: the same behavior. Whole
    fen round a little otherwise: 1e-4 of every flow."""
    tenfold = [
        "organizations.wage_yuan", "organizations.purchase_yuan", "organizations.donations_yuan",
        "money.committee_wage_yuan", "money.grid_wage_yuan", "money.post_wage_yuan",
        "money.department_hour_yuan", "money.helper_hour_yuan", "money.fund_yuan",
        "money.event_yuan",
    ]  # fmt: skip
    numbers = settled_once.assumptions[0]
    changed = {name: 10.0 * numbers[name.split(".")[0]][name.split(".")[1]] for name in tenfold}
    changed["organizations.founding_purchase"] = 0.1 * numbers["organizations"]["founding_purchase"]
    rich = assuming(settled_once.copy(), changed)
    for table, name in (
        ("communities", "fund_fen"), ("communities", "assets_fen"), ("communities", "running_yuan"),
        ("organizations", "cash_fen"), ("organizations", "receivable_fen"),
    ):  # fmt: skip
        getattr(getattr(rich, table), name)[:] *= 10
    plain = settled_once.copy()
    for _ in range(24):
        step(plain)
        step(rich)
    money = {"income_government_yuan", "income_other_yuan"}
    for name in type(plain.flows).column_names():
        ours, theirs = getattr(plain.flows, name), getattr(rich.flows, name)
        factor = 10.0 if name in money else 1.0
        assert theirs == pytest.approx(factor * ours, rel=1e-4, abs=1e-4), name
    assert rich.ledger.fen.sum() == pytest.approx(10.0 * plain.ledger.fen.sum(), rel=1e-6)
