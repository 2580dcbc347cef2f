"""X: what we do not know. Every uncertain number of the model, grouped by mechanism.

Each is declared once with default, range, unit, titles, source and grade; worlds are drawn
from the ranges. Source tags such as S98 stand in ``docs/reference/sources.md``. "assumed" marks a
number nobody measured: it is chosen so that the settled month adds up, inside a range wide
enough to be argued with.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.assumptions.committees import Money, Staff, Workload
from sim.assumptions.delivery import Delivery
from sim.assumptions.group import Group
from sim.assumptions.mechanisms import Mechanisms, Signs
from sim.assumptions.residents import (
    Belonging,
    Grievance,
    Influence,
    Participation,
    Population,
    Satisfaction,
    Trust,
)
from sim.assumptions.services import Needs, Organizations, Places, Service
from sim.params import Declaration, Settings, declarations


class Assumptions(Settings):
    """All of X; one group per mechanism."""

    workload: Workload = Workload()
    staff: Staff = Staff()
    needs: Needs = Needs()
    service: Service = Service()
    satisfaction: Satisfaction = Satisfaction()
    trust: Trust = Trust()
    grievance: Grievance = Grievance()
    influence: Influence = Influence()
    participation: Participation = Participation()
    belonging: Belonging = Belonging()
    organizations: Organizations = Organizations()
    places: Places = Places()
    population: Population = Population()
    money: Money = Money()
    delivery: Delivery = Delivery()
    mechanisms: Mechanisms = Mechanisms()
    signs: Signs = Signs()


@cache
def ranges() -> dict[str, Declaration]:
    """Every assumption by dotted name, such as ``trust.gain``."""
    return {
        f"{group}.{name}": declaration
        for group, field in Assumptions.model_fields.items()
        for name, declaration in declarations(field.annotation).items()  # type: ignore[arg-type]
    }


def assume(values: Mapping[str, float]) -> Assumptions:
    """The defaults with some values replaced, by dotted name."""
    nested: dict[str, dict[str, float]] = {}
    for dotted, value in values.items():
        group, _, name = dotted.partition(".")
        nested.setdefault(group, {})[name] = value
    return Assumptions.model_validate(nested)


def _columns_of(group: Group) -> dict[str, Any]:
    """Fields of one group, with the arrays gathered."""
    gathered: dict[str, Any] = {}
    for name in type(group).model_fields:
        for stem, members in group.ARRAYS.items():
            if name.removeprefix(stem + "_") in members and name.startswith(stem + "_"):
                gathered.setdefault(stem, []).append(getattr(group, name))
                break
        else:
            gathered[name] = getattr(group, name)
    return gathered


def _at_work(assumptions: Assumptions) -> dict[str, dict[str, Any]]:
    """Every group as the model reads it, with mechanisms switched off and signs turned."""
    groups = {name: _columns_of(getattr(assumptions, name)) for name in Assumptions.model_fields}
    for switches in (assumptions.mechanisms, assumptions.signs):
        for switch, scaled in switches.SCALES.items():
            for dotted in scaled:
                group, _, name = dotted.partition(".")
                groups[group][name] *= getattr(switches, switch)
    return groups


def record(assumptions: Assumptions) -> Any:
    """An array of one nested record, which compiled rules read as ``p.trust.gain``.

    An array, since numba takes a bare record through Python's buffer protocol, 15 µs a call.
    """
    filled = np.zeros(1, _layout())
    for name, group in _at_work(assumptions).items():
        for key, value in group.items():
            filled[name][key][0] = value
    return filled


@cache
def _layout() -> np.dtype[Any]:
    """The record's type: one object, so that the loops recognize it at a glance."""
    groups = {name: _columns_of(getattr(Assumptions(), name)) for name in Assumptions.model_fields}
    kinds = [
        (name, np.dtype((np.record, [_field(key, value) for key, value in group.items()])))
        for name, group in groups.items()
    ]
    return np.dtype((np.record, kinds))


def _field(name: str, value: Any) -> tuple[Any, ...]:
    return (name, np.float64, (len(value),)) if isinstance(value, list) else (name, np.float64)


def namespace(assumptions: Assumptions) -> SimpleNamespace:
    """The same for rules called as plain Python."""
    return SimpleNamespace(
        **{name: SimpleNamespace(**group) for name, group in _at_work(assumptions).items()}
    )
