"""The code book of a set of tables: a row for each of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.codebook.meaning import Titles, meaning_of

if TYPE_CHECKING:
    import pandas as pd

CODEBOOK = "codebook"
"""What the table is called."""

_HEADS = (
    "table", "column", "title_en", "title_zh", "meaning_en", "meaning_zh",
    "unit", "unit_zh", "type",
)  # fmt: skip
_TYPES = {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}


def codebook(tables: Mapping[str, pd.DataFrame], titles: Titles | None = None) -> pd.DataFrame:
    """What every column of ``tables`` means: a row for each, in their order.

    ``titles`` are those of the scenarios, which can be columns of a table of points.

    ``table, column, title_en, title_zh, meaning_en, meaning_zh, unit, unit_zh, type``; types
    are those of a data package: string, integer, number, boolean.

    Raises
    ------
    ContractError
        where a column has no declaration.
    """
    import pandas as pd

    rows = [
        _row(name, table.iloc[:, position], titles)
        for name, table in tables.items()
        for position in range(table.shape[1])
    ]
    return pd.DataFrame(rows, columns=list(_HEADS))


def with_codebook(
    tables: Mapping[str, pd.DataFrame], titles: Titles | None = None
) -> dict[str, pd.DataFrame]:
    """The tables, and before them their code book, which tells of itself as well."""
    book = codebook(tables, titles)
    return {CODEBOOK: codebook({CODEBOOK: book, **tables}, titles), **tables}


def _row(table: str, column: pd.Series[Any], titles: Titles | None) -> tuple[str, ...]:
    name = str(column.name)
    said = meaning_of(table, name, titles)
    kind = _TYPES.get(column.dtype.kind, "string")
    meanings = (said.en, said.zh, said.meaning_en, said.meaning_zh)
    return table, name, *meanings, said.unit, said.unit_zh, kind
