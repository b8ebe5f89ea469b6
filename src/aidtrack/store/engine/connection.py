"""A thin connection, to read and to write: plain parameterised SQL, one text for both engines, no SQLModel and no SQLAlchemy.

SQL names its parameters `:so`. Rows come back as tuples.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aidtrack.errors import Damaged, SchemaMismatch
from aidtrack.locale import t
from aidtrack.store.engine import sqlite
from aidtrack.store.engine.driver_errors import declared
from aidtrack.store.engine.engine import Engine, Mode
from aidtrack.store.engine.rights import READER, admitted
from aidtrack.store.engine.target import Target

# The newest of the migrations, of which each makes the schema of its number.
_MIGRATIONS = Path(__file__).parent.parent / "schema" / "migrations" / "versions"
SCHEMA = max(int(path.name[1:5]) for path in _MIGRATIONS.glob("m[0-9]*"))
BUSY_SECONDS = 60.0


class Connection:
    """A connection of the driver, with the engines' differences taken off."""

    def __init__(self, target: Target, engine: Engine, dbapi: Any) -> None:
        self.target = target
        self.engine = engine
        self.dbapi = dbapi
        self.right: str | None = None  # what its role may do, where a server says it (`rights.py`)
        # Of a collection, where several offices are read: their codes by number.
        self.parts: Mapping[int, str] | None = None
        self.one: int | None = None  # of a collection, where one office is read: its number
        self.kept: dict[str, Any] | None = None  # the names that were read, where many commands run in one transaction
        # The texts that were read of a column of entries, where nobody writes.
        self.texts: dict[str, Sequence[str]] | None = None

    @property
    def patience(self) -> float:
        """Seconds that it waits for another writer."""
        return BUSY_SECONDS

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        """The cursor of one statement."""
        return self.dbapi.execute(self.engine.written(sql), params or {})

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        return list(self.execute(sql, params).fetchall())

    def stream(self, sql: str, params: Mapping[str, object] | None = None) -> Iterator[tuple[Any, ...]]:
        """Rows as they are gone through, however many: they are never all held."""
        return self.engine.streamed(self, sql, params or {})

    def value(self, sql: str, params: Mapping[str, object] | None = None) -> Any:
        """The first column of the first row, or None."""
        row = self.execute(sql, params).fetchone()
        return row[0] if row else None

    def columns(self, sql: str) -> list[str]:
        """What the columns of a query are called, which is not run: nor is another server asked that keeps a part of what it reads."""
        return [column[0] for column in self.execute(f"SELECT * FROM ({sql}) asked WHERE 1 = 0").description]

    @contextmanager
    def begun(self) -> Iterator[None]:
        """The transaction: what is not committed when the block ends is undone."""
        if self.engine.WRITING is not None:
            self.execute(self.engine.WRITING)
        try:
            self.engine.settle(self)
            yield
        finally:
            with suppress(Exception):  # a connection that is gone has nothing left to undo, and why it went is told
                self.dbapi.rollback()

    def commit(self) -> None:
        """Make final what was done since it began."""
        self.dbapi.commit()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What fails inside is as if it had not been tried: the transaction can be asked and go on."""
        self.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            with suppress(Exception):  # a full disk has rolled back everything, the savepoint too: that is what is told
                self.execute("ROLLBACK TO SAVEPOINT attempt")
                self.execute("RELEASE SAVEPOINT attempt")
            raise
        self.execute("RELEASE SAVEPOINT attempt")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """What is done inside is only tried: afterwards it is as if it had not been."""
        self.execute("SAVEPOINT trial")
        yield
        self.execute("ROLLBACK TO SAVEPOINT trial")
        self.execute("RELEASE SAVEPOINT trial")


def engine_for(target: Target) -> Engine:
    if target.url is None:
        return sqlite
    from aidtrack.store.engine import postgresql  # what a file never needs

    return postgresql


def connect(target: Target, mode: Mode) -> Any:
    """A connection of the store's driver, which waits BUSY_SECONDS for another writer. Raises Environment, Usage."""
    return engine_for(target).connect(target, mode, patience=BUSY_SECONDS)


@contextmanager
def read(target: Target, *, older: bool = False, right: str | None = None) -> Iterator[Connection]:
    """A consistent view of the store for as long as the block runs, also of an `older` one where it is asked for.

    Raises Environment, also where a `right` lacks; Damaged, SchemaMismatch, Busy.
    """
    with declared(target):
        connection = Connection(target, engine_for(target), connect(target, "ro"))
        try:
            connection.engine.begin_reading(connection)
            connection.right = admitted(connection, right)
            if connection.right == READER:
                connection.engine.mask(connection)
            connection.texts = {}
            (require_no_newer if older else require_schema)(connection)
            yield connection
        finally:
            _leave(connection)


def _leave(connection: Connection) -> None:
    """The transaction ends before the connection does: a pooler can give the session to the next one."""
    with suppress(Exception):  # it is gone already
        connection.dbapi.rollback()
    connection.dbapi.close()


def admit(target: Target, right: str) -> None:
    """Ask for a right. Raises Environment where it lacks, or the server does not answer."""
    with declared(target):
        connection = Connection(target, engine_for(target), connect(target, "ro"))
        try:
            connection.engine.begin_reading(connection)
            admitted(connection, right)
        finally:
            _leave(connection)


def require_schema(connection: Connection) -> None:
    """Raises Damaged where this is no aidtrack store, SchemaMismatch where its schema is not this program's."""
    found = require_no_newer(connection)
    if found < SCHEMA:
        raise SchemaMismatch(
            t("{store} has the older schema {found}; this aidtrack needs {known}.",
              store=connection.target.shown, found=found, known=SCHEMA),
            t("Back it up, then run: aidtrack db upgrade."),
        )  # fmt: skip


def require_no_newer(connection: Connection) -> int:
    """The schema of a store that this program knows. Raises as `require_schema`, but not for an older one."""
    found = schema_number(connection)
    if found > SCHEMA:
        raise SchemaMismatch(
            t("{store} was made by a newer aidtrack (schema {found}; this one knows {known}).",
              store=connection.target.shown, found=found, known=SCHEMA),
            t("Install the newer aidtrack."),
        )  # fmt: skip
    return found


def schema_number(connection: Connection) -> int:
    """The schema of the store, 1 or more. Raises Damaged where the database is no aidtrack store."""
    found = connection.engine.schema_number(connection)
    if found is None:
        raise Damaged(
            t("{store} is no aidtrack store.", store=connection.target.shown),
            t("Check --db; to make a new store, give a path that does not exist yet: aidtrack init."),
        )
    return found
