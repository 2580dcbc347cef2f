"""The tables of one run as files: CSV that Excel opens rightly, and a manifest beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError

if TYPE_CHECKING:
    from sim.result import RunResult

TABLES = ("monthly", "communities", "groups", "ledger", "delivered")
"""What a run leaves behind; each becomes a file of that name."""

KIND = "run"
"""What the manifest of a single run says of itself; a batch says nothing."""


def prepare(folder: Path) -> None:
    """Make the folder, or see that it holds nothing but the tables of an earlier run.

    Raises
    ------
    ResultsError
        where the folder cannot be written or belongs to something else.
    """
    from sim.manifest import MANIFEST, unfinished

    own = {MANIFEST, unfinished(MANIFEST)} | {f"{name}.csv" for name in TABLES}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted({path.name for path in folder.iterdir()} - own)
    except OSError as error:
        raise ResultsError(f"{folder} cannot be used as a folder: {error.strerror}.") from error
    if foreign:
        raise ResultsError(
            f"The folder {folder} holds something else ({foreign[0]} …). "
            "Nothing was touched; choose another folder."
        )


def refuse_single_run(folder: Path) -> None:
    """Raise `ResultsError` where a folder holds one run, of which there is no report."""
    from sim.manifest import read_manifest

    if read_manifest(folder).get("kind") == KIND:
        raise ResultsError(
            f"{folder} holds a single run, which has no report; sim batch writes comparisons."
        )


def write_tables(
    result: RunResult, folder: Path, worlds: str, replication: int, command: Sequence[str]
) -> None:
    """Write every table of a run, then the manifest that says how it came about."""
    from sim.exports import write_csv
    from sim.manifest import Plan, manifest_of, write_manifest
    from sim.version import VERSION

    for name in TABLES:
        write_csv(getattr(result, name), folder / f"{name}.csv")
    scenario, profile = result.scenario, result.profile
    plan = Plan(
        experiment=json.dumps({"name": scenario.name, "replication": replication}),
        scenarios={scenario.name: scenario.as_dict()},
        keys={scenario.name: scenario.key()},
        seed=result.seed,
        worlds=worlds,
        kept="everything",
        replications=1,
        tool_version=VERSION,
        command=list(command),
        warnings=result.doubts,
        imputed=profile.summary() if profile.imputed else [],
    )
    write_manifest(folder, {**manifest_of(plan), "kind": KIND})
