"""Loans at their boundary, as a person types them: what is outstanding may come back, and not one fen more."""

import pytest

from conftest import Store
from ledger.chain import (
    FUND,
    HOUSEHOLD,
    NEIGHBOUR,
    PROJECT,
    VILLAGE,
    alerts,
    balances,
    flags,
    lend,
    lending,
    passes,
    refused,
    unchanged,
)

WHY = ("--reason", "更正")
BACK = ("repayment", "writeoff")


@pytest.mark.parametrize("kind", BACK)
def test_what_is_outstanding_and_no_fen_more(store: Store, kind: str) -> None:
    lending(store)
    lend(store, "600", "L-1")
    lend(store, "300", "L-2", household=NEIGHBOUR)
    passes(store, "repayment", "100", "--loan", "L-1", "--date", "2017-06-30")
    refused(store, kind, "500.01", "--loan", "L-1", *WHY, says=("0.01", "outstanding"))
    refused(store, kind, "500.01", "--loan", "L-1", *WHY, "--over", "理由", says=("0.01",))
    passes(store, kind, "500", "--loan", "L-1", *WHY)
    refused(store, kind, "0.01", "--loan", "L-1", *WHY, says=("0.01",))
    passes(store, kind, "300", "--loan", "L-2", *WHY)


def test_a_repayment_needs_a_loan_of_its_fund_before_it(store: Store) -> None:
    lending(store)
    lend(store, "600", "L-1")
    for kind in BACK:
        refused(store, kind, "1", "--loan", "L-1", *WHY, "--date", "2017-05-30", says=("1.00", "lent by 2017-05-30"))
        refused(store, kind, "1", "--loan", "1", *WHY, says=("1.00", "no loan of this fund"))  # the receipt
        passes(store, kind, "1", "--loan", "L-1", *WHY, "--date", "2017-05-31")
    store.ok("fund", "add", "别的资金", "--form", "loan")
    answer = store("repayment", "add", "1", "--fund", "别的资金", "--loan", "L-1")
    assert (answer.code, "别的资金" in answer.err, "no loan of this fund" in answer.err) == (1, True, True), answer
    passes(store, "repayment", "1", "--loan", "L-1", "--ref", "R-1")
    refused(store, "repayment", "1", "--loan", "R-1", says=("no loan of this fund",))
    assert store("repayment", "add", "1", "--fund", FUND).code == 2
    assert store("loan", "add", "1", "--fund", FUND).code == 2
    unchanged(store, "writeoff", "add", "1", "--loan", "L-1", says=("reason",))


def test_where_the_loan_is_the_repayment_is(store: Store) -> None:
    lending(store)
    lend(store, "600", "L-1", "--project", PROJECT)
    [row] = store.ok("repayment", "add", "5", "--loan", "L-1", "--format", "json").rows()
    assert (row["fund"], row["project"], row["village"]) == (FUND, PROJECT, VILLAGE)


def test_g3_lends_up_to_the_cash(store: Store) -> None:
    lending(store, "100")
    refused(store, "loan", "100.01", "--household", HOUSEHOLD, says=("cash", "0.01"))
    lend(store, "100", "L-1")
    refused(store, "loan", "0.01", "--household", HOUSEHOLD, says=("cash", "0.01"))
    passes(store, "repayment", "40", "--loan", "L-1")
    lend(store, "40", "L-2", "--date", "2018-01-01")
    passes(store, "writeoff", "60", "--loan", "L-1", *WHY)  # no money moves
    refused(store, "loan", "0.01", "--household", HOUSEHOLD, says=("cash", "0.01"))
    passes(store, "loan", "5", "--household", HOUSEHOLD, "--over", "垫付")
    assert alerts(store) >= {"G3"}
    assert flags(store)["fund"].count("overdrawn(垫付)") == 1
    passes(store, "receipt", "5")
    assert "overdrawn" not in flags(store)["fund"]


def test_g5_a_grant_lends_only_with_a_reason(store: Store) -> None:
    lending(store, form="grant")
    refused(store, "loan", "10", "--household", HOUSEHOLD, says=("is a grant", "10.00"))
    lend(store, "10", "L-1", "--over", "会议决定")
    assert alerts(store) == {"G5"}
    assert "lent_by_grant(会议决定)" in flags(store)["fund"]
    passes(store, "repayment", "4", "--loan", "L-1", "--ref", "R-1")
    store.ok("loan", "reverse", "L-1", "--amount", "6", *WHY)
    assert alerts(store) == {"G5"}
    store.ok("repayment", "reverse", "R-1", *WHY)
    store.ok("loan", "reverse", "L-1", *WHY)
    assert alerts(store) == set()


