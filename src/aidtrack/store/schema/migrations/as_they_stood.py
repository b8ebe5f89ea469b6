"""The last record that an upgrade to schema 3 writes: how all rows of the store stand then (`bundle/standing.py`).

What is in the log from there on says no name in the clear; what is before travels sealed where it does, and is held against this.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from aidtrack.bundle.standing import COLUMNS, ENTRIES, UPGRADE, held, of_entries, of_rows, said
from aidtrack.store.log.chain import spelled
from aidtrack.store.schema.migrations.by_upgrade import log

_AT_ONCE = 20_000  # rows that are held


def record_standing(connection: Any) -> None:
    """Of a store that says nothing of itself yet nothing is said."""
    if connection.exec_driver_sql("SELECT max(id) FROM audit").scalar() is None:
        return
    rows = {
        (noun, int(row[0])): held(noun, dict(zip(columns, row[1:], strict=True)))
        for noun, columns in COLUMNS.items()
        for row in _rows(connection, noun, ("id", *columns))
    }
    last = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM entry").scalar())
    told = said(of_rows(rows), of_entries(_rows(connection, "entry", ENTRIES)), last)
    log(connection, (*UPGRADE, None, None), None, spelled(told))


def _rows(connection: Any, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    """In order of id, which comes first; a driver may hold all that one statement finds."""
    last = 0
    while True:
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id > {last:d} ORDER BY id LIMIT {_AT_ONCE}"
        found = connection.exec_driver_sql(sql).fetchall()
        yield from found
        if len(found) < _AT_ONCE:
            return
        last = int(found[-1][0])
