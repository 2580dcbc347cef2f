"""How the effect of all policies together is made up: parts, and more or less than their sum."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import figures
from sim.report.document import ALL_RUNS, Block, Note, Paragraph, Section, Table
from sim.report.teller import Teller, finite, records
from sim.words import NO_BREAK, Catalogue, change, named, percent, say

WORDS: Catalogue = {
    "title": ("Together and one by one", "合并与单项"),
    "shares": ("Whose part in the whole: {outcome}", "各项政策在总效应中的贡献：{outcome}"),
    "alone": ("Alone", "单独实施"),
    "last": ("Added last", "最后加入"),
    "shapley": ("Fair share (Shapley)", "公平份额（沙普利值）"),
    "of_total": ("Of the whole", "占总效应"),
    "synergy": ("More or less than the sum: {outcome}", "大于还是小于各自之和：{outcome}"),
    "together": ("Policies together", "一并实施的政策"),
    "difference": ("Differs from the sum by", "与各自之和相差"),
    "more than the sum": ("▲ more than the sum", "▲ 大于各自之和"),
    "less than the sum": ("▼ less than the sum", "▼ 小于各自之和"),
    "about the sum": ("■ about the sum", "■ 约等于各自之和"),
    "undecided": ("○ cannot tell", "○ 无法判断"),
    "mixed": (
        "Main effects and interactions are mixed with others in this reduced design; see the "
        "column mixed_with of the tables in Excel.",
        "本简化设计中主效应与交互效应彼此混杂，见Excel数据表的mixed_with列。",
    ),
    "equal_cost": (
        "At equal cost a policy that is added takes its money from the others, so these parts "
        "say what the money does, not what the policy alone would add.",
        "在同等成本下，新加入的政策占用其他政策的经费，因此下列各部分反映的是经费的作用，"
        "而非政策单独带来的增量。",
    ),
}


def packages(teller: Teller) -> Section | None:
    """Shares and synergies of policies; only of questions about packages."""
    if teller.report.kind != "packages" or not len(teller.table("interactions")):
        return None
    return Section("packages", _say(teller, "title"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    if teller.report.equal_cost:
        yield Paragraph(_say(teller, "equal_cost"))
    yield from figures.synergy(teller)
    if len(teller.table("shares")):
        yield _shares(teller)
    yield _synergy(teller)
    if (teller.table("interactions")["mixed_with"].astype(str) != "").any():
        yield Note(_say(teller, "mixed"))


def _shares(teller: Teller) -> Table:
    outcome = teller.report.outcomes[0]
    table = teller.table("shares")
    rows = records(table[table["outcome"] == outcome])
    unit = teller.unit(outcome)
    heads = [teller.say("column.policy")]
    heads += [_say(teller, key) for key in ("alone", "last", "shapley")]
    heads += [teller.say("column.interval"), _say(teller, "of_total")]
    cells = [
        [
            _policy(teller, row["policy"]),
            *(change(row[key], unit) for key in ("alone", "last", "shapley")),
            teller.between(row["low"], row["high"], outcome),
            percent(row["share_of_total"], teller.lang),
        ]
        for row in rows
    ]
    caption = _say(teller, "shares").format(outcome=teller.outcome(outcome))
    return Table(heads, cells, (1, 2, 3, 4, 5), caption, by_row=[ALL_RUNS] * len(cells))


def _synergy(teller: Teller) -> Table:
    outcome = teller.report.outcomes[0]
    table = teller.table("interactions")
    rows = records(table[table["outcome"] == outcome])
    heads = [_say(teller, "together"), _say(teller, "difference")]
    heads += [teller.say("column.interval"), teller.say("column.verdict")]
    cells = []
    for row in rows:
        told = row["verdict"] if finite(row["low"], row["high"]) else "undecided"
        cells.append(
            [
                " + ".join(_policy(teller, each) for each in str(row["policies"]).split(" + ")),
                change(row["synergy"], teller.unit(outcome)),
                teller.between(row["low"], row["high"], outcome),
                _say(teller, told).replace(" ", NO_BREAK),
            ]
        )
    caption = _say(teller, "synergy").format(outcome=teller.outcome(outcome))
    return Table(heads, cells, (1, 2), caption, by_row=[ALL_RUNS] * len(cells))


def _policy(teller: Teller, key: str) -> str:
    """A part of packages: a scenario of its own, or a policy."""
    titles = {**teller.report.policies, **teller.report.titles}
    return named(titles, key, teller.lang)


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
