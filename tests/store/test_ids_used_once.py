"""Ids: what a row had, no other row of its noun ever has; every one that the schema allows is taken wherever an id is typed."""

from pathlib import Path

import pytest

from aidtrack.ledger.kind import KINDS
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Noun
from aidtrack.values.ids import LAST
from conftest import Store
from nouns.samples import add_referred, options, row
from nouns.test_contract import sheet
from store.raw import behind_the_guards, sql

EVERY = pytest.mark.parametrize("noun", NOUNS.values(), ids=list(NOUNS))


def newest(store: Store, noun: str) -> int:
    return max((int(id) for (id,) in sql(store, f"SELECT id FROM {noun}")), default=0)


@EVERY
def test_an_id_is_used_once(store: Store, noun: Noun, tmp_path: Path) -> None:
    add_referred(store, noun)
    values = row(noun)
    add = (noun.name, "add", values["name"], *options(noun, values))
    store.ok(*add)
    first = newest(store, noun.name)
    store.ok(noun.name, "remove", str(first))
    store.ok(*add)
    second = newest(store, noun.name)
    assert second > first
    store.ok(noun.name, "remove", str(second))
    (tmp_path / "页.csv").write_text(sheet(noun, "zh", [values]), "utf-8")
    store.ok("import", str(tmp_path / "页.csv"), "--as", noun.name)
    third = newest(store, noun.name)
    assert third > second
    store.ok("batch", "undo", "1", "--yes")
    store.ok(*add)
    assert newest(store, noun.name) > third
    store.ok("check")


def test_ids_go_on_behind_those_that_raw_sql_chose(store: Store) -> None:
    sql(store, "INSERT INTO village (id, name) VALUES (7, '甲')")
    for name in "乙丙":
        store.ok("village", "add", name)
    assert sql(store, "SELECT id FROM village ORDER BY id") == [(7,), (8,), (9,)]
    store.ok("village", "remove", "9")
    sql(store, "INSERT INTO village (name) VALUES ('丁')")  # what keeps no log has its id from the engine
    last = newest(store, "village")
    store.ok("village", "add", "戊")
    assert newest(store, "village") == last + 1


def test_the_log_is_asked_by_its_index(file_store: Store) -> None:
    [(*_, plan)] = sql(file_store, "EXPLAIN QUERY PLAN SELECT max(object_id) FROM audit WHERE noun = 'village'")
    assert "audit_object (noun=?)" in plan


@pytest.fixture(params=[10**9, 10**12 - 1, 10**15, LAST - 1])
def far(request: pytest.FixtureRequest, store: Store) -> tuple[Store, int]:
    """A store whose rows have large ids, as a union of offices would have them, and the id of one of each."""
    id = int(request.param)
    for noun, name in (("village", "V"), ("fund", "F"), ("project", "P")):
        behind_the_guards(store, f"INSERT INTO {noun} (id, name) VALUES ({id}, '{name}')")
    sql(
        store,
        f"INSERT INTO batch (id, at, actor, kind, entries, first_entry_id, last_entry_id) VALUES ({id}, '2017-01-01T00:00:00+00:00', 'x', 'import', 1, {id}, {id})",
        f"INSERT INTO entry (id, kind, date, fund_id, amount_fen, batch_id) VALUES ({id}, 'receipt', '2017-01-01', {id}, 700, {id})",
    )
    if store.engine == "postgresql":
        sql(store, f"SELECT setval('entry_id_seq', {id})")
    return store, id


def test_every_command_takes_every_id(far: tuple[Store, int]) -> None:
    store, id = far
    for noun in ("village", "fund", "project"):
        assert [row["id"] for row in store.json(noun, "show", str(id))["tables"][0]["rows"]] == [id]
        assert len(store.json(noun, "list", "--id", f"{id - 1}-{id}")["tables"][0]["rows"]) == 1
        store.ok(noun, "edit", str(id), "--note", "改")
    store.ok("report", "village", str(id))
    store.ok("receipt", "show", str(id))
    assert len(store.json("receipt", "list", "--id", str(id), "--batch", str(id))["tables"][0]["rows"]) == 1
    store.ok("batch", "show", str(id))
    assert len(store.json("log", "--noun", "fund", "--id", str(id))["tables"][0]["rows"]) == 1
    store.ok("receipt", "reverse", str(id), "--amount", "1", "--reason", "试", "--date", "2017-02-01")
    assert newest(store, "entry") == id + 1
    store.ok("project", "remove", str(id))


@pytest.mark.parametrize(
    "command",
    [
        ("batch", "show", "ID"), ("batch", "undo", "ID", "--yes"), ("log", "--id", "ID"), ("receipt", "list", "--batch", "ID"),
        ("receipt", "list", "--id", "ID"), ("village", "list", "--id", "1-ID"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("id", [LAST + 1, 10**16, 2**63, 10**40])
def test_what_is_no_id_is_refused(file_store: Store, command: tuple[str, ...], id: int) -> None:
    answer = file_store(
        *(str(id) if word == "ID" else word.replace("ID", str(id)) if word == "1-ID" else word for word in command)
    )
    assert (answer.code, answer.out) == (2, "") and str(id)[:9] in answer.err


@pytest.mark.parametrize("noun", ["village", "fund", "household", *KINDS])
def test_what_is_larger_than_any_id_names_nothing(store: Store, noun: str) -> None:
    for id in (LAST, LAST + 1, 2**63, 10**40):
        answer = store(noun, "show", str(id))
        assert (answer.code, answer.out) == (1, "") and str(id) in answer.err


def test_after_the_last_id_there_is_none(store: Store) -> None:
    store.ok("fund", "add", "F")
    sql(store, f"INSERT INTO village (id, name) VALUES ({LAST}, 'V')")
    sql(
        store,
        f"INSERT INTO entry (id, kind, date, fund_id, amount_fen) VALUES ({LAST}, 'interest', '2017-01-01', 1, 1)",
    )
    if store.engine == "postgresql":
        sql(store, f"SELECT setval('entry_id_seq', {LAST})")
    for command in (("village", "add", "W"), ("receipt", "add", "1", "--fund", "F", "--date", "2017-01-01")):
        answer = store(*command)
        assert (answer.code, answer.out) == (1, "") and "No id is left" in answer.err
    assert sql(store, "SELECT (SELECT count(*) FROM village), (SELECT count(*) FROM entry)") == [(1, 1)]
