"""A workbook of an answer: a sheet a table, numbers as numbers, made to be printed and sorted."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from aidtrack.errors import Refused
from aidtrack.locale import spoken, t
from aidtrack.phrase import Said
from aidtrack.render.aligned import widest
from aidtrack.render.cells import NUMBERS, heading, sealed, shown, visible, when
from aidtrack.render.drawing import drawings
from aidtrack.render.grid import Texts
from aidtrack.render.xlsx_charts import FIRST, lines, place
from aidtrack.values.money import UNITS
from aidtrack.values.report import UNKNOWN, Column, Content, Report, Row, Table
from aidtrack.values.sheets import sheet_name
from aidtrack.values.stream import is_streamed
from aidtrack.values.width import cell_len
from aidtrack.workbooks import close

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_EXACT = 10**15  # fen that a workbook's numbers hold exactly
_DIGITS = 15  # signs of a number that they do
_MOST_LINES = 1_048_576
_LINE = 15  # points: how high a line of a cell is
_LEAST_WIDTH, _MOST_WIDTH = 8, 48  # characters


def render(report: Report, stream: TextIO | None) -> bytes:
    """The workbook's bytes. Raises Refused where a table is too long. Its footer gives the day the answer speaks of and the head of the audit chain."""
    from xlsxwriter import Workbook

    for table in report.tables:
        _require_room(report, table)
    written = io.BytesIO()
    kept = {"constant_memory": True} if is_streamed(report) else {"in_memory": True}
    workbook = Workbook(written, {**kept, "strings_to_formulas": False, "strings_to_urls": False})
    formats = _formats(
        workbook, max((column.decimals for table in report.tables for column in table.columns), default=2)
    )
    used: set[str] = set()
    drawn = list(drawings(report))
    for table in report.tables:
        if table.rows or table.lines or table is report.tables[0]:
            page = workbook.add_worksheet(sheet_name(spoken(table.title) or table.name, used))
            widths = _widths(Texts(table, visible(table)))
            last, more = _sheet(page, formats, report, table, widths)
            of_table = [drawing for drawing in drawn if drawing.table is table]
            if of_table:
                place(workbook, page, of_table, last, widths, more)
    if report.closing and report.seal:  # on a wall nobody reads it
        workbook.set_properties({"comments": sealed(report.seal)})
    close(workbook)
    return written.getvalue()


def _require_room(report: Report, table: Table) -> None:
    """Raises Refused where the table and what stands around it are longer than a sheet."""
    if FIRST + len(table.rows) + 2 + len(_notes(report, table)) > _MOST_LINES:
        raise Refused(
            t("{count} rows are more than a sheet of a workbook takes.", count=len(table.rows)),
            t("Have them as csv, json or jsonl, or fewer with a filter."),
        )


