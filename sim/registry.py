"""Named things in a table that a notebook completes: ``POLICIES.staff_training``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sim.markup import table

T = TypeVar("T")


class Registry(dict[str, T]):
    """A mapping whose keys are attributes too; ``cells`` says what a row shows of an item.

    A key that is no Python name, or that a mapping's method has, is reached by ``[…]`` only.
    """

    def __init__(
        self,
        items: Mapping[str, T] | Iterable[tuple[str, T]] = (),
        heads: Sequence[str] = (),
        cells: Callable[[T], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self._heads = heads
        self._cells = cells
        for key, item in dict(items).items():
            self[key] = item

    def __setitem__(self, key: str, item: T) -> None:
        super().__setitem__(key, item)
        if key.isidentifier() and not hasattr(dict, key):
            self.__dict__[key] = item  # not __getattr__, which completion would not trust

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def _repr_html_(self) -> str:
        rows = ((key, *(self._cells(item) if self._cells else ())) for key, item in self.items())
        return table(("key", *self._heads), rows)
