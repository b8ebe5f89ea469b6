"""`report household`: what each family lacks, has been done for it and owes; every figure worked out by hand."""

from typing import Any

import pytest

from aidtrack.reports.household import summary
from aidtrack.reports.period import Period
from aidtrack.store.engine.connection import read
from conftest import Store, flagged, once


@pytest.fixture
@once
def books(store: Store) -> Store:
    """Three households in 牙河村, one in 咀儿村; the money in yuan."""
    store.ok("village", "add", "牙河村", "--county", "陇西县")
    store.ok("village", "add", "咀儿村", "--county", "武山县")
    for name, *given in (
        ("001", "--persons", "4", "--causes", "因病、缺资金", "--food", "met", "--housing", "unmet", "--medical", "unmet",
         "--status", "poor", "--head", "张三丰", "--helper", "李干部"),
        ("002", "--persons", "3", "--status", "exited", "--status-on", "2018-06"),
        ("003", "--status", "exited", "--status-on", "2016"),
    ):  # fmt: skip
        store.ok("household", "add", name, "--village", "牙河村", *given)
    store.ok("household", "add", "001", "--village", "咀儿村", "--persons", "2")
    for name, *given in (
        ("修房", "--due", "2017-10", "--done-on", "2017-09-30"),
        ("养羊", "--due", "2017-12-30"),
        ("培训", "--due", "2018-03", "--done-on", "2018-02"),
        ("助学",),
    ):
        store.ok("measure", "add", name, "--household", "牙河村/001", *given)
    store.ok("measure", "add", "养羊", "--household", "牙河村/002", "--due", "2017-12-31", "--done-on", "2017-12-31")
    store.ok("fund", "add", "周转金", "--form", "loan")
    store.ok("receipt", "add", "100000", "--fund", "周转金", "--date", "2017-01-01")
    loan = ("loan", "add", "--fund", "周转金", "--term", "12")
    store.ok(*loan, "5000", "--household", "牙河村/001", "--date", "2017-02-01", "--ref", "J1")
    store.ok(*loan, "2000.50", "--household", "牙河村/001", "--date", "2017-03-01", "--ref", "J2")
    store.ok(*loan, "700", "--household", "牙河村/002", "--date", "2017-03-01", "--ref", "J3")
    store.ok("loan", "reverse", "2", "--amount", "200", "--reason", "多放", "--date", "2017-03-02")
    store.ok("repayment", "add", "1000", "--loan", "J1", "--date", "2017-06-01")
    store.ok("repayment", "add", "500", "--loan", "J3", "--date", "2018-01-05")
    store.ok("writeoff", "add", "300.50", "--loan", "J2", "--reason", "灾情", "--date", "2017-11-01")
    return store


def rows(store: Store, *args: str, table: str = "households") -> list[dict[str, Any]]:
    return store.ok("report", "household", *args, "--format", "json").rows(table)


def test_each_household_on_the_last_day_of_a_year(books: Store) -> None:
    first, second, third = rows(books, "牙河村", "--as-of", "2017-12-31")
    assert (first["name"], first["head"], first["persons"], first["causes"]) == ("001", "张**", 4, "illness、funds")
    assert (first["unmet"], first["status"], first["helper"]) == ("medical、housing", "poor", "李干部")
    # 修房 is done, 养羊 was due the day before, 培训 is done only in February, 助学 has no day.
    assert [first[name] for name in ("measures", "measures_done", "measures_overdue")] == [4, 1, 1]
    # 5,000 + 2,000.50 − 200 lent, 1,000 repaid, 300.50 written off
    assert first["outstanding"] == "5500.00"
    assert flagged(first["flags"]) == "guarantee_unmet, measure_overdue"
    # Its status came in June 2018; it owed all of 700.
    assert (second["status"], second["status_on"], second["outstanding"], flagged(second["flags"])) == (
        None,
        None,
        "700.00",
        "",
    )
    assert [second[name] for name in ("measures", "measures_done", "measures_overdue")] == [1, 1, 0]
    assert (third["status"], third["unmet"], third["outstanding"]) == ("exited", None, None)
    assert (third["measures"], flagged(third["flags"])) == (0, "no_plan")


def test_later_and_of_all_villages(books: Store) -> None:
    found = {(row["village"], row["name"]): row for row in rows(books, "--as-of", "2018-06-30")}
    # By county: 武山, 陇西.
    assert [*found] == [("咀儿村", "001"), ("牙河村", "001"), ("牙河村", "002"), ("牙河村", "003")]
    first = found["牙河村", "001"]
    assert [first[name] for name in ("measures", "measures_done", "measures_overdue")] == [4, 2, 1]
    assert found["牙河村", "002"]["status"] == "exited"
    assert found["牙河村", "002"]["outstanding"] == "200.00"
    table = books.ok("report", "household", "--as-of", "2018-06-30", "--format", "json").json()["tables"][0]
    assert table["total"] == {
        "persons": 9,
        "measures": 5,
        "measures_done": 3,
        "measures_overdue": 1,
        "spent": None,
        "outstanding": "5700.00",
    }


def test_households_and_persons_by_status(books: Store) -> None:
    statuses = [
        (row["status"], row["households"], row["persons"])
        for row in rows(books, "--as-of", "2018-12-31", table="statuses")
    ]
    assert statuses == [("poor", 1, 4), ("exited", 2, 3), (None, 1, 2)]
    shown = books.ok("report", "household", "牙河村", "--as-of", "2018-12-31", lang="zh").out
    for words in (
        "基本医疗",
        "未保障",
        "未填",
        "未达保障、措施逾期",
        "无一户一策",
        "已脱贫",
        "张**",
        "5,500.00",
        "1 户未填人口。",
    ):
        assert words in shown
    assert "张三丰" not in shown


def test_the_name_is_shown_where_it_is_asked_for(books: Store) -> None:
    assert "张三丰" in books.ok("report", "household", "牙河村", "--show-personal").out
    [record] = books.ok("log", "--noun", "personal", "--format", "json").rows()
    assert record["after"] == '{"command":"aidtrack report household"}'


def test_what_a_village_report_says_of_them(books: Store) -> None:
    with read(books.target) as connection:
        ids = dict(connection.rows("SELECT name, id FROM village"))
        found = summary(connection, ids["牙河村"], Period(None, "2018-12-31"))
        assert list(found.rows) == [{"households": 3, "persons": 7, "exited": 2, "planned": 2}]
        early = summary(connection, ids["牙河村"], Period(None, "2017-12-31"))
        assert early.rows[0]["exited"] == 1
    books.ok("village", "add", "空村")
    with read(books.target) as connection:
        assert summary(connection, int(connection.value("SELECT max(id) FROM village")), Period()).rows == []
    assert books.ok("report", "household", "空村", "--format", "json").rows() == []
