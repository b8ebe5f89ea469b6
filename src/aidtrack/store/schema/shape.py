"""What a store of this version is made of, object by object: a fresh one is made aside and looked at."""

import os
import sqlite3
from contextlib import closing

from aidtrack.store.engine import postgresql, sqlite
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection, connect
from aidtrack.store.engine.engine import Objects
from aidtrack.store.engine.target import Target
from aidtrack.store.schema.build import build_blank
from aidtrack.store.schema.grants import masked_schema

_MADE: dict[str, Objects] = {}  # by version of the engine, and whether it is of a collection


def expected(connection: Connection) -> Objects | None:
    """The objects of a fresh store on the engine of this one; None where there is no right to make one."""
    collection = is_collection(connection)
    version = f"{connection.engine.NAME} {connection.engine.version(connection)} {collection}"
    try:
        if version not in _MADE:
            _MADE[version] = (
                _in_memory(collection) if connection.target.url is None else _on_server(connection.target, collection)
            )
    except Exception as error:
        found = connection.engine.trouble(error)
        if found is not None and found.kind in ("no_right", "standby"):
            return None
        raise
    return _MADE[version]


def _in_memory(collection: bool) -> Objects:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as dbapi:
        made = Connection(Target(None, None), sqlite, dbapi)
        with made.begun():
            build_blank(made, collection=collection)
            return sqlite.objects(made)


def _on_server(target: Target, collection: bool) -> Objects:
    """In a schema of its own, which is never made final."""
    name = f"aidtrack_shape_{os.getpid()}"
    with closing(connect(target, "rw")) as dbapi:
        made = Connection(target, postgresql, dbapi)
        with made.begun():
            made.execute(f"CREATE SCHEMA {name}")
            made.execute(f"SET LOCAL search_path TO {name}")
            build_blank(made, collection=collection)
            for statement in masked_schema(made):
                made.execute(statement)
            return postgresql.objects(made)
