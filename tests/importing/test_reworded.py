"""A payment that comes again in other words is taken, for both may be real, and said to be likely the same: at both doors."""

from pathlib import Path

import pytest

from conftest import Answer, Store
from importing.desk import Desk, based

HEAD = "日期,资金,项目,金额（元）,收款人,凭证号,用途\n"
FIRST = HEAD + "2017-03-01,自筹资金,菌菜大棚,1000,王师傅,,购膜\n2017-03-02,自筹资金,菌菜大棚,7,王师傅,PZ-1,运费\n"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    found = based(store, tmp_path)
    found.take({"支出.csv": FIRST})
    return found


def likely(answer: Answer) -> list[str]:
    return [row["note"] for row in answer.rows("notes") if "or the voucher" in row["note"]]


def rows(*lines: str) -> dict[str, str | bytes]:
    return {"支出二.csv": HEAD + "".join(f"{line}\n" for line in lines)}


def test_a_row_with_another_purpose_alone_is_taken_and_noted(desk: Desk) -> None:
    again = rows(
        "2017-03-01,自筹资金,菌菜大棚,1000,王 师 傅,,买膜".replace(" ", ""),
        "2017-03-01,自筹资金,菌菜大棚,1000,李师傅,,买膜",
        "2017-03-01,自筹资金,菌菜大棚,1001,王师傅,,买膜",
        "2017-03-03,自筹资金,菌菜大棚,1000,王师傅,,买膜",
        "2017-03-01,自筹资金,菌菜大棚,1000,王师傅,PZ-9,",
        "2017-03-02,自筹资金,菌菜大棚,7,王师傅,PZ-2,运费",
    )
    [note] = likely(desk.take(again, "--dry-run"))
    assert "2 rows (lines 2、6)" in note and "(line 2: entry" in note and "--new-only" in note
    answer = desk.take(again)
    assert likely(answer) == [note]
    assert answer.rows("files")[0]["created"] == 6
    assert (
        "可能是同一笔"
        in desk.store(
            "import", desk.put("支出三.csv", FIRST.replace("膜", "布")[:-1].split("\n2017-03-02")[0] + "\n"), lang="zh"
        ).err
    )
    desk.store.ok("check")


def test_a_known_reference_decides_and_what_was_taken_back_is_none(desk: Desk) -> None:
    head = HEAD.replace("用途", "用途,流水号")
    desk.take({"支出二.csv": head + "2017-03-05,自筹资金,菌菜大棚,5,王师傅,,甲,L-1\n"})
    answer = desk.take({"支出三.csv": head + "2017-03-05,自筹资金,菌菜大棚,5,王师傅,,乙,L-2\n"})
    assert likely(answer) == []
    batch = str(desk.take(rows("2017-03-09,自筹资金,菌菜大棚,9,,,甲")).rows("files")[0]["batch"])
    desk.store.ok("batch", "undo", batch)
    assert likely(desk.take(rows("2017-03-09,自筹资金,菌菜大棚,9,,,乙"))) == []
    assert likely(desk.take(rows("2017-03-09,自筹资金,菌菜大棚,9,,,丙"))) != []
    assert likely(desk.take(rows("2017-03-09,自筹资金,菌菜大棚,9,,,丁"), "--allow-duplicates")) == []


def test_one_that_is_typed_is_told_of_too(desk: Desk) -> None:
    typed = (
        "spending",
        "add",
        "1000",
        "--fund",
        "自筹资金",
        "--project",
        "菌菜大棚",
        "--date",
        "2017-03-01",
        "--payee",
        "王师傅",
    )
    told = desk.store(*typed, "--purpose", "买膜")
    assert told.code == 0 and "in other words" in told.err and "spending reverse" in told.err
    assert "in other words" not in desk.store.ok(*typed[:-1], "李师傅", "--purpose", "买膜").err
    assert "in other words" not in desk.store.ok(*typed, "--purpose", "又买", "--allow-duplicates").err
    assert "会不会就是" in desk.store(*typed, "--purpose", "再买", lang="zh").err
