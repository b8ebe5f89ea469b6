"""Making a store and bringing one up to date: Alembic's migrations for the tables, then the declared kinds' balances, today's triggers and views."""

from typing import Any

from aidtrack.store.engine.connection import SCHEMA
from aidtrack.store.engine.engine import Engine
from aidtrack.store.schema.kinds import add_balances
from aidtrack.store.schema.triggers import schema_on
from aidtrack.store.schema.views import views


def build(connection: Any, engine: Engine) -> None:
    """Every migration the store has not seen, a balance for each kind, then triggers and views anew. `connection` is SQLAlchemy's, in a transaction."""
    from alembic import command
    from alembic.config import Config

    ours = schema_on(engine)
    for statement in ours.drops(connection, {name for name, _ in views()}):
        connection.exec_driver_sql(statement)
    config = Config()
    config.set_main_option("script_location", "aidtrack:store/schema/migrations")
    config.attributes["connection"] = connection
    ours.prepare(connection)
    command.upgrade(config, "head")
    add_balances(connection, engine)
    for _, sql in (*ours.triggers(), *views()):
        connection.exec_driver_sql(engine.literal(sql))
    ours.seal(connection, SCHEMA)
