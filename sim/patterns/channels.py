"""Patterns of channels and attitudes: voice and reply, publicity, habit, platforms, places."""

from __future__ import annotations

import numpy as np

from sim.patterns.declared import Claim, Finding, pattern
from sim.patterns.study import Estimate, Study, scenario_with
from sim.scenario import Scenario
from sim.tables import FLOWS
from sim.vocabulary import RECREATION

ONLY_MEETINGS = {
    "openness": 0, "appraisal": 0, "owners_committees": 0, "covenant": 0, "fund_yuan": 0,
    "assemblies": 6, "consultations": 6, "hearings": 0, "invitations": 0.3,
}  # fmt: skip
ONLY_FORMS = {"data_sharing": 0, "online": 0}
MOBILIZED = 24
"""Months for which residents are mobilized."""


def _effect(study: Study, scenario: Scenario, key: str) -> Estimate:
    """Mean effect over the last year."""
    return study.each(lambda seed: study.effect(scenario, key, seed)[-12:].mean())


@pattern(
    "SF05", "Belonging can rise where participation falls", "S39, S40",
    "strong cultivation of organizations: belonging up, deliberation and turnout down", "held out",
    world="organizations_displace",
)  # fmt: skip
def _diverging(study: Study) -> Finding:
    levers = {"seed_grants_per_year": 30, "incubation": 1.0}
    served = scenario_with({"organization_cultivation": levers})
    participation = _effect(study, served, "participation")
    return Finding(
        (
            Claim("belonging", _effect(study, served, "belonging"), 0.0),
            Claim("deliberation", _effect(study, served, "deliberation"), high=0.0),
            Claim("election turnout", _effect(study, served, "election_turnout"), high=0.0),
        ),
        f"recreation and volunteering included, participation changes by {participation.mean:+.3f}",
    )


@pattern(
    "SF17", "A platform relieves only if it replaces forms", "S98-S102",
    "overload falls when half the forms are replaced and rises when two systems are added",
    "structural",
)  # fmt: skip
def _replace_or_add(study: Study) -> Finding:
    replacing = {**ONLY_FORMS, "forms_replaced": 0.5, "forms_added": 0}
    adding = {**ONLY_FORMS, "forms_replaced": 0, "forms_added": 2}
    overload = [
        _effect(study, scenario_with({"information_platform": levers}), "overload")
        for levers in (replacing, adding)
    ]
    return Finding(
        (
            Claim("rho, replacing", overload[0], high=0.0),
            Claim("rho, adding", overload[1], 0.0),
        )
    )


@pattern(
    "SF20", "What was mobilized lasts in part", "S103, S104",
    "10-50 % of the added acts of recreation is left one to two years after two years of "
    "activities end",
    "held out",
)  # fmt: skip
def _habit_lasts(study: Study) -> Finding:
    campaign = {
        "intensity": 0, "activities": 36, "campaign_hours": 0, "activity_hours": 0,
        "months": MOBILIZED,
    }  # fmt: skip
    mobilized = scenario_with({"publicity": campaign})

    def left(seed: int) -> float:
        added = _acts(study, mobilized, seed) - _acts(study, scenario_with(), seed)
        later = added[MOBILIZED + 12 : MOBILIZED + 24].mean()
        return float(later / added[MOBILIZED - 12 : MOBILIZED].mean())

    return Finding((Claim("left", study.each(left), 0.1, 0.5),))


def _acts(study: Study, scenario: Scenario, seed: int) -> np.ndarray:
    """People who took part in recreation, by month."""
    acts = study.record(scenario, seed).flows[:, :, FLOWS["acts"]]
    return np.asarray(acts[:, :, RECREATION].sum(axis=1))


@pattern(
    "SF21", "Voice without reply costs trust; voice with reply gains it", "S115, S53",
    "twelve meetings a year more: trust and efficacy fall without hours for replies and rise "
    "with 40 hours a month",
    "structural", mandatory=True,
)  # fmt: skip
def _voice_and_reply(study: Study) -> Finding:
    silent, answered = (
        scenario_with({"self_governance": {**ONLY_MEETINGS, "reply_hours": hours}})
        for hours in (0, 40)
    )
    return Finding(
        (
            Claim("trust, no replies", _effect(study, silent, "trust"), high=0.0),
            Claim("efficacy, no replies", _effect(study, silent, "efficacy"), high=0.0),
            Claim("trust, replies", _effect(study, answered, "trust"), 0.0),
            Claim("efficacy, replies", _effect(study, answered, "efficacy"), 0.0),
        )
    )


@pattern(
    "SF22", "Publicity is believed only where performance bears it out", "S95, S117",
    "publicity gains more trust beside task offloading than alone; promising everything costs "
    "trust",
    "structural",
)  # fmt: skip
def _publicity_needs_performance(study: Study) -> Finding:
    def told(promise: float) -> dict[str, float]:
        return {"intensity": 1.0, "promise": promise, "activities": 0, "campaign_hours": 0}

    performance = {"task_offloading": {"entry_control": 1.0}}
    modest = scenario_with({"publicity": told(0.5)})
    both = scenario_with({"publicity": told(0.5), **performance})
    alone = _effect(study, modest, "trust")
    gained = _effect(study, both, "trust") - _effect(study, scenario_with(performance), "trust")
    boast = _effect(study, scenario_with({"publicity": told(1.0)}), "trust")
    return Finding(
        (
            Claim("trust from publicity, more with performance", gained - alone, 0.0),
            Claim("trust from promising everything", boast, high=0.0),
        ),
        f"promising half changes trust by {alone.mean:+.3f} alone, {gained.mean:+.3f} with "
        "performance",
    )


@pattern(
    "SF27", "Buildings serve without making residents act together", "S114",
    "many buildings and nothing else: quality rises, hours of meetings and volunteering change "
    "by less than 5 %",
    "held out", mandatory=True, world="no_social_influence",
)  # fmt: skip
def _places_alone(study: Study) -> Finding:
    domains = ["service_center", "culture", "sport", "welfare", "safety", "waste"]
    built = scenario_with(
        {
            "facilities": {
                "community": {"domains": domains, "sites": 24, "floor_space": 600, "cover": 1.0,
                              "adequate": 1.5},
                "township": {"domains": ["market", "health", "education", "culture"], "sites": 6,
                             "floor_space": 2000, "cover": 1.0, "adequate": 1.5},
                "county": {"sites": 0},
            }
        }
    )  # fmt: skip

    def effort(seed: int) -> float:
        change = study.effect(built, "effort_hours", seed)[-12:].mean()
        return float(change / study.baseline(seed)["effort_hours"][-12:].mean())

    return Finding(
        (
            Claim("quality", _effect(study, built, "service_quality"), 0.0),
            Claim("change of effort", study.each(effort), -0.05, 0.05),
        )
    )
