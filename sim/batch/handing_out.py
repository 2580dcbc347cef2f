"""Handing out jobs one by one: the common form of a pool, an executor and this process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

from sim.batch.jobs import Answer, Job, attempt

TICK_SECONDS = 0.5
"""How long to wait for an answer before looking at the clock again."""

Answers = Generator[Answer | None, None, None]
"""Answers as they come; None when a moment passed without one."""

HandOut = Callable[[int], None]
"""Told the number of each job that is handed out, just before; again when it is retried."""


def answers_here(
    function: Callable[[Job], object], jobs: Iterable[Job], hand_out: HandOut
) -> Answers:
    """Do the jobs in this process, one after another."""
    for job in jobs:
        hand_out(job.number)
        yield attempt(job.number, function, job)
