"""A collection without what servers keep that do not answer: temporary views before its tables, and before its windows."""

from collections.abc import Collection

from aidtrack.store.engine import postgresql
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import READER
from aidtrack.store.schema.parts import KEYS, span_of

Ranges = Collection[tuple[int, int]]  # of numbers of offices: from the first up to the next that is none of them


def may_write_for_itself(connection: Connection) -> None:
    """The transaction begins anew as one that can make such views; what it makes goes with it, and not one row of the store is changed."""
    connection.execute("ROLLBACK")
    postgresql.begin_reading(connection, for_itself=True)
    if connection.right == READER:
        connection.engine.mask(connection)


def pass_over(connection: Connection, gone: Ranges) -> None:
    """By constants: then the parts that do not answer are left out before anybody asks for them."""
    for table, key in {**KEYS, "audit": "id"}.items():
        connection.execute(f"DROP VIEW IF EXISTS pg_temp.{table}")
        stands = "SELECT quote_ident(n.nspname), c.relkind = 'v' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(:name)"
        for place, is_window in connection.rows(stands, {"name": table}):
            if table != "audit" or is_window:  # the collection's own log is all here
                span = span_of(table)
                kept = " AND ".join(f"({key} < {first * span} OR {key} >= {after * span})" for first, after in gone)
                connection.execute(f"CREATE TEMPORARY VIEW {table} AS SELECT * FROM {place}.{table} WHERE {kept}")
