"""A worker process: one job at a time through pipes of its own.

Nothing is shared between workers, so one that is killed at any moment, even with half its
answer sent, takes nothing along but the job it had. (A pool with one queue for all answers
would wait for ever for the other half.)
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass, replace
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Literal

from sim.batch.jobs import Answer, Parcel, message_of, open_parcel

_READY = b""


# -- in the parent ---------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Worker:
    """One process, the ends of its pipes that are ours, and the parcel it has."""

    process: BaseProcess
    jobs: Connection
    answers: Connection
    parcel: Parcel | None = None
    is_ready: bool = False

    def ends(self) -> tuple[Connection, int]:
        """What tells that the worker has said something, and what tells that it is dead."""
        return self.answers, self.process.sentinel

    def send(self, parcel: Parcel, seconds: float | None) -> None:
        """Give the worker a job and, if need be, a time limit; a dead one is found later."""
        packed = parcel.packed()
        self.parcel = parcel
        try:
            self.jobs.send((parcel.number, packed, seconds))
        except OSError:
            return

    def hear(self) -> Answer | Literal["ready", "dead"]:
        """What a worker says that has something to say, or is dead."""
        try:
            if not self.answers.poll():
                return "dead"
            said = self.answers.recv_bytes()
        except (EOFError, OSError):
            return "dead"
        self.is_ready = True
        if said == _READY:
            return "ready"
        assert self.parcel is not None
        number, self.parcel = self.parcel.number, None
        try:
            answer: Answer = pickle.loads(said)
        except Exception as error:
            return Answer(number, "failed", 0.0, message=message_of(error))
        return answer

    def end(self, patience: float = 0.0) -> int | None:
        """End the process and return its exit code: minus the signal's number if killed."""
        self.process.join(patience)
        self.process.kill()
        self.process.join()
        self.jobs.close()
        self.answers.close()
        return self.process.exitcode


def born(context: Any) -> Worker:
    """A new worker, which says when it is ready; call this inside `bare_start`."""
    its_jobs, jobs = context.Pipe(duplex=False)
    answers, its_answers = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(its_jobs, its_answers), daemon=True)
    process.start()
    its_jobs.close()
    its_answers.close()
    return Worker(process, jobs, answers)


# -- in the worker ---------------------------------------------------------------------------


def _work(jobs: Connection, answers: Connection) -> None:
    """Do jobs until the parent hangs up."""
    _prepare()
    answers.send_bytes(_READY)
    while True:
        try:
            number, packed, seconds = jobs.recv()
        except EOFError:
            return
        answers.send_bytes(_packed(_in_time(number, packed, seconds)))


def _prepare() -> None:
    """Leave Ctrl-C to the parent, and end when the parent ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _in_time(number: int, packed: bytes, seconds: float | None) -> Answer:
    """Do a job; when ``seconds`` are over, the operating system ends this process.

    Nothing gentler would do: compiled code looks at no flag and lets no other thread in.
    """
    if seconds is None:
        return open_parcel(number, packed)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return open_parcel(number, packed)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def _packed(answer: Answer) -> bytes:
    try:
        return pickle.dumps(answer)
    except Exception as error:
        unsent = replace(answer, status="failed", value=None, message=message_of(error))
        return pickle.dumps(unsent)
