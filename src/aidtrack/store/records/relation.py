"""A noun's rows as they are read: a field that sums rows of another noun comes to that, where there are any."""

from aidtrack.values.field import Noun


def relation(noun: Noun) -> str:
    """The SQL of its rows, under the name of its table."""
    summed = {field.column: field.sums for field in noun.fields if field.sums}
    if not summed:
        return noun.name
    columns = ", ".join(
        _summed(noun.name, column, summed[column]) if column in summed else f"{noun.name}.{column}"
        for column in ("id", *(field.column for field in noun.stored), "batch_id")
    )
    return f"(SELECT {columns} FROM {noun.name}) {noun.name}"


def _summed(table: str, column: str, of: str) -> str:
    rows = f"SELECT CAST(sum(one.amount_fen) AS BIGINT) FROM {of} one WHERE one.{table}_id = {table}.id"
    return f"coalesce(({rows}), {table}.{column}) AS {column}"
