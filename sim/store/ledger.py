"""A results folder: what was asked, what every run gave, and nothing half-written.

``manifest.json`` says what was simulated with what; ``runs.sqlite`` holds tidy tables:
``runs`` (what became of each run), ``series`` (a row per month, a column per outcome),
``delivered`` (a row per month, a column per policy: the share that was paid for), ``ledger``
(a row per month and line with money in it), ``lines``, and ``worlds`` (what is assumed in each
replication). One process writes, one transaction
per finished job; killed at any moment, the folder holds exactly the jobs that were finished.
The same command again does the rest.
"""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import numpy as np

from sim.errors import ContractError, ResultsError
from sim.manifest import (
    MANIFEST,
    Plan,
    changes,
    manifest_of,
    read_manifest,
    unfinished,
    write_manifest,
)
from sim.spreadsheet import write_csv

if TYPE_CHECKING:
    import pandas as pd

DATABASE = "runs.sqlite"
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of the tables, the same for every run of a folder."""

    outcomes: tuple[str, ...]
    policies: tuple[str, ...]
    lines: tuple[tuple[str, str, str], ...]
    """``(line, payer, payee)`` in the order of the ledger's columns."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it is stored; the arrays stay empty when it was not ``done``."""

    scenario: str
    replication: int
    seed: int
    status: str = "done"
    seconds: float = 0.0
    message: str = ""
    series: Mapping[str, np.ndarray] = field(default_factory=dict)
    ledger: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    delivered: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))


# -- writing ---------------------------------------------------------------------------------


