"""What a store holds, read with the engine's own driver: plain SQL, of the code under test no more than the nouns' names."""

import sqlite3
from contextlib import closing
from typing import Any

from aidtrack.nouns import NOUNS
from conftest import Store
from importing.corpus.case import Row

_BOOKKEEPING = ("id", "batch_id", "row_no", "file_no")
Holding = dict[tuple[str, int], Row]  # by table and id, in the order of a reader


def holding(store: Store) -> Holding:
    """Every noun and entry of a store: blanks left out, what a row refers to named."""
    if store.engine == "sqlite":
        with closing(sqlite3.connect(store.db)) as connection:
            return _read(connection)
    import psycopg

    with psycopg.connect(store.db) as connection:
        return _read(connection)


def new(before: Holding, after: Holding) -> list[Row]:
    """The rows that are new or changed. A row never goes away in an import."""
    assert before.keys() <= after.keys()
    return [row for key, row in after.items() if before.get(key) != row]


def _read(connection: Any) -> Holding:
    tables = {name: _table(connection, name) for name in (*NOUNS, "entry")}
    found: Holding = {}
    for name in NOUNS:
        for id, row in tables[name].items():
            found[name, id] = {"noun": name, **_told(row, tables)}
    entries = sorted(
        tables["entry"].items(), key=lambda item: (item[1]["batch_id"], item[1]["file_no"], item[1]["row_no"])
    )
    for id, row in entries:
        where = {"row": row["row_no"]} | ({"file": row["file_no"]} if row["file_no"] > 1 else {})
        found["entry", id] = {"noun": row["kind"], **where, **_told({**row, "kind": None}, tables)}
    return found


def _table(connection: Any, name: str) -> dict[int, Row]:
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM {name} ORDER BY id")
    columns = [column[0] for column in cursor.description]
    return {row["id"]: row for row in (dict(zip(columns, values, strict=True)) for values in cursor.fetchall())}


def _told(row: Row, tables: dict[str, dict[int, Row]]) -> Row:
    told: Row = {}
    for column, value in row.items():
        if value is None or column in _BOOKKEEPING:
            continue
        if column.endswith("_id"):
            name = column.removesuffix("_id")
            table = {"reverses": "entry", "loan": "entry", "part_of": "fund"}.get(name, name)
            told[name] = _name(tables, table, value)
        else:
            told[column] = value
    return told


def _name(tables: dict[str, dict[int, Row]], table: str, id: int) -> str:
    """A row's name, behind the county or village that tells it from another of that name; an entry's 流水号 or line."""
    row = tables[table][id]
    if table == "entry":
        return str(row["ref"] or f"line {row['row_no']}")
    if [other["name"] for other in tables[table].values()].count(row["name"]) == 1:
        return str(row["name"])
    if row.get("village_id") is not None:
        return f"{_name(tables, 'village', row['village_id'])}/{row['name']}"
    return f"{row['county']}/{row['name']}" if row.get("county") else str(row["name"])
