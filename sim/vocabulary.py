"""The words of the model with their codes, and how wide its tables are.

A code is a word's place in its tuple; columns hold codes, people see words.
"""

from __future__ import annotations

NEEDS = ("certificates", "elder_care", "dispute", "special_support", "environment", "culture_sport")
ITEMS = ("inspections", "social_security", "statistics", "stability", "land", "health")
DOERS = ("organization", "post", "department", "cancelled")
STAFF_KINDS = ("cadre", "elected", "graduate", "social_worker", "post", "grid_worker")
ORGANIZATION_KINDS = (
    "elder_care",
    "mediation",
    "special_support",
    "culture_sport",
    "volunteer",
    "statistics",
)
CHANNELS = ("recreation", "election", "deliberation", "volunteering", "complaint")
ORIGINS = ("established", "resettled", "migrant", "villager")
AGE_BANDS = ("18-29", "30-44", "45-59", "60+")
COMMUNITY_KINDS = ("established", "resettlement", "mixed_new", "village")
AREAS = ("development_zone", "north_city", "other")
COMMITTEE_KINDS = ("residents", "villagers")
DOMAINS = (
    "culture",
    "sport",
    "education",
    "health",
    "welfare",
    "safety",
    "market",
    "waste",
    "service_center",
)
TIERS = ("community", "township", "county")
PROPERTY_KINDS = ("none", "subsidized", "company")
ORGANIZATION_STATUS = ("closed", "active", "inactive", "dormant")

CERTIFICATES, ELDER_CARE, DISPUTE, SPECIAL_SUPPORT, ENVIRONMENT, CULTURE_SPORT = range(len(NEEDS))
INSPECTIONS, SOCIAL_SECURITY, STATISTICS, STABILITY, LAND, HEALTH = range(len(ITEMS))
BY_ORGANIZATION, BY_POST, BY_DEPARTMENT, CANCELLED = range(len(DOERS))
CADRE, ELECTED, GRADUATE, SOCIAL_WORKER, POST, GRID_WORKER = range(len(STAFF_KINDS))
SERVED_BY_KIND = (ELDER_CARE, DISPUTE, SPECIAL_SUPPORT, CULTURE_SPORT, ENVIRONMENT)
"""The need each kind of organization serves; the sixth kind, clerks, serves committees."""
CLERKS = ORGANIZATION_KINDS.index("statistics")
VOLUNTEER_GROUP = ORGANIZATION_KINDS.index("volunteer")
RECREATION, ELECTION, DELIBERATION, VOLUNTEERING, COMPLAINT = range(len(CHANNELS))
ESTABLISHED, RESETTLED, MIGRANT, VILLAGER = range(len(ORIGINS))
OLD_TOWN, RESETTLEMENT, MIXED_NEW, VILLAGE = range(len(COMMUNITY_KINDS))
CLOSED, ACTIVE, INACTIVE, DORMANT = range(len(ORGANIZATION_STATUS))

TIES = 8
"""Widest circle of acquaintances a resident keeps (columns of ``residents.neighbors``)."""
COHORTS = 6
"""Months an open need can be told apart by age (columns of the queue)."""
STAFF_ROWS = 64
"""Staff rows each community owns."""
ORGANIZATION_ROWS = 24
"""Organization rows each community owns: founding stops when all are registered."""
DELAYS = 13
"""Months ahead a payment can fall due (0 is this month)."""
HOT_AGES = 6
"""Ages of hot issues told apart: quarters since a resident's grievance became one."""
EFFORT_BINS = 16
"""Classes of yearly civic effort, for its concentration."""
GROUPS = len(ORIGINS) * len(AGE_BANDS)
"""Resident groups inside a community: origin by age band."""
