"""A dashboard that runs in a process of its own, for as long as a test needs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SMALL = """
title: {en: Staff training, zh: 人员培训}
sample: 2400
burn_in: 6
months: 24
policies:
  staff_training: {hours: 40, start: 2}
  task_offloading: {scale: 1.2}
"""


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rpartition(":")[2])

    def interrupt(self) -> tuple[int, str, str]:
        """Press Ctrl-C: exit code and what was said on either stream since it answered."""
        self.process.send_signal(signal.SIGINT)
        said, complained = self.process.communicate(timeout=20)
        return self.process.returncode, said, complained


def unignored() -> None:
    """Let Ctrl-C through also where the tests themselves run behind something else."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """`sim dash` of a small scenario at a free port, whatever the environment says of hosts."""
    scenario = folder / "small.yaml"
    scenario.write_text(SMALL, "utf-8")
    command = [sys.executable, "-m", "sim", "dash", str(scenario), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOST": "0.0.0.0", "PYTHONUNBUFFERED": "1"},
        preexec_fn=unignored,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://[\w.:\[\]]+", line)
        assert found, line + process.communicate()[1]
        yield Served(process, found.group())
    finally:
        process.kill()
        process.wait()
