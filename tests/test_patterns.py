"""The patterns the model must show; docs/patterns.md is the same checks as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.patterns import PATTERNS, table

BASELINE = {f"SF{number:02d}" for number in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)}
FIRST_ORDER = {"SF14", "SF15", "SF16", "SF18", "SF19", "SF23"}


def test_every_promised_pattern_is_checked() -> None:
    assert set(PATTERNS) >= BASELINE | FIRST_ORDER


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(PATTERNS))
def test_pattern_shows_or_says_why_not(key: str) -> None:
    pattern = PATTERNS[key]
    finding = pattern.check()
    assert finding.shown is not bool(pattern.fails_because), finding.value


@pytest.mark.slow
def test_the_committed_table_is_what_the_model_shows() -> None:
    written = Path(__file__).parent.parent / "docs" / "patterns.md"
    assert written.read_text("utf-8") == table()
