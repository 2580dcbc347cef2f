"""The documents of the model: tables and pictures written from the declarations they describe.

A document holds ``<!-- table: NAME -->`` and ``<!-- end -->``; what stands between them is
written by ``sim docs`` and held to the code by a test.
"""

from __future__ import annotations

from sim.documents.markdown import table
from sim.documents.readme import effects
from sim.documents.writing import (
    DOCUMENTS,
    MODEL,
    README,
    TABLES,
    Change,
    filled,
    stale,
    tables_for,
    told,
    write,
    write_results,
)

__all__ = [
    "DOCUMENTS",
    "MODEL",
    "README",
    "TABLES",
    "Change",
    "effects",
    "filled",
    "stale",
    "table",
    "tables_for",
    "told",
    "write",
    "write_results",
]
