"""From tables to a document in one language, and from there to files."""

from __future__ import annotations

from pathlib import Path

from sim.errors import ResultsError
from sim.report.document import Document
from sim.report.html import write_page
from sim.report.inputs import ReportInput, check
from sim.report.sections import sections
from sim.report.teller import Teller
from sim.words import LANGUAGES, Language, named


def document_of(report: ReportInput, lang: Language = "en") -> Document:
    """The report in one language.

    Raises
    ------
    ResultsError
        where a number would be told without its n or its seed, or a table lacks a column.
    """
    check(report)
    if lang not in LANGUAGES:
        raise ResultsError(f"no report in language {lang!r}, expected: {', '.join(LANGUAGES)}")
    teller = Teller(report, lang)
    question = named({"question": report.question}, "question", lang)
    title = teller.say("untitled") if question == "question" else question
    return Document(lang, teller.say("kind"), title, list(sections(teller)))


def render_report(report: ReportInput, path: str | Path, lang: Language = "en") -> Path:
    """Write the report as one HTML file and return its path."""
    return write_page(document_of(report, lang), path)
