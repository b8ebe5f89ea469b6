"""`check` excuses a breach by the reasons that are about it: of entries that still stand, of its kind, in its place."""

import pytest

from conftest import Store, once
from ledger.chain import FUND, PROJECT, TRAINING, chain
from store.raw import behind_the_guards

DAY = ("--date", "2017-05-31")
OVER = ("--over", "急用")
SPENT_UNSEEN = (  # 150.00 yuan more spent in the cell than the 100.00 that arrived and are allocated, past every guard
    "INSERT INTO entry (kind, date, fund_id, project_id, village_id, amount_fen)"
    " VALUES ('spending', '2017-06-01', 1, 1, 1, 25000)",
    "UPDATE fund_balance SET spent_fen = coalesce(spent_fen, 0) + 25000 WHERE fund_id = 1",
    "UPDATE cell_balance SET spent_fen = coalesce(spent_fen, 0) + 25000 WHERE project_id = 1",
)


@pytest.fixture
@once
def money(store: Store) -> Store:
    """100.00 yuan received and allocated, entries 1 and 2."""
    chain(store, budget="10000")
    store.ok("receipt", "add", "100", "--fund", FUND, *DAY)
    store.ok("allocation", "add", "100", "--fund", FUND, "--project", PROJECT, *DAY)
    return store


def levels(store: Store) -> dict[str, str]:
    """Rule → whether it is broken or excused; what the forger left in the log aside."""
    rows = store("check", "--format", "json").rows("findings")
    return {row["rule"]: row["level"] for row in rows if row["rule"] not in ("audit", "cash")}


def add(store: Store, kind: str, amount: str, project: str = PROJECT) -> None:
    store.ok(kind, "add", amount, "--fund", FUND, "--project", project, *DAY, *OVER)


def test_a_reason_that_was_taken_back_excuses_nothing(money: Store) -> None:
    add(money, "spending", "300")
    money.ok("spending", "reverse", "3", "--reason", "误", *DAY)
    behind_the_guards(money, *SPENT_UNSEEN)
    assert levels(money) == {"G2": "rule", "G3": "rule"}


def test_nor_does_one_for_another_kind_or_place(money: Store) -> None:
    add(money, "allocation", "300", TRAINING)
    add(money, "spending", "300", TRAINING)
    money.ok("spending", "reverse", "4", "--amount", "299", "--reason", "误", *DAY)
    behind_the_guards(money, *SPENT_UNSEEN)
    assert levels(money) == {"G2": "rule", "G3": "rule"}


def test_nor_does_a_reason_for_giving_back(money: Store) -> None:
    """It lowers nothing, so it let nothing pass."""
    money.ok("receipt", "add", "300", "--fund", FUND, *DAY, *OVER)
    behind_the_guards(
        money,
        *SPENT_UNSEEN,
        "UPDATE entry SET amount_fen = 1 WHERE id = 3",
        "UPDATE fund_balance SET received_fen = 10001",
    )
    assert levels(money) == {"G2": "rule", "G3": "rule"}


def test_a_reason_stays_one_when_a_budget_is_stated_later(store: Store) -> None:
    """Without a budget what arrived may be allocated; less of it was left, for a reason, and then the fund states more than that."""
    chain(store)
    store.ok("receipt", "add", "100", "--fund", FUND, *DAY)
    store.ok("allocation", "add", "100", "--fund", FUND, "--project", PROJECT, *DAY)
    store.ok("receipt", "reverse", "1", "--amount", "60", "--reason", "误", *DAY, *OVER)
    assert levels(store) == {"G1": "alert"}
    store.ok("fund", "edit", FUND, "--budget", "70")
    assert levels(store) == {"G1": "alert"}
    store.ok("fund", "edit", FUND, "--budget", "100")
    assert levels(store) == {}


def test_what_it_was_given_for_is_excused_as_far_as_it_goes(money: Store) -> None:
    add(money, "spending", "150")
    assert levels(money) == {"G2": "alert", "G3": "alert"}
    behind_the_guards(money, *SPENT_UNSEEN)
    assert levels(money) == {"G2": "rule", "G3": "rule"}
