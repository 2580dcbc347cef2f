"""Tables as files for other programs: CSV, Parquet and Excel, each whole or not there at all."""

from sim.exports.comma_separated import read_csv, write_csv
from sim.exports.export import FORMATS, export
from sim.exports.file_names import file_names, sheet_names
from sim.exports.parquet import read_parquet, write_parquet
from sim.exports.workbook import write_workbook

__all__ = [
    "FORMATS",
    "export",
    "file_names",
    "read_csv",
    "read_parquet",
    "sheet_names",
    "write_csv",
    "write_parquet",
    "write_workbook",
]
