"""Databases of a server that serve one test after another.

To copy one, to connect to it and to drop it is most of what a small test costs a server, and what its session had planned goes with it.
So the rows that a test wrote are taken out again instead, and those of the store that the next one asks for put in. A database whose
schema a test touched, which settings were given, or in which somebody else still is, goes as ever.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from psycopg import Connection, Error
from psycopg.sql import SQL, Identifier

from aidtrack.store.engine import postgresql
from aidtrack.store.engine.engine import Objects, Statements
from pooled import Pool

OBJECTS = postgresql.objects
AT_HAND = 6  # that wait for the next test
USES = 25  # of each: what was deleted stays in its files

# All that changes with the schema of a store or with who may do what there: how many rows a catalogue has, and who wrote the newest.
_CATALOGUES = {
    "pg_class": "relpersistence <> 't'",
    "pg_attribute": "attrelid >= 16384",
    "pg_proc": "oid >= 16384",
    "pg_namespace": "nspname !~ '^pg_(toast_)?temp_'",
    **dict.fromkeys(
        ("pg_attrdef", "pg_constraint", "pg_default_acl", "pg_event_trigger", "pg_extension", "pg_index", "pg_inherits",
         "pg_policy", "pg_rewrite", "pg_sequence", "pg_statistic_ext", "pg_trigger", "pg_type"), "true"
    ),
}  # fmt: skip
_SCHEMA = SQL(
    " UNION ALL ".join(
        f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name} WHERE {which}"
        for name, which in _CATALOGUES.items()
    )
    + " UNION ALL SELECT 'settings', count(*), 0 FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
    " WHERE d.datname = current_database()"
)
_OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s) AND backend_type = 'client backend'"""
_FILLED = """SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)' AND pg_relation_size(c.oid) > 0 ORDER BY 1, 2"""
_NUMBERS = "SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences ORDER BY 1, 2"

Table = tuple[str, str]


@dataclass(frozen=True)
class Content:
    """What a store holds: the rows of its tables as COPY has them, and how far the numbers of each table have come."""

    rows: dict[Table, bytes]
    numbers: list[tuple[str, str, int, int | None]]

    @classmethod
    def of(cls, found: Connection[Any]) -> "Content":
        rows = {}
        with found.cursor() as cursor:
            for table in found.execute(_FILLED).fetchall():
                with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(*table))) as out:
                    rows[table] = b"".join(map(bytes, out))
        return cls({table: rows for table, rows in rows.items() if rows}, found.execute(_NUMBERS).fetchall())

    def put(self, into: Connection[Any]) -> None:
        """In place of what is there, whatever the guards of the store say."""
        with into.transaction(), into.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in cursor.execute(_FILLED).fetchall():
                cursor.execute(SQL("DELETE FROM {}").format(Identifier(*table)))
            for table, rows in self.rows.items():
                with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(*table))) as to:
                    to.write(rows)
            for schema, name, start, last in self.numbers:
                number = Identifier(schema, name).as_string(into)
                cursor.execute("SELECT setval(%s, %s, %s)", (number, start if last is None else last, last is not None))


class Databases:
    """Those of one server, each a store with the schema of `blank`; `copy` and `drop` make and end one, `url` says how it is reached."""

    def __init__(
        self,
        pool: Pool,
        blank: str,
        url: Callable[[str], str],
        copy: Callable[[str, str], None],
        drop: Callable[[str], None],
    ) -> None:
        self.blank = blank
        self._pool, self._url, self._copy, self._drop = pool, url, copy, drop
        self._numbers = count()
        self._idle: list[str] = []
        self._uses: Counter[str] = Counter()
        self._contents: dict[str, Content | None] = {}
        self._objects: Objects | None = None

    def make(self, like: str | None = None, *, unused: bool = False) -> str:
        """The name of one that holds what another does, or nothing; that one stays as it is until it is left, and nobody is in it now.

        An `unused` one served no test before: what was deleted from it would be looked through, and be in the way of plans.
        """
        like = like or self.blank
        content = self._content(like) if self._idle and not unused else None
        if content is None:
            name = f"store_{next(self._numbers)}"
            self._copy(like, name)
            return name
        name = self._idle.pop()
        connection = self._pool.only(name)[0] or self._pool.connect(self._url(name))
        content.put(connection)
        connection.close()
        return name

    def leave(self, name: str) -> None:
        """Nobody asks for it any more."""
        self._contents.pop(name, None)
        self._uses[name] += 1
        if self._uses[name] < USES and len(self._idle) < AT_HAND and self._is_as_made(name):
            self._idle.append(name)
        else:
            self._drop(name)

    def objects(self, connection: Statements) -> Objects:
        """`postgresql.objects`, which takes a server half of a check: where the schema is as it was made they are known."""
        if connection.dbapi.execute(_SCHEMA).fetchall() != self._schema:
            return OBJECTS(connection)
        if self._objects is None:
            self._objects = OBJECTS(connection)
        return {**self._objects}

    def _is_as_made(self, name: str) -> bool:
        """But for its rows, and with nobody in it."""
        connection, closed = self._pool.only(name)
        if connection is None:
            return False
        try:
            [(others,)] = connection.execute(_OTHERS, (closed,)).fetchall()
            return not others and _schema(connection) == self._schema
        except Error:
            return False
        finally:
            connection.close()

    def _content(self, name: str) -> Content | None:
        """None where its schema is another one."""
        if name not in self._contents:
            with Connection.connect(self._url(name), autocommit=True) as found:
                self._contents[name] = Content.of(found) if _schema(found) == self._schema else None
        return self._contents[name]

    @cached_property
    def _schema(self) -> list[tuple[Any, ...]]:
        with Connection.connect(self._url(self.blank), autocommit=True) as found:
            return _schema(found)


def _schema(connection: Connection[Any]) -> list[tuple[Any, ...]]:
    return connection.execute(_SCHEMA).fetchall()
