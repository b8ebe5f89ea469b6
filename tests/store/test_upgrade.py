"""A store of an older schema comes up to this one: with all its data, an unbroken audit chain, and the shape of a fresh store.

`schema1/` and so on hold such stores as SQL, one for each engine, written by the program of that schema.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.store.engine.connection import SCHEMA
from conftest import ENGINES, Store
from store.raw import sql

FOLDER = Path(__file__).parent
# Columns that a later schema took away; what they held, its own test looks for.
GONE = {"village": {"income_fen", "income_on"}}
# Tables that an upgrade itself writes to: what stood in them stands before what came.
GROWING = {"audit", "indicator"}
OLDER = sorted(int(folder.name.removeprefix("schema")) for folder in FOLDER.glob("schema[0-9]*"))


def load(request: pytest.FixtureRequest, tmp_path: Path, schema: int, engine: str) -> Store:
    """A store of an older schema with everything that it could hold."""
    script = (FOLDER / f"schema{schema}" / f"{engine}.sql").read_text("utf-8")
    if engine == "sqlite":
        path = tmp_path / "old.db"
        with sqlite3.connect(path) as file:
            file.executescript(script)
        file.close()
        return Store(str(path), "sqlite")
    server = request.getfixturevalue("server")
    name = f"old_{abs(hash(tmp_path))}"
    server.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    request.addfinalizer(lambda: server.drop(name))
    uri = server.get_uri(database=name)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(script.encode())
    return Store(uri, "postgresql")


@pytest.fixture(params=[(schema, engine) for schema in OLDER for engine in ENGINES], ids=str)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of each older schema, once on each engine."""
    return load(request, tmp_path, *request.param)


@pytest.fixture(params=ENGINES)
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of schema 1."""
    return load(request, tmp_path, 1, request.param)


@pytest.fixture(params=ENGINES)
def second(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of schema 2."""
    return load(request, tmp_path, 2, request.param)


