"""What a store of this version is made of, object by object: a fresh one is made aside and looked at."""

import os
import sqlite3

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.driver_errors import root
from aidtrack.store.engine.engine import Objects
from aidtrack.store.engine.target import Target
from aidtrack.store.schema.alchemy import engine_of
from aidtrack.store.schema.build import build

_MADE: dict[str, Objects] = {}  # by version of the engine


def expected(connection: Connection) -> Objects | None:
    """The objects of a fresh store on the engine of this one; None where there is no right to make one."""
    version = f"{connection.engine.NAME} {connection.engine.version(connection)}"
    try:
        if version not in _MADE:
            _MADE[version] = _in_memory() if connection.target.url is None else _on_server(connection.target)
    except Exception as error:
        found = connection.engine.trouble(root(error))
        if found is not None and found.kind == "no_right":
            return None
        raise
    return _MADE[version]


def _in_memory() -> Objects:
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(":memory:", isolation_level=None), poolclass=NullPool
    )
    with engine.begin() as connection:
        build(connection, sqlite)
        return sqlite.objects(Connection(Target(None, None), sqlite, connection.connection.dbapi_connection))


def _on_server(target: Target) -> Objects:
    """In a schema of its own, which is never made final."""
    name = f"aidtrack_shape_{os.getpid()}"
    with engine_of(target).connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")
        build(connection, postgresql)
        found = postgresql.objects(Connection(target, postgresql, connection.connection.dbapi_connection))
        connection.rollback()
        return found
