"""What was cut by a plain negative row is gone as much as what was reversed: a cell is judged by what it still holds."""

from collections.abc import Iterator

import pytest

from conftest import Store, once
from ledger.chain import FUND, PROJECT, TRAINING, alerts, chain, flags, lending, passes, refused, unchanged

MAY, JULY = ("--date", "2017-05-31"), ("--date", "2017-07-01")


@once
def _money(store: Store) -> Store:
    """1,000.00 yuan received."""
    chain(store)
    passes(store, "receipt", "1000", "--date", "2017-01-02")
    return store


@pytest.fixture
def money(store: Store) -> Iterator[Store]:
    yield _money(store)
    store.ok("check")


def test_a_project_whose_late_money_was_cut_can_be_closed(money: Store) -> None:
    passes(money, "allocation", "100", *JULY)
    passes(money, "spending", "30", *JULY)
    close = ("project", "edit", PROJECT, "--stage", "closed", "--closed-on", "2017-06-01")
    unchanged(money, *close, says=(PROJECT,))
    passes(money, "spending", "-30", *JULY, "--reason", "退回")
    unchanged(money, *close, says=(PROJECT,))
    passes(money, "allocation", "-99.99", *JULY, "--reason", "调减")
    unchanged(money, *close, says=(PROJECT,))
    passes(money, "allocation", "-0.01", *JULY, "--reason", "调减")
    money.ok(*close)
    assert alerts(money) == set()


def test_the_mark_of_late_money_goes_when_it_is_cut(money: Store) -> None:
    passes(money, "allocation", "100", *MAY)
    money.ok("project", "edit", PROJECT, "--stage", "closed", "--closed-on", "2017-06-01")
    passes(money, "allocation", "40", *JULY, "--over", "会议决定")
    assert alerts(money) == {"G6"}
    passes(money, "allocation", "-39.99", *JULY, "--reason", "调减")
    assert "after_closing(会议决定)" in flags(money)["project"]
    passes(money, "allocation", "-0.01", *JULY, "--reason", "调减")
    assert "after_closing" not in flags(money)["project"]
    assert alerts(money) == set()


def test_what_was_given_back_after_closing_can_be_put_back(money: Store) -> None:
    """What a cell took after closing is the sum of its entries dated after it, at least 0."""
    passes(money, "allocation", "100", *MAY)
    money.ok("project", "edit", PROJECT, "--stage", "closed", "--closed-on", "2017-06-01")
    passes(money, "allocation", "-40", *JULY, "--reason", "调减")
    refused(money, "allocation", "40.01", *JULY, says=("0.01", PROJECT))
    passes(money, "allocation", "40", *JULY)
    refused(money, "allocation", "0.01", *JULY, says=("0.01", PROJECT))
    assert alerts(money) == set()


def test_money_of_another_kind_or_place_makes_no_room(money: Store) -> None:
    passes(money, "allocation", "100", *MAY)
    passes(money, "spending", "50", *MAY)
    passes(money, "allocation", "10", *MAY, project=TRAINING)
    for project in (PROJECT, TRAINING):
        money.ok("project", "edit", project, "--stage", "closed", "--closed-on", "2017-06-01")
    passes(money, "spending", "-40", *JULY, "--reason", "退回")
    refused(money, "allocation", "1", *JULY, says=("1.00", PROJECT))
    refused(money, "allocation", "1", *JULY, project=TRAINING, says=("1.00", TRAINING))


def test_an_earmark_and_its_mark_look_at_what_is_left(money: Store) -> None:
    money.ok("fund", "edit", FUND, "--earmark-category", "培训")
    passes(money, "allocation", "100", *MAY, "--over", "会议决定")
    assert alerts(money) == {"G5"}
    passes(money, "allocation", "-100", *JULY, "--reason", "调减")
    assert alerts(money) == set()
    assert "outside_earmark" not in flags(money)["project"]
    refused(money, "allocation", "100", *JULY, says=("100.00", PROJECT))


def test_a_fund_whose_loans_were_cut_can_become_a_grant(store: Store) -> None:
    lending(store)
    store.ok("loan", "add", "100", "--fund", FUND, "--household", "H-001", *MAY)
    unchanged(store, "fund", "edit", FUND, "--form", "grant", says=(FUND,))
    store.ok("loan", "reverse", "2", "--reason", "误", *JULY)
    store.ok("loan", "reverse", "3", "--reason", "又误", *JULY)
    unchanged(store, "fund", "edit", FUND, "--form", "grant", says=(FUND,))
    store.ok("loan", "reverse", "4", "--reason", "再误", *JULY)
    store.ok("fund", "edit", FUND, "--form", "grant")
