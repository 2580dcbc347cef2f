"""A file that another library writes appears under its name when it is whole, not before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import ResultsError
from sim.manifest import unfinished


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write to, beside ``path``; what is written there then replaces ``path``.

    Raises
    ------
    ResultsError
        where the disk refuses; nothing of the attempt is left.
    """
    beside = path.with_name(unfinished(path.name))
    try:
        yield beside
        with open(beside, "rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(beside, path)
    except OSError as error:
        raise ResultsError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)