def _formats(workbook: Any, decimals: int) -> dict[str, Any]:
    kinds = {
        "money": f"#,##0.{'0' * decimals}",
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
    # A number that only people can read, such as "≥ 400,000.00", stands among the others.
    for look in ("text", "total text"):
        bold = {"bold": True, "top": 1} if look != "text" else {"valign": "top"}
        made[f"{look} among numbers"] = workbook.add_format({"num_format": kinds["text"], "align": "right", **bold})
    made["title"] = workbook.add_format({"bold": True, "font_size": 14})
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    made["head"] = workbook.add_format(head)
    made["number head"] = workbook.add_format({**head, "align": "right"})
    made["note"] = workbook.add_format({"italic": True, "font_color": "#555555"})
    return made


def _sheet(
    page: "Worksheet", formats: dict[str, Any], report: Report, table: Table, widths: Sequence[int]
) -> tuple[int, int]:
    """Write a table; returns the last line that holds something, and how many more lines its rows take than they are."""
    columns = visible(table)
    page.write_string(0, 0, f"{heading(report)}  {when(report)}".strip(), formats["title"])
    for at, column in enumerate(columns):
        page.write_string(1, at, spoken(column.label), formats["number head" if column.kind in NUMBERS else "head"])
        page.set_column(at, at, widths[at])
    more = 0
    for line, (row, texts) in enumerate(_rows(Texts(table, columns)), FIRST):
        high = lines(columns, widths, texts)
        if high > 1:  # LibreOffice gives one line to a row that does not say how high it is
            page.set_row(line, high * _LINE)
            more += high - 1
        for at, column in enumerate(columns):
            _cell(page, line, at, column, row[at], texts[at], formats)
    free = FIRST + len(table.rows)
    if table.rows:
        page.autofilter(1, 0, free - 1, len(columns) - 1)
    if table.rows and table.total is not None:
        _total(page, free, table, columns, table.total, formats)
        free += 1
    notes = _notes(report, table)
    for line, note in enumerate(notes, free + 1):
        page.write_string(line, 0, spoken(note), formats["note"])
    _set_up(page, report)
    return free + len(notes), more


def _rows(made: Texts) -> Iterator[tuple[Sequence[Content], Sequence[str]]]:
    """Of each row its cells, and their texts."""
    for cells, texts in made.together():
        held = (cells.of(column.name) for column in made.columns)
        yield from zip(zip(*held, strict=True), zip(*texts, strict=True), strict=True)


def _widths(made: Texts) -> list[int]:
    """Of each column, in characters: as wide as its widest cell, within reason."""
    widths = [max(_LEAST_WIDTH, cell_len(spoken(column.label))) for column in made.columns]
    for _, texts in made.together():
        widths = [*map(widest, texts, widths)]
    return [min(width + 2, _MOST_WIDTH) for width in widths]


def _total(
    page: "Worksheet", line: int, table: Table, columns: Sequence[Column], total: Row, formats: dict[str, Any]
) -> None:
    page.write_string(line, 0, t("Total"), formats["total text"])
    for at, column in enumerate(columns[1:], 1):
        _cell(page, line, at, column, total.get(column.name), shown(table, column, total), formats, total=True)


def _notes(report: Report, table: Table) -> list[Said]:
    """What stands below a table."""
    lines = () if table.rows else table.lines
    seal = [sealed(report.seal)] if report.seal and not report.closing else []
    said = [*lines, *table.footnotes, *report.footnotes, *report.closing, when(report), *seal]
    return [one for one in said if one]


def _set_up(page: "Worksheet", report: Report) -> None:
    """How it stands on the screen and on paper."""
    page.freeze_panes(FIRST, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_footer(f"&L{when(report)}&C{'' if report.closing or not report.seal else report.seal.head[:16]}&R&P / &N")


def _cell(
    page: "Worksheet", line: int, at: int, column: Column, content: Content, text: str, formats: dict[str, Any],
    *, total: bool = False,
) -> None:  # fmt: skip
    """One cell by its kind; what is unknown stays empty, so that a sum over the column is right, unless it has a word of its own."""
    if content is None and (column.blank == UNKNOWN or total):
        if total:
            page.write_blank(line, at, None, formats["total text"])
        return
    number = _number(column, content, text) if isinstance(content, (int, str)) else None
    kind = column.kind if number is not None else "text among numbers" if column.kind in NUMBERS else "text"
    look = formats.get(f"total {kind}" if total else kind)
    if number is None:
        page.write_string(line, at, text, look)
    elif isinstance(number, date):
        page.write_datetime(line, at, number, look)
    else:
        page.write_number(line, at, number, look)


def _number(column: Column, value: int | str, text: str) -> float | date | None:
    """What Excel can count with: a number or a day; None for what stays the text that people read."""
    kind = column.kind
    if kind == "money":
        exact = abs(int(value)) <= _EXACT and text[:1] in "+-0123456789"
        return int(value) / UNITS[column.unit] if exact else None
    if kind in ("count", "id"):
        return int(value) if str(value).lstrip("-").isdecimal() else None
    if kind == "quantity":
        return float(value) if text[:1] not in "≥≈" and len(str(value)) <= _DIGITS else None
    if kind == "rate":
        return float(str(value).removesuffix("%")) / 100
    if kind == "points":
        return float(value)
    if kind == "date":
        whole = len(str(value)) == 10 and str(value) > "1901"
        return date.fromisoformat(str(value)) if whole else None
    return None
