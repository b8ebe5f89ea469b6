"""Workbooks that say the same in another spelling of their XML: errors and formulas without a result are found, merged cells filled."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from importing.books import changed, ods, xlsx
from importing.desk import Desk, based, faults

HEAD = ["日期", "资金", "项目", "金额（元）"]
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"]
RELATIONS = ["xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"]
Change = Callable[[bytes], bytes]


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def type_first(part: bytes) -> bytes:
    return re.sub(rb'<c r="(\w+)" t="(\w+)"', rb'<c t="\2" r="\1"', part)


def without_addresses(part: bytes) -> bytes:
    return re.sub(rb'<(c|row) r="\w+"', rb"<\1", part)


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b"xmlns=", b"xmlns:x=")


def strict(part: bytes) -> bytes:
    part = part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return part.replace(relations, b"http://purl.oclc.org/ooxml/officeDocument/relationships")


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (type_first, [SHEET]),
        (without_addresses, [SHEET]),
        (prefixed, [SHEET]),
        (prefixed, TEXTS),
        (strict, [*TEXTS, *RELATIONS]),
    ],
)
def test_a_cell_without_a_value_is_a_problem_however_it_is_spelled(
    desk: Desk, change: Change, parts: list[str]
) -> None:
    def formulas(_: Any, page: Any) -> None:
        page.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        page.write_formula(2, 2, "=A1", None, "")

    rows: list[list[Any]] = [HEAD, ["2017-03-01", "自筹资金", "菌菜大棚"], ["2017-03-02", "自筹资金", None, 5]]
    book = xlsx({"支出": rows}, formulas)
    sound = xlsx({"支出": [HEAD, ["2017-03-01", "自筹资金", "菌菜大棚", 7]]})
    for part in parts:
        book, sound = changed(book, part, change), changed(sound, part, change)
    found = faults(desk.bring({"支出.xlsx": book}))
    assert found == [(2, "金额（元）", "#DIV/0!"), (3, "项目", "=A1")]
    desk.take({"好支出.xlsx": sound})
    assert [row["amount"] for row in desk.store.ok("spending", "list", "--format", "json").rows()] == ["7.00"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_merged_cells_of_an_ods_fill_their_range(desk: Desk, lang: str) -> None:
    desk.take({"安排.csv": "日期,资金,项目,村,金额（元）\n2017-02-02,自筹资金,技能培训,咀儿村,900\n"})
    rows: list[list[Any]] = [
        ["日期", "资金", "项目", "村", "金额（元）"],
        ["2017-03-01", "自筹资金", "技能培训", "咀儿村", 100],
        ["2017-03-02", "自筹资金", "技能培训", "牙河村", 200],
    ]

    def merge(content: bytes) -> bytes:
        text = content.decode()
        cell = r"<table:table-cell ([^>]*)>(<text:p>{}</text:p>)</table:table-cell>"
        text = re.sub(
            cell.format("咀儿村"), r'<table:table-cell table:number-rows-spanned="2" \1>\2</table:table-cell>', text
        )
        return re.sub(cell.format("牙河村"), "<table:covered-table-cell/>", text).encode()

    desk.take({"支出.ods": changed(ods({"支出": rows}), "content.xml", merge)}, lang=lang)
    spent = desk.store.ok("spending", "list", "--format", "json").rows()
    assert [(row["amount"], row["village"]) for row in spent] == [("100.00", "咀儿村"), ("200.00", "咀儿村")]
