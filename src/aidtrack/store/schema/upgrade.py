"""Bringing an older store up to this program's schema."""

from aidtrack.store.engine.connection import Connection, engine_for, require_no_newer
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import engine_of
from aidtrack.store.schema.build import build


def upgrade(target: Target) -> None:
    """Run the migrations the store has not seen, in one transaction. Raises SchemaMismatch for a newer store."""
    with declared(target), engine_of(target, references_known=True).begin() as connection:
        engine = engine_for(target)
        dbapi = connection.connection.dbapi_connection
        require_no_newer(Connection(target, engine, dbapi))
        build(connection, engine)
