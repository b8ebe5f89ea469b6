"""An entry that broke a rule with a reason is shown wherever its money is, until it is covered and as of any day."""

from conftest import Store, flagged
from ledger.chain import FUND, VILLAGE, alerts, chain, flags, passes


def overspent(store: Store) -> None:
    """100.00 set aside in March, 130.00 spent in May with a reason, 30.00 more set aside in July."""
    chain(store, budget="1000")
    passes(store, "receipt", "500", "--date", "2017-01-01")
    passes(store, "allocation", "100", "--date", "2017-03-01")
    passes(store, "spending", "130", "--date", "2017-05-31", "--over", "灾情追加")
    passes(store, "allocation", "30", "--date", "2017-07-01")


def test_flags_as_of_a_day(store: Store) -> None:
    overspent(store)

    def said(day: str) -> set[str]:
        commands = (
            ("report", "village", VILLAGE),
            ("report", "fund", FUND),
            ("report", "project"),
            ("report", "overview"),
        )
        answers = [store.ok(*one, "--as-of", day, "--format", "json").rows() for one in commands]
        return {"".join(flagged(row["flags"]) for row in rows) for rows in answers}

    assert all("over_spent(灾情追加)" in flags for flags in said("2017-06-30"))
    assert not [flags for flags in said("2017-04-30") | said("2017-07-01") if "over_spent" in flags]
    assert alerts(store) == set()


def test_flags_in_chinese(store: Store) -> None:
    overspent(store)
    answer = store.ok("report", "village", VILLAGE, "--as-of", "2017-06-30", lang="zh")
    assert "超支(灾情追加)" in answer.out


def test_each_reason_is_shown(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500", "--date", "2017-01-01")
    passes(store, "spending", "10", "--over", "灾情追加")
    passes(store, "spending", "5", "--over", "误工补助")
    for said in flags(store).values():
        assert "over_spent(灾情追加)" in said and "over_spent(误工补助)" in said, said


def test_a_reason_that_is_taken_back_is_gone(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500", "--date", "2017-01-01")
    passes(store, "spending", "10", "--over", "灾情追加")
    store.ok("spending", "reverse", "2", "--reason", "误记")
    assert alerts(store) == set()
    assert not [said for said in flags(store).values() if "over_spent" in said]


def test_a_reason_that_was_not_needed_raises_no_flag(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500", "--date", "2017-01-01")
    passes(store, "allocation", "10", "--over", "以防万一", "--date", "2017-02-01")
    passes(store, "spending", "10", "--over", "以防万一", "--date", "2017-02-01")
    assert alerts(store) == set()
    assert not [said for said in flags(store).values() if "以防万一" in said]


def test_a_returned_receipt_with_a_reason_is_shown(store: Store) -> None:
    chain(store)
    passes(store, "receipt", "500", "--date", "2017-01-01")
    passes(store, "allocation", "500", "--date", "2017-02-01")
    passes(store, "receipt", "-100", "--reason", "收回", "--over", "上级收回", "--date", "2017-03-01")
    assert alerts(store) == {"G1"}
    assert "over_allocated(上级收回)" in flags(store)["fund"]
    passes(store, "allocation", "-100", "--reason", "调减")
    assert alerts(store) == set()
