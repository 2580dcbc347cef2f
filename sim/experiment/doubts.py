"""What an experiment file may say but probably does not mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from sim.experiment.factors import Range, Variant, count
from sim.experiment.keys import is_lever
from sim.experiment.part import Part
from sim.experiment.points import Loaded
from sim.experiment.question import Question
from sim.outcomes import OUTCOMES
from sim.reading.document import Steps, dotted
from sim.scenario import Scenario, with_settings

FEW = 10
"""Fewer replications than this tell little."""

LARGE = 0.1
"""On a scale from 0 to 1 no policy moves the county by more."""

SCALES = ("0 to 1", "share")


def doubts_of_question(asked: Question) -> Iterator[str]:
    """Doubts about how surely a question is to be answered."""
    unit = OUTCOMES[asked.primary].unit
    if OUTCOMES[asked.primary].direction == 0:
        yield (
            f"primary: more of {asked.primary} is neither better nor worse, so that nothing "
            "comes out as better"
        )
    if unit in SCALES and asked.smallest_effect > LARGE:
        yield (
            f"smallest_effect: {asked.smallest_effect:g} on a scale of {unit}: hardly any policy "
            "does as much, and all that do less count as none"
        )
    if asked.precision is None:
        yield from _doubts_of_replications(asked)
    elif (half := asked.precision.half_width) and half > asked.smallest_effect:
        yield (
            f"precision.half_width: {half:g} is wider than the smallest effect "
            f"{asked.smallest_effect:g}, so that most verdicts will be undecided"
        )


def _doubts_of_replications(asked: Question) -> Iterator[str]:
    number = asked.replications
    if number < FEW and asked.kind != "sensitivity":
        yield f"replications: {number} tell little; 30 are usual"
    if isinstance(asked.worlds, str):
        return
    turns = asked.worlds.turns()
    if number % turns:
        yield (
            f"worlds: {number} replications are no multiple of {turns} worlds; "
            "some of them count more than others"
        )


def doubts_of_part(part: Part, loaded: Loaded, at: Steps) -> Iterator[str]:
    """Doubts about one crossing, which stands at ``at``."""
    scenario = loaded.of(part.scenario)
    for key, factor in part.factors.items():
        if count(factor) == 1 and not isinstance(factor, Range):
            yield f"{dotted((*at, 'factors', key))}: one value is no factor; set it once"
    keys = {*part.factors, *chain.from_iterable(each.set for each in part.variants.values())}
    for policy in sorted({key.split(".")[1] for key in keys if key.startswith("policies.")}):
        yield from _doubts_of_policy(policy, part, scenario, loaded.baseline)
    if scenario.key() == loaded.baseline.key() and not any(is_lever(key) for key in keys):
        yield (
            f"{dotted(at) or 'scenario'}: only circumstances vary, which hold in the baseline as "
            "well, so that every difference is 0; name a scenario with a policy"
        )
    yield from doubts_of_variants(part.variants, scenario, at)


def _doubts_of_policy(
    policy: str, part: Part, scenario: Scenario, baseline: Scenario
) -> Iterator[str]:
    """Doubts about a policy that factors or variants of a part set."""
    if policy in baseline.policies.given():
        yield (
            f"policies.{policy}: {baseline.name} has it too and keeps it as it is; effects are "
            "differences from that"
        )
    single = [key for key in part.factors if key.startswith(f"policies.{policy}.")]
    if single and policy not in scenario.policies.given():
        yield (
            f"{single[0]}: {scenario.name} does not have this policy; each point adds it, "
            "all else of it at its default"
        )


def doubts_of_variants(
    variants: Mapping[str, Variant], scenario: Scenario, at: Steps
) -> Iterator[str]:
    """Variants that come to the same."""
    keys = {name: with_settings(scenario, dict(each.set)).key() for name, each in variants.items()}
    for one, other in combinations(keys, 2):
        if keys[one] == keys[other]:
            yield f"{dotted((*at, 'variants', other))}: the same scenario as {one}"
