"""Where a number acts: the phases that read it, found in what the code itself reads.

An assumption acts in the phases that read it, themselves or in a rule. A lever of a policy acts
through the channels of `Effects` that differ when it is moved, and so in the phases that read
these.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

import sim.behavior.places
import sim.behavior.settlement
import sim.package
import sim.population
import sim.simulation
from sim.assumptions import Assumptions
from sim.effects import Effects
from sim.errors import ScenarioError
from sim.levers import Lever, levers
from sim.money import LINES
from sim.outlook import year_of
from sim.policies import POLICIES
from sim.reading.scalars import plain_number
from sim.readings import functions_of, read_by
from sim.scenario import load_scenario, with_settings
from sim.schedule import SCHEDULE
from sim.vocabulary import DOMAINS

_MODULES = (
    sim.population, sim.behavior.settlement, sim.behavior.places, sim.simulation, sim.package,
)  # fmt: skip
"""What reads assumptions besides the phases of a month: making the county, delivering policies."""


class Reach(NamedTuple):
    """The channels through which something acts, the phases that read them, lines it costs."""

    channels: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def phases_with(channel: str) -> list[str]:
    """The phases that read a channel of `Effects`."""
    loops: tuple[Any, ...] = SCHEDULE
    return [loop.__name__ for loop in loops if f"effects.{channel}" in loop.reads]


def phases_reading(key: str) -> list[str]:
    """The phases that read an assumption themselves or in a rule; a switch, what it scales."""
    loops: tuple[Any, ...] = SCHEDULE
    meant = {key, *_scaled(key)}
    return [loop.__name__ for loop in loops if not meant.isdisjoint(read_by(loop))]


def others_reading(key: str) -> list[str]:
    """What else reads an assumption: the making of the county, the delivery of policies, these."""
    places = {module.__name__.removeprefix("sim."): module for module in _MODULES}
    places |= {f"policies.{name}": sys.modules[each.__module__] for name, each in POLICIES.items()}
    meant = {key, *_scaled(key)}
    return [place for place, module in places.items() if not meant.isdisjoint(_read_in(module))]


@cache
def _read_in(module: ModuleType) -> frozenset[str]:
    return frozenset(key for function in functions_of(module) for key in read_by(function))


def _scaled(key: str) -> tuple[str, ...]:
    """The assumptions that a switch or a sign multiplies."""
    group, _, name = key.partition(".")
    scales = getattr(Assumptions.model_fields[group].annotation, "SCALES", {})
    return tuple(scales.get(name, ()))


def reach_of(policy: str, key: str) -> Reach:
    """Where one lever of a policy acts, found by moving it in a small county."""
    lever = next(each for each in levers(policy) if each.key == key)
    channels: dict[str, None] = {}
    lines = np.zeros(len(LINES), bool)
    for before, after in _moved(policy, lever):
        for name in Effects.column_names():
            other = getattr(before, name) != getattr(after, name)
            if name == "cost_yuan":
                lines |= other.any(axis=0)
            elif other.any():
                channels[name] = None
    phases = dict.fromkeys(phase for name in channels for phase in phases_with(name))
    costs = (line.name for line, is_other in zip(LINES, lines, strict=True) if is_other)
    return Reach(tuple(channels), tuple(phases), tuple(costs))


def _moved(policy: str, lever: Lever) -> Iterator[tuple[Effects, Effects]]:
    """What a policy does in a year as it is by default or in full, and with the lever moved."""
    for base in ({}, _in_full(policy)):
        before = _year(policy, base)
        for value in _values(lever):
            if value != base.get(lever.key, lever.default):
                try:
                    yield before, _year(policy, base | {lever.key: value})
                except ScenarioError:  # what law forbids
                    continue


def _in_full(policy: str) -> dict[str, Any]:
    """Every number of a policy at its highest: what counts only together with others shows."""
    return {each.key: each.high for each in levers(policy) if each.high is not None}


def _values(lever: Lever) -> tuple[Any, ...]:
    """Values that differ as much as they can; without a range, what may be chosen."""
    if lever.low is not None and lever.high is not None:
        return lever.low, lever.high
    if isinstance(lever.default, bool):
        return (not lever.default,)
    if isinstance(lever.default, list):
        return ([], DOMAINS[:1])
    return lever.choices


def _year(policy: str, settings: dict[str, Any]) -> Effects:
    """The sum of what a policy with these settings does in the months of a year."""
    written = {f"policies.{policy}": {}} | {
        f"policies.{policy}.{key}": plain_number(value) for key, value in settings.items()
    }
    scenario = with_settings(load_scenario({}), written)
    months = list(year_of(getattr(scenario.policies, policy), scenario))
    total = months[0].copy()
    for effects in months[1:]:
        total.add(effects)
    return total
