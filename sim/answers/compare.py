"""The answer to ``kind: compare``: which scenario does what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.answers.shared import (
    DIRECTIONS,
    Row,
    effect,
    in_both,
    phrase,
    ranked,
    title,
    usual_tables,
)
from sim.words import ORIGINS, Language, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Effects on all, on groups, over time, and on fresh luck."""
    return usual_tables(comparison)


def sentences(comparison: Comparison) -> dict[str, str]:
    """Who is highest on the primary outcome; among whom, where the question asks."""
    return in_both(_told, comparison)


def _told(lang: Language, comparison: Comparison) -> str:
    return ranked(lang, comparison) + among(lang, comparison)


def among(lang: Language, comparison: Comparison) -> str:
    """The highest effect on each origin that the question is about."""
    table = comparison.tables.get("effects_by_origin")
    text = ""
    for origin in comparison.settings.get("among", []) if table is not None else ():
        rows = _of_origin(table, origin, comparison.primary)
        if rows:
            text += _best_among(lang, comparison, origin, rows)
    return text


def _of_origin(table: Any, origin: str, outcome: str) -> list[Row]:
    chosen = table[(table["origin"] == origin) & (table["outcome"] == outcome)]
    return [row for row in chosen.to_dict("records") if row["n"] > 0]


def _best_among(lang: Language, comparison: Comparison, origin: str, rows: list[Row]) -> str:
    direction = DIRECTIONS[comparison.primary] or 1
    best = max(rows, key=lambda row: row["difference"] * direction)
    return phrase(
        "among",
        lang,
        {
            "origin": say(origin, lang, ORIGINS),
            "scenario": title(comparison, best, lang),
            "effect": effect(best, comparison.primary, lang),
        },
    )
