"""G5 and G6 at their boundary, as a person types it: where money may go, and until when."""

import pytest

from conftest import Store
from ledger.chain import FUND, OTHER, PROJECT, TRAINING, VILLAGE, alerts, chain, flags, passes, refused, unchanged

DAY = ("--date", "2017-05-31")
NEXT = ("--date", "2017-06-01")


def test_g5_category(store: Store) -> None:
    chain(store, budget="1000", earmark_category="培训")
    passes(store, "allocation", "10", project=TRAINING)
    refused(store, "allocation", "0.01", says=("earmarked", PROJECT, VILLAGE, "0.01"))
    unchanged(store, "allocation", "add", "1", "--fund", FUND, says=(FUND, "not assigned"))


@pytest.mark.parametrize(
    "place",
    [
        "陇西县", "定西市", "甘肃省", VILLAGE, "陇西县/牙河村", "定西市/陇西县/牙河村", "甘肃省/陇西县", "621122100201",
        "621122", "6211", "62112210020",
    ],
)  # fmt: skip
def test_g5_places_that_fit_one_village(store: Store, place: str) -> None:
    chain(store, budget="1000", earmark_place=place)
    fits = place != "62112210020"  # eleven digits are no level of the division codes
    if fits:
        passes(store, "allocation", "10")
    refused(store, "allocation", "0.01", "--village", OTHER, says=("earmarked", OTHER, "0.01"))
    refused(
        store,
        "allocation",
        "0.01",
        project=TRAINING,
        says=("earmarked", TRAINING, "not assigned", "name it with --village"),
    )


@pytest.mark.parametrize("place", ["河村", "武山县/牙河村", "陇西", "牙河村/陇西县", "621123", "陇西县/上牙河村"])
def test_g5_places_that_do_not_fit(store: Store, place: str) -> None:
    chain(store, budget="1000", earmark_place=place)
    refused(store, "allocation", "0.01", says=("earmarked", VILLAGE, "0.01"))


@pytest.mark.parametrize(
    ("allowed", "depth", "fits"),
    [
        ("贫困村", "贫困村", True), ("贫困村", "深度贫困村", True), ("深度贫困村", "贫困村", False),
        ("深度贫困村、非贫困村", "非贫困村", True), ("贫困村", "非贫困村", False), ("贫困村", "", False),
    ],
)  # fmt: skip
def test_g5_of_villages_as_poor_as_the_fund_is_meant_for(store: Store, allowed: str, depth: str, fits: bool) -> None:
    """A deeply poor village is a poor one; one of which nothing is known is none; where no village is, there is no poor one."""
    chain(store, budget="1000")
    store.ok("village", "edit", VILLAGE, "--depth", depth)
    store.ok("fund", "edit", FUND, "--earmark-depth", allowed)
    refused(
        store,
        "allocation",
        "0.01",
        project=TRAINING,
        says=("earmarked", TRAINING, "not assigned", "name it with --village"),
    )
    if not fits:
        refused(store, "allocation", "0.01", says=("earmarked", VILLAGE, "0.01"))
        return
    passes(store, "allocation", "10")
    unchanged(store, "village", "edit", VILLAGE, "--depth", "", says=("earmark",))
    other = "深度贫困村" if depth == "非贫困村" else "非贫困村"
    unchanged(store, "fund", "edit", FUND, "--earmark-depth", other, says=("earmark",))


def test_g5_with_a_reason_until_it_is_taken_back(store: Store) -> None:
    chain(store, budget="1000", earmark_place="武山县")
    passes(store, "allocation", "10", "--over", "会议决定")
    assert alerts(store) == {"G5"}
    assert all("outside_earmark(会议决定)" in said for said in flags(store).values()), flags(store)
    refused(store, "allocation", "0.01", says=("0.01",))
    passes(store, "allocation", "-4", "--reason", "调减")
    store.ok("allocation", "reverse", "1", "--amount", "6", "--reason", "更正")
    store.ok("check")
    passes(store, "allocation", "5", "--village", OTHER)


def test_g5_spending_is_not_judged_by_the_earmark(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "10")
    passes(store, "allocation", "10")
    passes(store, "spending", "10")


@pytest.mark.parametrize("closed_on", ["2017-05-31", "2017-05"])
def test_g6_the_closing_day_itself_passes(store: Store, closed_on: str) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100")
    store.ok("project", "edit", PROJECT, "--closed-on", closed_on, "--stage", "closed")
    passes(store, "allocation", "10", *DAY)
    passes(store, "spending", "5", *DAY)
    refused(store, "allocation", "0.01", *NEXT, says=(PROJECT, "2017-06-01", "0.01"))
    refused(store, "spending", "0.01", *NEXT, says=(PROJECT, "2017-06-01", "0.01"))


def test_g6_closed_in_a_year(store: Store) -> None:
    chain(store, budget="1000")
    store.ok("project", "edit", PROJECT, "--closed-on", "2016")
    passes(store, "allocation", "10", "--date", "2016-12-31")
    refused(store, "allocation", "0.01", "--date", "2017-01-01", says=(PROJECT, "2017-01-01"))


@pytest.mark.parametrize("stage", ["closed", "cancelled"])
def test_g6_an_unknown_closing_day_takes_no_money_at_all(store: Store, stage: str) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100")
    passes(store, "allocation", "10")
    passes(store, "spending", "5")
    store.ok("project", "edit", PROJECT, "--stage", stage)
    store.ok("check")
    refused(store, "allocation", "0.01", "--date", "1999-01-01", says=(PROJECT, "1999-01-01"))
    refused(store, "spending", "0.01", "--date", "1999-01-01", says=(PROJECT, "1999-01-01"))
    passes(store, "spending", "-5", "--reason", "退回")
    passes(store, "allocation", "-10", "--reason", "调减")
    passes(store, "disbursement", "1")


def test_g6_cancelled_on_a_known_day(store: Store) -> None:
    chain(store, budget="1000")
    store.ok("project", "edit", PROJECT, "--closed-on", "2017-05-31", "--stage", "cancelled")
    passes(store, "allocation", "10", *DAY)
    refused(store, "allocation", "0.01", *NEXT, says=(PROJECT,))


def test_g6_refunds_after_closing_pass(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100")
    passes(store, "allocation", "10", *DAY)
    passes(store, "spending", "10", *DAY)
    store.ok("project", "edit", PROJECT, "--closed-on", "2017-05-31")
    passes(store, "spending", "-4", *NEXT, "--reason", "退回")
    store.ok("spending", "reverse", "3", "--amount", "6", "--reason", "退回", *NEXT)
    passes(store, "allocation", "-10", *NEXT, "--reason", "调减")


def test_g6_with_a_reason_until_it_is_taken_back(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100", *DAY)
    passes(store, "allocation", "10", *DAY)
    store.ok("project", "edit", PROJECT, "--closed-on", "2017-05-31")
    passes(store, "spending", "10", *NEXT, "--over", "质保金")
    assert alerts(store) == {"G6"}
    assert all("after_closing(质保金)" in said for said in flags(store).values()), flags(store)
    store.ok("spending", "reverse", "3", "--reason", "更正")
    assert alerts(store) == set()
    assert not [said for said in flags(store).values() if "after_closing" in said]
