"""What was asked, what to know before the first number, and the answer."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import notes
from sim.report.answering import answer
from sim.report.document import Alarm, Answer, Block, Paragraph, Section, Table
from sim.report.maps import place_map
from sim.report.teller import Teller
from sim.words import Catalogue, named, say

WORDS: Catalogue = {
    "scenarios": ("The scenarios", "各情景"),
    "from": ("{policy}, from month {month}", "{policy}（第{month}个月起）"),
    "nothing": ("no policy", "无政策"),
    "compared": ("Compared with", "对照情景"),
    "policies": ("Policies", "政策"),
    "shown_of": (
        "{shown} of {all} scenarios are told one by one: those highest on {outcome}. The tables "
        "in Excel have all of them.",
        "共{all}个情景，逐一列出其中{outcome}最高的{shown}个；全部情景见Excel数据表。",
    ),
}


def question(teller: Teller) -> Section:
    """The question, whose county it is about, and what went wrong."""
    return Section("question", teller.say("question"), list(_asked(teller)))


def _asked(teller: Teller) -> Iterator[Block]:
    yield Paragraph("", lead=notes.standing(teller))
    alarms = list(notes.alarms(teller))
    if alarms:
        yield Alarm(alarms)
    for text in notes.about(teller):
        yield Paragraph(text)
    report = teller.report
    if len(report.compared) > len(teller.shown) and report.kind != "sensitivity":
        yield Paragraph(
            _say(teller, "shown_of").format(
                shown=len(teller.shown),
                all=len(report.compared),
                outcome=teller.outcome(report.outcomes[0]),
            )
        )
    if report.starts and report.kind != "sensitivity":
        yield _scenarios(teller)


def _scenarios(teller: Teller) -> Table:
    """What each scenario that is told of does, and what it is compared with."""
    report = teller.report
    heads = [teller.say("column.scenario"), _say(teller, "policies"), _say(teller, "compared")]
    told = [key for key in report.titles if key in {*teller.shown, *report.baselines}]
    rows = []
    for key in told:
        other = report.against.get(key)
        rows.append(
            [teller.scenario(key), _policies(teller, key), teller.scenario(other) if other else "–"]
        )
    return Table(heads, rows, folded=_say(teller, "scenarios"))


def _policies(teller: Teller, scenario: str) -> str:
    starts = teller.report.starts.get(scenario, {})
    told = [
        _say(teller, "from").format(policy=named(teller.report.policies, key, teller.lang), month=m)
        for key, m in starts.items()
    ]
    return teller.say("semicolon").join(told) or _say(teller, "nothing")


def answered(teller: Teller) -> Section:
    """The answer in at most three sentences, and where in the county it happens."""
    blocks: list[Block] = [Answer(answer(teller))]
    shown = place_map(teller)
    if shown is not None:
        blocks.append(shown)
    return Section("answer", teller.say("verdict"), blocks)


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
