"""An upgrade loses nothing: what people added to a store stays or is named, what raw SQL made too; the old store is kept."""

import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from aidtrack.store.engine import connection
from aidtrack.store.engine.postgresql import WRITER_LOCK
from conftest import ENGINES, Answer, Store
from store.raw import sql
from store.test_upgrade import load


@pytest.fixture(params=ENGINES)
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store of schema 1."""
    return load(request, tmp_path, 1, request.param)


MINE = (
    "CREATE TABLE mine (id INTEGER, entry_id INTEGER)",
    "CREATE INDEX mine_id ON mine (id)",
    'CREATE VIEW "我的资金" AS SELECT name FROM v_fund',
    "CREATE VIEW ours_first AS SELECT name FROM \"我的资金\" WHERE name LIKE '%资金%'",
    "CREATE VIEW of_entries AS SELECT id, amount_fen FROM entry",
    "CREATE VIEW a_income AS SELECT name, income_fen FROM village",
    "CREATE VIEW b_income AS SELECT name FROM a_income",
    "CREATE INDEX entry_payee ON entry (payee)",
    "CREATE UNIQUE INDEX entry_unique ON entry (ref)",
)
TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER watching AFTER INSERT ON entry BEGIN INSERT INTO mine (entry_id) VALUES (NEW.id); END",
        "CREATE TRIGGER watched AFTER INSERT ON mine BEGIN UPDATE mine SET id = 7 WHERE rowid = NEW.rowid; END",
    ),
    "postgresql": (
        "CREATE FUNCTION seven() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := 7; RETURN NEW; END'",
        "CREATE TRIGGER watching BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION seven()",
        "CREATE TRIGGER watched BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION seven()",
    ),
}


def names(answer: Answer, beginning: str) -> str:
    """What is named on lines that begin so."""
    return "\n".join(line for line in answer.err.splitlines() if line.startswith(beginning))


def test_what_people_added(first: Store) -> None:
    sql(first, *MINE, *TRIGGERS[first.engine])
    said = first.ok("db", "upgrade")
    assert sql(first, 'SELECT count(*) > 0 FROM "我的资金"') == [(True,)]
    assert sql(first, "SELECT count(*) > 0 FROM ours_first") == [(True,)]
    assert sql(first, "SELECT count(*) FROM of_entries") == sql(first, "SELECT count(*) FROM entry")
    assert sql(first, "INSERT INTO mine (id) VALUES (1)", "SELECT id FROM mine") == [(7,)]
    kept, lost = names(said, "Kept, though"), names(said, "Not kept")
    assert all(f"view {name}" in kept for name in ("我的资金", "ours_first", "of_entries"))
    assert all(what in lost for what in ("view a_income", "view b_income", "trigger watching", "index entry_unique"))
    found = first.ok("check", "--format", "json").rows("findings")
    assert {"index entry_payee", "index mine_id", "table mine", "view of_entries"} <= {row["what"] for row in found}
    assert not {"damage", "rule"} & {row["level"] for row in found}
    # Of this schema too, where nothing but triggers and views is made anew.
    sql(first, *(TRIGGERS[first.engine][-2:-1] if first.engine == "postgresql" else TRIGGERS["sqlite"][:1]))
    again = first.ok("db", "upgrade", lang="zh")
    assert "未保留:trigger watching" in again.err and "已保留" in again.err and "before-upgrade" not in again.err
    first.ok("check")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_name_that_is_taken(request: pytest.FixtureRequest, tmp_path: Path, engine: str, lang: str) -> None:
    second = load(request, tmp_path, 2, engine)
    sql(second, "CREATE TABLE spelling (id INTEGER)")
    answer = second("db", "upgrade", lang=lang)
    assert (answer.code, "spelling" in answer.err) == (1, True), answer
    assert second("village", "list").code == 6
    if second.engine == "sqlite":
        assert list(Path(second.db).parent.glob("*before-upgrade*")) == []
    sql(second, "DROP TABLE spelling")
    second.ok("db", "upgrade")
    second.ok("check")


def test_a_village_that_raw_sql_made(first: Store) -> None:
    """One of which the log knows nothing, and one that it knows as removed."""
    [(last,)] = sql(first, "SELECT max(id) FROM village")
    sql(
        first,
        f"INSERT INTO village (id, name, income_fen, income_on) VALUES ({last + 1}, '野村', 123450, '2016')",
        f"INSERT INTO village (id, name, income_on) VALUES ({last + 2}, '荒村', '2016')",
    )
    first.ok("db", "upgrade")
    incomes = {row["village"]: row for row in first.ok("indicator", "list", "--format", "json").rows()}
    assert (incomes["野村"]["value"], incomes["野村"]["as_of"], len(incomes)) == ("1234.50", "2016", 4)
    check = first("check", "--format", "json")
    damaged = {row["what"] for row in check.rows("findings") if row["level"] == "damage"}
    # It recorded rows that no record made.
    [(upgrade,)] = sql(first, "SELECT max(id) FROM audit WHERE action = 'upgrade'")
    assert (check.code, damaged) == (5, {f"village {last + 1}", f"village {last + 2}", f"audit {upgrade}"})


def test_the_old_store_is_kept(first: Store) -> None:
    if first.engine != "sqlite":
        said = first.ok("db", "upgrade")
        assert "pg_dump" in said.err
        assert "pg_dump" not in first.ok("db", "upgrade").err
        return
    path = Path(first.db)
    kept = [path.with_name(f"{path.name}.before-upgrade"), path.with_name(f"{path.name}.before-upgrade-2")]
    kept[0].write_text("older still")
    with closing(sqlite3.connect(path)) as old:
        before = list(old.iterdump())
    path.chmod(0o644)
    said = first.ok("db", "upgrade")
    assert str(kept[1]) in said.err
    with closing(sqlite3.connect(kept[1])) as old:
        assert list(old.iterdump()) == before
    assert stat.S_IMODE(kept[1].stat().st_mode) == 0o600
    assert kept[0].read_text() == "older still"
    assert re.search("Kept beside it: .*before-upgrade, .*before-upgrade-2", first.ok("db", "info").out)
    assert "before-upgrade-3" not in first.ok("db", "upgrade").err


def test_it_waits_for_other_writers(first: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    if first.engine == "sqlite":
        with closing(sqlite3.connect(first.db, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert first("db", "upgrade").code == 3
        assert list(Path(first.db).parent.glob("*before-upgrade*")) == []
    else:
        with psycopg.connect(first.db) as other:
            other.execute(WRITER_LOCK)
            assert first("db", "upgrade").code == 3
    first.ok("db", "upgrade")


@pytest.mark.server
def test_views_of_other_schemas_and_who_may_read(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    first = load(request, tmp_path, 1, "postgresql")
    sql(
        first,
        "DROP ROLE IF EXISTS looking",
        "CREATE ROLE looking",
        "CREATE SCHEMA other",
        "CREATE VIEW other.funds WITH (security_barrier=true) AS SELECT name FROM public.v_fund",
        "CREATE MATERIALIZED VIEW counted AS SELECT id, payee FROM entry",
        "CREATE UNIQUE INDEX counted_id ON counted (id)",
        "GRANT SELECT ON v_fund, other.funds, counted TO looking",
    )
    try:
        said = first.ok("db", "upgrade")
        assert "Not kept" not in said.err
        may = "SELECT has_table_privilege('looking', name, 'SELECT') FROM unnest(ARRAY['v_fund', 'other.funds', 'counted']) AS name"
        assert sql(first, may) == [(True,)] * 3
        assert sql(first, "SELECT reloptions FROM pg_class WHERE oid = 'other.funds'::regclass") == [
            (["security_barrier=true"],)
        ]
        assert sql(first, "SELECT count(*) FROM pg_indexes WHERE indexname = 'counted_id'") == [(1,)]
        assert sql(first, "SELECT count(*) > 0 FROM other.funds, counted") == [(True,)]
    finally:
        sql(first, "DROP OWNED BY looking", "DROP ROLE looking")
