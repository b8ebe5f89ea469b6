"""SQLAlchemy over our own connections, for Alembic: the driver's implicit transactions are off, BEGIN is ours."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from aidtrack.store.engine.connection import connect, engine_for
from aidtrack.store.engine.target import Target


def engine_of(target: Target) -> Engine:
    """Its transactions may take tables apart: references are not looked up."""
    ours = engine_for(target)

    def connected() -> Any:
        connection = connect(target, "rw")
        ours.trust_references(connection)
        return connection

    engine = create_engine(ours.SQLALCHEMY_URL, creator=connected, poolclass=NullPool, hide_parameters=True)
    if ours.WRITING is not None:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(ours.WRITING))
    return engine
