"""Several stores in one database, each in a schema of its own; and a server that is reached through a pooler."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier

from aidtrack.errors import Usage
from aidtrack.store.engine.postgresql import WRITER_LOCK
from aidtrack.store.engine.target import target
from aidtrack.store.schema import shape
from conftest import Store, examples, from_the_wheel, temporary_folder
from ledger.chain import raw
from pooler import behind_a_pooler
from proofs.writers import at_once

MONEY = (
    "village add V", "fund add F --budget 100000", "project add P --village V", "receipt add 1000 --fund F --date 2017-01-01",
    "allocation add 900 --fund F --project P --date 2017-01-02",
)  # fmt: skip
SPENT = "spending add 1 --fund F --project P --date 2017-03-01 --allow-duplicates"


def test_what_a_url_says_of_the_schema() -> None:
    asked = target("postgresql://u@h/d?host=x&schema=L%58&sslmode=require")
    assert (asked.schema, asked.address) == ("LX", "postgresql://u@h/d?host=x&sslmode=require")
    assert target("postgresql://u@h/d?schema=lx").address == "postgresql://u@h/d"
    assert target("postgresql://u@h/d").schema is target("postgresql://u@h/d?schema=").schema is None
    assert target(f"postgresql://u@h/d?schema={'x' * 48}").schema == "x" * 48  # views beside it have longer names
    for reserved in ("pg_x", "x" * 49, "陇" * 17, "lx_masked", "lx_every", "information_schema"):
        with pytest.raises(Usage, match=reserved):
            target(f"postgresql://u@h/d?schema={reserved}")


NAMES = (
    "above", "office", "entry", "audit", "here", "former", "masked", "user", "a.b", 'a"b', "a'b", "A b", "县", "%s", "{x}", "a,b",
    "public.entry", "x" * 48,
)  # fmt: skip


@given(st.sampled_from(NAMES) | st.text("ae.nu_\"', %{:$\\县", min_size=1, max_size=9))
@settings(max_examples=examples(6))
def test_a_store_in_a_schema_of_any_name(every_schema: Store, name: str) -> None:
    """It is what it is anywhere: nothing is found in it, and who is granted a right has that."""
    store = Store(f"{every_schema.db}&schema={quote(name, safe='')}", "postgresql")
    with psycopg.connect(every_schema.db, autocommit=True) as admin:
        for ending in ("", "_masked"):
            admin.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(f"{name}{ending}")))
    store.ok("init")
    store.run(*MONEY, SPENT)
    assert store.ok("check", "--strict", "--format", "json").rows("findings") == []
    store.ok("db", "grant", "of_any_schema", "--as", "reader")
    reader = Store(store.db.replace("//postgres:", "//of_any_schema:"), "postgresql")
    assert reader.ok("report", "fund", "--format", "json").rows()[0]["spent"] == "1.00"
    assert store.ok("check", "--format", "json").rows("findings") == []


@pytest.fixture
def every_schema(server_store: Store) -> Iterator[Store]:
    with raw(server_store) as admin:
        admin.execute("CREATE ROLE of_any_schema LOGIN")
    yield server_store
    with raw(server_store) as admin:
        admin.execute("DROP OWNED BY of_any_schema")
        admin.execute("DROP ROLE of_any_schema")


def test_stores_in_schemas_know_nothing_of_each_other(server_store: Store) -> None:
    lx, other = (Store(f"{server_store.db}&schema={name}", "postgresql") for name in ("lx", "Wu-Shan"))
    server_store.ok("village", "add", "牙河村")
    for store in (lx, other):
        assert store("village", "list").code == 5  # nothing is there yet
        store.ok("init")
        assert store("init").code == 1
        store.run(*MONEY)
    lx.ok("village", "add", "W")
    lx.run("db setting notice_days 7", SPENT)
    assert [store.json("village", "list")["tables"][0]["rows"][-1]["name"] for store in (server_store, lx, other)] == [
        "牙河村",
        "W",
        "V",
    ]
    with raw(server_store) as admin:
        admin.execute("DROP ROLE IF EXISTS in_a_schema")
        admin.execute("CREATE ROLE in_a_schema LOGIN")
    other.ok("db", "grant", "in_a_schema", "--as", "reader")
    reader = [Store(store.db.replace("//postgres:", "//in_a_schema:"), "postgresql") for store in (other, lx)]
    assert reader[0]("fund", "list").code == 0 and reader[1]("fund", "list").code == 4
    for store in (server_store, lx, other):
        answer = store("check", "--format", "json")
        assert answer.json()["tables"][0]["rows"] == []
        store.ok("db", "upgrade")
        assert store.json("check")["tables"][0]["rows"] == []
    with raw(server_store) as admin, admin.transaction():  # somebody writes to one: the other does not wait
        admin.execute("SET LOCAL search_path TO lx")
        admin.execute(WRITER_LOCK)
        other.ok(*SPENT.split())


@pytest.fixture
def pooled(server_store: Store) -> Iterator[Store]:
    """The store through PgBouncer, with two sessions for all: `check` needs a second one."""
    server_store.run(*MONEY)
    with behind_a_pooler(server_store, sessions=2) as store:
        yield store


def test_a_store_behind_a_pooler(pooled: Store, tmp_path: Path) -> None:
    """Many statements in a transaction, many transactions in one session, readers and writers by turns and at once."""
    lines = tmp_path / "lines.txt"
    lines.write_text(f"{SPENT}\n" * 12, "utf-8")
    for _ in range(2):
        pooled.ok("batch", "run", str(lines))
        pooled.ok("fund", "list")
    rows = "".join(f"2017-04-{day:02},F,P,1\n" for day in range(1, 20))
    pooled.take(tmp_path, {"支出": f"日期,资金,项目,金额（元）\n{rows}"})
    pooled.ok("batch", "undo", "3", "--yes")
    work = [[SPENT.split(), ["report", "fund"], ["spending", "list"]] * 2 for _ in range(3)]
    assert {answer.code for answers in at_once(pooled, work) for answer in answers} == {0}
    assert pooled.json("report", "fund")["tables"][0]["rows"][0]["spent"] == "30.00"
    assert pooled.json("check")["tables"][0]["rows"] == []
    for _ in range(3):  # a command that fails leaves the session as it was
        assert pooled("spending", "add", "99999", "--fund", "F", "--project", "P", "--date", "2017-03-01").code == 1
        pooled.ok("fund", "list")


def test_a_standby_answers_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers go to the standby, and writing there is refused with words."""
    with ExitStack() as stack:
        first = from_the_wheel(stack)
        first.psql("CREATE DATABASE aid")
        store = Store(first.get_uri(database="aid"), "postgresql")
        store.run("init", *MONEY, SPENT)
        folder = Path(stack.enter_context(temporary_folder()))
        if first.system_user:
            shutil.chown(folder, first.system_user)
        copy = (str(first.bin_path / "pg_basebackup"), "-d", first.get_uri(), "-D", str(folder), "-R", "-c", "fast")
        subprocess.run(copy, check=True, user=first.system_user)
        for left in (*folder.glob(".handle_pids.json"), *folder.glob(".s.PGSQL.*")):
            left.unlink()
        standby = Store(from_the_wheel(stack, folder).get_uri(database="aid"), "postgresql")
        monkeypatch.setattr(shape, "_MADE", {})  # which no fresh program has, and none makes on a standby
        for line in (
            "village list",
            "report overview",
            "report dashboard",
            "export spending",
            "log",
            "check",
            "db info",
            "find V",
        ):
            assert standby(*line.split()).code == 0, line
        answer = standby(*SPENT.split())
        assert answer.code == 4 and "cannot be written" in answer.err
        sheet = tmp_path / "村.csv"
        sheet.write_text("村名\n丙村\n", "utf-8")
        tried = standby("import", str(sheet), "--dry-run")
        assert tried.code == 4 and "only read" in tried.err and "--dry-run" in tried.err, tried
        hosts = ",".join(parse_qs(urlsplit(one.db).query)["host"][0] for one in (standby, store))
        either = f"postgresql://postgres@/aid?host={hosts}"
        assert Store(either, "postgresql")(*SPENT.split()).code == 4
        Store(f"{either}&target_session_attrs=read-write", "postgresql").ok(*SPENT.split())
