"""A second reader, openpyxl, sees the same cells as ours in every good workbook of the corpus."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from aidtrack.importing.reading.workbook import WorkbookSheet, open_workbook
from importing.corpus.all import CASES
from importing.corpus.case import Case

pytestmark = pytest.mark.long

# openpyxl reads no .xls and no .ods.
BOOKS = [(case, name) for case in CASES if case.good for name in case.files if name.endswith((".xlsx", ".xlsm"))]


@pytest.mark.parametrize(("case", "name"), BOOKS, ids=[f"{case.name}/{name}" for case, name in BOOKS])
def test_both_see_the_same(case: Case, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(case.content(name) or b"")
    # Not read_only: then it would believe a <dimension> that WPS wrote, and stop at the first cell.
    other = openpyxl.load_workbook(path, data_only=True)
    with open_workbook(path) as book:
        assert [sheet.name for sheet in book.sheets] == [sheet.title for sheet in other.worksheets]  # charts aside
        for sheet in book.sheets:
            _require_same(sheet, other[sheet.name])


def _require_same(ours: WorkbookSheet, theirs: Worksheet) -> None:
    assert ours.hidden == (theirs.sheet_state != "visible")
    assert set(ours.merged) == {
        (area.min_row, area.min_col - 1, area.max_row, area.max_col - 1) for area in theirs.merged_cells.ranges
    }
    lines = dict(ours.rows())
    seen = {line: row for line, row in enumerate(theirs.iter_rows(values_only=True), 1) if any(map(_is_filled, row))}
    assert lines.keys() == seen.keys()
    for line, row in seen.items():
        cells = lines[line]
        assert not any(cells[len(row) :])
        for at, known in enumerate(row):
            cell = cells[at] if at < len(cells) else ""
            assert _is_same(cell, known), (ours.name, line, at, cell, known)


def _is_filled(known: Any) -> bool:
    return known is not None and known != ""


def _is_same(cell: str, known: Any) -> bool:
    if known is None:
        return cell == ""
    if isinstance(known, bool):
        return cell == str(known).upper()
    if isinstance(known, (int, float)):
        return float(cell) == known
    if isinstance(known, datetime):
        return cell == (known.date().isoformat() if known.time() == time() else known.isoformat(" ", "seconds"))
    return cell == unescape(str(known))  # openpyxl leaves _x001B_ as it stands in the XML


def test_there_are_many_of_them() -> None:
    assert len(BOOKS) >= 80
