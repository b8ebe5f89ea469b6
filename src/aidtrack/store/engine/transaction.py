"""One write transaction: BEGIN IMMEDIATE on a file, an advisory lock on a server; all or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from aidtrack.errors import Busy, Environment, Interrupted, Refused, Replaced
from aidtrack.locale import t
from aidtrack.store.engine.collections import require_entered
from aidtrack.store.engine.connection import Connection, connect, engine_for, require_no_newer, require_schema
from aidtrack.store.engine.driver_errors import declared, not_known, root, rule_broken, translate, unconfirmed
from aidtrack.store.engine.engine import Columns
from aidtrack.store.engine.head import head
from aidtrack.store.engine.rights import admitted
from aidtrack.store.engine.target import Target
from aidtrack.values.dates import is_moment


class Writer(Connection):
    """A store inside its write transaction. `now` is UTC; `actor` is who writes."""

    def __init__(self, target: Target, dbapi: Any, actor: str, now: datetime, *, beside_others: bool = False) -> None:
        super().__init__(target, engine_for(target), dbapi)
        self.actor = actor
        self.now = now
        self.beside_others = beside_others
        self.file: object = None  # what the path names
        self.batch_id: int | None = None  # to which all belongs that is recorded, where many commands run as one;
        self.line: int | None = None  # which of them runs,
        self.made: dict[tuple[str, int], int] = {}  # and by which each row was made, by table and id;
        self.alikes: dict[tuple[object, ...], object] | None = None  # and what they may repeat (`records/alikes.py`)

    @cached_property
    def stamp(self) -> str:
        """The moment under which this transaction is recorded: never before that of the last record, whatever the clock says."""
        if (told := self.engine.stamp(self)) is not None:
            return told
        now = self.now.astimezone(UTC).isoformat(timespec="microseconds")
        last = self.value("SELECT at FROM audit ORDER BY id DESC LIMIT 1")
        return max(now, last) if is_moment(last) else now

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Insert one row by column under an id of its own; returns it."""
        if table in self.engine.GIVES_IDS:
            id = int(self.value(f"{_into(table, values)} RETURNING id", values))
        else:
            [id] = self.next_ids(table, 1)
            row = {**values, "id": id}
            self.execute(_into(table, row), row)
        self._note(table, [id])
        return id

    def _note(self, table: str, ids: Iterable[object]) -> None:
        if self.line is not None:
            self.made |= {(table, int(str(id))): self.line for id in ids}

    def update(self, table: str, id: int, values: Mapping[str, object]) -> None:
        """Change some columns of the row with this id."""
        sets = ", ".join(f"{name} = :{name}" for name in values)
        self.execute(f"UPDATE {table} SET {sets} WHERE id = :id", {**values, "id": id})

    @contextmanager
    def trial(self) -> Iterator[None]:
        with super().trial():
            yield
        if self.alikes:
            self.alikes = {}  # what was only tried is not recorded

    def one_at_a_time(self, what: str) -> None:
        """Whoever is about to do the same waits until this transaction ends."""
        if self.beside_others:
            self.engine.one_at_a_time(self, what)

    def analyze(self, table: str) -> None:
        """The rows of a table that this transaction made are known to whoever plans by their number."""
        self.engine.analyze(self, table)

    @contextmanager
    def by_index(self) -> Iterator[None]:
        """Inside, a table is not read whole for the few rows that are looked for in it."""
        with self.engine.by_index(self):
            yield

    def insert_columns(self, table: str, columns: Columns, same: Mapping[str, object]) -> None:
        """Insert as many rows as `columns` are long, in one call of the driver; `same` are values every row has."""
        self.engine.insert_columns(self, table, columns, same)
        self._note(table, columns.get("id", ()))

    def update_columns(self, table: str, ids: Sequence[int], columns: Columns) -> None:
        """Change as many rows as there are `ids`, in one call of the driver; `columns` hold a value for each row."""
        self.engine.update_columns(self, table, ids, columns)

    def next_ids(self, table: str, count: int) -> list[int]:
        """`count` ids, in ascending order, for rows about to be inserted: none that a row ever had, whether it is still there or not."""
        return self.engine.unused_ids(self, table, count)