class Store:
    """The one writer of a results folder; a context manager.

    ``finished`` are the ``(scenario, replication)`` that need not be run again; ``warnings``
    what the user should hear about the folder.

    Raises
    ------
    ResultsError
        The folder cannot be written, is in use, belongs to something else, or holds results
        of another question or model.
    """

    def __init__(self, folder: Path | str, plan: Plan, layout: Layout) -> None:
        self.folder = Path(folder)
        self.layout = layout
        self.warnings: list[str] = []
        _refuse_foreign(self.folder)
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self.folder / LOCK, self.warnings)
        try:
            self.manifest = self._agreed(manifest_of(plan))
            with self._writing():
                write_manifest(self.folder, self.manifest)
                self._connection = _database(self.folder / DATABASE, layout)
            self.finished = self._finished()
        except BaseException:
            _unlock(self._lock)
            raise

    def _agreed(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """The new manifest, once it is known to go on with what the folder holds."""
        if not (self.folder / MANIFEST).exists():
            return manifest
        former = read_manifest(self.folder)
        if changed := changes(former, manifest):
            listed = "\n".join(f"  {change}" for change in changed)
            raise ResultsError(
                f"The results in {self.folder} answer another question. Changed since then:\n"
                f"{listed}\nUse another folder, or undo the change."
            )
        most = max(manifest["replications"], former["replications"])
        return {**manifest, "replications": most}

    def _writing(self) -> AbstractContextManager[None]:
        return _as_results_error(f"The results folder {self.folder} cannot be written")

    def _finished(self) -> frozenset[tuple[str, int]]:
        """Runs listed as done whose rows are all there."""
        done = self._connection.execute(
            "SELECT scenario, replication, months, (SELECT COUNT(*) FROM series AS s WHERE "
            "s.scenario = r.scenario AND s.replication = r.replication) "
            "FROM runs AS r WHERE status = 'done'"
        ).fetchall()
        whole = frozenset((row[0], row[1]) for row in done if row[2] == row[3])
        if damaged := len(done) - len(whole):
            self.warnings.append(f"{damaged} finished runs had lost rows and are run again.")
        return whole

    def write(self, runs: Iterable[Run]) -> None:
        """Keep the runs of one job, all or none; a run written before is replaced."""
        with self._writing(), self._connection:
            for run in runs:
                self._replace(run)

    def _replace(self, run: Run) -> None:
        key = (run.scenario, run.replication)
        for table in ("runs", "series", "delivered", "ledger"):
            self._execute(f"DELETE FROM {table} WHERE scenario = ? AND replication = ?", key)
        done = run.status == "done"
        months = _months(run, self.layout) if done else 0
        row = (*key, run.status, run.seed, months, run.seconds, run.message)
        self._execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        if done:
            series = np.column_stack([run.series[name] for name in self.layout.outcomes])
            self._insert_months("series", key, series)
            self._insert_months("delivered", key, run.delivered)
            month, line = np.nonzero(run.ledger)
            fen = run.ledger[month, line]
            entries = zip((month + 1).tolist(), line.tolist(), fen.tolist(), strict=True)
            rows = ((*key, *entry) for entry in entries)
            self._connection.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", rows)

    def _insert_months(self, table: str, key: tuple[str, int], values: np.ndarray) -> None:
        marks = ", ".join("?" * (3 + values.shape[1]))
        rows = ((*key, month, *row) for month, row in enumerate(values.tolist(), start=1))
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def note_worlds(self, worlds: Sequence[Mapping[str, float]]) -> None:
        """Keep what is assumed in the world of each replication, the first one first."""
        rows = (
            (replication, name, value)
            for replication, world in enumerate(worlds)
            for name, value in world.items()
        )
        with self._writing(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO worlds VALUES (?, ?, ?)", rows)

    def _execute(self, statement: str, values: Sequence[Any]) -> None:
        self._connection.execute(statement, values)

    def counts(self) -> dict[str, int]:
        """How many runs were asked for, and how many ended in which status."""
        rows = self._connection.execute("SELECT status, COUNT(*) FROM runs GROUP BY 1 ORDER BY 1")
        asked = self.manifest["replications"] * len(self.manifest["scenarios"])
        return {"asked": asked, **dict(rows.fetchall())}

    def close(self) -> None:
        """Write the counts, leave one plain database file, and let others in."""
        try:
            with self._writing():
                write_manifest(self.folder, {**self.manifest, "counts": self.counts()})
            with suppress(sqlite3.OperationalError):  # somebody is reading: the log stays beside
                self._connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            self._connection.close()
            _unlock(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _months(run: Run, layout: Layout) -> int:
    """The number of months of a run whose arrays fit the tables."""
    lengths = {len(run.series[name]) for name in layout.outcomes if name in run.series}
    months = max(lengths, default=0)
    shapes = (run.ledger.shape, run.delivered.shape)
    expected = ((months, len(layout.lines)), (months, len(layout.policies)))
    if set(run.series) != set(layout.outcomes) or len(lengths) != 1 or shapes != expected:
        raise ContractError(f"the arrays of {run.scenario} {run.replication} do not fit the tables")
    return months


def _database(path: Path, layout: Layout) -> sqlite3.Connection:
    """A connection to tables with the columns of ``layout``, made where they are missing."""
    connection = sqlite3.connect(path)
    try:
        _set_up(connection, layout)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, layout: Layout) -> None:
    # Where a disk cannot share memory between processes, SQLite stays with its older journal.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    with connection:
        for table in _tables(layout):
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        connection.executemany(
            "INSERT OR IGNORE INTO lines VALUES (?, ?, ?, ?)",
            [(number, *line) for number, line in enumerate(layout.lines)],
        )


def _tables(layout: Layout) -> Iterator[str]:
    key = "scenario TEXT NOT NULL, replication INTEGER NOT NULL"
    yield (
        f"runs ({key}, status TEXT, seed INTEGER, months INTEGER, seconds REAL, message TEXT, "
        "PRIMARY KEY (scenario, replication)) WITHOUT ROWID"
    )
    for table, names in (("series", layout.outcomes), ("delivered", layout.policies)):
        columns = "".join(f', "{_plain(name)}" REAL' for name in names)
        yield (
            f"{table} ({key}, month INTEGER NOT NULL{columns}, "
            "PRIMARY KEY (scenario, replication, month)) WITHOUT ROWID"
        )
    yield (
        f"ledger ({key}, month INTEGER NOT NULL, line INTEGER NOT NULL, fen INTEGER NOT NULL, "
        "PRIMARY KEY (scenario, replication, month, line)) WITHOUT ROWID"
    )
    yield (
        "worlds (replication INTEGER NOT NULL, assumption TEXT NOT NULL, value REAL NOT NULL, "
        "PRIMARY KEY (replication, assumption)) WITHOUT ROWID"
    )
    yield "lines (number INTEGER PRIMARY KEY, line TEXT, payer TEXT, payee TEXT)"


def _plain(name: str) -> str:
    if not name.isidentifier():
        raise ContractError(f"{name!r} cannot be the name of a column")
    return name


# -- one writer ------------------------------------------------------------------------------


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ResultsError(f"{folder} is a file; results need a folder.")
    if not folder.is_dir() or (folder / MANIFEST).exists():
        return
    if foreign := sorted({path.name for path in folder.iterdir()} - _own_remains()):
        raise ResultsError(
            f"The folder {folder} is not empty and holds no results ({foreign[0]} …). "
            "Nothing was touched; choose another folder."
        )


def _own_remains() -> set[str]:
    """What a batch killed in its first moment can leave behind."""
    return {LOCK, unfinished(MANIFEST)}


def _lock(path: Path, warnings: list[str]) -> BinaryIO:
    """Hold the folder for this process; the system lets go when the process ends anyhow."""
    stream = open(path, "a+b")  # noqa: SIM115
    try:
        _lock_file(stream)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN):
            warnings.append("This disk cannot lock files: start no second batch in this folder.")
        else:
            owner = _owner(stream)
            stream.close()
            raise ResultsError(f"These results are in use by {owner}: {path.parent}") from None
    if owner := _owner(stream):
        warnings.append(f"Taken over from {owner}, which ended without closing the results.")
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    stream.seek(0)
    stream.truncate()
    stream.write(f"process {os.getpid()} on {socket.gethostname()} since {since}".encode())
    stream.flush()
    return stream


def _unlock(stream: BinaryIO) -> None:
    stream.truncate(0)
    stream.close()


def _owner(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read(200).decode("utf-8", "replace")


def _lock_file(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(1 << 20)  # far behind the text, which others want to read
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _as_results_error(sentence: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ResultsError(f"{sentence}: {reason}.") from error


# -- reading ---------------------------------------------------------------------------------


class Results:
    """The tidy tables of a results folder; reading needs no lock and disturbs no batch."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder)

    @classmethod
    def open(cls, folder: Path | str) -> Results:
        """The results in ``folder``; `ResultsError` when there are none that we can read."""
        return cls(folder)

    def runs(self) -> pd.DataFrame:
        """``scenario, replication, month`` and a column per outcome, one row per month."""
        return self._months("series")

    def delivered(self) -> pd.DataFrame:
        """``scenario, replication, month`` and per policy the share that was paid for."""
        return self._months("delivered")

    def ledger(self) -> pd.DataFrame:
        """``scenario, replication, month, line, payer, payee, yuan``; no row, no money."""
        table = self._table(
            "SELECT scenario, replication, month, l.line, payer, payee, fen FROM ledger AS g "
            "JOIN lines AS l ON l.number = g.line ORDER BY scenario, replication, month, number"
        )
        table["yuan"] = table.pop("fen") / 100
        return table

    def status(self) -> pd.DataFrame:
        """What became of every run: ``scenario, replication, status, seed, seconds, message``."""
        return self._table(
            "SELECT scenario, replication, status, seed, seconds, message FROM runs "
            "ORDER BY scenario, replication"
        )

    def worlds(self) -> pd.DataFrame:
        """``replication`` and a column per assumption: the worlds that were meant to be run.

        What a scenario fixes itself stands in the manifest and wins over them.
        """
        long = self._table("SELECT replication, assumption, value FROM worlds")
        wide = long.pivot(index="replication", columns="assumption", values="value")
        return wide.rename_axis(columns=None).reset_index()

    def export(self) -> Path:
        """Write ``runs.csv`` into the folder, for Excel and everybody else."""
        path = self.folder / "runs.csv"
        write_csv(self.runs(), path)
        return path

    def _months(self, table: str) -> pd.DataFrame:
        found = self._table(f"SELECT * FROM {table} ORDER BY scenario, replication, month")
        values = found.columns[3:]
        return found.astype(dict.fromkeys(values, "float64"))  # a column of NULLs is no number

    def _table(self, query: str) -> pd.DataFrame:
        import pandas as pd

        path = self.folder / DATABASE
        with _as_results_error(f"{path} cannot be read"):
            uri = f"{path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                return pd.read_sql_query(query, connection)
