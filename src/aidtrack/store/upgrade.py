"""Bringing an older store up to this program's schema."""

from aidtrack.errors import SchemaMismatch
from aidtrack.locale import t
from aidtrack.store.faults import declared
from aidtrack.store.reading import SCHEMA, Connection, schema_number
from aidtrack.store.schema import build
from aidtrack.store.target import Target
from aidtrack.store.writing import engine_of


def upgrade(target: Target) -> None:
    """Run the migrations the store has not seen, in one transaction. Raises SchemaMismatch for a newer store."""
    with declared(target), engine_of(target, references_known=True).begin() as connection:
        engine = "sqlite" if target.url is None else "postgresql"
        dbapi = connection.connection.dbapi_connection
        found = schema_number(Connection(target, engine, dbapi))  # type: ignore[arg-type]  # one of the two engines
        if found > SCHEMA:
            raise SchemaMismatch(
                t("{store} was made by a newer aidtrack (schema {found}; this one knows {known}).",
                  store=target.shown, found=found, known=SCHEMA),
                t("Install the newer aidtrack."),
            )  # fmt: skip
        build(connection, engine)  # type: ignore[arg-type]  # one of the two engines
