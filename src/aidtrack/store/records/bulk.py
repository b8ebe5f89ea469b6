"""A bulk load: the row guards step aside inside the transaction, and the same rules judge the whole load at its end.

On SQLite triggers (and, for a load that is large beside the store, indexes) are dropped and made again: DDL is
transactional and the file is locked. On PostgreSQL the guard is disabled under a lock that keeps every other writer out.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from aidtrack.ledger.guards import JUDGED, suspects
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.records.balances import NEW_SUMS, add_new, sum_new
from aidtrack.store.records.entries import Breach, broken
from aidtrack.store.schema.tables import Batch
from aidtrack.store.schema.triggers import ENTRY_GUARD, SUSPENDED, triggers

LARGE = 50_000  # rows; below, live indexes are cheaper than making them again


@contextmanager
def suspended(writer: Writer, expected_rows: int) -> Iterator[int]:
    """The guards are off inside; yields the last entry id before the load. They are on again when the block ends well."""
    if writer.engine == "postgresql":
        writer.execute("LOCK TABLE fund, project, entry IN SHARE ROW EXCLUSIVE MODE")
        # New entries are known by their ids: the sequence must stand behind any id that raw SQL chose itself.
        sequence = "pg_get_serial_sequence('entry', 'id')"
        writer.execute(
            f"SELECT setval({sequence}, max(id)) FROM entry HAVING max(id) > coalesce(pg_sequence_last_value({sequence}), 0)"
        )
        writer.execute(f"ALTER TABLE entry DISABLE TRIGGER {ENTRY_GUARD}")
        yield int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
        writer.execute(f"ALTER TABLE entry ENABLE TRIGGER {ENTRY_GUARD}")
        return
    last = int(writer.value("SELECT coalesce(max(id), 0) FROM entry"))
    for name in SUSPENDED:
        writer.execute(f"DROP TRIGGER {name}")
    indexes = []
    if expected_rows >= max(LARGE, last // 2):
        indexes = writer.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'entry' AND sql IS NOT NULL"
            " AND sql NOT LIKE '% WHERE %'"  # few entries are in a partial one: keeping it costs nothing
        )
        for name, _ in indexes:
            writer.execute(f"DROP INDEX {name}")
    # Pages at hand (KiB) pay where live indexes are written; where they are made anew their sorter is the larger for it.
    writer.execute(f"PRAGMA cache_size = -{8192 if indexes else 32768}")
    yield last
    for _, sql in indexes:
        writer.execute(sql)
    for name, sql in triggers("sqlite"):
        if name in SUSPENDED:
            writer.execute(sql)


def judge(writer: Writer, last: int, batch_id: int) -> list[Breach]:
    """Every rule that the entries after `last` break, judged on the final state; with none, the balances take them in.

    A project that the batch itself brings may come closed on an unknown day and with its money: what came first is not known.
    """
    sum_new(writer, last)
    rows = f"(SELECT {', '.join(JUDGED)} FROM entry WHERE id > {last})"
    found = []
    if writer.value(f"{suspects(rows, NEW_SUMS)} LIMIT 1") is not None:
        closed = writer.rows(
            "SELECT id FROM project WHERE batch_id = :batch AND closed_on IS NULL", {"batch": batch_id}
        )
        came_closed = {row[0] for row in closed}
        found = [
            breach
            for breach in broken(writer, rows, NEW_SUMS)
            if breach.rule != "G6" or breach.project_id not in came_closed
        ]
    if not found:
        add_new(writer)
    writer.execute(f"DROP TABLE {NEW_SUMS}")
    return found


def complete(writer: Writer, batch: Batch, count: int, last: int) -> None:
    """Fill in, once, what a batch came to: `count` entries, all after the id `last`."""
    batch.entries = count
    if count:
        batch.first_entry_id = last + 1
        batch.last_entry_id = int(writer.value("SELECT max(id) FROM entry"))
    writer.session.add(batch)
    writer.session.flush()
