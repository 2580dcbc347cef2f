"""How worker processes are born: bare, deaf, and by the start method that is safe here.

Bare of the caller's script and with one thread for numerical libraries; deaf to Ctrl-C, which
is the parent's business.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.context import BaseContext
from typing import Any

_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
}


def start_method(preload: Sequence[str]) -> BaseContext:
    """Forkserver on Linux: imports once, then forks a process without threads."""
    if not sys.platform.startswith("linux"):
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


@contextmanager
def bare_start() -> Iterator[None]:
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
    resource_tracker.ensure_running()  # starting it later would open the ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
