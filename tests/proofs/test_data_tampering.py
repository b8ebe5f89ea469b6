"""Whatever is changed of the data behind the program's back is found by `check`: every column of every table, rows taken out and put in twice."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from aidtrack.store.engine import sqlite
from aidtrack.store.engine.connection import Connection
from aidtrack.store.proof.check import found
from conftest import SOME, Store, examples
from store.raw import defenceless
from store.test_upgrade import load

# What is knowingly not seen, and why.
UNSEEN = {
    "audit.id changed": "the order of the records is in the chain, their numbers have gaps on a server",
    "batch_file.id changed": "nothing names it: a file is named by its batch and number",
    "spelling.id changed": "nothing names it",
    "personal_value.id changed": "nothing names it",
    "identity.id changed": "there is one row",
    "closed_books.id changed": "nothing was ever closed here: the row that says so stands alone",
    "batch_file.noun changed": "a log of the second schema does not say it; what is imported today is logged with it",
    "batch_file.encoding changed": "as its noun",
}


def columns(connection: Connection) -> list[tuple[str, str, str]]:
    """(table, column, type) of all that a store holds."""
    if connection.engine is sqlite:
        return connection.rows(
            "SELECT m.name, c.name, lower(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, c.cid"
        )
    return connection.rows(
        "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"
        " ORDER BY 1, a.attnum"
    )


def damage(connection: Connection) -> Iterator[tuple[object, ...]]:
    """One by one: whoever asks whether there is any need not look at everything."""
    return ((one.what, one.problem) for one in found(connection) if one.level == "damage")


def changes(table: str, column: str, type: str, text: bool) -> Iterator[tuple[str, str]]:
    place = "ctid" if not text else "rowid"
    row = f"{place} = (SELECT {place} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1 DESC LIMIT 1)"
    changed = f"{column} + 1" if type in ("integer", "bigint") else f"{column} || 'x'"
    yield f"{table}.{column} changed", f"UPDATE {table} SET {column} = {changed} WHERE {row}"
    yield f"{table}.{column} blank", f"UPDATE {table} SET {column} = NULL WHERE {row}"


@pytest.fixture(params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store that holds every noun and kind."""
    store = load(request, tmp_path, 2, request.param)
    store.ok("db", "upgrade")
    store.ok("household", "add", "新户", "--village", "id:1", "--head", "张三丰")  # a name beside the log
    return store


def test_every_column(full: Store) -> None:
    unseen, tried = [], 0
    with defenceless(full) as connection:
        before = {*damage(connection)}
        tables = dict.fromkeys(table for table, _, _ in columns(connection))
        statements = [one for column in columns(connection) for one in changes(*column, full.engine == "sqlite")]
        place = "rowid" if full.engine == "sqlite" else "ctid"
        statements += [
            (f"{table} row taken out", f"DELETE FROM {table} WHERE {place} = (SELECT max({place}) FROM {table})")
            for table in tables
        ]
        # What tells of a change is one on both engines; a server, which is slower, is asked of every third.
        every = len(statements) // examples(len(statements)) * (1 if full.engine == "sqlite" else SOME)
        for what, statement in statements[::every]:
            connection.execute("SAVEPOINT tamper")
            try:
                touched = connection.execute(statement).rowcount
                if touched > 0:
                    tried += 1
                    if all(one in before for one in damage(connection)):
                        unseen.append(what)
            except Exception as error:
                if connection.engine.trouble(error) is None and not isinstance(error, (sqlite3.Error, psycopg.Error)):
                    unseen.append(f"{what}: {error!r}")
            connection.execute("ROLLBACK TO SAVEPOINT tamper")
    assert tried > examples(350 if full.engine == "sqlite" else 350 // SOME)
    assert unseen == [one for one in unseen if one in UNSEEN]
