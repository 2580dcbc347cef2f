"""Many runs on several processes: a failing run is data, a killed worker loses nothing.

A job is one replication of all paired scenarios of an experiment, because they share the world
and the burn-in. Answers come in the order in which jobs finish; each carries the number of its
replication, so that no result depends on the order or on the number of workers. Only plain
values and text come back from a worker, never an exception object.
"""

from __future__ import annotations

import os
import pickle
import re
import signal
import sys
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import active_children, connection, get_context, parent_process
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

from sim.errors import ContractError, SimError

Status = Literal["done", "failed", "crashed"]
"""``failed``: the run raised an error, as it will again; ``crashed``: its process was killed."""

DEATHS_BEFORE_ALONE = 2
_TICK_SECONDS = 0.5
_KILLED = (
    "Its process was killed three times, the last time running alone: "
    "out of memory, or a fault in compiled code."
)
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One replication; ``payload`` is all that its worker is told besides."""

    replication: int
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job (or, by `attempt`, of one run inside a job)."""

    replication: int
    status: Status
    seconds: float
    value: Any = None
    message: str = ""
    traceback: str = ""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C or SIGTERM: the workers are gone, what was finished has been handed over."""

    def __init__(self, done: int, total: int) -> None:
        self.done = done
        self.total = total
        super().__init__(
            f"Interrupted: {done} of {total} replications are kept. "
            "The same command again does the rest."
        )


def run_jobs(
    function: Callable[[Job], Any],
    jobs: Iterable[Job],
    *,
    workers: int,
    on_done: Callable[[Answer], None],
    warm: Callable[[], object] | None = None,
    progress: Callable[[Counter[str], int], None] | None = None,
    preload: Sequence[str] = (),
) -> Counter[str]:
    """Run ``function(job)`` for every job; ``on_done`` gets each answer, here, as it comes.

    ``warm`` compiles before the work is spread; ``progress(counts, total)`` is called at the
    start and then about twice a second; ``preload`` names modules that workers need anyway.
    Returns how many jobs ended in which status. One worker means this process: no pool, and
    no shelter from a crash.

    Raises
    ------
    SimError
        ``function`` or a payload cannot be sent to workers.
    Interrupted
        After Ctrl-C or SIGTERM, within seconds.
    """
    queue = list(jobs)
    if len({job.replication for job in queue}) < len(queue):
        raise ContractError("two jobs have the same replication")
    counts: Counter[str] = Counter()
    if not queue:
        return counts
    interruption = _Interruption()
    try:
        with interruption.heard():
            if workers > 1:
                parcels = [_parcel(function, job) for job in queue]
                answers = _Workers(workers, preload, interruption).answers(parcels)
            else:
                answers = (attempt(job.replication, function, job) for job in queue)
            if warm is not None:
                warm()
            if progress is not None:
                progress(counts, len(queue))
            with closing(answers):
                for answer in answers:
                    if answer is not None:
                        with interruption.later():
                            on_done(answer)
                            counts[answer.status] += 1
                    if progress is not None:
                        progress(counts, len(queue))
    except KeyboardInterrupt:
        raise Interrupted(counts["done"], len(queue)) from None
    return counts


def attempt(replication: int, function: Callable[..., Any], *arguments: Any) -> Answer:
    """Call ``function``; an error becomes text. Also for one scenario inside a job."""
    started = time.perf_counter()
    try:
        value = function(*arguments)
    except Exception as error:
        seconds = time.perf_counter() - started
        return Answer(replication, "failed", seconds, None, _message(error), _traceback(error))
    return Answer(replication, "done", time.perf_counter() - started, value)


def _message(error: BaseException) -> str:
    text = str(error) if isinstance(error, SimError) else f"{type(error).__name__}: {error}"
    return text.strip().rstrip(":")


def _traceback(error: BaseException) -> str:
    """The traceback with files named from their last folder on, so that no home shows."""
    text = "".join(traceback.format_exception(error))
    return re.sub(r'File "([^"]+)"', lambda found: f'File "{_short(found[1])}"', text)


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


# -- in the parent ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Parcel:
    """A job packed once, and how many workers died while it was out."""

    replication: int
    packed: bytes
    deaths: int = 0


def _parcel(function: Callable[[Job], Any], job: Job) -> _Parcel:
    if getattr(function, "__module__", "__main__") == "__main__":
        raise SimError("A job function must live in a module: this one cannot be sent to workers.")
    try:
        return _Parcel(job.replication, pickle.dumps((function, job)))
    except Exception as error:
        raise SimError(
            f"Replication {job.replication} cannot be sent to workers ({_message(error)})."
        ) from error


_Answers = Generator[Answer | None, None, None]
"""Answers as they come; None when a moment passed without one."""


@dataclass(frozen=True, slots=True)
class _Workers:
    """Processes that open parcels, and what happens when one of them is killed."""

    number: int
    preload: Sequence[str]
    interruption: _Interruption

    def answers(self, parcels: list[_Parcel]) -> _Answers:
        """Answers of all parcels, through as many pools as worker deaths make necessary.

        Every parcel that was out when a worker died is suspect, as nothing tells which one
        killed it; after the second time it goes alone, which settles the question.
        """
        waiting = deque(parcels)
        alone: list[_Parcel] = []
        while waiting:
            lost = yield from self._in_one_pool(waiting, min(self.number, len(waiting)))
            for parcel in lost:
                parcel.deaths += 1
            waiting.extendleft(p for p in reversed(lost) if p.deaths < DEATHS_BEFORE_ALONE)
            alone.extend(p for p in lost if p.deaths >= DEATHS_BEFORE_ALONE)
        for parcel in alone:
            if (yield from self._in_one_pool(deque([parcel]), 1)):
                yield Answer(parcel.replication, "crashed", 0.0, message=_KILLED)

    def _in_one_pool(
        self, waiting: deque[_Parcel], size: int
    ) -> Generator[Answer | None, None, list[_Parcel]]:
        """Answers until ``waiting`` is empty or a worker dies; returns the parcels then out."""
        out: dict[Future[Answer], _Parcel] = {}
        lost: list[_Parcel] = []
        with self._pool(size, lost) as pool:
            while out or (waiting and not lost):
                while waiting and not lost and len(out) < 2 * size:
                    try:
                        with self.interruption.later(), _bare_start():
                            out[pool.submit(_unpack_and_run, waiting[0].packed)] = waiting[0]
                            waiting.popleft()
                    except BrokenProcessPool:
                        break
                if not out:
                    break
                finished, _ = wait(out, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
                if not finished:
                    yield None
                for future in finished:
                    parcel = out.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        lost.append(parcel)
                    elif error is not None:
                        yield Answer(parcel.replication, "failed", 0.0, message=_message(error))
                    else:
                        yield replace(future.result(), replication=parcel.replication)
        return lost

    @contextmanager
    def _pool(self, size: int, lost: list[_Parcel]) -> Iterator[ProcessPoolExecutor]:
        """A pool whose workers are killed, not waited for, when anything goes wrong here.

        Nor is a broken pool waited for: a worker just being born when another died would
        never hear that it is over.
        """
        others = set(active_children())
        pool = ProcessPoolExecutor(
            size, mp_context=_start_method(self.preload), initializer=_prepare_worker
        )
        try:
            yield pool
            if lost:
                _kill(set(active_children()) - others)
            pool.shutdown()
        except BaseException:
            _kill(set(active_children()) - others)
            pool.shutdown(cancel_futures=True)
            raise


def _kill(workers: set[BaseProcess]) -> None:
    for worker in workers:
        worker.kill()


def _start_method(preload: Sequence[str]) -> BaseContext:
    """Forkserver on Linux: imports once, then forks a process without threads."""
    if not sys.platform.startswith("linux"):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


@contextmanager
def _bare_start() -> Iterator[None]:
    """Start workers with one thread each, and without running the caller's script again.

    A worker would otherwise import ``__main__`` first: a user's script with all its libraries
    and, where it lacks ``if __name__ == "__main__"``, another batch inside the batch.
    """
    main: dict[str, Any] = vars(sys.modules["__main__"])
    hidden: dict[str, Any] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    main.update(dict.fromkeys(hidden))
    os.environ.update(_ONE_THREAD)
    try:
        with _deaf():
            yield
    finally:
        main.update(hidden)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf() -> Iterator[None]:
    """Have workers born deaf to Ctrl-C: it would reach them before they can ignore it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Interruption:
    """Ctrl-C and SIGTERM become `KeyboardInterrupt`, but not amid what has to stay whole."""

    def __init__(self) -> None:
        self.must_wait = False
        self.is_waiting = False

    def __call__(self, *_: object) -> None:
        if not self.must_wait:
            raise KeyboardInterrupt
        self.is_waiting = True

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Handle both signals meanwhile; elsewhere than in the main thread Python does not."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, self) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    @contextmanager
    def later(self) -> Iterator[None]:
        """Let an interruption come when this is over."""
        self.must_wait = True
        try:
            yield
        finally:
            self.must_wait = False
        if self.is_waiting:
            raise KeyboardInterrupt


# -- in a worker -----------------------------------------------------------------------------


def _prepare_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _unpack_and_run(packed: bytes) -> Answer:
    return attempt(-1, _call, packed)


def _call(packed: bytes) -> Any:
    function, job = pickle.loads(packed)
    return function(job)
