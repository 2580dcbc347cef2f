"""Patterns of social organizations: how they live, close, and stand in for committees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.patterns.declared import Claim, Finding, pattern
from sim.patterns.study import Estimate, Study, live, scenario_with
from sim.scenario import Scenario
from sim.simulation import act
from sim.state import World
from sim.tables import FLOWS, county_series
from sim.vocabulary import ACTIVE, CLOSED

STRONG = {
    "seed_grants_per_year": 14.5,
    "incubation": 1.0,
    "purchase": {"elder_care": 14, "mediation": 7, "special_support": 7, "culture_sport": 4},
}
"""Cultivation at about 20 yuan per resident and year."""
MANY = {"seed_grants_per_year": 100, "cleanup": 0.0, "quality_gate": 1.0}
"""So many organizations that closings can be counted."""
PAID_IN_FULL = {"seed_grants_per_year": 0, "incubation": 1.0, "price_cover": 1.0}
"""Contracts that cover their cost, so that only delay can break an organization."""
NOTHING_BOUGHT = {
    "incubation": 0.0,
    "purchase": {"elder_care": 0, "mediation": 0, "special_support": 0, "culture_sport": 0},
}
"""Cultivation by grants alone."""


def cultivated(levers: Mapping[str, Any]) -> Scenario:
    """The county with organizations cultivated and nothing else."""
    return scenario_with({"organization_cultivation": levers})


@pattern(
    "SF13", "Where organizations are scarce, a failing committee costs more", "seed",
    "half the committee's hours gone: a larger share of quality is lost, and grievance rises "
    "further, without organizations cultivated than with",
    "held out", mandatory=True,
)  # fmt: skip
def _scarcity_and_failure(study: Study) -> Finding:
    plenty, scarce = cultivated(STRONG), scenario_with()

    def cost(scenario: Scenario) -> tuple[Estimate, Estimate]:
        """The share of quality lost, and the grievance added, over the last two years."""
        without = [act(_half_there(study.settled(seed)), scenario) for seed in study.seeds]
        failing = dict(zip(study.seeds, map(county_series, without), strict=True))

        def change(key: str, seed: int) -> float:
            return float((failing[seed][key] - study.series(scenario, seed)[key])[-24:].mean())

        def share(seed: int) -> float:
            usual = study.series(scenario, seed)["service_quality"][-24:].mean()
            return float(-change("service_quality", seed) / usual)

        return study.each(share), study.each(lambda seed: change("grievance", seed))

    (lost, added), (less, fewer) = cost(scarce), cost(plenty)
    return Finding(
        (
            Claim("share of quality lost, less that with organizations", lost - less, 0.0),
            Claim("grievance added, less that with organizations", added - fewer, 0.0),
        ),
        f"{lost.mean:.0%} of quality is lost, {less.mean:.0%} with organizations",
    )


def _half_there(settled: World) -> World:
    """A settled county from now on with half the hours of every committee."""
    world = settled.copy()
    world.assumptions = world.assumptions.copy()
    world.assumptions[0].staff.month_hours *= 0.5
    return world


@pattern(
    "SF14", "Organizations live on government money", "S63, S64", "0.85-0.95 of income",
    "used to set parameters",
)  # fmt: skip
def _dependence(study: Study) -> Finding:
    dependence = study.last_year("government_dependence")
    return Finding((Claim("share of income", dependence, 0.85, 0.95),))


@pattern(
    "SF15", "The young close sooner", "S82, S84",
    "hazard before two years above that after, under cultivation with many grants",
    "used to set parameters",
)  # fmt: skip
def _young_close(study: Study) -> Finding:
    hazards = {seed: _hazards(study, seed) for seed in study.seeds}
    young = study.each(lambda seed: hazards[seed][0])
    old = study.each(lambda seed: hazards[seed][1])
    return Finding(
        (Claim("closings a year, young less old", young - old, 0.0),),
        f"{young.mean:.1%} a year when young, {old.mean:.1%} later",
    )


def _hazards(study: Study, seed: int) -> tuple[float, float]:
    """Yearly closings of working organizations before and after two years of age."""
    world = study.settled(seed).copy()
    table = world.organizations
    months, closed = np.zeros(2), np.zeros(2)
    before = table.copy()
    for _ in live(world, cultivated(MANY)):
        gone = (table.status == CLOSED) | (table.identity != before.identity)
        for group, aged in enumerate((before.age < 24.0, before.age >= 24.0)):
            at_risk = (before.status == ACTIVE) & aged
            months[group] += at_risk.sum()
            closed[group] += (at_risk & gone).sum()
        before = table.copy()
    young, old = 12.0 * closed / months
    return float(young), float(old)


@pattern(
    "SF23", "Late payment breaks organizations, more than in proportion", "S63, S64",
    "paid in full but late: more insolvencies at 3 months of delay than at none, and each month "
    "from 1 to 3 adds more than the first",
    "held out", mandatory=True,
)  # fmt: skip
def _delay_breaks(study: Study) -> Finding:
    def insolvencies(delay: int) -> Estimate:
        late = cultivated({**PAID_IN_FULL, "payment_delay": delay})
        broke = FLOWS["organizations_insolvent"]
        return study.each(lambda seed: study.record(late, seed).flows[:, :, broke].sum())

    none, one, three = (insolvencies(delay) for delay in (0, 1, 3))
    return Finding(
        (
            Claim("closed for want of cash, 3 months less none", three - none, 0.0),
            Claim("a month from 1 to 3 less the first", (three - one) * 0.5 - (one - none), 0.0),
        ),
        f"{none.mean:.1f}, {one.mean:.1f}, {three.mean:.1f} closed at 0, 1, 3 months",
    )


@pattern(
    "SF24", "Public money raises volunteer time, then lowers it", "S77-S80",
    "volunteer hours at 30 grants a year and 100,000 residents above those at none and at 200",
    "held out",
)  # fmt: skip
def _inverted_u(study: Study) -> Finding:
    def hours(grants: float) -> Estimate:
        scenario = cultivated({**NOTHING_BOUGHT, "seed_grants_per_year": grants})
        return study.each(lambda seed: study.series(scenario, seed)["volunteer_hours"][-12:].mean())

    none, some, many = hours(0.0), hours(30.0), hours(200.0)
    return Finding(
        (
            Claim("hours a month at 30 less at none", some - none, 0.0),
            Claim("hours a month at 30 less at 200", some - many, 0.0),
        ),
        f"{none.mean:.0f}, {some.mean:.0f} and {many.mean:.0f} hours a month",
    )


@pattern(
    "SF25", "The faster organizations are cultivated, the fewer of them are active",
    "S74, S24, S76",
    "60 grants a year and 100,000 residents against 10: more registered, lower active share",
    "held out", mandatory=True,
)  # fmt: skip
def _speed_and_dormancy(study: Study) -> Finding:
    slow, fast = (cultivated({"seed_grants_per_year": grants}) for grants in (10, 60))

    def registered(scenario: Scenario, seed: int) -> np.ndarray:
        return study.series(scenario, seed)["organizations_registered"][-12:]

    def active(scenario: Scenario, seed: int) -> float:
        working = study.series(scenario, seed)["organizations_active"][-12:]
        return float((working / registered(scenario, seed)).mean())

    return Finding(
        (
            Claim(
                "more registered",
                study.each(lambda s: registered(fast, s).mean() - registered(slow, s).mean()),
                0.0,
            ),
            Claim(
                "active share, fast less slow",
                study.each(lambda s: active(fast, s) - active(slow, s)),
                high=0.0,
            ),
        )
    )
