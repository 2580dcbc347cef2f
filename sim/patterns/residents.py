"""Patterns of residents without policy: who belongs, who takes part, who knows whom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.county import load_county
from sim.patterns.declared import Claim, Finding, pattern
from sim.patterns.study import SETTLED, Study, scenario_with, took_part
from sim.population import build_world
from sim.simulation import step
from sim.state import World
from sim.vocabulary import DELIBERATION, ELECTION, OLD_TOWN, RESETTLEMENT

VOTED = 59
"""Months on at which a committee election lies less than a year back."""


@pattern(
    "SF04", "New communities of former villagers belong and take part less", "seed; S41, S42",
    "belonging's gap below -0.1 SD and narrower after intact transplant; participation's below 0",
    "held out", mandatory=True,
)  # fmt: skip
def _resettled_lag(study: Study) -> Finding:
    def belonging(seed: int) -> float:
        return _gap(study.years_on(seed), study.years_on(seed).residents.belonging)

    def participation(seed: int) -> float:
        return _gap(study.years_on(seed), took_part(study.years_on(seed)))

    def whole(seed: int) -> float:
        world = _transplanted(study, seed)
        return _gap(world, world.residents.belonging)

    gap = study.each(belonging)
    return Finding(
        (
            Claim("belonging, SD", gap, high=-0.1),
            Claim("participation, SD", study.each(participation), high=0.0),
            Claim("narrower when moved whole, SD", study.each(whole) - gap, 0.0),
        )
    )


def _gap(world: World, values: np.ndarray) -> float:
    """Resettlement less established communities, in standard deviations."""
    kind = world.communities.kind[world.residents.community]
    gap = values[kind == RESETTLEMENT].mean() - values[kind == OLD_TOWN].mean()
    return float(gap / values.std())


def _transplanted(study: Study, seed: int) -> World:
    """The county had every village been moved whole."""
    county = load_county("illustrative")
    whole = replace(county, transplant=np.where(county.kind == RESETTLEMENT, 1.0, 0.0))
    world = build_world(whole, scenario_with().residents, study.assumptions, seed)
    for _ in range(SETTLED + 48):
        step(world)
    return world


@pattern(
    "SF06", "Voting rises with age", "S49", "rank correlation over ten-year bands above 0.9",
    "used to set parameters", mandatory=True,
)  # fmt: skip
def _voting_by_age(study: Study) -> Finding:
    def shares(seed: int) -> np.ndarray:
        world = study.years_on(seed, VOTED)
        residents = world.residents
        voted = residents.last_act[:, ELECTION] >= world.month - 24
        band = np.minimum((residents.age - 18.0) // 10.0, 5).astype(int)
        return np.array([voted[residents.hukou & (band == b)].mean() for b in range(6)])

    def correlation(seed: int) -> float:
        ranks = np.argsort(np.argsort(shares(seed)))
        return float(np.corrcoef(ranks, np.arange(6))[0, 1])

    listed = np.mean([shares(seed) for seed in study.seeds], axis=0)
    return Finding(
        (Claim("rank correlation", study.each(correlation), 0.9),),
        f"{', '.join(f'{share:.0%}' for share in listed)} from 18-27 to 68+",
    )


@pattern(
    "SF07", "A minority of activists does most", "S59, S61",
    "Gini of effort above 0.6; the top tenth does at least half", "held out",
)  # fmt: skip
def _few_do_most(study: Study) -> Finding:
    def top_tenth(seed: int) -> float:
        effort = np.sort(study.years_on(seed).residents.effort)[::-1]
        return float(effort[: len(effort) // 10].sum() / effort.sum())

    return Finding(
        (
            Claim("Gini", study.last_year("effort_gini"), 0.6),
            Claim("top tenth's share", study.each(top_tenth), 0.5),
        )
    )


@pattern(
    "SF09", "Shallow ways of taking part are commoner than deep ones", "S52, S58, S62",
    "recreation > volunteering > deliberation in a year; voting > deliberation",
    "used to set parameters",
)  # fmt: skip
def _shallow_before_deep(study: Study) -> Finding:
    keys = ("recreation", "volunteering", "deliberation")
    play, help_, meet = (study.last_year(key) for key in keys)
    vote = study.last_year("election_turnout")
    return Finding(
        (
            Claim("recreation less volunteering", play - help_, 0.0),
            Claim("volunteering less deliberation", help_ - meet, 0.0),
            Claim("voting less deliberation", vote - meet, 0.0),
        ),
        f"voting, {vote.mean:.0%} an election, stands above recreation, {play.mean:.0%} a year, "
        "against the proposed order",
    )


@pattern(
    "SF10", "Most residents have little contact with the committee", "S48",
    "60-80 % do not know the director; some know fewer than three in ten neighbors",
    "used to set parameters",
)  # fmt: skip
def _little_contact(study: Study) -> Finding:
    strangers = (study.last_year("knows_director") - 1.0) * -1.0
    few = study.each(lambda seed: (study.years_on(seed).residents.known_neighbors < 0.3).mean())
    return Finding(
        (
            Claim("do not know the director", strangers, 0.6, 0.8),
            Claim("know few neighbors", few, 0.02),
        )
    )


@pattern(
    "SF11", "Belonging and participation go together, moderately", "S108, S109, S50",
    "correlation over residents 0.20-0.45", "held out", mandatory=True,
)  # fmt: skip
def _moderate_correlation(study: Study) -> Finding:
    def correlation(seed: int) -> float:
        world = study.years_on(seed)
        return float(np.corrcoef(world.residents.belonging, took_part(world))[0, 1])

    return Finding((Claim("correlation", study.each(correlation), 0.20, 0.45),))


@pattern(
    "SF12", "The community's trust predicts institutional participation as well as belonging",
    "S50",
    "over the full range, trust's slope on having deliberated in five years above belonging's, "
    "and belonging's above 0",
    "used to set parameters",
)  # fmt: skip
def _trust_predicts(study: Study) -> Finding:
    slopes = {seed: _slopes(study.years_on(seed, VOTED)) for seed in study.seeds}
    trust = study.each(lambda seed: slopes[seed][0])
    belonging = study.each(lambda seed: slopes[seed][1])
    return Finding(
        (
            Claim("trust's slope less belonging's", trust - belonging, 0.0),
            Claim("belonging's slope", belonging, 0.0),
        )
    )


def _slopes(world: World) -> tuple[float, float]:
    """Slopes of having deliberated in five years on community trust and on belonging."""
    residents, communities = world.residents, world.communities
    kind = communities.kind[residents.community]
    predictors = [
        communities.trust[residents.community],
        residents.belonging,
        residents.age,
        residents.outside_ties,
        residents.civic_skill,
        residents.efficacy,
        (residents.age >= 25.0) & (residents.age < 60.0),
        *(kind == which for which in range(4)),
    ]
    acted = (residents.last_act[:, DELIBERATION] >= world.month - 60).astype(float)
    found = np.linalg.lstsq(np.column_stack(predictors).astype(float), acted, rcond=None)[0]
    return float(found[0]), float(found[1])
