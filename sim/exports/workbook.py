"""Excel: one workbook, a sheet for each table; numbers are numbers and words stay words."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError, SimError
from sim.exports.comma_separated import write_csv
from sim.exports.file_names import file_names, sheet_names
from sim.exports.whole import whole_file

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head among them."""
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767
MOST_DIGITS = 10**15
"""From here on Excel rounds whole numbers."""
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""
LOOKED_AT = 200
"""Rows by which the width of a column is judged."""

TOO_LARGE = (
    "{rows} rows and {columns} columns do not fit into a sheet; they are in {file}, beside this "
    "workbook.",
    "本表共{rows}行、{columns}列，超出工作表上限；数据见同一文件夹中的{file}。",
)
"""What stands in place of a table that no sheet can hold, in English and in Chinese."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_workbook(tables: Mapping[str, pd.DataFrame], path: Path) -> list[Path]:
    """Write tables as sheets of one workbook, in their order, and return every file written.

    Heads are frozen and filtered. A text that looks like a formula stays a text. A table that
    no sheet can hold goes to a CSV file beside the workbook, and its sheet says so.

    Raises
    ------
    SimError
        where xlsxwriter is not installed.
    ResultsError
        where a file cannot be written; what stood there before stays as it was.
    """
    xlsxwriter = _xlsxwriter()
    titles, files = sheet_names(tables), file_names(tables)
    beside: list[Path] = []
    try:
        with (
            whole_file(path) as unfinished,
            xlsxwriter.Workbook(unfinished, _OPTIONS) as book,
        ):
            for name, table in tables.items():
                sheet = book.add_worksheet(titles[name])
                if _fits(table):
                    _fill(sheet, table, _Formats(book))
                    continue
                apart = path.with_name(f"{files[name]}.csv")
                write_csv(table, apart)
                beside.append(apart)
                _refer(sheet, table, apart.name)
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise ResultsError(f"{path} cannot be written: {error}.") from error
    return [path, *beside]


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter
    except ImportError:
        raise SimError(
            "Excel files need xlsxwriter, which is not installed. "
            'Run pip install "community-governance-sim[export]".'
        ) from None
    return xlsxwriter


def _fits(table: pd.DataFrame) -> bool:
    return len(table) < MOST_ROWS and table.shape[1] <= MOST_COLUMNS


def _refer(sheet: Any, table: pd.DataFrame, file: str) -> None:
    rows, columns = table.shape
    for row, sentence in enumerate(TOO_LARGE):
        sheet.write_string(row, 0, sentence.format(rows=rows, columns=columns, file=file))


class _Formats:
    """How heads and numbers look."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.whole = book.add_format({"num_format": "0"})
        self.amount = book.add_format({"num_format": "#,##0.00"})
        self.fraction = book.add_format({"num_format": "0.0000"})

    def of(self, column: pd.Series[Any]) -> Any:
        """The format of one column: by its kind, and by its largest number."""
        if column.dtype.kind == "f":
            return self.amount if column.abs().max() >= 1000.0 else self.fraction
        return self.whole if column.dtype.kind in "iu" else None


def _fill(sheet: Any, table: pd.DataFrame, formats: _Formats) -> None:
    columns = [table.iloc[:, position] for position in range(table.shape[1])]
    for position, column in enumerate(columns):
        sheet.set_column(position, position, _width(column), formats.of(column))
        sheet.write_string(0, position, str(column.name), formats.head)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(table), len(columns) - 1)
    cells = zip(*map(_objects, columns), strict=True)
    looks = [formats.of(column) for column in columns]
    for row, values in enumerate(cells, start=1):
        for position, value in enumerate(values):
            _write(sheet, (row, position), value, looks[position])


def _objects(column: pd.Series[Any]) -> list[Any]:
    """The values as Python has them, a missing one as None."""
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _write(sheet: Any, place: tuple[int, int], value: Any, look: Any) -> None:
    """One cell: nothing where nothing is known, and as text what Excel would change."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float) and math.isfinite(value) and _is_exact(value):
        sheet.write_number(*place, value, look)
    else:
        text = str(value)
        shown = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        sheet.write_string(*place, shown)


def _is_exact(value: float) -> bool:
    return isinstance(value, float) or abs(value) < MOST_DIGITS


def _width(column: pd.Series[Any]) -> int:
    texts: Iterable[str] = (str(value) for value in islice(column, LOOKED_AT))
    if column.dtype.kind == "f":
        texts = ("-0,000.0000",)
    widest = max((_characters(text) for text in (str(column.name), *texts)), default=0)
    return min(max(widest + 2, NARROWEST), WIDEST)


def _characters(text: str) -> int:
    """Places a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
