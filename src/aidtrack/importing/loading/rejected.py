"""The rows at fault as they came, with what is wrong beside each: mended there, they can be imported as they stand."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from aidtrack.errors import Usage
from aidtrack.importing.loading.outcome import LeftOut
from aidtrack.importing.loading.rejected_rows import heading, rows_at_fault
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem
from aidtrack.locale import spoken, t
from aidtrack.pattern import pattern
from aidtrack.phrase import Word
from aidtrack.values.formats import CSV, XLSX, by_ending
from aidtrack.values.sheets import sheet_name
from aidtrack.values.text import defused

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORMATS = (XLSX, CSV)
_WRAPPED = pattern(r'="(?:[^"]|"")*"')  # a text in the form that Excel gives to digits; with more behind it a formula


def require_writable(path: str) -> None:
    """Raises Usage where the ending is none of ours."""
    by_ending(path, _FORMATS)


def content(path: str, sheets: Sequence[Sheet], left_out: LeftOut) -> bytes:
    """A file of the rows at fault of every sheet, each below its own title and header lines. Raises Usage."""
    at_fault = [sheet for sheet in sheets if left_out.get(sheet.origin)]
    format = by_ending(path, _FORMATS)
    if format is XLSX:
        return _workbook(at_fault, left_out)
    if len(at_fault) > 1:
        raise Usage(t("The rows at fault are of several sheets."), t("Give --rejected a name that ends in .xlsx."))
    text = io.StringIO()
    for sheet in at_fault:
        csv.writer(text, lineterminator="\r\n").writerows(_lines(sheet, left_out[sheet.origin]))
    return text.getvalue().encode(format.encoding)


def _word() -> str:
    return spoken(Word("error", "错误"))


def _lines(sheet: Sheet, problems: Mapping[int, list[Problem]]) -> Iterator[list[str]]:
    """What stands above the rows, then each row, the column of errors last."""
    width = len(sheet.headings)
    for at, row in enumerate(sheet.above.rows):
        cells = [*map(_as_came, row)]
        yield [*cells, *[""] * (width - len(row)), _word()] if at == sheet.heading.first else cells
    for line, row in rows_at_fault(sheet, problems):
        cells = [*map(_as_came, row), *[""] * (width - len(row))]
        yield [*cells, defused(_sentences(problems[line]))]


def _as_came(cell: str) -> str:
    """A cell that would run as a formula is written so that it is read back as it came; an apostrophe or ="…" around it says that already."""
    return cell if cell.startswith("'") or _WRAPPED.fullmatch(cell) else defused(cell)


def _sentences(problems: Sequence[Problem]) -> str:
    return "\n".join(f"{one.column or ''} {one.problem} {one.suggestion}".strip() for one in problems)


def _workbook(sheets: Sequence[Sheet], left_out: LeftOut) -> bytes:
    from xlsxwriter import Workbook

    written = io.BytesIO()
    workbook = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {
        "error": workbook.add_format({"font_color": "#C00000", "text_wrap": True, "valign": "top"}),
        "above": workbook.add_format({"bold": True, "num_format": "@"}),
        "cell": workbook.add_format({"num_format": "@", "valign": "top"}),
        "at fault": workbook.add_format({"num_format": "@", "valign": "top", "bg_color": "#FFC7CE"}),
    }
    used: set[str] = set()
    for sheet in sheets:
        page = workbook.add_worksheet(sheet_name(sheet.origin.sheet or PurePath(sheet.origin.file).stem, used))
        _write_above(page, sheet, styles["above"])
        problems = left_out[sheet.origin]
        for at, (line, row) in enumerate(rows_at_fault(sheet, problems), len(sheet.above.rows)):
            _write_row(page, at, row, sheet, problems[line], styles)
    workbook.close()
    return written.getvalue()


def _write_above(page: "Worksheet", sheet: Sheet, style: Any) -> None:
    """What stands above the rows, the column of errors last."""
    for at, row in enumerate(sheet.above.rows):
        for column, cell in enumerate(row):
            page.write_string(at, column, cell, style)
    lines, width = len(sheet.above.rows), len(sheet.headings)
    page.write_string(sheet.heading.first, width, _word(), style)
    page.freeze_panes(lines, 0)
    page.set_column(0, width - 1, 16)
    page.set_column(width, width, 60)


def _write_row(
    page: "Worksheet", at: int, row: Sequence[str], sheet: Sheet, problems: Sequence[Problem], styles: Mapping[str, Any]
) -> None:
    """A row, the cells at fault marked, each with its problem beside it."""
    by_heading = {one.column: one for one in problems if one.column}
    for column, cell in enumerate(row):
        one = by_heading.get(heading(sheet, column))
        page.write_string(at, column, cell, styles["at fault" if one else "cell"])
        if one:
            page.write_comment(at, column, f"{one.problem} {one.suggestion}".strip())
    page.write_string(at, len(sheet.headings), _sentences(problems), styles["error"])
