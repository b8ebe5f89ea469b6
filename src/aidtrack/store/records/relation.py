"""A noun's rows as they are read: a field that sums rows of another noun comes to that, where there are any."""

from collections.abc import Collection

from aidtrack.store.engine.connection import Connection
from aidtrack.values.field import Noun


def relation(noun: Noun) -> str:
    """The SQL of its rows, under the name of its table."""
    sums = _sums(noun)
    if not sums:
        return noun.name
    columns = ", ".join(
        _summed(noun.name, column, sums[column]) if column in sums else f"{noun.name}.{column}"
        for column in ("id", *(field.column for field in noun.stored), "batch_id")
    )
    return f"(SELECT {columns} FROM {noun.name}) {noun.name}"


def summed(connection: Connection, noun: Noun, id: int, among: Collection[str]) -> dict[str, int | None]:
    """What those of these columns of one row that sum rows of another noun come to, or state where there are none."""
    columns = [column for column in _sums(noun) if column in among]
    if not columns:
        return {}
    rows = connection.rows(f"SELECT {', '.join(columns)} FROM {relation(noun)} WHERE id = :id", {"id": id})
    return {column: row[at] for row in rows for at, column in enumerate(columns)}


def _sums(noun: Noun) -> dict[str, str]:
    """The nouns whose rows are summed, by the column that says the sum."""
    return {field.column: field.sums for field in noun.fields if field.sums}


def _summed(table: str, column: str, of: str) -> str:
    rows = f"SELECT CAST(sum(one.amount_fen) AS BIGINT) FROM {of} one WHERE one.{table}_id = {table}.id"
    return f"coalesce(({rows}), {table}.{column}) AS {column}"
