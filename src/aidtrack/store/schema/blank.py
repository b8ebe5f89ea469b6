"""The tables of an empty store as the migrations make them: recorded in `blank.sql`, so that making one needs neither Alembic nor SQLAlchemy.

A test holds the record against the migrations, and says how it is made anew.
"""

from pathlib import Path
from uuid import uuid4

from aidtrack.store.engine.connection import Connection
from aidtrack.store.schema.collection import collected
from aidtrack.store.schema.parts import leaves, parted
from aidtrack.store.schema.spelled import spelled

RECORD = Path(__file__).with_name("blank.sql")
SCHEMA_LINE = "-- schema {number}\n"


def tables(engine: str, *, collection: bool = False) -> list[str]:
    """The statements that make them."""
    statements = RECORD.read_text("utf-8").partition("\n")[2]
    if not collection:
        return spelled(statements, engine)
    made = spelled(collected(statements), engine)
    return [*parted(made)] if engine == "postgresql" else made


def leaves_on_server() -> list[str]:
    """Those that make what another server keeps of a collection."""
    return [*leaves(spelled(collected(RECORD.read_text("utf-8").partition("\n")[2]), "postgresql"))]


def make_blank(connection: Connection, *, collection: bool = False) -> int:
    """Make the tables and what they hold from the start, under an id of the store's own; returns of which schema they are."""
    with RECORD.open("r", encoding="utf-8") as record:
        first = record.readline()
    for statement in tables(connection.engine.NAME, collection=collection):
        connection.dbapi.execute(statement)
    connection.execute("INSERT INTO identity (uuid, after_entry_id) VALUES (:uuid, 0)", {"uuid": str(uuid4())})
    number = int(first.rpartition(" ")[2])
    connection.execute("INSERT INTO alembic_version (version_num) VALUES (:number)", {"number": str(number)})
    return number
