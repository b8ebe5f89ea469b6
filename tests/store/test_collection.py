"""A collection: what many offices hand over comes together in it, and nobody enters into it."""

import itertools
from pathlib import Path

import pytest

from aidtrack.reports.sums_to_a_day import by_cell, by_fund
from aidtrack.store.collection.looking import look
from aidtrack.store.engine.connection import read
from conftest import ENGINES, Answer, Server, Store, call
from proofs.writing import everything_at_hand, writing
from store.raw import sql

_numbers = itertools.count()
# What a collection writes of its own, and what writes files alone or another store.
ITS_OWN = {
    "init",
    "receive",
    "collection confirm",
    "db setting",
    "db backup",
    "db restore",
    "db upgrade",
    "show names",
    "backup with files",
}
NO_WRITE = {
    "export",
    "template",
    "check",
    "report to a file",
    "document fetch",
    "notice fund",
    "notice project",
    "key new",
}


@pytest.fixture(params=ENGINES)
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty one, on each engine."""
    made = Store(str(tmp_path / "汇总.db"), "sqlite")
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        name = f"collection_{next(_numbers)}"
        server.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        request.addfinalizer(lambda: server.drop(name))
        made = Store(server.get_uri(database=name), "postgresql")
    made.ok("init", "--collection", "--name", "甘肃省总工会")
    return made


def test_it_says_what_it_is_and_has_no_guards(collection: Store) -> None:
    [told] = collection.json("db", "info")["tables"][0]["rows"]
    assert (told["office_name"], told["offices"], told["entry"]) == ("甘肃省总工会", 0, 0)
    collection.ok("db", "setting", "notice_days", "12")
    collection.ok("db", "upgrade")
    answer = collection("check", "--strict")
    assert "Everything agrees." in answer.out + answer.err
    sql(collection, "INSERT INTO fund (id, name) VALUES (1, '自筹资金'), (2, '自筹资金')")  # of two offices
    assert collection("check").code == 5  # but of none that handed them over


def test_each_part_is_summed_by_itself(collection: Store) -> None:
    """Where the rows are: the sum of a part stands below what brings the parts together, and nothing is summed above it."""
    if collection.engine == "sqlite":
        return
    ranges = ("FROM (62000000000) TO (63000000000)", "FROM (6200000000000) TO (6300000000000)")
    for number, span in enumerate(ranges):
        sql(collection, f"CREATE TABLE entry_{number} PARTITION OF entry FOR VALUES {span}")
    entries = "SELECT of * 1000000000 + n, 'receipt', '2018-01-02', of * 1000000000 + 1, 1 FROM generate_series(1, 2000) n, unnest(ARRAY[62, 6201, 44]::bigint[]) of"
    sql(collection, f"INSERT INTO entry (id, kind, date, fund_id, amount_fen) {entries}")
    sql(collection, "ANALYZE entry")
    with read(collection.target) as connection:
        look(connection, [])
        for summed in (by_cell(), by_fund()):
            rows = connection.rows(f"EXPLAIN {summed}", {"start": "2018-01-01", "end": "2018-12-31"})
            plan = [str(line).lstrip(" ->") for (line,) in rows]
            assert plan[0].startswith("Append"), plan
            assert sum("Aggregate" in line for line in plan) == len(ranges) + 1, plan


def test_what_is_done_to_its_tables_is_found(collection: Store) -> None:
    guard = "audit_no_update" if collection.engine == "sqlite" else "audit_append_only ON audit"
    sql(collection, f"DROP TRIGGER {guard}")
    assert collection("check").code == 5


def test_nobody_enters_into_it(file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything_at_hand(tmp_path)
    monkeypatch.chdir(tmp_path)
    call("--db", "汇总.db", "init", "--collection")
    asked = [
        (name, words) for name, words in writing() if name not in ITS_OWN | NO_WRITE and name.split()[:1] != ["config"]
    ]
    answers: dict[str, Answer] = {}
    for name, words in asked:
        answers[name] = call("--db", "汇总.db", "--lang", "zh", *words)
    before = sql(Store("汇总.db", "sqlite"), "SELECT count(*) FROM audit")
    assert {name: one for name, one in answers.items() if one.code not in (1, 2)} == {}
    refused = {name for name, one in answers.items() if "汇总账本由各单位填报" in one.err}
    assert before == [(0,)]
    # What names a row that is not there is told so first.
    assert {
        "village add",
        "fund add",
        "import",
        "batch run",
        "db close",
        "household add",
        "document attach",
        "handover",
    } <= refused
