"""Parts of one batch that ran apart, put together in one folder run by run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.design import FRESH
from sim.errors import ResultsError
from sim.manifest import MANIFEST, changes, read_manifest
from sim.store.database import DATABASE, open_to_read
from sim.store.ledger import Store
from sim.store.lock import as_results_error

MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """What a results folder was asked, and the digests of what it has."""

    folder: Path
    manifest: Mapping[str, Any]
    points: Mapping[str, tuple[Any, ...]]
    replications: frozenset[int]
    digests: Mapping[str, str]


def merge(folders: Sequence[Path], into: Path) -> list[str]:
    """Copy the runs of several results folders of one question into one; returns warnings.

    Of each run the best that any folder has is kept: one that succeeded before one that failed,
    and that before one still to be done. Nothing is deleted, the folders stay as they are, and
    merging again, or into results of the same question, adds what is new. The tables are those
    of a batch that ran in one place; warnings say what such a batch would still have to do.

    Raises
    ------
    ResultsError
        A folder holds no results, or none of the same question, design and code (what differs
        is listed); the same run has given different numbers; ``into`` belongs to something
        else or is in use. Nothing has been written then.
    """
    present = [_read(into)] if (into / MANIFEST).exists() else []
    parts = [_read(folder) for folder in folders if folder.resolve() != into.resolve()]
    if not parts:
        raise ResultsError(f"No folders to merge into {into}.")
    for part in parts[1:]:
        _refuse(part, [*_changes(parts[0], part), *_replications(parts[0], part)])
    for part in present:
        _refuse(parts[0], _changes(part, parts[0]))
    _refuse_other_numbers([*present, *parts])
    with Store(into, _manifest([*present, *parts])) as store:
        for part in parts:
            store.take(part.folder)
        return [*store.warnings, *_left(store.counts())]


def _read(folder: Path) -> _Part:
    manifest = read_manifest(folder)
    path = folder / DATABASE
    with as_results_error(f"{path} cannot be read"), closing(open_to_read(path)) as connection:
        points = connection.execute("SELECT name, * FROM points ORDER BY position")
        plan = connection.execute(
            "SELECT DISTINCT replication FROM plan WHERE replication < ?", (FRESH,)
        )
        digests = connection.execute("SELECT run, digest FROM runs WHERE status = 'succeeded'")
        return _Part(
            folder,
            manifest,
            {name: tuple(row) for name, *row in points},
            frozenset(number for (number,) in plan),
            dict(digests.fetchall()),
        )


def _changes(one: _Part, other: _Part) -> list[str]:
    """What makes two folders parts of different batches."""
    found = changes(one.manifest, other.manifest)
    if not one.points:
        return found  # a batch killed before it asked anything
    for name in [*one.points, *(name for name in other.points if name not in one.points)]:
        if one.points.get(name) != other.points.get(name) and not _told(name, found):
            found.append(f"points.{name}: {_said(name, one)} → {_said(name, other)}")
    return found


def _told(name: str, found: Sequence[str]) -> bool:
    return any(change.startswith(f"scenarios.{name}") for change in found)


def _said(name: str, part: _Part) -> str:
    """A point by its place in the design and its content."""
    if name not in part.points:
        return "absent"
    position, _, against, content, factors = part.points[name]
    return f"{position} {content} {factors}" + (f" against {against}" if against else "")


def _replications(one: _Part, other: _Part) -> Iterator[str]:
    if one.replications != other.replications:
        yield f"replications: {len(one.replications)} → {len(other.replications)}"


def _refuse(part: _Part, changed: Sequence[str]) -> None:
    if not changed:
        return
    listed = [f"  {change}" for change in changed[:MOST_LISTED]]
    if len(changed) > MOST_LISTED:
        listed.append(f"  and {len(changed) - MOST_LISTED} more")
    raise ResultsError(
        f"The results in {part.folder} are no part of the same batch. They differ in:\n"
        + "\n".join(listed)
    )


def _refuse_other_numbers(parts: Sequence[_Part]) -> None:
    """Runs that are the same must have given the same: if not, some machine errs."""
    first: dict[str, _Part] = {}
    for part in parts:
        for key, digest in part.digests.items():
            other = first.setdefault(key, part)
            if other.digests[key] != digest:
                raise ResultsError(
                    f"The run {key} gave other numbers in {part.folder} than in {other.folder}. "
                    "Nothing was merged: find out which of them is right (verify both)."
                )


def _manifest(parts: Sequence[_Part]) -> dict[str, Any]:
    """The first manifest, with the replications and warnings of all."""
    manifests = [part.manifest for part in parts]
    warnings = dict.fromkeys(text for manifest in manifests for text in manifest["warnings"])
    most = max(manifest["replications"] for manifest in manifests)
    return {**manifests[0], "replications": most, "warnings": list(warnings)}


def _left(counts: Mapping[str, int]) -> list[str]:
    """What a batch in one place would still have to do."""
    asked, failed = counts["asked"], counts.get("failed", 0)
    missing = asked - failed - counts.get("succeeded", 0)
    said = [(missing, "are still missing"), (failed, "failed")]
    return [f"{number} of {asked} runs {what}." for number, what in said if number]
