"""Workbooks as tests need them: cells written as they are, parts of the zip changed."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Cells = Sequence[Sequence[Any]]


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


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part of its zip changed."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == part else data)
    return content.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
