"""SQLite: a store is one file."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from typing import Any, Literal

from aidtrack.errors import Environment
from aidtrack.locale import t
from aidtrack.pattern import pattern
from aidtrack.store.engine import journals
from aidtrack.store.engine.engine import Columns, Guard, Mode, Objects, Statements, Trouble
from aidtrack.store.engine.target import Target, sqlite_uri
from aidtrack.values.text import key

NAME: Literal["sqlite", "postgresql"] = "sqlite"
SQLALCHEMY_URL = "sqlite://"
WRITING: str | None = "BEGIN IMMEDIATE"  # a deferred one is lost to other writers
INTEGER = "INTEGER"
GIVES_IDS: frozenset[str] = frozenset()
AS_STORED = " NOT INDEXED"
APPLICATION_ID = 0x41494454  # "AIDT"
_TWICE = pattern(r"UNIQUE constraint failed: (?:index '([a-z]+)_\w+'|([a-z]+)\.(?!id$).*)")  # of a noun, not of an id
_TAKEN = pattern(
    r"(?:table|view|index|trigger) (.+) already exists|there is already (?:a table|an index) named (.+)"
    r"|there is already another table or index with this name: (.+)"
)
_PARAMETERS = 900  # of one statement; SQLite before 3.32 takes 999
LARGE = 50_000  # rows of a load; below, live indexes are cheaper than making them again


def connect(target: Target, mode: Mode, *, patience: float) -> Any:
    """A sqlite3 connection with the pragmas every connection of ours has; the file must exist.

    A reader too opens read-write where it may, for only so can it roll back what a killed writer left behind.
    """
    path = target.path
    assert path is not None
    if not path.is_file():
        if path.is_dir():
            raise Environment(t("{store} is a folder, not a store.", store=target.shown), t("Give --db a file in it."))
        raise Environment(t("There is no store at {store}.", store=target.shown), t("Make one: aidtrack init."))
    journals.require_own(path)
    connection = sqlite3.connect(sqlite_uri(path, "rw"), uri=True, isolation_level=None, timeout=patience)
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


def file(target: Target) -> object:
    """Device and number of the file: a sync program may put another in its place while it is open."""
    assert target.path is not None
    try:
        found = target.path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def trust_references(dbapi: Any) -> None:
    """1.6 s a million rows."""
    dbapi.execute("PRAGMA foreign_keys=OFF")


def written(sql: str) -> str:
    return sql


def streamed(connection: Statements, sql: str, params: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    return iter(connection.execute(sql, params))


def key_of(connection: Statements, sql: str) -> str:
    connection.dbapi.create_function("text_key", 1, _key, deterministic=True)
    return f"text_key({sql})"


def replaced(connection: Statements, sql: str, name: str, texts: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    connection.dbapi.create_function(f"instead_{name}", 1, lambda text: texts.get(text, text), deterministic=True)
    return f"instead_{name}({sql})", {}


def _key(text: object) -> str | None:
    return None if text is None else key(str(text))


def schema_number(connection: Statements) -> int | None:
    if connection.value("PRAGMA application_id") != APPLICATION_ID:
        return None
    return int(connection.value("PRAGMA user_version"))


def has_table(connection: Statements, name: str) -> bool:
    found = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = :name"
    return connection.value(found, {"name": name}) is not None


def right(connection: Statements) -> tuple[bool, str | None]:
    return False, None


def settle(connection: Statements) -> None:
    """A file holds one store."""


def make_place(connection: Statements) -> None:
    """It is the file."""


def mask(connection: Statements) -> None:
    """Whoever can read the file reads all of it."""


def role_and_owner(connection: Statements) -> tuple[str, str]:
    return "", ""


def begin_reading(connection: Statements) -> None:
    connection.execute("BEGIN")


def lock_for_writing(connection: Statements, *, beside_others: bool = False) -> None:
    """BEGIN IMMEDIATE has locked the file."""


def one_at_a_time(connection: Statements, what: str) -> None:
    """BEGIN IMMEDIATE has locked the file."""


def hold(connection: Statements, table: str) -> None:
    """BEGIN IMMEDIATE has locked the file."""


def unused_ids(connection: Statements, table: str, count: int) -> list[int]:
    highest = f"SELECT max(id) FROM {table} UNION ALL SELECT max(object_id) FROM audit WHERE noun = :table"
    used = max(id or 0 for (id,) in connection.rows(highest, {"table": table}))
    return list(range(used + 1, used + 1 + count))


def newest_id(connection: Statements, table: str) -> int | None:
    return None


def stamp(connection: Statements) -> str | None:
    return None


def log(connection: Statements, actor: str, records: Columns) -> bool:
    return False


def put_beside_entries(connection: Statements, rows: Columns) -> bool:
    return False


def insert_columns(connection: Statements, table: str, columns: Columns, same: Mapping[str, object]) -> None:
    # A literal costs a third of a parameter, and what is null need not be named.
    given = {name: value for name, value in same.items() if value is not None}
    names = ", ".join((*columns, *given))
    marks = ", ".join([*("?" * len(columns)), *map(_spelled, given.values())])
    into = f"INSERT INTO {table} ({names}) VALUES "
    values = [*chain.from_iterable(zip(*columns.values(), strict=True))]
    # A statement of many rows costs half of one a row.
    rows = max(1, _PARAMETERS // len(columns))
    taken = len(values) - len(values) % (rows * len(columns))
    for at in range(0, taken, rows * len(columns)):
        connection.dbapi.execute(into + ", ".join([f"({marks})"] * rows), values[at : at + rows * len(columns)])
    rest = (values[at : at + len(columns)] for at in range(taken, len(values), len(columns)))
    connection.dbapi.executemany(f"{into}({marks})", rest)


def update_columns(connection: Statements, table: str, ids: Sequence[int], columns: Columns) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    connection.dbapi.executemany(f"UPDATE {table} SET {sets} WHERE id = ?", zip(*columns.values(), ids, strict=True))


def _spelled(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def analyze(connection: Statements, table: str) -> None:
    """Plans go by the indexes there are."""


def by_index(connection: Statements) -> AbstractContextManager[None]:
    return nullcontext()  # as it does anyway


@contextmanager
def step_aside(connection: Statements, guards: Iterable[Guard], *, batch_id: int) -> Iterator[Callable[[str], None]]:
    """Triggers are dropped and made again: DDL is transactional here, and the file is locked. For a few rows it is half of the work."""
    standing, aside = list(guards), list[Guard]()

    def of(table: str) -> None:
        for guard in [guard for guard in standing if guard.table == table]:
            connection.execute(f"DROP TRIGGER {guard.name}")
            standing.remove(guard)
            aside.append(guard)

    of("entry")
    yield of
    for guard in aside:
        connection.execute(guard.sql)


@contextmanager
def growing(connection: Statements, rows: int) -> Iterator[None]:
    """Where they are many beside the store, the indexes are dropped and made again: pages in no order cost more than a sort."""
    last = int(connection.value("SELECT coalesce(max(id), 0) FROM entry"))
    indexes = []
    if rows >= max(LARGE, last // 2):
        indexes = connection.rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'entry' AND sql IS NOT NULL"
            " AND sql NOT LIKE '% WHERE %'"  # few entries are in a partial one: keeping it costs nothing
        )
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
    # Pages at hand (KiB) pay where live indexes are written; where they are made anew their sorter is the larger for it.
    connection.execute(f"PRAGMA cache_size = -{8192 if indexes else 32768}")
    yield
    for _, sql in indexes:
        connection.execute(sql)


def wipe(connection: Statements) -> None:
    """Written anew, a file has no free places in which rows of before can be read."""
    connection.execute("VACUUM")


def unsound(connection: Statements) -> list[tuple[str, str | None]]:
    pages = [(str(line), None) for (line,) in connection.rows("PRAGMA integrity_check(20)") if line != "ok"]
    dangling = connection.rows("PRAGMA foreign_key_check")
    return [*pages, *((f"{table} {rowid}", str(parent)) for table, rowid, parent, _ in dangling)]


def present_triggers(connection: Statements) -> dict[str, str | None]:
    return dict(connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


def watching(connection: Statements) -> list[tuple[str, str]]:
    return connection.rows("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")


def version(connection: Statements) -> str:
    return sqlite3.sqlite_version


def objects(connection: Statements) -> Objects:
    """SQLite keeps the text of each; what it makes for itself follows from that."""
    rows = connection.rows(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {(str(kind), str(name)): f"{table}: {sql}" for kind, name, table, sql in rows}


def harmless(kind: str, text: str, tables: Collection[str]) -> bool:
    table, _, sql = text.partition(": ")
    if table not in tables:
        return True
    return kind == "index" and not sql.upper().startswith("CREATE UNIQUE")


def refused_by(error: BaseException) -> str | None:
    """SQLite has nothing but a text to say it in."""
    if not isinstance(error, sqlite3.IntegrityError):
        return None
    said, _, named = str(error).partition(" constraint failed: ")
    if named:
        return "ref" if said == "UNIQUE" and named.startswith("entry_ref.") else named
    rule = said.removeprefix("aidtrack ")
    return None if rule == said else rule


def trouble(error: BaseException) -> Trouble | None:
    # SQLite quotes a schema's text that is no text any more, and Python cannot read the message.
    if isinstance(error, UnicodeDecodeError) and error.object.startswith(b"malformed database schema"):
        return Trouble("damaged")
    if not isinstance(error, sqlite3.Error):
        return None
    said, code = str(error), getattr(error, "sqlite_errorcode", 0) & 0xFF
    if refused_by(error) == "id_in_range":
        return Trouble("no_id")
    if said.startswith(("integer overflow", "cannot store REAL value")):
        return Trouble("too_large")
    if (twice := _TWICE.fullmatch(said)) is not None:
        return Trouble("twice", twice[1] or twice[2])
    if (taken := _TAKEN.fullmatch(said)) is not None:
        return Trouble("taken", str(taken[taken.lastindex or 0]))
    # Of a generic code: a piece was taken out, or a text is none.
    if said.startswith(("no such table", "no such column", "Could not decode to UTF-8")):
        return Trouble("damaged")
    return {
        sqlite3.SQLITE_BUSY: Trouble("busy"),
        sqlite3.SQLITE_LOCKED: Trouble("busy"),
        sqlite3.SQLITE_NOTADB: Trouble("damaged"),
        sqlite3.SQLITE_CORRUPT: Trouble("damaged"),
        sqlite3.SQLITE_FORMAT: Trouble("damaged"),
        sqlite3.SQLITE_FULL: Trouble("full"),
        sqlite3.SQLITE_READONLY: Trouble("read_only"),
        sqlite3.SQLITE_CANTOPEN: Trouble("unopened", said),
        sqlite3.SQLITE_PERM: Trouble("unopened", said),
        sqlite3.SQLITE_IOERR: Trouble("unopened", said),
        sqlite3.SQLITE_AUTH: Trouble("unopened", said),
    }.get(code)
