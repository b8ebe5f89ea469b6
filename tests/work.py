"""How much work commands do, whatever the clock says: statements, and the rows that they make the store look at."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.connection import Connection

_STEPS = 100
# What the session read and wrote since it last told the server so, which it does between transactions, once a second at most: only within
# one transaction are two of these numbers to be compared.
_COUNTED = """SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del), 0)
    FROM pg_stat_xact_all_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"""
# Of indexes: also entries of versions that are no more, of which no row comes.
_FOLLOWED = "SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid >= 16384"


@dataclass
class Work:
    """SQL statements, and in them steps of SQLite's machine (in hundreds) or rows that PostgreSQL looked at; Python's own calls; and
    the entries of indexes that PostgreSQL followed.
    """

    statements: int = 0
    looks: int = 0
    calls: int = 0
    followed: int = 0


EXECUTE, BEGUN, COMMIT, CONNECT = Connection.execute, Connection.begun, Connection.commit, sqlite.connect
BEGIN_READING, ROLLBACK = postgresql.begin_reading, psycopg.Connection.rollback


class _Rows:
    """The rows that transactions on a server look at, each between its begin and its end."""

    def __init__(self, work: Work) -> None:
        self._work = work
        # The server's numbers then, by the identity of the driver's connection.
        self._begun: dict[int, tuple[int, int]] = {}

    def begins(self, connection: Connection) -> None:
        if connection.engine.NAME == "postgresql":
            self._begun[id(connection.dbapi)] = _counted(connection.dbapi)

    def ends(self, dbapi: Any) -> None:
        if (before := self._begun.pop(id(dbapi), None)) is not None:
            looks, followed = _counted(dbapi)
            self._work.looks += looks - before[0]
            self._work.followed += followed - before[1]


def _counted(dbapi: Any) -> tuple[int, int]:
    [(looks, followed)] = psycopg.Connection.execute(dbapi, f"SELECT ({_COUNTED}), ({_FOLLOWED})").fetchall()
    return int(looks), int(followed or 0)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """What the commands inside do to a store of either engine, the statements of a driver's `executemany` and COPY not counted singly."""
    work = Work()
    with monkeypatch.context() as patch, _called(work):
        # In a session of its own: one that goes on has plans of another day.
        patch.setattr(psycopg, "connect", psycopg.Connection.connect)
        _watch_sqlite(patch, work)
        _watch_transactions(patch, _Rows(work))

        def execute(self: Connection, sql: str, params: Mapping[str, object] | None = None) -> Any:
            work.statements += 1
            return EXECUTE(self, sql, params)

        patch.setattr(Connection, "execute", execute)
        yield work


def _watch_sqlite(patch: pytest.MonkeyPatch, work: Work) -> None:
    def step() -> None:
        work.looks += 1

    def connect(*args: Any, **named: Any) -> Any:
        connection = CONNECT(*args, **named)
        connection.set_progress_handler(step, _STEPS)
        return connection

    patch.setattr(sqlite, "connect", connect)


def _watch_transactions(patch: pytest.MonkeyPatch, rows: _Rows) -> None:
    @contextmanager
    def begun(self: Connection) -> Iterator[None]:
        with BEGUN(self):
            rows.begins(self)
            yield

    def begin_reading(connection: Connection, **named: Any) -> None:
        BEGIN_READING(connection, **named)
        rows.begins(connection)

    def commit(self: Connection) -> None:
        rows.ends(self.dbapi)
        COMMIT(self)

    def rollback(self: Any) -> None:
        if self.info.transaction_status == TransactionStatus.INTRANS:  # one that failed cannot be asked
            rows.ends(self)
        ROLLBACK(self)

    patch.setattr(Connection, "begun", begun)
    patch.setattr(Connection, "commit", commit)
    patch.setattr(postgresql, "begin_reading", begin_reading)
    patch.setattr(psycopg.Connection, "rollback", rollback)


@contextmanager
def _called(work: Work) -> Iterator[None]:
    """Python's calls: what goes through a list for each of its rows asks the store for nothing."""

    def called(_: object, event: str, __: object) -> None:
        if event == "call":
            work.calls += 1

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        yield
    finally:
        sys.setprofile(before)
