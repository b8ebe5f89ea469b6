"""Money that comes back to life, because what took it back is itself taken back: judged like new money of its own day, and seen like it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Store, once
from importing.desk import Desk, said
from ledger.chain import FUND, PROJECT, TRAINING, VILLAGE, Sql, alerts, chain, flags, lending, only_unlogged, raw

DAY, LATER = "2017-05-31", "2017-07-01"


@once
def _money(store: Store) -> Store:
    """1,000.00 yuan received; 100.00 allocated and 60.00 spent in entries 2 and 3, on 31 May 2017."""
    chain(store)
    store.ok("receipt", "add", "1000", "--fund", FUND, "--date", "2017-01-02")
    store.ok("allocation", "add", "100", "--fund", FUND, "--project", PROJECT, "--date", DAY)
    store.ok("spending", "add", "60", "--fund", FUND, "--project", PROJECT, "--date", DAY, "--voucher", "7")
    return store


@pytest.fixture
def money(store: Store) -> Iterator[Store]:
    yield _money(store)
    store.ok("check")


def last(store: Store, kind: str) -> int:
    return max(int(row["id"]) for row in store.ok(kind, "list", "--format", "json").rows())


def back(store: Store, kind: str, id: int, *options: str, date: str = LATER) -> tuple[int, str]:
    """`reverse` it; the exit code and what was said."""
    answer = store(kind, "reverse", str(id), "--reason", "误", "--date", date, *options)
    return answer.code, answer.err


def test_into_a_closed_project(money: Store) -> None:
    assert back(money, "spending", 3, date=DAY) == (0, "")
    assert back(money, "allocation", 2, date=DAY) == (0, "")
    money.ok("project", "edit", PROJECT, "--stage", "closed", "--closed-on", "2017-06-01")
    code, err = back(money, "allocation", 5)
    assert code == 1 and "closed or cancelled" in err and "100.00" in err
    assert back(money, "allocation", 5, "--over", "会议决定")[0] == 0
    code, err = back(money, "spending", 4)
    assert code == 1 and "closed or cancelled" in err
    assert alerts(money) == {"G6"}
    assert "after_closing(会议决定)" in flags(money)["project"]
    # Taken back another time, by its first entry: the reason excuses nothing any more, and nothing is marked.
    assert back(money, "allocation", 2) == (0, "")
    assert alerts(money) == set()
    assert flags(money)["project"] == ""


def test_into_an_earmark(money: Store) -> None:
    assert back(money, "spending", 3) == (0, "")
    assert back(money, "allocation", 2) == (0, "")
    money.ok("fund", "edit", FUND, "--earmark-category", "培训")
    code, err = back(money, "allocation", 5)
    assert code == 1 and "earmarked" in err
    assert back(money, "allocation", 5, "--over", "会议决定")[0] == 0
    assert alerts(money) == {"G5"}
    assert "outside_earmark(会议决定)" in flags(money)["village"]


def test_what_had_a_reason_lives_again_under_it(money: Store) -> None:
    """A reason given once is given for what comes of it: neither asked for again nor counted again."""
    money.ok("fund", "edit", FUND, "--earmark-category", "菌菜大棚")
    outside = ("allocation", "add", "100", "--fund", FUND, "--project", TRAINING, "--date", DAY)
    assert money(*outside).code == 1
    money.ok(*outside, "--over", "会议决定")
    given = last(money, "allocation")
    assert back(money, "allocation", given, date=DAY)[0] == 0
    assert back(money, "allocation", last(money, "allocation"), date=DAY) == (0, "")
    assert alerts(money) == {"G5"}
    assert back(money, "allocation", given, date=DAY)[0] == 0
    assert back(money, "allocation", last(money, "allocation"), "--over", "又定", date=DAY)[0] == 0
    money.ok("fund", "edit", FUND, "--earmark-category", "")
    money.ok(*outside, "--allow-duplicates")
    # 200.00 stand there, 100.00 with a reason.
    assert money("fund", "edit", FUND, "--earmark-category", "菌菜大棚").code == 1


def test_into_a_grant(store: Store) -> None:
    lending(store)
    store.ok("loan", "add", "100", "--fund", FUND, "--household", "H-001", "--date", DAY)
    assert back(store, "loan", 2) == (0, "")
    store.ok("fund", "edit", FUND, "--form", "grant")
    code, err = back(store, "loan", 3)
    assert code == 1 and "is a grant" in err
    assert back(store, "loan", 3, "--over", "会议决定")[0] == 0
    assert alerts(store) == {"G5"}
    assert "lent_by_grant(会议决定)" in flags(store)["fund"]


def test_before_its_steps(money: Store) -> None:
    assert back(money, "spending", 3) == (0, "")
    money.ok("db", "setting", "require_steps", "on")
    code, err = back(money, "spending", 4)
    assert code == 1 and "not accepted" in err


def test_by_sql_too(store: Store) -> None:
    chain(store, budget="1000")
    with raw(store) as connection:
        sql = Sql(store, connection)
        sql.entry("receipt", 1_000_00)
        sql.entry("allocation", 100_00)
        sql.entry("allocation", -100_00, reverses_id=2)
        sql.run("UPDATE project SET closed_on = '2017-05' WHERE id = 1")
        sql.run("UPDATE project SET closed_on = '2017-05-30' WHERE id = 1")
        sql.refuses("aidtrack G6", sql.row("allocation", 100_00, reverses_id=3))
        sql.run("UPDATE project SET closed_on = NULL WHERE id = 1")
        sql.entry("allocation", 100_00, id=14, reverses_id=3)
        sql.refuses_statement("aidtrack G6", "UPDATE project SET closed_on = '2017-05-30' WHERE id = 1")
        # No more is taken back than is there, whichever entry is taken back.
        sql.refuses("aidtrack G4", sql.row("allocation", -100_01, reverses_id=2))
        sql.entry("allocation", -100_00, reverses_id=2)
        sql.refuses("aidtrack G4", sql.row("allocation", -1, reverses_id=14))
    only_unlogged(store)


def test_a_circle_of_reversals_is_refused(store: Store) -> None:
    chain(store, budget="1000")
    with raw(store) as connection:
        sql = Sql(store, connection)
        sql.entry("receipt", 100_00)
        # One statement judges both; elsewhere the first is refused for naming what is not there.
        if store.engine == "postgresql":
            sql.refuses("aidtrack G4", sql.row("receipt", 5, id=11, reverses_id=12, reason="误"),
                        sql.row("receipt", -5, id=12, reverses_id=11))  # fmt: skip
        sql.refuses("aidtrack G4|FOREIGN KEY", sql.row("receipt", 5, id=11, reverses_id=11))


def test_it_is_seen_again(money: Store, tmp_path: Path) -> None:
    """By the alert for a voucher paid twice, by the look-alikes of an import, and by `fund carry`."""
    assert back(money, "spending", 3, date=DAY) == (0, "")
    assert back(money, "spending", 4, date=DAY) == (0, "")
    again = ("spending", "add", "5", "--fund", FUND, "--project", PROJECT, "--date", LATER, "--voucher", "7")
    money.ok(*again)
    found = money.ok("report", "alerts", "--format", "json").rows("alerts")
    assert [row["amount"] for row in found if row["kind"] == "voucher_twice"] == ["5.00"]
    sheet = f"日期,资金,项目,村,金额（元）,凭证号\n{DAY},{FUND},{PROJECT},{VILLAGE},60,7\n"
    assert "equals entry 3" in said(Desk(money, tmp_path).bring({"支出.csv": sheet}))
    assert back(money, "receipt", 1, "--amount", "10", date="2018-02-01") == (0, "")
    assert back(money, "receipt", last(money, "receipt"), date="2018-02-01") == (0, "")
    money.ok("fund", "carry", FUND, "--to", "2018", "--name", "明年")
