"""Taking back: never before the entry itself, and always possible on its own day."""

from pathlib import Path

import pytest

from conftest import Store
from importing.desk import Desk, said


def test_a_reversal_before_its_entry_is_refused(store: Store, tmp_path: Path) -> None:
    store.ok("fund", "add", "甲", "--budget", "100")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-05-31", "--ref", "D-1")
    answer = store("receipt", "reverse", "1", "--reason", "误记", "--date", "2017-05-30")
    assert answer.code == 1 and "2017-05-30" in answer.err and "2017-05-31" in answer.err
    sheet = {"到账.csv": "日期,资金,金额（元）,原因,冲销流水号\n2017-05-30,甲,-5,误记,D-1\n"}
    assert "before it" in said(Desk(store, tmp_path).bring(sheet))
    store.ok("receipt", "reverse", "1", "--reason", "误记", "--date", "2017-05-31")


def test_a_refund_after_closing_can_be_undone(store: Store, tmp_path: Path) -> None:
    store.ok("fund", "add", "甲", "--budget", "100")
    store.ok("receipt", "add", "100", "--fund", "甲", "--date", "2017-01-01")
    store.ok("project", "add", "乙")
    for kind in ("allocation", "spending"):
        store.ok(kind, "add", "50", "--fund", "甲", "--project", "乙", "--date", "2017-02-01")
    store.ok("project", "edit", "乙", "--stage", "closed", "--closed-on", "2017-03-01")
    desk = Desk(store, tmp_path)
    batch = desk.take({"支出.csv": "日期,资金,项目,金额（元）,原因\n2017-04-01,甲,乙,-5,退回\n"}).rows()[0]["batch"]
    store.ok("batch", "undo", str(batch))
    store.ok("check")
    assert store.ok("report", "project", "乙", "--format", "json").rows()[0]["spent"] == "50.00"


def test_what_was_taken_back_and_had_again_leans_on_its_import(store: Store, tmp_path: Path) -> None:
    store.ok("fund", "add", "甲", "--budget", "100")
    desk = Desk(store, tmp_path)
    batch = str(desk.take({"项目.csv": "项目名称\n乙\n"}).rows()[0]["batch"])
    store.ok("allocation", "add", "50", "--fund", "甲", "--project", "乙", "--date", "2017-02-01")
    store.ok("allocation", "reverse", "1", "--reason", "误", "--date", "2017-02-01")
    store.ok("allocation", "reverse", "2", "--reason", "又误", "--date", "2017-02-01")
    assert store("batch", "undo", batch).code == 1
    store.ok("allocation", "reverse", "3", "--reason", "再误", "--date", "2017-02-01")
    store.ok("batch", "undo", batch)
    store.ok("check")


def test_what_was_taken_back_again_since_stands_in_the_way(store: Store, tmp_path: Path) -> None:
    """A reversal that was reversed by an import, and made anew: without the import, both would take back the same."""
    desk, header = Desk(store, tmp_path), "日期,资金,金额（元）,原因,流水号,冲销流水号\n"
    store.ok("fund", "add", "甲", "--budget", "100")
    desk.take({"到账.csv": header + "2017-05-01,甲,100,,D-1,\n2017-05-02,甲,-100,误,D-2,D-1\n"})
    batch = desk.take({"到账2.csv": f"{header}2017-05-03,甲,100,又误,D-3,D-2\n"}).rows()[0]["batch"]
    again = desk.take({"到账3.csv": f"{header}2017-05-04,甲,-100,再误,D-4,D-1\n"}).rows()[0]["batch"]
    refused = store("batch", "undo", str(batch))
    assert (refused.code, f"batch undo {again}" in refused.err) == (1, True), refused
    for one in (again, batch):
        store.ok("batch", "undo", str(one))
    assert store.ok("report", "fund", "甲", "--format", "json").rows("funds")[0]["received"] == "0.00"
    store.ok("check")


@pytest.mark.parametrize(
    ("acts", "received", "returned"),
    [
        (["receipt correct 1 --date 2018-03-01 --reason 日期"], "1000.00", None),
        (["receipt correct 1 --amount 900 --reason 抄错"], "900.00", None),
        (["receipt reverse 1 --amount 400 --reason 多记"], "600.00", None),
        (["receipt reverse 1 --reason 误记"], None, None),
        (["receipt reverse 1 --amount 400 --reason 收回 --date 2018-06-01"], "1000.00", "400.00"),
        (["receipt reverse 1 --reason 误记", "receipt reverse 2 --reason 没有记错"], "1000.00", None),
        (["receipt add -50 --fund F --date 2018-05-01 --reason 收回", "receipt correct 2 --amount -60 --reason 抄错"], "1000.00", "60.00"),
        (["fund add G", "fund transfer F G 300 --date 2018-02-01 --reason 调剂", "batch undo 1"], "1000.00", None),
    ],
)  # fmt: skip
def test_what_was_taken_back_on_its_own_day_was_neither_received_nor_given_back(
    store: Store, acts: list[str], received: str | None, returned: str | None
) -> None:
    store.run("fund add F", "receipt add 1000 --fund F --date 2018-02-01", *acts)
    row = store.json("report", "carryover", "--year", "2018")["tables"][0]["rows"][0]
    assert (row["received"], row.get("returned")) == (received, returned)
