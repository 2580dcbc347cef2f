"""A report as sections of blocks: plain words, numbers and figures, without any markup.

One document in one language is what the HTML page and the Word file are both made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.words import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Sheet

ALL_RUNS = "*"
"""What a row of a table rests on that no single scenario stands behind."""


@dataclass(frozen=True)
class Paragraph:
    """Sentences; ``lead`` is the one that matters and stands first."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Note:
    """What explains a table or a figure, in small print."""

    text: str


@dataclass(frozen=True)
class Alarm:
    """What must be known before the first number."""

    sentences: Sequence[str]


@dataclass(frozen=True)
class Answer:
    """The answer, a sentence each."""

    sentences: Sequence[str]


@dataclass(frozen=True)
class Heading:
    """The head of a part of a section."""

    text: str


@dataclass(frozen=True)
class Code:
    """Commands, to be typed as they stand."""

    text: str


@dataclass(frozen=True)
class Table:
    """Heads and rows of cells as a reader sees them.

    ``numbers`` are the columns that are set right. The numbers rest on the runs of a scenario:
    ``by_row`` names it for every row, or ``by_column`` for every column. ``foot`` is a row that
    stays below when rows are sorted; a table with a ``folded`` title is shown on request only.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    caption: str = ""
    by_row: Sequence[str] = ()
    by_column: Sequence[str] = ()
    foot: Sequence[str] = ()
    folded: str = ""

    def called(self, caption: str, folded: str = "") -> Table:
        """The same table under another caption."""
        return replace(self, caption=caption, folded=folded)

    def behind(self, row: int, column: int) -> str:
        """The scenario whose runs a cell rests on; empty for words."""
        if column not in self.numbers:
            return ""
        if self.by_row:
            return self.by_row[row]
        return self.by_column[column] if self.by_column else ""


@dataclass(frozen=True)
class Figure:
    """A chart that is drawn when it is needed; ``name`` is its own on the page."""

    name: str
    caption: str
    draw: Callable[[], Axes | Sheet]
    note: str = ""


@dataclass(frozen=True)
class RunList:
    """The runs behind one scenario's numbers: keys in the order of the replications."""

    scenario: str
    title: str
    keys: Sequence[str]
    command: str
    """What does the first of them again and compares."""
    left_out: int = 0


@dataclass(frozen=True)
class Runs:
    """The runs behind all numbers, by scenario, under a title that opens the list."""

    title: str
    lists: Sequence[RunList]


@dataclass(frozen=True)
class PlaceMap:
    """Outcomes of every community in every month, of the baseline and of each scenario.

    ``places`` are x and y in the unit square, y upward, and the radius, a share of its side;
    ``values`` are [scenario][outcome][month][community] in steps of ``steps`` from ``lows``, the
    baseline first; ``named`` are the titles of communities. ``draw`` makes a still picture.
    """

    caption: str
    named: Sequence[str]
    places: Sequence[tuple[float, float, float]]
    scenarios: Sequence[str]
    outcomes: Sequence[str]
    percents: Sequence[bool]
    months: Sequence[int]
    lows: Sequence[float]
    steps: Sequence[float]
    values: Sequence[Sequence[Sequence[Sequence[int]]]]
    words: Mapping[str, str]
    draw: Callable[[], Axes | Sheet]
    chosen: int = 1
    """The scenario that stands beside the baseline at first."""
    note: str = ""
    still_note: str = ""


Block = Paragraph | Note | Alarm | Answer | Heading | Code | Table | Figure | Runs | PlaceMap


@dataclass(frozen=True)
class Section:
    """One part of a report; ``key`` is its address on the page."""

    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """A whole report in one language."""

    lang: Language
    kind: str
    title: str
    sections: Sequence[Section]


def sentences(section: Section) -> Iterator[str]:
    """The words of a section without its tables and figures, as a workbook has them."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield f"{block.lead} {block.text}".strip()
        elif isinstance(block, Alarm | Answer):
            yield from block.sentences
        elif isinstance(block, Note | Code | Heading):
            yield block.text
