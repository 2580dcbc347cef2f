"""The rows of a table file as text: CSV in the encodings offices use, or an Excel sheet.

CSV may be UTF-8 (with or without byte-order mark), UTF-16 with one, GBK or GB18030, and is
split at commas, semicolons or tabs, whichever the header has most of. This is the only
place that opens a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import Problem, ScenarioError

LARGEST_FILE = 20_000_000
"""Bytes a table may have, unpacked five times as many."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells and the line of the file it begins on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: its header, its rows, and how it was read."""

    file: str
    header: Line
    lines: tuple[Line, ...]
    how: str
    warnings: tuple[str, ...] = ()


def refuse(
    file: str, found: str, expected: str = "", hint: str = "", line: int = 0
) -> ScenarioError:
    """One fault of a file as a whole."""
    return ScenarioError([Problem(found, expected, file=file, line=line, hint=hint)])


def read_sheet(path: str | Path) -> Sheet:
    """The cells of a CSV or Excel file, whichever its first bytes say it is."""
    content = _content(Path(path))
    file = str(path)
    if content.startswith(b"PK\x03\x04"):
        return _excel(file, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(
            file, "found an old Excel file", "CSV or .xlsx", "Save it as .xlsx or as CSV UTF-8."
        )
    text, encoding = _decoded(file, content)
    delimiter = _delimiter(text)
    separated = {",": "commas", ";": "semicolons", "\t": "tabs"}[delimiter]
    return _sheet(file, _csv_lines(file, text, delimiter), f"{encoding}, {separated}")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refuse(str(path), "the file is larger than 20 MB", "a table of communities")
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse(
            str(path), "file not found", hint=f"Looked in {path.absolute().parent}."
        ) from None
    except IsADirectoryError:
        raise refuse(str(path), "found a folder", "a CSV or .xlsx file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(str(path), f"the file cannot be read: {reason}") from None


def _decoded(file: str, content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[tuple[str, str], ...] = (("utf-16", "UTF-16"),)
    else:
        encodings = (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"))
        if b"\0" in content:
            line = content[: content.index(b"\0")].count(b"\n") + 1
            raise refuse(file, "found a NUL byte", "text", "The file is damaged or binary.", line)
    for encoding, name in encodings:
        try:
            return content.decode(encoding), name
        except UnicodeDecodeError as error:
            position = error.start
    line = content[:position].count(b"\n") + 1
    found = f"byte 0x{content[position]:02x} is neither UTF-8 nor GB18030"
    raise refuse(file, found, hint="Save the table as CSV UTF-8.", line=line)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if any(d in line for d in DELIMITERS)), "")
    return max(DELIMITERS, key=first.count)


def _csv_lines(file: str, text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield Line(begins, tuple(cell.strip() for cell in cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "A quotation mark may be missing." if "end of data" in str(error) else ""
        raise refuse(file, f"the row cannot be read: {error}", hint=hint, line=begins) from None


def _excel(file: str, content: bytes) -> Sheet:
    try:
        import openpyxl
    except ImportError:
        raise refuse(
            file,
            "reading Excel needs openpyxl, which is not installed",
            hint="Run pip install 'community-governance-sim[excel]', or save the sheet as CSV.",
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > 5 * LARGEST_FILE:
                raise refuse(file, "the Excel file unpacks to more than 100 MB")
        with warnings.catch_warnings(action="ignore"):  # of decorations it does not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            rows = list(sheet.iter_rows(1, MOST_ROWS + 10, 1, MOST_COLUMNS, values_only=True))
    except ScenarioError:
        raise
    except Exception:
        raise refuse(file, "found a damaged or different file", "an Excel workbook") from None
    lines = [Line(number, tuple(map(_cell_text, row))) for number, row in enumerate(rows, 1)]
    left = len(book.sheetnames) - 1
    remarks = (f"{file}: only the first sheet, {sheet.title}, was read",) if left else ()
    return _sheet(file, lines, f"Excel, sheet {sheet.title}", remarks)


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _sheet(file: str, lines: Iterable[Line], how: str, remarks: tuple[str, ...] = ()) -> Sheet:
    filled = [line for line in lines if any(line.cells)]
    while len(filled) > 1 and sum(map(bool, filled[0].cells)) < 2 <= len(filled[1].cells):
        filled.pop(0)
    if not filled:
        raise refuse(file, "the table is empty", "a header and one row per community")
    if len(filled) > MOST_ROWS:
        raise refuse(file, f"found more than {MOST_ROWS} rows", "one row per community")
    header, *rows = filled
    width = len(header.cells)
    rows = [Line(row.number, row.cells + ("",) * (width - len(row.cells))) for row in rows]
    if not rows:
        raise refuse(file, "the table has a header and no rows", "one row per community")
    return Sheet(file, header, tuple(rows), how, remarks)
