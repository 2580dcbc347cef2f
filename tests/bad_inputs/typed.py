"""What a person types, what is answered on which stream, how it ends, and what it takes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sim.cli import main

ROOT = Path(__file__).parent.parent.parent


class Answer(NamedTuple):
    """How a command ended; ``megabytes`` is known of a process of its own only."""

    exit_code: int
    out: str
    err: str
    cpu_seconds: float
    megabytes: float = 0.0


def typed(*arguments: object) -> Answer:
    """The whole command line, in this process: imports are paid once for many questions."""
    argv = ["sim", *map(str, arguments)]
    out, err = _Stream(), _Stream()
    usual = signal.getsignal(signal.SIGTERM)
    started = time.process_time()
    ended = 0
    with patch("sys.argv", argv), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            ended = int(end.code or 0)
        finally:
            signal.signal(signal.SIGTERM, usual)
    return Answer(ended, out.text(), err.text(), time.process_time() - started)


class _Stream(io.TextIOWrapper):
    """A stream that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


_CONFINED = """
import json, os, resource, subprocess, sys
seconds, megabytes, report, *command = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 10**6, int(megabytes) * 10**6))
ended = subprocess.Popen(command)
_, status, used = os.wait4(ended.pid, 0)
code = os.waitstatus_to_exitcode(status)
with open(report, "w") as file:
    json.dump([code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000], file)
"""
"""Starts a command from a small process: a child of the tests would count their memory as its."""


def alone(*arguments: object, seconds: int = 10, megabytes: int = 2000, **more: str) -> Answer:
    """The same in a process of its own, which may use so much of the machine and no more."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "used.json"
        ended = subprocess.run(
            [sys.executable, "-c", _CONFINED, str(seconds), str(megabytes), str(report),
             sys.executable, "-m", "sim", *map(str, arguments)],
            capture_output=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        )  # fmt: skip
        exit_code, cpu, most = json.loads(report.read_text())
    return Answer(exit_code, ended.stdout.decode(), ended.stderr.decode(), cpu, most)


def files_below(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Everything in a folder: name, size and time of change."""
    for path in sorted(folder.rglob("*")):
        kept = path.lstat()
        yield str(path), kept.st_size, kept.st_mtime_ns
