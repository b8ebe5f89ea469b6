"""What is said where nobody can know whether it was written, where it was written into a file that is gone, and while one waits."""

import json
import select
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from aidtrack.cli import run
from aidtrack.cli.batch_run import LinesRun as Lines
from aidtrack.cli.script_lines import Line
from aidtrack.store.engine import connection, sqlite
from aidtrack.store.engine.postgresql import WRITER_LOCK
from aidtrack.store.engine.transaction import Writer, write
from aidtrack.values.report import Row
from conftest import Server, Store


class Proxy:
    """Stands between a client and a server; cuts both where the client says COMMIT, before the server hears of it or after it answered."""

    def __init__(self, server: str) -> None:
        self.server = server  # of a Unix socket
        self.cut: str | None = None  # "before", "after"
        self.stays_down = False  # after the cut
        self.spared = 0  # so many commits go through before
        self.down = False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                if self.down:
                    client.close()
                else:
                    threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _is_spared(self) -> bool:
        self.spared -= 1
        return self.spared >= 0

    def _pass(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self.server)
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    if ready is client and self.cut and b"COMMIT\0" in data and not self._is_spared():
                        self.down = self.stays_down
                        if self.cut == "after":
                            server.sendall(data)
                            server.recv(65536)
                        return
                    (server if ready is client else client).sendall(data)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with psycopg.connect(server.get_uri()) as direct:
        made = Proxy(f"{direct.info.host}/.s.PGSQL.{direct.info.port}")
    yield made
    made.listening.close()


@pytest.mark.parametrize("cut", ["before", "after"])
@pytest.mark.parametrize("dead", [True, False])
def test_a_connection_that_breaks_at_commit(server_store: Store, proxy: Proxy, cut: str, dead: bool) -> None:
    """Where the server answers again it is asked; where it does not, nobody knows, and that is said."""
    database = server_store.db.partition("?")[0].rpartition("/")[2]
    through = Store(f"postgresql://postgres@127.0.0.1:{proxy.port}/{database}?sslmode=disable", "postgresql")
    through.ok("village", "add", "甲")
    proxy.cut, proxy.stays_down = cut, dead
    answer = through("village", "add", "乙")
    assert answer.code == 4, answer
    if dead:
        assert "not known whether" in answer.err and "log --limit 1" in answer.err
    else:
        assert ("What the command wrote stands" in answer.err) is (cut == "after")
        assert "not known" not in answer.err
    names = [row["name"] for row in server_store.ok("village", "list", "--format", "json").rows()]
    assert names == (["甲", "乙"] if cut == "after" else ["甲"])
    server_store.ok("check")


