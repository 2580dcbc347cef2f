"""Tables of equal-length columns: the stuff the world is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Self

import numpy as np


def column(dtype: Any, unit: str, *shape: int) -> Any:
    """Declare one column: its type, its unit or range, and the widths after the row."""
    return field(metadata={"dtype": np.dtype(dtype), "unit": unit, "shape": shape})


@dataclass(slots=True)
class Table:
    """Equal-length columns; the base of every table of the world."""

    @classmethod
    def empty(cls, rows: int) -> Self:
        """A table of ``rows`` rows of zeros."""
        return cls(
            **{
                item.name: np.zeros((rows, *item.metadata["shape"]), item.metadata["dtype"])
                for item in fields(cls)
            }
        )

    @classmethod
    @cache
    def column_names(cls) -> tuple[str, ...]:
        """The columns, in the order of their declaration."""
        return tuple(item.name for item in fields(cls) if "dtype" in item.metadata)

    @classmethod
    def unit_of(cls, name: str) -> str:
        """The unit or range of one column, in words."""
        return next(item.metadata["unit"] for item in fields(cls) if item.name == name)

    def copy(self) -> Self:
        return type(self)(**{name: getattr(self, name).copy() for name in self.column_names()})

    def __len__(self) -> int:
        return len(getattr(self, self.column_names()[0]))


@dataclass(slots=True)
class Tally(Table):
    """Numbers side by side in one buffer, so that a month is emptied or kept at one stroke.

    ``buffer`` [rows, numbers] holds every column's numbers of a row next to each other; the
    columns are views of it. All are float64.
    """

    buffer: np.ndarray

    @classmethod
    def empty(cls, rows: int) -> Self:
        """A tally of ``rows`` rows of zeros."""
        numbers, wide = cls._numbers()
        buffer = np.zeros((rows, max(place.stop for place in cls.places().values())))
        columns = {name: buffer[:, position] for name, position in numbers}
        for name, place, shape in wide:
            columns[name] = buffer[:, place].reshape(rows, *shape)
        return cls(buffer=buffer, **columns)

    @classmethod
    @cache
    def _numbers(
        cls,
    ) -> tuple[list[tuple[str, int]], list[tuple[str, slice, tuple[int, ...]]]]:
        """Columns of one number a row with their places, and those of several with their shapes.

        Told apart once: policies ask for an empty tally every month.
        """
        shapes = {name: cls.shape_of(name) for name in cls.places()}
        numbers = [(name, place.start) for name, place in cls.places().items() if not shapes[name]]
        wide = [(name, place, shapes[name]) for name, place in cls.places().items() if shapes[name]]
        return numbers, wide

    @classmethod
    @cache
    def shape_of(cls, name: str) -> tuple[int, ...]:
        """The widths of a column after the row."""
        return next(item.metadata["shape"] for item in fields(cls) if item.name == name)

    @classmethod
    @cache
    def places(cls) -> dict[str, slice]:
        """Where each column stands in the buffer's last axis."""
        found, position = {}, 0
        for name in cls.column_names():
            width = math.prod(cls.shape_of(name))
            found[name] = slice(position, position + width)
            position += width
        return found

    def copy(self) -> Self:
        other = type(self).empty(len(self))
        other.buffer[:] = self.buffer
        return other

    def clear(self) -> None:
        """Start a month."""
        self.buffer.fill(0.0)

    def __reduce__(self) -> tuple[Any, ...]:
        return _tally_of, (type(self), self.buffer)


def _tally_of(kind: type[Tally], buffer: np.ndarray) -> Tally:
    """A tally from its numbers: copied or unpickled, columns must stay views of the buffer."""
    tally = kind.empty(len(buffer))
    tally.buffer[:] = buffer
    return tally
