"""Perverse effects on residents (U7, U14-U16, U19-U21)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.county import load_county
from sim.patterns.perverse import perverse
from sim.patterns.perverse_institutions import flow
from sim.patterns.study import SETTLED, Study, scenario_with
from sim.population import build_world
from sim.scenario import Scenario
from sim.simulation import step
from sim.tables import FLOWS
from sim.vocabulary import DELIBERATION, RESETTLEMENT

LOUD = {"intensity": 1.0, "campaign_hours": 0, "activities": 0}


@perverse(
    "U7", "Publicity without delivery lowers trust", "promises are held against what one knows",
    "S115, S117; contested S95", "trust lost against a campaign that promises what there is",
    "promises", policies={"publicity": {**LOUD, "promise": 0.95}},
)  # fmt: skip
def _broken_promises(study: Study, scenario: Scenario, seed: int) -> float:
    honest = study.series(scenario_with({"publicity": {**LOUD, "promise": 0.55}}), seed)
    return float((honest["trust"] - study.series(scenario, seed)["trust"])[-12:].mean())


OPEN = {"assemblies": 6, "consultations": 4, "invitations": 0.1, "decisive": 0.0}


@perverse(
    "U14", "The settled are heard first", "replies go to registered owners", "S49, S59",
    "sense of being heard of settled owners who spoke lately, beyond that of others who did",
    "capture", policies={"self_governance": OPEN},
)  # fmt: skip
def _captured(study: Study, scenario: Scenario, seed: int) -> float:
    world = study.world_after(scenario, seed)
    residents = world.residents
    spoke = residents.last_act[:, DELIBERATION] >= world.month - 6
    settled = residents.hukou & residents.owner
    heard = [residents.efficacy[spoke & group].mean() for group in (settled, ~settled)]
    return float(heard[0] - heard[1])


NO_REPLY = {"hearings": 0, "consultations": 0, "reply_hours": 0, "invitations": 0.8}


@perverse(
    "U15", "Meetings tire", "who spoke lately has had his say, and replies run out", "S112",
    "share of attendance a meeting lost when there are twelve a year instead of one more",
    "fatigue", policies={"self_governance": {**NO_REPLY, "assemblies": 12}},
    assumptions={"participation.on_recent": 1.2},
)  # fmt: skip
def _tired(study: Study, scenario: Scenario, seed: int) -> float:
    few = scenario_with({"self_governance": {**NO_REPLY, "assemblies": 1}})
    return 1.0 - _attendance(study, scenario, seed) / _attendance(study, few, seed)


def _attendance(study: Study, scenario: Scenario, seed: int) -> float:
    """People who speak at a meeting, over the last four years."""
    record = study.record(scenario, seed)
    spoke = record.flows[-48:, :, FLOWS["acts"]][:, :, DELIBERATION].sum()
    return float(spoke / flow(record, "meetings")[-48:].sum())


@perverse(
    "U16", "The pilot illusion", "effort in pilots that cannot be kept up", "S122",
    "service quality gained in pilots beyond what the same policy gives them everywhere",
    "pilot_effort",
    policies={"staff_training": {
        "hours": 0, "study_visits": 0, "experts": 0, "graduates": 0, "assistants": 100,
    }},
    assumptions={"mechanisms.displacement": 0.0},
    settings={"rollout": {"pilots": 12, "effort": 2.0, "months": 12, "supervised": 24}},
)  # fmt: skip
def _illusion(study: Study, scenario: Scenario, seed: int) -> float:
    everywhere = scenario.model_copy(update={"rollout": None})
    quality, plain = (
        study.communities(each, seed)["service_quality"] for each in (scenario, everywhere)
    )
    hours = study.record(scenario, seed).flows[:12, :, FLOWS["assistant_hours"]]
    pilots = hours.sum(axis=(0, 2)) > 0.0
    return float((quality - plain)[:12, pilots].mean())


@perverse(
    "U19", "The petition loop", "complaints make stability work", "no source",
    "hours of government work added, a community and month", "petition_loop",
    policies={"publicity": LOUD},
)  # fmt: skip
def _petition_loop(study: Study, scenario: Scenario, seed: int) -> float:
    handed = [
        flow(study.record(each, seed), "handed_down_hours")[-12:].mean()
        for each in (scenario, scenario_with())
    ]
    return float((handed[0] - handed[1]) / len(study.settled(seed).communities))


@perverse(
    "U20", "Strong ties, wrong sign", "close groups of resettled villagers spread grievance",
    "S41", "grievance of resettlement communities moved whole, beyond that of scattered ones",
    "grievance_spread",
    assumptions={
        "signs.resettlement": -1.0, "grievance.expropriation": 0.5, "grievance.spread": 0.04,
    },
)  # fmt: skip
def _wrong_sign(study: Study, scenario: Scenario, seed: int) -> float:  # noqa: ARG001
    return _grievance(study, 1.0, seed) - _grievance(study, 0.0, seed)


def _grievance(study: Study, transplant: float, seed: int) -> float:
    county = load_county("illustrative")
    moved = np.where(county.kind == RESETTLEMENT, transplant, county.transplant)
    world = build_world(replace(county, transplant=moved), 5040, study.assumptions, seed)
    for _ in range(SETTLED + 24):
        step(world)
    there = world.communities.kind[world.residents.community] == RESETTLEMENT
    return float(world.residents.grievance[there].mean())


@perverse(
    "U21", "Rewards provoke", "rewards replace motives of one's own", "Kitts 2006; S105",
    "volunteering lost against no policy", "reward_crowding",
    policies={"publicity": {**LOUD, "intensity": 0.0, "reward_yuan": 60}},
)  # fmt: skip
def _provoked(study: Study, scenario: Scenario, seed: int) -> float:
    return float(-study.effect(scenario, "volunteering", seed)[-12:].mean())
