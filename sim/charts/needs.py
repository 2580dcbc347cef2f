"""What a chart needs of its table, and in words what it can be asked for instead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from sim.errors import SimError
from sim.outcomes import OUTCOMES
from sim.reading.misspelling import did_you_mean

MOST_LISTED = 12
"""Choices that a message lists; of more, the one that looks like the word is told."""


def need(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a table that lacks one of the columns.

    Raises
    ------
    SimError
        with the columns that are expected and those that are there.
    """
    lacking = [name for name in columns if name not in table]
    if not lacking:
        return
    wanted = ", ".join(columns)
    if not len(table.columns):
        raise SimError(f"the table is empty: expected columns {wanted}")
    there = ", ".join(map(str, table.columns[:MOST_LISTED]))
    raise SimError(f"the table has no column {lacking[0]!r}: expected {wanted}; found {there}")


def need_rows(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """The same, where a table without rows cannot be drawn either."""
    need(table, columns)
    if not len(table):
        raise SimError(f"the table is empty: expected rows with {', '.join(columns)}")


def need_outcome(table: pd.DataFrame, outcome: str, columns: Sequence[str]) -> None:
    """The same of a table in which each outcome is a column of its own."""
    need(table, columns)
    if not isinstance(outcome, str) or outcome not in table:
        there = [str(name) for name in table.columns if name in OUTCOMES]
        others = [str(name) for name in table.select_dtypes("number") if name not in columns]
        raise unknown("outcome", outcome, there or others)


def of_outcome(table: pd.DataFrame, outcome: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of one outcome of a table in which outcomes are rows.

    A table without any row is given the columns, so that it can be read like others.
    """
    if not len(table):
        return table.reindex(columns=list(dict.fromkeys([*table.columns, "outcome", *columns])))
    need(table, ["outcome", *columns])
    rows = table[table["outcome"] == outcome]
    if not len(rows):
        raise unknown("outcome", outcome, map(str, table["outcome"].unique()))
    return rows


def need_baseline(runs: pd.DataFrame, baseline: str) -> None:
    """Refuse runs of scenarios without the one from which they are to differ."""
    need(runs, ("scenario",))
    there = [str(name) for name in runs["scenario"].unique()]
    if there and baseline not in there:
        raise unknown("baseline", baseline, there)


def need_known(outcome: str) -> None:
    """Refuse an outcome that was never declared, where the table does not tell its outcome."""
    if outcome and outcome not in OUTCOMES:
        raise unknown("outcome", outcome, OUTCOMES)


def unknown(kind: str, found: Any, choices: Iterable[str]) -> SimError:
    """The error that ``found`` is none of the choices."""
    known = list(choices)
    hint = did_you_mean(str(found), known)
    listed = ", ".join(textwrap.shorten(each, 40, placeholder="…") for each in known[:MOST_LISTED])
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    shown = repr(found) if isinstance(found, str) else type(found).__name__
    told = f"{kind}: found {shown}, expected one of: {listed or 'none here'}{more}. {hint}"
    return SimError(told.rstrip(". "))
