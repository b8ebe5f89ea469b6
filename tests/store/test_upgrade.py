"""A store of the first schema comes up to this one: with all its data, an unbroken audit chain, and the shape of a fresh store.

`schema1/` holds such a store as SQL, one for each engine, written by the program of that schema.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from aidtrack.store.engine.connection import SCHEMA
from conftest import ENGINES, Store
from store.raw import sql

DUMPS = Path(__file__).parent / "schema1"


@pytest.fixture(params=ENGINES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of schema 1 with everything that it could hold."""
    script = (DUMPS / f"{request.param}.sql").read_text("utf-8")
    if request.param == "sqlite":
        path = tmp_path / "old.db"
        with sqlite3.connect(path) as file:
            file.executescript(script)
        file.close()
        return Store(str(path), "sqlite")
    server = request.getfixturevalue("server")
    name = f"old_{abs(hash(tmp_path))}"
    server.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    uri = server.get_uri(database=name)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(script.encode())
    return Store(uri, "postgresql")


def shape(store: Store) -> list[tuple[Any, ...]]:
    if store.engine == "sqlite":
        return sql(store, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return sql(
        store,
        "SELECT 'column', table_name || '.' || column_name, data_type || is_nullable || coalesce(collation_name, '') || ordinal_position"
        " FROM information_schema.columns WHERE table_schema = 'public'"
        " UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        " UNION ALL SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        " UNION ALL SELECT 'view', viewname::text, definition FROM pg_views WHERE schemaname = 'public'"
        " UNION ALL SELECT 'function', proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " UNION ALL SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2, 3",
    )


def test_it_is_not_opened_before(old: Store) -> None:
    answer = old("village", "list")
    assert (answer.code, "aidtrack db upgrade" in answer.err) == (6, True)


def test_everything_is_there_and_the_chain_holds(old: Store) -> None:
    columns = (
        "id, kind, date, fund_id, project_id, village_id, amount_fen, ref, reason, over, reverses_id, batch_id, row_no"
    )
    tables = {
        "entry": f"SELECT {columns} FROM entry ORDER BY id",
        "audit": "SELECT id, at, actor, action, noun, object_id, before, after, hash FROM audit ORDER BY id",
        "fund": "SELECT id, name, budget_fen, qualifier, raw FROM fund ORDER BY id",
        "cell_balance": "SELECT * FROM cell_balance ORDER BY 1, 2, 3",
    }
    before = {name: sql(old, query) for name, query in tables.items()}
    assert len(before["entry"]) == 9
    old.ok("db", "upgrade")
    after = {name: sql(old, query) for name, query in tables.items()}
    kept = len(before["audit"])
    assert after["audit"][:kept] == before["audit"]
    assert {name: rows for name, rows in after.items() if name != "audit"} == {
        name: rows for name, rows in before.items() if name != "audit"
    }
    check = old.ok("check", "--format", "json")
    assert {row["level"] for row in check.rows("findings")} == {"alert"}  # the overspend, as before
    incomes = old.ok("indicator", "list", "--format", "json").rows()
    assert sorted((row["village"], row["value"], row["unit"], row["as_of"]) for row in incomes) == [
        ("咀儿村", "4160", "元", "2016"),
        ("牙河村", "4900", "元", "2016"),
        ("石岭村", "3800.50", "元", "2016-12"),
    ]
    assert "4,900" in old.ok("report", "village", "牙河村").out
    logged = old.ok("log", "--noun", "village", "--format", "json").rows()
    assert [row["actor"] for row in logged[-4:]] == ["aidtrack db upgrade"] * 4  # 北村 had a date alone
    assert sql(old, "SELECT count(*) FROM audit WHERE noun = 'indicator'") == [(3,)]


def test_it_goes_on_as_a_fresh_one_does(old: Store, new_store: Callable[[str], Store]) -> None:
    old.ok("db", "upgrade")
    fresh = new_store(old.engine)
    assert shape(old) == shape(fresh)
    if old.engine == "sqlite":
        assert sql(old, "PRAGMA user_version") == [(SCHEMA,)]
        assert sql(old, "PRAGMA foreign_key_check") == []
    old.ok("indicator", "add", "贫困发生率", "--village", "牙河村", "--value", "1.5", "--unit", "%")
    old.ok("household", "add", "001", "--village", "牙河村")
    old.ok("spending", "add", "100", "--project", "牙河村菌菜大棚", "--date", "2018-01-01", "--over", "灾情追加")
    old.ok("db", "upgrade")
    old.ok("check")
