"""The verbs of an entry: what fills itself in, what is taken back, what a list shows."""

import pytest

from aidtrack.ledger.kind import KINDS
from conftest import Store, once
from ledger.chain import MONEY


@pytest.fixture
@once
def ready(store: Store) -> Store:
    """Fund F with 1,000; project P at home in V with 500 allocated; project Q without a home."""
    store.ok("village", "add", "V", "--county", "C")
    store.ok("village", "add", "W", "--county", "C")
    store.ok("fund", "add", "F", "--budget", "1000")
    store.ok("fund", "add", "G", "--budget", "1000")
    store.ok("project", "add", "P", "--village", "V")
    store.ok("project", "add", "Q")
    store.ok("receipt", "add", "1000", "--fund", "F", "--date", "2017-01-01")
    store.ok("allocation", "add", "500", "--fund", "F", "--project", "P", "--date", "2017-01-02")
    return store


@pytest.mark.parametrize("kind", MONEY)
def test_every_kind_is_added_listed_shown_and_taken_back(ready: Store, kind: str) -> None:
    place = ("--project", "P") if KINDS[kind].per_cell else ()
    [row] = ready.ok(
        kind, "add", "100.50", "--fund", "F", *place, "--date", "2017-02-01", "--voucher", "007", "--format", "json"
    ).rows()
    assert (row["amount"], row["date"], row["voucher"], row["kind"]) == ("100.50", "2017-02-01", "007", kind)
    assert row["village"] == ("V" if place else None)
    assert ready.ok(kind, "list", "--format", "json").rows()[-1]["id"] == row["id"]
    back = ready.ok(kind, "reverse", str(row["id"]), "--amount", "0.50", "--reason", "错", "--format", "json").rows()[0]
    assert (back["amount"], back["reverses"], back["reason"]) == ("-0.50", row["id"], "错")
    whole = ready.ok(kind, "reverse", str(row["id"]), "--reason", "错", "--format", "json").rows()[0]
    assert whole["amount"] == "-100.00"
    assert ready(kind, "reverse", str(row["id"]), "--reason", "错").code == 1
    shown = ready.ok(kind, "show", str(row["id"]), "--format", "json")
    assert [one["amount"] for one in shown.rows("reversals")] == ["-0.50", "-100.00"]
    ready.ok("check")


def test_a_village_written_out_beats_the_home(ready: Store) -> None:
    assert (
        ready.ok(
            "allocation", "add", "5", "--fund", "F", "--project", "P", "--village", "W", "--format", "json"
        ).rows()[0]["village"]
        == "W"
    )
    assert (
        ready.ok("allocation", "add", "5", "--fund", "F", "--project", "Q", "--format", "json").rows()[0]["village"]
        is None
    )


@pytest.mark.parametrize("word", ["未分村", "not assigned"])
def test_not_assigned_can_be_written_out(ready: Store, word: str) -> None:
    [row] = ready.ok(
        "allocation", "add", "5", "--fund", "F", "--project", "P", "--village", word, "--format", "json"
    ).rows()
    assert (row["project"], row["village"]) == ("P", None)
    [row] = ready.ok("spending", "add", "5", "--project", "P", "--village", word, "--format", "json").rows()
    assert (row["fund"], row["village"]) == ("F", None)


def test_a_spending_takes_the_one_fund_of_its_project(ready: Store) -> None:
    assert ready.ok("spending", "add", "5", "--project", "P", "--format", "json").rows()[0]["fund"] == "F"
    none = ready("spending", "add", "5", "--project", "Q")
    assert (none.code, "--fund" in none.err) == (1, True)
    ready.ok("allocation", "add", "5", "--fund", "G", "--project", "P")
    several = ready("spending", "add", "5", "--project", "P")
    assert (several.code, "F、G" in several.err) == (1, True)
    for kind in ("receipt", "allocation", "disbursement"):
        missing = ready(kind, "add", "5", "--project", "P")
        assert (missing.code, "--fund" in missing.err) == (1, True)


