"""The scenarios and experiments that come with the package, by name or by path."""

from __future__ import annotations

from pathlib import Path

import sim


def shipped(kind: str) -> Path:
    """Where the shipped ``scenarios`` or ``experiments`` lie: in the package or the checkout."""
    package = Path(sim.__file__).parent
    installed = package / "shipped" / kind
    return installed if installed.is_dir() else package.parent / kind


def named(source: str, kind: str) -> Path:
    """The file that ``source`` means: a path, or the bare name of a shipped file.

    A file or folder of that name in the working directory wins.
    """
    path = Path(source)
    by_name = shipped(kind) / f"{source}.yaml"
    bare = path.name == source and not path.suffix
    return by_name if bare and not path.exists() and by_name.is_file() else path
