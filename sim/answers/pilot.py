"""The answer to ``kind: pilot``: what evaluations of pilots say, and what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.pilots import (
    READING_TITLES,
    evaluations,
    pilot_readings,
    placebos,
    rankings,
)
from sim.answers.shared import DIRECTIONS, Row, in_both, phrase, usual_tables
from sim.outcomes import OUTCOMES
from sim.statistics.panels import Panel
from sim.words import Catalogue, Language, change, named, percent, say

if TYPE_CHECKING:
    import pandas as pd

    from sim.comparison import Comparison

WORDS: Catalogue = {
    "misled": (
        "Read by “{reading}”, pilots mislead most with {scenario}: they show {estimate} in "
        "{outcome}, true in them at that time is {truth}, and in the last year of the roll-out "
        "the county gains {rolled_out}.",
        "以“{reading}”评估时，{scenario}的试点误导最大：{outcome}看似变化{estimate}，"
        "试点当时的真实效应为{truth}，而推广后最后一年全县为{rolled_out}。",
    ),
    "honest": (
        " Closest to the roll-out is {scenario}: {estimate} against {rolled_out}.",
        "最接近推广效果的是{scenario}：{estimate}，推广后为{rolled_out}。",
    ),
    "size": (
        " Without any policy {share} of such evaluations would “find” an effect in {scenario}.",
        "即使没有任何政策，{scenario}中也有{share}的此类评估会“发现”效应。",
    ),
}

MAIN = "difference_in_differences"
"""The reading that sentences are told of."""


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """The usual tables, every reading of every run, and how far readings can be trusted."""
    found = usual_tables(comparison)
    every = panels(comparison)
    if not any(every.values()):
        return found
    period = int(comparison.settings["rollout"]["months"])
    readings = pilot_readings(every, period)
    first = {name: next(iter(its.values())) for name, its in every.items() if its}
    return found | {
        "readings": readings,
        "evaluations": evaluations(readings),
        "rankings": rankings(readings, DIRECTIONS[comparison.primary] or 1),
        "placebos": placebos(first, period),
    }


def panels(comparison: Comparison) -> dict[str, dict[int, Panel]]:
    """What an evaluator would see in each run, beside the twin without policy."""
    seen = comparison.panels(comparison.primary)
    adopted = comparison.results.adopted()
    return {
        name: {
            i: Panel(table, seen[baseline][i], adopted[name][i])
            for i, table in seen.get(name, {}).items()
            if i in seen.get(baseline, {})
        }
        for name, baseline in comparison.against.items()
    }


def sentences(comparison: Comparison) -> dict[str, str]:
    """Where pilots mislead most, where least, and how often they find what is not there."""
    return in_both(_told, comparison)


def _told(lang: Language, comparison: Comparison) -> str:
    table = comparison.tables.get("evaluations")
    if table is None:
        return phrase("nothing", lang)
    rows = [row for row in table.to_dict("records") if row["reading"] == MAIN and row["n"] > 0]
    if not rows:
        return phrase("nothing", lang)
    ordered = sorted(rows, key=lambda row: -abs(row["bias_rolled_out"]))
    often = max(rows, key=lambda row: row["size"])
    text = say("misled", lang, WORDS).format(
        reading=say(MAIN, lang, READING_TITLES), **_words(lang, comparison, ordered[0])
    )
    if len(rows) > 1:
        text += say("honest", lang, WORDS).format(**_words(lang, comparison, ordered[-1]))
    return text + say("size", lang, WORDS).format(
        share=percent(often["size"], lang),
        scenario=named(comparison.titles, often["scenario"], lang),
    )


def _words(lang: Language, comparison: Comparison, row: Row) -> dict[str, str]:
    item = OUTCOMES[comparison.primary]
    return {
        "scenario": named(comparison.titles, row["scenario"], lang),
        "outcome": item.zh if lang == "zh" else item.en.lower(),
        "estimate": change(row["estimate"], item.unit),
        "truth": change(row["truth"], item.unit),
        "rolled_out": change(row["rolled_out"], item.unit),
    }
