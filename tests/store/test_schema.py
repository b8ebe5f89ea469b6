"""The tables: what the migrations make is what the classes say, what other tools may rely on stands."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import SCHEMA, Connection, connect, engine_for, read
from aidtrack.store.engine.sqlite import APPLICATION_ID
from aidtrack.store.schema import tables
from aidtrack.store.schema.alchemy import alchemy
from aidtrack.store.schema.blank import RECORD
from aidtrack.store.schema.build import build
from conftest import Store
from store.blank import record
from store.raw import sql

# Indexes and what belongs to Alembic are the migrations' own; the classes do not repeat them.
THE_MIGRATIONS_OWN = ("add_index", "remove_index", "add_constraint", "remove_constraint")


def differences(store: Store) -> list[Any]:
    with read(store.target) as connection, alchemy(connection) as made:
        context = MigrationContext.configure(made, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
    flat = [one for each in found for one in (each if isinstance(each, list) else [each])]
    # What is under way on a server stands in tables that nobody but its functions reaches.
    flat = [
        one
        for one in flat
        if not (one[0] == "remove_table" and one[1].name in ("act", "act_noun", "owed", "so_far", "given"))
    ]
    # SQLite's `INTEGER PRIMARY KEY` cannot be null and says that it could.
    return [
        one for one in flat if one[0] not in THE_MIGRATIONS_OWN and not (one[0] == "modify_nullable" and one[3] == "id")
    ]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrated_store_is_what_the_classes_say(store: Store) -> None:
    assert tables.TABLES.keys() == NOUNS.keys()
    assert differences(store) == []


def test_a_blank_store_is_recorded_as_the_migrations_make_it() -> None:
    assert RECORD.read_text("utf-8") == record(), "record it anew: PYTHONPATH=tests python tests/store/blank.py"


def test_a_blank_store_is_what_the_migrations_make(store: Store) -> None:
    """Object by object, and row by row but for its own id."""
    with read(store.target) as connection:
        recorded = connection.engine.objects(connection)
        tables = [name for kind, name in recorded if kind == "table" and name != "identity"]
        rows = {name: connection.rows(f"SELECT * FROM {name}") for name in tables}
    engine = engine_for(store.target)
    a_file = store.engine == "sqlite"
    dbapi = sqlite3.connect(":memory:", isolation_level=None) if a_file else connect(store.target, "rw")
    with closing(dbapi):
        migrated = Connection(store.target, engine, dbapi)
        with migrated.begun():
            if not a_file:
                migrated.execute("CREATE SCHEMA migrated")
                migrated.execute("SET LOCAL search_path TO migrated")
            build(migrated)
            assert engine.objects(migrated) == recorded
            assert {name: migrated.rows(f"SELECT * FROM {name}") for name in tables} == rows
            assert len(migrated.rows("SELECT * FROM identity")) == 1


def test_upgrading_what_is_up_to_date_changes_nothing(store: Store) -> None:
    store.ok("village", "add", "V")

    def shape() -> list[tuple[Any, ...]]:
        if store.engine == "sqlite":
            return sql(store, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
        return sql(
            store,
            "SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL"
            " SELECT 'view', viewname::text, definition FROM pg_views WHERE schemaname = 'public' UNION ALL"
            " SELECT 'function', proname::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace UNION ALL"
            " SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
        )

    before = shape()
    store.ok("db", "upgrade")
    assert shape() == before
    store.ok("check")


def test_a_store_says_what_it_is(file_store: Store) -> None:
    assert sql(file_store, "PRAGMA application_id") == [(APPLICATION_ID,)] == [(0x41494454,)]
    assert sql(file_store, "PRAGMA user_version") == [(SCHEMA,)]
    assert sql(file_store, "PRAGMA journal_mode") == [("delete",)]


def test_every_table_is_strict_and_declares_its_references(file_store: Store) -> None:
    made = dict(sql(file_store, "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"))
    ours = {name for name in made if not name.startswith("sqlite_") and name != "alembic_version"}
    assert {name for name in ours if not made[name]} == set()
    for noun in (*NOUNS.values(), ENTRY):
        declared = {field.column: field.refers for field in noun.stored if field.refers} | {"batch_id": "batch"}
        keys = sql(file_store, f'SELECT "from", "table" FROM pragma_foreign_key_list(\'{noun.name}\')')
        assert dict(keys) == declared
        [key] = sql(file_store, f"SELECT name, type FROM pragma_table_info('{noun.name}') WHERE pk > 0")
        assert key == ("id", "INTEGER")


def test_money_is_a_whole_number_and_dates_are_text(file_store: Store) -> None:
    for (table,) in sql(file_store, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        for name, type in sql(file_store, f"SELECT name, type FROM pragma_table_info('{table}')"):
            assert type == ("INTEGER" if name.endswith(("_fen", "_id")) or name == "id" else type)
            assert type in ("INTEGER", "TEXT", "VARCHAR(32)")
    with pytest.raises(sqlite3.IntegrityError):
        sql(file_store, "INSERT INTO fund (name, budget_fen) VALUES ('F', 1.5)")


@pytest.mark.parametrize(
    ("fen", "yuan"),
    [(1, "0.01"), (-1, "-0.01"), (100, "1.00"), (-123456, "-1234.56"), (99999999999999999, "999999999999999.99")],
)
def test_views_show_yuan_as_text_under_both_names(store: Store, fen: int, yuan: str) -> None:
    store.ok("fund", "add", "F")
    store.ok("receipt", "add", "999999999999999.99", "--fund", "F", "--date", "2017-01-01")
    if fen != 99999999999999999:
        store.ok("receipt", "add", f"{yuan}", "--fund", "F", "--date", "2017-01-02", "--reason", "试")
    for view in ("v_entry", "流水明细"):
        rows = sql(store, f'SELECT kind, fund, amount FROM "{view}" ORDER BY id')
        assert rows[-1] == ("receipt", "F", yuan)
    for view in ("v_fund", "资金一览"):
        [(budget, received, spent)] = sql(store, f'SELECT budget, received, spent FROM "{view}"')
        assert (budget, spent) == (None, None)
        assert isinstance(received, str)
    assert sql(store, 'SELECT * FROM "安排与支出"') == sql(store, "SELECT * FROM v_funding") == []
