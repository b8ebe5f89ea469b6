"""A trace of each table of an office's rows: the sum of a hash of each, which is kept as they come and go, whatever their order.

What an office's log does not decide (a name that came masked, what a record that came sealed made) nothing else holds: the collection's own log
says the traces after each receipt, and `check` makes them anew. The sums have 2,048 bits: of fewer, rows with the same sum could be found.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.collection.span import Span, is_id
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import FORGET, spelled

# What is put whole; of entries and records those that no open record says.
TRACED = {*NOUNS, "batch", "batch_file", "closed_figure", "personal_value", "office_digest"}
_BYTES = 256
_MOST = 1 << (8 * _BYTES)


def of_rows(names: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Of rows with the office's own ids."""
    total = 0
    for row in rows:
        said = spelled(dict(zip(names, row, strict=True))) or ""
        total += int.from_bytes(hashlib.shake_256(said.encode()).digest(_BYTES), "big")
    return total % _MOST


def came(writer: Writer, span: Span, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows with the office's own ids."""
    _change(writer, span, table, of_rows(names, rows))


def goes(writer: Writer, span: Span, table: str, chosen: str, values: dict[str, object] | None = None) -> None:
    """Rows that the condition chooses, before they are taken out or changed."""
    _change(writer, span, table, -_stands(writer, span, table, chosen, values))


def is_back(writer: Writer, span: Span, table: str, chosen: str, values: dict[str, object] | None = None) -> None:
    """Rows that went, as they are now."""
    _change(writer, span, table, _stands(writer, span, table, chosen, values))


def _stands(
    connection: Connection, span: Span, table: str, chosen: str, values: dict[str, object] | None = None
) -> int:
    names = connection.columns(f"SELECT * FROM {table}")
    found = connection.rows(f"SELECT * FROM {table} WHERE {chosen}", values or {})
    ids = [is_id(name) for name in names]
    at_home = (
        [span.at_home([value])[0] if is_one else value for is_one, value in zip(ids, row, strict=True)] for row in found
    )
    return of_rows(names, at_home)


def _change(writer: Writer, span: Span, table: str, by: int) -> None:
    if not by:
        return
    of = {"office_id": span.number, "part": table}
    sql = "SELECT trace FROM office_trace WHERE office_id = :office_id AND part = :part"
    stood = writer.value(sql, of)
    trace = f"{(int(stood or '0', 16) + by) % _MOST:x}"
    if stood is None:
        writer.insert_columns("office_trace", {"trace": [trace]}, of)
    else:
        writer.execute(
            "UPDATE office_trace SET trace = :trace WHERE office_id = :office_id AND part = :part",
            {**of, "trace": trace},
        )


def digest(connection: Connection, office: int) -> str:
    """All of an office's, as the log says them."""
    whole = hashlib.sha256()
    for part, trace in connection.rows(
        "SELECT part, trace FROM office_trace WHERE office_id = :id ORDER BY part", {"id": office}
    ):
        whole.update(f"{part} {trace}\n".encode())
    return whole.hexdigest()


def wrong(connection: Connection, office: int, part: Connection, digests: dict[int, str]) -> Iterator[str]:
    """Tables of an office that hold other rows than came; `part` is the office's as a store of its own, `digests` those of masked batches."""
    rows = connection.rows("SELECT part, trace FROM office_trace WHERE office_id = :id", {"id": office})
    kept = {str(table): int(trace, 16) for table, trace in rows}
    said = "SELECT object_id FROM audit WHERE object_id IS NOT NULL AND after IS NOT NULL AND noun"
    unsaid = f"""SELECT * FROM entry WHERE id NOT IN ({said} = '{ENTRY.name}' AND action <> '{FORGET}')
        AND (batch_id IS NULL OR batch_id NOT IN ({said} = 'batch'))"""
    asked = {table: f"SELECT * FROM {table}" for table in sorted(TRACED - {"office_digest"})}
    asked |= {ENTRY.name: unsaid, MARK: "SELECT * FROM audit WHERE action IS NULL"}
    for table, sql in asked.items():
        names = part.columns(sql)
        if of_rows(names, part.stream(sql)) != kept.get(table, 0):
            yield table
    if of_rows(("id", "digest"), digests.items()) != kept.get("office_digest", 0):
        yield "office_digest"
