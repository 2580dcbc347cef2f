"""The world as tables of columns.

A table holds equal-length arrays. Attitudes and qualities are float64 in [0, 1]; money is
int64 fen; links are row numbers. Births and deaths use spare rows and ``active``: each
community owns a fixed block of staff rows and of organization rows. Luck belongs to an
``identity`` column, never to the row an agent happens to take.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from sim.table import Table, column
from sim.vocabulary import (
    CHANNELS,
    COHORTS,
    DELAYS,
    HOT_AGES,
    ITEMS,
    NEEDS,
    ORGANIZATION_KINDS,
    TIES,
)


@dataclass(slots=True)
class Residents(Table):
    """One row per simulated resident, contiguous by community."""

    identity: np.ndarray = column(np.uint64, "key of all the resident's luck")
    weight: np.ndarray = column(np.float64, "people this resident stands for")
    community: np.ndarray = column(np.int32, "row of communities")
    generation: np.ndarray = column(np.int32, "residents who lived in this place before")
    group: np.ndarray = column(np.int16, "origin x age band")
    age: np.ndarray = column(np.float64, "years")
    origin: np.ndarray = column(np.int8, "code of ORIGINS")
    hukou: np.ndarray = column(np.bool_, "registered here")
    owner: np.ndarray = column(np.bool_, "owns the home")
    collective_member: np.ndarray = column(np.bool_, "member of the village collective")
    party_member: np.ndarray = column(np.bool_, "Party member")
    special_needs: np.ndarray = column(np.bool_, "resident with special support needs")
    civic_skill: np.ndarray = column(np.float64, "0 to 1, from education and time")
    threshold: np.ndarray = column(np.float64, "0 to 1, share of active neighbors that moves one")
    outside_ties: np.ndarray = column(np.float64, "0 to 1, share of ties outside the community")
    neighbors: np.ndarray = column(np.int32, "rows of residents; the first `ties` count", TIES)
    ties: np.ndarray = column(np.int8, "number of neighbors")
    tenure: np.ndarray = column(np.float64, "months lived here")
    membership: np.ndarray = column(np.float64, "0 to 1, element of belonging")
    influence: np.ndarray = column(np.float64, "0 to 1, element of belonging")
    fulfilment: np.ndarray = column(np.float64, "0 to 1, element of belonging")
    connection: np.ndarray = column(np.float64, "0 to 1, element of belonging")
    belonging: np.ndarray = column(np.float64, "0 to 1")
    trust: np.ndarray = column(np.float64, "0 to 1, in the committee")
    expectation: np.ndarray = column(np.float64, "0 to 1, quality expected")
    satisfaction: np.ndarray = column(np.float64, "0 to 1, with service")
    efficacy: np.ndarray = column(np.float64, "0 to 1, perceived responsiveness")
    awareness: np.ndarray = column(np.float64, "0 to 1, knows the channels")
    grievance: np.ndarray = column(np.float64, "0 to 1, unresolved")
    aggrieved: np.ndarray = column(np.int16, "months the grievance has been a hot issue")
    known_neighbors: np.ndarray = column(np.float64, "0 to 1, share of neighbors known")
    knows_director: np.ndarray = column(np.bool_, "knows the director")
    habit: np.ndarray = column(np.float64, "0 to 1 by channel", len(CHANNELS))
    waiting: np.ndarray = column(np.int8, "months an open need has waited, 0 none", len(NEEDS))
    last_act: np.ndarray = column(np.int16, "month of the last act by channel", len(CHANNELS))
    effort: np.ndarray = column(np.float64, "hours of civic effort in the last year, fading")
    shown: np.ndarray = column(
        np.float64, "what neighbors see: belonging, active, grievance, satisfaction", 4
    )


@dataclass(slots=True)
class Communities(Table):
    """One row per community and its committee."""

    identity: np.ndarray = column(np.uint64, "key of the community's luck")
    first: np.ndarray = column(np.int64, "first row of its residents")
    last: np.ndarray = column(np.int64, "row after its last resident")
    town: np.ndarray = column(np.int32, "number of the town")
    area: np.ndarray = column(np.int8, "code of AREAS")
    kind: np.ndarray = column(np.int8, "code of COMMUNITY_KINDS")
    committee: np.ndarray = column(np.int8, "code of COMMITTEE_KINDS")
    population: np.ndarray = column(np.float64, "people")
    share_exvillager: np.ndarray = column(np.float64, "0 to 1")
    share_migrant: np.ndarray = column(np.float64, "0 to 1")
    share_elder: np.ndarray = column(np.float64, "0 to 1, aged 60 and over")
    property: np.ndarray = column(np.int8, "code of PROPERTY_KINDS")
    owners_committee: np.ndarray = column(np.bool_, "has an owners' committee")
    platform: np.ndarray = column(np.bool_, "has the integrated service platform")
    established_posts: np.ndarray = column(np.int32, "staff the committee is meant to have")
    grid_posts: np.ndarray = column(np.int32, "grid workers the town means to have here")
    grid_workers: np.ndarray = column(np.float64, "grid workers in office")
    transplant: np.ndarray = column(np.float64, "0 to 1, how intact the village was moved")
    x: np.ndarray = column(np.float64, "meters")
    y: np.ndarray = column(np.float64, "meters")
    floor_space: np.ndarray = column(np.float64, "square meters")
    access_center: np.ndarray = column(np.float64, "0 to 1, to a service center")
    access_venue: np.ndarray = column(np.float64, "0 to 1, to culture and sport")
    access_all: np.ndarray = column(np.float64, "0 to 1, mean over domains")
    venue_space: np.ndarray = column(np.float64, "square meters open to residents")
    amplification: np.ndarray = column(np.float64, "factor the town puts on government items")
    handed_hours: np.ndarray = column(np.float64, "hours handed down this month", len(ITEMS))
    spared_hours: np.ndarray = column(
        np.float64, "hours that platforms spare, less those that they and grids add"
    )
    due_hours: np.ndarray = column(np.float64, "hours of them left to the committee")
    late_hours: np.ndarray = column(np.float64, "hours of late work carried")
    returned_hours: np.ndarray = column(np.float64, "moved work that came back undone")
    moved_share: np.ndarray = column(np.float64, "0 to 1, of handed hours that left")
    refill: np.ndarray = column(np.float64, "0 to 1, share of the relief filled up again")
    spared_refill: np.ndarray = column(np.float64, "0 to 1, the same for what platforms spare")
    capacity_hours: np.ndarray = column(np.float64, "effective staff hours of the month")
    overload: np.ndarray = column(np.float64, "rho: new and late work and voiced needs / capacity")
    admin_share: np.ndarray = column(np.float64, "0 to 1, of hours spent, last month")
    queue: np.ndarray = column(
        np.float64, "people with an open need by type and months waited", len(NEEDS), COHORTS
    )
    by_organization: np.ndarray = column(
        np.float64, "share served by organizations and volunteers", len(NEEDS), COHORTS
    )
    by_committee: np.ndarray = column(
        np.float64, "share served by the committee", len(NEEDS), COHORTS
    )
    unserved: np.ndarray = column(
        np.float64, "share organizations and volunteers left", len(NEEDS), COHORTS
    )
    quality_organization: np.ndarray = column(np.float64, "0 to 1", len(NEEDS), COHORTS)
    quality_committee: np.ndarray = column(np.float64, "0 to 1", len(NEEDS), COHORTS)
    purchase_demand: np.ndarray = column(
        np.float64, "hours government buys by kind", len(ORGANIZATION_KINDS)
    )
    organization_hours: np.ndarray = column(
        np.float64, "hours organizations deliver by kind", len(ORGANIZATION_KINDS)
    )
    organization_skill: np.ndarray = column(
        np.float64, "0 to 1, mean skill behind those hours", len(ORGANIZATION_KINDS)
    )
    volunteer_hours: np.ndarray = column(np.float64, "hours volunteers will give")
    mobilized_hours: np.ndarray = column(np.float64, "hours the Party branch mobilizes")
    mediation: np.ndarray = column(np.float64, "0 to 1, of grievances mediators can attend to")
    reply_prob: np.ndarray = column(np.float64, "0 to 1, that a voice is answered")
    meeting_reply: np.ndarray = column(np.float64, "0 to 1, that a voice in a meeting is")
    voices: np.ndarray = column(np.float64, "people who speak up in a month, over a year")
    downward_share: np.ndarray = column(np.float64, "0 to 1, of committee hours, for residents")
    availability: np.ndarray = column(
        np.float64, "0 to 1, how open each channel is this month", len(CHANNELS)
    )
    association: np.ndarray = column(np.float64, "0 to 1, density of working organizations")
    events: np.ndarray = column(np.float64, "events the fund paid for this month")
    detection: np.ndarray = column(np.float64, "0 to 1, of needs by the grid")
    openness: np.ndarray = column(np.float64, "0 to 1, of village and community affairs")
    trust: np.ndarray = column(np.float64, "0 to 1, mean of residents last month")
    satisfaction: np.ndarray = column(np.float64, "0 to 1, mean of residents last month")
    professional: np.ndarray = column(np.float64, "0 to 1, mean professional skill of staff")
    local_ties: np.ndarray = column(np.float64, "0 to 1, mean local ties of staff")
    running_yuan: np.ndarray = column(np.float64, "yuan a month for the facilities it hosts")
    petitions: np.ndarray = column(np.float64, "people who complained last month")
    volunteering_acts: np.ndarray = column(np.float64, "people who volunteered last month")
    hot_issues: np.ndarray = column(
        np.float64, "people aggrieved beyond the mark, by quarters since", HOT_AGES
    )
    recreation_demand: np.ndarray = column(np.float64, "people who came last month")
    voters: np.ndarray = column(np.float64, "people who voted in the last election")
    eligible: np.ndarray = column(np.float64, "people who could have")
    fund_fen: np.ndarray = column(np.int64, "fen in the self-managed fund")
    assets_fen: np.ndarray = column(np.int64, "fen of collective assets")


@dataclass(slots=True)
class Staff(Table):
    """Committee staff and grid workers: `STAFF_ROWS` rows per community."""

    identity: np.ndarray = column(np.uint64, "key of the worker's luck")
    active: np.ndarray = column(np.bool_, "in office")
    kind: np.ndarray = column(np.int8, "code of STAFF_KINDS")
    placed: np.ndarray = column(np.bool_, "paid by a policy, beyond the established posts")
    professional: np.ndarray = column(np.float64, "0 to 1")
    local_ties: np.ndarray = column(np.float64, "0 to 1")
    start_skill: np.ndarray = column(np.float64, "0 to 1, professional skill without training")
    burnout: np.ndarray = column(np.float64, "0 to 1")
    tenure: np.ndarray = column(np.float64, "months")
    seconded: np.ndarray = column(np.bool_, "working at the town's office")


@dataclass(slots=True)
class Organizations(Table):
    """Social organizations: `ORGANIZATION_ROWS` rows per community."""

    identity: np.ndarray = column(np.uint64, "key of the organization's luck")
    status: np.ndarray = column(np.int8, "code of ORGANIZATION_STATUS")
    kind: np.ndarray = column(np.int8, "code of ORGANIZATION_KINDS")
    registered: np.ndarray = column(np.bool_, "registered, or merely filed")
    leader: np.ndarray = column(np.uint64, "key of who founded it")
    commitment: np.ndarray = column(np.float64, "0 to 1, of its founders")
    staff: np.ndarray = column(np.float64, "paid posts")
    volunteers: np.ndarray = column(np.float64, "members who help")
    skill: np.ndarray = column(np.float64, "0 to 1")
    worked_hours: np.ndarray = column(np.float64, "hours of service since founding")
    offered_hours: np.ndarray = column(np.float64, "hours it can give this month")
    age: np.ndarray = column(np.float64, "months")
    idle: np.ndarray = column(np.int16, "months without activity")
    insolvent: np.ndarray = column(np.int16, "months without cash")
    dependence: np.ndarray = column(np.float64, "0 to 1, government share of income")
    cash_fen: np.ndarray = column(np.int64, "fen")
    received_fen: np.ndarray = column(np.int64, "fen from government this month")
    receivable_fen: np.ndarray = column(np.int64, "fen owed to it, by months ahead", DELAYS)


@dataclass(slots=True)
class Facilities(Table):
    """Public facilities, and the sites where a policy may build more."""

    domain: np.ndarray = column(np.int8, "code of DOMAINS")
    tier: np.ndarray = column(np.int8, "code of TIERS")
    x: np.ndarray = column(np.float64, "meters")
    y: np.ndarray = column(np.float64, "meters")
    capacity: np.ndarray = column(np.float64, "people it can serve when in operation")
    operated: np.ndarray = column(np.float64, "0 to 1, of it in operation")
    built_m2: np.ndarray = column(np.float64, "square meters a policy has opened")
    coming_m2: np.ndarray = column(np.float64, "square meters being built")
    opens: np.ndarray = column(np.int32, "month in which they open")
    community: np.ndarray = column(np.int32, "row of the community that hosts it")
    running_yuan: np.ndarray = column(np.float64, "yuan a month")


@dataclass(slots=True)
class World:
    """Everything the month reads and writes.

    ``month_key`` and ``making_key`` (np.uint64) key the draws of this month and those made once
    for a run; ``assumptions`` holds the one record the loops read, ``assumed`` the
    same numbers for code in Python; ``resolved`` caches the
    columns each loop was given and is never copied.
    """

    residents: Residents
    communities: Communities
    staff: Staff
    organizations: Organizations
    facilities: Facilities
    effects: Any
    flows: Any
    cells: Any
    ledger: Any
    assumptions: Any
    assumed: Any
    seed: int
    month: int = 0
    month_key: Any = 0
    election: bool = False
    making_key: Any = 0
    resolved: dict[str, list[Any]] = field(default_factory=dict)

    TABLES: ClassVar[tuple[str, ...]] = (
        "residents",
        "communities",
        "staff",
        "organizations",
        "facilities",
        "effects",
        "flows",
        "cells",
        "ledger",
    )

    def copy(self) -> World:
        """A world that can go its own way; immutable facts are shared."""
        tables = {name: getattr(self, name).copy() for name in self.TABLES}
        return World(
            **tables,
            assumptions=self.assumptions,
            assumed=self.assumed,
            seed=self.seed,
            month=self.month,
            month_key=self.month_key,
            election=self.election,
            making_key=self.making_key,
        )
