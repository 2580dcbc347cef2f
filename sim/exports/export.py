"""Tables into a folder, in the formats somebody asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import ResultsError, SimError
from sim.exports.comma_separated import write_csv
from sim.exports.file_names import file_names
from sim.exports.parquet import write_parquet
from sim.exports.workbook import write_workbook

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet", "xlsx")
WORKBOOK = "tables.xlsx"


def export(
    tables: Mapping[str, pd.DataFrame], folder: Path, formats: Collection[str]
) -> list[Path]:
    """Write every table in every format and return the files, in that order.

    CSV and Parquet give a file for each table, ``xlsx`` one workbook with a sheet for each.
    Files of the same names are replaced, others are left alone.

    Raises
    ------
    SimError
        where a format is unknown or its library is not installed.
    ResultsError
        where the folder or a file cannot be written.
    """
    if unknown := [each for each in formats if each not in FORMATS]:
        raise SimError(f"format: found {unknown[0]}, expected one of {', '.join(FORMATS)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResultsError(f"{folder} cannot be used as a folder: {error.strerror}.") from error
    written: list[Path] = []
    for each in dict.fromkeys(formats):
        written += _written(tables, folder, each)
    return list(dict.fromkeys(written))


def _written(tables: Mapping[str, pd.DataFrame], folder: Path, format_: str) -> list[Path]:
    if format_ == "xlsx":
        return write_workbook(tables, folder / WORKBOOK)
    write = {"csv": write_csv, "parquet": write_parquet}[format_]
    files = file_names(tables)
    paths = [folder / f"{files[name]}.{format_}" for name in tables]
    for table, path in zip(tables.values(), paths, strict=True):
        write(table, path)
    return paths
