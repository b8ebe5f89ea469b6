"""The rows at fault as they came, with what is wrong beside each: mended there, they can be imported as they stand."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from aidtrack.errors import Usage
from aidtrack.importing.loading.outcome import LeftOut
from aidtrack.importing.matching.header import personal_columns, refers_to_persons
from aidtrack.importing.matching.sheet import Sheet
from aidtrack.importing.problems import Problem
from aidtrack.locale import spoken, t
from aidtrack.phrase import Word
from aidtrack.values import personal
from aidtrack.values.formats import CSV, XLSX, by_ending
from aidtrack.values.sheets import sheet_name
from aidtrack.values.text import defused, safe

_FORMATS = (XLSX, CSV)


def require_writable(path: str, files: Sequence[str]) -> None:
    """Raises Usage where the ending is none of ours, or the file is one that is to be imported."""
    by_ending(path, _FORMATS)
    if any(Path(file).resolve() == Path(path).resolve() for file in files):
        raise Usage(t("{file} is the sheet that is to be imported.", file=safe(path)), t("Give another name."))


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
    header = sheet.above.rows[-1]
    width = len(header)
    for row in sheet.above.rows[:-1]:
        yield row
    yield [*header, _word()]
    for line, row in _rows(sheet, problems):
        cells = [*map(_as_came, row), *[""] * (width - len(row))]
        yield [*cells, defused(_sentences(problems[line]))]


def _rows(sheet: Sheet, problems: Mapping[int, list[Problem]]) -> Iterator[tuple[int, list[str]]]:
    """The rows as they came, personal data as this run may show it: also a name that stands where it is at fault."""
    header = sheet.above.rows[-1]
    columns = personal_columns(header, sheet.header)
    households = {
        column.at for column in sheet.header.columns if column.field.name in refers_to_persons(sheet.header.noun)
    }
    for line, row in sheet.cells(frozenset(problems)):
        wrong = {"", *(one.column for one in problems[line])}
        cells = []
        for at, cell in enumerate(row):
            at_fault = at >= len(header) or header[at].strip() in wrong
            if at in columns and cell.strip():
                cells.append(personal.LEFT_OUT if columns[at] else str(personal.shown(cell.strip())))
            elif at_fault and (sheet.header.noun.personal or at in households):
                cells.append(personal.guarded(cell))
            else:
                cells.append(cell)
        yield line, cells


def masks(sheets: Sequence[Sheet], left_out: LeftOut) -> bool:
    """Whether `content` leaves something personal out."""
    return any(
        as_came != masked
        for sheet in sheets
        if (problems := left_out.get(sheet.origin))
        for as_came, masked in zip(sheet.cells(frozenset(problems)), _rows(sheet, problems), strict=True)
    )


def _as_came(cell: str) -> str:
    """A cell that would run as a formula is written so that it is read back as it came."""
    return cell if cell.startswith(("'", '="')) else defused(cell)


def _sentences(problems: Sequence[Problem]) -> str:
    return "\n".join(f"{one.column or ''} {one.problem} {one.suggestion}".strip() for one in problems)


def _workbook(sheets: Sequence[Sheet], left_out: LeftOut) -> bytes:
    from xlsxwriter import Workbook

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    red = book.add_format({"font_color": "#C00000", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "num_format": "@"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    guilty = book.add_format({"num_format": "@", "valign": "top", "bg_color": "#FFC7CE"})
    used: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(sheet_name(sheet.origin.sheet or PurePath(sheet.origin.file).stem, used))
        problems = left_out[sheet.origin]
        at = len(sheet.above.rows) - 1
        header = sheet.above.rows[-1]
        for number, row in enumerate(sheet.above.rows):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell, bold)
        page.write_string(at, len(header), _word(), bold)
        page.freeze_panes(at + 1, 0)
        page.set_column(0, len(header) - 1, 16)
        page.set_column(len(header), len(header), 60)
        for line, row in _rows(sheet, problems):
            at += 1
            wrong = {one.column: one for one in problems[line]}
            for column, cell in enumerate(row):
                one = wrong.get(header[column].strip()) if column < len(header) else None
                page.write_string(at, column, cell, guilty if one else text)
                if one:
                    page.write_comment(at, column, f"{one.problem} {one.suggestion}".strip())
            page.write_string(at, len(header), _sentences(problems[line]), red)
    book.close()
    return written.getvalue()
