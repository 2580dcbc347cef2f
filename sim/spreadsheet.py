"""Tables for spreadsheets: Excel shows Chinese rightly and executes nothing."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError
from sim.manifest import write_atomically

if TYPE_CHECKING:
    import pandas as pd

TEXT_COLUMNS = frozenset(("scenario", "policy", "line", "payer", "payee", "message"))
"""Columns that hold words even where all of them look like numbers."""

_FORMULA = tuple("=+-@\t\r\n\0'＝＋－＠")
"""First characters by which a spreadsheet takes a cell for a formula, or by which we mark one."""


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table that Excel opens rightly and never executes.

    Words beginning like a formula get a leading apostrophe, which `read_csv` takes off.
    """
    words = table.select_dtypes(exclude=["number", "bool"]).columns
    safe = table.assign(**{name: [_protected(cell) for cell in table[name]] for name in words})
    write_atomically(path, safe.to_csv(index=False, lineterminator="\r\n"), "utf-8-sig")


def _protected(cell: object) -> str:
    missing = cell is None or (isinstance(cell, float) and math.isnan(cell))
    text = "" if missing else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_csv(path: Path) -> pd.DataFrame:
    """Read a table written by `write_csv`; a scenario called ``NA`` keeps its name."""
    import pandas as pd

    try:
        table = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error.strerror}.") from error
    for name in table.columns:
        cells = table[name].tolist()
        numbers = None if name in TEXT_COLUMNS else _numbers(cells)
        table[name] = [cell.removeprefix("'") for cell in cells] if numbers is None else numbers
    return table


def _numbers(cells: list[str]) -> list[int] | list[float] | None:
    """The cells as numbers, to the last bit, an empty one as missing; None if some are words."""
    for kind in (int, float):
        try:
            return [kind(cell or "nan") for cell in cells]
        except ValueError:
            continue
    return None