def _into(table: str, row: Mapping[str, object]) -> str:
    marks = ", ".join(f":{name}" for name in row)
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"


@contextmanager
def write(
    target: Target,
    *,
    actor: str,
    now: datetime | None = None,
    references_known: bool = False,
    beside_others: bool = False,
    older: bool = False,
    right: str | None = None,
    of_collection: bool = False,
    still: object = None,
) -> Iterator[Writer]:
    """The store, locked for writing until the block ends; an exception inside undoes everything.

    Who records one entry and no more comes `beside_others` that do so.

    `references_known` is for a load that takes every id from the store it holds locked: SQLite then need not look
    each one up again (1.6 s a million rows). An `older` store is taken where it is asked for, a collection where what is written
    is `of_collection`: nobody else writes into one. `still` is the file that the same command wrote to before.
    Raises Environment, also where a `right` lacks; NotEntered, Damaged, SchemaMismatch, Busy.
    """
    file = engine_for(target).file(target)
    if still not in (None, file):
        raise _replaced(target.shown)
    with declared(target), closing(connect(target, "rw")) as dbapi:
        writer = Writer(target, dbapi, actor, now or datetime.now(UTC), beside_others=beside_others)
        writer.file = file
        if references_known:
            writer.engine.trust_references(dbapi)
        with writer.begun():
            if not of_collection:
                require_entered(writer)
            writer.right = admitted(writer, right)
            writer.engine.lock_for_writing(writer, beside_others=beside_others)
            _require_in_place(writer, file)
            (require_no_newer if older else require_schema)(writer)
            before = head(writer)
            yield writer
            _commit(writer, before)
        if writer.engine.file(target) != file:
            raise _replaced(target.shown)


def _replaced(store: str) -> Replaced:
    return Replaced(
        t("{store} was replaced or taken away while the command wrote to it: what it wrote may be lost.", store=store),
        t("It is in the file that was there before: look where that went, and run aidtrack log --limit 1."),
    )


def _require_in_place(writer: Writer, file: object) -> None:
    """What was opened and locked is still what the path names. Raises Environment."""
    if writer.engine.file(writer.target) != file:
        raise Environment(
            t("{store} was replaced while it was being opened. Nothing was written.", store=writer.target.shown),
            t("Run the command again."),
        )


def _commit(writer: Writer, before: str) -> None:
    """Make it final. Where that fails the store is asked whether it is so all the same, as after a last sync that failed.

    `before` is the head of the audit log that the transaction found. Raises Unconfirmed, or Interrupted after Ctrl-C, where
    what was written stands or may stand.
    """
    newest = head(writer)
    try:
        writer.commit()
    except BaseException as error:
        with suppress(Exception):
            writer.dbapi.rollback()
        held = _holds(writer.target, newest) if newest != before else False
        if held is False or (held is None and _refused(error, writer.target)):
            raise
        if held and isinstance(error, KeyboardInterrupt):
            raise Interrupted(t("Interrupted too late: what the command wrote stands.")) from error
        if held:
            raise unconfirmed(str(root(error)).strip().split("\n")[0]) from error
        raise not_known(writer.target.shown) from error


def _refused(error: BaseException, target: Target) -> bool:
    """Whether the store itself said no, so that nothing is final."""
    return rule_broken(error) is not None or isinstance(translate(error, target), (Busy, Refused))


def _holds(target: Target, newest: str) -> bool | None:
    """Whether the store has this record of the audit log; None where it cannot be asked.

    It is asked as a writer: on a server a commit that is still under way holds the lock until it has ended.
    """
    with suppress(Exception), closing(connect(target, "rw")) as dbapi:
        connection = Connection(target, engine_for(target), dbapi)
        connection.engine.lock_for_writing(connection)
        return connection.value("SELECT 1 FROM audit WHERE hash = :hash", {"hash": newest}) is not None
    return None
