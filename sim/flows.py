"""What happened this month: flows of each community, and sums over groups of residents.

Nothing here feeds back into the model. Outcomes are ratios of these columns, at the level
of the county, a community or a group (``sim.outcomes``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.table import Tally, column
from sim.vocabulary import CHANNELS, DOERS, EFFORT_BINS, NEEDS


@dataclass(slots=True)
class Flows(Tally):
    """One row per community, all zero at the start of a month."""

    handed_down_hours: np.ndarray = column(np.float64, "hours of government items")
    items_due_hours: np.ndarray = column(np.float64, "hours due here, late and returned included")
    items_done_hours: np.ndarray = column(np.float64, "hours of items really done")
    items_faked_hours: np.ndarray = column(np.float64, "hours of items reported, not done")
    items_failed_hours: np.ndarray = column(np.float64, "hours of items given up")
    items_late_hours: np.ndarray = column(np.float64, "hours carried into next month")
    items_helped_hours: np.ndarray = column(np.float64, "hours done by helpers paid from assets")
    moved_hours: np.ndarray = column(np.float64, "hours moved out, by doer", len(DOERS))
    returned_hours: np.ndarray = column(np.float64, "moved hours that came back")
    upward_hours: np.ndarray = column(np.float64, "committee hours on government work")
    downward_hours: np.ndarray = column(np.float64, "committee hours on residents' needs")
    kept_hours: np.ndarray = column(np.float64, "freed hours that reached nobody")
    spare_hours: np.ndarray = column(np.float64, "committee hours left over")
    capacity_hours: np.ndarray = column(np.float64, "effective staff hours")
    away_hours: np.ndarray = column(np.float64, "working hours in training")
    policy_hours: np.ndarray = column(np.float64, "staff hours policies took")
    borrowed_hours: np.ndarray = column(np.float64, "hours lent by other communities")
    asked_hours: np.ndarray = column(np.float64, "hours of open needs at the committee")
    voiced_hours: np.ndarray = column(np.float64, "hours of needs voiced this month")
    overload_hours: np.ndarray = column(np.float64, "rho x capacity")
    organization_hours: np.ndarray = column(np.float64, "hours organizations served")
    offered_hours: np.ndarray = column(np.float64, "hours organizations can serve next month")
    reporting_hours: np.ndarray = column(np.float64, "organizations' hours bound by contracts")
    volunteer_hours: np.ndarray = column(np.float64, "hours volunteers served")
    assistant_hours: np.ndarray = column(np.float64, "hours volunteer assistants served")
    mobilized_hours: np.ndarray = column(np.float64, "hours the Party branch mobilized")
    opened: np.ndarray = column(np.float64, "people who voiced a need", len(NEEDS))
    unvoiced: np.ndarray = column(np.float64, "people whose need stayed unvoiced", len(NEEDS))
    served_committee: np.ndarray = column(np.float64, "people", len(NEEDS))
    served_organization: np.ndarray = column(np.float64, "people", len(NEEDS))
    served_volunteer: np.ndarray = column(np.float64, "people", len(NEEDS))
    lapsed: np.ndarray = column(np.float64, "people whose patience ran out", len(NEEDS))
    withdrawn: np.ndarray = column(np.float64, "people who moved out waiting", len(NEEDS))
    reported: np.ndarray = column(np.float64, "people whom reports call served")
    quality: np.ndarray = column(np.float64, "quality x people served", len(NEEDS))
    waited: np.ndarray = column(np.float64, "months x people served", len(NEEDS))
    staff: np.ndarray = column(np.float64, "committee staff")
    staff_exits: np.ndarray = column(np.float64, "committee staff who left")
    graduate_exits: np.ndarray = column(np.float64, "graduates who left")
    burnout: np.ndarray = column(np.float64, "burnout x staff")
    professional: np.ndarray = column(np.float64, "professional skill x staff")
    local_ties: np.ndarray = column(np.float64, "local ties x staff")
    tenure: np.ndarray = column(np.float64, "months in office x staff")
    seconded: np.ndarray = column(np.float64, "staff seconded")
    organizations_registered: np.ndarray = column(np.float64, "organizations not closed")
    organizations_active: np.ndarray = column(np.float64, "organizations")
    organization_leaders: np.ndarray = column(np.float64, "people who lead one or more")
    organizations_inactive: np.ndarray = column(np.float64, "organizations")
    organizations_dormant: np.ndarray = column(np.float64, "organizations")
    organizations_founded: np.ndarray = column(np.float64, "organizations this month")
    organizations_closed: np.ndarray = column(np.float64, "organizations this month")
    organizations_insolvent: np.ndarray = column(np.float64, "closed for want of cash this month")
    income_government_yuan: np.ndarray = column(np.float64, "yuan organizations received")
    income_other_yuan: np.ndarray = column(np.float64, "yuan organizations received")
    acts: np.ndarray = column(np.float64, "people who acted, by channel", len(CHANNELS))
    meetings: np.ndarray = column(np.float64, "meetings held")
    issues_settled: np.ndarray = column(np.float64, "people whose hot issue was settled")
    floor_space: np.ndarray = column(np.float64, "square meters of public building")
    idle_space: np.ndarray = column(np.float64, "square meters of it out of operation")
    voters: np.ndarray = column(np.float64, "people who voted in the last election")
    eligible: np.ndarray = column(np.float64, "people who could have")
    effort_people: np.ndarray = column(np.float64, "people by class of effort", EFFORT_BINS)
    effort_hours: np.ndarray = column(np.float64, "their hours a year", EFFORT_BINS)


@dataclass(slots=True)
class Cells(Tally):
    """Sums over the residents of one community and group: weight x value."""

    weight: np.ndarray = column(np.float64, "people")
    belonging: np.ndarray = column(np.float64, "sum")
    belonging_high: np.ndarray = column(np.float64, "people above one half")
    membership: np.ndarray = column(np.float64, "sum")
    influence: np.ndarray = column(np.float64, "sum")
    fulfilment: np.ndarray = column(np.float64, "sum")
    connection: np.ndarray = column(np.float64, "sum")
    trust: np.ndarray = column(np.float64, "sum")
    satisfaction: np.ndarray = column(np.float64, "sum")
    efficacy: np.ndarray = column(np.float64, "sum")
    grievance: np.ndarray = column(np.float64, "sum")
    awareness: np.ndarray = column(np.float64, "sum")
    knows_director: np.ndarray = column(np.float64, "people")
    known_neighbors: np.ndarray = column(np.float64, "sum")
    participation: np.ndarray = column(np.float64, "people who took part in the last 12 months")
    recreation: np.ndarray = column(np.float64, "people, last 12 months")
    deliberation: np.ndarray = column(np.float64, "people, last 12 months")
    volunteering: np.ndarray = column(np.float64, "people, last 12 months")
    complaint: np.ndarray = column(np.float64, "people, last 12 months")
    anything: np.ndarray = column(np.float64, "people who took part or complained")
    alone: np.ndarray = column(np.float64, "people who only complained")
    effort: np.ndarray = column(np.float64, "hours a year of volunteering and meetings")
    waiting: np.ndarray = column(np.float64, "open needs")
