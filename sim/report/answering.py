"""The answer in at most three sentences: what is highest, what else is known, what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.report.teller import Row, Teller, records
from sim.report.verdicts import highest, indistinguishable, none_highest, plain, top_sentence
from sim.statistics.samples import FEWEST
from sim.words import Catalogue, change, named, say

WORDS: Catalogue = {
    "no_runs": ("Cannot tell: no run was finished.", "无法判断：没有完成的运行。"),
    "too_few": (
        "Cannot tell: {n} replications are too few, so nothing is called highest.",
        "无法判断：重复仅{n}次，次数过少，因此不说何者最高。",
    ),
    "doubtful": ("Cannot tell: {reason}", "无法判断：{reason}"),
    "equal_cost": (
        "At about {yuan} yuan per resident and year for every package: {sentence}",
        "各组合人均年成本均约{yuan}元。{sentence}",
    ),
    "fresh": (
        "{sentence}; on fresh luck {difference} ({low} to {high}).",
        "{sentence}；换用新的随机种子重新估计为{difference}（{low}至{high}）。",
    ),
    "part.better": ("Also better than the baseline: {scenarios}", "同样优于基线情景：{scenarios}"),
    "part.worse": ("worse: {scenarios}", "劣于基线情景：{scenarios}"),
    "part.higher": ("higher than the baseline: {scenarios}", "高于基线情景：{scenarios}"),
    "part.lower": ("lower than the baseline: {scenarios}", "低于基线情景：{scenarios}"),
    "part.practically equal": ("practically equal: {scenarios}", "基本相当：{scenarios}"),
    "cannot": ("Cannot tell {parts}.", "无法判断{parts}。"),
    "cannot.undecided": (
        "whether there is any difference from the baseline in {scenarios}",
        "{scenarios}与基线情景有无差别",
    ),
    "cannot.tied": (
        "which is higher, {top} or {scenarios}",
        "{top}与{scenarios}孰高孰低",
    ),
    "all_told": (
        "Cannot tell: nothing; each difference from the baseline and from the highest, judged by "
        "itself, is decided.",
        "逐一来看，各情景与基线情景、与最高者之间的差别均有定论。",
    ),
    "semicolon": ("; ", "；"),
}

KNOWN = ("better", "worse", "higher", "lower", "practically equal")
UNEQUAL = 0.1
"""A cost further off than this share of what was meant is not equal."""


def answer(teller: Teller) -> list[str]:
    """At most three sentences on the primary outcome, or on what the question asks instead."""
    report = teller.report
    if not any((report.provenance.done or {}).values()):
        return [_say(teller, "no_runs")]
    if report.provenance.doubts:
        reasons = [named({"why": each}, "why", teller.lang) for each in report.provenance.doubts]
        return [_say(teller, "doubtful").format(reason=reason) for reason in reasons[:3]]
    if report.kind in ("sensitivity", "pilot"):
        return _of_its_own(teller)
    rows = [row for row in teller.effects_of(report.outcomes[0]) if row["n"] > 0]
    return list(_compared(teller, rows))


def _of_its_own(teller: Teller) -> list[str]:
    """What factors or pilots are answered with; of pilots only where there are enough runs."""
    report = teller.report
    if report.kind == "pilot" and report.replications < FEWEST:
        return [_say(teller, "too_few").format(n=report.replications)]
    return [named({"answer": report.answer}, "answer", teller.lang)]


def _compared(teller: Teller, rows: Sequence[Row]) -> Iterator[str]:
    primary = teller.report.outcomes[0]
    told = plain(teller, primary, rows)
    if told is not None:
        yield told
        return
    top = highest(rows)
    first = none_highest(teller, primary, rows)
    if top is not None:
        first = _with_fresh(teller, top_sentence(teller, top, rows, primary))
    yield _at_equal_cost(teller, rows, first)
    yield from _known(teller, [row for row in rows if row is not top])
    yield _cannot(teller, rows, top)


def _at_equal_cost(teller: Teller, rows: Sequence[Row], sentence: str) -> str:
    """The sentence, said of equal costs where these were asked for and reached."""
    yuan = teller.report.equal_cost
    if not yuan or any(abs(row["yuan_per_resident_year"] - yuan) > UNEQUAL * yuan for row in rows):
        return sentence
    return _say(teller, "equal_cost").format(yuan=f"{yuan:g}", sentence=sentence)


def _with_fresh(teller: Teller, sentence: str) -> str:
    """The sentence with what the highest is worth where it could not be chosen for its luck."""
    fresh, primary = teller.report.fresh, teller.report.outcomes[0]
    found = [] if fresh is None else records(fresh[fresh["outcome"] == primary])
    if not found:
        return sentence
    unit = teller.unit(primary)
    numbers = {key: change(found[0][key], unit) for key in ("difference", "low", "high")}
    return _say(teller, "fresh").format(sentence=sentence.rstrip(".。"), **numbers)


def _known(teller: Teller, rows: Sequence[Row]) -> Iterator[str]:
    """One sentence with every verdict that is known besides the highest."""
    parts = []
    for kind in KNOWN:
        keys = [row["scenario"] for row in rows if row["verdict"] == kind]
        if keys:
            parts.append(_say(teller, f"part.{kind}").format(scenarios=teller.scenarios(keys)))
    if parts:
        text = _say(teller, "semicolon").join(parts)
        yield text[:1].upper() + text[1:] + ("。" if teller.lang == "zh" else ".")


def _cannot(teller: Teller, rows: Sequence[Row], top: Row | None) -> str:
    """What cannot be told: what is undecided, and what is as high as the highest."""
    parts = []
    unsure = [row["scenario"] for row in rows if row["verdict"] == "undecided"]
    if unsure:
        words = _say(teller, "cannot.undecided")
        parts.append(words.format(scenarios=teller.scenarios(unsure)))
    tied = _tied(teller, top, unsure)
    if top is not None and tied:
        words = _say(teller, "cannot.tied")
        names = {"top": teller.quoted(top["scenario"]), "scenarios": teller.scenarios(tied)}
        parts.append(words.format(**names))
    if not parts:
        return _say(teller, "all_told")
    return _say(teller, "cannot").format(parts=_say(teller, "semicolon").join(parts))


def _tied(teller: Teller, top: Row | None, unsure: Sequence[str]) -> list[str]:
    """Scenarios that cannot be told from the highest, and of which something else is known."""
    if top is None:
        return []
    found = indistinguishable(teller.report, teller.report.outcomes[0], top["scenario"])
    return [key for key in found if key not in unsure]


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
