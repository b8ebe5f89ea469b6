"""Whatever is changed of the schema behind the program's back is found by `check`: every object of both engines, taken away or weakened."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from aidtrack.errors import Damaged
from aidtrack.store.engine import postgresql
from aidtrack.store.engine.connection import Connection, read
from aidtrack.store.proof.objects import wrong
from conftest import Store
from store.raw import sql


def found(store: Store) -> set[str]:
    """What is said of the schema by level and name; where the engine itself finds it torn, that it is damaged."""
    with suppress(Damaged), read(store.target) as connection:
        return {f"{one.level} {one.what}" for one in wrong(connection, set())}
    return {"damage"}


def weakened(kind: str, text: str) -> Iterator[str]:
    """Texts of an object of SQLite that let in what it kept out."""
    if kind == "table":
        yield text.replace(" STRICT", "")
        yield re.sub(r"CHECK \(", "CHECK (1 OR ", text, count=1)
        yield text.replace(" NOT NULL", "", 1)
        yield re.sub(r" REFERENCES \w+ ?\(id\)", "", text, count=1)
    elif kind == "index":
        yield text.replace("UNIQUE ", "")
    elif kind == "view":
        yield text.replace("SELECT", "SELECT 1 AS other,", 1)
    elif kind == "trigger":
        yield (
            text.replace("BEGIN", "WHEN 0 BEGIN", 1)
            if " WHEN " not in text
            else text.replace(" WHEN ", " WHEN 0 AND ", 1)
        )


@pytest.mark.long
def test_every_object_of_a_file(file_store: Store) -> None:
    assert found(file_store) == set()
    path = Path(file_store.db)
    good = path.read_bytes()
    made = sql(
        file_store, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    )
    assert len(made) > 100
    for kind, name, text in made:
        for changed in (None, *(one for one in weakened(kind, text) if one != text)):
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                connection.execute("PRAGMA writable_schema = ON")
                if changed is None:
                    connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
                else:
                    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (changed, name))
            assert found(file_store) & {f"damage {kind} {name}", "damage"}, changed
            path.write_bytes(good)


ON_A_SERVER = {
    "ALTER TABLE entry DROP CONSTRAINT {constraint}": "damage constraint entry.{constraint}",
    "ALTER TABLE village ALTER COLUMN name DROP NOT NULL": "damage column village.name",
    "ALTER TABLE village ALTER COLUMN note TYPE varchar(9)": "damage column village.note",
    "ALTER TABLE fund ALTER COLUMN form SET DEFAULT 'loan'": "damage column fund.form",
    "ALTER TABLE village ADD COLUMN mine text": "damage column village.mine",
    "ALTER TABLE entry DISABLE TRIGGER entry_guard": "damage trigger entry_guard",
    "ALTER TABLE entry ENABLE REPLICA TRIGGER entry_guard": "damage trigger entry_guard",
    "ALTER TABLE entry ENABLE ROW LEVEL SECURITY": "damage table entry",
    "ALTER TABLE entry SET UNLOGGED": None,  # other tables refer to it: refused
    "CREATE POLICY mine ON entry USING (false)": "damage policy entry.mine",
    "CREATE RULE mine AS ON INSERT TO audit DO INSTEAD NOTHING": "damage rule audit.mine",
    "DROP INDEX {index}": "damage index {index}",
    "DROP INDEX {index}; CREATE INDEX {index} ON entry (id)": "damage index {index}",
    "CREATE UNIQUE INDEX mine ON village (name)": "damage index mine",
    "ALTER FUNCTION aidtrack_entry_guard() SECURITY INVOKER": "damage function aidtrack_entry_guard",
    "GRANT UPDATE ON fund_balance TO PUBLIC": "damage grant fund_balance.public",
    "GRANT INSERT ON audit TO PUBLIC": "damage grant audit.public",
    "GRANT INSERT, DELETE ON entry TO PUBLIC": "damage grant entry.public",
    "GRANT UPDATE (hash) ON audit TO PUBLIC": "damage grant audit.public of columns",
    "GRANT EXECUTE ON FUNCTION aidtrack_next_ids(text, bigint) TO PUBLIC": "damage execute aidtrack_next_ids(text,bigint).public",
    "GRANT EXECUTE ON FUNCTION aidtrack_next_ids(text, bigint) TO looks": "damage execute aidtrack_next_ids(text,bigint).looks",
    "ALTER FUNCTION aidtrack_entry_guard() SET search_path = 'x'": "damage function aidtrack_entry_guard",
    "DROP VIEW v_fund; CREATE VIEW v_fund AS SELECT 1 AS id": "damage view v_fund",
    "DROP VIEW public_masked.audit; CREATE VIEW public_masked.audit AS SELECT *, false AS hidden FROM audit": "damage view masked.audit",
    "CREATE OR REPLACE VIEW public_masked.heads AS SELECT (''::text COLLATE \"C\") AS key WHERE false": "damage view masked.heads",
    "DROP VIEW v_fund": "damage view v_fund",
    "CREATE TABLE mine () INHERITS (entry)": "damage inheritance mine",
    "DROP TRIGGER fund_no_truncate ON fund": "damage trigger fund_no_truncate",
    "ALTER FUNCTION aidtrack_entry_guard() RESET standard_conforming_strings": "damage function aidtrack_entry_guard",
    "CREATE OR REPLACE FUNCTION aidtrack_right() RETURNS text LANGUAGE sql RETURN 'owner'": "damage function aidtrack_right",
    # A guard made again under its own name: it does nothing, comes too seldom, or stands elsewhere.
    "CREATE OR REPLACE FUNCTION aidtrack_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NULL;END'": "damage function aidtrack_append_only",
    "DROP TRIGGER entry_guard ON entry; CREATE TRIGGER entry_guard AFTER INSERT ON entry REFERENCING NEW TABLE AS new_entry"
    " FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION aidtrack_entry_guard()": "damage trigger entry_guard",
    "DROP TRIGGER fund_budget_guard ON fund; CREATE TRIGGER fund_budget_guard AFTER UPDATE OF note ON fund"
    " FOR EACH ROW EXECUTE FUNCTION aidtrack_fund_budget_guard()": "damage trigger fund_budget_guard",
    "CREATE SCHEMA other; CREATE TABLE other.entry (id int); CREATE TRIGGER batch_kind BEFORE INSERT ON other.entry"
    " FOR EACH ROW EXECUTE FUNCTION aidtrack_unknown_kind(); DROP TRIGGER batch_kind ON batch": "damage trigger batch_kind",
    "DROP TRIGGER audit_append_only ON audit; CREATE TRIGGER audit_append_only BEFORE DELETE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION aidtrack_append_only()": "damage trigger audit_append_only",
}


def test_every_kind_of_object_on_a_server(server_store: Store) -> None:
    assert found(server_store) == set()
    sets = "array_remove(proconfig[2:], 'enable_seqscan=off')"  # which says how a few of them look up, not what
    settings = sql(server_store, rf"SELECT DISTINCT {sets} FROM pg_proc WHERE proname LIKE 'aidtrack\_%'")
    assert settings == [([f"{name}={value}" for name, value in postgresql.PINNED.items()],)]
    sql(server_store, "DROP ROLE IF EXISTS looks", "CREATE ROLE looks")
    for word in ("officer", "auditor", "reader"):  # what a word gives is nothing strange
        server_store.ok("db", "grant", "looks", "--as", word)
        assert found(server_store) == set()
    [[constraint]] = sql(
        server_store, "SELECT min(conname) FROM pg_constraint WHERE conrelid = 'entry'::regclass AND contype = 'c'"
    )
    [[index]] = sql(
        server_store, "SELECT min(relname) FROM pg_class WHERE relkind = 'i' AND relname LIKE 'entry%fund%'"
    )
    with psycopg.connect(server_store.db) as dbapi:
        connection = Connection(server_store.target, postgresql, dbapi)
        for statements, expected in ON_A_SERVER.items():
            names = {"constraint": constraint, "index": index}
            try:
                for statement in statements.format(**names).split("; "):
                    dbapi.execute(statement.encode())
            except psycopg.Error:
                assert expected is None, statements
            else:
                said = {f"{one.level} {one.what}" for one in wrong(connection, set())}
                assert expected is not None and expected.format(**names) in said, (statements, said)
            dbapi.rollback()


def test_what_people_add_for_themselves_is_noted(store: Store) -> None:
    sql(
        store,
        "CREATE TABLE mine (id INTEGER)",
        "CREATE VIEW my_view AS SELECT id FROM village",
        "CREATE INDEX my_index ON village (note)",
    )
    answer = store.ok("check", "--strict", "--format", "json")
    assert {(row["level"], row["rule"]) for row in answer.rows("findings")} == {("note", "schema")}
    assert {"table mine", "view my_view", "index my_index"} <= {row["what"] for row in answer.rows("findings")}
    sql(store, "CREATE UNIQUE INDEX refuses ON village (note)")
    assert store("check").code == 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_may_not_make_a_schema_is_told_that_none_was_compared(server_store: Store, lang: str) -> None:
    sql(
        server_store,
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN",
    )
    try:
        server_store.ok("db", "grant", "reader", "--as", "auditor")
        from aidtrack.store.schema import shape

        shape._MADE.clear()
        reader = Store(re.sub(r"//[^@/]*@", "//reader@", server_store.db), "postgresql")
        answer = reader("check", lang=lang)
        assert (answer.code, "schema" in answer.out) == (0, True), answer
    finally:
        sql(server_store, "DROP OWNED BY reader", "DROP ROLE reader")
