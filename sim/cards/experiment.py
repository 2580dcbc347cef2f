"""What an experiment shows of itself: what is asked, of which scenarios, in how many runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.markup import Shown, card, code, line, listed, table
from sim.outcomes import OUTCOMES
from sim.words import Catalogue, Language, change_unit, named, say, size, unit_of

if TYPE_CHECKING:
    from sim.experiment import Experiment

WORDING: Catalogue = {
    "compare": ("Which scenario does what?", "各情景有何作用？"),
    "sweep": ("How do effects depend on what is varied?", "效应如何随参数变化？"),
    "sensitivity": ("What does the answer hang on?", "结论取决于哪些因素？"),
    "packages": ("What do policies do alone and together?", "政策单独与组合实施有何作用？"),
    "pilot": ("What do pilots tell?", "试点能说明什么？"),
    "asked": (
        "{kind} on {outcome}; the smallest difference that matters is {size}{unit}",
        "问题类型{kind}，首要指标为{outcome}，最小关注效应为{size}{unit}",
    ),
    "runs": (
        "{points} scenarios · at most {replications} replications · at most {runs:,} runs · "
        "seed {seed}",
        "情景{points}个，至多重复{replications}次，至多{runs:,}次运行，随机种子{seed}",
    ),
    "scenario": ("scenario", "情景"),
    "title": ("title", "名称"),
    "more": ("and {number} more", "另有{number}个"),
    "warning": ("Warning: {text}", "提醒：{text}"),
}

MOST = 12
"""Scenarios that the card names."""


def experiment_card(experiment: Experiment, lang: Language = "en") -> Shown:
    """An experiment in a card."""
    points = list(experiment.points.items())
    rows = [(key, named({key: point.title}, key, lang)) for key, point in points[:MOST]]
    left = len(points) - MOST
    more = say("more", lang, WORDING).format(number=left) if left > 0 else ""
    warnings = [say("warning", lang, WORDING).format(text=text) for text in experiment.warnings]
    return card(
        experiment.question[lang] or say(experiment.kind, lang, WORDING),
        line(_asked(experiment, lang)),
        table([say(key, lang, WORDING) for key in ("scenario", "title")], rows),
        line(more, faint=True),
        line(_runs(experiment, len(points), lang), faint=True),
        listed(warnings),
        code("sim.compare(experiment)"),
    )


def _asked(experiment: Experiment, lang: Language) -> str:
    settings = experiment.settings
    item = OUTCOMES[settings.primary]
    unit = change_unit(item.unit, lang) if unit_of(item.unit).percent else ""
    smallest = size(settings.smallest_effect, item.unit)
    apart = " " if lang == "en" and unit else ""
    return say("asked", lang, WORDING).format(
        kind=experiment.kind,
        outcome=item.zh if lang == "zh" else item.en.lower(),
        size=smallest,
        unit=apart + unit,
    )


def _runs(experiment: Experiment, points: int, lang: Language) -> str:
    settings = experiment.settings
    return say("runs", lang, WORDING).format(
        points=points,
        replications=settings.most_replications(),
        runs=experiment.runs(),
        seed=settings.seed,
    )
