"""G4: what a correction may take back, at the boundary; no reason excuses it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.errors import Refused
from aidtrack.ledger.kind import KINDS
from aidtrack.store.engine.transaction import write
from aidtrack.store.records import entries, nouns, reversing
from aidtrack.store.records.rows import held_fen
from conftest import Store, examples
from ledger.chain import FUND, MONEY, PROJECT, VILLAGE, balances, chain, passes, refused, unchanged

CORRECTED = ("--reason", "更正")
OVER = (*CORRECTED, "--over", "理由")


@pytest.mark.parametrize("kind", MONEY)
def test_no_sum_falls_below_zero(store: Store, kind: str) -> None:
    chain(store, budget="1000")
    if not KINDS[kind].arrives:
        passes(store, "receipt", "500")
    if kind == "spending":
        passes(store, "allocation", "300")
    passes(store, kind, "200")
    refused(store, kind, "-200.01", *CORRECTED, says=("0.01",))
    refused(store, kind, "-200.01", *OVER, says=("0.01",))
    passes(store, kind, "-200", *CORRECTED)
    refused(store, kind, "-1", *OVER, says=("1.00",))


def test_a_cell_without_entries_has_nothing_to_take_back(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "200")
    refused(store, "allocation", "-0.01", "--village", "咀儿村", *OVER, says=("咀儿村", "0.01"))
    refused(store, "spending", "-3", *OVER, says=(VILLAGE, "3.00"))


def test_a_cut_stops_at_what_is_spent(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500")
    passes(store, "allocation", "500")
    passes(store, "spending", "380")
    refused(store, "allocation", "-120.01", *CORRECTED, says=(PROJECT, VILLAGE, "0.01", "below what is spent"))
    refused(store, "allocation", "-120.01", *OVER, says=("0.01", "below what is spent"))
    unchanged(store, "allocation", "reverse", "2", *CORRECTED, says=("380.00", "below what is spent"))
    passes(store, "allocation", "-120", *CORRECTED)
    assert balances(store)["allocated"] == "380.00"


def test_a_cut_in_an_overspent_cell_is_never_excused(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500")
    passes(store, "allocation", "100")
    passes(store, "spending", "130", "--over", "灾情追加")
    refused(store, "allocation", "-10", *OVER, says=("40.00 yuan below what is spent",))
    passes(store, "spending", "-40", *CORRECTED)
    passes(store, "allocation", "-10", *CORRECTED)


def test_reverse_takes_back_at_most_what_the_entry_holds(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500")
    passes(store, "allocation", "500")
    passes(store, "spending", "100")
    passes(store, "spending", "200")
    unchanged(store, "spending", "reverse", "3", "--amount", "100.01", *OVER, says=("100.00", "100.01"))
    store.ok("spending", "reverse", "3", "--amount", "60", *CORRECTED)
    unchanged(store, "spending", "reverse", "3", "--amount", "40.01", *CORRECTED, says=("40.00", "40.01"))
    store.ok("spending", "reverse", "3", *CORRECTED)
    unchanged(store, "spending", "reverse", "3", *CORRECTED, says=("whole already",))
    unchanged(store, "spending", "reverse", "4", "--amount", "0", *CORRECTED, says=("is 0",))
    unchanged(store, "allocation", "reverse", "4", *CORRECTED, says=("spending",))
    assert balances(store)["spent"] == "200.00"
    store.ok("check")


def test_a_correction_can_itself_be_taken_back_within_the_limits(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "1000")
    passes(store, "allocation", "-300", *CORRECTED)
    passes(store, "allocation", "200")
    unchanged(store, "allocation", "reverse", "2", *CORRECTED, says=(FUND, "200.00"))
    store.ok("allocation", "reverse", "2", "--amount", "100", *CORRECTED)
    assert balances(store)["allocated"] == "1000.00"
    store.ok("check")


def test_a_refund_and_more_allocation_are_never_refused_for_a_breach(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "allocation", "100")
    passes(store, "spending", "500", "--over", "垫付")
    passes(store, "spending", "-1", *CORRECTED)
    passes(store, "allocation", "1")
    passes(store, "receipt", "1")
    passes(store, "allocation", "900", "--over", "先行安排")
    passes(store, "allocation", "-0.01", *CORRECTED)


# Amounts tried, in fen, on an entry of 10.00 yuan; every example takes an entry of its own in the same store.
@given(attempts=st.lists(st.integers(1, 1200), min_size=1, max_size=8))
@settings(max_examples=examples(25))
def test_partial_reversals_never_take_back_more_than_held(store: Store, attempts: list[int]) -> None:
    with write(store.target, actor="test") as writer:
        known = writer.value("SELECT id FROM fund")
        fund = int(known) if known else nouns.add(writer, "fund", {"name": FUND})
        id = entries.add(writer, {"kind": "receipt", "amount_fen": 1000, "fund_id": fund, "date": "2017-05-01"})
    left = 1000
    for fen in attempts:
        try:
            with write(store.target, actor="test") as writer:
                reversing.reverse(writer, id, amount_fen=fen, reason="更正", date="2017-06-01")
        except Refused:
            assert fen > left
        else:
            left -= fen
        with write(store.target, actor="test") as writer:
            assert held_fen(writer, id) == left >= 0
