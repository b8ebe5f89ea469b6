"""A thin read connection: plain parameterised SQL, one text for both engines, no SQLModel and no SQLAlchemy.

SQL names its parameters `:so`. Rows come back as tuples.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal

from aidtrack.errors import Damaged, Environment, SchemaMismatch, Usage
from aidtrack.locale import t
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.target import Target, sqlite_uri

APPLICATION_ID = 0x41494454  # "AIDT"
SCHEMA = 3
BUSY_SECONDS = 60
Engine = Literal["sqlite", "postgresql"]
_PARAMETER = re.compile(r"(?<![:\w']):([a-z_][a-z0-9_]*)")


@lru_cache(maxsize=256)
def _for_psycopg(sql: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


class Connection:
    """A DBAPI connection with the engines' differences taken off."""

    def __init__(self, target: Target, engine: Engine, dbapi: Any) -> None:
        self.target = target
        self.engine = engine
        self.dbapi = dbapi

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        """The cursor of one statement."""
        if self.engine == "sqlite":
            return self.dbapi.execute(sql, params or {})
        return self.dbapi.execute(_for_psycopg(sql), params or {})

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        return list(self.execute(sql, params).fetchall())

    def value(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        """The first column of the first row, or None."""
        row = self.execute(sql, params).fetchone()
        return row[0] if row else None


@contextmanager
def read(target: Target) -> Iterator[Connection]:
    """A consistent view of the store for as long as the block runs. Raises Environment, Damaged, SchemaMismatch, Busy."""
    with declared(target):
        if target.url is not None:
            connection = Connection(target, "postgresql", connect_postgres(target))
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        else:
            connection = Connection(target, "sqlite", connect_sqlite(target, "ro"))
            connection.execute("BEGIN")
        try:
            require_schema(connection)
            yield connection
        finally:
            connection.dbapi.close()


def connect_sqlite(target: Target, mode: Literal["ro", "rw"]) -> Any:
    """A sqlite3 connection with the pragmas every connection of ours has; the file must exist.

    A reader too opens read-write where it may, for only so can it roll back what a killed writer left behind.
    """
    import sqlite3

    path = target.path
    assert path is not None
    if not path.is_file():
        if path.is_dir():
            raise Environment(t("{store} is a folder, not a store.", store=str(path)), t("Give --db a file in it."))
        raise Environment(t("There is no store at {store}.", store=str(path)), t("Make one: aidtrack init."))
    connection = sqlite3.connect(sqlite_uri(path, "rw"), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        if mode == "ro":
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("PRAGMA synchronous=EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_postgres(target: Target) -> Any:
    try:
        import psycopg
    except ImportError:
        raise Environment(
            t("A PostgreSQL store needs the package psycopg."), t("Install it: pip install 'aidtrack[postgres]'.")
        ) from None
    assert target.url is not None
    server, _, database = target.url.partition("://")[2].partition("?")[0].partition("/")
    try:
        if server.count("@") > 1 or "@" in database:  # a piece of the password would be taken for the host, and shown
            raise psycopg.ProgrammingError
        connection = psycopg.connect(target.url, autocommit=True, connect_timeout=10)
    except psycopg.ProgrammingError:  # its words quote the URL, and with it a password
        raise Usage(
            t("The URL {store} is not understood.", store=target.shown),
            t("Write postgresql://USER@HOST/DATABASE; in a password, write % as %25, @ as %40 and / as %2F."),
        ) from None
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.execute("SET client_encoding = 'UTF8'")
    return connection


def require_schema(connection: Connection) -> None:
    """Raises Damaged where this is no aidtrack store, SchemaMismatch where its schema is not this program's."""
    found = schema_number(connection)
    if found > SCHEMA:
        raise SchemaMismatch(
            t("{store} was made by a newer aidtrack (schema {found}; this one knows {known}).",
              store=connection.target.shown, found=found, known=SCHEMA),
            t("Install the newer aidtrack."),
        )  # fmt: skip
    if found < SCHEMA:
        raise SchemaMismatch(
            t("{store} has the older schema {found}; this aidtrack needs {known}.",
              store=connection.target.shown, found=found, known=SCHEMA),
            t("Back it up, then run: aidtrack db upgrade."),
        )  # fmt: skip


def schema_number(connection: Connection) -> int:
    """The schema of the store, 1 or more. Raises Damaged where the database is no aidtrack store."""
    if connection.engine == "sqlite":
        if connection.value("PRAGMA application_id") == APPLICATION_ID:
            return int(connection.value("PRAGMA user_version"))
    elif connection.value("SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('entry') IS NOT NULL"):
        return int(connection.value("SELECT version_num FROM alembic_version") or 0)
    raise Damaged(
        t("{store} is no aidtrack store.", store=connection.target.shown),
        t("Check --db; to make a new store, give a path that does not exist yet: aidtrack init."),
    )
