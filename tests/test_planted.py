"""Planted faults stay applicable; ``make planted`` asks the tests to find them."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted.faults import FAULTS
from planted.harmless import HARMLESS
from planted.patch import Patch, applied

PROJECT = Path(__file__).parent.parent


def test_there_are_as_many_as_promised_and_no_two_alike() -> None:
    assert len(FAULTS) >= 30
    assert len(HARMLESS) >= 10
    assert len({(patch.file, patch.new) for patch in (*FAULTS, *HARMLESS)}) == len(
        (*FAULTS, *HARMLESS)
    )


@pytest.mark.parametrize("patch", (*FAULTS, *HARMLESS), ids=lambda patch: patch.means)
def test_a_patch_has_one_place_and_leaves_python(patch: Patch) -> None:
    assert patch.old != patch.new
    assert patch.occurrences(PROJECT) == 1
    text = (PROJECT / patch.file).read_text("utf-8")
    compile(text.replace(patch.old, patch.new), patch.file, "exec")


def test_a_patch_is_taken_back_without_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text("a < b\n")
    before = file.stat().st_mtime_ns
    with applied(tmp_path, Patch("rule.py", "", "<", "<=")):
        assert file.read_text() == "a <= b\n"
    assert (file.read_text(), file.stat().st_mtime_ns) == ("a < b\n", before)
    with pytest.raises(LookupError), applied(tmp_path, Patch("rule.py", "", ">", ">=")):
        pass
