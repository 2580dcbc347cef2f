"""Jobs for the tests of batches: workers must be able to import them, so they stand alone."""

from __future__ import annotations

import math
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from sim.batch import Job


class TwoPartError(Exception):
    """Cannot be unpickled, as exceptions with two required arguments cannot."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def square(job: Job) -> int:
    return job.number**2


def raise_on_odd(job: Job) -> int:
    if job.number % 2:
        raise TwoPartError("this", "that")
    return job.number


def kill_on_three(job: Job) -> int:
    if job.number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return job.number


def exit_once(job: Job) -> int:
    """Dies the first time it is run: ``payload`` is the file that remembers."""
    if job.number == 0 and not os.path.exists(job.payload):
        Path(job.payload).touch()
        os._exit(3)
    return job.number


def kill_twice_on_three(job: Job) -> int:
    """The third dies twice: ``payload`` is the folder that remembers."""
    deaths = len(os.listdir(job.payload))
    if job.number == 3 and deaths < 2:
        Path(job.payload, str(deaths)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return job.number


def nap(job: Job) -> int:
    """Takes ``payload`` seconds."""
    time.sleep(job.payload)
    return job.number**2


def count_for_ever_on_two(job: Job) -> int:
    """The second never ends, in compiled code that lets no other thread in."""
    return sum(range(10**15)) if job.number == 2 else job.number


def die_with_half_an_answer(job: Job) -> bytes:
    """The first is quick; another, once, is killed while its long answer waits in the pipe."""
    if job.number == 0:
        time.sleep(0.5)
        return b""
    if not os.path.exists(job.payload):
        Path(job.payload).touch()
        time.sleep(0.8)
        threading.Timer(0.4, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return bytes(1_000_000)


def throw_dice(job: Job) -> float:
    """``payload`` names the generator; "own" is one that belongs to the job."""
    if job.payload == "random":
        return random.random()
    if job.payload == "numpy.random":
        return float(np.random.random())
    return float(np.random.default_rng(job.number).random())


def leave(_job: Job) -> None:
    sys.exit("enough")


def uniform_sums(job: Job) -> list[float]:
    """Floats whose last bits show any difference."""
    generator = np.random.default_rng(job.number)
    return [math.fsum(generator.random(100)), float(generator.random(1000).sum())]


def surroundings(_job: Job) -> dict[str, Any]:
    return {
        "threads": [os.environ.get(f"{name}_NUM_THREADS") for name in ("OMP", "OPENBLAS", "NUMBA")],
        "heavy": sorted({"mesa", "pandas", "matplotlib", "pytest"} & set(sys.modules)),
    }


def unsendable(job: Job) -> Any:
    return lambda: job


def slow(job: Job) -> int:
    """Half a second for the first job, a minute for the others; tells its process."""
    with open(job.payload, "a") as pids:
        pids.write(f"{os.getpid()}\n")
    time.sleep(0.5 if job.number == 0 else 60)
    return job.number
