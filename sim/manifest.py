"""What a batch was asked and what it ran with: written beside its results, compared on resume.

A manifest is meant to be published: no folders of this machine, no user, no environment.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PureWindowsPath
from typing import Any

from sim.errors import ResultsError
from sim.own_policies import own_files

FORMAT = 2
MANIFEST = "manifest.json"

_NUMERICAL = ("numpy", "numba")
_PACKAGES = ("matplotlib", "mesa", "networkx", "numba", "numpy", "pandas", "pydantic", "scipy")
_RUNNERS = (
    "__main__.py",
    "batch",
    "comparison.py",
    "conduct",
    "experiment",
    "manifest.py",
    "progress.py",
    "sampling.py",
)
_KEEPERS = ("exports", "store")
_READERS = (
    "acquaintances.py",
    "analysis",
    "answers",
    "asked.py",
    "bridges.py",
    "cards",
    "charts",
    "cli",
    "codebook",
    "dashboard",
    "documents",
    "examples.py",
    "levers.py",
    "markup.py",
    "meanings.py",
    "oddities.py",
    "outlook.py",
    "patterns",
    "plots",
    "presenting.py",
    "publishing.py",
    "reach.py",
    "readings.py",
    "registry.py",
    "report",
    "result.py",
    "schemas.py",
    "shipping.py",
    "statistics",
    "words.py",
)
_AS_AGENTS = ("agents.py", "model.py", "plain")
_NOT_THE_MODEL = (*_RUNNERS, *_KEEPERS, *_READERS, *_AS_AGENTS)
"""No number in a results folder depends on these."""

_PACKAGE = Path(__file__).parent
_PATH = re.compile(
    r"(?<![\w./:])"
    r"(?:~/[^\s\"'<>|\\]+|/(?:[^\s\"'<>|\\/]+/)+[^\s\"'<>|\\]*"
    r"|[A-Za-z]:[\\/][^\s\"'<>|]+|\\\\[^\s\"'<>|]+)"
)
"""A folder of this machine and what is in it: from home, from the root, from a drive or share."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for: goes into the manifest, and is compared when a batch is resumed."""

    experiment: str | Mapping[str, Any]
    scenarios: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    seed: int
    worlds: str | Mapping[str, Any]
    kept: str
    """How much of each run is kept."""
    replications: int
    tool_version: str
    tables: Mapping[str, Any] = field(default_factory=dict)
    """The names that the ledger's arrays leave out: columns, lines, groups, assumptions."""
    command: Sequence[str] = ()
    warnings: Sequence[str] = ()
    imputed: Sequence[str] = ()

    def identity(self) -> dict[str, Any]:
        """All that a result depends on besides the number of its replication."""
        return {
            "scenarios": dict(self.keys),
            "seed": self.seed,
            "worlds": self.worlds,
            "kept": self.kept,
            "tool_version": self.tool_version,
            "model": model_hash(),
            "python": "{}.{}".format(*sys.version_info[:2]),
            **{name: version(name) for name in _NUMERICAL},
        }


@cache
def model_hash(package: Path = _PACKAGE) -> str:
    """Twelve hex digits of every file that a number can depend on, the user's policies included.

    Wider than `sim.compiled.source_hash`, which covers the compiled files only.
    """
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.*")):
        relative = path.relative_to(package)
        if path.suffix not in (".py", ".csv") or relative.parts[0] in _NOT_THE_MODEL:
            continue
        digest.update(relative.as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for path in own_files():
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def manifest_of(plan: Plan) -> dict[str, Any]:
    """All that is told about a batch before its first run."""
    return {
        "format": FORMAT,
        "identity": plan.identity(),
        "replications": plan.replications,
        "experiment": without_paths(plan.experiment),
        "scenarios": without_paths(plan.scenarios),
        "command": without_paths(list(plan.command)),
        "warnings": without_paths(list(plan.warnings)),
        "imputed": list(plan.imputed),
        **plan.tables,
        "packages": _package_versions(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "counts": {"asked": 0},
    }


def _package_versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def without_paths(value: Any) -> Any:
    """The same value without folders of this machine: a manifest is published."""
    if isinstance(value, Mapping):
        return {key: without_paths(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_paths(inner) for inner in value]
    if not isinstance(value, str):
        return value
    home = str(Path.home())
    shown = value.replace(home, "~") if len(home) > 1 else value
    return _PATH.sub(_last_part, shown)


def _last_part(path: re.Match[str]) -> str:
    return PureWindowsPath(path[0]).name or path[0]


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Put the manifest into ``folder``, whole or not at all."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(folder / MANIFEST, text + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest in ``folder``; `ResultsError` when there is none that we can read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        meant = Path("results", folder)
        hint = f" Did you mean `{meant}`?" if (meant / MANIFEST).is_file() else ""
        raise ResultsError(f"There are no results in {folder} (no {MANIFEST}).{hint}") from None
    except (OSError, ValueError) as error:
        raise ResultsError(f"{folder / MANIFEST} cannot be read: {error}.") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("identity"), dict):
        raise ResultsError(f"{folder / MANIFEST} is not a manifest of results.")
    if manifest.get("format") != FORMAT:
        raise ResultsError(
            f"The results in {folder} have format {manifest.get('format')}, this version reads "
            f"{FORMAT}. Version {manifest['identity'].get('tool_version')} reads them."
        )
    return manifest


def changes(former: Mapping[str, Any], present: Mapping[str, Any]) -> list[str]:
    """What makes two batches incomparable, as ``name: old → new``.

    A scenario that only one of them has does not: runs are kept by what they are.
    """
    old, new = former["identity"], present["identity"]
    found = []
    for name in sorted({*old, *new} - {"scenarios"}):
        if old.get(name) != new.get(name):
            found.append(f"{name}: {old.get(name)} → {new.get(name)}")
    for name in sorted(old["scenarios"].keys() & new["scenarios"].keys()):
        if old["scenarios"][name] != new["scenarios"][name]:
            before = _flat(former["scenarios"].get(name), f"scenarios.{name}")
            after = _flat(present["scenarios"].get(name), f"scenarios.{name}")
            found += _differences(before, after) or [f"scenarios.{name}: a file that it reads"]
    return found


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [
        f"{path}: {before.get(path, 'absent')} → {after.get(path, 'absent')}"
        for path in sorted({*before, *after})
        if before.get(path, "absent") != after.get(path, "absent")
    ]


def _flat(value: Any, path: str) -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        nested = (_flat(inner, f"{path}.{name}") for name, inner in value.items())
        return {name: inner for part in nested for name, inner in part.items()}
    return {path: list(value) if isinstance(value, tuple) else value}


def unfinished(name: str) -> str:
    """What a file is called until it is whole."""
    return f".{name}.unfinished"


def write_atomically(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Put ``text`` under ``path`` whole or not at all, even when the power fails."""
    beside = path.with_name(unfinished(path.name))
    try:
        with open(beside, "w", encoding=encoding, newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
        _keep_name(path.parent)
    except OSError as error:
        raise ResultsError(f"{path} cannot be written: {error.strerror}.") from error


def _keep_name(folder: Path) -> None:
    """Have the disk remember which files a folder holds (elsewhere it does so unasked)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
