"""Figures and tables are counted, each kind by itself, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report.document import Block, Document, Figure, PlaceMap, Table
from sim.report.prose import PROSE
from sim.words import say


def counted(block: Block) -> str:
    """``figure`` or ``table`` where a block has a number; tables shown on request have none."""
    if isinstance(block, Figure | PlaceMap):
        return "figure"
    return "table" if isinstance(block, Table) and block.caption and not block.folded else ""


def numbered(document: Document) -> Iterator[tuple[Block, str]]:
    """Every block that has a number, and its number in words: “Figure 2.”."""
    counts = {"figure": 0, "table": 0}
    stop = "" if document.lang == "zh" else "."
    for section in document.sections:
        for block in section.blocks:
            kind = counted(block)
            if kind:
                counts[kind] += 1
                words = say(kind, document.lang, PROSE).format(number=counts[kind])
                yield block, words + stop
