"""CSV: a spreadsheet shows Chinese rightly and executes nothing; no name turns into a number.

Words stand in quotation marks and numbers do not, so a file says itself which columns are words:
a scenario called ``NA``, ``007`` or nothing at all comes back as it was.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError
from sim.manifest import write_atomically

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = tuple("=+-@\t\r\n\0'＝＋－＠")
"""First characters by which a spreadsheet takes a cell for a formula, or by which we mark one."""

_CELL = re.compile(r'("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\Z)')
_SWITCH = {"True": True, "False": False}


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table that Excel opens rightly and never executes.

    Words beginning like a formula get a leading apostrophe, which `read_csv` takes off. Numbers
    keep every digit; a missing one is an empty cell.

    Raises
    ------
    ResultsError
        where the file cannot be written; what stood there before stays as it was.
    """
    names = ",".join(map(_quoted, table.columns))
    columns = [_cells(table.iloc[:, position]) for position in range(table.shape[1])]
    lines = [names, *map(",".join, zip(*columns, strict=True))]
    write_atomically(path, "\r\n".join(lines) + "\r\n", "utf-8-sig")


def _cells(column: pd.Series[Any]) -> list[str]:
    from pandas.api.types import is_numeric_dtype

    known = column.notna().tolist()
    written: Callable[[Any], str] = repr if is_numeric_dtype(column.dtype) else _quoted
    empty = "" if written is repr else '""'
    return [
        written(value) if there else empty
        for value, there in zip(column.tolist(), known, strict=True)
    ]


def _quoted(value: object) -> str:
    text = str(value)
    text = f"'{text}" if text.startswith(_FORMULA) else text
    return '"{}"'.format(text.replace('"', '""'))


def read_csv(path: Path) -> pd.DataFrame:
    """Read a table written by `write_csv`, or saved again by a spreadsheet.

    Numbers come back to the last bit. Where a spreadsheet has dropped the quotation marks, a
    column is numbers if all its cells are.

    Raises
    ------
    ResultsError
        where the file cannot be read or is no table.
    """
    import pandas as pd

    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = pd.read_csv(io.StringIO(text), dtype=object, keep_default_na=False)
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise ResultsError(f"{path} is not a table that this program wrote.") from error
    names = [str(name).removeprefix("'") for name in table.columns]
    columns = table.to_numpy(dtype=object).T.tolist()
    kinds = _words(text, len(names))
    return pd.DataFrame(
        {
            name: _values(cells, is_words)
            for name, cells, is_words in zip(names, columns, kinds, strict=True)
        }
    )


def _words(text: str, width: int) -> list[bool]:
    """Which columns are words: those whose first cell stands in quotation marks."""
    written = (match[1] for match in _CELL.finditer(text))
    row = list(islice(written, width, 2 * width))
    return [cell.startswith('"') for cell in row] if len(row) == width else [False] * width


def _values(cells: list[str], is_words: bool) -> list[Any]:
    numbers = None if is_words else _numbers(cells)
    return [cell.removeprefix("'") for cell in cells] if numbers is None else numbers


def _numbers(cells: list[str]) -> list[Any] | None:
    """The cells as numbers or switches, an empty one as missing; None if some are words."""
    for kind in (int, float):
        try:
            return [kind(cell or "nan") for cell in cells]
        except ValueError:
            continue
    return [_SWITCH[cell] for cell in cells] if {*cells} <= {*_SWITCH} else None
