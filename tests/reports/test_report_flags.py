"""Each flag at the fen where it begins, and not one before it, in every report that shows it."""

import pytest

from conftest import Store, flagged
from render.shown import PEOPLE

OVERSPENT, AWAITING, UNALLOCATED, UNSPENT = "over_spent", "not_arrived", "not_allocated", "unspent"
OVER_DISBURSED, OVER_RECEIVED = "over_disbursed", "over_received"
CELL_REPORTS = (("village", "乙村", "funding"), ("village", "乙村", "funds"), ("project", "丙", "funding"), ("overview", "villages"))  # fmt: skip


def money(store: Store, kind: str, amount: str, *options: str) -> None:
    place = () if kind in ("receipt", "interest") else ("--project", "丙")
    store.ok(kind, "add", amount, "--fund", "甲", "--date", "2017-05-31", *place, *options, "--allow-duplicates")


def start(store: Store, budget: str = "") -> Store:
    store.ok("fund", "add", "甲", "--year", "2016", *(["--budget", budget] if budget else []))
    store.ok("village", "add", "乙村")
    store.ok("project", "add", "丙", "--village", "乙村")
    return store


def flags(store: Store, *report: str, table: str) -> str:
    [row] = store.ok("report", *report, "--format", "json", lang="zh").rows(table)
    return str(flagged(row["flags"]))


def fund(store: Store, *period: str) -> str:
    return flags(store, "fund", *period, table="funds")


def cell(store: Store) -> str:
    """The flag of the one cell, which is the same wherever it is shown."""
    [said] = {flags(store, *report[:-1], table=report[-1]) for report in CELL_REPORTS}
    return said


def test_awaiting_receipt(store: Store) -> None:
    start(store, "100")
    assert AWAITING in fund(store)
    money(store, "receipt", "99.98")
    money(store, "interest", "0.01")
    assert AWAITING in fund(store)  # 99.99 of 100
    money(store, "interest", "0.01")
    assert AWAITING not in fund(store)


def test_awaiting_receipt_without_a_budget(store: Store) -> None:
    start(store)
    assert fund(store) == ""
    money(store, "allocation", "100", "--over", "先行安排")
    assert fund(store) == f"over_allocated(先行安排), {AWAITING}, {UNSPENT}"
    money(store, "receipt", "99.99")
    assert AWAITING in fund(store)
    money(store, "receipt", "0.01")
    assert fund(store) == UNSPENT


def test_nothing_allocated(store: Store) -> None:
    start(store)
    assert fund(store) == ""  # no money, nothing to allocate
    money(store, "receipt", "0.01")
    assert fund(store) == UNALLOCATED
    money(store, "allocation", "0.01")
    assert fund(store) == UNSPENT
    store.ok("allocation", "reverse", "2", "--reason", "误记")
    assert fund(store) == UNALLOCATED


def test_nothing_allocated_of_a_promise(store: Store) -> None:
    start(store, "100")
    assert fund(store) == f"{AWAITING}, {UNALLOCATED}"


def test_of_a_fund_without_an_entry_nothing_is_said_until_its_year_is_over(store: Store) -> None:
    start(store, "100")
    assert [fund(store, "--as-of", day) for day in ("2015-12-31", "2016-06-30", "2016-12-31")] == ["", "", ""]
    assert fund(store, "--as-of", "2017-01-01") == f"{AWAITING}, {UNALLOCATED}"
    money(store, "receipt", "1")
    assert fund(store, "--as-of", "2016-12-31") == ""  # it came later
    store.ok("fund", "edit", "甲", "--year", "2017")
    # An entry of its own says that it has begun.
    assert fund(store, "--as-of", "2017-05-31") == f"{AWAITING}, {UNALLOCATED}"
    assert fund(store, "--as-of", "2017-05-30") == ""


def test_of_a_fund_without_an_entry_and_a_year_nothing_is_said(store: Store) -> None:
    store.ok("fund", "add", "甲", "--budget", "100")
    assert fund(store) == ""


def test_received_beyond_its_budget(store: Store) -> None:
    start(store, "100")
    money(store, "receipt", "100")
    money(store, "interest", "5")  # was never promised
    assert fund(store) == UNALLOCATED
    money(store, "receipt", "0.01")
    assert fund(store) == f"{OVER_RECEIVED}, {UNALLOCATED}"
    for qualifier in ("≥", "≈"):
        store.ok("fund", "edit", "甲", "--qualifier", qualifier)
        assert fund(store) == UNALLOCATED


