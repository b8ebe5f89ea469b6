"""What an entry holds: the whole tree of reversals, the same in SQL on both engines and in Python, found along the index."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidtrack.ledger.holding import held, holdings, holds
from aidtrack.store.engine.connection import Connection, connect, engine_for
from conftest import Store, examples

Row = tuple[int, int, int | None]  # id, fen, the id that it reverses

A, R, Q, S = (1, 100, None), (2, -40, 1), (3, 40, 2), (4, -15, 3)


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([A], {1: 100}),
        ([A, R], {1: 60, 2: -40}),
        ([A, R, Q], {1: 100, 2: 0, 3: 40}),
        ([A, R, Q, S], {1: 85, 2: -15, 3: 25, 4: -15}),
    ],
)
def test_a_reversal_that_is_reversed_gives_life_back(entries: list[Row], found: dict[int, int]) -> None:
    assert holds(entries) == found


@st.composite
def trees(draw: st.DrawFn) -> list[Row]:
    """Entries that reverse any other, circles among them: what holds must not depend on what the guards let in."""
    count = draw(st.integers(1, 12))
    fens = st.integers(-(10**12), 10**12)
    return [(id, draw(fens), draw(st.none() | st.integers(1, count))) for id in range(1, count + 1)]


def connected(store: Store) -> Connection:
    return Connection(store.target, engine_for(store.target), connect(store.target, "rw"))


def fill(connection: Connection, entries: Sequence[Row]) -> None:
    """A table in the place of the entries, for this connection alone."""
    connection.execute("DELETE FROM entry")
    for id, fen, reverses in entries:
        row = {"id": id, "fen": fen, "reverses": reverses}
        connection.execute("INSERT INTO entry (id, amount_fen, reverses_id) VALUES (:id, :fen, :reverses)", row)


@settings(max_examples=examples(60))
@given(data=st.data())
def test_sql_and_python_agree(store: Store, data: st.DataObject) -> None:
    connection = connected(store)
    try:
        connection.execute("CREATE TEMPORARY TABLE entry (id BIGINT, amount_fen BIGINT, reverses_id BIGINT)")
        for _ in range(5):
            entries = data.draw(trees())
            fill(connection, entries)
            one_by_one = connection.rows(f"SELECT e.id, {held('e')} FROM entry e")
            together = connection.rows(f"SELECT id, fen FROM {holdings('SELECT id FROM entry')} h")
            assert {id: int(fen) for id, fen in one_by_one} == holds(entries)
            assert {id: int(fen) for id, fen in together} == holds(entries)
    finally:
        connection.dbapi.close()


def test_nobody_looks_at_every_entry(file_store: Store) -> None:
    connection = connected(file_store)
    try:
        for query in (f"SELECT {held('e')} FROM entry e WHERE e.id = 1", f"SELECT * FROM {holdings('SELECT 1')} h"):
            plan = [str(row[3]) for row in connection.rows(f"EXPLAIN QUERY PLAN {query}")]
            assert any("INDEX entry_reverses" in step for step in plan)
            assert not [step for step in plan if step.split()[:2] in (["SCAN", "r"], ["SCAN", "e"])]
    finally:
        connection.dbapi.close()
