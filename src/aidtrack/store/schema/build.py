"""Making a store and bringing one up to date: the tables, then the declared kinds' balances, today's triggers and views."""

from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.schema.blank import make_blank
from aidtrack.store.schema.kinds import add_balances
from aidtrack.store.schema.triggers import guards, schema_on
from aidtrack.store.schema.views import views


def build_blank(connection: Connection, *, collection: bool = False) -> None:
    """An empty store, or collection, in a transaction."""
    schema_on(connection.engine).prepare(connection)
    if make_blank(connection, collection=collection) != SCHEMA:
        migrate(connection)
    _finish(connection)


def build(connection: Connection) -> None:
    """Every migration the store has not seen, and what stands on the tables anew, in a transaction."""
    ours = schema_on(connection.engine)
    for statement in ours.drops(connection, {name for name, _ in views()}):
        connection.dbapi.execute(statement)
    ours.prepare(connection)
    migrate(connection)
    _finish(connection)


def migrate(connection: Connection) -> None:
    """Alembic's migrations, of which the tables are made."""
    from alembic import command
    from alembic.config import Config

    from aidtrack.store.schema.alchemy import alchemy

    config = Config()
    config.set_main_option("script_location", "aidtrack:store/schema/migrations")
    with alchemy(connection) as config.attributes["connection"]:
        command.upgrade(config, "head")


def _finish(connection: Connection) -> None:
    add_balances(connection)
    ours = schema_on(connection.engine)
    for _, sql in (*guards(connection), *views()):
        connection.dbapi.execute(sql)
    ours.seal(connection, SCHEMA)
