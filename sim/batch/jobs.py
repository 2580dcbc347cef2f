"""A job and its answer: what is sent to a worker, and what comes back.

Only plain values and text come back, never an exception object, which might not survive the way.
"""

from __future__ import annotations

import pickle
import re
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sim.batch.chance import without_global_chance
from sim.errors import SimError

Status = Literal["succeeded", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Work for one worker; ``payload`` is all it is told, ``runs`` how many runs that holds."""

    number: int
    payload: Any = None
    runs: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job (or, by `attempt`, of one run inside a job)."""

    number: int
    status: Status
    seconds: float
    value: Any = None
    message: str = ""
    traceback: str = ""


def attempt(number: int, function: Callable[..., Any], *arguments: Any) -> Answer:
    """Call ``function``; an error becomes text. Also for one run inside a job.

    In Python's development mode (``python -X dev``), a call that draws from a global random
    generator fails: see `sim.batch.chance.without_global_chance`.
    """
    called = without_global_chance(function) if sys.flags.dev_mode else function
    started = time.perf_counter()
    try:
        value = called(*arguments)
    except (Exception, SystemExit) as error:
        seconds = time.perf_counter() - started
        return Answer(number, "failed", seconds, None, message_of(error), _traceback(error))
    return Answer(number, "succeeded", time.perf_counter() - started, value)


def message_of(error: BaseException) -> str:
    """The project's own words as they are, any other error with its name."""
    text = str(error) if isinstance(error, SimError) else f"{type(error).__name__}: {error}"
    return text.strip().rstrip(":")


def _traceback(error: BaseException) -> str:
    """The traceback with files named from their last folder on, so that no home shows."""
    text = "".join(traceback.format_exception(error))
    return re.sub(r'File "([^"]+)"', lambda found: f'File "{_short(found[1])}"', text)


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


@dataclass(slots=True)
class Parcel:
    """A job on its way, and how many workers it has seen die."""

    function: Callable[[Job], Any]
    job: Job
    deaths: int = 0

    @property
    def number(self) -> int:
        return self.job.number

    def packed(self) -> bytes:
        """The job as bytes, made when it leaves (all at once might not fit into memory)."""
        if getattr(self.function, "__module__", "__main__") == "__main__":
            raise SimError(
                "A job function must live in a module: this one cannot be sent to workers."
            )
        try:
            return pickle.dumps((self.function, self.job))
        except Exception as error:
            raise SimError(
                f"Job {self.number} cannot be sent to workers ({message_of(error)})."
            ) from error


def parcels(function: Callable[[Job], Any], jobs: Sequence[Job]) -> list[Parcel]:
    """The jobs as parcels; `SimError` where the first cannot be sent, before any work is done."""
    made = [Parcel(function, job) for job in jobs]
    made[0].packed()
    return made


def open_parcel(number: int, packed: bytes) -> Answer:
    """Unpack a job where the work is done, and do it."""
    return attempt(number, _call, packed)


def _call(packed: bytes) -> Any:
    function, job = pickle.loads(packed)
    return function(job)
