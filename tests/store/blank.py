"""What the migrations make of an empty database, as `blank.sql` records it. Recorded anew by: python tests/store/blank.py"""

import re
import sqlite3
from contextlib import closing
from graphlib import TopologicalSorter

from aidtrack.store.engine import sqlite
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.engine.target import Target
from aidtrack.store.schema.blank import RECORD, SCHEMA_LINE
from aidtrack.store.schema.build import migrate
from aidtrack.store.schema.spelled import WORDS
from aidtrack.store.schema.triggers import schema_on

_WORDS = WORDS[sqlite.NAME]
_SPELLED = re.compile("|".join(rf"\b{re.escape(word)}(?!\w)" for word in _WORDS.values()))
_REFERRED = 'SELECT "table" FROM pragma_foreign_key_list(:name)'
_NOT_RECORDED = ("alembic_version", "identity")  # each store has its own


def record() -> str:
    """The statements that make the tables, those they refer to first, each with its indexes; then what they hold from the start."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as dbapi:
        connection = Connection(Target(None, None), sqlite, dbapi)
        with connection.begun():
            schema_on(sqlite).prepare(connection)
            migrate(connection)
            return SCHEMA_LINE.format(number=SCHEMA) + "".join(f"{one};\n" for one in _statements(connection))


def _statements(connection: Connection) -> list[str]:
    tables = dict(connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"))
    refers = {
        name: sorted({other for (other,) in connection.rows(_REFERRED, {"name": name})} - {name}) for name in tables
    }
    made = []
    for name in TopologicalSorter(refers).static_order():
        if name != "alembic_version":
            made.append(_in_words(tables[name]))
            sql = f"SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{name}' AND sql IS NOT NULL ORDER BY name"
            made += [statement for (statement,) in connection.rows(sql)]
    return [*made, *(row for name in tables if name not in _NOT_RECORDED for row in _rows(connection, name))]


def _in_words(statement: str) -> str:
    words = {spelled: f"{{{word}}}" for word, spelled in _WORDS.items()}
    return _SPELLED.sub(lambda found: words[found[0]], statement)


def _rows(connection: Connection, table: str) -> list[str]:
    found = connection.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in found.description]
    made = []
    for row in found.fetchall():
        held = {name: value for name, value in zip(columns, row, strict=True) if name != "id" and value is not None}
        values = ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in held.values())
        made.append(f"INSERT INTO {table} ({', '.join(held)}) VALUES ({values})")
    return made


if __name__ == "__main__":
    RECORD.write_text(record(), "utf-8")
