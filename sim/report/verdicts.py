"""The answer in plain words, made from the table of effects: never more than it says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from sim.pairs import FEWEST, interval
from sim.report.inputs import COST, ReportInput
from sim.report.prose import PROSE
from sim.words import NO_BREAK, Language, change, change_unit, decimal, named, say, size, unit_of

VERDICTS = ("better", "worse", "higher", "lower", "practically equal", "undecided")


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

    def last_effects(self, outcome: str) -> pd.DataFrame:
        """The effects on one outcome in the last month, in the order of the report."""
        table = self.report.effects
        if not len(table):
            return table
        last = (table["outcome"] == outcome) & (table["month"] == table["month"].max())
        order = {key: place for place, key in enumerate(self.report.compared)}
        rows = table.loc[last & table["scenario"].isin(list(order))]
        return rows.sort_values("scenario", key=lambda keys: keys.map(order), kind="stable")


def verdict(teller: Teller, outcome: str) -> tuple[str, str]:
    """What the experiment says about one outcome: the sentence that matters, and the rest."""
    first, *rest = _sentences(teller, outcome)
    return first, teller.say("stop").join(rest)


def _sentences(teller: Teller, outcome: str) -> list[str]:
    """One sentence where the table is plain, up to six where it is not."""
    rows = teller.last_effects(outcome)
    rows = rows[rows["n"] > 0]
    values = {"outcome": teller.outcome(outcome), "n": int(rows["n"].max()) if len(rows) else 0}
    if not len(rows):
        return [teller.say("no_comparison").format(**values)]
    if (rows["n"] < FEWEST).all():
        return [teller.say("without_interval").format(**values)]
    if _identical(rows):
        return [teller.say("constant").format(**values)]
    found = set(rows["verdict"])
    if found == {"practically equal"}:
        size = teller.size(float(rows["smallest_effect"].max()), outcome)
        return [teller.say("all_equal").format(size=size, **values)]
    if found == {"undecided"}:
        return [teller.say("all_undecided").format(**values)]
    return list(_mixed(teller, rows, outcome))


def _identical(rows: pd.DataFrame) -> bool:
    """Whether no pair differs at all, in any scenario."""
    exact = (rows["difference"] == 0) & (rows["low"] == 0) & (rows["high"] == 0)
    return bool(exact.all())


def _mixed(teller: Teller, rows: pd.DataFrame, outcome: str) -> Iterator[str]:
    """The best one and what cannot be told from it; then the rest, verdict by verdict."""
    better = rows[rows["verdict"] == "better"]
    told: set[str] = set()
    if len(better):
        top = better.iloc[int(better["difference"].abs().argmax())]
        tied = indistinguishable(teller.report, outcome, top)
        yield _top(teller, top, outcome)
        yield from _cost(teller, float(top[COST]))
        if tied:
            pairs = int(top["n"])
            yield teller.say("tied").format(n=pairs, scenarios=teller.scenarios(tied))
        told = {str(top["scenario"]), *tied}
    else:
        directed = rows["verdict"].isin(["worse", "practically equal", "undecided"]).all()
        key = "none_better" if directed else "no_direction"
        yield teller.say(key).format(outcome=teller.outcome(outcome))
    for kind in VERDICTS:
        keys = [key for key in rows.loc[rows["verdict"] == kind, "scenario"] if key not in told]
        if keys:
            yield teller.say(f"list.{kind}").format(scenarios=teller.scenarios(keys))


def _top(teller: Teller, row: pd.Series, outcome: str) -> str:
    """The sentence about the scenario that comes out highest (or lowest, where less is better)."""
    unit = teller.unit(outcome)
    return teller.say("top" if row["difference"] > 0 else "bottom").format(
        outcome=teller.outcome(outcome),
        scenario=teller.quoted(str(row["scenario"])),
        change=teller.change(abs(float(row["difference"])), outcome).lstrip("+"),
        month=int(row["month"]),
        low=change(float(row["low"]), unit),
        high=change(float(row["high"]), unit),
    )


def _cost(teller: Teller, yuan: float) -> Iterator[str]:
    """What the best one costs; silent where that is not known."""
    if math.isfinite(yuan):
        key = "top_cost" if yuan >= 0 else "top_saves"
        yield teller.say(key).format(yuan=decimal(abs(yuan), 1))


def indistinguishable(report: ReportInput, outcome: str, top: pd.Series) -> list[str]:
    """Scenarios whose paired difference from the best one is not clear of zero."""
    runs = report.runs
    last = runs[runs["month"] == runs["month"].max()]
    wide = last.pivot(index="replication", columns="scenario", values=outcome)
    best = str(top["scenario"])
    found = []
    for key in report.compared:
        if key != best and key in wide and best in wide:
            low, high = interval((wide[best] - wide[key]).dropna().to_numpy())
            if not (low > 0 or high < 0):
                found.append(key)
    return found
