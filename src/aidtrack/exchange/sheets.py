"""Exported tables as files, written row by row to a stream of bytes. A new kind of file is its writer and one record here."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from aidtrack.dataclass import dataclass
from aidtrack.errors import Refused
from aidtrack.exchange.export import Table, header, spelled
from aidtrack.locale import t
from aidtrack.nouns.layout import QUOTED
from aidtrack.values.field import Field
from aidtrack.values.formats import CSV, JSON, XLSX, Format
from aidtrack.values.kinds import MoneyKind, Value
from aidtrack.values.money import FEN_PER_YUAN
from aidtrack.values.numbers import NUMBER_OF
from aidtrack.values.text import defused, protected, safe
from aidtrack.workbooks import close

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 199_999  # of a workbook's sheet, below its header: what import reads back
_EXACT = 10**15  # fen that a workbook's numbers hold exactly


@dataclass(frozen=True, slots=True)
class Sheets:
    """A kind of file that export writes. `write` takes one table where each has a file of its own (`apart`), else all of them."""

    file: Format
    write: Callable[[BinaryIO, Sequence[Table], str], None]
    apart: bool = False
    encodings: tuple[str, ...] = ()  # that can be asked for


def _write_csv(stream: BinaryIO, tables: Sequence[Table], encoding: str) -> None:
    """Texts that a spreadsheet would run get an apostrophe."""
    [table] = tables
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([header(field) for field in table.fields])
    numbers = [isinstance(field.kind, MoneyKind) or field.kind is NUMBER_OF for field in table.fields]
    for row in table.rows():
        cells = [spelled(field, cell) for field, cell in zip(table.fields, row, strict=True)]
        writer.writerow([cell if plain else defused(cell) for plain, cell in zip(numbers, cells, strict=True)])
    text.flush()
    text.detach()


def _write_json(stream: BinaryIO, tables: Sequence[Table], encoding: str) -> None:
    """The shape of every answer, as DESIGN section 4 gives it; words are the stable English ones."""

    def pieces() -> Iterator[str]:
        yield '{"schema": 1, "report": "export", "title": "export", "as_of": null, "tables": [\n'
        for number, table in enumerate(tables):
            columns = [{"name": field.name, "label": header(field), "kind": field.kind.shown} for field in table.fields]
            yield ",\n" * bool(number) + f'{{"name": {_json(table.name)}, "columns": {_json(columns)}, "rows": ['
            for at, row in enumerate(table.rows()):
                yield ",\n" * bool(at) + _json(
                    {f.name: _plain(f, cell) for f, cell in zip(table.fields, row, strict=True)}
                )
            yield '], "total": null}'
        yield "\n]}\n"

    for piece in pieces():
        stream.write(piece.encode(encoding))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(field: Field, cell: Value) -> Value:
    exported = isinstance(field.kind, MoneyKind) or field.kind is QUOTED
    return field.kind.export(cell) if cell is not None and exported else cell


class _Ended:
    """A stream that takes nothing more once it failed: the zip of a workbook that is thrown away tries to end itself all the same."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self._began = self._failed = False

    def end(self) -> None:
        self._failed = True

    def write(self, data: bytes) -> int:
        self._began = True
        self._tried(lambda: self._stream.write(data))
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._tried(lambda: self._stream.seek(offset, whence))
        self._at = offset
        return offset

    def tell(self) -> int:
        self._tried(self._stream.tell)
        return self._at

    def flush(self) -> None:
        self._tried(self._stream.flush)

    def _tried(self, act: Callable[[], object]) -> None:
        if self._failed:
            return
        try:
            act()
        except OSError:
            self._failed = self._began  # before it begins, a pipe is asked whether it can seek, and cannot
            raise


def _write_workbook(stream: BinaryIO, tables: Sequence[Table], encoding: str) -> None:
    """One sheet a table: numbers as numbers, days as days, everything else as text. Raises Refused where it is too long."""
    from xlsxwriter import Workbook

    for table in tables:
        if table.count > MOST_ROWS:
            raise Refused(
                t("{count} rows are more than a sheet of a workbook takes.", count=table.count),
                t("Export them as CSV."),
            )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    taken = _Ended(stream)
    workbook = Workbook(taken, options)
    try:
        _fill(workbook, tables)
        close(workbook)
    finally:
        taken.end()


def _fill(workbook: "Workbook", tables: Sequence[Table]) -> None:
    """Raises Refused for what no cell takes."""
    bold = workbook.add_format({"bold": True, "bottom": 1})
    text, day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    money, count = workbook.add_format({"num_format": "#,##0.00"}), workbook.add_format({"num_format": "0"})
    for table in tables:
        page = workbook.add_worksheet(table.label)
        page.freeze_panes(1, 0)
        for at, field in enumerate(table.fields):
            page.set_column(at, at, 16, {"money": money, "count": count, "date": day}.get(field.kind.shown, text))
            page.write_string(0, at, header(field), bold)
        for line, row in enumerate(table.rows(), 1):
            for at, (field, cell) in enumerate(zip(table.fields, row, strict=True)):
                if cell is None:
                    continue
                if isinstance(field.kind, MoneyKind) and abs(int(cell)) <= _EXACT:
                    page.write_number(line, at, int(cell) / FEN_PER_YUAN, money)
                elif field.kind.shown == "count":
                    page.write_number(line, at, int(cell), count)
                elif field.kind.shown == "date" and (known := _day(str(cell))):
                    page.write_datetime(line, at, known, day)
                elif page.write_string(line, at, protected(spelled(field, cell)), text):
                    raise Refused(
                        t("A text is longer than a cell of a workbook takes: {start}…", start=safe(str(cell)[:40])),
                        t("Export as CSV or JSON."),
                    )


def _day(iso: str) -> date | None:
    """A whole day that a workbook's calendar has."""
    found = date.fromisoformat(iso) if len(iso) == 10 else None
    return found if found and found.year > 1900 else None


SHEETS: dict[str, Sheets] = {
    sheets.file.name: sheets
    for sheets in (
        Sheets(CSV, _write_csv, apart=True, encodings=("utf-8-sig", "utf-8", "gb18030")),
        Sheets(XLSX, _write_workbook),
        Sheets(JSON, _write_json),
    )
}
