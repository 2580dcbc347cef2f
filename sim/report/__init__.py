"""The report: tables and their record told as one document in two languages."""

from sim.report.document import Document, sentences
from sim.report.html import page_of, write_page
from sim.report.inputs import CountyNote, Ending, Provenance, ReportInput, cost_table, no_effects
from sim.report.making import document_of, render_report
from sim.report.word import write_word

__all__ = [
    "CountyNote",
    "Document",
    "Ending",
    "Provenance",
    "ReportInput",
    "cost_table",
    "document_of",
    "no_effects",
    "page_of",
    "render_report",
    "sentences",
    "write_page",
    "write_word",
]
