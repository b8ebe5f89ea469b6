"""What a store hands over: its log since a record, and what stands in its tables alone. Without names what speaks of a person is sealed or masked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from heapq import merge
from typing import Any

from aidtrack import __version__
from aidtrack.bundle.content import BATCH, BATCH_FILE, CLOSED_FIGURE, ENTRY_ROW, LEFT, Bundle, Manifest, Row, Rows
from aidtrack.bundle.content import PERSONAL as BESIDE
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import SCHEMA, Connection
from aidtrack.store.log.chain import spelled
from aidtrack.store.log.chain import values as said_of
from aidtrack.store.log.personal_values import PERSONAL, hash_in
from aidtrack.store.records.identity import Identity
from aidtrack.store.records.payees import Payees
from aidtrack.store.records.rows import stored_of
from aidtrack.values import personal
from aidtrack.values.record import GENESIS, RECORD
from aidtrack.values.text import key

_MAY_BE_HEAD = tuple(field.column for field in ENTRY.fields if field.may_be_head)
_AT = {name: at for at, name in enumerate(RECORD)}
_OPEN = {"id", "previous", "hash"}  # what is told of a sealed record
_AT_ONCE = 500


@dataclass(slots=True)
class _Spoken:
    """Of what the records speak: rows of nouns (True: the last record is sealed), entries whose record is sealed; how many records are."""

    rows: dict[tuple[str, int], bool] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)
    sealed: set[int] = field(default_factory=set)


def content(connection: Connection, who: Identity, *, since: int, to: int, names: bool) -> Bundle:
    """The records after number `since` up to `to`, which is the newest that is news, and all that they speak of; no files.

    Its rows are read while the connection is: within one transaction that reads.
    """
    span = {"since": since, "to": to}
    heads = Payees(()) if names else _heads(connection)
    spoken = _spoken(connection, span, heads, names=names)
    manifest = Manifest(
        store_id=who.store_id,
        office=who.office or "",
        number=who.number or "",
        office_name=who.office_name,
        since=since,
        to=to,
        previous=_hash(connection, since),
        head=_hash(connection, to),
        at=connection.value("SELECT at FROM audit WHERE id = :id", {"id": to}),
        entries=int(connection.value("SELECT count(*) FROM entry")),
        funds=_sums(connection),
        names=names,
        schema=SCHEMA,
        program=__version__,
    )
    of_batches = "SELECT object_id FROM audit WHERE noun = 'batch' AND id > :since AND id <= :to"
    of_closings = "SELECT object_id FROM audit WHERE noun = 'books' AND id > :since AND id <= :to"
    return Bundle(
        manifest,
        records=Rows(RECORD, lambda: _records(connection, span, spoken.sealed)),
        batches=Rows(BATCH, lambda: _table(connection, "batch", BATCH, f"id IN ({of_batches})", span)),
        batch_files=Rows(
            BATCH_FILE, lambda: _table(connection, "batch_file", BATCH_FILE, f"batch_id IN ({of_batches})", span)
        ),
        entries=Rows(ENTRY_ROW, lambda: _entries(connection, of_batches, span, spoken.entries, heads)),
        left=Rows(LEFT, lambda: _left(connection, spoken.rows)),
        closed_figures=Rows(
            CLOSED_FIGURE,
            lambda: _table(connection, "closed_figure", CLOSED_FIGURE, f"closing_id IN ({of_closings})", span),
        ),
        personal=Rows(BESIDE, lambda: _personal(connection, spoken.rows, names=names)),
    )


def _heads(connection: Connection) -> Payees:
    """Heads of households, and those that they had as far as they were not forgotten."""
    rows = connection.rows(
        "SELECT head FROM household WHERE head IS NOT NULL UNION SELECT value FROM personal_value WHERE value IS NOT NULL"
    )
    return Payees(frozenset(key(name) for (name,) in rows))


def _hash(connection: Connection, id: int) -> str:
    return str(connection.value("SELECT hash FROM audit WHERE id = :id", {"id": id})) if id else GENESIS


def _sums(connection: Connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for fund, kind, fen in connection.rows(
        "SELECT fund_id, kind, sum(amount_fen) FROM entry GROUP BY fund_id, kind ORDER BY fund_id, kind"
    ):
        found.setdefault(int(fund), {})[str(kind)] = int(fen)
    return found


def _table(
    connection: Connection, table: str, columns: Iterable[str], where: str, span: Mapping[str, object]
) -> Iterator[Row]:
    return connection.stream(f"SELECT {', '.join(columns)} FROM {table} WHERE {where} ORDER BY id", span)


def _log(connection: Connection, span: Mapping[str, object]) -> Iterator[Row]:
    return _table(connection, "audit", RECORD, "id > :since AND id <= :to", span)


def _spoken(connection: Connection, span: Mapping[str, object], heads: Payees, *, names: bool) -> _Spoken:
    found = _Spoken()
    for row in _log(connection, span):
        id, noun, of = row[_AT["id"]], str(row[_AT["noun"]]), row[_AT["object_id"]]
        sealed = not names and _names_somebody(noun, row, heads)
        if sealed:
            found.sealed.add(int(str(id)))
        if noun in NOUNS and of is not None:
            found.rows[noun, int(str(of))] = sealed
        elif noun == ENTRY.name and sealed:
            found.entries.append(int(str(of)))
    return found


def _names_somebody(noun: str, row: Row, heads: Payees) -> bool:
    """Whether a record speaks of a person in the clear: one of an older program, or one of an entry."""
    if noun not in PERSONAL and noun != ENTRY.name:
        return False
    said = [one for one in (said_of(row[_AT["before"]]), said_of(row[_AT["after"]])) if one is not None]
    if noun == ENTRY.name:
        return any(heads.is_head(str(one[name])) for one in said for name in _MAY_BE_HEAD if name in one)
    return any(hash_in(one[name]) is None for one in said for name in PERSONAL[noun] if name in one)


def _records(connection: Connection, span: Mapping[str, object], sealed: set[int]) -> Iterator[Row]:
    for row in _log(connection, span):
        if row[0] in sealed:
            yield tuple(value if name in _OPEN else None for name, value in zip(RECORD, row, strict=True))
        else:
            yield row


def _entries(
    connection: Connection, of_batches: str, span: Mapping[str, object], alone: list[int], heads: Payees
) -> Iterator[Row]:
    names = ", ".join(f"e.{name}" for name in ENTRY_ROW)
    brought = connection.stream(
        f"""SELECT {names} FROM batch b JOIN entry e ON e.id BETWEEN b.first_entry_id AND b.last_entry_id AND e.batch_id = b.id
        WHERE b.id IN ({of_batches}) ORDER BY e.id""",
        span,
    )
    places = [ENTRY_ROW.index(name) for name in _MAY_BE_HEAD]
    for row in merge(brought, _by_id(connection, sorted(alone)), key=lambda one: int(str(one[0]))):
        masked = {
            at: personal.mask(str(row[at])) for at in places if row[at] is not None and heads.is_head(str(row[at]))
        }
        yield tuple(masked.get(at, value) for at, value in enumerate(row)) if masked else row


def _by_id(connection: Connection, ids: list[int]) -> Iterator[Row]:
    for at in range(0, len(ids), _AT_ONCE):
        listed = ", ".join(map(str, ids[at : at + _AT_ONCE]))
        yield from connection.rows(f"SELECT {', '.join(ENTRY_ROW)} FROM entry WHERE id IN ({listed}) ORDER BY id")


def _left(connection: Connection, rows: Mapping[tuple[str, int], bool]) -> Iterator[Row]:
    """How each row is now, by noun and id."""
    for noun in NOUNS:
        ids = sorted(id for of, id in rows if of == noun)
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            listed = ", ".join(map(str, some))
            owners = dict(connection.rows(f"SELECT id, batch_id FROM {noun} WHERE id IN ({listed})"))
            told = dict(stored_of(connection, noun, [id for id in some if rows[noun, id]]))
            for id in some:
                said = spelled(_masked(noun, told[id])) if id in told else None
                yield noun, id, int(id in owners), owners.get(id), said


def _masked(noun: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: personal.mask(str(value)) if name in PERSONAL.get(noun, ()) and value is not None else value
        for name, value in values.items()
    }


def _personal(connection: Connection, rows: Mapping[tuple[str, int], bool], *, names: bool) -> Iterator[Row]:
    """Every value beside the chain of the rows that are spoken of."""
    for noun in PERSONAL:
        ids = sorted(id for of, id in rows if of == noun)
        for at in range(0, len(ids), _AT_ONCE):
            listed = ", ".join(map(str, ids[at : at + _AT_ONCE]))
            for hash, of, id, column, salt, value in connection.rows(
                f"SELECT hash, noun, object_id, field, salt, value FROM personal_value WHERE noun = :noun AND object_id IN ({listed}) ORDER BY id",
                {"noun": noun},
            ):
                shown = None if value is None else personal.mask(str(value))
                yield hash, of, id, column, shown, *((salt, value) if names else (None, None))
