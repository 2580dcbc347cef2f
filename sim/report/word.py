"""A report as a Word file: native headings, numbered captions, pictures for print."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.charts import save
from sim.errors import ResultsError, SimError
from sim.exports.whole import whole_file
from sim.report.document import (
    Alarm,
    Answer,
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    PlaceMap,
    Runs,
    Section,
    Table,
)
from sim.report.markings import (
    add_field,
    describe_picture,
    indent_first_line,
    keep_together,
    repeat_head,
    rule_table,
    set_widths,
)
from sim.report.numbers import counted
from sim.report.paper import CELL, CODE, SMALL, dress, text_width
from sim.report.prose import PROSE
from sim.words import printable, say

MOST_ROWS = 30
"""Rows of a table that the page shows on request and paper has room for."""
MOST_KEYS = 400
"""Keys of runs that paper lists."""
CHINESE = "一二三四五六七八九十"
LONGEST_NUMBER = 24.0
"""Places that a number with its interval has on one line."""
TALLEST = 0.75
"""The share of a page's height that a picture may take."""


def write_word(document: Document, path: str | Path) -> Path:
    """Write the document as a Word file and return its path.

    Raises
    ------
    SimError
        where python-docx is not installed.
    ResultsError
        where the file cannot be written.
    """
    try:
        import docx
    except ImportError:
        raise SimError(
            "Word files need python-docx, which is not installed. "
            'Run pip install "community-governance-sim[word]".'
        ) from None
    target = Path(path)
    with tempfile.TemporaryDirectory(prefix="sim-") as place:
        file = docx.Document()
        _Writer(file, document, Path(place)).write()
        try:
            with whole_file(target) as unfinished:
                file.save(str(unfinished))
        except OSError as reason:
            raise ResultsError(
                f"the report {target} cannot be written: {reason.strerror or reason}"
            ) from reason
    return target


