"""A small change of the project's text, and what it means."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Patch(NamedTuple):
    """In ``file``, the one place that says ``old`` says ``new``."""

    file: str
    means: str
    old: str
    new: str

    def occurrences(self, project: Path) -> int:
        """How often the old text stands in the file; once is right."""
        path = project / self.file
        return path.read_text("utf-8").count(self.old) if path.is_file() else 0


@contextmanager
def applied(project: Path, patch: Patch) -> Iterator[None]:
    """The project with the patch in it; afterwards its file is as it was, its time included."""
    path = project / patch.file
    before, times = path.read_text("utf-8"), path.stat()
    if before.count(patch.old) != 1:
        raise LookupError(f"{patch.file} does not say once: {patch.old}")
    path.write_text(before.replace(patch.old, patch.new), "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
