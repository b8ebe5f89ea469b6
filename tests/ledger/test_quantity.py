"""Each quantity of money: what the kinds declare, and SQL beside Python."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from aidtrack.ledger import quantity
from aidtrack.ledger.kind import FUND_BALANCES, KINDS
from aidtrack.ledger.quantity import Quantity

QUANTITIES = {name: one for name, one in vars(quantity).items() if isinstance(one, Quantity)}
HAD = ("receipt", "interest", "allocation", "disbursement", "spending", "loan", "repayment", "writeoff")
sums = st.fixed_dictionaries({name: st.none() | st.integers(-(10**15), 10**15) for name in FUND_BALANCES})


def test_quantities_come_from_the_kinds() -> None:
    """Worked out by hand for the kinds that DESIGN section 3 has."""
    assert {name: {kind: one.signs[kind] for kind in HAD if kind in one.signs} for name, one in QUANTITIES.items()} == {
        "ARRIVED": {"receipt": 1, "interest": 1},
        "CASH": {"receipt": 1, "interest": 1, "spending": -1, "loan": -1, "repayment": 1},
        "OUTSTANDING": {"loan": 1, "repayment": -1, "writeoff": -1},
        "CAPITAL": {"receipt": 1, "interest": 1, "spending": -1, "writeoff": -1},
        "USED": {"spending": 1, "loan": 1, "repayment": -1},
        "RECEIVED": {"receipt": 1},
        "ALLOCATED": {"allocation": 1},
        "DISBURSED": {"disbursement": 1},
        "SPENT": {"spending": 1},
        "LENT": {"loan": 1},
        "REMAINING": {"allocation": 1, "spending": -1},
    }


@given(sums, st.none() | st.integers(0, 10**15))
def test_sql_and_python_agree(known: dict[str, int | None], budget: int | None) -> None:
    columns = ", ".join(f":{name} AS {name}_fen" for name in known)
    row = f"FROM (SELECT {columns}, :budget AS budget_fen) b"
    values = {**known, "budget": budget}
    with sqlite3.connect(":memory:") as connection:
        for one in QUANTITIES.values():
            assert connection.execute(f"SELECT {one.sql()} {row}", values).fetchone() == (one.fen(known),)
        for sql, fen in (
            (quantity.allocatable_sql("b.budget_fen"), quantity.allocatable(budget, known)),
            (quantity.unallocated_sql("b.budget_fen"), quantity.unallocated(budget, known)),
        ):
            assert connection.execute(f"SELECT {sql} {row}", values).fetchone() == (fen or 0,)


@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(-(10**12), 10**12)), min_size=1))
def test_the_effects_of_entries_sum_to_the_quantity(entries: list[tuple[str, int]]) -> None:
    totals: dict[str, int | None] = {}
    for kind, fen in entries:
        balance = KINDS[kind].balance
        totals[balance] = (totals.get(balance) or 0) + fen
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE entry (kind TEXT, amount_fen INTEGER)")
        connection.executemany("INSERT INTO entry VALUES (?, ?)", entries)
        for one in QUANTITIES.values():
            [[total]] = connection.execute(f"SELECT sum({one.effect('entry')}) FROM entry").fetchall()
            assert total == one.fen(totals)
            assert (one.of(totals) is None) == (not {kind for kind, _ in entries} & set(one.kinds))
