"""The one door to numba: how a rule and a loop over columns are compiled and cached.

numba's disk cache does not notice that a function in *another* file changed, so an edited
rule would silently stay old in the next process. The cache folder therefore carries a hash
of every source file that can be compiled into a loop, and of the versions that compile it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import numba
import numpy as np

_PACKAGE = Path(__file__).parent
COMPILED_SOURCES = (
    *("compiled.py", "draws.py", "vocabulary.py", "table.py", "state.py", "money.py"),
    *("rules/*.py", "behavior/*.py"),
)
"""The files whose text can end up inside a compiled loop."""


def source_hash(package: Path = _PACKAGE) -> str:
    """Twelve hex digits that change whenever compiled code could change."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__} {sys.version_info[:2]}".encode())
    for pattern in COMPILED_SOURCES:
        for path in sorted(package.glob(pattern)):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def cache_folder() -> Path:
    """Where this version of the sources keeps its compiled loops."""
    base = os.environ.get("SIM_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    place = hashlib.sha256(str(_PACKAGE).encode()).hexdigest()[:6]  # numba keys by path too
    return root / "community-governance-sim" / f"{source_hash()}-{place}"


CACHE = cache_folder()
numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]


def is_warm() -> bool:
    """Whether the loops of this version were compiled on this machine before."""
    return CACHE.is_dir() and any(CACHE.rglob("*.nbc"))


def rule(function: Callable[..., Any]) -> Any:
    """Compile a scalar rule; ``rule.py_func`` stays the plain Python of the paper."""
    return numba.njit(cache=True, error_model="numpy")(function)


class ColumnLoop:
    """A compiled loop that fetches its columns from the world by argument name.

    ``residents__trust`` is ``world.residents.trust``; a name without ``__`` is an attribute
    of the world. Reads follow from the signature, writes from the docstring line
    ``Writes: …``, which the tests hold the loop to.
    """

    def __init__(self, function: Callable[..., None]) -> None:
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.compiled = numba.njit(cache=True, error_model="numpy")(function)
        self.arguments = tuple(signature(function).parameters)
        self.changing = [i for i, name in enumerate(self.arguments) if "__" not in name]
        self.reads = tuple(name.replace("__", ".") for name in self.arguments if "__" in name)
        self.writes = written_columns(function.__doc__ or "")
        self._entries: dict[Any, Callable[..., None]] = {}

    def __call__(self, world: Any) -> None:
        resolved = world.resolved.get(self.__name__)
        if resolved is None:
            resolved = self._resolve(world)
        arguments, entry = resolved
        for position in self.changing:
            arguments[position] = getattr(world, self.arguments[position])
        entry(*arguments)

    def _resolve(self, world: Any) -> tuple[list[Any], Callable[..., None]]:
        """The loop's columns in this world, and the machine code for exactly their types.

        Going straight to the code spares numba's look-up of types, most of the cost of a
        call on a small county; the types of a world's columns never change.
        """
        arguments = [_fetch(world, name) for name in self.arguments]
        shapes = tuple(_layout(argument) for argument in arguments)
        if shapes not in self._entries:
            types = tuple(_type_of(argument) for argument in arguments)
            self.compiled.compile(types)
            self._entries[shapes] = self.compiled.overloads[types].entry_point  # type: ignore[attr-defined]
        resolved = arguments, self._entries[shapes]
        world.resolved[self.__name__] = resolved
        return resolved


def _layout(argument: Any) -> Any:
    """What decides the machine type of an argument, cheaply told."""
    if not isinstance(argument, np.ndarray):
        return type(argument)
    kind = id(argument.dtype) if argument.dtype.names else argument.dtype.str
    return kind, argument.ndim, argument.flags.c_contiguous


_TYPES: dict[int, Any] = {}


def _type_of(argument: Any) -> Any:
    """numba's type of an argument; that of the large record is worked out only once."""
    if not isinstance(argument, np.ndarray) or not argument.dtype.names:
        return numba.typeof(argument)
    key = id(argument.dtype)
    if key not in _TYPES:
        _TYPES[key] = numba.typeof(argument)
    return _TYPES[key]


def _fetch(world: Any, argument: str) -> Any:
    table, _, column = argument.partition("__")
    return getattr(getattr(world, table), column) if column else getattr(world, argument)


def written_columns(docstring: str) -> tuple[str, ...]:
    """The columns a docstring's ``Writes:`` paragraph names."""
    _, found, rest = docstring.partition("Writes:")
    if not found:
        return ()
    paragraph = rest.split("\n\n")[0].strip().rstrip(".")
    return tuple(name.strip() for name in paragraph.replace("\n", " ").split(",") if name.strip())


columns = ColumnLoop
"""Decorator: ``@columns`` turns a function of columns into a `ColumnLoop`."""
