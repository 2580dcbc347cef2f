"""Patterns of organizations, and first-order effects of the three core policies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from sim.assumptions import Assumptions, namespace
from sim.county import load_county
from sim.package import Package
from sim.patterns.declared import (
    SEEDS,
    SETTLED,
    Finding,
    baseline,
    last_year,
    pattern,
    scenario_with,
    series_of,
    settled,
    within,
)
from sim.rules.staffing import next_professional
from sim.scenario import with_settings
from sim.simulation import Record, act, step
from sim.state import World
from sim.tables import FLOWS
from sim.vocabulary import ACTIVE, CLOSED, GRADUATE


@pattern(
    "SF14", "Organizations live on government money", "S63, S64", "0.85-0.95 of income",
    "used to set parameters",
)  # fmt: skip
def _dependence() -> Finding:
    return within(last_year("government_dependence"), 0.85, 0.95, "{:.2f} of income")


@pattern(
    "SF15", "The young close sooner", "S82, S84", "hazard before two years above that after",
    "used to set parameters",
)  # fmt: skip
def _young_close() -> Finding:
    events = np.zeros((2, 2))
    for seed in SEEDS:
        for young, closed in _organization_months(seed):
            events[int(young)] += (1.0, closed)
    old, young = (12.0 * events[row, 1] / events[row, 0] for row in (0, 1))
    return Finding(f"{young:.1%} a year when young, {old:.1%} later", bool(young > old))


def _organization_months(seed: int) -> Iterator[tuple[bool, float]]:
    """(young, closed) of every organization in every month, under strong cultivation."""
    scenario = scenario_with(
        {
            "organization_cultivation": {
                "seed_grants_per_year": 30,
                "cleanup": 0.0,
                "quality_gate": 1.0,
            }
        }
    )
    world = settled(seed).copy()
    package = Package(
        scenario.policies.given(), profile=load_county("illustrative"), burn_in=SETTLED
    )
    package.begin(world)
    table = world.organizations
    for _ in range(scenario.months):
        status, age, identity = table.status.copy(), table.age.copy(), table.identity.copy()
        step(world, package)
        for row in np.flatnonzero(status == ACTIVE):
            gone = table.status[row] == CLOSED or table.identity[row] != identity[row]
            yield bool(age[row] < 24.0), float(gone)


@pattern(
    "SF16", "Relief falls at once and fills up again without entry control", "S4-S7",
    "admin share recovers at least 30 % of its fall in 3 years", "held out",
)  # fmt: skip
def _relief_rebounds() -> Finding:
    open_door = scenario_with({"task_offloading": {"entry_control": 0.0, "scale": 1.5}})
    falls, recovered = [], []
    for seed in SEEDS:
        effect = series_of(open_door, seed)["admin_share"] - baseline(seed)["admin_share"]
        fall = effect[:6].min()
        falls.append(fall)
        recovered.append(1.0 - effect[33:39].mean() / fall)
    fall, back = float(np.mean(falls)), float(np.mean(recovered))
    return Finding(f"{fall:+.2f} at once, {back:.0%} of it back after 3 years",
                   fall < 0.0 and back >= 0.3)  # fmt: skip


@pattern(
    "SF18", "Training fades without use", "S89, S90",
    "unused: at most 40 % of the gain left after 18 months; in the county it fades too",
    "used to set parameters",
)  # fmt: skip
def _training_fades() -> Finding:
    p = namespace(Assumptions()).staff
    skill = 0.6
    for _ in range(18):
        skill = next_professional.py_func(skill, 0.3, 0.0, 0.0, 0.0, 0.0, p)
    unused = (skill - 0.3) / 0.3
    once = scenario_with({"staff_training": {"hours": 60, "months": 12, "graduates": 0}})
    left = []
    for seed in SEEDS:
        effect = series_of(once, seed)["skill"] - baseline(seed)["skill"]
        left.append(effect[29] / effect[11])
    used = float(np.mean(left))
    return Finding(f"{unused:.0%} left unused, {used:.0%} left in the county",
                   unused <= 0.4 and used < 1.0)  # fmt: skip


@pattern(
    "SF19", "Graduates sent to communities do not stay", "S121",
    "16-44 % still there after three years", "used to set parameters",
)  # fmt: skip
def _graduates_leave() -> Finding:
    scenario = scenario_with({"staff_training": {"graduates": 2}})
    stayed = []
    for seed in SEEDS:
        world = settled(seed).copy()
        package = Package(
            scenario.policies.given(), profile=load_county("illustrative"), burn_in=SETTLED
        )
        package.begin(world)
        first: set[int] = set()
        for month in range(48):
            step(world, package)
            if month == 11:
                first = _graduates(world)
        stayed.append(len(first & _graduates(world)) / len(first))
    return within(float(np.mean(stayed)), 0.16, 0.44, "{:.0%}")


def _graduates(world: World) -> set[int]:
    staff = world.staff
    return set(staff.identity[staff.active & staff.placed & (staff.kind == GRADUATE)].tolist())


@pattern(
    "SF23", "Late payment breaks organizations, more than in proportion", "S63, S64",
    "insolvencies never fall with the delay, and rise faster beyond two months", "held out",
)  # fmt: skip
def _delay_breaks() -> Finding:
    base = scenario_with(
        {"organization_cultivation": {"seed_grants_per_year": 0, "incubation": 1.0}}
    )
    broke = []
    for delay in (0, 1, 2, 3, 4, 6):
        late = with_settings(base, {"policies.organization_cultivation.payment_delay": delay})
        records = [act(settled(seed).copy(), late) for seed in SEEDS]
        broke.append(float(np.mean([_insolvencies(record) for record in records])))
    rising = all(later >= sooner for sooner, later in pairwise(broke))
    bent = broke[3] - broke[2] > 2.0 * (broke[1] - broke[0])
    listed = ", ".join(f"{number:.1f}" for number in broke)
    return Finding(f"{listed} closed for want of cash at 0, 1, 2, 3, 4, 6 months",
                   rising and bent and broke[-1] > broke[0])  # fmt: skip


def _insolvencies(record: Record) -> float:
    return float(record.flows[:, :, FLOWS["organizations_insolvent"]].sum())
