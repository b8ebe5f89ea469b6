"""The store's tables as SQLModel classes; those of nouns and entries are built from their declared fields."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text
from sqlmodel import Field, SQLModel

from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.kind import CELL_BALANCES, FUND_BALANCES
from aidtrack.nouns import NOUNS
from aidtrack.values.field import Noun

# Whole numbers are 64 bits on both engines; a plain PostgreSQL int would end at 21 million yuan.
INT = BigInteger().with_variant(Integer(), "sqlite")
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _id() -> Any:
    return Field(default=None, sa_column=Column("id", INT, primary_key=True))


def _column(name: str, sql: str, *, required: bool = False, refers: str | None = None, unique: bool = False) -> Any:
    keys = [ForeignKey(f"{refers}.id")] if refers else []
    column = Column(name, INT if sql == "INTEGER" else TEXT, *keys, nullable=not required, unique=unique)
    return Field(default=None, sa_column=column)


def _model(name: str, namespace: dict[str, Any]) -> type[SQLModel]:
    metaclass: Any = type(SQLModel)
    made: type[SQLModel] = metaclass(name, (SQLModel,), namespace, table=True)
    return made


def _table(noun: Noun, **extra: Any) -> type[SQLModel]:
    """A table with the noun's fields as columns, and what the ledger adds to them."""
    columns: dict[str, Any] = {"id": _id()}
    for field in noun.stored:
        columns[field.column] = _column(field.column, field.sql, required=field.required, refers=field.refers)
    columns |= extra
    namespace = {"__tablename__": noun.name, "__module__": __name__, **columns}
    namespace["__annotations__"] = dict.fromkeys(columns, Any)
    return _model(noun.name.capitalize(), namespace)


class Batch(SQLModel, table=True):
    """What was done in one act: a kind of `ledger/batch.py`; the taking back of another one ("undo") names it in `undoes`.

    `entries` and the range of their ids are filled in once, when the load ends. With `salt` its record digests them; older ones have none.
    """

    id: Any = _id()
    at: Any = _column("at", "TEXT", required=True)
    actor: Any = _column("actor", "TEXT", required=True)
    kind: Any = _column("kind", "TEXT", required=True)
    undoes: Any = _column("undoes", "INTEGER", refers="batch", unique=True)
    entries: Any = _column("entries", "INTEGER")
    first_entry_id: Any = _column("first_entry_id", "INTEGER")
    last_entry_id: Any = _column("last_entry_id", "INTEGER")
    salt: Any = _column("salt", "TEXT")


class BatchFile(SQLModel, table=True):
    """One file of an import, or one sheet of it, numbered from 1 within its batch.

    Of a sheet with several columns of amounts each is one, under its `heading`; where these are what had been reached on a
    day, `as_of` is that day.
    """

    __tablename__ = "batch_file"
    id: Any = _id()
    batch_id: Any = _column("batch_id", "INTEGER", required=True, refers="batch")
    file_no: Any = _column("file_no", "INTEGER", required=True)
    name: Any = _column("name", "TEXT", required=True)
    sheet: Any = _column("sheet", "TEXT")
    sha256: Any = _column("sha256", "TEXT", required=True)
    noun: Any = _column("noun", "TEXT", required=True)
    encoding: Any = _column("encoding", "TEXT", required=True)
    row_count: Any = _column("row_count", "INTEGER", required=True)
    heading: Any = _column("heading", "TEXT")
    as_of: Any = _column("as_of", "TEXT")


class Audit(SQLModel, table=True):
    """One link of the audit chain; `login` is the role by which a server knows the actor."""

    id: Any = _id()
    at: Any = _column("at", "TEXT", required=True)
    actor: Any = _column("actor", "TEXT", required=True)
    action: Any = _column("action", "TEXT", required=True)
    noun: Any = _column("noun", "TEXT", required=True)
    object_id: Any = _column("object_id", "INTEGER")
    batch_id: Any = _column("batch_id", "INTEGER")
    before: Any = _column("before", "TEXT")
    after: Any = _column("after", "TEXT")
    previous: Any = _column("previous", "TEXT", required=True)
    hash: Any = _column("hash", "TEXT", required=True)
    login: Any = _column("login", "TEXT")


class PersonalValue(SQLModel, table=True):
    """A personal value of the log, of a column of a row, which its records have as a hash; blank where it was erased."""

    __tablename__ = "personal_value"
    id: Any = _id()
    hash: Any = _column("hash", "TEXT", required=True, unique=True)
    noun: Any = _column("noun", "TEXT", required=True)
    object_id: Any = _column("object_id", "INTEGER", required=True)
    field: Any = _column("field", "TEXT", required=True)
    salt: Any = _column("salt", "TEXT")
    value: Any = _column("value", "TEXT")


