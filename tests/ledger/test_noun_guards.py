"""A noun may not come to state what its entries contradict: budgets, earmarks, closing days; by command and by SQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Store, once
from ledger.chain import FUND, OTHER, PROJECT, TRAINING, VILLAGE, Sql, chain, passes, raw, unchanged


@once
def _money(store: Store) -> Store:
    """600.00 yuan received of 1,000.00, 500.00 set aside and 200.00 spent on 31 May 2017."""
    chain(store, budget="1000")
    for kind, yuan in (("receipt", "600"), ("allocation", "500"), ("spending", "200")):
        passes(store, kind, yuan, "--date", "2017-05-31")
    return store


@pytest.fixture
def money(store: Store) -> Iterator[Store]:
    yield _money(store)
    store.ok("check")


def test_a_budget_comes_down_to_what_is_allocated_and_no_further(money: Store) -> None:
    unchanged(money, "fund", "edit", FUND, "--budget", "499.99", says=(FUND, "0.01"))
    sql(money, "aidtrack G1", "UPDATE fund SET budget_fen = 49999")
    money.ok("fund", "edit", FUND, "--budget", "500")
    money.ok("fund", "edit", FUND, "--budget", "800")


def test_a_budget_goes_only_where_what_came_in_covers_the_allocations(money: Store) -> None:
    passes(money, "allocation", "100.01")
    unchanged(money, "fund", "edit", FUND, "--budget", "", says=(FUND, "0.01"))
    sql(money, "aidtrack G1", "UPDATE fund SET budget_fen = NULL")
    passes(money, "allocation", "-0.01", "--reason", "调减")
    money.ok("fund", "edit", FUND, "--budget", "")
    unchanged(money, "fund", "edit", FUND, "--budget", "599.99", says=(FUND, "0.01"))


def test_a_budget_may_rise_while_it_is_still_too_low(money: Store) -> None:
    passes(money, "allocation", "700", "--over", "先行安排")
    money.ok("fund", "edit", FUND, "--budget", "1100")
    unchanged(money, "fund", "edit", FUND, "--budget", "1000", says=(FUND, "200.00"))


@pytest.mark.parametrize(
    ("field", "other", "own"),
    [
        ("earmark_category", "培训", "菌菜大棚"),
        ("earmark_place", "武山县", "陇西县"),
        ("earmark_place", "620524", "621122"),
    ],
)
def test_an_earmark_does_not_come_to_exclude_what_is_allocated(money: Store, field: str, other: str, own: str) -> None:
    option = f"--{field.replace('_', '-')}"
    unchanged(money, "fund", "edit", FUND, option, other, says=(FUND, "earmark"))
    sql(money, "aidtrack G5", f"UPDATE fund SET {field} = '{other}'")
    money.ok("fund", "edit", FUND, option, own)
    money.ok("fund", "edit", FUND, option, "")


def test_an_earmark_does_not_mind_what_is_taken_back_whole(money: Store) -> None:
    passes(money, "spending", "-200", "--reason", "退回")
    passes(money, "allocation", "-500", "--reason", "调减")
    money.ok("fund", "edit", FUND, "--earmark-place", "武山县")


def test_what_restores_an_excused_allocation_is_excused_with_it(money: Store) -> None:
    """An allocation, part of it taken back, part of that restored on its day, and part of this taken back: of one reason."""
    money.ok("fund", "add", "培训资金", "--earmark-category", "培训")
    money.ok("receipt", "add", "500", "--fund", "培训资金", "--date", "2017-05-31")
    money.ok(
        "allocation",
        "add",
        "100",
        "--fund",
        "培训资金",
        "--project",
        PROJECT,
        "--date",
        "2017-05-31",
        "--over",
        "先行安排",
    )
    for taken, day in (("60", "2017-06-01"), ("40", "2017-06-01"), ("10", "2017-06-02")):
        last = max(row["id"] for row in money.ok("allocation", "list", "--format", "json").rows())
        money.ok("allocation", "reverse", str(last), "--amount", taken, "--reason", "误", "--date", day)
    levels = {row["level"] for row in money.ok("check", "--format", "json", lang="en").rows("findings")}
    assert levels == {"alert"}
    money.ok("fund", "edit", "培训资金", "--note", "年底收回")
    unchanged(money, "fund", "edit", FUND, "--earmark-category", "培训", says=(FUND,))


def test_a_reason_for_something_else_does_not_excuse_an_earmark(money: Store) -> None:
    passes(money, "spending", "400", "--over", "灾情追加")
    unchanged(money, "fund", "edit", FUND, "--earmark-place", "武山县", says=(FUND,))


def test_what_an_earmark_looks_at_does_not_change_away_from_it(money: Store) -> None:
    money.ok("fund", "edit", FUND, "--earmark-place", "陇西县", "--earmark-category", "菌菜大棚")
    unchanged(money, "project", "edit", PROJECT, "--category", "培训", says=(PROJECT, "earmark"))
    unchanged(money, "village", "edit", VILLAGE, "--county", "武山县", says=(VILLAGE, "earmark"))
    sql(money, "aidtrack G5", "UPDATE project SET category = NULL")
    sql(money, "aidtrack G5", "UPDATE village SET county = NULL")
    money.ok("project", "edit", TRAINING, "--category", "帮扶")
    money.ok("village", "edit", OTHER, "--county", "秦安县")
    money.ok("village", "edit", VILLAGE, "--name", "牙河新村")


def test_an_earmark_goes_by_the_county_that_the_code_says_where_none_is_written(store: Store, tmp_path: Path) -> None:
    """By command and by SQL, at the door and afterwards; and what says so of others does not change away from it, nor go."""
    fund, coded, county = "专款", "无县村", "通渭县"
    chain(store)
    store.ok("fund", "add", fund, "--earmark-place", f"定西市/{county}", "--budget", "300")
    store.ok("village", "add", coded, "--code", "621121100001")
    money = ("allocation", "add", "100", "--fund", fund, "--project", TRAINING, "--village", coded)
    assert "earmarked" in store(*money, lang="en").err
    for name, code in (("甲村", "621121100002"), ("乙村", "621121100003")):
        store.ok("village", "add", name, "--county", county, "--prefecture", "定西市", "--code", code)
    with raw(store) as connection:
        [found] = connection.execute("SELECT id FROM village WHERE code = '621121100001'").fetchone()
        at: dict[str, Any] = {"fund_id": 2, "project_id": 2, "date": "2018-01-01"}
        Sql(store, connection).refuses("aidtrack G5", Sql(store, connection).row("allocation", 100, **at, village_id=2))
        Sql(store, connection).entry("allocation", 10000, **at, village_id=found)
    store.ok(*money, "--date", "2018-02-01")
    store.ok("village", "edit", "甲村", "--county", "渭源县", "--code", "621123100002")
    unchanged(store, "village", "edit", "乙村", "--county", "渭源县", says=("乙村", "earmark"))
    unchanged(store, "village", "edit", "乙村", "--code", "", says=("乙村", "earmark"))
    unchanged(store, "village", "remove", "乙村", says=("乙村", "earmark"))
    sql(store, "aidtrack G5", "UPDATE village SET county = '渭源县' WHERE name = '乙村'")
    assert "G5" not in {row["rule"] for row in store("check", "--format", "json").rows("findings")}
    store.ok("fund", "add", "县款", "--earmark-place", county)
    store.ok("fund", "add", "村款", "--earmark-place", coded)
    store.ok("receipt", "add", "5", "--fund", "县款")
    store.ok("fund", "transfer", "县款", "村款", "5", "--reason", "结对")
    store.take(tmp_path, {"village": f"name,county,prefecture,code\n丙村,{county},定西市,621121100004\n"})
    store.ok("village", "remove", "乙村")
    batch = store.ok("batch", "list", "--format", "json").rows()[-1]["id"]  # undone, nobody would say it any more
    refused = store("batch", "undo", str(batch), "--yes", lang="en")
    assert refused.code == 1 and "丙村" in refused.err and "earmark" in refused.err
    assert "G5" not in {row["rule"] for row in store("check", "--format", "json").rows("findings")}
    store.ok("village", "edit", coded, "--county", county, "--prefecture", "定西市")
    store.ok("batch", "undo", str(batch), "--yes")


def test_a_project_does_not_close_before_its_money(money: Store) -> None:
    for early in ("2017-05-30", "2017-04", "2016"):
        unchanged(money, "project", "edit", PROJECT, "--closed-on", early, says=(PROJECT,))
        sql(money, "aidtrack G6", f"UPDATE project SET closed_on = '{early}'")
    for day in ("2017-05-31", "2017-05", "2017"):
        money.ok("project", "edit", PROJECT, "--closed-on", day, "--stage", "closed")


def test_a_project_closes_before_what_was_taken_back_or_has_a_reason(money: Store) -> None:
    passes(money, "spending", "50", "--date", "2017-06-30")
    passes(money, "spending", "20", "--date", "2017-06-30", "--over", "质保金")
    unchanged(money, "project", "edit", PROJECT, "--closed-on", "2017-06-29", says=(PROJECT,))
    money.ok("spending", "reverse", "4", "--reason", "更正", "--date", "2017-07-01")
    money.ok("project", "edit", PROJECT, "--closed-on", "2017-06-29")


def sql(store: Store, says: str, statement: str) -> None:
    with raw(store) as connection:
        Sql(store, connection).refuses_statement(says, statement)
