"""How it was made: the model, the months, the worlds, the statistics, and every parameter."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import notes, record
from sim.report.document import Block, Heading, Note, Paragraph, Section
from sim.report.teller import Teller
from sim.statistics.samples import FEW, FEWEST
from sim.words import Catalogue, say

WORDS: Catalogue = {
    "title": ("Method", "方法"),
    "model": (
        "An agent-based model of a county: residents with belonging, trust and habits; "
        "residents' committees with staff and hours; social organizations that are founded, learn "
        "and close; a government that hands down work, pays and buys services. Its unit of time "
        "is the month.",
        "基于主体的县域模型：居民具有归属感、信任与参与习惯；居（村）委会具有人员与工时；"
        "社会组织会成立、积累经验和注销；政府交办事务、拨付经费并购买服务。时间单位为月。",
    ),
    "months": (
        "{burn_in} months of burn-in without the policies compared, the same for all scenarios "
        "that share their circumstances, then {months} reported months. Levels and effects are "
        "those of month {months} unless another is named.",
        "先预热{burn_in}个月，不含所比较的政策，条件相同的情景共用；随后报告{months}个月。"
        "除另有说明外，数值与效应均取第{months}个月。",
    ),
    "paired": (
        "Scenario and baseline share, replication by replication, the world, the residents and "
        "the luck of every single decision, so that a difference is due to the policy alone.",
        "每次重复中，情景与基线情景共用同一世界、同样的居民，以及每个决定的随机因素，"
        "因此差值仅由政策引起。",
    ),
    "statistics": (
        "One run is one observation; residents and months inside a run are never counted as "
        "such. Below {fewest} replications there is no interval and no verdict; below {few} the "
        "interval is marked as resting on few runs.",
        "一次运行计为一个观测，运行内部的居民与月份不作为观测数。重复少于{fewest}次时不给出区间与判断；"
        "少于{few}次时注明区间所依据的运行偏少。",
    ),
}


def method(teller: Teller) -> Section:
    """Model, months, pairing, statistics, parameters, imputed columns."""
    return Section("method", _say(teller, "title"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    report = teller.report
    yield Paragraph(_say(teller, "model"))
    months = {"burn_in": report.provenance.burn_in, "months": report.horizon}
    if report.horizon:
        yield Paragraph(_say(teller, "months").format(**months))
    yield Paragraph(_say(teller, "paired"))
    yield Paragraph(_say(teller, "statistics").format(fewest=FEWEST, few=FEW))
    yield Paragraph(notes.seeds(teller))
    assumptions = record.assumption_grid(teller)
    if assumptions.rows:
        title = teller.say("all_parameters").format(count=len(assumptions.rows))
        yield assumptions.called("", folded=title)
    yield Heading(teller.say("imputed"))
    for text in notes.imputed_note(teller):
        yield Paragraph(text)
    imputed = record.imputed_grid(teller)
    if imputed.rows:
        yield imputed
        yield Note(teller.say("imputed_basis"))


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
