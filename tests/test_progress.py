"""Progress: how many runs, how fast of late, how long still; one line where a line can change."""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from itertools import pairwise
from types import ModuleType

import batch_jobs
import pytest

from sim.batch import Job, run_jobs
from sim.progress import Progress, Rate, cells, progress_text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Stands in for the monotonic clock; tests say what time it is."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("sim.progress.time", clock)
    return clock


def test_text_by_hand() -> None:
    assert progress_text(Counter(), 30, 0.0, 4.0) == "0 of 30 runs"
    some = Counter(succeeded=9, failed=1)
    assert progress_text(some, 30, 0.2, 50.0) == (
        "10 of 30 runs, 1 failed, 12.0 runs/min, about 1 min 40 s left"
    )
    assert (
        progress_text(some, 30, 8.1, 1.2) == "10 of 30 runs, 1 failed, 8.1 runs/s, about 2 s left"
    )
    assert progress_text(Counter(succeeded=30), 30, 1.0, 7265.0) == "30 of 30 runs, in 2 h 1 min"


def test_text_in_chinese() -> None:
    some = Counter(succeeded=9, failed=1)
    said = progress_text(some, 30, 0.01, 50.0, "zh")
    assert said == "已完成10次运行，共30次，1次失败，每小时36.0次，约剩33分20秒"


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    rate = Rate(0.0, 0)
    for second in range(1, 101):  # ten a second, later two a second
        rate.note(second, 10 * second)
    for second in range(101, 141):
        rate.note(second, 1000 + 2 * (second - 100))
    assert rate.at(140.0) == 2.0


def test_slow_answers_make_a_longer_window() -> None:
    rate = Rate(0.0, 0)
    for answer in range(1, 21):  # six runs every minute
        rate.note(60.0 * answer, 6 * answer)
    assert rate.at(1200.0) == 0.1
    assert len(rate.moments) == 9


def test_a_stall_lowers_the_rate_and_a_batch_half_done_counts_from_there() -> None:
    rate = Rate(0.0, 500)
    assert rate.at(0.0) == 0.0
    rate.note(10.0, 510)
    assert rate.at(10.0) == 1.0
    assert rate.at(100.0) == 0.1


def test_a_plain_log_gets_a_line_every_ten_seconds(clock: Clock) -> None:
    progress = Progress(io.StringIO())
    for second in range(26):
        clock.now = 1000.0 + second
        progress(Counter(succeeded=second), 25)
    assert progress.stream.getvalue().splitlines() == [  # type: ignore[attr-defined]
        "10 of 25 runs, 1.0 runs/s, about 15 s left",
        "20 of 25 runs, 1.0 runs/s, about 5 s left",
        "25 of 25 runs, in 25 s",
    ]


def test_a_terminal_has_one_line_that_leaves_no_rest_of_a_longer_one(clock: Clock) -> None:
    progress = Progress(Terminal(), "zh")
    for second in range(6):
        clock.now = 1000.0 + second
        progress(Counter(succeeded=second), 5)
    said = progress.stream.getvalue()  # type: ignore[attr-defined]
    lines = said.rstrip("\n").split("\r")[1:]
    assert said.count("\n") == 1
    assert len(lines) == 6
    for former, line in pairwise(lines):
        assert cells(line) >= cells(former.rstrip())


def test_a_changing_line_does_not_flicker(clock: Clock) -> None:
    progress = Progress(Terminal())
    for done in range(1001):  # a thousand answers in a second
        clock.now = 1000.0 + done / 1000
        progress(Counter(succeeded=done), 1000)
    assert progress.stream.getvalue().count("\r") <= 7  # type: ignore[attr-defined]


def test_a_notebook_has_one_changing_line(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = type("OutStream", (io.StringIO,), {"__module__": "ipykernel.iostream"})()
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    assert not Progress(stream).can_change
    monkeypatch.setitem(sys.modules, "ipykernel", ModuleType("ipykernel"))
    assert Progress(stream).can_change
    assert not Progress(io.StringIO()).can_change


def test_a_clock_set_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    stream = io.StringIO()
    progress = Progress(stream)
    jobs = [Job(number, runs=6) for number in range(50)]
    run_jobs(batch_jobs.square, jobs, workers=1, on_done=lambda _: None, progress=progress)
    assert stream.getvalue() == "300 of 300 runs, in 0 s\n"


def test_each_part_of_a_batch_is_told_from_its_own_start(clock: Clock) -> None:
    """Thirty runs in 3 s; a minute of other work; ten runs, of which five came in 5 s."""
    progress = Progress(Terminal())
    progress(Counter(), 30)
    clock.now += 3.0
    progress(Counter(succeeded=30), 30)
    clock.now += 60.0
    progress(Counter(), 10)
    clock.now += 5.0
    progress(Counter(succeeded=5), 10)
    clock.now += 5.0
    progress(Counter(succeeded=10), 10)
    said = progress.stream.getvalue()  # type: ignore[attr-defined]
    assert "30 of 30 runs, in 3 s" in said
    assert "5 of 10 runs, 1.0 runs/s, about 5 s left" in said
    assert "10 of 10 runs, in 10 s" in said
