"""Bringing an older store up to this program's schema."""

from aidtrack.errors import SchemaMismatch
from aidtrack.locale import t
from aidtrack.store.engine.connection import SCHEMA, Connection, engine_for, schema_number
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target
from aidtrack.store.engine.transaction import engine_of
from aidtrack.store.schema.build import build


def upgrade(target: Target) -> None:
    """Run the migrations the store has not seen, in one transaction. Raises SchemaMismatch for a newer store."""
    with declared(target), engine_of(target, references_known=True).begin() as connection:
        engine = engine_for(target)
        dbapi = connection.connection.dbapi_connection
        found = schema_number(Connection(target, engine, dbapi))
        if found > SCHEMA:
            raise SchemaMismatch(
                t("{store} was made by a newer aidtrack (schema {found}; this one knows {known}).",
                  store=target.shown, found=found, known=SCHEMA),
                t("Install the newer aidtrack."),
            )  # fmt: skip
        build(connection, engine)
