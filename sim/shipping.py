"""Where the scenarios and experiments lie that come with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent


def shipped(kind: str) -> Path:
    """Where the shipped ``scenarios`` or ``experiments`` lie: in the package or the checkout."""
    installed = _PACKAGE / "shipped" / kind
    return installed if installed.is_dir() else _PACKAGE.parent / kind


def shipped_scenario(name: str, folder: Path) -> Path | None:
    """The shipped scenario that a bare name means, unless ``folder`` has a file of that name."""
    if name not in shipped_scenarios() or (folder / name).exists():
        return None
    return shipped("scenarios") / f"{name}.yaml"


def shipped_scenarios() -> list[str]:
    """The bare names of all scenarios that ship."""
    return sorted(path.stem for path in shipped("scenarios").glob("*.yaml"))


def meant(source: Any, kind: str) -> Any:
    """``source``, or the shipped file of this kind whose bare name it is.

    A file or folder of that name in the working directory wins, as on the command line.
    """
    if not isinstance(source, str) or Path(source).exists():
        return source
    found = shipped(kind) / f"{source}.yaml"
    return found if Path(source).name == source and found.is_file() else source