class EntryRef(SQLModel, table=True):
    """The 流水号 in use: unique in the whole store, freed when its batch is undone."""

    __tablename__ = "entry_ref"
    ref: Any = Field(default=None, sa_column=Column("ref", TEXT, primary_key=True, nullable=False))
    entry_id: Any = _column("entry_id", "INTEGER", required=True, refers="entry")


class Spelling(SQLModel, table=True):
    """A text's key (part 0) and words, where they are not the text itself (`ledger/earmark.py`)."""

    id: Any = _id()
    text: Any = _column("text", "TEXT", required=True)
    part: Any = _column("part", "INTEGER", required=True)
    word: Any = _column("word", "TEXT", required=True)


class Identity(SQLModel, table=True):
    """Which store it is: the newest row; each before it is the store that it is a copy of, up to the entry after which the next begins."""

    id: Any = _id()
    uuid: Any = _column("uuid", "TEXT", required=True)
    after_entry_id: Any = _column("after_entry_id", "INTEGER", required=True)


class Setting(SQLModel, table=True):
    """What was set in a store; `store/records/settings.py` says what can be."""

    name: Any = Field(default=None, sa_column=Column("name", TEXT, primary_key=True, nullable=False))
    value: Any = _column("value", "TEXT", required=True)


class Layout(SQLModel, table=True):
    """How a sheet is read that comes every month: a layout file's text; `store/records/layouts.py` keeps it."""

    id: Any = _id()
    name: Any = _column("name", "TEXT", required=True, unique=True)
    content: Any = _column("content", "TEXT", required=True)
    headers: Any = _column("headers", "TEXT")


class Granted(SQLModel, table=True):
    """What a role of the server may do, by a word of `ledger/rights.py`; in a file nobody is."""

    id: Any = _id()
    role: Any = _column("role", "TEXT", required=True, unique=True)
    word: Any = _column("word", "TEXT", required=True)


class ClosedBooks(SQLModel, table=True):
    """Through which day the books are closed, from the entry after `after_entry_id` on until the next row; blank: nothing is.

    `period` was closed or opened again, as it was given; `until_entry_id` is filled in once, when the next row takes its place.
    """

    __tablename__ = "closed_books"
    id: Any = _id()
    at: Any = _column("at", "TEXT")
    actor: Any = _column("actor", "TEXT")
    period: Any = _column("period", "TEXT")
    through: Any = _column("through", "TEXT")
    reason: Any = _column("reason", "TEXT")
    after_entry_id: Any = _column("after_entry_id", "INTEGER", required=True)
    until_entry_id: Any = _column("until_entry_id", "INTEGER")


class ClosedFigure(SQLModel, table=True):
    """What the entries of one kind in one place (0: not assigned) came to, up to the day through which a closing closed."""

    __tablename__ = "closed_figure"
    id: Any = _id()
    closing_id: Any = _column("closing_id", "INTEGER", required=True, refers="closed_books")
    fund_id: Any = _column("fund_id", "INTEGER", required=True)
    project_id: Any = _column("project_id", "INTEGER", required=True)
    village_id: Any = _column("village_id", "INTEGER", required=True)
    kind: Any = _column("kind", "TEXT", required=True)
    fen: Any = _column("fen", "INTEGER", required=True)


def _balances(name: str, keys: dict[str, str | None], balances: tuple[str, ...]) -> type[SQLModel]:
    columns: dict[str, Any] = {}
    for key, refers in keys.items():
        foreign = [ForeignKey(f"{refers}.id")] if refers else []
        columns[key] = Field(
            default=None, sa_column=Column(key, INT, *foreign, primary_key=True, nullable=False, autoincrement=False)
        )
    columns |= {f"{balance}_fen": _column(f"{balance}_fen", "INTEGER") for balance in balances}
    namespace = {
        "__tablename__": name,
        "__module__": __name__,
        "__annotations__": dict.fromkeys(columns, Any),
        **columns,
    }
    return _model(name.title().replace("_", ""), namespace)


# In a cell 0 stands for "not assigned", so that the key has no nulls.
CellBalance = _balances("cell_balance", {"fund_id": "fund", "project_id": None, "village_id": None}, CELL_BALANCES)
FundBalance = _balances("fund_balance", {"fund_id": "fund"}, FUND_BALANCES)

TABLES: dict[str, type[SQLModel]] = {
    name: _table(noun, batch_id=_column("batch_id", "INTEGER", refers="batch")) for name, noun in NOUNS.items()
}
Entry = _table(
    ENTRY,
    kind=_column("kind", "TEXT", required=True),
    fund_id=_column("fund_id", "INTEGER", required=True, refers="fund"),
    batch_id=_column("batch_id", "INTEGER", refers="batch"),
    file_no=_column("file_no", "INTEGER"),
    row_no=_column("row_no", "INTEGER"),
)
