"""The store as an intruder sees it: a bare connection without our guards, our pragmas or our good will."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.given import WATCHED
from aidtrack.store.schema.triggers import triggers
from aidtrack.values.ids import LAST
from conftest import Store

_NUMBERED = re.compile(rf"\bINTO ({'|'.join((*WATCHED, 'entry'))})\b")


def sql(store: Store, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements and commit; the rows of the last."""
    if store.engine == "sqlite":
        return _run(sqlite3.connect(store.db), statements)
    import psycopg

    return _run(Unlogged(psycopg.connect(store.db)), statements)


class Unlogged:
    """A server's connection, its rows taken under any number, and its entries though no record says who brought them: as by someone who
    owns the store and pays its debts.
    """

    def __init__(self, made: Any) -> None:
        self._made = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

    def execute(self, statement: str | bytes, *values: Any) -> Any:
        into = _NUMBERED.search(statement if isinstance(statement, str) else statement.decode())
        if into is None or self._made.execute("SELECT to_regclass('given')").fetchone() == (None,):  # of an older store
            return self._made.execute(statement, *values)
        with self.without_record(into[1]):
            return self._made.execute(statement, *values)

    @contextmanager
    def without_record(self, table: str = "entry") -> Iterator[None]:
        """What rows come inside, by whatever means, are taken."""
        with self._made.transaction():
            self._made.execute("INSERT INTO given VALUES (txid_current(), %s, 1, %s)", (table, LAST))
            yield
            self._made.execute("DELETE FROM owed")
            self._made.execute("DELETE FROM given")


def _run(connection: Any, statements: Sequence[str]) -> list[tuple[Any, ...]]:
    try:
        rows: list[tuple[Any, ...]] = []
        for statement in statements:
            cursor = connection.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.commit()
    finally:
        connection.close()
    return rows


def behind_the_guards(store: Store, *statements: str) -> None:
    """Run statements with every trigger off, and put the triggers back as they were: what a careful forger does."""
    if store.engine == "sqlite":
        made = dict(triggers(sqlite))
        sql(store, *(f"DROP TRIGGER {name}" for name in made), *statements, *made.values())
    else:
        sql(store, "SET session_replication_role = replica", *statements)


@contextmanager
def defenceless(store: Store) -> Iterator[Connection]:
    """The store in a transaction that is never made final, its guards off."""
    if store.engine == "sqlite":
        file = sqlite3.connect(store.db, isolation_level=None)
        file.execute("PRAGMA ignore_check_constraints = ON")
        file.execute("BEGIN")
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        yield Connection(store.target, sqlite, file)
        file.close()
        return
    import psycopg

    with psycopg.connect(store.db) as server:
        server.execute("SET session_replication_role = replica")
        yield Connection(store.target, postgresql, server)
        server.rollback()
