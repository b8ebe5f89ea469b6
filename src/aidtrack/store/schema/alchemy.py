"""SQLAlchemy over a connection of ours, for Alembic: it neither begins a transaction nor ends it."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy
from sqlalchemy.pool import NullPool

from aidtrack.store.engine.connection import Connection


@contextmanager
def alchemy(connection: Connection) -> Iterator[sqlalchemy.Connection]:
    engine = sqlalchemy.create_engine(
        connection.engine.SQLALCHEMY_URL, creator=lambda: connection.dbapi, poolclass=NullPool, hide_parameters=True
    )
    for ending in ("do_begin", "do_commit", "do_rollback", "do_close"):
        setattr(engine.dialect, ending, lambda _: None)
    with engine.connect() as made:
        yield made
