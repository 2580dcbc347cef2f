"""Settings that relations start from: policies without what is asked about."""

from __future__ import annotations

from sim.state import World

OFFLOADING = "policies.task_offloading"
CULTIVATION = "policies.organization_cultivation"
TRAINING = "policies.staff_training"
NO_TRAINING = {
    "hours": 0, "study_visits": 0, "experts": 0, "graduates": 0, "assistants": 0, "posts": 0,
}  # fmt: skip
NO_CULTIVATION = {"seed_grants_per_year": 0, "incubation": 0.0, "purchase": {
    "elder_care": 0, "mediation": 0, "special_support": 0, "culture_sport": 0}}  # fmt: skip
FAST_GRANTS = {CULTIVATION: {"seed_grants_per_year": 100, "quality_gate": 0.0, "cleanup": 0.0}}
SLOW_GRANTS = {CULTIVATION: {"seed_grants_per_year": 10, "quality_gate": 0.0, "cleanup": 0.0}}
SELF_GOVERNANCE = "policies.self_governance"
PUBLICITY = "policies.publicity"
HOT_ISSUES = "policies.hot_issue_resolution"
FACILITIES = "policies.facilities"
PLATFORM = "policies.information_platform"
GRIDS = "policies.grid_management"
NO_MEETINGS = {
    "assemblies": 0, "hearings": 0, "consultations": 0, "openness": 0.0, "appraisal": 0.0,
    "owners_committees": 0.0, "covenant": 0.0, "reply_hours": 0, "invitations": 0.0,
    "fund_yuan": 0,
}  # fmt: skip
MANY_SITES = {"community": {"sites": 12, "adequate": 2.0, "cover": 1.0}}
SILENT = {"intensity": 0.0, "activities": 0}


def fewer_staff(world: World) -> None:
    """Every second worker is gone, and the posts with them."""
    world.staff.active[::2] = False
    world.communities.established_posts[:] //= 2
    world.assumptions["staff"]["hire_rate"] = 0.0
