"""What a cell holds and nobody sees is never taken for what stands there: below merged cells, struck out, under a condition's format."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Store
from importing.books import Cells, changed, ods, xlsx
from importing.desk import BASE, Desk, faults

HEADER = ["日期", "资金", "项目", "金额（元）", "凭证号", "用途"]
DAY = date(2017, 3, 2)
ROWS: Cells = [HEADER, *([DAY, "自筹资金", "菌菜大棚", amount, str(amount), "材料"] for amount in (1200, 7))]
Change = Callable[[Any, Any], None]


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    made = Desk(file_store, tmp_path)
    made.take(BASE)
    return made


def under_a_condition(code: str) -> Change:
    def change(book: Any, page: Any) -> None:
        page.conditional_format(
            "D2:D3", {"type": "cell", "criteria": ">", "value": 1000, "format": book.add_format({"num_format": code})}
        )

    return change


def runs(at: tuple[int, int], *parts: tuple[str, dict[str, Any]]) -> Change:
    def change(book: Any, page: Any) -> None:
        page.write_rich_string(*at, *(piece for text, form in parts for piece in (book.add_format(form), text)))

    return change


def merged(area: str, text: object, *below: tuple[int, int, object]) -> Change:
    def change(book: Any, page: Any) -> None:
        page.merge_range(area, text, book.add_format({}))
        for line, column, held in below:
            page.write(line, column, held)

    return change


def shown_under(code: str) -> Change:
    def change(book: Any, page: Any) -> None:
        for line in (1, 2):
            page.write_datetime(line, 0, DAY, book.add_format({"num_format": code}))

    return change


BOLD, STRUCK, RAISED = {"bold": True}, {"font_strikeout": True}, {"font_script": 1}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (under_a_condition('0.00"万元"'), [(2, "1200"), (3, "7")]),
        (under_a_condition("0,"), [(2, "1200"), (3, "7")]),
        (under_a_condition(";;;"), [(2, "1200"), (3, "7")]),
        (runs((1, 3), ("12", STRUCK), ("1200", BOLD)), [(2, "1200")]),
        (runs((1, 3), ("1200", BOLD), ("1", RAISED)), [(2, "1200")]),
        (runs((1, 5), ("水泥", STRUCK), ("砂石", BOLD)), [(2, "砂石")]),
        (merged("D2:D3", 1200, (2, 3, 99)), [(3, "99")]),
        (merged("D2:D3", 1200, (2, 3, 1200)), [(3, "1200")]),
        (merged("E2:E3", "记-1", (2, 4, "记-2")), [(3, "记-2")]),
        (shown_under("yyyy-dd-mm"), [(2, "2017-03-02"), (3, "2017-03-02")]),
    ],
)
def test_what_is_not_seen_is_not_taken(desk: Desk, change: Change, refused: list[tuple[int, str]]) -> None:
    answer = desk.bring({"支出.xlsx": xlsx({"支出": ROWS}, change)})
    assert answer.code == 1 and "format_contradicts_unit" in answer.out
    assert [(row, value) for row, _, value in faults(answer)] == refused
    assert desk.store.json("spending", "list")["tables"][0]["rows"] == []


@pytest.mark.parametrize(
    "change",
    [
        under_a_condition("#,##0.00"),
        lambda book, page: page.conditional_format("D2:D3", {"type": "data_bar"}),
        runs((1, 3), ("12", BOLD), ("00", {})),
        runs((1, 5), ("硬化 1200 m", BOLD), ("2", RAISED)),
        merged("C2:C3", "菌菜大棚", (2, 2, "菌菜大棚")),
        merged("C2:C3", "菌菜大棚", (2, 2, None)),
        shown_under("yyyy-mm-dd"),
        shown_under("yy-m-d"),
        shown_under("mm/dd/yyyy"),
    ],
)
def test_what_only_looks_so_is_taken(desk: Desk, change: Change) -> None:
    desk.take({"支出.xlsx": xlsx({"支出": ROWS}, change)})
    rows = desk.store.json("spending", "list")["tables"][0]["rows"]
    assert [(one["date"], one["amount"]) for one in rows] == [("2017-03-02", "1200.00"), ("2017-03-02", "7.00")]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("percentage", "120000%"),
        ('currency" office:currency="USD', "USD1200"),
        ('currency" office:currency="CNY', None),
    ],
)
def test_a_cell_of_an_ods_that_says_its_kind_itself(desk: Desk, kind: str, value: str | None) -> None:
    told = f'office:value-type="{kind}" office:value="1200"'.encode()
    book = changed(ods({"支出": ROWS}), "content.xml", lambda content: _typed(content, told))
    answer = desk.bring({"支出.ods": book})
    assert (answer.code == 0) if value is None else (faults(answer) == [(2, "金额（元）", value)])


def _typed(content: bytes, new: bytes) -> bytes:
    found = re.search(rb'<table:table-cell [^>]*office:value="1200"[^>]*>', content)
    assert found is not None
    return content.replace(found[0], b"<table:table-cell " + new + b">")
