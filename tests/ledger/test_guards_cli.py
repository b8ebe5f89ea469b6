"""G1, G2, G3 and G7 at their boundary, as a person types it: equal passes, one fen more is refused, a reason is shown."""

import re
import shlex
from pathlib import Path

import pytest

from cli.printed import printed
from conftest import Store
from ledger.chain import (
    FUND,
    MONEY,
    OTHER,
    PROJECT,
    TRAINING,
    VILLAGE,
    alerts,
    chain,
    flags,
    passes,
    refused,
    unchanged,
)


def test_g1_allocates_up_to_the_budget(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "1000")
    refused(store, "allocation", "0.01", says=("0.01",))
    refused(store, "allocation", "250", "--village", OTHER, says=("250.00",))


def test_g1_allocates_up_to_what_came_in_where_no_budget_is_stated(store: Store) -> None:
    chain(store)
    refused(store, "allocation", "0.01", says=("0.01",))
    passes(store, "receipt", "600")
    passes(store, "interest", "0.50")
    passes(store, "allocation", "600.50")
    refused(store, "allocation", "0.01", says=("0.01",))
    refused(store, "receipt", "-100", "--reason", "收回", says=("give this back", "100.00"))
    refused(store, "interest", "-0.01", "--reason", "多计", says=("0.01",))


def test_g1_budget_counts_even_where_less_came_in(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "1")
    passes(store, "allocation", "1000")
    passes(store, "receipt", "-1", "--reason", "收回")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("budget", "kind"), [({"budget": "1000"}, "fund"), ({}, "receipt")])
def test_g1_lets_pass_what_was_refused_once_its_advice_is_followed(
    store: Store, lang: str, budget: dict[str, str], kind: str
) -> None:
    """To a fund that states a budget a receipt gives no room, and none is named."""
    chain(store, **budget)
    wanted = ("allocation", "add", "1750.25", "--fund", FUND, "--project", PROJECT, "--date", "2017-02-01")
    advice = [*printed(store(*wanted, lang=lang).err)]
    done = [words for words in advice if words[0] == kind]
    assert len(done) == 1 and (not budget or advice == done), advice
    store.ok(*done[0])
    store.ok(*wanted)


def test_g1_with_a_reason_until_the_budget_covers_it(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "1000")
    passes(store, "allocation", "0.01", "--over", "先行安排")
    assert alerts(store) == {"G1"}
    assert all("over_allocated(先行安排)" in said for said in flags(store).values()), flags(store)
    refused(store, "allocation", "0.01", says=("0.02",))
    passes(store, "allocation", "-0.005万", "--reason", "调减")
    store.ok("fund", "edit", FUND, "--budget", "1000.01")
    assert alerts(store) == set()
    assert not [said for said in flags(store).values() if "over_allocated" in said]


def test_g2_spends_up_to_the_allocation_of_the_cell(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "10000")
    passes(store, "allocation", "500", "--village", VILLAGE)
    passes(store, "allocation", "300", "--village", OTHER)
    passes(store, "spending", "500", "--village", VILLAGE)
    refused(store, "spending", "0.01", "--village", VILLAGE, says=(PROJECT, VILLAGE, "0.01"))
    passes(store, "spending", "300", "--village", OTHER)
    refused(store, "spending", "7.25", "--village", OTHER, says=(PROJECT, OTHER, "7.25"))


def test_g2_not_assigned_is_a_cell_of_its_own(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "10000")
    passes(store, "allocation", "100", project=TRAINING)
    refused(store, "spending", "0.01", "--village", VILLAGE, project=TRAINING, says=(TRAINING, VILLAGE, "0.01"))
    passes(store, "allocation", "50", "--village", VILLAGE, project=TRAINING)
    passes(store, "spending", "100", project=TRAINING)
    refused(store, "spending", "0.01", project=TRAINING, says=(TRAINING, "not assigned", "0.01"))
    passes(store, "spending", "50", "--village", VILLAGE, project=TRAINING)


@pytest.mark.parametrize(("lang", "word"), [("zh", "未分村"), ("en", "not assigned")])
def test_g2_names_no_village_as_it_is_typed(store: Store, lang: str, word: str) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "10000")
    spending = ("spending", "add", "100", "--fund", FUND, "--project", TRAINING, "--date", "2017-03-01")
    told = store(*spending, lang=lang).err
    printed = re.search(r"(allocation add 100\.00 .*?)[;；]", told)
    assert printed is not None and f"--village {shlex.quote(word)}" in printed[1]
    store.ok(*shlex.split(printed[1]), lang=lang)
    store.ok(*spending, lang=lang)


