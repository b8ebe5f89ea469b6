"""The sheet of the next month is read by the layout on which a sheet with the same columns was first read by name."""

from pathlib import Path
from typing import Any

import pytest

from conftest import Answer, Store, once
from importing.books import xlsx
from importing.desk import BASE, Desk, faults, said
from importing.test_layout_file import LAYOUT, STATEMENT, listed

APRIL = """交易日期,摘要,借方金额,贷方金额,余额,对方户名,对方账号
2018-04-05,材料款,30000.00,,950312.50,某建材,621122000001
"""
MONTHS = "项目,1月,2月\n菌菜大棚,100.00,\n"


@once
def used(store: Store, folder: Path) -> Store:
    """A store that keeps 银行流水, first used on the statement of March."""
    desk = Desk(store, folder)
    desk.take(BASE)
    store.ok("layout", "add", "银行流水", desk.put("银行.toml", LAYOUT))
    desk.take({"三月.csv": STATEMENT}, "--layout", "银行流水")
    return store


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(used(store, tmp_path), tmp_path)


def notes(answer: Answer) -> str:
    return "\n".join(row["note"] for row in answer.rows("notes"))


def test_the_next_month_needs_no_option(desk: Desk) -> None:
    answer = desk.take({"四月.csv": APRIL})
    assert "“银行流水”" in notes(answer) and "--no-layout" in notes(answer)
    assert listed(desk, "spending", "date", "amount", "payee", "project") == [
        ["2018-03-05", "20000.00", "某建材", "菌菜大棚"],
        ["2018-04-05", "30000.00", "某建材", "菌菜大棚"],
    ]
    may = desk.put("五月.csv", APRIL.replace("04-05", "05-05"))
    assert "布局「银行流水」" in desk.store.ok("import", may, "--dry-run", lang="zh").err
    assert desk.store.ok("check").code == 0


def test_what_turns_it_off(desk: Desk) -> None:
    before = desk.counts()
    assert desk.bring({"四月.csv": APRIL}, "--no-layout").code == 1
    one_more = APRIL.replace("对方账号", "对方账号,经办")
    other_order = "\n".join(",".join(reversed(line.split(","))) for line in APRIL.splitlines())
    for content in (one_more, other_order):
        answer = desk.bring({"四月.csv": content})
        assert (answer.code, "银行流水" in notes(answer)) == (1, False)
    assert desk.counts() == before


def test_what_is_typed_wins(desk: Desk) -> None:
    desk.take({"四月.csv": APRIL.replace("30000.00", "3")}, "--unit", "万元", "--set", "备注=四月")
    assert listed(desk, "spending", "amount", "note")[1] == ["30000.00", "四月"]


def test_two_that_fit_are_listed(desk: Desk) -> None:
    desk.store.ok("layout", "add", "另一个", desk.put("另一个.toml", LAYOUT))
    desk.take({"四月.csv": APRIL}, "--layout", "另一个")
    may = APRIL.replace("04-05", "05-05")
    answer = desk.bring({"五月.csv": may})
    assert len(faults(answer)) == 1
    assert all(word in said(answer) for word in ("银行流水", "另一个", "--layout NAME"))
    desk.take({"五月.csv": may}, "--layout", "银行流水")


def test_one_that_fixes_a_time_is_used_only_by_name(desk: Desk) -> None:
    months = 'as = "支出"\nunit = "元"\nwide-columns = "1月..2月"\nyear = {}\n[set]\n"资金" = "自筹资金"\n'
    for name, year, comes in (("固定", "2018", False), ("标题", '"title"', True)):
        desk.store.ok("layout", "add", name, desk.put(f"{name}.toml", months.format(year)))
        titled = f"{name}2018年\n{MONTHS}"
        desk.take({f"{name}1.csv": titled}, "--layout", name, "--allow-duplicates")
        answer = desk.bring({f"{name}2.csv": f"{name}2018年\n{MONTHS.replace('100', '7')}"})
        assert answer.code == (0 if comes else 1), answer
        assert f"“{name}”" in notes(answer) and ("--no-layout" in notes(answer)) is comes
    assert [amount for (amount,) in listed(desk, "spending", "amount")] == ["100.00", "100.00", "7.00", "20000.00"]


def test_beside_other_sheets(desk: Desk) -> None:
    """What a layout says of the whole import holds only where all of its sheets go by it."""
    row: list[list[Any]] = [["2018-04-05", "材料款", 30000, None, 950312.5, "某建材", "621122"]]
    head = STATEMENT.splitlines()[0].split(",")
    other: list[list[Any]] = [["日期", "资金", "金额（元）"], ["2018-04-01", "专项资金", 7]]
    book = xlsx({"流水": [head, *row], "到账": other})
    answer = desk.take({"四月.xlsx": book})
    assert listed(desk, "receipt", "amount", "fund")[-1] == ["7.00", "专项资金"]
    assert "“银行流水”" in notes(answer)
    desk.store.ok("layout", "edit", "银行流水", desk.put("新.toml", 'sheet = "流水"\n' + LAYOUT))
    row[0][2] = 4
    left_out = desk.take({"四月2.xlsx": xlsx({"流水": [head, *row], "到账": other})})
    assert "「到账」: was left out" in notes(left_out)
    desk.store.ok("layout", "edit", "银行流水", desk.put("新.toml", "new-only = true\n" + LAYOUT))
    row[0][2], other[1][2] = 5, 8
    book = xlsx({"流水": [head, *row], "到账": other})
    refused = desk.bring({"五月.xlsx": book})
    assert len(faults(refused)) == 1 and "--no-layout" in said(refused)
