"""One report in one language: its names, its numbers, its rows of effects as a reader sees them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.report.inputs import ReportInput
from sim.report.prose import PROSE
from sim.words import NO_BREAK, Language, change, change_unit, named, say, size, unit_of

Row = dict[str, Any]
"""One row of a table by column."""


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
        """Several scenarios in one sentence."""
        return self.word("comma").join(self.quoted(key) for key in keys)

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
        table = self.report.effects
        last = (table["outcome"] == outcome) & (table["month"] == table["month"].max())
        found = {row["scenario"]: row for row in records(table[last])}
        return [found[key] for key in self.report.compared if key in found]

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
