"""Many jobs, by whatever does them: a failing run is data, an interruption loses nothing."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import Any

from sim.batch.executors import answers_of, room_in
from sim.batch.handing_out import answers_here
from sim.batch.interruption import Interrupted, Interruption
from sim.batch.jobs import Answer, Job, parcels
from sim.batch.pool import Pool
from sim.errors import ContractError, SimError


def run_jobs(
    function: Callable[[Job], Any],
    jobs: Iterable[Job],
    *,
    workers: int | None,
    on_done: Callable[[Answer], Counter[str] | None],
    on_start: Callable[[int], None] | None = None,
    executor: Executor | None = None,
    warm: Callable[[], object] | None = None,
    progress: Callable[[Counter[str], int], None] | None = None,
    preload: Sequence[str] = (),
    run_seconds: float | None = None,
) -> Counter[str]:
    """Run ``function(job)`` for every job and hand each answer to ``on_done``, here, as it comes.

    Parameters
    ----------
    workers
        Processes on this machine; one means this process: no pool, and no shelter from a
        crash (with ``run_seconds``, a pool of one). None: as many as there are cores.
    on_done
        Returns what became of the job's runs; None stands for ``{answer.status: job.runs}``.
    on_start
        Told a job's number when it is handed out; again if it is retried after a death.
    executor
        Does the work instead of processes of our own. At most twice ``workers`` jobs are out
        (None: twice what the executor has room for). It is not shut down.
    warm
        Compiles before the work is spread.
    progress
        ``progress(counts, total)`` in runs: at the start, at each answer, and about twice a second.
    preload
        Modules that workers need anyway.
    run_seconds
        Time limit for a run; a job has ``runs`` times as much. A job that takes longer fails.

    Returns
    -------
    How many runs ended in which status.

    Raises
    ------
    SimError
        ``function`` or a payload cannot be sent to workers; the executor broke; a time limit
        is asked of an executor, or on Windows, where no timer ends a process.
    Interrupted
        After Ctrl-C or SIGTERM, within seconds.
    """
    queue = list(jobs)
    runs = {job.number: job.runs for job in queue}
    total = sum(runs.values())
    counts: Counter[str] = Counter()
    if len(runs) < len(queue):
        raise ContractError("two jobs have the same number")
    if run_seconds is not None:
        _check_time_limit(run_seconds, executor)
    if not queue:
        return counts
    interruption = Interruption()

    def hand_out(number: int) -> None:
        if on_start is not None:
            with interruption.later():
                on_start(number)

    def note(answer: Answer) -> None:
        with interruption.later():
            became = on_done(answer)
            counts.update({answer.status: runs[answer.number]} if became is None else became)

    try:
        with interruption.heard():
            if executor is not None:
                room = workers or room_in(executor)
                answers = answers_of(executor, parcels(function, queue), room, hand_out)
            elif (number := workers or os.cpu_count() or 1) > 1 or run_seconds is not None:
                pool = Pool(number, preload, interruption, hand_out, run_seconds)
                answers = pool.answers(parcels(function, queue))
            else:
                answers = answers_here(function, queue, hand_out)
            if warm is not None:
                warm()
            if progress is not None:
                progress(counts, total)
            with closing(answers):
                for answer in answers:
                    if answer is not None:
                        note(answer)
                    if progress is not None:
                        progress(counts, total)
    except KeyboardInterrupt:
        raise Interrupted(counts["succeeded"], total) from None
    return counts


def _check_time_limit(seconds: float, executor: Executor | None) -> None:
    if not seconds > 0:
        raise ContractError(f"a time limit of {seconds} s")
    if executor is not None:
        raise SimError(
            "A time limit for runs is kept by this machine's own worker processes only: "
            "leave out the limit, or the executor or cluster."
        )
    if sys.platform == "win32":
        raise SimError("A time limit for runs is not possible on Windows.")
