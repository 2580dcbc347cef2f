"""Reading a results folder: tidy tables of what the present question asked for."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.design import FRESH
from sim.errors import ContractError, ResultsError
from sim.manifest import read_manifest
from sim.store.database import DATABASE, open_to_read
from sim.store.lock import as_results_error
from sim.store.run import digest_of

if TYPE_CHECKING:
    import pandas as pd

_FOUND = (
    "SELECT name, replication, {columns} FROM plan JOIN points USING (position) "
    "JOIN (SELECT run, status FROM runs) USING (run) "
    "JOIN (SELECT run, name AS part, kind, rows, columns, bytes FROM arrays) USING (run) "
    "WHERE part = ? AND status = 'succeeded' AND replication {which} ? "
    "ORDER BY position, replication"
)

_OF_RUN = "SELECT name, kind, rows, columns, bytes FROM arrays WHERE run = ?"
_WORLDS = (
    "SELECT replication, bytes FROM worlds WHERE replication < ? "
    "AND replication IN (SELECT replication FROM plan) ORDER BY replication"
)


class Results:
    """The tables of a results folder; reading needs no lock and disturbs no batch.

    Each table lists the scenarios in the order of the question, the replications of each in
    order. ``fresh`` replications are those on which the winner is estimated anew; they are in
    no table unless asked for.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder)

    @classmethod
    def open(cls, folder: Path | str) -> Results:
        """The results in ``folder``; `ResultsError` when there are none that we can read."""
        return cls(folder)

    # -- what was asked ----------------------------------------------------------------------

    def points(self) -> pd.DataFrame:
        """``scenario, against`` and a column for each factor, in the order of the question."""
        import pandas as pd

        rows = self._rows("SELECT name, against, factors FROM points ORDER BY position")
        table = pd.DataFrame([json.loads(said) for _, _, said in rows])
        for place, name in enumerate(("scenario", "against")):
            table.insert(place, name, pd.Series([row[place] for row in rows], dtype=object))
        return table

    def against(self) -> dict[str, str]:
        """For each scenario the one it is paired with; baselines are paired with none."""
        query = "SELECT name, against FROM points WHERE against IS NOT NULL ORDER BY position"
        return dict(self._rows(query))

    def scenario(self, name: str) -> dict[str, Any]:
        """All settings of one scenario; a county table by its name, without its folder."""
        query = "SELECT said FROM points JOIN scenarios USING (content) WHERE name = ?"
        found = self._rows(query, (name,))
        if not found:
            raise ResultsError(f"{self.folder} has no scenario {name!r}.")
        return dict(json.loads(found[0][0]))

    def status(self) -> pd.DataFrame:
        """What became of every run that was asked for."""
        import pandas as pd

        names = [
            "scenario",
            "replication",
            "run",
            "status",
            "attempts",
            "seed",
            "seconds",
            "digest",
            "message",
            "traceback",
        ]
        rows = self._rows(
            "SELECT name, plan.replication, run, status, attempts, seed, seconds, digest, "
            "message, traceback FROM plan JOIN points USING (position) JOIN runs USING (run) "
            "ORDER BY position, plan.replication"
        )
        table = pd.DataFrame(rows, columns=names)
        return table.fillna(dict.fromkeys(("digest", "message", "traceback"), ""))

    def worlds(self) -> pd.DataFrame:
        """``replication`` and a column per assumption: the worlds that were meant to be run.

        What a scenario fixes itself stands in the manifest and wins over them.
        """
        rows = self._rows(_WORLDS, (FRESH,))
        values = [np.frombuffer(values, "<f8") for _, values in rows]
        table = _frame(np.array(values), self.manifest["assumptions"])
        table.insert(0, "replication", [number for number, _ in rows])
        return table

    # -- what runs gave ----------------------------------------------------------------------

    def runs(self, *, fresh: bool = False) -> pd.DataFrame:
        """``scenario, replication, month`` and a column per outcome, one row per month."""
        return self._table("series", fresh=fresh)

    def last(self, outcome: str) -> dict[str, dict[int, float]]:
        """Scenario → replication → an outcome in the last month."""
        column = self.manifest["columns"]["series"].index(outcome)
        return self._numbers(lambda series: series[-1, column])

    def total(self, outcome: str) -> dict[str, dict[int, float]]:
        """Scenario → replication → the sum of an outcome over all months."""
        column = self.manifest["columns"]["series"].index(outcome)
        return self._numbers(lambda series: math.fsum(series[:, column]))

    def _numbers(self, of: Callable[[np.ndarray], float]) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = {}
        for scenario, replication, series in self._arrays("series", "<"):
            found.setdefault(scenario, {})[replication] = float(of(series))
        return found

    def groups(self) -> pd.DataFrame:
        """``scenario, replication, month, origin, age, people`` and what residents have."""
        table = self._table("groups")
        names = [tuple(pair) for pair in self.manifest["groups"]]
        numbers = table.pop("group")
        if not numbers.between(0, len(names) - 1).all():
            raise self._is_damaged()
        numbers = numbers.astype(int)
        table.insert(3, "origin", [names[number][0] for number in numbers])
        table.insert(4, "age", [names[number][1] for number in numbers])
        return table

    def delivered(self) -> pd.DataFrame:
        """``scenario, replication, month`` and per policy the share that was paid for."""
        return self._table("delivered")

    def ledger(self) -> pd.DataFrame:
        """``scenario, replication, month, line, payer, payee, yuan``; no row, no money."""
        table = self._table("ledger")
        lines = self.manifest["lines"]
        numbers = table.pop("line").tolist()
        if not all(0 <= number < len(lines) for number in numbers):
            raise self._is_damaged()
        for position, name in enumerate(("line", "payer", "payee")):
            table[name] = [lines[int(number)][position] for number in numbers]
        table["yuan"] = table.pop("fen") / 100
        return table

    def panels(self, outcome: str) -> dict[str, dict[int, np.ndarray]]:
        """Scenario → replication → [T, C]: an outcome of every community in every month."""
        return self._by_scenario(f"panel.{outcome}")

    def places(self) -> pd.DataFrame:
        """``scenario, month, community, x, y, town, kind, residents, n`` and an outcome a column.

        Outcomes of every community in every month, as means over ``n`` replications (those of
        the residents of the community); no row where runs kept no communities.
        """
        import pandas as pd

        outcomes, said = self._mapped(), self.manifest["experiment"]["county"].get("places", {})
        columns = ("community", "x", "y", "town", "kind", "residents")
        size = len(said.get("x", ()))
        means = {key: self._means(f"place.{key}", size) for key in outcomes}
        if not outcomes or not means[outcomes[0]]:
            return pd.DataFrame(columns=["scenario", "month", *columns, "n", *outcomes])
        parts = []
        for scenario, (first, n) in means[outcomes[0]].items():
            months = len(first)
            part = pd.DataFrame({name: list(said[name]) * months for name in columns})
            part.insert(0, "scenario", scenario)
            part.insert(1, "month", np.repeat(np.arange(1, months + 1), size))
            part["n"] = n
            parts.append(part.assign(**{key: means[key][scenario][0].ravel() for key in outcomes}))
        return pd.concat(parts, ignore_index=True)

    def _mapped(self) -> list[str]:
        """The outcomes that finished runs kept by community, in the order of the series."""
        found = self._rows("SELECT DISTINCT name FROM arrays WHERE name LIKE 'place.%'")
        kept = {name.partition(".")[2] for (name,) in found}
        return [key for key in self.manifest["columns"]["series"] if key in kept]

    def _means(self, name: str, size: int) -> dict[str, tuple[np.ndarray, int]]:
        """Scenario → [T, C] means and their n, of counties of so many communities."""
        sums: dict[str, np.ndarray] = {}
        counts: dict[str, int] = {}
        for scenario, _, values in self._arrays(name, "<"):
            if values.shape[1] == size:
                sums[scenario] = sums.get(scenario, 0.0) + values.astype(np.float64)
                counts[scenario] = counts.get(scenario, 0) + 1
        return {name: (total / counts[name], counts[name]) for name, total in sums.items()}

    def adopted(self) -> dict[str, dict[int, np.ndarray]]:
        """Scenario → replication → [C]: the first month in which a policy acted, 0 for never."""
        found = self._by_scenario("adopted")
        return {name: {i: each[:, 0] for i, each in its.items()} for name, its in found.items()}

    def arrays(self, run: str) -> dict[str, np.ndarray]:
        """Everything that a run gave, by its key; nothing where it gave nothing."""
        return {name: _array(*stored) for name, *stored in self._rows(_OF_RUN, (run,))}

    def damaged(self) -> list[str]:
        """The keys of runs whose numbers are no longer those that were written."""
        with self._database() as connection:
            digests = "SELECT run, digest FROM runs WHERE status = 'succeeded' ORDER BY run"
            return [
                key
                for key, digest in connection.execute(digests)
                if _digest(connection.execute(_OF_RUN, (key,))) != digest
            ]

    def _is_damaged(self) -> ResultsError:
        said = f"Numbers in {self.folder} are no longer those that were written"
        return ResultsError(f"{said}: sim verify {self.folder} lists the runs.")

    # -- from the database -------------------------------------------------------------------

    def _table(self, name: str, *, fresh: bool = False) -> pd.DataFrame:
        found = list(self._arrays(name, ">=" if fresh else "<"))
        columns = self.manifest["columns"][name]
        values = [each for _, _, each in found]
        if any(each.shape[1] != len(columns) for each in values):
            raise self._is_damaged()
        table = _frame(np.concatenate(values) if values else np.empty((0, len(columns))), columns)
        lengths = [len(each) for each in values]
        table.insert(0, "scenario", np.repeat(np.array([s for s, _, _ in found], object), lengths))
        table.insert(1, "replication", np.repeat([i for _, i, _ in found], lengths).astype(int))
        return table.astype({"scenario": object, "month": int})

    def _by_scenario(self, name: str) -> dict[str, dict[int, np.ndarray]]:
        found: dict[str, dict[int, np.ndarray]] = {}
        for scenario, replication, values in self._arrays(name, "<"):
            found.setdefault(scenario, {})[replication] = values
        return found

    def _arrays(self, name: str, which: str) -> Iterator[tuple[str, int, np.ndarray]]:
        query = _FOUND.format(columns="kind, rows, columns, bytes", which=which)
        for scenario, replication, *stored in self._rows(query, (name, FRESH)):
            try:
                found = _array(*stored)
            except (ResultsError, TypeError, ValueError):
                raise self._is_damaged() from None
            yield scenario, replication, found

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._database() as connection:
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        path = self.folder / DATABASE
        with as_results_error(f"{path} cannot be read"), closing(open_to_read(path)) as connection:
            yield connection


def _array(kind: str, rows: int, columns: int, stored: bytes) -> np.ndarray:
    if len(stored) != rows * columns * np.dtype(kind).itemsize:
        raise ResultsError("an array of the results is shorter than it was")
    return np.frombuffer(stored, kind).reshape(rows, columns)


def _digest(stored: Iterable[tuple[Any, ...]]) -> str:
    """The digest of stored arrays; none where one of them is no array any more."""
    try:
        return digest_of({name: _array(*each) for name, *each in stored})
    except (ResultsError, ContractError, TypeError, ValueError):
        return ""


def _frame(values: np.ndarray, columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(values.reshape(-1, len(columns)), columns=list(columns))
