"""What holds for every rule alike: it is tested, explained, pure, and compiled without change."""

from __future__ import annotations

import ast
import math
from importlib import import_module
from inspect import getsource, signature
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import sim.rules
from sim.assumptions import Assumptions, record
from sim.params import declarations

TESTS = Path(__file__).parent
RULES: dict[str, Any] = {
    f"{module.name}.{name}": value
    for module in iter_modules(sim.rules.__path__)
    for name, value in vars(import_module(f"sim.rules.{module.name}")).items()
    if hasattr(value, "py_func") and value.py_func.__module__ == f"sim.rules.{module.name}"
}
DEFAULTS = record(Assumptions())[0]
RANGES = {
    "age": (18.0, 90.0),
    "asked": (0.0, 500.0),
    "away_hours": (0.0, 40.0),
    "base": (-6.0, 0.0),
    "capacity": (10.0, 3000.0),
    "cash_yuan": (-10_000.0, 100_000.0),
    "class_hours": (0.0, 20.0),
    "contract_hours": (0.0, 500.0),
    "distance": (0.0, 3000.0),
    "due": (0.0, 900.0),
    "effort": (0.0, 300.0),
    "expert_days": (0.0, 10.0),
    "from_government": (0.0, 1e5),
    "grants_per_year": (0.0, 3.0),
    "handed_down": (0.0, 2000.0),
    "hours": (0.0, 400.0),
    "lapsed": (0.0, 500.0),
    "late": (0.0, 300.0),
    "learned": (1.0, 2.0),
    "logit": (-40.0, 40.0),
    "mean": (1.0, 30.0),
    "months_waited": (0.0, 5.0),
    "new_upward": (0.0, 900.0),
    "old_upward": (0.0, 900.0),
    "other": (0.0, 1e5),
    "pay_supplement": (0.0, 0.5),
    "people": (100.0, 12_000.0),
    "per_year": (0.0, 40.0),
    "population": (100.0, 12_000.0),
    "purchase_yuan": (0.0, 60.0),
    "radius": (300.0, 8000.0),
    "reply_hours": (0.0, 160.0),
    "residence": (-1.0, 1.0),
    "reward_yuan": (0.0, 100.0),
    "rho": (0.0, 3.0),
    "scale": (1.0, 120.0),
    "served": (0.0, 500.0),
    "sign": (-1.0, 1.0),
    "since": (0.0, 60.0),
    "slope": (-0.01, 0.07),
    "tenure": (0.0, 900.0),
    "time": (0.0, 900.0),
    "visit_hours": (0.0, 8.0),
    "ties": (0.0, 8.0),
    "voiced": (0.0, 900.0),
    "voices": (0.0, 500.0),
    "wages_yuan": (0.0, 20_000.0),
    "volunteers": (0.0, 40.0),
    "worked_hours": (0.0, 50_000.0),
    "yuan": (0.0, 1e6),
}
"""Where a rule's argument lives, where that is not 0 to 1."""
WHOLE = {"acts": 6, "groups": 6, "kind": 3, "month": 200}
YES_OR_NO = (
    "acted", "collective_member", "contact", "hukou", "invited", "migrant", "owner", "replied",
    "settled", "social_worker", "succeeded", "young",
)  # fmt: skip


def group_read_by(rule: Any) -> Any:
    """The group of assumptions that has every number the rule reads from ``p``.

    Rules do not know of the switches: those scale other groups, or are read by phases.
    """
    tree = ast.parse(getsource(rule.py_func))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "p"
    }
    [found] = [
        name
        for name, field in Assumptions.model_fields.items()
        if name != "mechanisms" and read <= set(declarations(field.annotation))
    ]
    return DEFAULTS[found]


def made_up(rule: Any, chance: np.random.Generator) -> list[Any]:
    """Arguments for a rule but ``p``, each from where it lives."""
    values: list[Any] = []
    for name in signature(rule.py_func).parameters:
        if name == "p":
            continue
        if name in WHOLE:
            values.append(int(chance.integers(0, WHOLE[name] + 1)))
        elif name in YES_OR_NO:
            values.append(bool(chance.integers(0, 2)))
        else:
            values.append(float(chance.uniform(*RANGES.get(name, (0.0, 1.0)))))
    return values


def test_every_rule_is_called_by_a_test() -> None:
    called = set()
    for path in TESTS.glob("test_rules_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.name: f"{node.module}.{alias.name}".removeprefix("sim.rules.")
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.rules")
            for alias in node.names
        }
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        called |= {rule for name, rule in imported.items() if name in used}
    assert called == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_happens(name) -> None:
    first = (RULES[name].py_func.__doc__ or "").strip().split("\n")[0]
    assert len(first) > 15, name


@pytest.mark.parametrize("name", RULES)
def test_compiled_and_plain_rules_agree(name) -> None:
    from sim.plain.rules import plain

    rule, chance = RULES[name], np.random.default_rng(20240229)
    told, given, written = plain(rule), [], []
    if "p" in signature(rule.py_func).parameters:
        group = group_read_by(rule)
        given = [group]
        written = [SimpleNamespace(**{key: group[key] for key in group.dtype.names})]
    for _ in range(100):
        values = made_up(rule, chance)
        compiled, plainly = rule(*values, *given), told(*values, *written)
        assert math.isclose(compiled, plainly, rel_tol=1e-15, abs_tol=0.0), values


@pytest.mark.parametrize("name", RULES)
def test_rules_know_neither_state_nor_chance(name) -> None:
    names = set(RULES[name].py_func.__code__.co_names)
    assert not names & {"uniform", "draw", "random", "np", "descend", "mix", "named"}
