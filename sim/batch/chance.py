"""Chance comes by name: a run that draws from a generator of the whole process is found out.

Such a draw depends on what the process did before, so the same run would give other numbers on
another worker.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from sim.errors import SimError

GLOBAL_GENERATORS = {"random": ("getstate", "setstate"), "numpy.random": ("get_state", "set_state")}
"""Modules that keep a generator for the whole process, and how its state is read and set."""


def without_global_chance(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which raises `SimError` where it drew from a global generator.

    The generator is put back to where it was, so that only this call is blamed. Looking costs
    about 0.1 ms a call; it sees draws of other threads as well.
    """

    @wraps(function)
    def watched(*arguments: Any) -> Any:
        before = _states()
        value = function(*arguments)
        if used := [name for name, state in _states().items() if state != before[name]]:
            _put_back(used, before)
            raise SimError(f"global random generator used ({', '.join(used)})")
        return value

    return watched


def _states() -> dict[str, tuple[Any, ...]]:
    """The states by module, comparable with ``==`` (NumPy's holds an array)."""
    found = {}
    for name, (read, _) in GLOBAL_GENERATORS.items():
        state = getattr(import_module(name), read)()
        found[name] = tuple(part.tobytes() if hasattr(part, "tobytes") else part for part in state)
    return found


def _put_back(names: list[str], states: dict[str, tuple[Any, ...]]) -> None:
    for name in names:
        getattr(import_module(name), GLOBAL_GENERATORS[name][1])(states[name])
