"""What differs between SQLite and PostgreSQL: each does it in a file of its own, both by the functions of `Engine`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.target import Target

Mode = Literal["ro", "rw"]
Objects = dict[tuple[str, str], str]  # kind and name → all that makes it what it is
Columns = Mapping[str, Sequence[object]]


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger, the table it stands on, and the SQL that makes it."""

    name: str
    table: str
    sql: str


TroubleKind = Literal[
    "busy",
    "crowded",
    "too_large",
    "no_id",
    "damaged",
    "unknown",
    "full",
    "read_only",
    "no_right",
    "standby",  # a server that is only read
    "unopened",
    "down",
    "idle",
    "silent",
    "away",  # a server that keeps a part of the store
    "unconfirmed",
    "taken",
    "twice",  # a name is; the reason is the name
]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a driver's error comes to where a user can do something about it; `reason` in the driver's words."""

    kind: TroubleKind
    reason: str = ""


class Statements(Protocol):
    """What runs the SQL of a store (`connection.Connection`)."""

    dbapi: Any
    target: Target

    @property
    def patience(self) -> float:
        """Seconds that it waits for another writer."""

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> Any: ...

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]: ...

    def value(self, sql: str, params: Mapping[str, object] | None = None) -> Any: ...


class Engine(Protocol):
    """What the file of an engine holds, at its top level."""

    NAME: Literal["sqlite", "postgresql"]
    SQLALCHEMY_URL: str
    WRITING: str | None  # what begins a write, where the driver does not
    INTEGER: str  # a column that holds fen or an id
    GIVES_IDS: frozenset[str]  # the tables whose rows it gives ids as they come
    # After a table whose rows are all read once, in no order, where it would look each up in that of an index.
    AS_STORED: str

    def connect(self, target: Target, mode: Mode, *, patience: float) -> Any:
        """A connection of the driver that waits so many seconds for another writer. Raises Environment, Usage."""

    def file(self, target: Target) -> object:
        """What the path of a store names just now, to be compared with what it named before; None where there is no path."""

    def trust_references(self, dbapi: Any) -> None:
        """A load took every id from the store it holds locked: they need not be looked up again, where that can be left out."""

    def written(self, sql: str) -> str:
        """SQL as the driver takes it: `:so` and % as we write them become its own."""

    def streamed(self, connection: Statements, sql: str, params: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as they are gone through, never all of them held; inside a transaction."""

    def key_of(self, connection: Statements, sql: str) -> str:
        """The SQL of the key of a text (`values/text.py`), which is compared by code point."""

    def replaced(
        self, connection: Statements, sql: str, name: str, texts: Mapping[str, str]
    ) -> tuple[str, dict[str, object]]:
        """The SQL of a text for which another one of `texts` stands, compared by code point, and its parameters; `name` is its own."""

    def schema_number(self, connection: Statements) -> int | None:
        """The schema of the store, 1 or more; None where the database is no aidtrack store."""

    def has_table(self, connection: Statements, name: str) -> bool:
        """Whether the store has a table of this name."""

    def right(self, connection: Statements) -> tuple[bool, str | None]:
        """Whether the store gives rights by words, and the one of this connection's role (`rights.WORDS`), where it has one."""

    def mask(self, connection: Statements) -> None:
        """For this transaction what a reader is not shown is masked."""

    def role_and_owner(self, connection: Statements) -> tuple[str, str]:
        """Who is connected, and to whom the store belongs."""

    def settle(self, connection: Statements) -> None:
        """For this transaction, which has begun, names mean those of the store and of no other."""

    def make_place(self, connection: Statements) -> None:
        """Where a store is to be made there is a place for it."""

    def begin_reading(self, connection: Statements) -> None:
        """A consistent view until the connection is closed."""

    def lock_for_writing(self, connection: Statements, *, beside_others: bool = False) -> None:
        """One writer at a time, so that what it looks at stays so; the transaction has begun.

        Those that come `beside_others`, each to record one entry, wait for none of their kind where the store can tell them apart:
        what may clash waits in the guard, and at the end of the audit chain.
        """

    def one_at_a_time(self, connection: Statements, what: str) -> None:
        """Of writers that come beside others, whoever is about to do the same waits until this transaction ends."""

    def hold(self, connection: Statements, table: str) -> None:
        """Rows on their way into a table have come, and no other comes until the transaction ends."""

    def unused_ids(self, connection: Statements, table: str, count: int) -> list[int]:
        """`count` ids, in ascending order, that no row of the table ever had or will have."""

    def newest_id(self, connection: Statements, table: str) -> int | None:
        """The last id that was given to a row of the table; None where the rows alone say so."""

    def stamp(self, connection: Statements) -> str | None:
        """The moment under which this transaction is recorded, by the store's own clock; None where it has none."""

    def log(self, connection: Statements, actor: str, records: Columns) -> bool:
        """Append records (action, noun, object_id, batch_id, before, after) to the log; False where the store does not link them itself."""

    def put_beside_entries(self, connection: Statements, rows: Columns) -> bool:
        """Keep whom entries name beside the log (rows of personal_value); False where the store does not look after that itself."""

    def insert_columns(self, connection: Statements, table: str, columns: Columns, same: Mapping[str, object]) -> None:
        """As many rows as `columns` are long, in one call of the driver; `same` are values every row has."""

    def update_columns(self, connection: Statements, table: str, ids: Sequence[int], columns: Columns) -> None:
        """Change the rows with these ids: to each column its value of each row, all in one call of the driver."""

    def analyze(self, connection: Statements, table: str) -> None:
        """Count the rows of a table that this transaction made, where plans go by their number."""

    def by_index(self, connection: Statements) -> AbstractContextManager[None]:
        """Inside, a table is not read whole for the few rows that are looked for in it."""

    def step_aside(
        self, connection: Statements, guards: Iterable[Guard], *, batch_id: int
    ) -> AbstractContextManager[Callable[[str], None]]:
        """No guard of entries refuses inside, where all that comes is of this batch, nor one of another table once that is named to
        what is handed over. They do again when the block ends well.
        """

    def growing(self, connection: Statements, rows: int) -> AbstractContextManager[None]:
        """Inside, so many entries come, and few are looked up by their indexes."""

    def wipe(self, connection: Statements) -> None:
        """What was erased before is in no free place of the file any more; outside of any transaction."""

    def unsound(self, connection: Statements) -> list[tuple[str, str | None]]:
        """What the engine itself finds wrong: (problem, None) of the file, (row, table it refers to) of a reference to nothing."""

    def present_triggers(self, connection: Statements) -> dict[str, str | None]:
        """The triggers and their functions by name, each with its SQL as far as the engine keeps it."""

    def watching(self, connection: Statements) -> list[tuple[str, str]]:
        """The triggers that stand on tables of the store's place, whoever made them, each with its table."""

    def version(self, connection: Statements) -> str:
        """Of the engine, as far as it spells what it keeps of a schema its own way."""

    def objects(self, connection: Statements) -> Objects:
        """Everything that the schema of the store is made of."""

    def harmless(self, kind: str, text: str, tables: Collection[str]) -> bool:
        """Whether an object that is not ours leaves what is recorded in these tables of ours alone."""

    def refused_by(self, error: BaseException) -> str | None:
        """The rule (`G4`), or the constraint, by which the database refused; None where this is another error."""

    def trouble(self, error: BaseException) -> Trouble | None:
        """What an error of the driver comes to; None where it is a bug, or not this driver's."""