class _Writer:
    """Fills an empty Word file with a document, block by block."""

    def __init__(self, file: Any, document: Document, pictures: Path) -> None:
        self.file = file
        self.document = document
        self.pictures = pictures
        self.paper = dress(file, document.lang)
        self.counts = {"figure": 0, "table": 0}
        self.parts = 0

    def write(self) -> None:
        """Title, then every section."""
        title = printable(self.document.title)
        properties = self.file.core_properties
        properties.title, properties.author, properties.comments = title[:250], "", ""
        properties.language = "zh-CN" if self.document.lang == "zh" else "en-US"
        self._line(printable(self.document.kind), SMALL)
        self.file.add_paragraph(title, style="Title")
        for number, section in enumerate(self.document.sections, start=1):
            self._section(section, number)

    def _section(self, section: Section, number: int) -> None:
        self.parts = 0
        self.file.add_paragraph(self._counted_head(section.title, number), style="Heading 1")
        by_title = groupby(section.blocks, key=lambda block: getattr(block, "folded", ""))
        for title, found in by_title:
            blocks = list(found)
            if title and not _has_room(blocks):
                self._body(say("elsewhere", self.document.lang, PROSE).format(title=title))
                continue
            if title:
                self._heading(title)
            for block in blocks:
                self._block(block)

    def _counted_head(self, title: str, number: int) -> str:
        """“3 What it costs”, or “三、成本”."""
        words = printable(title)
        if self.document.lang == "zh":
            return f"{_chinese(number)}、{words}"
        return f"{number}  {words}"

    def _heading(self, title: str) -> None:
        self.parts += 1
        words = printable(title)
        if self.document.lang == "zh":
            words = f"（{_chinese(self.parts)}）{words}"
        self.file.add_paragraph(words, style="Heading 2")

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._body(block.text, lead=block.lead)
        elif isinstance(block, Note):
            self._line(block.text, SMALL)
        elif isinstance(block, Heading):
            self._heading(block.text)
        elif isinstance(block, Code):
            self._line(block.text, CODE)
        elif isinstance(block, Alarm):
            for text in block.sentences:
                self._body("", lead=text)
        elif isinstance(block, Answer):
            for text in block.sentences:
                self._body(text)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure | PlaceMap):
            self._figure(block)
        else:
            self._runs(block)

    # -- words -------------------------------------------------------------------------------

    def _body(self, text: str, lead: str = "") -> None:
        paragraph = self.file.add_paragraph()
        if lead:
            paragraph.add_run(printable(lead)).bold = True
            if text and self.document.lang == "en":
                paragraph.add_run(" ")
        paragraph.add_run(printable(text))
        if self.paper.indent_characters:
            indent_first_line(paragraph, self.paper.indent_characters, self.paper.body.size)

    def _line(self, text: str, style: str) -> Any:
        return self.file.add_paragraph(printable(text), style=style)

    def _caption(self, block: Table | Figure | PlaceMap, text: str) -> None:
        """“Figure 3. …”: the number is a field, so that Word counts and lists it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        kind = counted(block)
        self.counts[kind] += 1
        number = str(self.counts[kind])
        around = say(kind, self.document.lang, PROSE).split("{number}")
        paragraph = self.file.add_paragraph(style="Caption")
        paragraph.add_run(around[0])
        add_field(paragraph, f"SEQ {around[0].strip()} \\* ARABIC", number)
        stop = "　" if self.document.lang == "zh" else ". "
        paragraph.add_run(around[1] + stop + printable(text))
        if self.document.lang == "zh":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = kind == "table"

    # -- pictures ----------------------------------------------------------------------------

    def _figure(self, block: Figure | PlaceMap) -> None:
        """The chart at 300 dots per inch, as wide as the text if it is wider than that."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Inches

        drawn = block.draw()
        figure: Any = drawn if hasattr(drawn, "savefig") else drawn.get_figure()
        picture = save(drawn, self.pictures / f"{self.counts['figure']}.png")
        width, height = (float(each) for each in figure.get_size_inches())
        across = text_width(self.paper) / 25.4
        room = (297 - self.paper.top - self.paper.bottom) / 25.4 * TALLEST
        scale = min(1.0, across / width, room / height)
        paragraph = self.file.add_paragraph(style=SMALL)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(str(picture), width=Inches(width * scale))
        self._caption(block, block.caption)
        note = block.still_note if isinstance(block, PlaceMap) else block.note
        self._line(note, SMALL)
        stop = "。" if self.document.lang == "zh" else ". "
        describe_picture(shape, printable(f"{block.caption}{stop}{note}"))

    # -- tables ------------------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        if block.caption and counted(block):
            self._caption(block, block.caption)
        elif block.caption:
            self._line(block.caption, SMALL)
        lines = [*([block.heads] if block.heads else []), *block.rows]
        lines += [block.foot] if block.foot else []
        if not lines:
            return
        table = self.file.add_table(rows=len(lines), cols=len(lines[0]))
        self._fill(table, block, lines)
        heads = 1 if block.heads else 0
        for row in table.rows:
            keep_together(row)
        if heads:
            repeat_head(table.rows[0])
        rule_table(table, heads)
        whole = text_width(self.paper)
        set_widths(table, _shares(block, lines, whole / (0.19 * self.paper.cell.size)), whole)
        self._line("", SMALL)

    def _fill(self, table: Any, block: Table, lines: Sequence[Sequence[str]]) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        for row, words in zip(table.rows, lines, strict=True):
            for place, (cell, text) in enumerate(zip(row.cells, words, strict=True)):
                paragraph = cell.paragraphs[0]
                paragraph.style = CELL
                run = paragraph.add_run(printable(text))
                run.bold = words is block.heads or None
                if place in block.numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _runs(self, block: Runs) -> None:
        """Keys by scenario as far as paper has room, else the first of each."""
        self._heading(block.title)
        whole = sum(len(each.keys) for each in block.lists) <= MOST_KEYS
        for each in block.lists:
            self._body("", lead=each.title)
            self._line(each.command, CODE)
            if whole and each.keys:
                self._line(" ".join(each.keys), CODE)


def _has_room(blocks: Sequence[Block]) -> bool:
    """Whether paper shows what the page shows on request."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return len(tables) == len(blocks) == 1 and len(tables[0].rows) <= MOST_ROWS


def _shares(block: Table, lines: Sequence[Sequence[str]], whole: float) -> list[float]:
    """How wide columns should be, in places of letters of ``whole``.

    Each has room for its longest word, or number with its interval; what is left goes to those
    whose texts are longer.
    """
    columns = list(zip(*lines, strict=True))
    least = [max(map(_longest_word, column)) + 2.5 for column in columns]
    for place in block.numbers:
        body = columns[place][1:] if block.heads else columns[place]
        longest = max(map(_width, body), default=0.0) + 2.5
        least[place] = max(least[place], min(longest, LONGEST_NUMBER))
    wanted = [max(map(_width, column)) + 2.5 for column in columns]
    wishes = [max(0.0, want - has) for want, has in zip(wanted, least, strict=True)]
    free = max(0.0, whole - sum(least))
    part = min(1.0, free / sum(wishes)) if sum(wishes) else 0.0
    return [has + part * wish for has, wish in zip(least, wishes, strict=True)]


def _longest_word(text: str) -> float:
    """Places of the longest part that no line may break; Chinese breaks after four characters."""
    words = [part for part in re.split(r"[ -]|(?<=[\u4e00-\u9fff]{4})", text) if part]
    return max(map(_width, words), default=0.0)


def _width(text: str) -> float:
    """Places that a text takes: a Chinese character two."""
    return max(2.0, sum(2.0 if ord(mark) > 0x2E7F else 1.0 for mark in text))


def _chinese(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return CHINESE[ones - 1]
    first = "" if tens == 1 else CHINESE[tens - 1]
    return f"{first}十{CHINESE[ones - 1] if ones else ''}"
