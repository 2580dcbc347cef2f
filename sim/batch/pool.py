"""A pool of processes on this machine that survives the death of its workers."""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection

from sim.batch.births import bare_start, start_method
from sim.batch.handing_out import TICK_SECONDS, Answers, HandOut
from sim.batch.interruption import Interruption
from sim.batch.jobs import Answer, Parcel
from sim.batch.workers import Worker, born
from sim.errors import SimError

DEATHS_BEFORE_ALONE = 2
_STILLBIRTHS = 20
_MOMENT_SECONDS = 0.1
_PATIENCE_SECONDS = 1.0
_MOST_ON_WINDOWS = 30
"""Windows waits for 63 things at most; two for each worker."""
_FEWER = "This machine may be short of memory: try fewer workers."
_KILLED = (
    "Its process was killed three times, the last time running alone: "
    "out of memory, or a fault in compiled code."
)


@dataclass(slots=True)
class Pool:
    """Processes that open parcels, and what happens when one of them is killed.

    The parcel it had is tried again; killed twice it goes alone, as memory may have been short
    for several at once; killed once more it has failed.
    """

    size: int
    preload: Sequence[str]
    interruption: Interruption
    hand_out: HandOut
    run_seconds: float | None = None
    crew: list[Worker] = field(default_factory=list)
    stillbirths: int = 0

    def answers(self, parcels: Sequence[Parcel]) -> Answers:
        """Answers of all parcels, in the order in which they come."""
        waiting, alone = deque(parcels), deque[Parcel]()
        most = _MOST_ON_WINDOWS if sys.platform == "win32" else self.size
        yield from self._by(min(self.size, most, len(parcels)), waiting, alone)
        yield from self._by(1, alone, alone)

    def _by(self, size: int, waiting: deque[Parcel], alone: deque[Parcel]) -> Answers:
        """Answers by ``size`` processes until nothing waits; who has to go alone is set apart."""
        try:
            while waiting or any(worker.parcel for worker in self.crew):
                self._fill_up(size, waiting)
                yield from self._heard(waiting, alone)
        finally:
            for worker in self.crew:
                worker.end()
            self.crew.clear()

    def _fill_up(self, size: int, waiting: deque[Parcel]) -> None:
        """Have as many workers as there are jobs for, and give the idle ones something to do."""
        busy = sum(worker.parcel is not None for worker in self.crew)
        while len(self.crew) < min(size, busy + len(waiting)):
            with self.interruption.later():
                self._hire()
        for worker in self.crew:
            self._give(worker, waiting)

    def _hire(self) -> None:
        try:
            with bare_start():
                self.crew.append(born(start_method(self.preload)))
        except (EOFError, ConnectionError):
            # Killed was the process from which workers are forked: it takes a moment to die.
            self._count_stillbirth()
            time.sleep(_MOMENT_SECONDS)
        except OSError as error:
            raise SimError(f"No worker process can be started ({error}). {_FEWER}") from error

    def _give(self, worker: Worker, waiting: deque[Parcel]) -> None:
        if waiting and worker.is_ready and worker.parcel is None:
            self.hand_out(waiting[0].number)
            parcel = waiting.popleft()
            worker.send(parcel, self._limit(parcel))

    def _heard(self, waiting: deque[Parcel], alone: deque[Parcel]) -> Answers:
        """What the workers say next; each gets a new job before its answer is passed on."""
        ends: dict[object, Worker] = {end: each for each in self.crew for end in each.ends()}
        speaking = connection.wait([end for each in self.crew for end in each.ends()], TICK_SECONDS)
        if not speaking:
            yield None
        for worker in dict.fromkeys(ends[end] for end in speaking):
            said = worker.hear()
            if said == "dead":
                yield from self._mourned(worker, waiting, alone)
                continue
            self._give(worker, waiting)
            if isinstance(said, Answer):
                yield said

    def _mourned(
        self, worker: Worker, waiting: deque[Parcel], alone: deque[Parcel]
    ) -> Iterator[Answer]:
        """What becomes of the parcel of a dead worker."""
        self.crew.remove(worker)
        exit_code = worker.end(_PATIENCE_SECONDS)
        parcel = worker.parcel
        if parcel is None:
            if not worker.is_ready:
                self._count_stillbirth()
        elif self.run_seconds is not None and exit_code == -signal.SIGALRM:
            message = f"took longer than {self.run_seconds:g} s a run"
            yield Answer(parcel.number, "failed", self._limit(parcel) or 0.0, message=message)
        else:
            parcel.deaths += 1
            if parcel.deaths < DEATHS_BEFORE_ALONE:
                waiting.appendleft(parcel)
            elif parcel.deaths == DEATHS_BEFORE_ALONE:
                alone.append(parcel)
            else:
                yield Answer(parcel.number, "failed", 0.0, message=_KILLED)

    def _count_stillbirth(self) -> None:
        self.stillbirths += 1
        if self.stillbirths > _STILLBIRTHS:
            raise SimError(f"Worker processes end before they can begin. {_FEWER}")

    def _limit(self, parcel: Parcel) -> float | None:
        return None if self.run_seconds is None else self.run_seconds * parcel.job.runs
