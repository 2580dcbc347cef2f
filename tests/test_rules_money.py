"""Whole fen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.rules.money import fen_of


def test_yuan_become_whole_fen_rounded_half_up(paper) -> None:
    assert paper(fen_of, 3200.0) == 320_000
    assert paper(fen_of, 0.125) == 13  # 12.5 fen
    assert paper(fen_of, 0.004) == 0
    assert paper(fen_of, 0.0) == 0


@given(st.integers(0, 10**12))
def test_whole_fen_survive_the_way_through_yuan(fen) -> None:
    assert fen_of(fen / 100.0) == fen


@given(st.floats(0.0, 1e9))
def test_rounding_is_never_off_by_more_than_half_a_fen(yuan) -> None:
    assert abs(fen_of(yuan) - yuan * 100.0) <= 0.5 + 1e-4
