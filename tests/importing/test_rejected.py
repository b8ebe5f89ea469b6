"""The way back: rows at fault as they came, mended and imported; the sound ones taken in when the person asks for it."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from conftest import Store
from importing.books import delimited, xlsx
from importing.desk import Desk, based, faults

SHEET = """2017年三月支出
日期,资金,项目,金额（元）,用途
2017-03-01,自筹资金,菌菜大棚,1000,膜
2017-02-30,自筹资金,菌菜大棚,5,=cmd
2017-03-02,自筹资金,菌莱大棚,6,"两
行"
2017-03-03,自筹资金,菌菜大棚,400000,超
合计,,,401011,
"""


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def mended(cells: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    return text.getvalue().replace("2017-02-30", "2017-02-28").replace("菌莱", "菌菜").replace("400000", "4")


def test_rows_at_fault_come_back_and_can_be_imported(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "问题.csv"
    answer = desk.bring({"支出.csv": SHEET}, "--rejected", str(path))
    assert [line for line, _, _ in faults(answer)] == [4, 5]
    assert desk.store.ok("spending", "list", "--format", "json").rows() == []
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0] == ["2017年三月支出"]
    assert rows[1][-1] == "error"
    assert [row[:4] for row in rows[2:]] == [
        ["2017-02-30", "自筹资金", "菌菜大棚", "5"], ["2017-03-02", "自筹资金", "菌莱大棚", "6"],
    ]  # fmt: skip
    assert "no such day" in rows[2][-1] and "菌菜大棚" in rows[3][-1]
    desk.take({"改好的支出.csv": mended(rows)})
    entries = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [(row["amount"], row["purpose"]) for row in entries] == [("5.00", "=cmd"), ("6.00", "两\n行")]


def test_partial_takes_the_sound_rows(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "问题.xlsx"
    assert desk.bring({"支出.csv": SHEET}, "--partial").code == 2
    answer = desk.bring({"支出.csv": SHEET}, "--partial", "--rejected", str(path))
    assert answer.code == 0, answer
    [row] = answer.rows("files")
    assert (row["read"], row["created"], row["rejected"], row["skipped"]) == (5, 1, 3, 1)
    entries = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [row["amount"] for row in entries] == ["1000.00"]
    desk.store.ok("check")
    book = openpyxl.load_workbook(path)
    [page] = book.worksheets
    values = [list(line) for line in page.iter_rows(values_only=True)]
    assert page.title == "支出" and values[1][5] == "error"
    assert [line[3] for line in values[2:]] == ["5", "6", "400000"]
    assert page["A3"].comment is not None and page["F3"].font.color.rgb == "FFC00000"
    assert page["D5"].comment is not None and "exceed" in page["D5"].comment.text
    repaired = xlsx(
        {
            "支出": [
                [
                    str(cell or "").replace("2017-02-30", "2017-02-28").replace("菌莱", "菌菜").replace("400000", "4")
                    for cell in line
                ]
                for line in values
            ]
        }
    )
    desk.take({"改好.xlsx": repaired})
    assert len(desk.store.ok("spending", "list", "--format", "json").rows()) == 4
    desk.store.ok("check")


def test_nothing_of_it_runs_as_a_formula(desk: Desk, tmp_path: Path) -> None:
    """Titles, headers, cells in the form that Excel gives to digits and yet are more; digits in that form stay as they came."""
    path = tmp_path / "问题.csv"
    told = '="a"&HYPERLINK("http://x")'
    rows = [
        ["=1+1", told],
        ["日期", "资金", "项目", "金额（元）", "凭证号", "用途", "=HYPERLINK(1)"],
        ["2017-02-30", "自筹资金", "菌菜大棚", "5", '="007"', told, "@x"],
    ]
    answer = desk.bring({"支出.csv": delimited(rows)}, "--rejected", str(path), "--ignore-extra")
    assert [line for line, _, _ in faults(answer)] == [3]
    written = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert written[0] == ["'=1+1", f"'{told}"]
    assert written[1][6] == "'=HYPERLINK(1)"
    assert written[2][4:7] == ['="007"', f"'{told}", "'@x"]
    desk.take({"改好支出.csv": mended(written)}, "--ignore-extra")
    [entry] = desk.store.ok("spending", "list", "--format", "json").rows()
    assert (entry["voucher"], entry["purpose"]) == ("007", told)


def test_a_dry_run_writes_the_rows_at_fault_but_nothing_else(desk: Desk, tmp_path: Path) -> None:
    before = desk.counts()
    path = tmp_path / "问题.xlsx"
    answer = desk.bring({"支出.csv": SHEET}, "--dry-run", "--partial", "--rejected", str(path))
    assert (answer.code, path.exists(), desk.counts()) == (0, True, before)


def test_where_it_may_not_go(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "旧.csv").write_text("old", "utf-8")
    for path, code, force in (("问题.pdf", 2, ()), ("支出.csv", 1, ("--force",)), ("旧.csv", 1, ())):
        answer = desk.bring({"支出.csv": SHEET}, "--rejected", str(tmp_path / path), *force)
        assert (answer.code, answer.out) == (code, ""), path
    assert (tmp_path / "旧.csv").read_text("utf-8") == "old"
    sheet = desk.put("支出.csv", SHEET)
    answer = desk.store("import", sheet, "-o", sheet, "--force")
    assert (answer.code, "reads" in answer.err) == (1, True)
    assert (tmp_path / "支出.csv").read_text() == SHEET
    two = {"支出.csv": SHEET, "四月支出.csv": SHEET.replace("三月", "四月")}
    answer = desk.bring(two, "--rejected", str(tmp_path / "问题.csv"))
    assert answer.code == 2 and ".xlsx" in answer.err


def test_no_row_is_taken_where_the_others_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    two = {"支出.csv": SHEET, "四月支出.csv": SHEET.replace("三月", "四月")}
    before = desk.counts()
    for path, code in (("没有/问题.xlsx", 4), ("问题.csv", 2)):  # no such folder; one .csv for the rows of two sheets
        answer = desk.bring(two, "--partial", "--rejected", str(tmp_path / path))
        assert (answer.code, answer.out, desk.counts()) == (code, "", before)
        assert "answer is lost" not in answer.err


def test_a_file_that_cannot_be_read_is_not_left_out(desk: Desk, tmp_path: Path) -> None:
    answer = desk.bring(
        {"支出.csv": SHEET, "坏.csv": "a,b\n1,2\n"}, "--partial", "--rejected", str(tmp_path / "x.xlsx")
    )
    assert answer.code == 1
    assert desk.store.ok("spending", "list", "--format", "json").rows() == []
