"""What rows name and the store lacks is made on the way where that was asked for, and listed."""

from pathlib import Path

import pytest

from conftest import Answer, Store
from importing.desk import Desk, said
from importing.test_wide import BASE

HEADER = "日期,资金,县区,村,项目,金额（元）\n"
ROWS = "2018-03-01,专项资金,陇西县,石桥村,石桥村路灯,5\n2018-03-02,专项资金,陇西县,马家堡村,马家堡村养羊,6\n"


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    found = Desk(store, tmp_path)
    found.take(BASE)
    return found


def created(answer: Answer) -> list[tuple[str, str, str | None]]:
    return [(row["noun"], row["name"], row["place"]) for row in answer.rows("created")]


EVERY = [
    ("project", "石桥村路灯", "石桥村"),
    ("village", "马家堡村", "陇西县"),
    ("project", "马家堡村养羊", "马家堡村"),
]


def test_what_is_missing_is_made_with_its_place_and_listed_before(desk: Desk) -> None:
    assert desk.bring({"安排2.csv": HEADER + ROWS}).code == 1
    before = desk.counts()
    dry = desk.take({"安排2.csv": HEADER + ROWS}, "--create", "村,project", "--dry-run")
    assert (created(dry), desk.counts()) == (EVERY, before)
    answer = desk.take({"安排2.csv": HEADER + ROWS}, "--create", "村,project")
    assert created(answer) == EVERY
    [village] = desk.store.ok("village", "show", "马家堡村", "--format", "json").rows()
    assert (village["name"], village["county"]) == ("马家堡村", "陇西县")
    rows = desk.store.ok("allocation", "list", "--from", "2018-03-01", "--format", "json").rows()
    assert sorted((row["village"], row["project"], row["amount"]) for row in rows) == [
        ("石桥村", "石桥村路灯", "5.00"),
        ("马家堡村", "马家堡村养羊", "6.00"),
    ]
    desk.store.ok("check")
    desk.store.ok("batch", "undo", str(answer.rows("files")[0]["batch"]))
    desk.store.ok("check")
    again = desk.take({"安排2.csv": HEADER + ROWS}, "--create", "村,project")  # what an undo had to keep is there
    assert created(again) == []


def test_only_what_was_asked_for_is_made(desk: Desk) -> None:
    before = desk.counts()
    answer = desk.bring({"安排2.csv": HEADER + ROWS}, "--create", "project")
    assert answer.code == 1 and "马家堡村" in said(answer)
    assert desk.counts() == before
    assert desk.bring({"安排2.csv": HEADER + ROWS}, "--create", "household").code == 2


def test_what_is_likely_there_already_is_not_made(desk: Desk) -> None:
    answer = desk.bring({"安排2.csv": HEADER + "2018-03-01,专项资金,,石桥,石桥村道路硬化,5\n"}, "--create", "village")
    assert answer.code == 0 and created(answer) == []


def test_a_place_narrows_and_what_is_not_known_is_in_nobodys_way(desk: Desk) -> None:
    """石桥村 has no township: a sheet that states one means it, until one of that township is there."""
    header = "日期,资金,县区,乡镇,村,项目,金额（元）\n"
    row = "2018-03-0{day},专项资金,{county},福星镇,石桥村,石桥村道路硬化,5\n"
    desk.take({"安排2.csv": header + row.format(day=1, county="陇西县")})
    assert desk.bring({"安排3.csv": header + row.format(day=2, county="武山县")}).code == 1
    desk.store.ok("village", "edit", "石桥村", "--code", "621122101208")
    desk.store.ok("village", "add", "石桥村", "--county", "陇西县", "--township", "福星镇", "--code", "621122101209")
    desk.take({"安排4.csv": header + row.format(day=3, county="陇西县")})
    rows = desk.store.ok("allocation", "list", "--township", "福星镇", "--format", "json").rows()
    assert [row["date"] for row in rows] == ["2018-03-03"]


def test_what_may_be_a_path_is_not_made(desk: Desk) -> None:
    """Of what has no place before its name a stroke makes none."""
    rows = "2018-03-01,专项资金,陇西县,石桥村,村道/水渠,5\n2018-03-01,专项资金,,甲县/甲村,石桥村道路硬化,5\n"
    answer = desk.bring({"安排2.csv": HEADER + rows}, "--create", "村,project")
    assert [(row["field"], row["code"], "add" in row["suggestion"]) for row in answer.rows("problems")] == [
        ("project", "unknown_project", True),
        ("village", "unknown_village", True),
    ]
    receipt = "日期,资金,付款单位,金额（元）\n2018-03-01,专项资金,省财政厅/农业处,5\n"
    assert created(desk.take({"到账2.csv": receipt}, "--create", "organization")) == [
        ("organization", "省财政厅/农业处", None)
    ]


def test_who_pays_is_made_and_never_who_is_paid(desk: Desk) -> None:
    receipt = "日期,资金,付款单位,金额（元）\n2018-03-01,专项资金,甘肃省总工会,5\n"
    spending = "日期,资金,项目,收款人,金额（元）\n2018-03-01,专项资金,石桥村道路硬化,某建筑公司,5\n"
    answer = desk.take({"到账2.csv": receipt, "支出.csv": spending}, "--create", "organization")
    assert created(answer) == [("organization", "甘肃省总工会", None)]
