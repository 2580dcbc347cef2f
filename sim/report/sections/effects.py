"""What every scenario does: effects at the end of the horizon, over time, and what lasts."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report import figures, findings, notes
from sim.report.document import Block, Heading, Note, Paragraph, Section
from sim.report.teller import Teller
from sim.report.verdicts import verdict


def effects(teller: Teller) -> Section | None:
    """Every outcome's effects with their verdicts; none of a question about factors."""
    if teller.report.kind == "sensitivity":
        return None
    return Section("effects", teller.say("effects"), list(_blocks(teller)))


def _blocks(teller: Teller) -> Iterator[Block]:
    report = teller.report
    if not len(report.runs):
        yield Paragraph(teller.say("no_runs"))
        return
    yield from figures.forest(teller)
    for outcome in report.outcomes:
        yield from _outcome(teller, outcome)
    for text in notes.effects_note(teller):
        yield Note(text)
    worlds = findings.world_grid(teller)
    if worlds.rows:
        caption = teller.say("by_world").format(outcome=teller.outcome(report.outcomes[0]))
        yield worlds.called(caption)
    yield from _paths(teller)
    yield from _lasting(teller)
    yield from _hours(teller)
    yield from _others(teller)


def _outcome(teller: Teller, outcome: str) -> Iterator[Block]:
    """What is said of one outcome, and its table."""
    if not teller.report.provenance.doubts:
        lead, rest = verdict(teller, outcome)
        yield Paragraph(rest, lead=lead)
    for head, table in findings.effect_grids(teller, [outcome]):
        yield table.called(head)


def _paths(teller: Teller) -> Iterator[Block]:
    """How outcomes move over the months, where one chart can show it."""
    drawn = list(figures.paths(teller))
    if drawn:
        yield Heading(teller.say("paths"))
        yield from drawn


def _lasting(teller: Teller) -> Iterator[Block]:
    yield Heading(teller.say("lasts"))
    table = findings.lasting_grid(teller)
    if not table.rows:
        yield Paragraph(teller.say("no_endings"))
        return
    yield table
    yield Note(teller.say("lasts_note").format(month=teller.report.horizon))


def _hours(teller: Teller) -> Iterator[Block]:
    """Where the hours of committees go."""
    drawn = list(figures.hours(teller))
    if drawn:
        yield Heading(teller.say("admin"))
        yield from drawn


def _others(teller: Teller) -> Iterator[Block]:
    """All outcomes that are no headline, on request."""
    report = teller.report
    found = set(report.effects["outcome"])
    known = [key for key in report.labels if key in found]
    every = [*known, *sorted(found - set(known))]
    others = [key for key in every if key not in report.outcomes]
    title = teller.say("other_outcomes").format(count=len(others))
    for head, table in findings.effect_grids(teller, others):
        yield table.called(head, folded=title)
