"""The report: tables and their record told as one self-contained page in two languages."""

from sim.report.inputs import CountyNote, Ending, Provenance, ReportInput, cost_table
from sim.report.page import page_of, render_report

__all__ = [
    "CountyNote",
    "Ending",
    "Provenance",
    "ReportInput",
    "cost_table",
    "page_of",
    "render_report",
]
