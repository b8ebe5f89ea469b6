"""Bundles alone give every table of the store: after every command that writes, with bundles lost between, on both engines."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from aidtrack.bundle.content import is_sealed
from aidtrack.store.engine.connection import read
from aidtrack.store.schema import tables as declared
from bundle.kept import handed, parts
from bundle.replayed import BROUGHT, FOLLOW, Replayed
from conftest import ENGINES, TIMES, Store
from proofs.writing import some_of_everything, writing
from store.raw import sql
from store.test_upgrade import load

# Of a server, of another store, or what takes the store's place.
ELSEWHERE = {"init", "db restore", "db upgrade", "db backup", "backup with files", "handover", "key new"}


def stored(store: Store) -> dict[str, list[str]]:
    """Each row of every table, without what is blank."""
    with read(store.target) as connection:
        found = {}
        for table in BROUGHT:
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [one[0] for one in cursor.description]
            found[table] = spelled(table, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()])
    return found


def spelled(table: str, rows: list[dict[str, Any]]) -> list[str]:
    left_out = {"id"} if table in ("personal_value", "identity") else set()
    return sorted(
        repr(sorted((name, value) for name, value in row.items() if value is not None and name not in left_out))
        for row in rows
    )


def test_every_table_comes_or_follows() -> None:
    assert declared.TABLES.keys() <= BROUGHT
    assert set(SQLModel.metadata.tables) == BROUGHT | FOLLOW.keys()
    assert not BROUGHT & FOLLOW.keys()


@pytest.mark.long
def test_bundles_give_every_table(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDTRACK_FILES", str(tmp_path / "files"))
    some_of_everything(store, tmp_path)
    monkeypatch.chdir(tmp_path)
    replayed, last = Replayed(), [0, 0]
    first = sql(store, "SELECT * FROM identity")
    done = 0
    mine = [*writing()][ENGINES.index(store.engine) :: 1 if TIMES > 1 else len(ENGINES)]  # each command on one of them
    for number, (name, words) in enumerate(mine):
        done += name not in ELSEWHERE and store(*words).code == 0
        if number % 4 == 0:
            last.append(replayed.to)  # of two one is lost, and the next begins before it
            if number % 8:
                replayed.take(handed(store, since=last[-2]))
    replayed.take(handed(store, since=last[-2]))
    assert done > len(mine) // 2
    replayed.tables["identity"][0] = {"id": first[0][0], "uuid": first[0][1], "after_entry_id": 0}
    expected = stored(store)
    for table, rows in replayed.tables.items():
        assert spelled(table, list(rows.values())) == expected[table], table
    whole = Replayed()
    whole.take(handed(store))
    whole.tables["identity"][0] = replayed.tables["identity"][0]
    assert whole.tables == replayed.tables


@pytest.mark.parametrize("engine", ENGINES)
def test_records_of_older_programs_travel_sealed(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> None:
    """What they made comes as it is, a head masked; nothing else is missing."""
    store = load(request, tmp_path, 2, engine)
    store.ok("db", "upgrade")
    heads = [head for (head,) in sql(store, "SELECT DISTINCT head FROM household WHERE head IS NOT NULL")]
    data = handed(store, names=False)
    assert heads and not any(head.encode() in part for head in heads for part in parts(data).values())
    replayed = Replayed()
    bundle = replayed.take(data)
    sealed = [record["id"] for record in bundle.records.named() if is_sealed(record)]
    assert sealed == [id for (id,) in sql(store, "SELECT id FROM audit WHERE noun = 'household' ORDER BY id")]
    expected = stored(store)
    masked = {str(row["head"]) for row in replayed.tables["household"].values() if row.get("head")}
    assert masked == {f"{head[0]}**" for head in heads}
    for table in BROUGHT - {"identity", "audit", "household"}:
        assert spelled(table, list(replayed.tables[table].values())) == expected[table], table
    for row in replayed.tables["household"].values():
        row.pop("head", None)
    assert len(replayed.tables["household"]) == len(expected["household"])
    whole = Replayed()
    assert not any(is_sealed(record) for record in whole.take(handed(store)).records.named())
    assert spelled("household", list(whole.tables["household"].values())) == expected["household"]


def test_who_is_forgotten_is_forgotten_above(file_store: Store) -> None:
    file_store.run(
        "village add V", "household add H1 --village V --head 张三丰", "household add H2 --village V --head 李四光"
    )
    replayed = Replayed()
    replayed.take(handed(file_store))
    assert {row["value"] for row in replayed.tables["personal_value"].values()} == {"张三丰", "李四光"}
    file_store.run("household forget H1 --reason 李四光来问 --yes")
    data = handed(file_store, since=replayed.to, names=False)
    assert not any(name.encode() in part for name in ("张三丰", "李四光") for part in parts(data).values())
    bundle = replayed.take(data)
    assert {row["value"] for row in replayed.tables["personal_value"].values()} == {None, "李四光"}
    assert [row["shown"] for row in bundle.personal.named()] == [None]
    assert "head" not in {name for name, value in replayed.tables["household"][1].items() if value is not None}
