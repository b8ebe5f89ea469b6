"""G7: what is recorded is never changed or deleted, by any statement of any program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from conftest import Store
from ledger.chain import FUND, OTHER, PROJECT, Sql, chain, dump, passes, raw, sheet

APPEND_ONLY = ("entry", "audit", "batch", "batch_file")
TEXT = {"entry": "purpose", "audit": "actor", "batch": "actor", "batch_file": "name"}


@pytest.fixture
def sql(store: Store, tmp_path: Path) -> Iterator[Sql]:
    """Entries typed, imported and undone, so that every append-only table has rows; plain SQL on top."""
    chain(store, budget="1000")
    passes(store, "receipt", "500", "--ref", "S-1", "--payer", "张三丰")
    passes(store, "allocation", "300")
    lines = (
        "支出,2017-05-31,自筹资金,菌菜大棚,牙河村,10,S-2,李四光",
        "支出,2017-05-31,自筹资金,菌菜大棚,牙河村,20,S-3,王五",
    )
    for file in ("一.csv", "二.csv"):
        path = sheet(tmp_path, file, "类型,日期,资金,项目,村,金额（元）,流水号,收款人", *lines)
        store.ok("import", path)
        if file == "一.csv":
            store.ok("batch", "undo", "1", "--yes")
    store.ok("check")
    before = dump(store)
    with raw(store) as connection:
        yield Sql(store, connection)
    assert dump(store) == before
    store.ok("check")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_update_and_no_delete(sql: Sql, table: str) -> None:
    sql.refuses_statement("aidtrack G7", f"UPDATE {table} SET {TEXT[table]} = 'x'")
    sql.refuses_statement("aidtrack G7", f"UPDATE {table} SET id = id + 1000 WHERE id = 1")
    sql.refuses_statement("aidtrack G7", f"DELETE FROM {table}")
    sql.refuses_statement("aidtrack G7", f"DELETE FROM {table} WHERE id = 1")
    if sql.store.engine == "sqlite":
        for verb in ("UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE OR FAIL"):
            sql.refuses_statement("aidtrack G7", f"{verb} {table} SET {TEXT[table]} = 'x'")


@pytest.mark.parametrize("noun", ["entry", "batch"])
def test_under_the_cover_of_forgetting_texts_are_masked_and_no_more(sql: Sql, noun: str) -> None:
    """The newest record of the log says of which entry, or of the entries of which batch; nothing comes into a text that was not there."""
    column, said, shown = ("payer", "张三丰", "张**") if noun == "entry" else ("payee", "李四光", "李**")
    id, batch = sql.run(f"SELECT id, batch_id FROM entry WHERE {column} = ? ORDER BY id", said).fetchone()
    [(other,)] = sql.run("SELECT id FROM entry WHERE kind = 'allocation'").fetchall()
    newest = "INSERT INTO audit (at, actor, action, noun, object_id, previous, hash) VALUES ('', 'x', ?, ?, ?, ?, ?)"
    masks = f"UPDATE entry SET {column} = ? WHERE id = ?"
    refused = [
        *((masks, one, id) for one in ("**", "x**", "李**x", f"{said}x", "", None)),
        *((f"UPDATE entry SET {column} = ?, {change} WHERE id = ?", shown, id) for change in
          ("amount_fen = amount_fen + 1", "date = '2017-05-30'", "voucher = 'x'", "village_id = 2", "fund_id = 2", "file_no = 9", "id = 999")),
        (masks, shown, other), ("UPDATE entry SET purpose = ? WHERE id = ?", shown, id), ("UPDATE batch SET salt = ?, kind = 'run' WHERE id = ?", "x", batch or 1),
    ]  # fmt: skip
    if noun == "entry":
        refused.append(("UPDATE batch SET salt = ? WHERE id = ?", "x", 1))
    for action in ("forget", "add"):
        sql.run("BEGIN")
        sql.run(newest, action, noun, id if noun == "entry" else batch, "a", "b")
        for statement, *values in refused if action == "forget" else [(masks, shown, id)]:
            sql.run("SAVEPOINT b")
            with pytest.raises(sql.errors, match="aidtrack G7"):
                sql.run(statement, *values)
            sql.run("ROLLBACK TO SAVEPOINT b")
        if action == "forget":
            sql.run(masks, shown, id)
        sql.run("ROLLBACK")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_insert_takes_the_place_of_a_row(sql: Sql, table: str) -> None:
    copy = f"INTO {table} SELECT * FROM {table} WHERE id = 1"
    if sql.store.engine == "sqlite":
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT"):
            sql.refuses_statement("aidtrack (G7|ref)", f"{verb} {copy}")
    else:
        sql.refuses_statement("duplicate key|own_batch", f"INSERT {copy}")
    upsert = f"ON CONFLICT (id) DO UPDATE SET {TEXT[table]} = 'x'"
    sql.refuses_statement("aidtrack (G7|ref|own_batch)|duplicate", f"INSERT {copy} AND 1 = 1 {upsert}")


def test_the_row_that_undoes_a_batch_is_not_replaced(sql: Sql) -> None:
    columns = "(at, actor, kind, undoes) VALUES ('2017-06-01', 'x', 'undo', 1)"
    verb = "INSERT OR REPLACE" if sql.store.engine == "sqlite" else "INSERT"
    sql.refuses_statement("aidtrack G7|batch_undoes", f"{verb} INTO batch {columns}")


def test_a_ref_is_never_taken_over(sql: Sql) -> None:
    for ref in ("S-1", "S-2"):
        row = sql.row("receipt", 1, ref=ref)
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE") if sql.store.engine == "sqlite" else ():
            sql.refuses("aidtrack ref", row, verb=verb)
        sql.refuses("aidtrack ref|entry_ref", row)


def test_no_truncate(sql: Sql) -> None:
    if sql.store.engine == "sqlite":
        return  # SQLite has no such statement: DELETE without WHERE is one, and is refused above
    for table in SQLModel.metadata.tables:
        sql.refuses_statement("aidtrack G7", f"TRUNCATE {table} CASCADE")


def test_a_noun_that_holds_money_is_not_deleted_or_replaced(sql: Sql) -> None:
    for noun in ("fund", "project", "village"):
        sql.refuses_statement("aidtrack G7|foreign key", f"DELETE FROM {noun} WHERE id = 1")
    verb = "INSERT OR REPLACE" if sql.store.engine == "sqlite" else "INSERT"
    sql.refuses_statement("aidtrack G7|duplicate", f"{verb} INTO fund (id, name, budget_fen) VALUES (1, ?, 0)", FUND)
    closed = f"{verb} INTO project (id, name, closed_on) VALUES (1, ?, '1999')"
    sql.refuses_statement("aidtrack G7|duplicate", closed, PROJECT)
    sql.refuses_statement("aidtrack G7|duplicate", f"{verb} INTO village (id, name) VALUES (1, ?)", OTHER)


def test_a_mistake_is_taken_back_by_a_new_entry(store: Store) -> None:
    chain(store, budget="1000")
    passes(store, "receipt", "500")
    answer = store("receipt", "edit", "1", "--amount", "400")
    assert answer.code == 2
    store.ok("receipt", "reverse", "1", "--reason", "录入错误")
    with raw(store) as connection:
        assert connection.execute("SELECT count(*), sum(amount_fen) FROM entry").fetchone() == (2, 0)
    store.ok("check")
