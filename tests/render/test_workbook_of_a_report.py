"""`--format xlsx`: the figures of the JSON, as numbers, in a workbook that Excel opens without a warning."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import Store, call
from pages import illustration
from reports.books import books

REPORTS = (("village", "牙河村"), ("fund",), ("fund", "自筹资金"), ("project", "大棚"), ("overview",))

UNASSIGNED = {"zh": "未分村", "en": "village not assigned"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("report", REPORTS, ids=" ".join)
def test_the_same_figures(store: Store, tmp_path: Path, report: tuple[str, ...], lang: str) -> None:
    books(store, tmp_path)
    path = tmp_path / "报表.xlsx"
    store.ok("report", *report, "--force", "-o", str(path), lang=lang)
    pages = openpyxl.load_workbook(path).worksheets
    tables = [
        table for table in store.ok("report", *report, "--format", "json", lang=lang).json()["tables"] if table["rows"]
    ]
    assert len(pages) == len(tables)
    head = store.ok("db", "info", "--format", "json").rows()[0]["head"]
    for page, table in zip(pages, tables, strict=True):
        labels = [cell.value for cell in page[2] if cell.value is not None]
        names = {column["label"]: column for column in table["columns"]}
        for line, row in enumerate(table["rows"], 3):
            for at, label in enumerate(labels, 1):
                column, cell = names[label], page.cell(line, at).value
                expected = row[column["name"]]
                if expected is None:
                    assert cell in (None, UNASSIGNED[lang] if label == labels[0] else None)
                elif column["kind"] == "money" and isinstance(cell, (int, float)):
                    assert Decimal(str(cell)) == Decimal(expected)
                elif column["kind"] == "rate":
                    assert f"{Decimal(str(cell)) * 100:.2f}%" == expected
        assert page.freeze_panes == "B3"
        texts = [str(cell.value) for line in page.iter_rows() for cell in line if cell.value is not None]
        assert any(head in text for text in texts)
        footer: Any = page.oddFooter
        assert head[:16] in footer.center.text


def test_texts_are_never_formulas(store: Store, tmp_path: Path) -> None:
    store.ok("fund", "add", "--", "=1+1")
    store.ok("receipt", "add", "5", "--fund", "=1+1", "--purpose", "[/]=cmd|'x'!A1")
    for command in (("report", "fund"), ("fund", "list"), ("receipt", "list"), ("log",), ("check",)):
        path = tmp_path / "x.xlsx"
        store.ok(*command, "--force", "-o", str(path))
        kinds = {cell.data_type for page in openpyxl.load_workbook(path).worksheets for line in page for cell in line}
        assert "f" not in kinds


def test_what_stands_under_a_number_s_heading_stands_on_its_side(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert call("--db", str(illustration()), "report", "activity", "-o", str(path)).code == 0
    texts = []
    for page in openpyxl.load_workbook(path).worksheets:
        right = [at for at, cell in enumerate(page[2], 1) if cell.alignment.horizontal == "right"]
        held = [page.cell(line, at) for line in range(3, page.max_row + 1) for at in right]
        texts += [cell for cell in held if isinstance(cell.value, str)]
    assert any("≥" in str(cell.value) for cell in texts)
    assert all(cell.alignment.horizontal == "right" for cell in texts)


def test_no_line_of_a_text_is_covered_and_a_total_s_rule_has_no_gap(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert call("--db", str(illustration()), "--lang", "zh", "report", "alerts", "-o", str(path)).code == 0
    [kinds, found] = openpyxl.load_workbook(path).worksheets
    [total] = [line for line in kinds.iter_rows(max_col=4) if line[0].value == "合计"]
    assert {cell.border.top.style for cell in total} == {"thin"}
    longest = {line: max(len(str(cell.value or "")) for cell in found[line][3:]) for line in range(3, found.max_row)}
    assert {line for line, most in longest.items() if most > 80} <= set(found.row_dimensions)
    assert any(found.row_dimensions[line].height >= 30 for line in longest)


def test_a_pipe_takes_it_and_a_terminal_does_not(file_store: Store, tmp_path: Path) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "aidtrack", "--db", file_store.db, "village", "list", "--format", "xlsx"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stdout.startswith(b"PK")


PAGE = (8.27 - 2 * 0.75) * 96  # pixels that a page of A4 that lies holds, one above the other
LINE = 20  # pixels


def test_no_page_ends_within_a_chart(store: Store, tmp_path: Path) -> None:
    """Of the sheets that are no wider than a page: a chart that has no room below its table begins one."""
    kept = books(store, tmp_path)
    path = tmp_path / "dashboard.xlsx"
    assert kept.ok("report", "dashboard", "--as-of", "2018-12-31", "-o", str(path)).out == ""
    pages: list[Any] = [*openpyxl.load_workbook(path).worksheets]
    begun = 0
    for page in pages:
        breaks = sorted(one.id for one in page.row_breaks.brk)
        for chart in page._charts:
            first = chart.anchor._from.row
            begins = max((one for one in breaks if one <= first), default=0)
            end = (first - begins) * LINE + (chart.anchor.to.row - first) * LINE
            assert end <= PAGE or begins == first, (page.title, first, breaks)
            begun += begins == first
    assert 0 < begun < sum(len(page._charts) for page in pages)  # some have room
