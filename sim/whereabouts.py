"""The places a scenario names, and whether its county has them.

A policy for a place that does not exist would silently do nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.errors import Problem
from sim.policies import Rollout
from sim.reading.document import Document, Steps, dotted
from sim.reading.misspelling import did_you_mean
from sim.reading.scalars import quoted
from sim.vocabulary import AREAS, COMMUNITY_KINDS


def misplaced(scenario: Any, document: Document) -> Iterator[Problem]:
    """Places a `Scenario` names that its county lacks, and pilots of what has begun."""
    yield from _lost(scenario, document)
    yield from _piloted_before(scenario, document)


def _lost(scenario: Any, document: Document) -> Iterator[Problem]:
    """Names that are no place of the county."""
    named = list(_named_places(scenario))
    usual = {"all", *AREAS, *COMMUNITY_KINDS}
    if all(name in usual for _, name in named):
        return
    from sim.county import load_county

    places = load_county(scenario.county).places()
    for steps, name in named:
        if name not in places:
            place = document.place(steps)
            yield Problem(
                f"found {quoted(name)}, which is nowhere in this county",
                "all, an area, a community kind, or a community's name or code",
                dotted(steps), place.file, place.line, place.column, did_you_mean(name, places),
            )  # fmt: skip


def _named_places(scenario: Any) -> Iterator[tuple[Steps, str]]:
    """Every place that a scenario names, with where it does."""
    rollouts: list[tuple[Steps, Rollout | None]] = [(("rollout",), scenario.rollout)]
    for group in ("begun", "policies"):
        for key, policy in getattr(scenario, group).given().items():
            yield from _each((group, key, "where"), policy.where)
            rollouts.append(((group, key, "rollout"), policy.rollout))
    for steps, rollout in rollouts:
        if rollout is not None:
            yield from _each((*steps, "then"), rollout.then)
            if rollout.choose == "named":
                yield from _each((*steps, "named"), rollout.named)


def _each(steps: Steps, names: str | list[str]) -> Iterator[tuple[Steps, str]]:
    if isinstance(names, str):
        yield steps, names
    else:
        yield from (((*steps, position), name) for position, name in enumerate(names))


def _piloted_before(scenario: Any, document: Document) -> Iterator[Problem]:
    """What has begun is in force where it is: pilots are for what is still to come."""
    for key, policy in scenario.begun.given().items():
        if policy.rollout is not None:
            steps = ("begun", key, "rollout")
            place = document.place(steps, of_key=True)
            yield Problem(
                "a policy that has begun has no pilots", "where: the places it is in force",
                dotted(steps), place.file, place.line, place.column,
            )  # fmt: skip
