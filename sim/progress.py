"""How far a batch is, on the screen: how many runs, how fast, how long it will take."""

from __future__ import annotations

import math
import sys
import time
import unicodedata
from collections import Counter, deque
from typing import TextIO

from sim.words import Catalogue, Language, decimal, say

WORDS: Catalogue = {
    "done": ("{done} of {total} runs", "已完成{done}次运行，共{total}次"),
    "failed": ("{failed} failed", "{failed}次失败"),
    "per_second": ("{rate} runs/s", "每秒{rate}次"),
    "per_minute": ("{rate} runs/min", "每分钟{rate}次"),
    "per_hour": ("{rate} runs/h", "每小时{rate}次"),
    "left": ("about {time} left", "约剩{time}"),
    "took": ("in {time}", "用时{time}"),
    "comma": (", ", "，"),
    "hours": ("{hours} h {minutes} min", "{hours}小时{minutes}分"),
    "minutes": ("{minutes} min {seconds} s", "{minutes}分{seconds}秒"),
    "seconds": ("{seconds} s", "{seconds}秒"),
}

LINE_SECONDS = 10.0
"""How often a line appears where a line cannot change."""
CHANGE_SECONDS = 0.2
"""How often a line changes where it can."""
WINDOW_SECONDS = 30.0
WINDOW_ANSWERS = 8
"""The rate is that of the last half minute, or of the last eight answers where they are slow."""


class Rate:
    """Runs a second of late, so that neither the start nor one long pause colors all the rest."""

    def __init__(self, now: float, done: int) -> None:
        self.moments = deque([(now, done)])

    def note(self, now: float, done: int) -> None:
        """Remember when ``done`` was reached, and forget what is too long ago."""
        if done != self.moments[-1][1]:
            self.moments.append((now, done))
        while len(self.moments) > WINDOW_ANSWERS + 1 and self.moments[1][0] <= now - WINDOW_SECONDS:
            self.moments.popleft()

    def at(self, now: float) -> float:
        """Runs a second; 0 before the first answer."""
        since, done = self.moments[0]
        return (self.moments[-1][1] - done) / (now - since) if now > since else 0.0


class Progress:
    """How far a batch is: one changing line on a terminal or in a notebook, else a line at times.

    The clock is monotonic and starts with the first call, so that compiling does not count, and
    anew after the last run of a part, where a batch comes in several.
    """

    def __init__(self, stream: TextIO | None = None, lang: Language = "en") -> None:
        self.lang = lang
        self.stream = sys.stderr if stream is None else stream
        self.can_change = self.stream.isatty() or _is_in_notebook(self.stream)
        self.pause = CHANGE_SECONDS if self.can_change else LINE_SECONDS
        self.started = self.last_line = math.nan
        self.rate: Rate | None = None
        self.width = 0

    def __call__(self, counts: Counter[str], total: int) -> None:
        done, now = counts.total(), time.monotonic()
        if self.rate is None:
            self.started, self.rate = now, Rate(now, done)
            self.last_line = -math.inf if self.can_change else now
        self.rate.note(now, done)
        if done != total and now - self.last_line < self.pause:
            return
        self.last_line = now
        rate = self.rate.at(now)
        self._show(progress_text(counts, total, rate, now - self.started, self.lang), done == total)
        if done == total:  # a batch comes in several parts; each is told from its own start
            self.rate, self.width = None, 0

    def _show(self, text: str, is_last: bool) -> None:
        if self.can_change:
            blanks = " " * (self.width - cells(text))
            self.stream.write(f"\r{text}{blanks}" + ("\n" if is_last else ""))
            self.width = cells(text)
        else:
            self.stream.write(text + "\n")
        self.stream.flush()


def _is_in_notebook(stream: TextIO) -> bool:
    """Whether a stream shows below a notebook's cell: no terminal, but a line can change."""
    return "ipykernel" in sys.modules and type(stream).__module__.startswith("ipykernel")


def progress_text(
    counts: Counter[str], total: int, rate: float, elapsed: float, lang: Language = "en"
) -> str:
    """``12 of 30 runs, 1 failed, 8.1 runs/s, about 20 s left``.

    ``rate`` is in runs a second, of late; at the end ``elapsed`` seconds give their own.
    """
    done = counts.total()
    parts = [say("done", lang, WORDS).format(done=done, total=total)]
    if failed := done - counts["succeeded"]:
        parts.append(say("failed", lang, WORDS).format(failed=failed))
    if done == total:
        parts.append(say("took", lang, WORDS).format(time=duration(elapsed, lang)))
    elif rate > 0.0:
        time_left = duration((total - done) / rate, lang)
        parts += [_speed(rate, lang), say("left", lang, WORDS).format(time=time_left)]
    return say("comma", lang, WORDS).join(parts)


def _speed(rate: float, lang: Language) -> str:
    """The rate per second, minute or hour: the first that gives at least one."""
    if rate >= 1.0:
        key, seconds = "per_second", 1.0
    elif rate >= 1.0 / 60.0:
        key, seconds = "per_minute", 60.0
    else:
        key, seconds = "per_hour", 3600.0
    return say(key, lang, WORDS).format(rate=decimal(rate * seconds, 1))


def duration(seconds: float, lang: Language) -> str:
    """A span of time in words: 1 h 20 min, 2 min 5 s, 12 s."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    key = "hours" if hours else "minutes" if minutes else "seconds"
    return say(key, lang, WORDS).format(hours=hours, minutes=minutes, seconds=rest)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
