"""流水号: one entry each in the whole store; and rows that take back an entry by it."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, based, faults, said

HEAD = "日期,资金,项目,金额（元）,流水号,原因,冲销流水号\n"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return based(store, tmp_path)


def test_a_ref_names_one_entry(desk: Desk) -> None:
    desk.take({"支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,5,A-1,,\n2017-03-01,自筹资金,菌菜大棚,6,0012,,\n"})
    known = desk.bring(
        {"支出2.csv": HEAD + "2017-03-02,自筹资金,菌菜大棚,5,A-1,,\n2017-03-02,自筹资金,菌菜大棚,5,,,\n"}
    )
    assert faults(known) == [(2, "流水号", "A-1")]
    assert "--mode correct" in said(known)
    assert desk.store.ok("spending", "show", "0012", "--format", "json").rows()[0]["amount"] == "6.00"
    desk.store.ok("check")


def test_a_ref_twice_in_one_import(desk: Desk) -> None:
    inside = desk.bring(
        {"支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,5,A-1,,\n2017-03-01,自筹资金,菌菜大棚,6,A-1,,\n"}
    )
    assert faults(inside) == [(3, "流水号", "A-1")]
    assert "line 2" in said(inside)
    across = desk.bring({
        "支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,5,A-1,,\n",
        "到账2.csv": "日期,资金,金额（元）,流水号\n2017-03-01,自筹资金,5,A-1\n",
    })  # fmt: skip
    assert [(row["file"], row["row"], row["value"]) for row in across.rows("problems")] in (
        [("支出1.csv", 2, "A-1")],
        [("到账2.csv", 2, "A-1")],
    )
    assert ".csv" in said(across)


def test_taking_back_what_is_stored_or_comes_along(desk: Desk) -> None:
    desk.take({"支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,50,A-1,,\n"})
    desk.take({
        "支出2.csv": HEAD
        + "2017-03-05,自筹资金,菌菜大棚,-20,,退回,A-1\n2017-03-05,自筹资金,菌菜大棚,-7,B-2,退回,B-1\n"
        + "2017-03-04,自筹资金,菌菜大棚,7,B-1,,\n"
    })  # fmt: skip
    show = desk.store.ok("spending", "show", "A-1", "--format", "json")
    assert [row["amount"] for row in show.rows("reversals")] == ["-20.00"]
    project = desk.store.ok("report", "project", "菌菜大棚", "--format", "json").rows()[0]
    assert project["spent"] == "30.00"
    desk.store.ok("check")


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("2017-03-05,自筹资金,菌菜大棚,-5,,退回,没有", "冲销流水号", "没有"),
        ("2017-03-05,自筹资金,菌菜大棚,-50.01,,退回,A-1", "金额（元）", "-50.01"),
        ("2017-03-05,自筹资金,技能培训,-5,,退回,A-1", "金额（元）", "-5"),
        ("2017-03-05,自筹资金,菌菜大棚,5,,退回,A-1", "金额（元）", "5"),
        ("2017-03-05,自筹资金,菌菜大棚,-5,,,A-1", "金额（元）", "-5"),
    ],
)
def test_what_cannot_be_taken_back(desk: Desk, row: str, column: str, value: str) -> None:
    desk.take({"支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,50,A-1,,\n2017-03-01,自筹资金,技能培训,50,,,\n"})
    before = desk.counts()
    assert (2, column, value) in faults(desk.bring({"支出2.csv": HEAD + row + "\n"}))
    assert desk.counts() == before


def test_two_rows_that_together_take_back_too_much(desk: Desk) -> None:
    desk.take({"支出1.csv": HEAD + "2017-03-01,自筹资金,菌菜大棚,50,A-1,,\n2017-03-01,自筹资金,菌菜大棚,50,,,\n"})
    rows = "2017-03-05,自筹资金,菌菜大棚,-30,,退回,A-1\n2017-03-05,自筹资金,菌菜大棚,-20.01,,退回,A-1\n"
    assert faults(desk.bring({"支出2.csv": HEAD + rows})) == [(3, "金额（元）", "-20.01")]


def test_a_spending_takes_the_one_fund_of_its_project(desk: Desk) -> None:
    no_fund = "日期,项目,金额（元）\n2017-03-01,菌菜大棚,5\n"
    desk.take({"支出1.csv": no_fund})
    assert desk.store.ok("spending", "list", "--format", "json").rows()[0]["fund"] == "自筹资金"
    more = {
        "安排2.csv": "日期,资金,项目,金额（元）\n2017-03-01,专项资金,菌菜大棚,5\n",
        "支出2.csv": no_fund.replace("5", "6"),
    }
    answer = desk.bring(more)
    assert faults(answer) == [(2, None, "")]
    assert "自筹资金、专项资金" in said(answer)
    assert faults(desk.bring({"支出3.csv": no_fund.replace("菌菜大棚", "牙河村/道路硬化")})) == [(2, None, "")]
    assert faults(desk.bring({"到账2.csv": "日期,资金,金额（元）\n2017-03-01,,5\n"})) == [(2, "资金", "")]
