"""From the name of a column to its declaration: here, an outcome, an assumption or a lever."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sim.assumptions import ranges
from sim.codebook.answers import (
    EFFECTS,
    ENDINGS,
    IN_TABLE,
    PACKAGES,
    PILOTS,
    SENSITIVITY,
    SWEEPS,
    SWITCHING,
)
from sim.codebook.column import Column
from sim.codebook.definitions import DEFINITIONS
from sim.codebook.keys import DECLARATIONS, KEYS, RECORDS
from sim.errors import ContractError
from sim.levers import levers, shared_levers
from sim.outcomes import OUTCOMES
from sim.params import declarations
from sim.policies import POLICIES
from sim.scenario import Scenario

DECLARED: Mapping[str, Column] = {
    **DECLARATIONS, **PILOTS, **SENSITIVITY, **PACKAGES, **SWEEPS, **SWITCHING,
    **EFFECTS, **RECORDS, **KEYS,
}  # fmt: skip
"""Columns that the model itself does not declare."""

POINTS = "points"
"""The table of points: its columns are factors before they are anything else."""
DELIVERED = "delivered"
"""How tables begin in which a policy's column is the share of its cost that was paid."""

Titles = Mapping[str, Mapping[Any, str]]
"""Name → title in both languages."""

_FACTOR = ("What is set for {en}", "所设定的{zh}")
_ASSUMED = ("What is assumed for {en}", "所假定的{zh}")
_PRESENT = ("1 where it is part of the package, 0 where not", "在组合之中为1，不在为0")
_DELIVERED = (
    "Share of the policy's cost that was paid in the month; empty while it does not act",
    "当月政策成本中实际支付的比例；未实施时为空",
)
_SETTINGS = {
    "sample": ("Simulated residents", "模拟居民数", "people"),
    "budget": ("Budget of all policies", "全部政策预算", "yuan per resident and year"),
    "county": ("County", "县", ""),
    "resettlement": ("How villages were moved", "安置方式", ""),
}
"""Settings of a scenario that are declared with a description only."""


def meaning_of(table: str, name: str, titles: Titles | None = None) -> Column:
    """The declaration of one column of one table.

    ``titles`` are those of scenarios: where policies are combined, each scenario that brings
    some is a column of the points.

    Raises
    ------
    ContractError
        where nobody has declared it.
    """
    part = _part(name, titles or {})
    found = (part if table == POINTS else None) or _declared(table, name) or part
    if found is None:
        raise ContractError(f"nobody has said what the column {name} of the table {table} means")
    return found


def _part(name: str, titles: Titles) -> Column | None:
    """A scenario that is a part of packages, as a column."""
    if name not in titles:
        return None
    return Column(name, titles[name].get("en", name), titles[name].get("zh", name), *_PRESENT)


def _declared(table: str, name: str) -> Column | None:
    return (
        IN_TABLE.get((table, name))
        or _of_model(table.startswith(DELIVERED)).get(name)
        or DECLARED.get(name)
        or _of_ending(table, name)
    )


def _of_ending(table: str, name: str) -> Column | None:
    """The end of an interval, or what seeds say, of another column."""
    for ending, (en, zh, meaning_en, meaning_zh) in ENDINGS.items():
        stem = name.removesuffix(ending)
        of = _declared(table, stem) if stem != name else None
        if of is not None:
            titles = (en.format(en=of.en), zh.format(zh=of.zh))
            meanings = (meaning_en.format(name=stem), meaning_zh.format(name=stem))
            return Column(name, *titles, *meanings, of.unit)
    return None


@cache
def _of_model(delivered: bool) -> dict[str, Column]:
    """What the model declares, by the names of columns: outcomes, policies, factors."""
    return {
        **_settings(),
        **_assumptions(),
        **_levers(),
        **{key: _policy(key, delivered) for key in POLICIES},
        **_outcomes(),
    }


def _outcomes() -> dict[str, Column]:
    return {
        key: Column(key, item.en, item.zh, item.definition, DEFINITIONS[key], item.unit)
        for key, item in OUTCOMES.items()
    }


def _policy(key: str, delivered: bool) -> Column:
    title = POLICIES[key].TITLE
    en, zh = _DELIVERED if delivered else _PRESENT
    return Column(key, title["en"], title["zh"], en, zh, "share" if delivered else "")


def _assumptions() -> dict[str, Column]:
    """Assumptions as columns of worlds (``trust.gain``) and as factors."""
    return {
        column: _set(column, _ASSUMED, item.en, item.zh, item.unit)
        for name, item in ranges().items()
        for column in (name, f"assumptions.{name}")
    }


def _levers() -> dict[str, Column]:
    """Levers of policies, under way or begun, those that all share, and a roll-out of all."""
    found = {}
    for policy in POLICIES:
        for place in ("policies", "begun"):
            en, zh = POLICIES[policy].TITLE["en"], POLICIES[policy].TITLE["zh"]
            found[f"{place}.{policy}"] = Column(f"{place}.{policy}", en, zh, *_PRESENT)
            for lever in (*levers(policy), *shared_levers()):
                name = f"{place}.{policy}.{lever.key}"
                found[name] = _set(
                    name, _FACTOR, f"{en}: {lever.en}", f"{zh}：{lever.zh}", lever.unit
                )
    for lever in shared_levers():
        if lever.key.startswith("rollout."):
            found[lever.key] = _set(lever.key, _FACTOR, lever.en, lever.zh, lever.unit)
    return found


def _settings() -> dict[str, Column]:
    """What a scenario sets besides policies and assumptions."""
    numbers = {key: (item.en, item.zh, item.unit) for key, item in declarations(Scenario).items()}
    return {key: _set(key, _FACTOR, *words) for key, words in (_SETTINGS | numbers).items()}


def _set(name: str, meaning: tuple[str, str], en: str, zh: str, unit: str) -> Column:
    said, said_zh = meaning
    return Column(name, en, zh, said.format(en=en), said_zh.format(zh=zh), unit)
