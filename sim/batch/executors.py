"""Jobs done by somebody else's workers: threads, a cluster, any `concurrent.futures.Executor`."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)

from sim.batch.handing_out import TICK_SECONDS, Answers, HandOut
from sim.batch.jobs import Answer, Parcel, message_of, open_parcel
from sim.errors import SimError

_BROKEN = (
    "The executor broke down ({reason}). What was finished is kept; "
    "the same command with --resume does the rest."
)


def room_in(executor: Executor) -> int:
    """How many workers an executor has, as far as it tells; else the cores of this machine."""
    return getattr(executor, "_max_workers", None) or os.cpu_count() or 1


def answers_of(
    executor: Executor, parcels: Sequence[Parcel], room: int, hand_out: HandOut
) -> Answers:
    """Answers of all parcels, at most twice ``room`` of them out at a time.

    An executor that breaks ends this with `SimError`, after the answers that came before it.
    """
    waiting = deque(parcels)
    out: dict[Future[Answer], Parcel] = {}
    try:
        while waiting or out:
            while waiting and len(out) < 2 * room:
                hand_out(waiting[0].number)
                parcel = waiting.popleft()
                out[_submitted(executor, parcel)] = parcel
            finished, _ = wait(out, timeout=TICK_SECONDS, return_when=FIRST_COMPLETED)
            if not finished:
                yield None
            for future in sorted(finished, key=_is_lost):
                yield _answer(future, out.pop(future))
    finally:
        for future in out:
            future.cancel()


def _submitted(executor: Executor, parcel: Parcel) -> Future[Answer]:
    packed = parcel.packed()
    try:
        return executor.submit(open_parcel, parcel.number, packed)
    except Exception as error:
        raise SimError(_BROKEN.format(reason=message_of(error))) from error


def _is_lost(future: Future[Answer]) -> bool:
    """Whether the executor gave a job up because it broke itself, through no fault of the job."""
    return future.cancelled() or isinstance(future.exception(), BrokenExecutor | CancelledError)


def _answer(future: Future[Answer], parcel: Parcel) -> Answer:
    if _is_lost(future):
        error = None if future.cancelled() else future.exception()
        reason = "it dropped its jobs" if error is None else message_of(error)
        raise SimError(_BROKEN.format(reason=reason)) from error
    if (error := future.exception()) is not None:
        return Answer(parcel.number, "failed", 0.0, message=message_of(error))
    return future.result()
