"""Parquet files in folders that say office and year (`entry/office=621122/year=2018/`), as DuckDB, Spark and others read them."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import quote

from aidtrack.errors import Environment
from aidtrack.folder import Written
from aidtrack.locale import t
from aidtrack.reports.publishing.lake import DATE, MONEY, TEXT, WHOLE, Part
from aidtrack.values.blocks import blocks

_ROWS = 50_000  # of a group
_DIGITS = 18  # of an amount, two of them behind the point


def require_library() -> Any:
    """Raises Environment where it is not there."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise Environment(
            t("Parquet needs the package pyarrow."), t("Install it: pip install 'aidtrack[lake]'.")
        ) from error
    return pyarrow


def files(parts: Sequence[Part]) -> list[Written]:
    """One of each part."""
    return [(_path(part), partial(_write, part)) for part in parts]


def _path(part: Part) -> str:
    # A word of the folder's name stands for itself; what means something in a path is spelled as Hive spells it.
    office = "".join(sign if sign.isalnum() else quote(sign, safe="-_.") for sign in part.office)
    year = "" if part.year is None else f"/year={part.year}"
    return f"{part.table}/office={office}{year}/{part.table}.parquet"


def _write(part: Part, stream: BinaryIO) -> None:
    """Group by group, so that no more than one is held."""
    arrow = require_library()
    types = {MONEY: arrow.decimal128(_DIGITS, 2), DATE: arrow.date32(), WHOLE: arrow.int64(), TEXT: arrow.string()}
    schema = arrow.schema([(column.name, types[column.kind]) for column in part.columns])
    rows = part.rows()
    with arrow.parquet.ParquetWriter(stream, schema) as writer:
        for group in blocks(rows, _ROWS):
            cells = zip(*group, strict=True)
            arrays = [
                arrow.array(_values(column.kind, some), types[column.kind])
                for column, some in zip(part.columns, cells, strict=True)
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


def _values(kind: str, cells: Sequence[Any]) -> Sequence[Any] | Iterator[Any]:
    if kind == MONEY:
        return [None if cell is None else Decimal(cell).scaleb(-2) for cell in cells]
    if kind == DATE:
        return [None if cell is None else date.fromisoformat(cell) for cell in cells]
    return cells
