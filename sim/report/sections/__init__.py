"""The sections of a report, in their order; each kind of question has those that fit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.report.document import Section
from sim.report.sections.certainty import certainty
from sim.report.sections.cost import cost
from sim.report.sections.effects import effects
from sim.report.sections.factors import factors
from sim.report.sections.gains import gains
from sim.report.sections.method import method
from sim.report.sections.packages import packages
from sim.report.sections.pilots import pilots
from sim.report.sections.question import answered, question
from sim.report.sections.reproduction import limits, reproduction
from sim.report.sections.responses import responses
from sim.report.teller import Teller

Telling = Callable[[Teller], Section | None]

SECTIONS: tuple[Telling, ...] = (
    question,
    answered,
    pilots,
    factors,
    effects,
    responses,
    packages,
    gains,
    cost,
    certainty,
    method,
    limits,
    reproduction,
)


def sections(teller: Teller) -> Iterator[Section]:
    """Every section that the kind of question has."""
    for tell in SECTIONS:
        section = tell(teller)
        if section is not None:
            yield section
