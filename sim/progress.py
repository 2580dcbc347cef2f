"""How far a batch is, on the screen."""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from typing import TextIO

LINE_SECONDS = 10.0
"""How often a line appears where there is no terminal."""


class Progress:
    """How far a batch is: one changing line on a terminal, a line every ten seconds elsewhere.

    The clock starts with the first call, so that compiling does not count.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.is_terminal = self.stream.isatty()
        self.started = self.last_line = math.nan
        self.width = 0

    def __call__(self, counts: Counter[str], total: int) -> None:
        done = counts.total()
        now = time.monotonic()
        if math.isnan(self.started):
            self.started = self.last_line = now
        text = progress_text(counts, total, now - self.started)
        if self.is_terminal:
            self.stream.write(f"\r{text.ljust(self.width)}" + ("\n" if done == total else ""))
            self.width = len(text)
        elif done == total or now - self.last_line >= LINE_SECONDS:
            self.last_line = now
            self.stream.write(text + "\n")
        self.stream.flush()


def progress_text(counts: Counter[str], total: int, elapsed: float) -> str:
    """``12 of 30 replications, 1 failed, about 20 s left``."""
    done = counts.total()
    parts = [f"{done} of {total} replications"]
    if wrong := done - counts["done"]:
        parts.append(f"{wrong} failed")
    if done == total:
        parts.append(f"{_duration(elapsed)}")
    elif done:
        parts.append(f"about {_duration(elapsed / done * (total - done))} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
