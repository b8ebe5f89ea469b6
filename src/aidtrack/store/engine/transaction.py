"""One write transaction: BEGIN IMMEDIATE on a file, an advisory lock on a server; all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from aidtrack.errors import Environment, Interrupted
from aidtrack.locale import t
from aidtrack.store.engine.connection import (
    Connection,
    connect_postgres,
    connect_sqlite,
    read,
    require_schema,
)
from aidtrack.store.engine.driver_errors import declared, root
from aidtrack.store.engine.head import head
from aidtrack.store.engine.target import Target

WRITER_LOCK = 0x41494454  # one writer at a time on a server too, so that the audit chain has one end


class Writer(Connection):
    """A store inside its write transaction. `now` is UTC; `actor` is who writes."""

    def __init__(self, target: Target, session: Session, actor: str, now: datetime) -> None:
        connection = session.connection()
        dialect = connection.dialect.name
        dbapi = connection.connection.dbapi_connection
        super().__init__(target, "sqlite" if dialect == "sqlite" else "postgresql", dbapi)
        self.session = session
        self.actor = actor
        self.now = now

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    def add(self, row: SQLModel) -> int:
        """Insert one row through SQLModel under an id of its own; returns it."""
        [id] = self.next_ids(str(row.__tablename__), 1)
        row.id = id
        self.session.add(row)
        self.session.flush()
        return id

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Insert one row by column under an id of its own; returns it."""
        [id] = self.next_ids(table, 1)
        row = {**values, "id": id}
        marks = ", ".join(f":{name}" for name in row)
        self.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)
        return id

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What fails inside is as if it had not been tried: the transaction can be asked and go on."""
        self.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK TO SAVEPOINT attempt")
            self.execute("RELEASE SAVEPOINT attempt")
            raise
        self.execute("RELEASE SAVEPOINT attempt")

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Insert as many rows as `columns` are long, in one call of the driver; `same` are values every row has."""
        if self.engine == "sqlite":
            # A literal costs a third of a parameter, and what is null need not be named.
            given = {name: value for name, value in same.items() if value is not None}
            names = ", ".join((*columns, *given))
            marks = ", ".join([*("?" * len(columns)), *map(_literal, given.values())])
            self.dbapi.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", zip(*columns.values(), strict=True)
            )
            return
        names = ", ".join((*columns, *same))
        tail = tuple(same.values())
        with self.dbapi.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row + tail)

    def next_ids(self, table: str, count: int) -> list[int]:
        """`count` ids, in ascending order, for rows about to be inserted: none that a row ever had, whether it is still there or not."""
        highest = f"SELECT max(id) FROM {table} UNION ALL SELECT max(object_id) FROM audit WHERE noun = :table"
        used = max(id or 0 for (id,) in self.rows(highest, {"table": table}))
        if self.engine == "sqlite":
            return list(range(used + 1, used + 1 + count))
        sequence = "pg_get_serial_sequence(:table, 'id')"  # raw SQL may have chosen ids before it
        behind = f"SELECT setval({sequence}, :used) WHERE :used > coalesce(pg_sequence_last_value({sequence}), 0)"
        self.execute(behind, {"table": table, "used": used})
        sql = f"SELECT nextval({sequence}) FROM generate_series(1, :count)"
        return sorted(int(row[0]) for row in self.rows(sql, {"table": table, "count": count}))


@contextmanager
def write(
    target: Target, *, actor: str, now: datetime | None = None, references_known: bool = False
) -> Iterator[Writer]:
    """The store, locked for writing until the block ends; an exception inside undoes everything.

    `references_known` is for a load that takes every id from the store it holds locked: SQLite then need not look
    each one up again (1.6 s a million rows). Raises Environment, Damaged, SchemaMismatch, Busy.
    """
    with declared(target), _session(engine_of(target, references_known=references_known)) as session:
        writer = Writer(target, session, actor, now or datetime.now(UTC))
        if writer.engine == "postgresql":
            writer.execute("SELECT pg_advisory_xact_lock(:key)", {"key": WRITER_LOCK})
        require_schema(writer)
        before = head(writer)
        yield writer
        _commit(writer, before)


@contextmanager
def _session(engine: SqlEngine) -> Iterator[Session]:
    with Session(engine) as session:
        try:
            yield session
        except BaseException:
            session.rollback()
            raise


def _commit(writer: Writer, before: str) -> None:
    """Make it final. Where that fails the store is asked whether it is so all the same, as after a last sync that failed.

    `before` is the head of the audit log that the transaction found. Raises Environment, or Interrupted after Ctrl-C, where
    what was written stands.
    """
    newest = head(writer)
    try:
        writer.session.commit()
    except BaseException as error:
        writer.session.rollback()
        if newest != before and _holds(writer.target, newest):
            if isinstance(error, KeyboardInterrupt):
                raise Interrupted(t("Interrupted too late: what the command wrote stands.")) from error
            raise Environment(
                t(
                    "What the command wrote stands, but the store did not confirm it ({reason}).",
                    reason=str(root(error)),
                ),
                t("Check the disk or the server, then run: aidtrack check."),
            ) from error
        raise


def _holds(target: Target, newest: str) -> bool:
    """Whether the store has this record of the audit log; False where it cannot be read at all."""
    with suppress(Exception), read(target) as connection:
        return connection.value("SELECT 1 FROM audit WHERE hash = :hash", {"hash": newest}) is not None
    return False


def engine_of(target: Target, *, references_known: bool = False) -> SqlEngine:
    """SQLAlchemy's engine over our own connections: the drivers' implicit transactions are off, BEGIN is ours."""
    if target.url is not None:
        return create_engine(
            "postgresql+psycopg://", creator=lambda: _transactional(target), poolclass=NullPool, hide_parameters=True
        )
    engine = create_engine(
        "sqlite://", creator=lambda: _sqlite(target, references_known), poolclass=NullPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sqlite(target: Target, references_known: bool) -> Any:
    connection = connect_sqlite(target, "rw")
    if references_known:
        connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _transactional(target: Target) -> Any:
    connection = connect_postgres(target)
    connection.autocommit = False
    return connection


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
