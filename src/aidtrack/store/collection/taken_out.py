"""The part of an office in a collection as a store of its own, with the ids that it has at home: what looks at stores looks at it."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import chain

from aidtrack.store.collection import uncounted
from aidtrack.store.collection.offices import Office
from aidtrack.store.collection.put_rows import AT_ONCE, BLOCK
from aidtrack.store.collection.span import Span, is_id, of_office
from aidtrack.store.engine import sqlite
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.parameters import among
from aidtrack.store.engine.target import Target
from aidtrack.store.log.chain import ADOPT, values
from aidtrack.store.records.identity import store_ids_said
from aidtrack.store.records.spelling import in_use
from aidtrack.store.schema.blank import tables
from aidtrack.store.schema.kinds import add_balances
from aidtrack.store.schema.windows import BY
from aidtrack.values.blocks import blocks


@contextmanager
def taken_out(connection: Connection, office: Office) -> Iterator[Connection]:
    """In a file that is gone with it; it guards nothing, but its constraints hold. Raises sqlite3.IntegrityError where they cannot."""
    with closing(sqlite3.connect("", isolation_level=None)) as dbapi:
        made = Connection(Target(None, None), sqlite, dbapi)
        with made.begun():
            for statement in tables(sqlite.NAME):
                # Of a record that came sealed nothing is known but its link.
                dbapi.execute(
                    statement.replace(" NOT NULL", "") if statement.startswith("CREATE TABLE audit") else statement
                )
            add_balances(made)
            dbapi.execute("DELETE FROM closed_books")
            for table, by in BY.items():
                _copy(connection, made, table, table, by, office.span)
            _copy(connection, made, MARK, "audit", "id", office.span)
            uncounted.put_back(made, uncounted.entries(connection, office.number))
            _copy_what_it_says(connection, made, office)
            yield made


def _copy(connection: Connection, made: Connection, source: str, table: str, by: str, span: Span) -> None:
    names = connection.columns(f"SELECT * FROM {source}")
    rows = connection.stream(f"SELECT * FROM {source} WHERE {of_office(by)} ORDER BY {by}", span.bounds)
    for block in blocks(rows, BLOCK):
        columns = dict(zip(names, zip(*block, strict=True), strict=True))
        sqlite.insert_columns(
            made, table, {name: span.at_home(values) if is_id(name) else values for name, values in columns.items()}, {}
        )


def _spellings(connection: Connection, texts: Collection[str]) -> Iterator[tuple[object, ...]]:
    """Those of the office's own texts: all of them, for each office, would be far more."""
    for some in blocks(sorted(texts), AT_ONCE):
        listed, named = among(some)
        yield from connection.rows(f"SELECT id, text, part, word FROM spelling WHERE text IN ({listed})", named)


def _copy_what_it_says(connection: Connection, made: Connection, office: Office) -> None:
    """Its settings, the keys of texts, and which store it is, as its log says."""
    settings = connection.rows("SELECT name, value FROM office_setting WHERE office_id = :id", {"id": office.number})
    spellings = [*_spellings(connection, in_use(made))]
    adopted = made.rows(
        "SELECT after FROM audit WHERE noun = :noun AND action = :action ORDER BY id",
        dict(zip(("action", "noun"), ADOPT, strict=True)),
    )
    told = [values(after) or {} for (after,) in adopted]
    stores = store_ids_said(
        office.store_id,
        [(str(one["store_id"]), str(one["copy_of"]), int(str(one["after_entry_id"]))) for one in told],
    )
    for sql, rows in (
        ("INSERT INTO setting (name, value) VALUES (?, ?)", settings),
        ("INSERT INTO spelling (id, text, part, word) VALUES (?, ?, ?, ?)", spellings),
        ("INSERT INTO identity (uuid, after_entry_id) VALUES (?, ?)", stores),
    ):
        made.dbapi.executemany(sql, chain(rows))
