"""Whether a results folder is what it says: hashes taken anew, some of its runs done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sim.conduct.finding import Recorded, recorded
from sim.conduct.repeating import Repeater
from sim.draws import draw
from sim.errors import SimError
from sim.store import Results
from sim.store.run import fingerprint_of

What = Literal["numbers", "fingerprint", "worlds", "keys", "again"]
Reason = Literal["", "unfinished", "other_model", "no_county", "no_runs"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how many, and which of them are not as they should be.

    ``skipped`` is the reason why nothing could be looked at, ``found`` what there is instead:
    the fingerprint that the runs give, the model, or the county table that is missing.
    """

    what: What
    looked_at: int = 0
    wrong: tuple[str, ...] = ()
    skipped: Reason = ""
    found: str = ""


def verify(repeater: Repeater, rerun: int = 5, seed: int = 1) -> Iterator[Check]:
    """Every check of a results folder, as soon as it is done.

    The numbers are hashed anew, and the fingerprint is taken anew from the digests; worlds and
    keys of runs are made anew from seed and scenarios; ``rerun`` runs are simulated again, at
    least one of every scenario as far as they reach. ``seed`` decides which.

    Raises
    ------
    ResultsError
        where the folder cannot be read at all.
    """
    results = repeater.results
    runs = recorded(results)
    yield _numbers(results, runs)
    yield _fingerprint(results, runs)
    if not repeater.is_this_model:
        yield Check("again", skipped="other_model", found=repeater.model)
    elif missing := repeater.missing_counties():
        yield Check("again", skipped="no_county", found=", ".join(missing))
    else:
        yield _worlds(repeater)
        keys = _keys(repeater, runs)
        yield keys
        succeeded = [run for run in runs if run.status == "succeeded"]
        sound = [run for run in succeeded if run.key not in keys.wrong]
        yield _again(repeater, chosen(sound, rerun, seed))


def _numbers(results: Results, runs: Sequence[Recorded]) -> Check:
    succeeded = {run.key for run in runs if run.status == "succeeded"}
    return Check("numbers", len(succeeded), tuple(results.damaged()))


def _fingerprint(results: Results, runs: Sequence[Recorded]) -> Check:
    rows = [
        (run.scenario, run.replication, run.digest) for run in runs if run.status == "succeeded"
    ]
    found, said = fingerprint_of(rows), results.manifest.get("fingerprint")
    if said is None:
        return Check("fingerprint", skipped="unfinished", found=found)
    return Check("fingerprint", 1, () if found == said else (str(said),), found=found)


def _worlds(repeater: Repeater) -> Check:
    """Whether the worlds in the ledger are those that the seed gives."""
    rows = repeater.results.worlds().to_dict("records")
    wrong = []
    for row in rows:
        replication = int(row.pop("replication"))
        if row != repeater.world(replication):
            wrong.append(str(replication))
    return Check("worlds", len(rows), tuple(wrong))


def _keys(repeater: Repeater, runs: Sequence[Recorded]) -> Check:
    """Whether runs, and the scenarios in the manifest, have the keys that their content gives."""
    by_key = {run.key: run for run in runs if not _has_its_key(repeater, run)}
    return Check("keys", len({run.key for run in runs}), (*by_key, *repeater.wrong_scenarios()))


def _has_its_key(repeater: Repeater, run: Recorded) -> bool:
    try:
        return repeater.key(run.scenario, run.replication) == run.key
    except SimError:  # what is said of the scenario is none any more
        return False


def chosen(runs: Sequence[Recorded], number: int, seed: int) -> list[Recorded]:
    """Some of the runs at random, one of every scenario first."""
    by_key = {run.key: run for run in runs}
    mixed = sorted(by_key.values(), key=lambda run: draw(seed, f"verify {run.key}", 0, 0))
    first = {run.scenario: run for run in reversed(mixed)}
    others = [run for run in mixed if first[run.scenario] is not run]
    return [*(run for run in mixed if first[run.scenario] is run), *others][:number]


def _again(repeater: Repeater, runs: Sequence[Recorded]) -> Check:
    if not runs:
        return Check("again", skipped="no_runs")
    wrong = [run.key for run in runs if repeater.repeat(run).digest() != run.digest]
    return Check("again", len(runs), tuple(wrong))
