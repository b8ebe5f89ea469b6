"""Rows of a bundle into the tables of a collection, in blocks of columns."""

from collections.abc import Collection, Iterable, Sequence

from aidtrack.bundle.content import Row
from aidtrack.store.collection import traces
from aidtrack.store.collection.span import Span, of_office
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.engine import Columns
from aidtrack.store.engine.transaction import Writer
from aidtrack.values.blocks import blocks

BLOCK = 5_000  # rows held at a time
AT_ONCE = 500  # ids or names of a statement


def columns_of(names: Sequence[str], rows: Sequence[Row]) -> dict[str, Sequence[object]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def put(writer: Writer, span: Span, table: str, columns: Columns) -> None:
    """As many rows as the columns are long, of the office's own ids. What holds nothing need not be named."""
    held = {name: values for name, values in columns.items() if any(value is not None for value in values)}
    writer.insert_columns(table, span.columns_above(held), {})
    if table in traces.TRACED:
        traces.came(writer, span, table, [*columns], zip(*columns.values(), strict=True))


def put_new(writer: Writer, span: Span, table: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows of a table that only grows, but for those that are there."""
    at = names.index("id")
    for some in blocks(rows, BLOCK):
        there = present(writer, span, table, [row[at] for row in some])
        if new := [row for row in some if row[at] not in there]:
            put(writer, span, table, columns_of(names, new))


def present(writer: Writer, span: Span, table: str, ids: Collection[object]) -> set[object]:
    """Which of the office's own ids the collection has."""
    if not ids:
        return set()
    above = [int(str(id)) for id in span.above([*ids])]
    rows = writer.rows(f"SELECT id FROM {table} WHERE id BETWEEN {min(above)} AND {max(above)}")
    return {id - span.base for (id,) in rows}


def take_away(writer: Writer, span: Span, table: str, ids: Iterable[int]) -> None:
    for some in blocks(ids, AT_ONCE):
        chosen = f"id IN ({', '.join(map(str, span.above(some)))})"
        if table in traces.TRACED:
            traces.goes(writer, span, table, chosen)
        writer.execute(f"DELETE FROM {table} WHERE {chosen}")


def take_all_away(connection: Connection, span: Span, table: str, column: str = "id") -> None:
    connection.execute(f"DELETE FROM {table} WHERE {of_office(column)}", span.bounds)
