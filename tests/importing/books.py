"""Sheets as tests need them: CSV files, workbooks with their cells written as they are, parts of a zip changed."""

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

Cells = Sequence[Sequence[Any]]


def delimited(rows: Cells, delimiter: str = ",", line_end: str = "\n", encoding: str = "utf-8") -> bytes:
    """A CSV file; a date is written as 2017-09-20, None as nothing."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in rows])
    return text.getvalue().encode(encoding)


def xlsx(sheets: dict[str, Cells], change: Callable[[Any, Any], None] | None = None, **options: Any) -> bytes:
    """A workbook; a date cell gets a date's format. `change` may do more to the (book, first page)."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, **options})
    day = book.add_format({"num_format": "yyyy/m/d"})
    pages = []
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        pages.append(page)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(at, column, cell, day)
                elif cell is not None:
                    page.write(at, column, cell)
    if change is not None:
        change(book, pages[0])
    book.close()
    return content.getvalue()


def xls(sheets: dict[str, Cells], change: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of Excel 97-2003."""
    import xlwt

    content = io.BytesIO()
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    pages = []
    for name, rows in sheets.items():
        pages.append(page := book.add_sheet(name))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(at, column, cell, *([day] if isinstance(cell, date) else []))
    if change is not None:
        change(book, pages[0])
    book.save(content)
    return content.getvalue()


def ods(sheets: dict[str, Cells]) -> bytes:
    """A workbook of LibreOffice."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableCell, TableRow
        from odf.text import P

        document = OpenDocumentSpreadsheet()
        for name, rows in sheets.items():
            table = Table(name=name)
            for row in rows:
                line = TableRow()
                for cell in row:
                    line.addElement(made := TableCell(**_typed(cell)))
                    if cell is not None:
                        made.addElement(P(text=str(cell)))
                table.addElement(line)
            document.spreadsheet.addElement(table)
        content = io.BytesIO()
        document.write(content)
    return content.getvalue()


def _typed(cell: Any) -> dict[str, Any]:
    """What OpenDocument says of a cell besides its text."""
    if isinstance(cell, date):
        return {"valuetype": "date", "datevalue": cell.isoformat()}
    if isinstance(cell, (int, float)):
        return {"valuetype": "float", "value": cell}
    return {} if cell is None else {"valuetype": "string"}


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its zip changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)
    return content.getvalue()
