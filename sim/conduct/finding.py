"""Finding one run in results folders, by the beginning of its key."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import ResultsError
from sim.manifest import MANIFEST
from sim.store import Results

MOST_NAMED = 5
"""Runs that a message names where several could be meant."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One run as a results folder has it."""

    folder: Path
    key: str
    scenario: str
    replication: int
    status: str
    digest: str = ""
    message: str = ""
    traceback: str = ""


def folders_below(place: Path) -> list[Path]:
    """Every results folder in a folder, at any depth, in the order of their names."""
    found = sorted(path.parent for path in place.rglob(MANIFEST))
    return [folder for folder in found if _is_readable(folder)]


def _is_readable(folder: Path) -> bool:
    """Whether there is a ledger of this version; single runs and older results have none."""
    try:
        Results.open(folder).against()
    except ResultsError:
        return False
    return True


def recorded(results: Results) -> list[Recorded]:
    """What the folder was asked for, in the order of the question.

    A run that answers for several scenarios stands there once for each.
    """
    return [
        Recorded(
            results.folder, row["run"], row["scenario"], int(row["replication"]), row["status"],
            row["digest"], row["message"], row["traceback"],
        )
        for row in results.status().to_dict("records")
    ]  # fmt: skip


def find_run(beginning: str, folders: Sequence[Path]) -> Recorded:
    """The run whose key begins so; where several folders have it, from one where it was done.

    Raises
    ------
    ResultsError
        where no run is meant, or several.
    """
    every = [run for folder in folders for run in recorded(Results.open(folder))]
    hits = [run for run in every if run.key.startswith(beginning.lower())]
    if not hits:
        raise ResultsError(_nothing_found(beginning, every, len(folders)))
    if len({run.key for run in hits}) > 1:
        raise ResultsError(
            f"Several runs begin with {beginning}:\n{_listed(hits)}\nGive more of the key."
        )
    return max(hits, key=lambda run: run.status in ("succeeded", "failed"))


def _nothing_found(beginning: str, every: Sequence[Recorded], folders: int) -> str:
    places = "1 folder" if folders == 1 else f"{folders} folders"
    said = f"No run begins with {beginning}; looked at {len(every)} runs in {places}."
    keys = {run.key[: len(beginning)]: run for run in every}
    near = difflib.get_close_matches(beginning.lower(), keys, n=MOST_NAMED)
    return f"{said} Near ones:\n{_listed([keys[each] for each in near])}" if near else said


def _listed(runs: Sequence[Recorded]) -> str:
    by_key = {run.key: run for run in runs}
    lines = [
        f"  {run.key}  {run.scenario}, replication {run.replication}, in {run.folder}"
        for run in list(by_key.values())[:MOST_NAMED]
    ]
    more = len(by_key) - MOST_NAMED
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)
