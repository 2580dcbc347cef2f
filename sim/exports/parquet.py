"""Parquet: small, quick, read by every statistics program; a damaged file is found out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import ResultsError, SimError
from sim.exports.whole import whole_file

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_DIGEST = b"digest"


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table with checksums of its pages and a digest of its content.

    Raises
    ------
    SimError
        where pyarrow is not installed.
    ResultsError
        where the file cannot be written; what stood there before stays as it was.
    """
    parquet, arrow = _pyarrow()
    content = arrow.Table.from_pandas(_without_mixtures(table), preserve_index=False)
    content = content.replace_schema_metadata({_DIGEST: _digest(content)})
    with whole_file(path) as unfinished:
        parquet.write_table(content, unfinished, write_page_checksum=True)


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a table written by `write_parquet`; not one bit of it has changed since.

    Raises
    ------
    SimError
        where pyarrow is not installed.
    ResultsError
        where the file is missing, cut, damaged or somebody else's.
    """
    parquet, _ = _pyarrow()
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        content = parquet.read_table(path, page_checksum_verification=True)
        whole = (content.schema.metadata or {}).get(_DIGEST) == _digest(content)
        table: pd.DataFrame = content.to_pandas(ignore_metadata=True)
    except Exception as error:  # damage shows itself in any of a dozen ways
        raise _damaged(path, size) from error
    if not whole:
        raise _damaged(path, size)
    return table


def _damaged(path: Path, size: int) -> ResultsError:
    what = "is empty" if size == 0 else "is damaged, or was not written by this program"
    return ResultsError(f"{path} {what}. Export it again.")


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise SimError(
            "Parquet needs pyarrow, which is not installed. "
            'Run pip install "community-governance-sim[export]".'
        ) from None
    return pyarrow.parquet, pyarrow


def _without_mixtures(table: pd.DataFrame) -> pd.DataFrame:
    """Columns that hold numbers and words side by side, all as words."""
    from pandas.api.types import infer_dtype

    mixed = [name for name in table.columns if infer_dtype(table[name]).startswith("mixed")]
    return table.assign(**{name: table[name].map(str, na_action="ignore") for name in mixed})


def _digest(content: pa.Table) -> bytes:
    """SHA-256 of names, types and values: page checksums do not cover the heads of pages."""
    digest = hashlib.sha256()
    for field, column in zip(content.schema, content.columns, strict=True):
        digest.update(f"{field.name}\n{field.type}\n{len(column)}\n".encode())
        digest.update(_bytes_of(column))
    return digest.hexdigest().encode()


def _bytes_of(column: Any) -> bytes:
    values = column.to_numpy()
    if values.dtype.kind in "biuf":
        return bytes(values.tobytes())
    return json.dumps(column.to_pylist(), ensure_ascii=False, default=str).encode()
