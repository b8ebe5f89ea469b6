"""What `--db` may name: a store of ours, and everything else that people hand over by mistake."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from aidtrack.store.engine import connection
from aidtrack.store.engine.transaction import Writer
from conftest import Server, Store, call
from store.raw import sql

COMMANDS = (
    ("village", "list"),
    ("village", "add", "V"),
    ("check",),
    ("report", "overview"),
    ("db", "info"),
    ("db", "upgrade"),
)


def codes(path: Path) -> set[int]:
    """The exit codes of reading and writing commands on a path, each with a sentence and without a traceback."""
    found = set()
    for command in COMMANDS:
        answer = call("--db", str(path), "--lang", "en", *command)
        assert answer.out == "" and answer.err.strip() and "Traceback" not in answer.err, answer
        found.add(answer.code)
    return found


@pytest.mark.parametrize("content", [b"hello, this is no database\n" * 50, b"", b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    assert codes(path) == {5}
    assert path.read_bytes() == content


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE village (id INTEGER PRIMARY KEY, name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert codes(path) == {5}
    assert path.read_bytes() == before


def test_a_truncated_store(file_store: Store) -> None:
    path = Path(file_store.db)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert file_store("check").code == 5


def test_a_store_with_a_damaged_page(file_store: Store) -> None:
    path = Path(file_store.db)
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    path.write_bytes(content)
    answer = file_store("check")
    assert (answer.code, "Traceback" in answer.err) == (5, False)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor such links")
def test_what_is_no_journal_stands_where_one_belongs(file_store: Store, tmp_path: Path) -> None:
    for ending in ("-journal", "-wal", "-shm"):
        beside = Path(file_store.db + ending)
        for make in (Path.mkdir, os.mkfifo, lambda path: path.symlink_to("nowhere")):
            make(beside)
            assert codes(Path(file_store.db)) == {4}
            said = file_store("village", "list").err
            assert f"{beside} is no ordinary file.\nIt stands where a journal" in said, said
            beside.rmdir() if beside.is_dir() else beside.unlink()
    file_store.ok("village", "list")


def test_nothing_there_and_a_folder(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.db") == {4}
    assert codes(tmp_path / "no folder" / "none.db") == {4}
    assert codes(tmp_path) == {4}
    assert not (tmp_path / "none.db").exists()
    assert "none.db init" in call("--db", str(tmp_path / "none.db"), "--lang", "en", "village", "list").err


def test_a_newer_store_and_an_older_one(file_store: Store) -> None:
    sql(file_store, f"PRAGMA user_version = {connection.SCHEMA + 1}")
    assert codes(Path(file_store.db)) == {6}
    sql(file_store, "PRAGMA user_version = 0")
    answer = file_store("village", "list")
    assert (answer.code, "db upgrade" in answer.err) == (6, True)


def test_a_newer_store_on_a_server(server_store: Store) -> None:
    sql(server_store, f"UPDATE alembic_version SET version_num = '{connection.SCHEMA + 1}'")
    assert {server_store(*command).code for command in COMMANDS} == {6}


def test_init_never_touches_what_is_there(store: Store, tmp_path: Path) -> None:
    store.ok("village", "add", "V")
    answer = store("init")
    assert (answer.code, "exists" in answer.err) == (1, True)
    assert len(store.ok("village", "list", "--format", "json").rows()) == 1
    (tmp_path / "text.db").write_text("mine")
    assert call("--db", str(tmp_path / "text.db"), "init").code == 1
    assert (tmp_path / "text.db").read_text() == "mine"
    assert call("--db", str(tmp_path / "no" / "x.db"), "init").code == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["text.db"]


def test_init_in_a_database_that_others_use(server: Server) -> None:
    server.execute("CREATE DATABASE others")
    other = Store(server.get_uri(database="others"), "postgresql")
    sql(other, "CREATE TABLE project (id integer)")
    answer = other("init")
    assert (answer.code, "empty database" in answer.err) == (1, True)
    assert sql(other, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(1,)]
    assert other("village", "list").code == 5


def test_init_and_then_everything_works(tmp_path: Path) -> None:
    db = str(tmp_path / "新 账#本?.db")
    assert [call("--db", db, *command).code for command in (("init",), ("village", "add", "V"), ("check",))] == [
        0,
        0,
        0,
    ]


def test_a_busy_store_says_so(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(file_store.db, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for command in (("village", "add", "V"), ("village", "list"), ("check",)):
        answer = file_store(*command)
        assert answer.code == 3
        assert "busy" in answer.err and "locked" not in answer.err
    other.execute("ROLLBACK")
    other.close()
    file_store.ok("village", "add", "V")


def test_a_busy_server_says_so(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    with psycopg.connect(server_store.db) as other:
        other.execute("LOCK TABLE village IN ACCESS EXCLUSIVE MODE")
        answer = server_store("village", "add", "V")
        assert (answer.code, "busy" in answer.err) == (3, True)
        other.rollback()
    server_store.ok("village", "add", "V")


def test_ctrl_c_that_comes_too_late(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = Writer.commit

    def interrupted(writer: Writer) -> None:
        commit(writer)
        raise KeyboardInterrupt  # the signal came while the disk was written to

    monkeypatch.setattr(Writer, "commit", interrupted)
    answer = store("village", "add", "甲")
    assert (answer.code, "too late" in answer.err, "nothing was written" in answer.err) == (130, True, False)
    monkeypatch.undo()
    assert [row["name"] for row in store.ok("village", "list", "--format", "json").rows()] == ["甲"]


def test_a_commit_that_is_not_confirmed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the last sync of a disk fails, or a server's answer is lost: whether it was written is looked up."""
    commit = Writer.commit

    def unconfirmed(writer: Writer) -> None:
        commit(writer)
        raise OSError(errno.EIO, "the disk says nothing")

    def refused(writer: Writer) -> None:
        raise OSError(errno.EIO, "the disk says nothing")

    for name, committing, stands in (("甲", unconfirmed, True), ("乙", refused, False)):
        monkeypatch.setattr(Writer, "commit", committing)
        answer = store("village", "add", name)
        assert (answer.code, "stands" in answer.err) == (4, stands)
    monkeypatch.undo()
    assert [row["name"] for row in store.ok("village", "list", "--format", "json").rows()] == ["甲"]
    store.ok("check", "--strict")
