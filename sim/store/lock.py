"""One writer for a folder, and faults of the disk in words."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sim.errors import ResultsError

LOCK = ".lock"


def lock(folder: Path, warnings: list[str]) -> BinaryIO:
    """Hold the folder for this process; the system lets go when the process ends anyhow.

    Raises
    ------
    ResultsError
        where another process holds it.
    """
    stream = open(folder / LOCK, "a+b")  # noqa: SIM115 - held as long as the folder is
    try:
        _lock_file(stream)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN):
            warnings.append("This disk cannot lock files: start no second batch in this folder.")
        else:
            owner = _owner(stream) or "another process"
            stream.close()
            raise ResultsError(f"These results are in use by {owner}: {folder}") from None
    if owner := _owner(stream):
        warnings.append(f"Taken over from {owner}, which ended without closing the results.")
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    stream.seek(0)
    stream.truncate()
    stream.write(f"process {os.getpid()} on {socket.gethostname()} since {since}".encode())
    stream.flush()
    return stream


def unlock(stream: BinaryIO) -> None:
    """Let others in."""
    stream.truncate(0)
    stream.close()


def _owner(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read(200).decode("utf-8", "replace")


def _lock_file(stream: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(1 << 20)  # far behind the text, which others want to read
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def as_results_error(sentence: str) -> Iterator[None]:
    """Tell a fault of the disk or the database in words."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ResultsError(f"{sentence}: {reason}.") from error
