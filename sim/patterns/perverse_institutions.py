"""Perverse effects in committees, organizations and government (U1-U6, U8-U13, U17, U18, U22)."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.money import FEN, LINE
from sim.patterns.perverse import perverse
from sim.patterns.study import Study, live, scenario_with
from sim.scenario import Scenario
from sim.simulation import Record
from sim.state import World
from sim.tables import FLOWS
from sim.vocabulary import CLOSED, GRADUATE, GRID_WORKER

FUNDED: dict[str, dict[str, Any]] = {
    "task_offloading": {
        "scale": 1.5,
        "items": {"statistics": {"share": 0.7, "to": "organization"}},
    },
    "organization_cultivation": {"purchase": {"statistics": 6.0, "elder_care": 8.0}},
}
UNFUNDED: dict[str, dict[str, Any]] = {
    "task_offloading": {**FUNDED["task_offloading"], "price_cover": 0.6, "payment_delay": 6},
    "organization_cultivation": {
        **FUNDED["organization_cultivation"], "price_cover": 0.6, "payment_delay": 6,
    },
}  # fmt: skip


def flow(record: Record, name: str) -> np.ndarray:
    """One flow of the whole county, by month [T]."""
    return np.asarray(record.flows[:, :, FLOWS[name]].sum(axis=(1, 2)))


@perverse(
    "U1", "Unfunded offloading breaks organizations",
    "work is transferred below its cost and paid late", "report III(1); S63, S64, S129",
    "organizations closed for want of cash, more than when paid in full and on time",
    "insolvency", policies=UNFUNDED,
)  # fmt: skip
def _unfunded(study: Study, scenario: Scenario, seed: int) -> float:
    paid = study.record(scenario_with(FUNDED), seed)
    broken = flow(study.record(scenario, seed), "organizations_insolvent")
    return float(broken.sum() - flow(paid, "organizations_insolvent").sum())


@perverse(
    "U2", "Collective assets quietly pay for administration", "overflow is shifted to assets",
    "report III(1)", "yuan a resident and year from assets without the ban, less with it",
    "cost_shifting", policies={"task_offloading": {"ban_on_assets": False, "price_cover": 0.0}},
)  # fmt: skip
def _from_assets(study: Study, scenario: Scenario, seed: int) -> float:
    banned = scenario_with({"task_offloading": {"ban_on_assets": True, "price_cover": 0.0}})
    spent = [_paid_from_assets(study.record(each, seed)) for each in (scenario, banned)]
    people = study.settled(seed).communities.population.sum()
    return float((spent[0] - spent[1]) / people / 5.0)


def _paid_from_assets(record: Record) -> float:
    return float(record.ledger[:, LINE["administration_from_assets"]].sum() / FEN)


HASTE = {
    "organization_cultivation": {
        "seed_grants_per_year": 60, "quality_gate": 0.0, "incubation": 0.0, "cleanup": 0.0,
    }
}  # fmt: skip


@perverse(
    "U3", "Shell organizations", "grants keyed to registration draw founders who mean to do little",
    "S74-S76, S24", "active share of organizations, lost against no policy", "shells",
    policies=HASTE,
)  # fmt: skip
def _shells(study: Study, scenario: Scenario, seed: int) -> float:
    shares = []
    for series in (study.baseline(seed), study.series(scenario, seed)):
        active = series["organizations_active"] / series["organizations_registered"]
        shares.append(active[-12:].mean())
    return float(shares[0] - shares[1])


@perverse(
    "U4", "Grant-chasing elites", "the same leaders found again", "S76",
    "organizations beyond one for each leader", "repeat_founders", policies=HASTE,
)  # fmt: skip
def _elites(study: Study, scenario: Scenario, seed: int) -> float:
    series = study.series(scenario, seed)
    led = series["organizations_registered"] / series["organization_leaders"]
    return float(led[-12:].mean() - 1.0)


@perverse(
    "U5", "Talent leaks", "graduates are called up and hired away", "S121, S11, S13",
    "yearly exits of graduates, beyond those of colleagues", "talent_leak",
    policies={"staff_training": {"graduates": 2.0}},
)  # fmt: skip
def _leak(study: Study, scenario: Scenario, seed: int) -> float:
    record, world = study.record(scenario, seed), study.settled(seed).copy()
    graduates = 0.0
    for _ in live(world, scenario):
        graduates += float((world.staff.active & (world.staff.kind == GRADUATE)).sum())
    left, all_left = flow(record, "graduate_exits").sum(), flow(record, "staff_exits").sum()
    others = flow(record, "staff").sum() - graduates
    return float(12.0 * (left / graduates - (all_left - left) / others))


@perverse(
    "U6", "Training without use is lost", "unused skill decays", "S89, S90",
    "share of the gain of those who stayed that is gone 18 months after the last class",
    "skill_decay",
    policies={"staff_training": {"hours": 80, "graduates": 0.0, "experts": 0.0, "months": 12}},
)  # fmt: skip
def _lost(study: Study, scenario: Scenario, seed: int) -> float:
    trained, plain = _skills(study, scenario, seed), _skills(study, scenario_with(), seed)
    stayed = sorted(set.intersection(*(set(skills) for skills in (*trained, *plain))))
    gains = [
        np.mean([after[who] - without[who] for who in stayed])
        for after, without in zip(trained, plain, strict=True)
    ]
    return float(1.0 - gains[1] / gains[0])


def _skills(study: Study, scenario: Scenario, seed: int) -> list[dict[int, float]]:
    """Skill of committee staff by identity, after 12 and after 30 months."""
    world = study.settled(seed).copy()
    found = []
    for month in live(world, scenario):
        if month in (11, 29):
            found.append(_skill_by_identity(world))
    return found


def _skill_by_identity(world: World) -> dict[int, float]:
    staff = world.staff
    here = staff.active & (staff.kind != GRID_WORKER)
    return dict(zip(staff.identity[here].tolist(), staff.professional[here].tolist(), strict=True))


@perverse(
    "U8", "Formalism", "what leaves traces is measured", "S62, S102, S115",
    "needs reported as met beyond those met", "formalism",
)  # fmt: skip
def _formalism(study: Study, scenario: Scenario, seed: int) -> float:
    series = study.series(scenario, seed)
    return float((series["reported_quality"] - series["served_share"])[-12:].mean())


@perverse(
    "U9", "Relief rebounds", "departments refill the space", "S7",
    "share of the relief gone in the fifth year", "rebound",
    policies={"task_offloading": {
        "scale": 1.5, "entry_control": 0.0, "items": {"statistics": {"to": "post"}},
    }},
)  # fmt: skip
def _rebound(study: Study, scenario: Scenario, seed: int) -> float:
    effect = study.effect(scenario, "admin_item_share", seed)
    return float(1.0 - effect[48:60].mean() / effect[1:7].mean())


@perverse(
    "U10", "A system more, forms more", "systems and grids add what they do not replace",
    "S97, S102", "hours of government work added, a community and month", "form_creep",
    policies={
        "information_platform": {
            "forms_replaced": 0.0, "data_sharing": 0.0, "online": 0.0, "forms_added": 2.0,
        },
        "grid_management": {"staffed": 0.0, "rounds": 0.0, "reporting": 2.0},
    },
)  # fmt: skip
def _more_forms(study: Study, scenario: Scenario, seed: int) -> float:
    handed = [
        flow(study.record(each, seed), "handed_down_hours")[-12:].mean()
        for each in (scenario, scenario_with())
    ]
    return float((handed[0] - handed[1]) / len(study.settled(seed).communities))


BOUGHT = {"purchase": {"elder_care": 14.0, "mediation": 7.0, "special_support": 7.0}}


@perverse(
    "U11", "The fiscal cliff", "organizations live on government money", "S63, S83, S81",
    "organizations broke in 18 months after the money ends, more than if it went on", "insolvency",
    policies={"organization_cultivation": {**BOUGHT, "months": 36}},
)  # fmt: skip
def _cliff(study: Study, scenario: Scenario, seed: int) -> float:
    going_on = scenario_with({"organization_cultivation": BOUGHT})
    closed = [
        flow(study.record(each, seed), "organizations_insolvent")[36:54].sum()
        for each in (scenario, going_on)
    ]
    return float(closed[0] - closed[1])


@perverse(
    "U12", "Paid provision crowds volunteers out", "members of dependent organizations stay away",
    "S60, S77, S105; contested S78, S79", "members who help in the least dependent, less the most",
    "crowding_out", policies={"organization_cultivation": BOUGHT},
)  # fmt: skip
def _crowded(study: Study, scenario: Scenario, seed: int) -> float:
    table = study.world_after(scenario, seed).organizations
    own = (table.status != CLOSED) & (table.volunteers > 0.0)
    free, bound = own & (table.dependence < 0.45), own & (table.dependence > 0.8)
    if not (free.any() and bound.any()):
        return 0.0
    return float(table.volunteers[free].mean() - table.volunteers[bound].mean())


@perverse(
    "U13", "Organizations become administrative", "contract conditions bind their hours", "S130",
    "share of their hours that conditions bind", "contract_conditions",
    policies={"organization_cultivation": BOUGHT},
)  # fmt: skip
def _bound(study: Study, scenario: Scenario, seed: int) -> float:
    return float(1.0 - study.series(scenario, seed)["organization_autonomy"][-12:].mean())


@perverse(
    "U17", "Pilots draw attention from the others", "staff are lent to the pilots", "S122",
    "service quality lost outside the pilots in their first year", "displacement",
    policies={"self_governance": {"meeting_hours": 4, "reply_hours": 0}},
    settings={"rollout": {"pilots": 4, "effort": 2.0, "months": 24}},
)  # fmt: skip
def _displaced(study: Study, scenario: Scenario, seed: int) -> float:
    with_pilots = study.communities(scenario, seed)
    without = study.communities(scenario_with(), seed)
    outside = with_pilots["meetings"][:12].sum(axis=0) == without["meetings"][:12].sum(axis=0)
    lost = without["service_quality"] - with_pilots["service_quality"]
    return float(lost[:12, outside].mean())


@perverse(
    "U18", "Buildings without operation stand idle", "capital comes without running money", "S114",
    "share of the new floor space that is idle", "idleness",
    policies={"facilities": {"operation": 0.0}},
)  # fmt: skip
def _idle(study: Study, scenario: Scenario, seed: int) -> float:
    record = study.record(scenario, seed)
    floor, idle = flow(record, "floor_space"), flow(record, "idle_space")
    return float(idle[-1] / (floor[-1] - floor[0]))


@perverse(
    "U22", "Clarifying boundaries as abdication", "posts are withdrawn with the tasks",
    "timing; no source", "service quality lost in the first year", "abdication",
    policies={
        "task_offloading": {"scale": 1.5},
        "organization_cultivation": {**BOUGHT, "incubation": 1.0},
    },
)  # fmt: skip
def _valley(study: Study, scenario: Scenario, seed: int) -> float:
    return float(-study.effect(scenario, "service_quality", seed)[3:12].mean())
