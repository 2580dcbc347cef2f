"""What a patch can reach in a copy: only that is compiled again, and it is tested first.

The sources name the cache folder, so a patched copy starts with an empty one. Every file of the
package that does not, directly or through others, import the patched one is copied into it.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def surroundings(copy: Path) -> dict[str, str]:
    """The environment in which the copy, and nothing else, is tested."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    cache = str(copy.parent / "cache")
    return kept | {"PYTHONPATH": str(copy), "SIM_CACHE_DIR": cache}


def cache_of(copy: Path) -> Path:
    """Where the copy, as it is now, keeps its compiled loops."""
    ask = "from sim.compiled import CACHE; print(CACHE)"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=copy, env=surroundings(copy), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return Path(told.stdout.strip())


@contextmanager
def shared_cache(copy: Path, clean: Path, patched: str) -> Iterator[None]:
    """A cache for the patched copy with all of ``clean`` that holds; gone afterwards."""
    own = cache_of(copy)
    if own == clean:
        yield
        return
    shutil.rmtree(own, ignore_errors=True)
    waves = importers(copy / "sim", copy / patched)
    reached = {(path.parent.name, path.stem) for wave in waves for path in wave}
    homes = {path.parent.name for path in (copy / "sim").rglob("*.py")}
    for file in clean.rglob("*.nb*"):
        home, module = file.parent.name.rpartition("_")[0], file.name.split(".")[0]
        if home in homes and (home, module) not in reached:
            place = own / file.relative_to(clean)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, place)
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


def importers(package: Path, changed: Path) -> Iterator[set[Path]]:
    """The changed file, the files that import it, those that import these, and so on."""
    reads = {path: set(_imported(package, path)) for path in package.rglob("*.py")}
    reached: set[Path] = set()
    wave = {changed}
    while wave:
        yield wave
        reached |= wave
        wave = {path for path, read in reads.items() if read & reached} - reached


def _imported(package: Path, path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package.name):
            module = package.parent.joinpath(*str(node.module).split("."))
            yield module.with_suffix(".py")
            yield module / "__init__.py"
            yield from (module / f"{name.name}.py" for name in node.names)
