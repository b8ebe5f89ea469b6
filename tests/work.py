"""How much work commands do, whatever the clock says: statements, and the rows that they make the store look at."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.connection import Connection

_STEPS = 100
# What the transaction read and wrote so far, by the server's own counters.
_COUNTED = """SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del), 0)
    FROM pg_stat_xact_user_tables"""


@dataclass
class Work:
    """SQL statements, and in them steps of SQLite's machine (in hundreds) or rows that PostgreSQL looked at."""

    statements: int = 0
    looks: int = 0


EXECUTE, BEGUN, COMMIT, CONNECT = Connection.execute, Connection.begun, Connection.commit, sqlite.connect
BEGIN_READING = postgresql.begin_reading


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """What the commands inside do to a store of either engine, the statements of a driver's `executemany` and COPY not counted singly."""
    work = Work()

    def step() -> None:
        work.looks += 1

    def connect(*args: Any, **named: Any) -> Any:
        connection = CONNECT(*args, **named)
        connection.set_progress_handler(step, _STEPS)
        return connection

    def execute(self: Connection, sql: str, params: Mapping[str, object] | None = None) -> Any:
        work.statements += 1
        return EXECUTE(self, sql, params)

    def look(connection: Connection) -> None:
        if connection.engine.NAME == "postgresql":
            work.looks += int(EXECUTE(connection, _COUNTED).fetchone()[0])

    @contextmanager
    def begun(self: Connection) -> Iterator[None]:
        with BEGUN(self):
            try:
                yield
            finally:
                look(self)

    def begin_reading(connection: Connection) -> None:
        BEGIN_READING(connection)
        close = connection.dbapi.close

        def closing() -> None:
            look(connection)
            close()

        connection.dbapi.close = closing

    def commit(self: Connection) -> None:
        look(self)
        COMMIT(self)

    with monkeypatch.context() as patch:
        # In a session of its own: one that goes on has plans of another day, and counts what it did before.
        patch.setattr(psycopg, "connect", psycopg.Connection.connect)
        patch.setattr(sqlite, "connect", connect)
        patch.setattr(postgresql, "begin_reading", begin_reading)
        for name, function in (("execute", execute), ("begun", begun), ("commit", commit)):
            patch.setattr(Connection, name, function)
        yield work
