"""Whatever cell of a collection is changed behind the program's back is found by `check`: of its own tables and of what its offices handed over.

By hand: `AIDTRACK_EXAMPLES=40 pytest -n 0 tests/proofs/test_collection_tampering.py`, which tries every column.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest

from aidtrack.store.engine import sqlite
from aidtrack.store.engine.connection import Connection
from collection.province import Province
from conftest import ENGINES, SOME, TIMES, Server, Store, examples
from proofs.test_data_tampering import columns, damage
from proofs.writing import some_of_everything
from store.raw import defenceless
from store.test_upgrade import load

ROWS = 3 if TIMES > 1 else 1  # of each column
# What is knowingly not seen, and why.
UNSEEN = {
    "audit.id changed": "the order of the records is in the chain, their numbers have gaps on a server",
    "identity.id changed": "there is one row",
    "closed_books.id changed": "where nothing was ever closed there is one row",
    "spelling.id changed": "its order alone counts",
}


@pytest.fixture(params=ENGINES)
def whole(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A collection in each table of which there is something: offices with names and without, of an older program, a copy, one restored."""
    monkeypatch.chdir(tmp_path)
    store = Store(str(tmp_path / "above.db"), "sqlite")
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        server.execute("CREATE DATABASE tampered ENCODING 'UTF8' TEMPLATE template0")
        request.addfinalizer(lambda: server.drop("tampered"))
        store = Store(server.get_uri(database="tampered"), "postgresql")
    province = Province(tmp_path, store)
    first = province.counties["621122"] = Store(str(tmp_path / "621122.db"), "sqlite")
    first.ok("init", "--office", "621122", "--name", "陇西县总工会")
    some_of_everything(first, tmp_path)
    Path("户.csv").write_text(
        "日期,资金,项目,村,金额（元）,收款人,流水号\n2017-08-01,F,P,V,10,张三丰,J1\n2017-08-02,F,P,V,20,某店,J2\n",
        "utf-8",
    )
    first.ok("import", "户.csv", "--as", "spending")
    first.run("household add H4 --village V --head 王五六")
    province.results(province.handover("621122", "first"))
    first.run("batch undo 1 --yes", "village edit V --note 改", "household forget H4 --reason 来问 --yes")
    Path("aidtrack.toml").write_text("[alerts]\nbehind_points = 12.5\n")
    province.results(province.handover("621122", "second"))
    province.results(province.handover("621122", "nothing new"))
    Path("aidtrack.toml").unlink()
    named = province.county("620623")
    named.run(
        "household add H1 --village 石桥村 --head 张三丰",
        "allocation add 10 --fund 专项资金 --project 道路 --date 2018-01-03",
        "spending add 1 --fund 专项资金 --project 道路 --date 2018-02-01 --payee 张三丰",
    )
    province.results(province.handover("620623", "named", "--with-names"))
    named.ok("db", "backup", "backup.db")
    named.ok("receipt", "add", "7", "--fund", "专项资金", "--date", "2018-02-09")
    province.results(province.handover("620623", "later", "--with-names"))
    named.ok("db", "restore", "backup.db", "--yes")
    store.ok(
        "receive",
        str(province.handover("620623", "restored", "--all", "--with-names")),
        "--restored",
        "--reason",
        "硬盘坏了",
    )
    old = province.counties["440106"] = load(request, tmp_path, 2, "sqlite")
    old.ok("db", "upgrade")
    old.run("db setting office 440106", "household add 新户 --village id:1 --head 李四光")
    province.results(province.handover("440106", "old"))
    store.run("collection confirm 620623", "db setting notice_days 12")
    store.ok("check")
    return store


def changes(connection: Connection, table: str, column: str, type: str, chance: Random) -> Iterator[tuple[str, str]]:
    """Of some of its rows one is given another value, one none, and one is taken out."""
    place = "rowid" if connection.engine is sqlite else "ctid"
    rows = [row for (row,) in connection.rows(f"SELECT {place} FROM {table} WHERE {column} IS NOT NULL ORDER BY 1")]
    changed = f"{column} + 1" if type in ("integer", "bigint") else f"{column} || 'x'"
    for value, how in ((changed, "changed"), ("NULL", "blank")):
        for row in chance.sample(rows, min(ROWS, len(rows))):
            yield f"{table}.{column} {how}", f"UPDATE {table} SET {column} = {value} WHERE {place} = '{row}'"
    if rows:
        yield f"{table} row with {column} taken out", f"DELETE FROM {table} WHERE {place} = '{chance.choice(rows)}'"


def test_every_cell(whole: Store) -> None:
    unseen, tried, chance = {}, 0, Random()
    with defenceless(whole) as connection:
        before = {*damage(connection)}
        statements = [one for column in columns(connection) for one in changes(connection, *column, chance)]
        some = examples(60 if whole.engine == "sqlite" else 60 // SOME)
        for what, statement in chance.sample(statements, min(some, len(statements))):
            connection.execute("SAVEPOINT tamper")
            try:
                if connection.execute(statement).rowcount > 0:
                    tried += 1
                    if all(one in before for one in damage(connection)):
                        unseen[what] = statement
            except Exception as error:
                if connection.engine.trouble(error) is None and not isinstance(error, (sqlite3.Error, psycopg.Error)):
                    unseen[what] = repr(error)
            connection.execute("ROLLBACK TO SAVEPOINT tamper")
    assert tried > 0
    told = [f"{what}: {how}" for what, how in unseen.items() if what.replace("_rest.", ".") not in UNSEEN]
    assert not told, "\n".join(told)
