"""The Word file has native headings, counted captions, heads that repeat, and its fonts set."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from reported import report
from test_report_page import HOSTILE, hostile_report

from sim.errors import SimError
from sim.report import document_of, word, write_word
from sim.words import LANGUAGES, printable


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Language, and the file that was written."""
    path = tmp_path_factory.mktemp("word") / f"report_{request.param}.docx"
    return request.param, write_word(document_of(report(), request.param), path)


def heads(file: Any, level: int) -> list[str]:
    return [p.text for p in file.paragraphs if p.style.name == f"Heading {level}"]


def test_headings_are_native_and_counted(written: Any) -> None:
    lang, path = written
    first = heads(docx.Document(path), 1)
    assert first[:2] == (
        ["1  The question", "2  The answer"] if lang == "en" else ["一、问题", "二、结论"]
    )
    assert len(first) == 8
    if lang == "zh":
        assert "（一）变化轨迹" in heads(docx.Document(path), 2)


def test_figures_and_tables_are_counted_by_word(written: Any) -> None:
    lang, path = written
    captions = [p for p in docx.Document(path).paragraphs if p.style.name == "Caption"]
    fields = [e.text.split() for p in captions for e in p._p.iter(qn("w:instrText"))]
    names = {"en": ("Figure", "Table"), "zh": ("图", "表")}[lang]
    assert {name for _, name, *_ in fields} == set(names)
    assert all(field[0] == "SEQ" for field in fields)
    numbered = [p.text for p in captions if p.text.startswith(names[0])]
    assert [f"{names[0]}{' ' if lang == 'en' else ''}{at}" for at in range(1, 7)] == [
        text[: len(names[0]) + (2 if lang == "en" else 1)] for text in numbered
    ]


def test_pictures_are_for_print_and_described(written: Any) -> None:
    _, path = written
    file = docx.Document(path)
    assert len(file.inline_shapes) == 6
    with zipfile.ZipFile(path) as parts:
        pictures = [name for name in parts.namelist() if name.endswith(".png")]
        content = parts.read(pictures[0])
    at = content.index(b"pHYs") + 4
    assert int.from_bytes(content[at : at + 4], "big") in (11811, 11812), "300 dots per inch"
    assert all(shape._inline.docPr.get("descr") for shape in file.inline_shapes)
    text_width = Mm(210) - file.sections[0].left_margin - file.sections[0].right_margin
    assert max(shape.width for shape in file.inline_shapes) <= text_width + 1


def test_heads_of_tables_come_again_and_rows_stay_whole(written: Any) -> None:
    _, path = written
    headed = [table for table in docx.Document(path).tables if len(table.rows) > 3]
    assert headed
    for table in headed:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_chinese_layout_is_that_of_official_documents(tmp_path: Path) -> None:
    file = docx.Document(write_word(document_of(report(), "zh"), tmp_path / "report.docx"))
    page = file.sections[0]
    margins = page.top_margin, page.bottom_margin, page.left_margin, page.right_margin
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    kinds = {
        "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16), "Normal": ("仿宋_GB2312", 16),
    }  # fmt: skip
    for name, (face, size) in kinds.items():
        style = file.styles[name]
        assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == face
        assert style.font.size == Pt(size)
    assert file.styles["Normal"].paragraph_format.line_spacing == Pt(28)
    body = next(p for p in file.paragraphs if p.style.name == "Normal")
    assert body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert page.footer.paragraphs[0].text.replace(" ", "") == "—1—"


def test_no_theme_goes_before_the_fonts_that_are_named(written: Any) -> None:
    _, path = written
    file = docx.Document(path)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Report Cell"):
        faces = file.styles[name].element.rPr.rFonts
        assert not [key for key in faces.attrib if key.endswith("Theme")], name


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(
    hostile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word._Writer, "_figure", lambda self, block: None)
    path = write_word(document_of(hostile_report(hostile), "en"), tmp_path / "report.docx")
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        links = parts.read("word/_rels/document.xml.rels").decode()
    assert "External" not in links
    texts = [p.text for p in docx.Document(path).paragraphs]
    assert printable(hostile) in texts


def test_without_its_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(SimError, match=r"community-governance-sim\[word\]"):
        write_word(document_of(report(), "en"), tmp_path / "report.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_count_in_chinese() -> None:
    assert [word._chinese(number) for number in (1, 9, 10, 11, 20, 21)] == [
        "一", "九", "十", "十一", "二十", "二十一",
    ]  # fmt: skip
