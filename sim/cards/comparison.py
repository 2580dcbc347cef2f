"""What a comparison shows of itself: the question, the answer, effects, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.markup import Shown, card, code, line, listed, table
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change, change_unit, named, say

if TYPE_CHECKING:
    from sim.comparison import Comparison

WORDING: Catalogue = {
    "made": (
        "{scenarios} scenarios · {n} replications · month {month} · seed {seed} · a model result "
        "about {county}, not a forecast",
        "情景{scenarios}个，重复{n}次，第{month}个月，随机种子{seed}；{county}的模型结果，并非预测",
    ),
    "illustrative": ("an illustrative county", "示例县"),
    "own_county": ("a county given by the user", "用户提供的县"),
    "effect": ("difference", "配对差值"),
    "interval": ("95 % interval", "95%置信区间"),
    "verdict": ("verdict", "判断"),
    "n": ("n", "n"),
    "outcome": ("outcome", "结果指标"),
    "scenario": ("scenario", "情景"),
    "to": ("{low} to {high}", "{low}至{high}"),
    "unit": ("{outcome}, {unit}", "{outcome}（{unit}）"),
    "more": ("and {number} more scenarios: comparison.effects", "另有{number}个情景"),
    "warning": ("Warning: {text}", "提醒：{text}"),
}

MOST = 8
"""Scenarios of which the card tells; the tables have all."""

HEADLINES = tuple(key for key, item in OUTCOMES.items() if item.headline)


def comparison_card(comparison: Comparison, lang: Language = "en") -> Shown:
    """A comparison in a card."""
    question = comparison.question[lang] or comparison.name
    told = [key for key in comparison.titles if key in comparison.against][:MOST]
    left = len(comparison.against) - len(told)
    more = say("more", lang, WORDING).format(number=left) if left > 0 else ""
    heads = ("outcome", "scenario", "effect", "interval", "verdict", "n")
    rows = _rows(comparison, told, lang) if told else ()
    return card(
        question,
        line(comparison.answer[lang]),
        table([say(key, lang, WORDING) for key in heads], rows),
        line(more, faint=True),
        line(_made(comparison, lang), faint=True),
        listed(say("warning", lang, WORDING).format(text=text) for text in comparison.warnings),
        code(_next(comparison)),
    )


def _rows(
    comparison: Comparison, told: list[str], lang: Language
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The effects on the primary outcome and the other headlines, scenario by scenario."""
    outcomes = dict.fromkeys((comparison.primary, *HEADLINES))
    records: list[dict[Any, Any]] = comparison.effects.to_dict("records")
    found = {(row["outcome"], row["scenario"]): row for row in records}
    for outcome in outcomes:
        item = OUTCOMES[outcome]
        unit = change_unit(item.unit, lang)
        title = item.zh if lang == "zh" else item.en
        title = say("unit", lang, WORDING).format(outcome=title, unit=unit) if unit else title
        for scenario in told:
            if (outcome, scenario) not in found:
                continue
            row = found[outcome, scenario]
            ends = {end: change(row[end], item.unit) for end in ("low", "high")}
            yield (
                title,
                named(comparison.titles, scenario, lang),
                change(row["difference"], item.unit),
                say("to", lang, WORDING).format(**ends),
                say(f"verdict.{row['verdict'] or 'none'}", lang),
                f"{row['n']:.0f}",
            )
            title = ""


def _made(comparison: Comparison, lang: Language) -> str:
    """How many runs, of which county."""
    county = "illustrative" if comparison.county["illustrative"] else "own_county"
    runs = comparison.runs
    return say("made", lang, WORDING).format(
        scenarios=len(comparison.points),
        n=int(runs["replication"].nunique()),
        month=int(runs["month"].max()) if len(runs) else 0,
        seed=comparison.settings["seed"],
        county=say(county, lang, WORDING),
    )


def _next(comparison: Comparison) -> str:
    """What to type next."""
    return f'.plot()   .plot.path("{comparison.primary}")   .effects   .tables   .report()'
