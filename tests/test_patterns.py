"""The patterns the model must show; docs/reference/patterns.md is the same checks as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.patterns import PATTERNS, RIVALS, Claim, Estimate, Finding, Study, findings, table
from sim.patterns.rivals import Rival, weakened
from sim.presets import PRESETS

MANDATORY = {f"SF{number:02d}" for number in (1, 2, 3, 4, 6, 11, 13, 16, 18, 21, 23, 25, 26, 27)}


def test_every_pattern_has_a_check() -> None:
    assert set(PATTERNS) == {f"SF{number:02d}" for number in range(1, 30)}


def test_what_is_mandatory_is_marked_and_excuses_nothing() -> None:
    marked = {key for key, pattern in PATTERNS.items() if pattern.mandatory}
    assert marked == MANDATORY
    assert not [key for key in MANDATORY if PATTERNS[key].fails_because]


def test_only_named_worlds_stand_in_for_the_default_one() -> None:
    worlds = {key: pattern.world for key, pattern in PATTERNS.items() if pattern.world}
    assert set(worlds.values()) <= set(PRESETS)
    assert set(worlds) & MANDATORY == {"SF27"}


def test_an_estimate_by_hand() -> None:
    # 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, error sqrt(14 / 3 / 4)
    seen = Estimate((1.0, 2.0, 3.0, 6.0))
    assert seen.n == 4
    assert seen.mean == 3.0
    assert seen.error == pytest.approx(1.0801234497)
    assert seen.low == pytest.approx(3.0 - 4.3204937990)
    assert seen.high == pytest.approx(3.0 + 4.3204937990)
    assert seen.found == pytest.approx(5.2816 * 1.0801234497)


def test_differences_are_paired_run_by_run() -> None:
    before, after = Estimate((1.0, 5.0, 9.0)), Estimate((2.0, 6.0, 10.0))
    assert (after - before).values == (1.0, 1.0, 1.0)
    assert (after - before).error == 0.0
    assert (after - 1.0).values == (1.0, 5.0, 9.0)


def test_a_claim_holds_is_refuted_or_neither() -> None:
    # mean 2, error 0.1: from 1.6 to 2.4
    seen = Estimate((1.9, 2.1))
    assert Claim("", seen, 1.5).holds
    assert Claim("", seen, 2.5).refuted
    undecided = Claim("", seen, 2.0)
    assert not undecided.holds
    assert not undecided.refuted
    assert not Claim("", Estimate((0.0, 0.0)), 0.0).holds


def test_a_finding_is_no_stronger_than_its_weakest_claim() -> None:
    seen = Estimate((1.9, 2.1))
    sure, open_, wrong = Claim("", seen, 1.5), Claim("", seen, 2.0), Claim("", seen, 2.5)
    assert Finding((sure,)).verdict == "yes"
    assert Finding((sure, open_)).verdict == "undecided"
    assert Finding((sure, open_, wrong)).verdict == "no"


def test_a_study_with_nothing_changed_is_the_same_study() -> None:
    study = Study(seeds=(1,))
    other = study.but({"trust.gain": 0.06})
    assert study.but({}) is study
    assert study.but({"trust.gain": 0.06}) is other
    assert other.assumptions.trust.gain == 0.06
    assert other.assumptions.trust.anchor == study.assumptions.trust.anchor


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(PATTERNS))
def test_a_pattern_shows_or_says_why_not(key: str) -> None:
    finding = findings()[key]
    assert finding.shown is not bool(PATTERNS[key].fails_because), str(finding)


@pytest.mark.slow
@pytest.mark.parametrize("rival", RIVALS, ids=[rival.world for rival in RIVALS])
def test_a_rival_fails_where_its_missing_mechanism_is_needed(rival: Rival) -> None:
    there = findings(rival.world)
    assert not there[rival.should_fail].shown
    assert weakened(rival, findings(), there).above(0.0)


@pytest.mark.slow
def test_the_committed_table_is_what_the_model_shows() -> None:
    written = Path(__file__).parent.parent / "docs" / "reference" / "patterns.md"
    assert written.read_text("utf-8") == table()
