"""Making a store and bringing one up to date: Alembic's migrations for the tables, then the declared kinds' balances, today's triggers and views."""

from typing import Any

from aidtrack.store.engine.connection import APPLICATION_ID, SCHEMA, Engine
from aidtrack.store.schema.kinds import add_balances
from aidtrack.store.schema.triggers import triggers
from aidtrack.store.schema.views import views


def build(connection: Any, engine: Engine) -> None:
    """Every migration the store has not seen, a balance for each kind, then triggers and views anew. `connection` is SQLAlchemy's, in a transaction."""
    from alembic import command
    from alembic.config import Config

    for statement in drop_statements(connection, engine):
        connection.exec_driver_sql(statement)
    config = Config()
    config.set_main_option("script_location", "aidtrack:store/schema/migrations")
    config.attributes["connection"] = connection
    if engine == "sqlite":  # Alembic's own would not be STRICT
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"
        )
    command.upgrade(config, "head")
    add_balances(connection, engine)
    for _, sql in (*triggers(engine), *views()):
        connection.exec_driver_sql(sql.replace("%", "%%") if engine == "postgresql" else sql)
    if engine == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def drop_statements(connection: Any, engine: Engine) -> list[str]:
    """What takes the triggers and views of ours away, so that a migration can rebuild tables; a user's own stay."""
    ours = {name for name, _ in views()}
    if engine == "sqlite":
        found = connection.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
        )
        return [
            f'DROP {kind} "{name}"'
            for kind, name, sql in found.fetchall()
            if (name in ours if kind == "view" else "aidtrack" in sql)
        ]
    found = connection.exec_driver_sql("SELECT viewname FROM pg_views WHERE schemaname = current_schema()")
    drops = [f'DROP VIEW "{name}"' for (name,) in found.fetchall() if name in ours]
    found = connection.exec_driver_sql(
        "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype"
    )
    return drops + [f'DROP FUNCTION "{name}" CASCADE' for (name,) in found.fetchall() if name.startswith("aidtrack_")]
