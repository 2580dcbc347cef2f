"""How far a batch is, on the screen."""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from typing import TextIO

from sim.words import Catalogue, Language, say

WORDS: Catalogue = {
    "done": ("{done} of {total} replications", "已完成{done}次重复，共{total}次"),
    "failed": ("{wrong} failed", "{wrong}次失败"),
    "left": ("about {time} left", "约剩{time}"),
    "comma": (", ", "，"),
    "hours": ("{hours} h {minutes} min", "{hours}小时{minutes}分"),
    "minutes": ("{minutes} min {seconds} s", "{minutes}分{seconds}秒"),
    "seconds": ("{seconds} s", "{seconds}秒"),
}

LINE_SECONDS = 10.0
"""How often a line appears where there is no terminal."""


class Progress:
    """How far a batch is: one changing line on a terminal, a line every ten seconds elsewhere.

    The clock starts with the first call, so that compiling does not count.
    """

    def __init__(self, stream: TextIO | None = None, lang: Language = "en") -> None:
        self.lang = lang
        self.stream = sys.stderr if stream is None else stream
        self.is_terminal = self.stream.isatty()
        self.started = self.last_line = math.nan
        self.width = 0

    def __call__(self, counts: Counter[str], total: int) -> None:
        done = counts.total()
        now = time.monotonic()
        if math.isnan(self.started):
            self.started = self.last_line = now
        text = progress_text(counts, total, now - self.started, self.lang)
        if self.is_terminal:
            self.stream.write(f"\r{text.ljust(self.width)}" + ("\n" if done == total else ""))
            self.width = len(text)
        elif done == total or now - self.last_line >= LINE_SECONDS:
            self.last_line = now
            self.stream.write(text + "\n")
        self.stream.flush()


def progress_text(counts: Counter[str], total: int, elapsed: float, lang: Language = "en") -> str:
    """``12 of 30 replications, 1 failed, about 20 s left``."""
    done = counts.total()
    parts = [say("done", lang, WORDS).format(done=done, total=total)]
    if wrong := done - counts["done"]:
        parts.append(say("failed", lang, WORDS).format(wrong=wrong))
    if done == total:
        parts.append(_duration(elapsed, lang))
    elif done:
        time_left = _duration(elapsed / done * (total - done), lang)
        parts.append(say("left", lang, WORDS).format(time=time_left))
    return say("comma", lang, WORDS).join(parts)


def _duration(seconds: float, lang: Language) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    key = "hours" if hours else "minutes" if minutes else "seconds"
    return say(key, lang, WORDS).format(hours=hours, minutes=minutes, seconds=rest)
