"""Workbooks are read as people see them, in a process of their own; a hostile one ends in a sentence."""

import errno
import io
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aidtrack.errors import Fault
from aidtrack.importing import workbook
from aidtrack.importing.workbook import open_workbook
from aidtrack.locale import use
from aidtrack.values.text import Broken, Numeric
from conftest import Store
from importing.books import changed, xlsx
from importing.desk import Desk, based, faults, said

HEAD = ["日期", "资金", "项目", "金额（元）", "凭证号", "用途"]
ROW: list[Any] = [date(2017, 9, 20), "自筹资金", "菌菜大棚", 1200.5, "00123", "大棚膜"]
SHEET1 = "xl/worksheets/sheet1.xml"


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Whatever happens, the folder in which a workbook is laid down is gone afterwards."""
    folder = tmp_path_factory.mktemp("spool")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.glob("aidtrack-book-*")) == []


def spent(desk: Desk) -> list[tuple[str, str, str | None]]:
    rows = desk.store.ok("spending", "list", "--format", "json").rows()
    return [(row["date"], row["amount"], row["voucher"]) for row in rows]


def test_a_workbook_is_imported_with_its_sheet_and_line(store: Store, tmp_path: Path) -> None:
    desk = based(store, tmp_path)
    title = [["2017年支出明细"], ["单位：元"]]
    answer = desk.take(
        {"台账.xlsx": xlsx({"支出": [*title, HEAD, ROW, [*ROW[:3], 99.5, None, None], ["合计", None, None, 1300]]})}
    )
    [row] = answer.rows("files")
    assert (row["file"], row["sheet"], row["noun"], row["encoding"], row["created"]) == (
        "台账.xlsx", "支出", "spending", "xlsx", 2,
    )  # fmt: skip
    assert spent(desk) == [("2017-09-20", "1200.50", "00123"), ("2017-09-20", "99.50", None)]
    [entry] = store.ok("spending", "show", "5", "--format", "json").rows()
    assert entry["row_no"] == 4
    files = store.ok("batch", "show", "2", "--format", "json").rows("files")
    assert (files[0]["name"], files[0]["sheet"]) == ("台账.xlsx", "支出")
    store.ok("check")


def test_every_kind_of_cell(desk: Desk) -> None:
    rows = [
        [*ROW[:3], 0.1 + 0.2, None, 12345678901234567890],
        [*ROW[:3], "１，２００．５０", 123456789012345, True],
        [20170921, *ROW[1:3], "￥12.5", None, 0.5],
    ]
    book = changed(
        xlsx({"支出": [HEAD, *rows]}), SHEET1, lambda xml: xml.replace(b"<v>0.3</v>", b"<v>0.30000000000000004</v>")
    )
    desk.take({"台账.xlsx": book}, "--as", "spending")
    entries = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [(row["date"], row["amount"], row["voucher"], row["purpose"]) for row in entries] == [
        ("2017-09-20", "0.30", None, "12345678901234570000"),
        ("2017-09-20", "1200.50", "123456789012345", "TRUE"),
        ("2017-09-21", "12.50", None, "0.5"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        (4, 1234567890123456, "15 digits"),
        (4, 12.5, "15 digits"),
        (0, 42998, "not a date"),
        (3, 0.125, "finer than a fen"),
        (3, "1E+05", "scientific"),
        (1, "#REF!", "error of the spreadsheet"),
    ],
)
def test_cells_that_say_nothing_certain(desk: Desk, column: int, cell: object, word: str) -> None:
    row = [*ROW[:column], cell, *ROW[column + 1 :]]
    answer = desk.bring({"支出.xlsx": xlsx({"Sheet1": [HEAD, row]})})
    [(line, header, _)] = faults(answer)
    assert (line, header) == (2, HEAD[column])
    assert word in said(answer)


def test_formulas(desk: Desk) -> None:
    def formulas(book: object, page: object) -> None:
        page.write_formula(1, 3, "=1000+200.5", None, 1200.5)  # type: ignore[attr-defined]
        page.write_formula(2, 3, "=SUM(D2:D2)", None, "")  # type: ignore[attr-defined]
        page.write_formula(3, 5, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

    answer = desk.bring({"支出.xlsx": xlsx({"Sheet1": [HEAD, ROW, ROW, ROW]}, formulas)})
    assert faults(answer) == [(3, "金额（元）", "=SUM(D2:D2)"), (4, "用途", "#DIV/0!")]
    assert "result was not saved" in said(answer)


def test_1904_dates(desk: Desk) -> None:
    desk.take({"支出.xlsx": xlsx({"Sheet1": [HEAD, ROW]}, date_1904=True)})
    assert spent(desk)[0][0] == "2017-09-20"


def test_the_dimension_of_wps_is_not_believed(desk: Desk) -> None:
    rows = [[*ROW[:3], 1, None, f"第{number}笔"] for number in range(1000)]
    book = xlsx({"支出": [HEAD, *rows]})
    wps = changed(book, SHEET1, lambda xml: xml.replace(b'ref="A1:F1001"', b'ref="A1"'))
    assert wps != book
    assert desk.take({"支出.xlsx": wps}).rows("files")[0]["created"] == 1000


def test_merged_cells_fill_their_range_but_never_an_amount(desk: Desk) -> None:
    def merge(book: object, page: object) -> None:
        page.merge_range(1, 2, 2, 2, "菌菜大棚")  # type: ignore[attr-defined]

    second = [ROW[0], "自筹资金", None, 100, None, None]
    desk.take({"支出.xlsx": xlsx({"Sheet1": [HEAD, ROW, second]}, merge)})
    assert len(spent(desk)) == 2

    def merge_amount(book: object, page: object) -> None:
        page.merge_range(1, 3, 2, 3, 5)  # type: ignore[attr-defined]

    third = [ROW[0], "自筹资金", "菌菜大棚", None, "x", None]
    answer = desk.bring({"支出2.xlsx": xlsx({"Sheet1": [HEAD, ROW, third]}, merge_amount)})
    assert faults(answer) == [(3, "金额（元）", "")]


def test_hidden_sheets_are_left_out_and_hidden_rows_read(desk: Desk) -> None:
    def hide(book: object, page: object) -> None:
        page.set_row(2, None, None, {"hidden": True})  # type: ignore[attr-defined]
        book.get_worksheet_by_name("旧").hide()  # type: ignore[attr-defined]

    book = xlsx({"支出": [HEAD, ROW, ROW], "旧": [HEAD, ROW], "空": []}, hide)
    answer = desk.take({"台账.xlsx": book})
    notes = " ".join(row["note"] for row in answer.rows("notes"))
    assert "1 hidden row " in notes and "旧" in notes and "空" in notes
    assert answer.rows("files")[0]["created"] == 2
    assert desk.bring({"台账.xlsx": book}, "--sheet", "旧", "--as", "spending", "--again").code == 0
    assert "no such sheet" in said(desk.bring({"台账.xlsx": book}, "--sheet", "旧账", "--again"))


def test_several_sheets_each_matched_on_its_own(store: Store, tmp_path: Path) -> None:
    book = xlsx({
        "支出": [HEAD, ROW],
        "村": [["村名", "县区"], ["牙河村", "陇西县"]],
        "资金": [["资金名称", "计划数（元）"], ["自筹资金", 10000]],
        "项目": [["项目名称", "村"], ["菌菜大棚", "牙河村"]],
        "安排": [["日期", "资金", "项目", "金额（万元）"], [date(2017, 1, 5), "自筹资金", "菌菜大棚", 1]],
        "到账": [["日期", "资金", "金额（万元）"], [date(2017, 1, 1), "自筹资金", 1]],
    })  # fmt: skip
    answer = Desk(store, tmp_path).take({"台账.xlsx": book})
    assert [row["noun"] for row in answer.rows("files")] == [
        "spending", "village", "fund", "project", "allocation", "receipt",
    ]  # fmt: skip
    store.ok("check")


def test_a_problem_names_its_sheet(desk: Desk) -> None:
    answer = desk.bring({"台账.xlsx": xlsx({"支出": [HEAD, ROW], "封面": [["某县工会"]]})})
    [problem] = answer.rows("problems")
    assert (problem["file"], problem["sheet"], problem["row"]) == ("台账.xlsx", "封面", None)


def older(kind: str) -> bytes:
    """The same sheet as .xls or .ods."""
    content = io.BytesIO()
    if kind == "xls":
        import xlwt

        book = xlwt.Workbook()
        page = book.add_sheet("支出")
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for at, row in enumerate[list[Any]]([HEAD, ROW]):
            for column, cell in enumerate(row):
                page.write(at, column, cell, *([day] if isinstance(cell, date) else []))
        book.save(content)
        return content.getvalue()
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="支出")
    for row in list[list[Any]]([HEAD, ROW]):
        line = TableRow()
        for cell in row:
            kinds = {date: {"valuetype": "date", "datevalue": str(cell)}, float: {"valuetype": "float", "value": cell}}
            made = TableCell(**kinds.get(type(cell), {"valuetype": "string"}))
            made.addElement(P(text=str(cell)))
            line.addElement(made)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(content)
    return content.getvalue()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_and_other_workbooks(desk: Desk, kind: str) -> None:
    answer = desk.take({f"台账.{kind}": older(kind)})
    assert (answer.rows("files")[0]["encoding"], spent(desk)) == (kind, [("2017-09-20", "1200.50", "00123")])


GOOD = xlsx({"支出": [HEAD, ROW]})
BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"


def far(cell: bytes) -> bytes:
    return changed(GOOD, SHEET1, lambda xml: xml.replace(b"</sheetData>", cell + b"</sheetData>"))


def blown_up() -> bytes:
    return changed(GOOD, SHEET1, lambda xml: xml.replace(b"</sheetData>", b"<row/>" * 26_000_000 + b"</sheetData>"))


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("截断.xlsx", GOOD[: len(GOOD) // 2], "damaged"),
        ("文本.xlsx", b"\xe6\x97\xa5\xe6\x9c\x9f,1\n", "it is text"),
        ("网页.xls", b"<html><table></table></html>", "web page"),
        ("新.xls", GOOD, "newer workbook"),
        ("密码.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "older workbook"),
        ("坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        ("远列.xlsx", far(b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "row 200,000"),
        ("远行.xlsx", far(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "row 200,000"),
        ("远.xlsx", far(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "row 200,000"),
        ("实体.xlsx", changed(GOOD, SHEET1, lambda xml: xml.replace(b"<worksheet", BOMB + b"<worksheet", 1)), "damaged"),
        ("炸弹.xlsx", blown_up(), "memory"),
        ("空.xlsx", xlsx({"Sheet1": []}), "no sheet with rows"),
        ("只有表头.xlsx", xlsx({"支出": [HEAD]}), "header but no rows"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_a_sentence(desk: Desk, name: str, content: bytes, word: str) -> None:
    answer = desk.bring({name: content}, "--as", "spending")
    assert answer.code == 1
    assert word in said(answer)
    assert "Traceback" not in answer.err


def test_a_child_that_dies_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(GOOD)
    use("en")
    monkeypatch.setattr(workbook, "_PATIENCE", 0.001)
    with pytest.raises(Fault, match="memory"):
        open_workbook(path)
    monkeypatch.setenv("PYTHONHOME", os.devnull)  # it cannot even begin
    monkeypatch.setattr(workbook, "_PATIENCE", 60)
    with pytest.raises(Fault, match="damaged"):
        open_workbook(path)


def test_a_disk_without_room_to_unpack_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: str) -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")  # tempfile's word for a full disk

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    answer = desk.bring({"支出.xlsx": GOOD})
    assert (answer.code, "no temporary folder" in answer.out) == (4, True)


def test_cells_carry_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx({"a": [["text", 1, 1.5, True]]}))
    with open_workbook(path) as book:
        [(line, cells)] = list(book.sheets[0].rows())
    assert (line, cells) == (1, ["text", "1", "1.5", "TRUE"])
    assert [type(cell) for cell in cells] == [str, str, Numeric, str]
    assert not issubclass(Numeric, Broken)
