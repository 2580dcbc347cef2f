"""Ctrl-C and SIGTERM: heard at once, but not amid what has to stay whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Interrupted(KeyboardInterrupt):
    """Ctrl-C or SIGTERM: the workers are gone, what was finished has been handed over.

    ``done`` and ``total`` count runs.
    """

    def __init__(self, done: int, total: int) -> None:
        self.done = done
        self.total = total
        super().__init__(
            f"Interrupted: {done} of {total} runs are kept. "
            "The same command with --resume does the rest."
        )


class Interruption:
    """Ctrl-C and SIGTERM become `KeyboardInterrupt`, or wait until something is whole."""

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