def test_a_session_that_is_ended_at_any_moment(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each of its statements and before the commit, one after another: nothing is written, and that is said."""
    server_store.run("village add V", "fund add F --budget 1000")
    moments = ["execute"]
    with psycopg.connect(server_store.db, autocommit=True) as admin:

        def ending(at: int, name: str) -> Any:
            own = getattr(psycopg.Connection, name)

            def ended(connection: Any, *args: Any, **named: Any) -> Any:
                if connection is not admin:
                    moments.append(name)
                    if len(moments) == at:
                        admin.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.info.backend_pid])
                return own(connection, *args, **named)

            return ended

        for at in range(1, 200):
            moments.clear()
            with monkeypatch.context() as patch:
                patch.setattr(psycopg, "connect", psycopg.Connection.connect)
                for name in ("execute", "commit"):
                    patch.setattr(psycopg.Connection, name, ending(at, name))
                answer = server_store(
                    "receipt", "add", "1", "--fund", "F", "--date", "2017-01-01", "--voucher", str(at)
                )
            if answer.code == 0:
                break
            assert (answer.code, "Nothing was written" in answer.err, "Traceback" in answer.err) == (4, True, False), (
                answer
            )
    assert at > 15 and "commit" in moments
    assert [row["voucher"] for row in server_store.json("receipt", "list")["tables"][0]["rows"]] == [str(at)]
    assert server_store.json("check")["tables"][0]["rows"] == []


@pytest.mark.parametrize("cut", ["before", "after"])
@pytest.mark.parametrize("dead", [True, False])
def test_lines_each_by_itself_over_a_connection_that_breaks(
    server_store: Store, proxy: Proxy, cut: str, dead: bool
) -> None:
    """It is said which lines stand, of which it is not known, and which were not run."""
    database = server_store.db.partition("?")[0].rpartition("/")[2]
    through = Store(f"postgresql://postgres@127.0.0.1:{proxy.port}/{database}?sslmode=disable", "postgresql")
    lines = ["# a script", *(f"village add {name}" for name in "甲乙丙丁")]
    proxy.cut, proxy.stays_down, proxy.spared = cut, dead, 2
    answer = through("batch", "run", "-", "--each", "--format", "jsonl", stdin="\n".join(lines).encode(), lang="zh")
    assert answer.code == 4, answer
    rows = [json.loads(line) for line in answer.out.splitlines()]
    known = cut == "before" and not dead
    assert [(row["line"], row["ok"]) for row in rows] == [(2, True), (3, True), (4, False if known else None)]
    first, *told = answer.err.splitlines()
    assert first.startswith("第 4 行:") and told[-2:] == ["已经运行并生效的行:2-3。", "从第 5 行起都没有运行。"], answer
    assert ("不知道是否已写入" in first) is dead and ("没有写入" in first) is known, answer
    stands = ["甲", "乙", "丙"] if cut == "after" else ["甲", "乙"]
    assert [row["name"] for row in server_store.ok("village", "list", "--format", "json").rows()] == stands


@pytest.mark.parametrize("gone", [True, False])
def test_lines_each_by_itself_into_a_file_that_is_replaced_between_two(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    """What came before is in the file that went, and nothing goes to the one that took its place."""
    path, other, commit, done = Path(file_store.db), tmp_path / "other.db", Lines.do, list[int]()
    other.write_bytes(path.read_bytes())

    def then(lines: Lines, line: Line) -> Row:
        row = commit(lines, line)
        done.append(line.number)
        if done == [1, 2]:
            path.rename(tmp_path / "old.db")
            if not gone:
                other.rename(path)
        return row

    monkeypatch.setattr(Lines, "do", then)
    answer = file_store("batch", "run", "-", "--each", stdin="\n".join(f"village add {one}" for one in "ABCD").encode())
    assert answer.code == 4 and answer.err.splitlines() == [
        f"Line 3: {file_store.target.shown} was replaced or taken away while the command wrote to it: what it wrote may be lost.",
        f"It is in the file that was there before: look where that went, and run aidtrack --db {file_store.db} log --limit 1.",
        "Of the lines before it these went into that file: 1-2.",
        "From line 4 on nothing was run.",
    ], answer
    assert answer.out == "Ran 3 lines, each by itself: 2 done\n"
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        assert old.execute("SELECT count(*) FROM village").fetchone() == (2,)
    if not gone:
        assert file_store.json("village", "list")["tables"][0]["rows"] == []


def test_ctrl_c_between_lines_each_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    do = Lines.do

    def interrupted(lines: Lines, line: Line) -> Row:
        if line.number == 2:
            raise KeyboardInterrupt
        return do(lines, line)

    monkeypatch.setattr(Lines, "do", interrupted)
    answer = store(
        "batch", "run", "-", "--each", "--format", "json", stdin=b"village add A\nvillage add B\nvillage add C"
    )
    assert answer.code == 130 and answer.err.splitlines() == [
        "Line 2: Interrupted; nothing was written.",
        "These lines were run, and stand: 1.",
        "From line 3 on nothing was run.",
    ], answer
    assert [row["ok"] for row in answer.rows()] == [True, False]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_file_that_is_replaced_meanwhile(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """As a sync program does: once the store is locked, nothing is lost unseen."""
    path, other = Path(file_store.db), tmp_path / "other.db"
    other.write_bytes(path.read_bytes())

    def replaced() -> None:
        path.rename(tmp_path / "old.db")
        other.rename(path)

    if moment == "before":
        connect = sqlite.connect

        def late(*args: Any, **named: Any) -> Any:
            made = connect(*args, **named)
            replaced()
            return made

        monkeypatch.setattr(sqlite, "connect", late)
    else:
        commit = Writer.commit

        def then(writer: Writer) -> None:
            commit(writer)
            replaced()

        monkeypatch.setattr(Writer, "commit", then)
    answer = file_store("village", "add", "甲")
    said = "Nothing was written" if moment == "before" else "what it wrote may be lost"
    assert (answer.code, said in answer.err) == (4, True), answer
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        assert old.execute("SELECT count(*) FROM village").fetchone() == (0 if moment == "before" else 1,)


def test_a_file_that_is_taken_away_meanwhile(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = Writer.commit

    def then(writer: Writer) -> None:
        commit(writer)
        Path(file_store.db).unlink()

    monkeypatch.setattr(Writer, "commit", then)
    answer = file_store("village", "add", "甲", lang="zh")
    assert (answer.code, "不知道" in answer.err) == (4, True), answer


def test_a_long_wait_says_what_it_waits_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SILENT_SECONDS", 0.05)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.5)
    with closing(_holder(store)):
        answer = store("village", "add", "甲")
    assert (answer.code, answer.err.splitlines()[0]) == (
        3,
        f"Waiting for another command that writes to {store.target.shown} …",
    )
    monkeypatch.setattr(run, "SILENT_SECONDS", 60)
    assert store.ok("village", "add", "甲").err == ""


def _holder(store: Store) -> sqlite3.Connection | psycopg.Connection[tuple[object, ...]]:
    if store.engine == "sqlite":
        held = sqlite3.connect(store.db, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        return held
    other = psycopg.connect(store.db)
    other.execute(WRITER_LOCK)
    return other


def test_the_real_error_is_told_where_the_savepoint_is_gone(file_store: Store) -> None:
    """A disk that fills up rolls everything back, the savepoint of a row too."""
    with (
        pytest.raises(sqlite3.OperationalError, match="full"),
        write(file_store.target, actor="x") as writer,
        writer.attempt(),
    ):
        writer.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")
