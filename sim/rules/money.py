"""Money in whole fen."""

from __future__ import annotations

from sim.compiled import rule

FEN = 100.0
"""Fen in a yuan."""


@rule
def fen_of(yuan):
    """Whole fen, rounded half up; for amounts that are not negative."""
    return int(yuan * FEN + 0.5)