def test_a_fund_that_has_lent_does_not_become_a_grant(store: Store) -> None:
    lending(store)
    lend(store, "10", "L-1")
    unchanged(store, "fund", "edit", FUND, "--form", "grant", says=(FUND, "grant"))
    store.ok("fund", "edit", FUND, "--form", "")
    unchanged(store, "fund", "edit", FUND, "--form", "grant", says=(FUND, "grant"))
    store.ok("loan", "reverse", "L-1", *WHY)
    store.ok("fund", "edit", FUND, "--form", "grant")


def test_a_loan_that_was_partly_repaid_is_reversed_as_far_as_it_is_outstanding(store: Store) -> None:
    lending(store)
    lend(store, "600", "L-1")
    passes(store, "repayment", "150", "--loan", "L-1", "--ref", "R-1")
    unchanged(store, "loan", "reverse", "L-1", *WHY, says=(FUND, "150.00", "outstanding"))
    unchanged(store, "loan", "reverse", "L-1", "--amount", "450.01", *WHY, says=(FUND, "0.01"))
    store.ok("loan", "reverse", "L-1", "--amount", "450", *WHY)
    refused(store, "repayment", "0.01", "--loan", "L-1", says=("0.01",))
    store.ok("repayment", "reverse", "R-1", *WHY)
    store.ok("loan", "reverse", "L-1", *WHY)
    unchanged(store, "loan", "reverse", "L-1", *WHY, says=("whole already",))
    assert balances(store)["cash"] == "1000.00"
    store.ok("check")


def test_a_repayment_is_reversed_where_its_cash_is_still_there(store: Store) -> None:
    lending(store, "600")
    lend(store, "600", "L-1")
    passes(store, "repayment", "200", "--loan", "L-1", "--ref", "R-1")
    lend(store, "150", "L-2", "--date", "2018-01-01")
    unchanged(store, "repayment", "reverse", "R-1", *WHY, says=(FUND, "cash", "150.00"))
    store.ok("repayment", "reverse", "R-1", "--amount", "50", *WHY)
    passes(store, "repayment", "450", "--loan", "L-1")
    refused(store, "repayment", "0.01", "--loan", "L-1", says=("0.01",))
    store.ok("check")


@pytest.mark.parametrize("kind", BACK)
def test_no_more_is_taken_back_of_a_loan_than_came_back_of_it(store: Store, kind: str) -> None:
    lending(store)
    lend(store, "300", "L-1")
    lend(store, "300", "L-2")
    passes(store, kind, "100", "--loan", "L-1", *WHY)
    passes(store, kind, "20", "--loan", "L-2", *WHY)
    refused(store, kind, "-20.01", "--loan", "L-2", *WHY, says=("0.01",))
    passes(store, kind, "-20", "--loan", "L-2", *WHY)
    refused(store, kind, "-0.01", "--loan", "L-2", *WHY, says=("0.01",))


def test_what_takes_a_loan_back_can_be_taken_back(store: Store) -> None:
    lending(store)
    lend(store, "300", "L-1")
    store.ok("loan", "reverse", "L-1", *WHY)  # entry 3
    refused(store, "repayment", "1", "--loan", "L-1", says=("1.00",))
    store.ok("loan", "reverse", "3", *WHY)
    refused(store, "repayment", "300.01", "--loan", "L-1", says=("0.01",))
    passes(store, "repayment", "300", "--loan", "L-1")
    refused(store, "loan", "-1", "--household", HOUSEHOLD, *WHY, says=("1.00", "loan reverse"))


def test_one_borrower_in_a_village_does_not_stand_for_another(store: Store) -> None:
    lending(store)
    lend(store, "10", "L-1", household=NEIGHBOUR)
    assert store.ok("loan", "list", "--household", NEIGHBOUR, "--format", "json").rows()[0]["village"] == "咀儿村"
    assert store.ok("loan", "list", "--household", HOUSEHOLD, "--format", "json").rows() == []
