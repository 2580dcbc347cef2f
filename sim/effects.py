"""What a policy may do to the world: additive channels, costs included.

Policies speak first in a month and only through these columns, so their order cannot
matter; mechanisms apply them. Every channel is zero without policy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain

import numpy as np

from sim.money import LINES
from sim.table import Tally, column
from sim.vocabulary import DELAYS, DOERS, DOMAINS, ITEMS, ORGANIZATION_KINDS, TIERS


@dataclass(slots=True)
class Effects(Tally):
    """One row per community."""

    moved: np.ndarray = column(
        np.float64, "share of government items moved out, by type and doer", len(ITEMS), len(DOERS)
    )
    entry_control: np.ndarray = column(np.float64, "0 to 1, of new items at the door")
    appraisal_weight: np.ndarray = column(np.float64, "0 to 1, of residents in the assessment")
    asset_ban: np.ndarray = column(np.float64, "0 to 1, on paying administration from assets")
    purchase_hours: np.ndarray = column(
        np.float64, "hours a month bought by kind of organization", len(ORGANIZATION_KINDS)
    )
    purchase_yuan: np.ndarray = column(
        np.float64, "yuan a month for them, by kind and months of delay",
        len(ORGANIZATION_KINDS), DELAYS,
    )  # fmt: skip
    seed_grants: np.ndarray = column(np.float64, "grants a month, expected")
    seed_grant_yuan: np.ndarray = column(np.float64, "yuan a month for grants, expected")
    incubation: np.ndarray = column(np.float64, "0 to 1")
    quality_gate: np.ndarray = column(np.float64, "0 to 1, of applicants for grants")
    cleanup: np.ndarray = column(np.float64, "share of dormant organizations closed a month")
    class_hours: np.ndarray = column(np.float64, "training hours a month and worker")
    visit_hours: np.ndarray = column(np.float64, "study-visit hours a month and worker")
    expert_days: np.ndarray = column(np.float64, "days of expert advice a month")
    assistant_hours: np.ndarray = column(np.float64, "hours a month of volunteer assistants")
    graduates: np.ndarray = column(np.float64, "graduates to be in place")
    posts: np.ndarray = column(np.float64, "public-welfare posts to be in place")
    pay_supplement: np.ndarray = column(np.float64, "share of pay")
    policy_hours: np.ndarray = column(np.float64, "committee hours a month the policies take")
    borrowed_hours: np.ndarray = column(np.float64, "hours a month lent by other communities")
    openness: np.ndarray = column(np.float64, "0 to 1, of the affairs that were closed")
    meetings: np.ndarray = column(np.float64, "meetings a year beyond the usual")
    hearings: np.ndarray = column(np.float64, "hearings among them, a year")
    decisive_hearings: np.ndarray = column(np.float64, "hearings that may change the decision")
    consultations: np.ndarray = column(np.float64, "consultations among them, a year")
    invitations: np.ndarray = column(np.float64, "0 to 1, residents asked to each meeting")
    reply_hours: np.ndarray = column(np.float64, "hours a month kept for replies")
    owners_committees: np.ndarray = column(np.float64, "0 to 1, of estates that get one")
    covenant: np.ndarray = column(np.float64, "0 to 1")
    activities: np.ndarray = column(np.float64, "community events a month")
    publicity: np.ndarray = column(np.float64, "0 to 1, intensity")
    promise: np.ndarray = column(np.float64, "intensity x service quality promised")
    reward_yuan: np.ndarray = column(np.float64, "yuan an act of volunteering")
    issue_hours: np.ndarray = column(np.float64, "hours a month for hot issues")
    issue_yuan: np.ndarray = column(np.float64, "yuan a month for hot issues")
    forms_replaced: np.ndarray = column(np.float64, "0 to 1, of statistics and forms")
    forms_added: np.ndarray = column(np.float64, "new systems to fill in")
    data_sharing: np.ndarray = column(np.float64, "0 to 1, between departments")
    online: np.ndarray = column(np.float64, "0 to 1, certificates handled online")
    grid_workers: np.ndarray = column(np.float64, "grid workers to be in place, beyond the posts")
    grid_rounds: np.ndarray = column(
        np.float64, "0 to 1, of grid workers' time, more of it on rounds"
    )
    grid_reporting: np.ndarray = column(np.float64, "more reporting by each, as a factor")
    building_m2: np.ndarray = column(
        np.float64, "square meters begun, by tier and domain", len(TIERS), len(DOMAINS)
    )
    operation: np.ndarray = column(np.float64, "0 to 1, of the running cost of new buildings")
    cost_yuan: np.ndarray = column(np.float64, "yuan a month by line", len(LINES))

    def scaled(self, share: float) -> Effects:
        """What is delivered when only ``share`` of it is paid for."""
        other = self.copy()
        other.buffer *= share
        return other

    def add(self, other: Effects) -> None:
        """Add another policy's effects, channel by channel."""
        self.buffer += other.buffer

    def total_yuan(self) -> float:
        """Yuan a month that full delivery costs (summed exactly, so the same everywhere)."""
        parts = (self.cost_yuan, self.purchase_yuan, self.seed_grant_yuan)
        return math.fsum(chain.from_iterable(part.ravel().tolist() for part in parts))
