"""Which assumptions a function reads, itself or in functions to which it hands them on.

Found in the text of the code: ``q = p.staff`` makes ``q.exit_rate`` a reading of
``staff.exit_rate``, and so does a rule that is given ``q``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import getmembers, getsource, isfunction, signature
from textwrap import dedent
from types import ModuleType
from typing import Any

from sim.assumptions import Assumptions

ALL = "*"
"""Stands for all assumptions where a group could stand."""

GIVEN = {"assumptions": ALL, "assumed": ALL}
"""What names of arguments and attributes say of what they hold."""

Bindings = Mapping[str, str]


def read_by(function: Any) -> set[str]:
    """The assumptions that a phase, a rule or any other function reads, by dotted key."""
    arguments = signature(_plain(function)).parameters
    given = {name: held for name, held in GIVEN.items() if name in arguments}
    return {key for name in _reads(_plain(function), _frozen(given)) for key in _keys(name)}


def functions_of(module: ModuleType) -> Iterator[Any]:
    """The functions, loops and methods that a module defines."""
    for _, item in getmembers(module):
        plain = _plain(item)
        if isfunction(plain) and plain.__module__ == module.__name__:
            yield plain
        elif isinstance(item, type) and item.__module__ == module.__name__:
            yield from (each for _, each in getmembers(item, isfunction) if _is_of(each, module))


def _is_of(function: Callable[..., Any], module: ModuleType) -> bool:
    return function.__module__ == module.__name__


def _plain(item: Any) -> Any:
    """The Python function of a compiled rule or loop, or the item itself."""
    item = getattr(item, "compiled", item)
    return getattr(item, "py_func", item)


def _frozen(bindings: Bindings) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(bindings.items()))


@cache
def _reads(function: Any, given: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    """Group and name of all that a function reads where its arguments hold what is given."""
    bindings, found = dict(given), set()
    for node in ast.walk(_tree(function)):
        if isinstance(node, ast.Assign):
            _bind(node, bindings)
    for node in ast.walk(_tree(function)):
        if isinstance(node, ast.Attribute):
            held = _held(node.value, bindings)
            if held and held != ALL:
                found.add((held, node.attr))
        elif isinstance(node, ast.Call):
            found |= _read_in_call(node, function, bindings)
    return frozenset(found)


@cache
def _tree(function: Any) -> ast.AST:
    try:
        return ast.parse(dedent(getsource(function)))
    except OSError:  # made by a decorator: a table's __init__ has no text
        return ast.Module([], [])


def _bind(node: ast.Assign, bindings: dict[str, str]) -> None:
    """``q, money = assumed.organizations, assumed.money``: each name with what it holds."""
    target, value = node.targets[0], node.value
    both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
    pairs = zip(target.elts, value.elts, strict=False) if both else [(target, value)]  # type: ignore[attr-defined]
    for name, held in pairs:
        if isinstance(name, ast.Name) and (group := _held(held, bindings)):
            bindings[name.id] = group


def _held(node: ast.AST, bindings: Bindings) -> str:
    """The group of assumptions that an expression stands for, all of them, or nothing."""
    if isinstance(node, ast.Name):
        return bindings.get(node.id, "")
    if isinstance(node, ast.Subscript):
        return _held(node.value, bindings)
    if not isinstance(node, ast.Attribute):
        return ""
    if node.attr in GIVEN:
        return ALL
    whole = _held(node.value, bindings) == ALL
    return node.attr if whole and node.attr in Assumptions.model_fields else ""


def _read_in_call(node: ast.Call, caller: Any, bindings: Bindings) -> set[tuple[str, str]]:
    """What a called function of ours reads of the assumptions that it is given."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    called = _plain(caller.__globals__.get(name))
    if not isfunction(called) or not called.__module__.startswith("sim."):
        return set()
    given = {
        argument: held
        for argument, value in zip(signature(called).parameters, node.args, strict=False)
        if (held := _held(value, bindings))
    }
    return set(_reads(called, _frozen(given))) if given else set()


def _keys(read: tuple[str, str]) -> list[str]:
    """A reading as dotted keys: that of an array reads every number in it."""
    group, name = read
    fields = Assumptions.model_fields[group].annotation
    members = fields.ARRAYS.get(name, ())  # type: ignore[union-attr]
    names = [f"{name}_{member}" for member in members] or [name]
    return [f"{group}.{each}" for each in names if each in fields.model_fields]  # type: ignore[union-attr]
