"""Numbers of rows that nobody gave: raw SQL chose them, and what came after the last one that there is could not be recorded."""

from collections.abc import Iterator

from aidtrack.ledger.entry import ENTRY
from aidtrack.locale import t
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.collections import SPAN
from aidtrack.store.engine.connection import Connection

_MOST = 20  # rows named of each table
_TABLES = (*NOUNS, ENTRY.name, "batch", "batch_file", "layout")


def chosen(connection: Connection) -> Iterator[tuple[str, str]]:
    """(row, problem) of each that no office comes to, or that lies beyond what a server's sequence gave."""
    for table in _TABLES:
        newest = connection.engine.newest_id(connection, table)
        least = SPAN if newest is None else min(newest + 1, SPAN)
        rows = connection.rows(f"SELECT id FROM {table} WHERE id >= :least ORDER BY id LIMIT {_MOST}", {"least": least})
        yield from ((f"{table} {id}", t("has a number that was given to nobody: raw SQL chose it.")) for (id,) in rows)
