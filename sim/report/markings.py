"""What python-docx has no words for: fields, rules of tables, heads that come again, indents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A number that Word counts by itself, with what it is now."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("end", shown)):
        if kind == "end":
            paragraph.add_run(text)
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {text} "
        run._r.append(mark)


def indent_first_line(paragraph: Any, characters: int, points: float) -> None:
    """Begin a paragraph so many characters of a size further right."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = paragraph._p.get_or_add_pPr()
    indent = OxmlElement("w:ind")
    indent.set(qn("w:firstLineChars"), str(100 * characters))
    indent.set(qn("w:firstLine"), str(round(20 * points * characters)))
    properties.insert_element_before(
        indent, "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
        "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
        "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


def repeat_head(row: Any) -> None:
    """Have the head of a table come again on every page."""
    _mark(row, "w:tblHeader")


def keep_together(row: Any) -> None:
    """Break no row between two pages."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def rule_table(table: Any, heads: int) -> None:
    """Rules above, below and under the head; none between columns."""
    properties = table._tbl.tblPr
    properties.append(_borders("w:tblBorders", {"top": 12, "bottom": 12, "insideH": 2}))
    for row in table.rows[:heads]:
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().append(_borders("w:tcBorders", {"bottom": 8}))


def _borders(name: str, sizes: dict[str, int]) -> Any:
    """Rules in eighths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement(name)
    for side, size in sizes.items():
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", 0), ("color", "404040")):
            border.set(qn(f"w:{key}"), str(value))
        borders.append(border)
    return borders


def set_widths(table: Any, shares: Sequence[float], millimeters: float) -> None:
    """Give the columns their shares of a width; Word and others then agree on them."""
    from docx.shared import Mm

    table.autofit = False
    whole = sum(shares)
    for column, share in zip(table.columns, shares, strict=True):
        width = Mm(millimeters * share / whole)
        column.width = width
        for cell in column.cells:
            cell.width = width


def describe_picture(shape: Any, text: str) -> None:
    """What is read out where a picture cannot be seen."""
    shape._inline.docPr.set("descr", text)
