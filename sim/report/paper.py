"""How the Word report looks in each language: page, fonts, sizes, spacing.

Chinese follows the layout of official documents (GB/T 9704): A4, margins of 37, 35, 28 and 26 mm,
title in 22 point, body in 16 point on lines of 28, headings counted 一、 and （一）. No font is
shipped: the reader's machine has those that are named, or takes its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.words import Language


@dataclass(frozen=True)
class Font:
    """One kind of text: Latin and East Asian face, size in points."""

    latin: str
    eastern: str
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Paper:
    """A page and the kinds of text on it; lengths in mm, spacing in points."""

    top: float
    bottom: float
    left: float
    right: float
    title: Font
    heads: tuple[Font, Font]
    body: Font
    small: Font
    """Notes and captions."""
    cell: Font
    line: float | None
    """Exact distance of lines; None: 1.15 lines."""
    indent_characters: int
    centered_title: bool
    page: str
    """What stands around the number of the page."""


ENGLISH = Paper(
    top=25, bottom=25, left=25, right=25,
    title=Font("Arial", "黑体", 20, bold=True),
    heads=(Font("Arial", "黑体", 14, bold=True), Font("Arial", "黑体", 11.5, bold=True)),
    body=Font("Times New Roman", "宋体", 11),
    small=Font("Times New Roman", "宋体", 9.5),
    cell=Font("Arial", "宋体", 8.5),
    line=None, indent_characters=0, centered_title=False, page="{}",
)  # fmt: skip

CHINESE = Paper(
    top=37, bottom=35, left=28, right=26,
    title=Font("Times New Roman", "方正小标宋简体", 22),
    heads=(Font("Times New Roman", "黑体", 16), Font("Times New Roman", "楷体_GB2312", 16)),
    body=Font("Times New Roman", "仿宋_GB2312", 16),
    small=Font("Times New Roman", "仿宋_GB2312", 12),
    cell=Font("Times New Roman", "仿宋_GB2312", 10.5),
    line=28, indent_characters=2, centered_title=True, page="— {} —",
)  # fmt: skip

PAPERS: dict[Language, Paper] = {"en": ENGLISH, "zh": CHINESE}

A4 = (210.0, 297.0)
SMALL, CELL, CODE = "Report Note", "Report Cell", "Report Code"
"""Kinds of paragraphs that a Word file does not have of itself."""


def dress(file: Any, lang: Language) -> Paper:
    """Give an empty Word file its page, its fonts and its page numbers."""
    paper = PAPERS[lang]
    _page(file, paper)
    styles = file.styles
    _style(styles["Normal"], paper.body)
    _spacing(styles["Normal"], paper, after=0.0 if paper.line else 6.0)
    _style(styles["Title"], paper.title)
    for level, font in enumerate(paper.heads, start=1):
        _style(styles[f"Heading {level}"], font)
        _spacing(styles[f"Heading {level}"], paper, before=0.0 if paper.line else 12.0, after=4.0)
    _style(styles["Caption"], paper.small)
    _title(styles["Title"], paper)
    for name, font in ((SMALL, paper.small), (CELL, paper.cell), (CODE, paper.cell)):
        _own_style(styles, name, font)
    _number_pages(file, paper)
    return paper


def text_width(paper: Paper) -> float:
    """Millimeters between the margins."""
    return A4[0] - paper.left - paper.right


def _page(file: Any, paper: Paper) -> None:
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.top_margin, section.bottom_margin = Mm(paper.top), Mm(paper.bottom)
    section.left_margin, section.right_margin = Mm(paper.left), Mm(paper.right)


def _style(style: Any, font: Font) -> None:
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(font.size), font.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _fonts(style.element.get_or_add_rPr(), font)


def _fonts(properties: Any, font: Font) -> None:
    """Name the faces, and drop the theme that would go before them."""
    from docx.oxml.ns import qn

    faces = properties.get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        faces.set(qn(f"w:{name}"), font.latin)
    faces.set(qn("w:eastAsia"), font.eastern)


def _spacing(style: Any, paper: Paper, before: float = 0.0, after: float = 0.0) -> None:
    from docx.shared import Pt

    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = Pt(paper.line) if paper.line else 1.15


def _title(style: Any, paper: Paper) -> None:
    """No rule under the title; in the middle where the layout wants it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    form = style.paragraph_format
    form.space_after = Pt(12)
    form.line_spacing = Pt(paper.title.size * 1.5)
    if paper.centered_title:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _own_style(styles: Any, name: str, font: Font) -> None:
    """A kind of paragraph that is set close, without the indent of the body."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _style(style, font)
    form = style.paragraph_format
    form.line_spacing, form.space_after = 1.0, Pt(0 if name == CELL else 6)


def _number_pages(file: Any, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from sim.report.markings import add_field

    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = paper.page.split("{}")
    paragraph.add_run(before)
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(after)
