"""The rows of a store for tools that read Parquet: entries by office and year, and nouns by office; nothing of persons.

Out are who was paid, households and what is of them, texts that people write beside a row, and each text that holds a head's name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.collection import offices
from aidtrack.store.collection.span import of_office
from aidtrack.store.engine.collections import is_collection
from aidtrack.store.engine.connection import Connection
from aidtrack.store.records.identity import identity
from aidtrack.store.records.persons import Heads, heads
from aidtrack.store.records.relation import relation
from aidtrack.values.field import Field, Noun
from aidtrack.values.kinds import DAY, MoneyKind

_OF_PERSONS = ("household", "measure", "posting")
_NEVER = frozenset(
    ("payee", "payer", "guarantor", "household", "voucher", "purpose", "reason", "over", "note", "raw", "origin",
     "responsible", "owner", "handled_by", "confirmed_by", "measure")
)  # fmt: skip
_OF_NO_HOUSEHOLD = {"indicator": "household_id IS NULL AND loan IS NULL"}
MONEY, DATE, WHOLE, TEXT = "money", "date", "whole", "text"


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is one of the four words above; money is in fen."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that are one file, of an office and, of entries, a year."""

    table: str
    office: str
    year: int | None
    columns: Sequence[Column]
    rows: Callable[[], Iterator[Sequence[object]]]


def parts(connection: Connection) -> Iterator[Part]:
    """Every table of every office, those without rows as well, so that each has its columns."""
    persons = heads(connection)
    for office, params in _offices(connection).items():
        for noun in NOUNS.values():
            if noun.name not in _OF_PERSONS:
                yield _part(connection, noun, office, params, persons, None)
        sql = f"SELECT DISTINCT substr(date, 1, 4) FROM entry WHERE {of_office('id')} ORDER BY 1"
        for (year,) in connection.rows(sql, params):
            yield _part(connection, ENTRY, office, params, persons, int(year))


def _offices(connection: Connection) -> dict[str, Mapping[str, object]]:
    """By code, the ids that are an office's that is looked at; of a store that nobody gave a code, under its number, else its own id."""
    if is_collection(connection):
        return {one.code: one.span.bounds for one in offices.looked_at(connection)}
    who = identity(connection)
    return {who.office or who.number or who.store_id: {"base": 0, "last": 2**62}}


def _part(
    connection: Connection, noun: Noun, office: str, params: Mapping[str, object], persons: Heads, year: int | None
) -> Part:
    fields = [field for field in noun.stored if field.name not in _NEVER and not field.personal]
    made = [Column("id", WHOLE), *(Column(_called(field), _kind(field)) for field in fields)]
    free = [False, *(field.is_free for field in fields)]
    where = [of_office(f"{noun.name}.id"), _OF_NO_HOUSEHOLD.get(noun.name, "1 = 1")]
    if year is not None:
        params = {**params, "start": f"{year}-01-01", "end": f"{year}-12-31"}
        where.append("date BETWEEN :start AND :end")
    columns = ", ".join(f"{noun.name}.{column}" for column in ("id", *(field.column for field in fields)))
    sql = f"SELECT {columns} FROM {relation(noun)} WHERE {' AND '.join(where)} ORDER BY {noun.name}.id"

    def rows() -> Iterator[Sequence[object]]:
        for row in connection.stream(sql, params):
            yield [None if hides and persons.in_text(cell) else cell for hides, cell in zip(free, row, strict=True)]

    return Part(noun.name, office, year, made, rows)


def _called(field: Field) -> str:
    return field.name if isinstance(field.kind, MoneyKind) else field.column


def _kind(field: Field) -> str:
    if isinstance(field.kind, MoneyKind):
        return MONEY
    if field.kind is DAY:
        return DATE
    return WHOLE if field.sql == "INTEGER" else TEXT
