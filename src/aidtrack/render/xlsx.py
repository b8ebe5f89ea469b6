"""A workbook of an answer: a sheet a table, numbers as numbers, made to be printed and sorted."""

import io
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from wcwidth import wcswidth

from aidtrack.locale import spoken, t
from aidtrack.phrase import Said
from aidtrack.render.cells import shown, visible, when
from aidtrack.render.drawing import drawings
from aidtrack.values.money import FEN_PER_YUAN
from aidtrack.values.report import Column, Report, Row, Table
from aidtrack.values.sheets import sheet_name

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_EXACT = 10**15  # fen that a workbook's numbers hold exactly
_LEAST_WIDTH, _MOST_WIDTH = 8, 48  # characters


def render(report: Report, stream: TextIO | None) -> bytes:
    """The workbook's bytes. Its footer gives the day the answer speaks of and the head of the audit chain."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    workbook = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = _formats(workbook)
    used: set[str] = set()
    drawn = list(drawings(report))
    for table in report.tables:
        if table.rows or table.lines or table is report.tables[0]:
            page = workbook.add_worksheet(sheet_name(spoken(table.title) or table.name, used))
            last = _sheet(page, formats, report, table)
            if mine := [drawing for drawing in drawn if drawing.table is table]:
                from aidtrack.render.xlsx_charts import place

                place(workbook, page, mine, last)
    workbook.close()
    return written.getvalue()


def _formats(workbook: Any) -> dict[str, Any]:
    kinds = {
        "money": "#,##0.00",
        "count": "#,##0",
        "rate": "0.00%",
        "date": "yyyy-mm-dd",
        "points": "+0.00;-0.00;0.00",
        "text": "@",
        "quantity": "General",
    }
    made = {kind: workbook.add_format({"num_format": code, "valign": "top"}) for kind, code in kinds.items()}
    made |= {
        f"total {kind}": workbook.add_format({"num_format": code, "bold": True, "top": 1})
        for kind, code in kinds.items()
    }
    made["text"].set_text_wrap()
    made["title"] = workbook.add_format({"bold": True, "font_size": 14})
    made["head"] = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    made["note"] = workbook.add_format({"italic": True, "font_color": "#555555"})
    return made


def _sheet(page: "Worksheet", formats: dict[str, Any], report: Report, table: Table) -> int:
    """Write a table; returns the last line that holds something."""
    columns = visible(table)
    said_of = when(report)
    page.write_string(0, 0, f"{spoken(report.title)}  {said_of}".strip(), formats["title"])
    for at, column in enumerate(columns):
        page.write_string(1, at, spoken(column.label), formats["head"])
        widths = [wcswidth(shown(table, column, row)) for row in table.rows]
        page.set_column(at, at, min(max([_LEAST_WIDTH, wcswidth(spoken(column.label)), *widths]) + 2, _MOST_WIDTH))
    line = 2
    for line, row in enumerate(table.rows, 2):
        for at, column in enumerate(columns):
            _cell(page, line, at, table, column, row, formats)
    line += bool(table.rows)
    if table.rows:
        page.autofilter(1, 0, line - 1, len(columns) - 1)
    if table.total is not None and table.rows:
        page.write_string(line, 0, t("Total"), formats["total text"])
        for at, column in enumerate(columns[1:], 1):
            _cell(page, line, at, table, column, table.total, formats, total=True)
        line += 1
    said: list[Said] = [
        *(() if table.rows else table.lines),
        *table.notes,
        *report.notes,
        *report.closing,
        said_of,
        *([t("Audit chain {head}", head=report.head)] if report.head else []),
    ]
    for note in (one for one in said if one):
        line += 1
        page.write_string(line, 0, spoken(note), formats["note"])
    page.freeze_panes(2, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_footer(f"&L{said_of}&C{(report.head or '')[:16]}&R&P / &N")
    return line


def _cell(
    page: "Worksheet", line: int, at: int, table: Table, column: Column, row: Row, formats: dict[str, Any],
    *, total: bool = False,
) -> None:  # fmt: skip
    """One cell by its kind; what is unknown stays empty, so that a sum over the column is right."""
    value = row.get(column.name)
    if value is None:
        return
    if not isinstance(value, (int, str)):
        page.write_string(line, at, shown(table, column, row), formats["text"])
        return
    prefix = "total " if total else ""
    if column.kind == "money" and abs(int(value)) <= _EXACT and shown(table, column, row)[:1] in "+-0123456789":
        page.write_number(line, at, int(value) / FEN_PER_YUAN, formats[prefix + "money"])
    elif column.kind in ("count", "id") and str(value).lstrip("-").isdecimal():
        page.write_number(line, at, int(value), formats[prefix + "count"] if column.kind == "count" else None)
    elif column.kind == "quantity" and str(value)[0] not in "≥≈":
        page.write_number(line, at, float(str(value)), formats[prefix + "quantity"])
    elif column.kind == "rate":
        page.write_number(line, at, float(str(value).removesuffix("%")) / 100, formats[prefix + "rate"])
    elif column.kind == "points":
        page.write_number(line, at, float(str(value)), formats[prefix + "points"])
    elif column.kind == "date" and len(str(value)) == 10 and str(value) > "1901":
        page.write_datetime(line, at, date.fromisoformat(str(value)), formats[prefix + "date"])
    else:
        page.write_string(line, at, shown(table, column, row), formats[prefix + "text"])