def columns(store: Store) -> dict[str, list[str]]:
    """The columns of every table but those of migrations."""
    found = (
        "SELECT m.name, c.name FROM pragma_table_list m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        if store.engine == "sqlite"
        else "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    tables: dict[str, list[str]] = {}
    for table, column in sql(store, found):
        tables.setdefault(table, []).append(column)
    del tables["alembic_version"]
    return tables


def rows(store: Store, tables: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """All that stands in these columns."""
    return {
        table: sql(
            store, f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(map(str, range(1, len(names) + 1)))}"
        )
        for table, names in tables.items()
    }


def shape(store: Store) -> list[tuple[Any, ...]]:
    if store.engine == "sqlite":
        return sql(store, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return sql(
        store,
        "SELECT 'column', table_name || '.' || column_name, data_type || is_nullable || coalesce(collation_name, '')"
        " || row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position)"  # a column that went leaves a gap, a dump none
        " FROM information_schema.columns WHERE table_schema = 'public'"
        " UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        " UNION ALL SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        " UNION ALL SELECT 'view', viewname::text, definition FROM pg_views WHERE schemaname = 'public'"
        " UNION ALL SELECT 'function', proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " UNION ALL SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2, 3",
    )


def test_a_store_of_each_older_schema_is_kept() -> None:
    """A schema that has been released is kept before it changes: a store with all that it can hold, made by the program of that schema.

    `sqlite.sql` is `PRAGMA application_id` and `PRAGMA user_version` with what they are, then `.dump`; `postgresql.sql` is `pg_dump`'s.
    """
    assert [*range(1, SCHEMA)] == OLDER


def test_it_is_not_opened_before(old: Store) -> None:
    answer = old("village", "list")
    assert (answer.code, "db upgrade" in answer.err) == (6, True)


def test_everything_is_there_and_the_chain_holds(old: Store) -> None:
    tables = {
        table: [name for name in names if name not in GONE.get(table, ())] for table, names in columns(old).items()
    }
    before = rows(old, tables)
    assert min(len(before[table]) for table in ("village", "fund", "project", "entry", "audit", "batch")) > 0
    old.ok("db", "upgrade")
    after = rows(old, tables)
    for table in GROWING & before.keys():
        after[table] = after[table][: len(before[table])]
    assert after == before
    check = old.ok("check", "--format", "json")
    assert {row["level"] for row in check.rows("findings")} == {"alert"}  # what was paid over, as before


def test_the_second_schema_held_every_noun_and_kind(second: Store) -> None:
    had = columns(second)
    held = rows(second, had)
    assert [table for table, found in held.items() if not found] == []
    assert {row[0] for row in sql(second, "SELECT DISTINCT kind FROM entry")} == {
        name for name, kind in KINDS.items() if f"{kind.balance}_fen" in had["fund_balance"]
    }
    assert {row[0] for row in sql(second, "SELECT DISTINCT kind FROM batch")} == {"import", "carry", "undo"}


def test_what_was_removed_before_keeps_its_id(second: Store) -> None:
    [(removed,)] = sql(second, "SELECT max(object_id) FROM audit WHERE noun = 'village' AND action = 'remove'")
    assert sql(second, f"SELECT count(*) FROM village WHERE id >= {removed}") == [(0,)]
    second.ok("db", "upgrade")
    second.ok("village", "add", "新村")
    assert sql(second, "SELECT max(id) FROM village") == [(removed + 1,)]


def test_earmarks_are_compared_by_key_from_then_on(second: Store) -> None:
    """Their texts stay; two allocations that were let in for a reason had none to give."""
    second.ok("db", "upgrade")
    reasons = [row["over"] for row in second.json("allocation", "list")["tables"][0]["rows"] if row["over"]]
    assert reasons[:2] == ["写法不同，同一类别", "类别写作两词"]
    assert "G5" not in {row["rule"] for row in second.json("check")["tables"][0]["rows"]}
    money = ("--project", "技能培训", "--village", "牙河村", "--date", "2017-05-01")
    second.ok("allocation", "add", "1", "--fund", "培训救助款", *money)
    assert second("allocation", "add", "1", "--fund", "光伏专款", *money).code == 1


def test_incomes_become_indicators(first: Store) -> None:
    first.ok("db", "upgrade")
    incomes = first.ok("indicator", "list", "--format", "json").rows()
    assert sorted((row["village"], row["value"], row["unit"], row["as_of"]) for row in incomes) == [
        ("咀儿村", "4160", "元", "2016"),
        ("牙河村", "4900", "元", "2016"),
        ("石岭村", "3800.50", "元", "2016-12"),
    ]
    assert "4,900" in first.ok("report", "village", "牙河村").out
    logged = first.ok("log", "--noun", "village", "--format", "json").rows()
    assert [row["actor"] for row in logged[-4:]] == ["aidtrack db upgrade"] * 4  # 北村 had a date alone
    assert sql(first, "SELECT count(*) FROM audit WHERE noun = 'indicator'") == [(3,)]


def test_what_was_carried_on_is_marked(second: Store) -> None:
    """A carrying, the same after it was taken back and done again, and what is left of it a year later; the log says so too."""
    second.ok("db", "upgrade")
    pairs = sql(
        second,
        "SELECT p.name, c.name, i.date, o.batch_id = i.batch_id, o.amount_fen + i.amount_fen FROM entry i"
        " JOIN entry o ON o.id = i.carries_id JOIN fund c ON c.id = i.fund_id JOIN fund p ON p.id = o.fund_id ORDER BY i.id",
    )
    assert {(bool(same), int(fen)) for *_, same, fen in pairs} == {(True, 0)}
    first = ("年年款", "年年款(2017年结转)", "2017-01-01")
    assert [pair[:3] for pair in pairs] == [
        first, first, ("年年款(2017年结转)", "年年款(2018年结转)", "2018-01-01"), ("老款", "老款2016", "2016-01-01"),
    ]  # fmt: skip
    logged = sql(second, "SELECT object_id FROM audit WHERE noun = 'batch' AND action = 'edit' ORDER BY id")
    assert logged == sql(second, "SELECT DISTINCT batch_id FROM entry WHERE carries_id IS NOT NULL ORDER BY batch_id")
    table = second.json("report", "carryover", "--year", "2017")["tables"][0]
    assert {
        row["fund"]: (row["carried_in"], row["carried_out"])
        for row in table["rows"]
        if row["carried_in"] or row["carried_out"]
    }
    [alert] = {row["level"] for row in second.ok("check", "--format", "json").rows("findings")}
    assert alert == "alert"


def test_it_goes_on_as_a_fresh_one_does(old: Store, new_store: Callable[[str], Store]) -> None:
    old.ok("db", "upgrade")
    fresh = new_store(old.engine)
    assert shape(old) == shape(fresh)
    if old.engine == "sqlite":
        assert sql(old, "PRAGMA user_version") == [(SCHEMA,)]
        assert sql(old, "PRAGMA foreign_key_check") == []
    old.ok("indicator", "add", "贫困发生率", "--village", "牙河村", "--value", "1.5", "--unit", "%")
    old.ok("household", "add", "003", "--village", "牙河村")
    old.ok(
        "spending",
        "add",
        "100",
        "--fund",
        "自筹资金",
        "--project",
        "牙河村菌菜大棚",
        "--date",
        "2018-01-01",
        "--over",
        "灾情追加",
    )
    old.ok("db", "upgrade")
    old.ok("check")