@pytest.mark.parametrize("typed", ["-500", "-500.00", "-￥500", "(500)", "−500", "-0.05万元"])
def test_an_amount_below_zero_is_an_amount(ready: Store, typed: str) -> None:
    assert ready("receipt", "add", typed, "--fund", "F").code == 1  # without a reason
    [row] = ready.ok("receipt", "add", typed, "--fund", "F", "--reason", "收回", "--format", "json").rows()
    assert row["amount"] == "-500.00"
    [row] = ready.ok("receipt", "add", "--fund", "F", "--reason", "-1 号文", "5", "--format", "json").rows()
    assert (row["amount"], row["reason"]) == ("5.00", "-1 号文")


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("receipt", "add", "0", "--fund", "F"), 1, "0"),
        (("receipt", "add", "1E+05", "--fund", "F"), 2, "1E+05"),
        (("receipt", "add", "12.345", "--fund", "F"), 2, "12.345"),
        (("receipt", "add", "5", "--fund", "F", "--date", "2017-02-30"), 2, "2017-02-30"),
        (("receipt", "add", "5", "--fund", "F", "--date", "2017-02"), 2, "2017-02"),
        (("receipt", "add", "5", "--fund", "F", "--date", "2098-01-01"), 2, "--allow-future"),
        (("receipt", "add", "5", "--fund", "F", "--date", ""), 2, "date"),
        (("receipt", "add", "5", "--fund", "FF"), 1, "Did you mean “F”?"),
        (("spending", "add", "500.01", "--project", "P"), 1, "0.01"),
        (("spending", "show", "1"), 1, "1"),
        (("spending", "show", "99"), 1, "99"),
        (("receipt", "reverse", "2", "--reason", "x"), 1, "allocation"),
        (("receipt", "reverse", "1"), 2, "--reason"),
        (("receipt", "reverse", "1", "--reason", ""), 2, "reason"),
        (("receipt", "reverse", "1", "--reason", "x", "--amount", "1000.01"), 1, "1,000.00"),
        (("receipt", "reverse", "1", "--reason", "x", "--amount", "-1"), 1, "above zero"),
        (("receipt", "list", "--limit", "x"), 2, "--limit"),
        (("receipt", "list", "--batch", "1.5"), 2, "--batch"),
        (("receipt", "list", "--from", "2017-02-30"), 2, "2017-02-30"),
    ],
)
def test_refused_with_a_sentence(ready: Store, args: tuple[str, ...], code: int, word: str) -> None:
    answer = ready(*args)
    assert (answer.code, answer.out) == (code, "")
    assert word in answer.err
    assert len(ready.ok("receipt", "list", "--format", "json").rows()) == 1


def test_a_ref_is_one_entrys(ready: Store) -> None:
    ready.ok("receipt", "add", "5", "--fund", "F", "--ref", "到-001")
    taken = ready("interest", "add", "5", "--fund", "F", "--ref", "到-001")
    assert (taken.code, "到-001" in taken.err) == (1, True)
    assert ready.ok("receipt", "show", "到-001", "--format", "json").rows()[0]["amount"] == "5.00"


def test_a_list_with_its_sum_and_what_narrows_it(ready: Store) -> None:
    for day, amount, village in (("2017-03-01", "10", "V"), ("2017-04-01", "20", "W"), ("2018-01-01", "30", "V")):
        ready.ok(
            "allocation",
            "add",
            amount,
            "--fund",
            "F",
            "--project",
            "Q",
            "--village",
            village,
            "--date",
            day,
            "--voucher",
            "1E5",
        )

    def amounts(*options: str) -> list[str]:
        answer = ready.ok("allocation", "list", *options, "--format", "json")
        [table] = answer.json()["tables"]
        found = [row["amount"] for row in table["rows"]]
        if found and "--limit" not in options:
            assert table["total"]["amount"] == f"{sum(float(amount) for amount in found):.2f}"
        return found

    assert amounts() == ["500.00", "10.00", "20.00", "30.00"]
    assert amounts("--project", "Q", "--village", "V") == ["10.00", "30.00"]
    assert amounts("--fund", "G") == []
    assert amounts("--year", "2017") == ["500.00", "10.00", "20.00"]
    assert amounts("--from", "2017-03", "--to", "2017-04") == ["10.00", "20.00"]
    backwards = ready("allocation", "list", "--from", "2017-04", "--to", "2017-03", lang="zh")
    assert backwards.code == 2 and "--to、--as-of" in backwards.err
    assert amounts("--as-of", "2017-03-31") == ["500.00", "10.00"]
    assert amounts("--limit", "2") == ["500.00", "10.00"]
    assert amounts("--voucher", "1E5") == ["10.00", "20.00", "30.00"]
    assert amounts("--batch", "1") == []
    assert "1E5" in ready.ok("allocation", "list").out


def test_a_ref_that_only_an_export_writes(ready: Store) -> None:
    for lang in ("zh", "en"):
        answer = ready("receipt", "add", "1", "--fund", "F", "--ref", "aidtrack#1", lang=lang)
        assert (answer.code, answer.out, "aidtrack#" in answer.err) == (1, "", True)
