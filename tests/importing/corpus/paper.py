"""A sheet as an office prepares it for paper: merged titles, hidden lines, and the dimension that WPS writes."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from importing.books import Cells, changed, xlsx
from importing.corpus.case import SHEET, Content

_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')


def paper(
    rows: Cells,
    *merged: str,
    sheet: str = SHEET,
    hidden: Sequence[int] = (),
    wps: bool = False,
    more: dict[str, Cells] | None = None,
) -> Content:
    """A workbook, made when it is needed. `merged` are areas (A1:F1), `hidden` lines from 1, `more` further sheets."""
    return partial(_paper, rows, merged, sheet, hidden, wps, more or {})


def _paper(
    rows: Cells, merged: Sequence[str], sheet: str, hidden: Sequence[int], wps: bool, more: dict[str, Cells]
) -> bytes:
    def change(book: Any, page: Any) -> None:
        frame = book.add_format({"border": 1, "align": "center", "valign": "vcenter"})
        page.set_column(0, 12, 14, frame)
        for area in merged:
            page.merge_range(area, _first(rows, area), frame)
        for line in hidden:
            page.set_row(line - 1, None, None, {"hidden": True})

    book = xlsx({sheet: rows, **more}, change)
    return (
        changed(book, "xl/worksheets/sheet1.xml", lambda xml: _DIMENSION.sub(b'<dimension ref="A1"/>', xml))
        if wps
        else book
    )


def _first(rows: Cells, area: str) -> Any:
    """What stands in the first cell of an area."""
    column, line = area[0], int(area.partition(":")[0][1:])
    return rows[line - 1]["ABCDEFGHIJKLM".index(column)]
