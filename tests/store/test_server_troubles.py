"""Whatever a server says went wrong is a sentence with its exit code; and it does not wait for clients that are gone."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from aidtrack.errors import Environment
from aidtrack.store.engine import postgresql
from aidtrack.store.engine.connection import read
from aidtrack.store.engine.transaction import write
from conftest import Server, Store
from store.raw import sql

_CLASSES = ("08", "25", "40", "53", "57", "58")
CODES = sorted(
    {
        str(error.sqlstate)
        for error in vars(psycopg.errors).values()
        if isinstance(error, type) and issubclass(error, psycopg.Error) and str(error.sqlstate).startswith(_CLASSES)
    }
)
BUSY = {"40000", "40001", "40002", "40P01", "53300"}


@contextmanager
def provoked(store: Store, body: str) -> Iterator[None]:
    """Inside, what a command records of a village runs into this."""
    sql(
        store,
        f"CREATE FUNCTION provoke() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NEW; END $$",
        "CREATE TRIGGER provoked BEFORE INSERT ON village FOR EACH ROW EXECUTE FUNCTION provoke()",
    )
    yield
    sql(store, "DROP FUNCTION provoke() CASCADE")


def altered(server: Server, store: Store, setting: str) -> None:
    """A setting of the store's database: new sessions alone have it."""
    name = store.db.partition("?")[0].rpartition("/")[2]
    server.execute(f"ALTER DATABASE {name} SET {setting}")
    server.pool.leave(name)


def test_every_code_has_its_sentence(server_store: Store) -> None:
    sql(server_store, "CREATE TABLE provoking (code text)", "INSERT INTO provoking VALUES ('')")
    raising = "RAISE EXCEPTION 'provoked' USING ERRCODE = (SELECT code FROM provoking)"
    assert {"08006", "25P02", "25P03", "40P01", "53100", "57P01", "58030"} <= set(CODES)
    with provoked(server_store, raising):
        for code in CODES:
            sql(server_store, f"UPDATE provoking SET code = '{code}'")
            answer = server_store("village", "add", "甲", lang="zh")
            assert (code, answer.code) == (code, 3 if code in BUSY else 4), answer
            assert "没有写入" in answer.err or code in ("40003", "25006"), answer
            assert "Traceback" not in answer.err
            assert answer.err.count("。") > 1 or code == "40003", answer  # what is wrong, then what to do
        for code in ("XX001", "XX002"):
            sql(server_store, f"UPDATE provoking SET code = '{code}'")
            assert server_store("village", "add", "甲").code == 5
    assert server_store.json("village", "list")["tables"][0]["rows"] == []
    server_store.ok("village", "add", "甲")


@pytest.mark.parametrize(
    "body",
    [
        "PERFORM pg_terminate_backend(pg_backend_pid())",
        "PERFORM pg_cancel_backend(pg_backend_pid())",
        "PERFORM pg_sleep(9)",  # longer than statements may take
    ],
)
def test_what_an_administrator_does(server: Server, server_store: Store, body: str) -> None:
    with provoked(server_store, body):
        altered(server, server_store, "statement_timeout = '2s'")
        answer = server_store("village", "add", "甲")
    assert (answer.code, "server cannot go on" in answer.err, "Nothing was written" in answer.err) == (4, True, True)


def test_a_server_that_is_only_read(server: Server, server_store: Store) -> None:
    altered(server, server_store, "default_transaction_read_only = on")
    answer = server_store("village", "add", "甲")
    assert (answer.code, "cannot be written" in answer.err) == (4, True), answer
    server_store.ok("village", "list")


def test_a_server_that_takes_no_more(server_store: Store) -> None:
    sql(server_store, "DROP ROLE IF EXISTS crowd", "CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    try:
        crowd = Store(re.sub(r"//[^@/]*@", "//crowd@", server_store.db), "postgresql")
        answer = crowd("village", "list", lang="zh")
        # A refused connection has no code; the server's own words are told.
        assert (answer.code, "too many connections" in answer.err, "没有写入" in answer.err) == (4, True, True), answer
    finally:
        sql(server_store, "DROP ROLE crowd")


def test_two_that_wait_for_each_other(server_store: Store) -> None:
    """A real deadlock over two locks; the command is the one that gives way."""
    until = "WHILE NOT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND {}) LOOP PERFORM pg_sleep(0.01); END LOOP"
    crossing = (
        f"PERFORM pg_advisory_xact_lock(2); {until.format('objid = 2 AND NOT granted')};"
        " PERFORM set_config('deadlock_timeout', '1ms', true), pg_advisory_xact_lock(1)"
    )
    with (
        provoked(server_store, crossing),
        psycopg.connect(server_store.db) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        other.execute("SET deadlock_timeout = '1min'")
        other.execute("SELECT pg_advisory_xact_lock(1)")
        waiting = f"DO $$ BEGIN {until.format('objid = 2 AND granted')}; PERFORM pg_advisory_xact_lock(2); END $$"
        crossed = pool.submit(other.execute, waiting.encode())
        answer = server_store("village", "add", "甲")
        assert (answer.code, "busy" in answer.err) == (3, True), answer
        crossed.result()
        other.rollback()
    server_store.ok("village", "add", "甲")


def test_a_transaction_that_stands_still_holds_nobody_up(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "IDLE", "100ms")
    with pytest.raises(Environment, match="stood still"), write(server_store.target, actor="会计") as writer:
        writer.insert("village", {"name": "甲"})
        sql(server_store, "SELECT pg_sleep(0.5)")
        server_store.ok("village", "add", "乙")  # the lock is free
        writer.insert("village", {"name": "丙"})
    assert [row["name"] for row in server_store.json("village", "list")["tables"][0]["rows"]] == ["乙"]


def test_a_server_is_told_how_long_to_wait_for_whom(server: Server, server_store: Store) -> None:
    """In the transaction alone: a pool hands the session to others."""
    wanted = {
        "idle_in_transaction_session_timeout": "5min",
        "lock_timeout": "1min",
        "client_connection_check_interval": "10s",
    }
    with write(server_store.target, actor="会计") as writer:
        assert {one: writer.value(f"SHOW {one}") for one in wanted} == wanted
    with read(server_store.target) as reader:
        assert {one: reader.value(f"SHOW {one}") for one in wanted} == wanted
        reader.execute("COMMIT")
        assert reader.value("SHOW lock_timeout") == "0"
    altered(server, server_store, "lock_timeout = '7s'")
    with write(server_store.target, actor="会计") as writer:
        assert writer.value("SHOW lock_timeout") == "1min"


def test_a_client_notices_a_server_that_is_gone(server_store: Store) -> None:
    """The operating system asks; what the user's URL says of it stands."""
    through = Store(f"{server_store.db}{'&' if '?' in server_store.db else '?'}keepalives_idle=7", "postgresql")
    with read(through.target) as reader:
        found = reader.dbapi.info.get_parameters()
    assert (found["keepalives_idle"], found["keepalives_interval"], found["connect_timeout"]) == ("7", "10", "10")


def test_what_a_server_lacks_is_left_out(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(postgresql._SERVER, "no_such_parameter", "1")
    monkeypatch.setitem(postgresql._SERVER, "client_connection_check_interval", "never")
    server_store.ok("village", "add", "甲")
