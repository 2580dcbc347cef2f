"""One report in one language: its names, its numbers, its rows of effects as a reader sees them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from sim.outcomes import OUTCOMES
from sim.report.inputs import ReportInput
from sim.report.prose import PROSE
from sim.words import NO_BREAK, Language, change, change_unit, named, say, size, unit_of

Row = dict[str, Any]
"""One row of a table by column."""

MOST_NAMED = 8
"""Scenarios that one sentence names."""
MOST_SHOWN = 24
"""Scenarios that tables and charts of a report tell one by one."""


@dataclass(frozen=True)
class Teller:
    """One report told in one language."""

    report: ReportInput
    lang: Language

    def say(self, key: str) -> str:
        """A sentence of the report, its places still open."""
        return say(key, self.lang, PROSE)

    def word(self, key: str) -> str:
        """A word that charts and report share."""
        return say(key, self.lang)

    def scenario(self, key: str) -> str:
        """The title of a scenario."""
        return named(self.report.titles, key, self.lang)

    def scenarios(self, keys: Iterable[str]) -> str:
        """Several scenarios in one sentence; of very many the first, and how many more."""
        found = list(keys)
        told = self.word("comma").join(self.quoted(key) for key in found[:MOST_NAMED])
        if len(found) <= MOST_NAMED:
            return told
        return told + self.say("and_more").format(number=len(found) - MOST_NAMED)

    def quoted(self, key: str) -> str:
        """The title of a scenario in quotation marks, for a sentence."""
        return self.word("quoted").format(name=self.scenario(key))

    def outcome(self, key: str) -> str:
        """The title of an outcome."""
        return named(self.report.labels, key, self.lang)

    def unit(self, outcome: str) -> str:
        """The unit of an outcome as declared."""
        label = self.report.labels.get(outcome)
        return label.unit if label else ""

    def change(self, value: float, outcome: str) -> str:
        """A difference of an outcome, with “points” where it is one of shares."""
        unit = self.unit(outcome)
        if not unit_of(unit).percent or not math.isfinite(value):
            return change(value, unit)
        space = "" if self.lang == "zh" else NO_BREAK
        return change(value, unit) + space + change_unit(unit, self.lang)

    def size(self, value: float, outcome: str) -> str:
        """The size of a difference, without sign or needless zeros."""
        unit = self.unit(outcome)
        shown = size(value, unit)
        if not unit_of(unit).percent:
            return shown
        return shown + ("" if self.lang == "zh" else NO_BREAK) + change_unit(unit, self.lang)

    def between(self, low: float, high: float, outcome: str) -> str:
        """An interval of differences, or that there is none."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return self.word("no_interval")
        unit = self.unit(outcome)
        return change(low, unit) + self.say("to") + change(high, unit)

    def effects_of(self, outcome: str) -> list[Row]:
        """The effects on one outcome in the last month, in the order of the report."""
        return self._effects.get(outcome, [])

    @cached_property
    def _effects(self) -> dict[str, list[Row]]:
        """The same of every outcome."""
        table = self.report.effects
        found: dict[str, dict[str, Row]] = {}
        for row in records(table[table["month"] == table["month"].max()]):
            found.setdefault(row["outcome"], {})[row["scenario"]] = row
        order = self.report.compared
        return {
            outcome: [rows[key] for key in order if key in rows] for outcome, rows in found.items()
        }

    @cached_property
    def shown(self) -> list[str]:
        """Scenarios that are told one by one: of many those highest on the primary outcome."""
        compared = self.report.compared
        if len(compared) <= MOST_SHOWN:
            return compared
        primary = self.report.outcomes[0]
        rows = [row for row in self.effects_of(primary) if row["n"] > 0]
        direction = OUTCOMES[primary].direction if primary in OUTCOMES else 1
        ordered = sorted(rows, key=lambda row: -row["difference"] * (direction or 1))
        kept = {row["scenario"] for row in ordered[:MOST_SHOWN]} or set(compared[:MOST_SHOWN])
        return [key for key in compared if key in kept]

    def rows_of(self, outcome: str) -> list[Row]:
        """The effects that are told one by one."""
        shown = set(self.shown)
        return [row for row in self.effects_of(outcome) if row["scenario"] in shown]

    def factor(self, key: str) -> str:
        """The title of what is varied."""
        return named(self.report.factors, key, self.lang)

    def table(self, name: str) -> pd.DataFrame:
        """One table of the answer; an empty one where the kind of question has none."""
        return self.report.tables.get(name, pd.DataFrame())

    def effect_of(self, scenario: str | None, outcome: str) -> Row | None:
        """One scenario's effect on one outcome in the last month."""
        rows = (row for row in self.effects_of(outcome) if row["scenario"] == scenario)
        return next(rows, None)


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table, their columns by name."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def clear_of_zero(low: float, high: float) -> bool:
    """Whether there is an interval and it excludes zero."""
    return low > 0 or high < 0


def finite(*values: float) -> bool:
    """Whether all of them are numbers."""
    return all(map(math.isfinite, values))
