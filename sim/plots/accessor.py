"""How a thing gets its pictures: an attribute that is called, and has the others as methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Plots = TypeVar("Plots")


class Accessor(Generic[Plots]):
    """``plot = Accessor(ScenarioPlots)`` in a class gives its instances their pictures.

    No ``property``: completion in notebooks does not look behind those.
    """

    def __init__(self, plots: Callable[[Any], Plots]) -> None:
        self._plots = plots
        self.__doc__ = plots.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Accessor[Plots]: ...

    @overload
    def __get__(self, owner: object, kind: type) -> Plots: ...

    def __get__(self, owner: object | None, kind: type) -> Accessor[Plots] | Plots:
        return self if owner is None else self._plots(owner)
