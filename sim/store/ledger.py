"""The ledger of a results folder: every run by what it is, what became of it, what it gave.

``manifest.json`` says what was asked and with what it was simulated; ``runs.sqlite`` holds
``points`` (the scenarios of the present question, in order; ``scenarios`` has all their
settings), ``plan`` (which run answers for which point and replication), ``runs`` (status, seed,
digest, fault), ``arrays`` (what runs gave) and ``worlds`` (what is assumed in each
replication). Runs are known by their content, so that a scenario that is renamed, added or
taken away leaves the others' runs as they were. One process writes, one transaction per
finished job; killed at any moment, the folder holds exactly the jobs that were finished.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from sim.errors import ResultsError
from sim.manifest import (
    MANIFEST,
    changes,
    read_manifest,
    unfinished,
    without_paths,
    write_manifest,
)
from sim.store.database import DATABASE, counts_of, fingerprint_in, open_database, take_from
from sim.store.lock import LOCK, as_results_error, lock, unlock
from sim.store.run import Run, stored_form


@dataclass(frozen=True, slots=True)
class Row:
    """One point as the ledger lists it."""

    name: str
    against: str | None
    content: str
    scenario: Mapping[str, Any]
    """Its settings in full, as plain values."""
    factors: Mapping[str, Any]
    runs: Mapping[int, str]
    """The key of its run in each replication."""


class Store:
    """The one writer of a results folder; a context manager.

    ``manifest`` says what is asked, and with what it is simulated (`sim.manifest.manifest_of`).
    ``warnings`` are what the user should hear about the folder. With ``accept_changes``
    scenarios or a model that differ from those of earlier results are run beside them;
    without, they are refused, and nothing is ever mixed.

    Raises
    ------
    ResultsError
        The folder cannot be written, is in use, belongs to something else, or holds results
        of another question or model.
    """

    def __init__(
        self, folder: Path | str, manifest: Mapping[str, Any], *, accept_changes: bool = False
    ) -> None:
        self.folder = Path(folder)
        self.warnings: list[str] = []
        _refuse_foreign(self.folder)
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock(self.folder, self.warnings)
        try:
            self.manifest = self._agreed(dict(manifest), accept_changes)
            with self._writing():
                write_manifest(self.folder, self.manifest)
                self._connection = open_database(self.folder / DATABASE, self.warnings)
        except BaseException:
            unlock(self._lock)
            raise

    def _agreed(self, manifest: dict[str, Any], accept_changes: bool) -> dict[str, Any]:
        """The new manifest, once it is known to go on with what the folder holds."""
        if not (self.folder / MANIFEST).exists():
            return manifest
        changed = changes(read_manifest(self.folder), manifest)
        if changed and not accept_changes:
            listed = "\n".join(f"  {change}" for change in changed)
            raise ResultsError(
                f"The results in {self.folder} answer another question. Changed since then:\n"
                f"{listed}\nUse another folder, undo the change, or run what changed anew with "
                "--accept-changes."
            )
        if changed:
            self.warnings.append(f"Run anew, since it changed: {'; '.join(changed)}.")
        return manifest

    def _writing(self) -> AbstractContextManager[None]:
        return as_results_error(f"The results folder {self.folder} cannot be written")

    def _execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    # -- what is asked -----------------------------------------------------------------------

    def ask(self, points: Sequence[Row]) -> None:
        """Make ``points`` the present question; runs that are known already stay as they are."""
        with self._writing(), self._connection:
            self._execute("DELETE FROM points")
            self._execute("DELETE FROM plan")
            self._connection.executemany(
                "INSERT INTO points VALUES (?, ?, ?, ?, ?)",
                [
                    (number, row.name, row.against, row.content, json.dumps(dict(row.factors)))
                    for number, row in enumerate(points)
                ],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO scenarios VALUES (?, ?)",
                [(row.content, json.dumps(without_paths(row.scenario))) for row in points],
            )
            wanted = [
                (number, replication, key)
                for number, row in enumerate(points)
                for replication, key in row.runs.items()
            ]
            self._connection.executemany("INSERT INTO plan VALUES (?, ?, ?)", wanted)
            self._connection.executemany(
                "INSERT OR IGNORE INTO runs (run, replication, status) VALUES (?, ?, 'pending')",
                [(key, replication) for _, replication, key in wanted],
            )
            self._execute(
                "DELETE FROM runs WHERE status = 'pending' AND run NOT IN (SELECT run FROM plan)"
            )

    def missing(self) -> frozenset[str]:
        """The keys of runs that the present question still needs."""
        rows = self._execute(
            "SELECT DISTINCT run FROM plan JOIN runs USING (run) WHERE status <> 'succeeded'"
        )
        return frozenset(key for (key,) in rows)

    def note_worlds(self, worlds: Mapping[int, Sequence[float]]) -> None:
        """Keep what is assumed in the world of each replication, in the order of the layout."""
        rows = [(number, np.asarray(values, "<f8").tobytes()) for number, values in worlds.items()]
        with self._writing(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO worlds VALUES (?, ?)", rows)

    def note(self, facts: Mapping[str, Any]) -> None:
        """Add to the manifest what only shows while the batch runs."""
        self.manifest = {**self.manifest, **facts}
        write_manifest(self.folder, self.manifest)

    # -- what becomes of it ------------------------------------------------------------------

    def begin(self, keys: Iterable[str]) -> None:
        """Mark runs as handed to a worker."""
        with self._writing(), self._connection:
            self._connection.executemany(
                "UPDATE runs SET status = 'running', attempts = attempts + 1 WHERE run = ?",
                [(key,) for key in keys],
            )

    def write(self, runs: Iterable[Run]) -> None:
        """Keep the runs of one job, all or none; a run written before is replaced."""
        with self._writing(), self._connection:
            for run in runs:
                self._replace(run)

    def _replace(self, run: Run) -> None:
        self._execute("DELETE FROM arrays WHERE run = ?", (run.key,))
        self._execute(
            "UPDATE runs SET status = ?, seed = ?, seconds = ?, digest = ?, tables = ?, "
            "message = ?, traceback = ? WHERE run = ?",
            (
                run.status, run.seed, run.seconds, run.digest() if run.arrays else None,
                len(run.arrays), run.message, run.traceback, run.key,
            ),
        )  # fmt: skip
        for name, values in run.arrays.items():
            plain = stored_form(values)
            row = (run.key, name, plain.dtype.str, *plain.shape, plain.tobytes())
            self._execute("INSERT INTO arrays VALUES (?, ?, ?, ?, ?, ?)", row)

    def take(self, folder: Path) -> None:
        """Copy the runs of another folder of the same design, where they are better than ours."""
        with self._writing():
            take_from(folder / DATABASE, self._connection, self.warnings)

    def abort(self) -> None:
        """Mark what was under way when somebody interrupted."""
        with self._writing(), self._connection:
            self._execute("UPDATE runs SET status = 'aborted' WHERE status = 'running'")

    def counts(self) -> dict[str, int]:
        """How many runs are asked for, and how many have which status."""
        return counts_of(self._connection)

    def close(self) -> None:
        """Write the counts, leave one plain database file, and let others in."""
        try:
            with self._writing():
                found = {"counts": self.counts(), "fingerprint": fingerprint_in(self._connection)}
                self.note(found)
            with suppress(sqlite3.OperationalError):  # somebody is reading: the log stays beside
                self._execute("PRAGMA journal_mode = DELETE")
        finally:
            self._connection.close()
            unlock(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ResultsError(f"{folder} is a file; results need a folder.")
    if not folder.is_dir() or (folder / MANIFEST).exists():
        return
    remains = {LOCK, unfinished(MANIFEST)}  # of a batch killed in its first moment
    if foreign := sorted({path.name for path in folder.iterdir()} - remains):
        raise ResultsError(
            f"The folder {folder} is not empty and holds no results ({foreign[0]} …). "
            "Nothing was touched; choose another folder."
        )
