"""Sets of agents over rows: what Mesa's AgentSet can do, by whole columns where possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from mesa.agent import Agent, AgentSet

from sim.agents import Column
from sim.errors import SimError

try:
    from mesa.agentset import GroupBy
except ImportError:
    from mesa.agent import GroupBy

if TYPE_CHECKING:
    from sim.model import Census

Method = str | Callable[..., Any]


class RowSet(AgentSet):
    """Some or all agents of a model, as numbers; views are made one at a time.

    A set of the model's own (``model.agents``, ``model.agents_by_type[…]``) is live: it always
    holds who is there now. A set made from another keeps its members, less those that close.
    ``get``, ``agg``, ``set`` and ``residents["trust"]`` take whole columns by name; what is no
    column is asked of one agent after another.
    """

    def __init__(
        self, census: Census, numbers: np.ndarray | None = None, table: str | None = None
    ) -> None:
        self.census = census
        self.table = table
        self.live = numbers is None
        self.random = census.model.random
        self._numbers = numbers

    @property
    def numbers(self) -> np.ndarray:
        """The numbers (``unique_id``) of the members present, in order."""
        if self._numbers is None:
            return self.census.numbers(self.table)
        if self.live:
            here = self.census.numbers(self.table)
            known = self._numbers[np.isin(self._numbers, here)]
            return np.concatenate([known, np.setdiff1d(here, known)])
        if self._numbers.max(initial=0) < self.census.starts[3]:
            return self._numbers
        return self._numbers[[self.census.is_present(each) for each in self._numbers.tolist()]]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Any]:
        return map(self.census.agent, self.numbers.tolist())

    def __contains__(self, agent: object) -> bool:
        mine = isinstance(agent, Agent) and agent.model is self.census.model
        return mine and bool((self.numbers == agent.unique_id).any())  # type: ignore[attr-defined]

    def __getitem__(self, item: int | slice | str) -> Any:
        if isinstance(item, str):
            return self._values(item, needed=True)
        chosen = self.numbers[item]
        if isinstance(item, slice):
            return RowSet(self.census, chosen).to_list()
        return self.census.agent(int(chosen))

    def to_list(self) -> list[Any]:
        """A view of every member."""
        return list(self)

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[Agent] | None = None,
        where: np.ndarray | None = None,
    ) -> RowSet:
        """The members that suit, in order; at most a number, or (up to 1.0) a share of them.

        ``filter_func`` is asked about one agent after another, ``where`` answers for all at
        once: ``residents.select(where=residents["trust"] < 0.3)``.
        """
        chosen = self.numbers
        share = isinstance(at_most, float) and at_most <= 1.0
        limit = int(len(chosen) * at_most if share else min(at_most, len(chosen)))
        if where is not None:
            if np.shape(where) != chosen.shape or np.asarray(where).dtype != np.bool_:
                raise SimError(f"where: expected yes or no for each of {len(chosen)} agents")
            chosen = chosen[where]
        if filter_func is not None or agent_type is not None:
            agents = map(self.census.agent, chosen.tolist())
            suiting = (each for each in agents if isinstance(each, agent_type or Agent))
            found = (each for each in suiting if filter_func is None or filter_func(each))
            chosen = np.array([each.unique_id for each in islice(found, limit)], np.int64)
        chosen = chosen[:limit]
        return self._change(chosen) if inplace else RowSet(self.census, chosen)

    def shuffle(self, inplace: bool = False) -> RowSet:
        """The members in an order drawn from ``model.random``."""
        order = self.numbers.tolist()
        self.random.shuffle(order)
        return self._ordered(np.array(order, np.int64), inplace)

    def sort(
        self, key: Callable[[Any], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> RowSet:
        """The members by falling (as in Mesa) or rising values; equal ones keep their order."""
        values = self._of_each(key)
        order = sorted(range(len(values)), key=values.__getitem__, reverse=not ascending)
        return self._ordered(self.numbers[order], inplace)

    def do(self, method: Method, *args: Any, **kwargs: Any) -> RowSet:
        """Let every member that is still there act, one after the other."""
        for number in self.numbers.tolist():
            if self.census.is_present(number):
                _ask(self.census.agent(number), method, *args, **kwargs)
        return self

    def shuffle_do(self, method: Method, *args: Any, **kwargs: Any) -> RowSet:
        """Let them act in random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: Method, *args: Any, **kwargs: Any) -> list[Any]:
        """What each member answers."""
        return [_ask(agent, method, *args, **kwargs) for agent in self]

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> list[Any]:
        """An attribute of every member, or a list of several."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing: found {handle_missing!r}, expected error or default")
        if not isinstance(attr_names, str):
            several = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [list(each) for each in zip(*several, strict=True)]
        values = self._values(attr_names)
        if values is not None:
            return values.tolist() if values.ndim == 1 else list(values)
        if handle_missing == "error":
            return [getattr(agent, attr_names) for agent in self]
        return [getattr(agent, attr_names, default_value) for agent in self]

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """One function of all values, or several: of an array for columns, else of a list."""
        values = self._values(attribute)
        given = self.get(attribute) if values is None else values
        return func(given) if callable(func) else [each(given) for each in func]

    def set(self, attr_name: str, value: Any) -> RowSet:
        """Give every member one value, or in a column each its own out of an array."""
        column, rows = self._column(attr_name)
        if column is not None:
            column.write(self.census.model, rows, value)
            return self
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def groupby(self, by: Callable[[Any], Any] | str, result_type: str = "agentset") -> GroupBy:
        """Together those that have the same value of an attribute or a function."""
        groups: dict[Any, list[int]] = {}
        for key, number in zip(self._of_each(by), self.numbers.tolist(), strict=True):
            groups.setdefault(key, []).append(number)
        sets = {key: RowSet(self.census, np.array(found)) for key, found in groups.items()}
        as_sets = result_type == "agentset"
        return GroupBy(sets if as_sets else {key: list(found) for key, found in sets.items()})

    def copy(self) -> RowSet:
        """The members of now, as a set of its own."""
        return RowSet(self.census, self.numbers)

    __copy__ = copy

    def add(self, agent: Agent) -> None:
        """Take in an agent."""
        self._change((self | [agent]).numbers)

    def discard(self, agent: Agent) -> None:
        """Leave an agent out."""
        self._change((self - {agent}).numbers)

    def remove(self, agent: Agent) -> None:
        """Leave an agent out that is there."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def _of_each(self, key: Callable[[Any], Any] | str) -> list[Any]:
        return self.get(key) if isinstance(key, str) else self.map(key)

    def _column(self, name: str) -> tuple[Column | None, np.ndarray]:
        kind, rows = self.census.standing(self.numbers)
        column = getattr(kind, name, None)
        return (column if isinstance(column, Column) else None), rows

    def _values(self, name: str, needed: bool = False) -> np.ndarray | None:
        """The members' part of a column they share, small integers widened for sums."""
        column, rows = self._column(name)
        if column is None:
            if needed:
                raise AttributeError(f"these agents have no column {name!r} in common")
            return None
        values = column.of(self.census.model)[rows]
        return values.astype(np.int64) if values.dtype.kind == "i" else values

    def _change(self, numbers: np.ndarray) -> RowSet:
        if self.live:
            raise SimError("the model's own sets follow the county: change a copy() of them")
        return self._ordered(numbers, inplace=True)

    def _ordered(self, numbers: np.ndarray, inplace: bool) -> RowSet:
        if not inplace:
            return RowSet(self.census, numbers)
        self._numbers = numbers
        return self

    def _from_iterable(self, agents: Iterable[Agent]) -> RowSet:
        members = dict.fromkeys(agents)
        if any(agent.model is not self.census.model for agent in members):
            raise SimError("a set holds agents of one model")
        return RowSet(self.census, np.array([agent.unique_id for agent in members], np.int64))

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def _ask(agent: Any, method: Method, *args: Any, **kwargs: Any) -> Any:
    if isinstance(method, str):
        return getattr(agent, method)(*args, **kwargs)
    return method(agent, *args, **kwargs)
