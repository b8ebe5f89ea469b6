"""A grid in a JSON file, as `export` writes it: a table's column names are its header, its rows the lines below."""

import json
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from aidtrack.codes import Code
from aidtrack.dataclass import dataclass
from aidtrack.errors import Fault
from aidtrack.importing.reading.files import File
from aidtrack.importing.reading.grid import BLOCK, LineFault, Lines, Merged, Top
from aidtrack.locale import t
from aidtrack.values.text import protected

ENCODING = "utf-8"


class Object(NamedTuple):
    """An object of JSON. Thousands of rows share their names, and what is said in many of them."""

    names: tuple[str, ...]
    values: tuple[Any, ...]

    def get(self, name: str) -> Any:
        """What it has under a name, the last where it has several; None where nothing."""
        return next(
            (value for one, value in zip(self.names[::-1], self.values[::-1], strict=True) if one == name), None
        )


@dataclass(frozen=True, slots=True)
class Records:
    """One table; a row's line is its place as if the header stood above it, or that of `places`."""

    file: File
    sheet: str | None
    header: list[str]
    rows: Sequence[Any]
    encoding: str = ENCODING
    notes: Sequence[str] = ()
    merged: Sequence[Merged] = ()
    typed: bool = False
    only_rows: bool = False
    places: Sequence[int] = ()

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.header)

    @property
    def _lines(self) -> Sequence[int]:
        return self.places or range(2, len(self.rows) + 2)

    def top(self, count: int) -> Top:
        rows = [self._cells(line, row) for line, row in zip(self._lines, self.rows[: count - 1], strict=False)]
        return Top([1, *self._lines[: len(rows)]], [self.header, *rows])

    def blocks(self, after: int) -> Iterator[Lines]:
        for start in range(after - 1, len(self.rows), BLOCK):
            rows = self.rows[start : start + BLOCK]
            lines = self._lines[start : start + BLOCK]
            yield lines, [self._cells(line, row) for line, row in zip(lines, rows, strict=True)]

    def _cells(self, line: int, row: Any) -> list[str]:
        if not isinstance(row, Object):
            raise LineFault(line, _no_table())
        if row.names == self.names:
            return [self._text(line, value) for value in row.values]
        for name in row.names:
            if name not in self.header:
                raise LineFault(
                    line,
                    Fault(t("has a name that no column has: {name}.", name=name), _as_export(), code=Code.NOT_READABLE),
                )
        return [self._text(line, row.get(name)) for name in self.header]

    def _text(self, line: int, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return protected(value)  # no spreadsheet put its apostrophe there
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return str(value)
        raise LineFault(
            line, Fault(t("holds a value that is no text and no number."), _as_export(), code=Code.NOT_READABLE)
        )


def tables(file: File) -> list[Records]:
    """Every table of a JSON file. Raises Fault where it is none, OSError."""
    try:
        document = _Reader().read(file)
    except (ValueError, RecursionError):
        raise Fault(t("is not JSON, or not all of it."), _as_export(), code=Code.NOT_READABLE) from None
    listed = document.get("tables") if isinstance(document, Object) else None
    if not isinstance(listed, list) or not listed:
        raise _no_table()
    return [_table(file, table) for table in listed]


class _Reader:
    """Reads JSON and keeps one of all that is equal."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._texts: dict[str, str] = {}

    def read(self, file: File) -> Any:
        """Raises ValueError, RecursionError, OSError."""
        decoder = getincrementaldecoder(json.detect_encoding(file.start))()
        text = "".join([*map(decoder.decode, file.blocks()), decoder.decode(b"", final=True)])
        return json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=self._object)

    def _object(self, pairs: list[tuple[str, Any]]) -> Object:
        names = tuple([name for name, _ in pairs])
        texts = self._texts
        values = tuple([texts.setdefault(value, value) if type(value) is str else value for _, value in pairs])
        return Object(self._names.setdefault(names, names), values)


def _table(file: File, table: Any) -> Records:
    columns, rows = (table.get("columns"), table.get("rows")) if isinstance(table, Object) else (None, None)
    if not (isinstance(columns, list) and isinstance(rows, list)):
        raise _no_table()
    named = [column.get("name") if isinstance(column, Object) else None for column in columns]
    header = [name for name in named if isinstance(name, str)]
    name = table.get("name")
    if len(header) != len(named) or not isinstance(name, str):
        raise _no_table()
    return Records(file, name, header, rows)


def _no_table() -> Fault:
    return Fault(t("holds no tables as export writes them."), _as_export(), code=Code.NOT_READABLE)


def _as_export() -> str:
    return t("Write it as export does: aidtrack export NOUN --format json.")
