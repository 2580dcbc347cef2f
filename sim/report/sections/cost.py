"""What it costs, what a point of effect costs, and which scenarios no other one beats."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.sweeps import pareto
from sim.outcomes import OUTCOMES
from sim.report import figures, findings, notes, record
from sim.report.document import Block, Heading, Note, Paragraph, Section, Table
from sim.report.inputs import COST
from sim.report.teller import Teller, finite, records
from sim.words import Catalogue, change, decimal, say

WORDS: Catalogue = {
    "front": (
        "Effect against cost: {outcome}",
        "效应与成本：{outcome}",
    ),
    "front_note": (
        "Not beaten: no other scenario, and not the baseline either, changes {outcome} as much "
        "for the better at less cost, by mean effect and mean cost.",
        "未被超越：按平均效应与平均成本，没有其他情景（包括基线情景）能以更低成本取得同样大的{outcome}改善。",
    ),
    "on_front": ("Not beaten", "未被超越"),
    "yes": ("yes", "是"),
    "no": ("–", "–"),
    "equal": (
        "Packages were sized to cost {yuan} yuan per resident and year; what they cost is "
        "{least} to {most}.",
        "各组合按人均年成本{yuan}元确定规模，实际为{least}至{most}元。",
    ),
}


def cost(teller: Teller) -> Section | None:
    """Costs by line, per point, and the front; none of a question about factors."""
    if teller.report.kind == "sensitivity":
        return None
    return Section("costs", teller.say("costs"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    report = teller.report
    table = record.cost_grid(teller)
    if table.rows:
        yield from figures.costs(teller)
        yield table
    else:
        yield Paragraph(teller.say("no_costs"))
    yield from _equal(teller)
    points = findings.point_grid(teller)
    if points.rows and len(report.runs):
        yield Heading(teller.say("points_heading"))
        yield points
        yield Note(teller.say("points_note"))
        yield from _front(teller)
    yield Heading(teller.say("delivered"))
    yield Paragraph(notes.delivered_note(teller))
    delivered = record.delivered_grid(teller)
    if delivered.rows:
        yield delivered


def _equal(teller: Teller) -> Iterator[Block]:
    """What packages that were to cost the same do cost."""
    yuan = teller.report.equal_cost
    costs = [row[COST] for row in teller.effects_of(teller.report.outcomes[0])]
    known = [each for each in costs if finite(each)]
    if yuan and known:
        ends = {"least": decimal(min(known), 1), "most": decimal(max(known), 1)}
        yield Paragraph(_say(teller, "equal").format(yuan=f"{yuan:g}", **ends))


def _front(teller: Teller) -> Iterator[Block]:
    """The scenarios by cost, and which of them no other one beats."""
    report, outcome = teller.report, teller.report.outcomes[0]
    effects = report.effects[report.effects["n"] > 0]
    if len(teller.shown) < 2 or report.provenance.doubts or not len(effects):
        return
    direction = OUTCOMES[outcome].direction if outcome in OUTCOMES else 1
    front = pareto(effects, outcome=outcome, direction=direction)
    shown = set(teller.shown)
    found = [row for row in records(front) if row["scenario"] in shown and finite(row[COST])]
    heads = [teller.say(f"column.{name}") for name in ("scenario", "yuan", "difference")]
    heads.append(_say(teller, "on_front"))
    rows = [
        [
            teller.scenario(row["scenario"]),
            decimal(row[COST], 1, signed=True),
            change(row["difference"], teller.unit(outcome)),
            _say(teller, "yes" if row["on_front"] else "no"),
        ]
        for row in found
    ]
    if not rows:
        return
    title = teller.outcome(outcome)
    yield from figures.pareto(teller)
    caption = _say(teller, "front").format(outcome=title)
    yield Table(heads, rows, (1, 2), caption, by_row=[row["scenario"] for row in found])
    inside = title if teller.lang == "zh" else title.lower()
    yield Note(_say(teller, "front_note").format(outcome=inside))


def _say(teller: Teller, key: str) -> str:
    return say(key, teller.lang, WORDS)
