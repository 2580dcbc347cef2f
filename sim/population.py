"""From a county profile to a world: places, purses, staff, organizations, residents, ties."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sim.assumptions import Assumptions, namespace, record
from sim.behavior.government import hand_down_work
from sim.behavior.places import find_access
from sim.behavior.settlement import make_ties, settle_residents
from sim.county import Profile, load_county
from sim.draws import descend, descend_rows, draw, month_key, named
from sim.effects import Effects
from sim.errors import Problem, ScenarioError
from sim.flows import Cells, Flows
from sim.money import FEN, Ledger
from sim.scenario import Scenario
from sim.state import (
    Communities,
    Facilities,
    Organizations,
    Residents,
    Staff,
    World,
)
from sim.vocabulary import (
    ACTIVE,
    CADRE,
    DOMAINS,
    ELECTED,
    GRID_WORKER,
    GROUPS,
    ORGANIZATION_KINDS,
    ORGANIZATION_ROWS,
    POST,
    RESETTLEMENT,
    STAFF_KINDS,
    STAFF_ROWS,
    TIERS,
)

BEFORE = -1
"""The month in which the world is made, as far as chance is concerned."""
SPARE_STAFF_ROWS = 12
THIN = 100
"""Residents per community from which outcomes hardly depend on the sample."""
FEWEST = 8
"""Residents simulated in the smallest community."""


def build_world(profile: Profile, sample: int | None, assumptions: Assumptions, seed: int) -> World:
    """The county before its first month; ``sample`` residents stand for all (None: 1:1)."""
    size = len(profile)
    communities = _communities(profile, assumptions, seed)
    counts = sampled(profile.residents, sample)
    communities.last[:] = np.cumsum(counts)
    communities.first[:] = communities.last - counts
    world = World(
        residents=_residents(communities, counts),
        communities=communities,
        staff=_staff(profile, communities, assumptions, seed),
        organizations=_organizations(profile, communities, assumptions, seed),
        facilities=_facilities(profile, assumptions),
        effects=Effects.empty(size),
        flows=Flows.empty(size),
        cells=Cells.empty(size * GROUPS),
        ledger=Ledger.empty(size),
        assumptions=record(assumptions),
        assumed=namespace(assumptions),
        seed=seed,
        month=BEFORE,
        month_key=month_key(seed, BEFORE),
        making_key=month_key(seed, BEFORE),
    )
    hosts, running = world.facilities.community, world.facilities.running_yuan
    for host, yuan in zip(hosts.tolist(), running.tolist(), strict=True):
        communities.running_yuan[host] += yuan
    find_access(world)
    settle_residents(world)
    make_ties(world)
    hand_down_work(world)
    world.flows.clear()
    world.resolved.clear()
    world.month = 0
    return world


def sampled(people: np.ndarray, sample: int | None) -> np.ndarray:
    """Residents to simulate in each community: in proportion, by largest remainder."""
    if sample is None:
        return np.maximum(np.rint(people).astype(np.int64), 1)
    exact = people * (sample / people.sum())
    counts = np.floor(exact).astype(np.int64)
    missing = sample - int(counts.sum())
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[:missing]] += 1
    return np.maximum(counts, FEWEST)


def county_of(scenario: Scenario) -> Profile:
    """The county of a scenario, its resettled villages moved as the scenario says."""
    profile = load_county(scenario.county)
    if scenario.resettlement == "as_found":
        return profile
    moved = 1.0 if scenario.resettlement == "intact" else 0.0
    resettled = profile.kind == RESETTLEMENT
    return replace(profile, transplant=np.where(resettled, moved, profile.transplant))


def doubts_about_sample(people: np.ndarray, sample: int | None) -> list[str]:
    """A warning where so few are simulated that their make-up moves outcomes."""
    if sample is None or sample >= THIN * len(people):
        return []
    return [
        f"sample: {sample} residents are {sample / len(people):.0f} for each of {len(people)} "
        f"communities; below {THIN} each, chance in who they are biases service and workload. "
        f"Take {THIN * len(people)} or more, or all."
    ]


def _communities(profile: Profile, assumptions: Assumptions, seed: int) -> Communities:
    table = Communities.empty(len(profile))
    towns = {town: row for row, town in enumerate(dict.fromkeys(profile.township.tolist()))}
    table.identity[:] = [named(f"community.{code}") for code in profile.code]
    table.town[:] = [towns[town] for town in profile.township.tolist()]
    for name in ("area", "kind", "committee", "property", "x", "y"):
        getattr(table, name)[:] = getattr(profile, name)
    for name in ("share_exvillager", "share_migrant", "owners_committee", "platform", "transplant"):
        getattr(table, name)[:] = getattr(profile, name)
    table.population[:] = profile.residents
    table.share_elder[:] = profile.share_60plus
    table.floor_space[:] = table.venue_space[:] = profile.floor_space_m2
    table.established_posts[:] = profile.staff().sum(axis=1)
    table.grid_posts[:] = profile.grid_workers
    table.grid_workers[:] = profile.grid_workers
    watched = profile.grid_workers * assumptions.workload.grid_residents
    table.detection[:] = np.minimum(watched / profile.residents, 1.0)
    villagers = profile.committee == 1
    trust = assumptions.trust
    table.openness[:] = np.where(villagers, trust.open_villagers, trust.open_residents)
    table.trust[:] = trust.anchor
    table.satisfaction[:] = 0.5
    table.admin_share[:] = 0.75
    table.fund_fen[:] = profile.residents * assumptions.money.fund_yuan / 2 * FEN
    table.assets_fen[:] = profile.collective_assets_yuan * FEN
    spread = assumptions.workload.town_amplification - 1.0
    table.amplification[:] = [
        1.0 + spread * (0.5 + draw(seed, "town.amplification", BEFORE, int(named(f"town.{town}"))))
        for town in profile.township.tolist()
    ]
    return table


def _residents(communities: Communities, counts: np.ndarray) -> Residents:
    table = Residents.empty(int(counts.sum()))
    rows = np.arange(len(communities), dtype=np.int32)
    table.community[:] = np.repeat(rows, counts)
    table.weight[:] = np.repeat(communities.population / counts, counts)
    ordinals = np.arange(len(table), dtype=np.uint64) - np.repeat(
        communities.first.astype(np.uint64), counts
    )
    descend_rows(communities.identity[table.community], ordinals, table.identity)
    return table


def _staff(
    profile: Profile, communities: Communities, assumptions: Assumptions, seed: int
) -> Staff:
    table = Staff.empty(len(profile) * STAFF_ROWS)
    p = assumptions.staff
    kinds = np.concatenate([profile.staff(), profile.grid_workers[:, None]], axis=1)
    for c in range(len(profile)):
        counted = int(kinds[c].sum())
        if counted > STAFF_ROWS - SPARE_STAFF_ROWS:
            raise ScenarioError(
                [
                    Problem(
                        f"{counted} staff in {profile.labels()[c]}",
                        f"at most {STAFF_ROWS - SPARE_STAFF_ROWS} in one community",
                        path="county",
                        hint="Split the community, or correct its staff columns.",
                    )
                ]
            )
        row = c * STAFF_ROWS
        for kind, count in enumerate(kinds[c]):
            for ordinal in range(int(count)):
                key = int(
                    descend(communities.identity[c], np.uint64(1_000_000 + 100 * kind + ordinal))
                )
                local = kind in (CADRE, ELECTED, POST, GRID_WORKER)
                skill = getattr(p, f"skill_{STAFF_KINDS[kind]}")
                skill += 0.1 * (draw(seed, "staff.skill", BEFORE, key) - 0.5)
                table.identity[row] = key
                table.active[row] = True
                table.kind[row] = kind
                table.professional[row] = table.start_skill[row] = skill
                table.local_ties[row] = p.ties_local if local else p.ties_newcomer
                table.burnout[row] = 0.4
                table.tenure[row] = 60.0 * draw(seed, "staff.tenure", BEFORE, key)
                away = draw(seed, "staff.seconded", BEFORE, key)
                table.seconded[row] = kind != GRID_WORKER and away < p.secondment_share
                row += 1
    return table


START_KINDS = (0.3, 0.15, 0.1, 0.25, 0.2)
"""Kinds of the organizations a county starts with (*assumed*): cumulated below."""


def _organizations(
    profile: Profile, communities: Communities, assumptions: Assumptions, seed: int
) -> Organizations:
    table = Organizations.empty(len(profile) * ORGANIZATION_ROWS)
    p = assumptions.organizations
    bounds = np.cumsum(START_KINDS)
    for c in range(len(profile)):
        for ordinal in range(min(int(profile.organizations[c]), ORGANIZATION_ROWS // 2)):
            row = c * ORGANIZATION_ROWS + ordinal
            key = int(descend(communities.identity[c], np.uint64(2_000_000 + ordinal)))
            kind = int(
                np.searchsorted(bounds, draw(seed, "organization.kind", BEFORE, key), "right")
            )
            months = 12.0 + 72.0 * draw(seed, "organization.age", BEFORE, key)
            table.identity[row] = key
            table.status[row] = ACTIVE
            table.kind[row] = min(kind, len(ORGANIZATION_KINDS) - 2)
            table.registered[row] = (
                draw(seed, "organization.registered", BEFORE, key) >= p.filed_share
            )
            table.leader[row] = key
            table.commitment[row] = 1.0
            table.staff[row] = 0.5
            table.volunteers[row] = p.volunteers
            table.skill[row] = p.skill_start
            table.worked_hours[row] = 30.0 * months
            table.offered_hours[row] = 0.5 * p.month_hours
            table.age[row] = months
            table.dependence[row] = 0.9
            table.cash_fen[row] = int(3.0 * p.wage_yuan * FEN)
    return table


def _facilities(profile: Profile, assumptions: Assumptions) -> Facilities:
    """Community centers from floor space; township and county facilities by share of need.

    The last rows are the sites where a policy may build: each tier and domain, everywhere.
    """
    p = assumptions.places
    standard = profile.households / 100.0 * p.standard_space
    local = np.minimum(profile.floor_space_m2 / standard, 1.5) * profile.residents
    rows: list[tuple[int, int, float, float, float, int]] = []
    for c in range(len(profile)):
        for domain in ("service_center", "culture", "sport", "welfare"):
            rows.append((DOMAINS.index(domain), 0, profile.x[c], profile.y[c], local[c], c))
    for town in dict.fromkeys(profile.township.tolist()):
        here = profile.township == town
        people = profile.residents[here]
        total = math.fsum(people)
        x = math.fsum(profile.x[here] * people) / total
        y = math.fsum(profile.y[here] * people) / total
        for code in UPPER_DOMAINS:
            rows.append((code, 1, x, y, p.township_share * total, int(np.argmax(here))))
    middle = (math.fsum(profile.x) / len(profile), math.fsum(profile.y) / len(profile))
    for code in UPPER_DOMAINS:
        rows.append((code, 2, *middle, p.county_share * math.fsum(profile.residents), 0))
    for c in range(len(profile)):
        for tier in range(len(TIERS)):
            for code in range(len(DOMAINS)):
                rows.append((code, tier, profile.x[c], profile.y[c], 0.0, c))
    table = Facilities.empty(len(rows))
    columns = ("domain", "tier", "x", "y", "capacity", "community")
    for name, values in zip(columns, zip(*rows, strict=True), strict=True):
        getattr(table, name)[:] = values
    table.operated[:] = 1.0
    table.running_yuan[:] = table.capacity * RUNNING_YUAN[table.tier]
    return table


UPPER_DOMAINS = tuple(code for code, name in enumerate(DOMAINS) if name != "service_center")
"""What towns and the county offer; no upper tier stands in for a community's center (S35)."""
RUNNING_YUAN = np.array([0.05, 0.04, 0.03])
"""Yuan a month and person served, by tier (*assumed*); paid by whoever owns the building."""
assert len(RUNNING_YUAN) == len(TIERS)
