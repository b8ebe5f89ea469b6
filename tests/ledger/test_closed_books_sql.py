"""G9 against a program that writes to the database itself: no entry is dated on a closed day, nor is a closing taken away."""

from collections.abc import Iterator

import pytest

from aidtrack.ledger.closed_books import came_on
from conftest import Store
from ledger.chain import Sql, chain, raw

LAST, NEXT = "2017-12-31", "2018-01-01"


@pytest.fixture
def sql(store: Store) -> Iterator[Sql]:
    """The chain, its books closed through the end of 2017, opened by the engine's own driver with none of our settings."""
    chain(store, budget="1000")
    with raw(store) as connection:
        opened = Sql(store, connection)
        opened.run("UPDATE closed_books SET until_entry_id = 0")
        opened.run("INSERT INTO closed_books (through, after_entry_id) VALUES (?, 0)", LAST)
        yield opened


def test_the_last_closed_day_takes_nothing_and_the_next_all(sql: Sql) -> None:
    for kind in ("receipt", "interest", "allocation", "disbursement"):
        sql.refuses("aidtrack G9", sql.row(kind, 100, date=LAST))
    sql.refuses("aidtrack G9", sql.row("receipt", 100, date="1999-05-01"))
    for kind in ("receipt", "interest", "allocation", "disbursement", "spending"):
        sql.entry(kind, 100, date=NEXT)


def test_one_row_of_many_is_enough(sql: Sql) -> None:
    sql.refuses("aidtrack G9", *(sql.row("receipt", 100, date=day) for day in (NEXT, LAST, NEXT)))
    sql.entries(*(sql.row("receipt", 100, date=NEXT) for _ in range(3)))


def test_a_reason_excuses_the_row_that_has_it(sql: Sql) -> None:
    sql.entry("receipt", 100, date=LAST, over="迟到的单据")
    sql.refuses("aidtrack G9", sql.row("receipt", -100, date=LAST, reverses_id=1))
    sql.entry("receipt", -100, date=NEXT, reverses_id=1)


def test_a_closing_stands(sql: Sql) -> None:
    figure = "(closing_id, fund_id, project_id, village_id, kind, fen) VALUES (2, 1, 0, 0, 'receipt', 100)"
    sql.run(f"INSERT INTO closed_figure {figure}")
    for table, column in (("closed_figure", "fen"), ("closed_books", "id")):
        sql.refuses_statement("aidtrack G7", f"DELETE FROM {table}")
        sql.refuses_statement("aidtrack G7", f"UPDATE {table} SET {column} = {column} + 7 WHERE id = 1")
    sql.refuses_statement("aidtrack G7", "UPDATE closed_books SET through = NULL")
    sql.refuses_statement("aidtrack G7", "UPDATE closed_books SET through = '2016-12-31'")
    sql.refuses_statement("aidtrack G7", "UPDATE closed_books SET until_entry_id = 5 WHERE until_entry_id IS NOT NULL")
    again = "INSERT OR REPLACE" if sql.store.engine == "sqlite" else "INSERT"
    sql.refuses_statement("aidtrack G7|duplicate", f"{again} INTO closed_books (id, after_entry_id) VALUES (2, 0)")
    sql.run("UPDATE closed_books SET until_entry_id = 0 WHERE until_entry_id IS NULL")  # as the next one does
    sql.refuses("aidtrack G9", sql.row("receipt", 100, date=LAST))


def test_a_transaction_that_looked_before_does_not_slip_past(server_store: Store) -> None:
    """It sees the store as it was; the closing since then ends it."""
    chain(server_store, budget="1000")
    import psycopg

    with psycopg.connect(server_store.db) as late, raw(server_store) as connection:
        late.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        late.execute("SELECT count(*) FROM entry")
        connection.execute("UPDATE closed_books SET until_entry_id = 0")
        connection.execute(f"INSERT INTO closed_books (through, after_entry_id) VALUES ('{LAST}', 0)")
        with pytest.raises(psycopg.errors.SerializationFailure):
            late.execute(f"INSERT INTO entry (kind, date, fund_id, amount_fen) VALUES ('receipt', '{LAST}', 1, 100)")


def test_a_fund_with_many_entries_is_not_looked_through_for_when_its_money_came(file_store: Store) -> None:
    """Every entry asks; what was carried on has a small index of its own, which serves also after a large load made the others anew."""
    with raw(file_store) as connection:
        [[made]] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_fund'").fetchall()
        connection.execute("DROP INDEX entry_fund")
        connection.execute(made)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN SELECT {came_on('1')}")]
    assert any("entry_carried_to" in step for step in plan), plan
    assert not any("entry_fund" in step for step in plan), plan
