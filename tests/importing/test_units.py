"""元 or 万元 is never guessed."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said


@pytest.fixture
def desk(file_store: Store, tmp_path: Path) -> Desk:
    return based(file_store, tmp_path)


def receipts(header: str, *amounts: str, title: str = "") -> dict[str, str | bytes]:
    rows = "".join(f'2017-06-01,自筹资金,"{amount}"\n' for amount in amounts)
    return {"到账9.csv": f"{title}日期,资金,{header}\n{rows}"}


@pytest.mark.parametrize(
    ("header", "cell", "options", "title", "yuan"),
    [
        ("金额（元）", "1,234.50", (), "", "1234.50"),
        ("金额(万元)", "12.5", (), "", "125000.00"),
        ("金额（万元）", "12.5万元", (), "", "125000.00"),
        ("金额（单位：万元）", "12.5", (), "", "125000.00"),
        ("金额/亿元", "0.001", (), "", "100000.00"),
        ("amount", "1234.5", (), "", "1234.50"),
        ("amount", "1.5万", (), "", "1.5"),
        ("金额", "12.5万元", (), "", "125000.00"),
        ("金额", "12.5", ("--unit", "万元"), "", "125000.00"),
        ("金额（万元）", "12.5", ("--unit", "万元"), "", "125000.00"),
        ("金额", "12.5", (), "2017年到账,,单位：万元\n", "125000.00"),
        ("金额", "（1,234.50元）", (), "", "-1234.50"),
    ],
)
def test_a_unit_is_said_once_somewhere(
    desk: Desk, header: str, cell: str, options: tuple[str, ...], title: str, yuan: str
) -> None:
    sheets = receipts(header, cell, title=title)
    if cell.startswith("（"):
        sheets = {"到账9.csv": f'日期,资金,{header},原因\n2017-06-01,自筹资金,"{cell}",收回\n'}
    answer = desk.bring(sheets, *options)
    if yuan == "1.5":  # our own English names are yuan: another unit in the cell is against them
        assert faults(answer) == [(2, "amount", "1.5万")]
        return
    assert answer.code == 0, answer
    assert desk.store.ok("receipt", "list", "--format", "json").rows()[-1]["amount"] == yuan


def test_plain_numbers_without_a_unit_are_one_problem(desk: Desk) -> None:
    answer = desk.bring(receipts("金额", "5", "6", "7.5"))
    assert faults(answer) == [(None, "金额", None)]
    assert "万元" in said(answer) and "--unit" in said(answer)
    mixed = desk.bring(receipts("金额", "5", "6万元", "x", "8"))
    assert faults(mixed) == [(None, "金额", None), (4, "金额", "x")]


def test_the_same_for_budget_and_planned_cost(desk: Desk) -> None:
    assert faults(desk.bring({"资金9.csv": "资金名称,计划数\n甲,5\n乙,6\n"})) == [(None, "计划数", None)]
    assert faults(desk.bring({"项目9.csv": "项目名称,计划投资\n甲,5\n乙,6\n"})) == [(None, "计划投资", None)]
    desk.take({"项目9.csv": "项目名称,计划投资（万元）\n甲,5\n"})
    assert desk.store.ok("project", "show", "甲", "--format", "json").rows()[0]["planned_cost"] == "50000.00"


@pytest.mark.parametrize(
    ("header", "cell", "options", "title", "where"),
    [
        ("金额（元）", "5万元", (), "", (2, "金额（元）", "5万元")),
        ("金额（万元）", "5元", (), "", (2, "金额（万元）", "5元")),
        ("金额", "5万元", ("--unit", "元"), "", (2, "金额", "5万元")),
        ("金额（元）", "5", ("--unit", "万元"), "", (1, "金额（元）", None)),
        ("金额（元）", "5", (), "单位：万元,,\n", (2, "金额（元）", None)),
    ],
)
def test_a_unit_against_another_is_refused(
    desk: Desk, header: str, cell: str, options: tuple[str, ...], title: str, where: tuple[int, str, str | None]
) -> None:
    assert faults(desk.bring(receipts(header, cell, title=title), *options)) == [where]


def test_the_option_against_the_title(desk: Desk) -> None:
    answer = desk.bring(receipts("金额", "5", title="单位：万元,,\n"), "--unit", "元")
    assert "万元" in said(answer)
    assert answer.code == 1
    assert desk.bring(receipts("金额", "5"), "--unit", "美元").code == 2


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("1E+05", "scientific"),
        ("12.345", "fen"),
        ("900多万元", "exact"),
        ("近300万元", "exact"),
        ("NaN", "amount"),
        ("0", "0"),
    ],
)
def test_an_amount_that_is_none_is_told_with_its_cell(desk: Desk, cell: str, word: str) -> None:
    answer = desk.bring(receipts("金额（元）", "5", cell))
    assert answer.rows("problems")[0]["row"] == 3
    assert word in said(answer)


def test_below_zero_only_with_a_reason_and_only_for_movements(desk: Desk) -> None:
    assert "reason" in said(desk.bring(receipts("金额（元）", "-5")))
    assert "below zero" in said(desk.bring({"资金9.csv": "资金名称,计划数（元）\n甲,-5.00\n"}))
    assert "below zero" in said(desk.bring({"资金9.csv": "资金名称,计划数（元）\n甲,(5)\n"}))
