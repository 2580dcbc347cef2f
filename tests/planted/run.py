"""Plant faults in a copy of the project, one at a time, and see which test finds each.

``make planted`` does it all and writes ``tests/planted/README.md``;
``python -m planted.run package pairs`` (with ``tests`` on the path) plants only those faults
whose file or meaning has one of the words, and prints what it finds.

The tests that name a patched module are asked first, then those that name a module which
imports it, the others only about what these let pass. Tests that compare stored results find everything and explain nothing: they are asked last,
and what only they find counts as not found.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from planted.copying import cache_of, importers, shared_cache, surroundings
from planted.faults import FAULTS
from planted.harmless import HARMLESS
from planted.patch import Patch, applied

PROJECT = Path(__file__).parent.parent.parent
COPY = PROJECT / "build" / "planted" / "copy"
LEFT_OUT = (".git", ".venv", "build", "dist", "results", "__pycache__", ".*_cache", ".hypothesis")
STORED = (
    *("test_baseline.py", "test_documents.py", "test_patterns.py", "test_perverse.py"),
    "test_planted.py",
)
"""Tests that compare with what was stored: results, figures of the documents, and the patches."""
STORED_TESTS = (
    "test_design.py::test_bits_are_pinned",
    "test_design.py::test_evenly_spread_worlds_bits_are_pinned",
)
HANGS_SECONDS = 900


class Finding(NamedTuple):
    """Which test found a fault, and whether it has reasons; no test is the empty text."""

    patch: Patch
    test: str
    by_reason: bool


def main(words: list[str]) -> int:
    """Plant, report; 1 where the tests are not as good as promised."""
    shutil.rmtree(COPY.parent, ignore_errors=True)
    shutil.copytree(PROJECT, COPY, ignore=shutil.ignore_patterns(*LEFT_OUT))
    wanted = [patch for patch in FAULTS if not words or any(map(f"{patch}".__contains__, words))]
    clean = cache_of(COPY)
    red = failures(test_files(), at_most=1000)  # compiles what all patches share, too
    for test in red:
        print(f"{test} fails though nothing is planted, and is not asked.", flush=True)
    findings = []
    for number, patch in enumerate(wanted, 1):
        started = time.monotonic()
        findings.append(look_for(patch, clean, red))
        seconds = time.monotonic() - started
        print(f"{number}/{len(wanted)} {seconds:.0f} s", row(findings[-1]), flush=True)
    missed = [finding for finding in findings if not finding.by_reason]
    if words:
        return len(missed) > 0
    broken = broken_by_harmless(clean, red)
    (PROJECT / "tests" / "planted" / "README.md").write_text(report(findings, broken), "utf-8")
    print(report(findings, broken).split("|")[0])
    return len(missed) > 0.05 * len(findings) or bool(broken) or bool(red)


def look_for(patch: Patch, clean: Path, red: list[str]) -> Finding:
    """Plant one fault and ask the tests in the order in which one is likely to find it."""
    with applied(COPY, patch), shared_cache(COPY, clean, patch.file):
        for files in by_distance(patch.file):
            for test in failures(files, [*red, *STORED_TESTS]):
                return Finding(patch, test, True)
        stored = failures(["test_design.py", "test_baseline.py"], red)
        return Finding(patch, "".join(stored), False)


def by_distance(file: str) -> Iterator[list[str]]:
    """Tests that name the file, tests that name one that imports it, and so on; then the rest."""
    left = [test for test in test_files() if test not in STORED]
    for wave in importers(COPY / "sim", COPY / file):
        modules = [path.relative_to(COPY).as_posix() for path in wave]
        near = [test for test in left if any(names(test, module) for module in modules)]
        left = [test for test in left if test not in near]
        yield near
    yield left


def test_files() -> list[str]:
    tests = COPY / "tests"
    return sorted(path.relative_to(tests).as_posix() for path in tests.rglob("test_*.py"))


def names(test: str, file: str) -> bool:
    """Whether a file of tests speaks of a module, or of the package that it is the door of."""
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    text = (COPY / "tests" / test).read_text("utf-8")
    return module != "sim" and re.search(rf"\b{re.escape(module)}\b", text) is not None


def failures(files: list[str], without: Sequence[str] = (), at_most: int = 1) -> list[str]:
    """The first tests of these files that fail, or what else went wrong; empty where all pass."""
    asked = [f"tests/{file}" for file in files if file not in without]
    if not asked:
        return []
    skipped = [f"--deselect=tests/{test}" for test in without]
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider"]
    command += [f"--maxfail={at_most}", "--continue-on-collection-errors"]
    try:
        run = subprocess.run(
            [*command, *skipped, *asked],
            cwd=COPY, env=surroundings(COPY), capture_output=True, text=True,
            timeout=HANGS_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ["a test that never ends"]
    if run.returncode in (0, 5):  # all passed, or none was left
        return []
    found = re.findall(r"^(?:FAILED|ERROR) tests/(.*?)(?: - .*)?$", run.stdout, re.MULTILINE)
    return found or [f"pytest itself ({run.stdout[-200:]}{run.stderr[-200:]})"]


def broken_by_harmless(clean: Path, red: list[str]) -> list[Finding]:
    """Refactorings that a test takes for faults: all at once first, singly where that is red."""
    with ExitStack() as stack:
        for patch in HARMLESS:
            stack.enter_context(applied(COPY, patch))
        files = [file for file in test_files() if file != "test_planted.py"]
        if not failures(files, red):
            return []
    found = []
    for patch in HARMLESS:
        with applied(COPY, patch), shared_cache(COPY, clean, patch.file):
            found.append(Finding(patch, "".join(failures(files, red)), True))
    return [finding for finding in found if finding.test]


def row(finding: Finding) -> str:
    """One line of the table."""
    test = f"`{finding.test}`" if finding.test else "–"
    by = test if finding.by_reason else f"**nothing with reasons** (stored results: {test})"
    return f"| {finding.patch.means} | `{finding.patch.file}` | {by} |"


def report(findings: list[Finding], broken: list[Finding]) -> str:
    """The last run as a page."""
    caught = sum(finding.by_reason for finding in findings)
    green = len(HARMLESS) - len(broken)
    lines = [
        "# Planted faults",
        "",
        "Written by `make planted`: each fault is planted in a copy of the project, and the fast "
        "tests are asked to find it. Tests that only compare stored results do not count.",
        "",
        f"{caught} of {len(findings)} faults found ({caught / len(findings):.0%}); "
        f"{green} of {len(HARMLESS)} harmless refactorings left alone.",
        "",
        "| Fault | In | Found by |",
        "|---|---|---|",
        *map(row, findings),
        "",
        "| Harmless refactoring | In | Taken for a fault by |",
        "|---|---|---|",
        *(row(_told(patch, broken)) for patch in HARMLESS),
    ]
    return "\n".join(lines) + "\n"


def _told(patch: Patch, broken: list[Finding]) -> Finding:
    return next((each for each in broken if each.patch is patch), Finding(patch, "", True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
