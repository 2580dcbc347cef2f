"""The rules as the paper writes them: ``from sim.plain.rules import trust_after``.

A rule of `sim.rules` keeps its plain Python as ``rule.py_func``, but the rules it calls
inside are compiled all the same. Here each is given back with plain rules inside, too.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dis import get_instructions
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType
from typing import Any

import sim.rules

_MODULES = tuple(f"sim.rules.{module.name}" for module in iter_modules(sim.rules.__path__))


@cache
def plain(rule: Any) -> Callable[..., Any]:
    """The Python of one rule, calling the Python of other rules."""
    function = rule.py_func
    known = {}
    for step in get_instructions(function):
        if step.opname == "LOAD_GLOBAL" and step.argval in function.__globals__:
            value = function.__globals__[step.argval]
            known[step.argval] = plain(value) if hasattr(value, "py_func") else value
    known["__builtins__"] = builtins
    return FunctionType(function.__code__, known, function.__name__, function.__defaults__)


def __getattr__(name: str) -> Callable[..., Any]:
    """The rule of this name, wherever it is written."""
    for module in _MODULES:
        rule = getattr(import_module(module), name, None)
        if hasattr(rule, "py_func"):
            return plain(rule)
    raise AttributeError(f"no rule is called {name!r}")
