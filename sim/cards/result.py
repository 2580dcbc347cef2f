"""What one run shows of itself: where it began, where it ended, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.markup import Shown, card, code, line, listed, table
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, named, say, unit_name, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from sim.result import RunResult

WORDING: Catalogue = {
    "run": ("One run: {title}", "单次运行：{title}"),
    "made": (
        "seed {seed} · {months} months · luck included, so no verdict: sim.compare runs many",
        "随机种子{seed}，{months}个月；含随机波动，不作判断（sim.compare作多次重复）",
    ),
    "outcome": ("outcome", "结果指标"),
    "first": ("month 1", "第1个月"),
    "last": ("month {month}", "第{month}个月"),
    "unit": ("unit", "单位"),
    "warning": ("Warning: {text}", "提醒：{text}"),
}

TOLD = ("overload", "organizations_active", "cost_yuan")
"""Told of beside the headlines."""


def result_card(result: RunResult, lang: Language = "en") -> Shown:
    """One run in a card."""
    months = result.record.months
    scenario = result.scenario
    words = {key: say(key, lang, WORDING).format(month=months) for key in WORDING if key in HEADS}
    return card(
        say("run", lang, WORDING).format(title=named({"": scenario.title}, "", lang)),
        table([words[key] for key in HEADS], outcome_rows(result.monthly.iloc[[0, -1]], lang)),
        line(say("made", lang, WORDING).format(seed=result.seed, months=months), faint=True),
        listed(say("warning", lang, WORDING).format(text=text) for text in result.doubts),
        code('.plot()   .plot.path("overload")   .monthly   .communities   .groups   .ledger'),
    )


HEADS = ("outcome", "first", "last", "unit")


def outcome_rows(
    months: Mapping[str, Iterable[float]] | pd.DataFrame, lang: Language
) -> Iterator[tuple[str, ...]]:
    """Headlines, overload, organizations and outlays in each of the given months."""
    headlines = [key for key, item in OUTCOMES.items() if item.headline]
    for key in (*headlines, *TOLD):
        item = OUTCOMES[key]
        values = (value(float(each), item.unit, lang) for each in months[key])
        title = item.zh if lang == "zh" else item.en
        yield (title, *values, unit_name(item.unit, lang))
