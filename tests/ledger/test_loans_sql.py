"""Loans against a program that writes to the database itself; and what `check` finds where no guard stood."""

from collections.abc import Iterator

import pytest

from conftest import Store
from ledger.chain import FUND, Sql, balances, lending, only_unlogged, raw
from store.raw import behind_the_guards


@pytest.fixture
def sql(store: Store) -> Iterator[Sql]:
    """10.00 yuan in the fund, 6.00 of it lent as entry 20 and 3.00 as entry 30."""
    lending(store, "10")
    with raw(store) as connection:
        sql = Sql(store, connection)
        sql.entry("loan", 600, id=20, household_id=1)
        sql.entry("loan", 300, id=30, household_id=2)
        yield sql


@pytest.mark.parametrize("kind", ["repayment", "writeoff"])
def test_what_is_outstanding_and_no_fen_more(sql: Sql, kind: str) -> None:
    why = {"reason": "更正"}
    sql.entry(kind, 200, id=40, loan_id=20, **why)
    sql.refuses("aidtrack G4", sql.row(kind, 401, loan_id=20, **why))
    sql.refuses("aidtrack G4", sql.row(kind, 401, loan_id=20, over="理由", **why))
    sql.refuses("aidtrack G4", sql.row(kind, 401, id=35, loan_id=20, **why))  # before the one that is there
    sql.refuses("aidtrack G4", sql.row(kind, 300, loan_id=20, **why), sql.row(kind, 101, loan_id=20, **why))
    sql.entries(sql.row(kind, 300, loan_id=20, **why), sql.row(kind, 100, loan_id=20, **why))
    sql.refuses("aidtrack G4", sql.row(kind, 1, loan_id=20, **why))
    sql.refuses("aidtrack G4", sql.row(kind, -1, loan_id=30))  # nothing came back of it
    only_unlogged(sql.store)


def test_what_names_no_loan(sql: Sql) -> None:
    sql.run("INSERT INTO fund (name) VALUES ('别的资金')")
    sql.entry("repayment", 5, id=40, loan_id=20)
    for kind in ("repayment", "writeoff"):
        why = {"reason": "更正"}
        sql.refuses("aidtrack G4", sql.row(kind, 1, **why))
        sql.refuses("aidtrack G4", sql.row(kind, 1, loan_id=1, **why))  # a receipt
        sql.refuses("aidtrack G4", sql.row(kind, 1, loan_id=40, **why))
        sql.refuses("aidtrack G4", sql.row(kind, 1, loan_id=20, date="2017-05-30", **why))
        sql.refuses("aidtrack G4", sql.row(kind, 1, loan_id=20, fund_id=2, **why))
        sql.refuses("aidtrack G4|(?i:foreign key)", sql.row(kind, 1, loan_id=77, **why))
    sql.refuses("aidtrack G4", sql.row("writeoff", 1, loan_id=20))  # no reason
    sql.refuses("aidtrack G4", sql.row("loan", 1))  # no borrower
    sql.refuses("aidtrack G4", sql.row("loan", 1, household_id=1, loan_id=20))
    sql.refuses("aidtrack G4", sql.row("loan", -1, household_id=1))
    sql.refuses("aidtrack G4", sql.row("loan", -1, household_id=1, loan_id=20))
    only_unlogged(sql.store)


def test_reversals(sql: Sql) -> None:
    sql.entry("repayment", 200, id=40, loan_id=20)
    sql.refuses("aidtrack G4", sql.row("loan", -401, reverses_id=20, loan_id=20))
    sql.refuses("aidtrack G4", sql.row("loan", -400, reverses_id=20))  # no word of the loan
    sql.refuses("aidtrack G4", sql.row("loan", -300, reverses_id=20, loan_id=30))
    sql.refuses("aidtrack G4", sql.row("repayment", -1, reverses_id=40, loan_id=30))
    sql.entry("loan", -400, id=50, reverses_id=20, loan_id=20)
    sql.refuses("aidtrack G4", sql.row("repayment", 1, loan_id=20))
    sql.refuses("aidtrack G4", sql.row("loan", 401, reverses_id=50, loan_id=20))
    sql.entry("loan", 400, reverses_id=50, loan_id=20)
    sql.entry("repayment", -200, reverses_id=40, loan_id=20)
    assert balances(sql.store)["cash"] == "1.00"
    only_unlogged(sql.store)


def test_g3_and_g5(sql: Sql) -> None:
    sql.refuses("aidtrack G3", sql.row("loan", 101, household_id=1))
    sql.refuses_statement("aidtrack G5", "UPDATE fund SET form = 'grant'")
    sql.run("INSERT INTO fund (name, form) VALUES ('拨款资金', 'grant')")
    sql.entry("receipt", 100, fund_id=2)
    sql.refuses("aidtrack G5", sql.row("loan", 1, fund_id=2, household_id=1))
    sql.entry("loan", 1, fund_id=2, household_id=1, over="会议决定")
    sql.run("UPDATE fund SET form = NULL WHERE id = 2")
    sql.run("UPDATE fund SET form = 'grant' WHERE id = 2")
    only_unlogged(sql.store)


def test_check_finds_what_no_guard_saw(sql: Sql) -> None:
    columns = "id, kind, amount_fen, loan_id, household_id, reason, date, fund_id"
    rows = (
        "40, 'repayment', 601, 20, NULL, NULL",
        "41, 'writeoff', -1, 30, NULL, '误'",
        "42, 'loan', 1, NULL, NULL, NULL",
        "43, 'repayment', 1, 1, NULL, NULL",
        "44, 'writeoff', 1, 30, NULL, NULL",
        "45, 'writeoff', -1, 30, NULL, '误'",
    )
    behind_the_guards(
        sql.store,
        *(f"INSERT INTO entry ({columns}) VALUES ({row}, '2017-05-31', 1)" for row in rows),
    )
    findings = sql.store("check", "--format", "json").rows()
    assert {row["what"]: row["problem"] for row in findings if row["rule"] == "G4"} == {
        "loan 20": "is overpaid by 0.01 yuan.",
        "loan 30": "more was taken back than recorded.",
        "loan 42": "has no borrower.",
        "repayment 43": "names no loan of its fund that was lent by then.",
        "writeoff 44": "has no reason.",
        # 9.00 lent as the balance has it; of the loans 6.00 − 6.01 + 3.00 + 0.01 + 0.01
        FUND: "has 9.00 yuan outstanding, its loans say 3.01.",
    }