@pytest.mark.parametrize(("kind", "lang"), [("allocation", "zh"), ("spending", "en")])
@pytest.mark.parametrize("of_sheet", [False, True])
def test_what_a_refusal_prints_mends_it_as_it_stands(
    store: Store, tmp_path: Path, kind: str, lang: str, of_sheet: bool
) -> None:
    """On the day that the refused entry has, or the first short one of a sheet: of a later day cash was below zero meanwhile."""
    chain(store, **({"budget": "1000"} if kind == "spending" else {}))
    store.ok("receipt", "add", "3", "--fund", FUND, "--date", "2017-01-01")
    sheet = tmp_path / f"{kind}.csv"
    rows = (f"{day},{FUND},{PROJECT},{yuan}" for day, yuan in (("2017-03-01", "60"), ("2017-02-01", "40")))
    sheet.write_text("\n".join(("date,fund,project,amount", *rows)) + "\n", "utf-8")
    typed = (kind, "add", "100", "--fund", FUND, "--project", PROJECT, "--date", "2017-02-01")
    command = ("import", str(sheet), "--as", kind, "--unit", "元") if of_sheet else typed
    other = store.ok("fund", "add", "另一笔", "--format", "json").rows()[0]["id"]
    transfer = ("fund", "transfer", FUND, str(other), "500", "--date", "2017-04-01", "--reason", "调")
    for act in (command, transfer) if kind == "spending" else (command,):
        said = store(*act, lang=lang)
        mends = {tuple(words) for words in printed(said.out + said.err) if words[1] == "add"}
        assert said.code == 1 and mends, said
        for words in mends:
            store.ok(*words, lang=lang)
        store.ok(*act, lang=lang)
    assert store.json("check")["tables"][0]["rows"] == []


def test_g2_with_a_reason_until_more_is_allocated(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "10000")
    passes(store, "allocation", "100")
    passes(store, "spending", "130", "--over", "灾情追加")
    assert alerts(store) == {"G2"}
    assert all("over_spent(灾情追加)" in said for said in flags(store).values()), flags(store)
    refused(store, "spending", "1", says=("31.00",))
    passes(store, "spending", "-10", "--reason", "退回")
    passes(store, "allocation", "5")
    assert alerts(store) == {"G2"}
    passes(store, "allocation", "15")
    assert alerts(store) == set()
    assert not [said for said in flags(store).values() if "over_spent" in said]


def test_g3_spends_up_to_the_cash(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "allocation", "5000")
    refused(store, "spending", "0.01", says=("cash", "0.01"))
    passes(store, "receipt", "100")
    passes(store, "interest", "0.99")
    passes(store, "spending", "100.99")
    refused(store, "spending", "0.01", says=("cash", "0.01"))
    refused(store, "receipt", "-2.50", "--reason", "收回", says=("cash", "2.50"))


def test_g3_with_a_reason_until_the_money_arrives(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "100")
    passes(store, "allocation", "5000")
    passes(store, "spending", "400", "--over", "垫付")
    assert "G3" in alerts(store)
    assert all("overdrawn(垫付)" in said for said in flags(store).values()), flags(store)
    passes(store, "receipt", "300")
    assert "G3" not in alerts(store)
    assert not [said for said in flags(store).values() if "overdrawn" in said]


def test_every_limit_that_is_broken_is_named(store: Store) -> None:
    chain(store, budget="10000")
    passes(store, "receipt", "100")
    passes(store, "allocation", "150")
    refused(store, "spending", "175", says=("exceed the allocation by 25.00", "75.00 yuan short"))


def test_disbursement_has_no_guard_but_an_alert(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "100")
    passes(store, "disbursement", "100")
    assert alerts(store) == set()
    passes(store, "disbursement", "0.01")
    assert alerts(store) == {"over-disbursed"}
    assert "over_disbursed" in flags(store)["village"]


def test_zero_and_a_correction_without_reason_are_refused(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "100")
    passes(store, "allocation", "100")
    for kind in MONEY:
        place = ("--fund", FUND, "--project", PROJECT)
        unchanged(store, kind, "add", "0", *place, says=("0",))
        unchanged(store, kind, "add", "-1", *place, says=("reason",))
        unchanged(store, kind, "add", "-1", *place, "--reason", " ", says=("reason",))
        unchanged(store, kind, "add", "-1", *place, "--over", "理由", says=("reason",))
