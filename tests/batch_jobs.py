"""Jobs for the tests of batches: workers must be able to import them, so they stand alone."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sim.batch import Job


class TwoPartError(Exception):
    """Cannot be unpickled, as exceptions with two required arguments cannot."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def square(job: Job) -> int:
    return job.replication**2


def raise_on_odd(job: Job) -> int:
    if job.replication % 2:
        raise TwoPartError("this", "that")
    return job.replication


def kill_on_three(job: Job) -> int:
    if job.replication == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return job.replication


def exit_once(job: Job) -> int:
    """Dies the first time it is run: ``payload`` is the file that remembers."""
    if job.replication == 0 and not os.path.exists(job.payload):
        Path(job.payload).touch()
        os._exit(3)
    return job.replication


def surroundings(_job: Job) -> dict[str, Any]:
    return {
        "threads": [os.environ.get(f"{name}_NUM_THREADS") for name in ("OMP", "OPENBLAS", "NUMBA")],
        "heavy": sorted({"mesa", "pandas", "matplotlib", "pytest"} & set(sys.modules)),
    }


def unsendable(job: Job) -> Any:
    return lambda: job


def slow(job: Job) -> int:
    """Half a second for the first replication, a minute for the others; tells its process."""
    with open(job.payload, "a") as pids:
        pids.write(f"{os.getpid()}\n")
    time.sleep(0.5 if job.replication == 0 else 60)
    return job.replication