def test_a_loan_fund_has_nothing_to_allocate_and_no_rate(store: Store) -> None:
    store.ok("fund", "add", "甲", "--year", "2016", "--budget", "100", "--form", "loan")
    store.ok("fund", "add", "乙", "--year", "2016")
    money(store, "receipt", "100")
    store.ok("receipt", "add", "100", "--fund", "乙", "--date", "2017-05-31")
    store.ok("project", "add", "丙")
    for kind in ("allocation", "spending"):
        store.ok(kind, "add", "50", "--fund", "乙", "--project", "丙", "--date", "2017-05-31")
    for period in ((), ("--year", "2017")):
        table = store.json("report", "fund", *period)["tables"][0]
        found = [(row["fund"], row["unallocated"], row["rate"], flagged(row["flags"])) for row in table["rows"]]
        assert found == [("甲", None, None, ""), ("乙", "50.00", "50.00%", "")]
        # the total's rate is that of what is spent by and by: 50 of 100, not of 200
        assert [table["total"][name] for name in ("received", "unallocated", "rate")] == ["200.00", "50.00", "50.00%"]
    months = store.json("report", "progress", "--by", "programme", "--as-of", "2017-05-31")["tables"][0]["rows"]
    assert [(row["received"], row["rate"]) for row in months] == [("200.00", "50.00%")]
    funds = store.json("report", "progress", "--as-of", "2017-05-31")["tables"][0]["rows"]
    assert [(row["fund"], row["rate"], row["ahead"], row["rank"]) for row in funds] == [
        ("乙", "50.00%", "+8.63", 1), ("甲", None, None, None),
    ]  # fmt: skip


def test_no_spending(store: Store) -> None:
    start(store)
    money(store, "receipt", "100")
    money(store, "allocation", "100")
    money(store, "disbursement", "100")
    assert (cell(store), fund(store)) == (UNSPENT, UNSPENT)
    money(store, "spending", "0.01")
    assert (cell(store), fund(store)) == ("", "")
    store.ok("spending", "reverse", "4", "--reason", "退回")
    assert (cell(store), fund(store)) == (UNSPENT, UNSPENT)


def test_over_disbursed(store: Store) -> None:
    start(store)
    money(store, "receipt", "100")
    money(store, "allocation", "50")
    money(store, "spending", "10")
    money(store, "disbursement", "50")
    assert (cell(store), fund(store)) == ("", "")
    money(store, "disbursement", "0.01")
    assert (cell(store), fund(store)) == (OVER_DISBURSED, OVER_DISBURSED)
    money(store, "allocation", "0.01")
    assert (cell(store), fund(store)) == ("", "")


def test_overspent(store: Store) -> None:
    start(store)
    money(store, "receipt", "100")
    money(store, "allocation", "50")
    money(store, "spending", "50")
    assert (cell(store), fund(store)) == ("", "")
    money(store, "spending", "0.01", "--over", "灾情追加")
    assert (cell(store), fund(store)) == (f"{OVERSPENT}(灾情追加)", f"{OVERSPENT}(灾情追加)")
    money(store, "allocation", "0.01")
    assert (cell(store), fund(store)) == ("", "")


def test_one_cell_that_is_overspent_marks_the_village_although_another_has_money_left(store: Store) -> None:
    start(store)
    store.ok("project", "add", "丁", "--village", "乙村")
    money(store, "receipt", "1000")
    money(store, "spending", "1", "--over", "急用")
    store.ok("allocation", "add", "500", "--fund", "甲", "--project", "丁")
    rows = store.ok("report", "village", "乙村", "--format", "json", lang="zh").rows("funding")
    assert [flagged(row["flags"]) for row in rows] == [f"{OVERSPENT}(急用)", UNSPENT]
    for report in (("overview",), ("fund",)):
        first = store.ok("report", *report, "--format", "json", lang="zh").rows()[0]
        assert first["flags"] == [{"flag": "over_spent", "reason": "急用"}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_read_the_words_of_flags_in_their_language_scripts_the_same_everywhere(store: Store, lang: str) -> None:
    start(store, "100")
    flags = store.ok("report", "fund", "--format", "json", lang=lang).rows()[0]["flags"]
    assert flags == [{"flag": "not_arrived", "reason": None}, {"flag": "not_allocated", "reason": None}]
    shown = {"zh": "待到账、未安排", "en": "awaiting receipt, nothing allocated"}[lang]
    for form in (*PEOPLE, "csv"):
        assert shown in store.ok("report", "fund", "--format", form, lang=lang).out
