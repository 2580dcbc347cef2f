"""The tables of a ledger, and what can be counted in them."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sim.store.run import fingerprint_of

DATABASE = "runs.sqlite"

_TABLES = (
    "points (position INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, against TEXT, "
    "content TEXT NOT NULL, factors TEXT NOT NULL)",
    "scenarios (content TEXT PRIMARY KEY, said TEXT NOT NULL)",
    "plan (position INTEGER NOT NULL, replication INTEGER NOT NULL, run TEXT NOT NULL, "
    "PRIMARY KEY (position, replication)) WITHOUT ROWID",
    "runs (run TEXT PRIMARY KEY, replication INTEGER NOT NULL, status TEXT NOT NULL, "
    "attempts INTEGER NOT NULL DEFAULT 0, seed INTEGER, seconds REAL, digest TEXT, tables INTEGER,"
    " message TEXT, traceback TEXT) WITHOUT ROWID",
    "arrays (run TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, rows INTEGER NOT NULL, "
    "columns INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (run, name))",
    "worlds (replication INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
)

WHOLE = "tables = (SELECT COUNT(*) FROM arrays WHERE arrays.run = runs.run)"
"""Whether the ledger has all arrays that a run left, in SQL."""

_RANK = (
    "CASE WHEN status = 'succeeded' AND tables = "
    "(SELECT COUNT(*) FROM {place}.arrays AS each WHERE each.run = runs.run) THEN 2 "
    "WHEN status = 'failed' THEN 1 ELSE 0 END"
)
_BETTER = (
    f"SELECT run FROM (SELECT run, {_RANK.format(place='other')} AS theirs FROM other.runs) "
    f"LEFT JOIN (SELECT run, {_RANK.format(place='main')} AS ours FROM main.runs) USING (run) "
    "WHERE theirs > COALESCE(ours, -1)"
)


def open_database(path: Path, warnings: list[str]) -> sqlite3.Connection:
    """A connection to the tables of a ledger, made where they are missing, fit to go on with.

    Runs that were under way when an earlier batch ended, or lost their arrays, are pending
    again; ``warnings`` says how many.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rwc", uri=True)
    try:
        # Where a disk cannot share memory between processes, SQLite keeps its older journal.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            for table in _TABLES:
                connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        _pick_up(connection, warnings)
    except BaseException:
        connection.close()
        raise
    return connection


def _pick_up(connection: sqlite3.Connection, warnings: list[str]) -> None:
    with connection:
        under_way = connection.execute(
            "UPDATE runs SET status = 'pending' WHERE status IN ('running', 'aborted')"
        ).rowcount
        lost = connection.execute(
            f"UPDATE runs SET status = 'pending' WHERE status = 'succeeded' AND NOT {WHOLE}"
        ).rowcount
    if under_way:
        warnings.append(f"{under_way} runs were under way when the last batch ended.")
    if lost:
        warnings.append(f"{lost} finished runs had lost rows and are run again.")


def counts_of(connection: sqlite3.Connection) -> dict[str, int]:
    """``asked``, and the number of runs of the plan by status."""
    rows = connection.execute(
        "SELECT status, COUNT(DISTINCT run) FROM plan JOIN runs USING (run) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {"asked": sum(number for _, number in rows), **dict(rows)}


def fingerprint_in(connection: sqlite3.Connection) -> str:
    """The fingerprint of what the runs of the plan gave."""
    rows = connection.execute(
        "SELECT name, replication, digest FROM plan JOIN points USING (position) "
        "JOIN (SELECT run, digest, status FROM runs) USING (run) WHERE status = 'succeeded'"
    )
    return fingerprint_of(rows.fetchall())


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can change nothing."""
    return sqlite3.connect(_to_read(path), uri=True)


def _to_read(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def take_from(path: Path, connection: sqlite3.Connection, warnings: list[str]) -> None:
    """Copy from another ledger of the same design every run of which it has more.

    All or nothing; what is asked there is asked here as well.
    """
    connection.execute("ATTACH ? AS other", (_to_read(path),))
    try:
        with connection:
            for table in ("points", "scenarios", "plan", "worlds"):
                connection.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM other.{table}")
            better = connection.execute(_BETTER).fetchall()
            connection.executemany("DELETE FROM arrays WHERE run = ?", better)
            for table in ("runs", "arrays"):
                connection.executemany(
                    f"INSERT OR REPLACE INTO main.{table} "
                    f"SELECT * FROM other.{table} WHERE run = ?",
                    better,
                )
        _pick_up(connection, warnings)
    finally:
        connection.execute("DETACH other")
