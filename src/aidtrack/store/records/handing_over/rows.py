"""The rows of a bundle as they leave the store: without names a person is masked, and a record that speaks of one is sealed."""

from collections.abc import Iterator, Mapping
from heapq import merge
from typing import Any

from aidtrack.bundle.content import BATCH, ENTRY_ROW, Row
from aidtrack.bundle.standing import ABSENT, Key
from aidtrack.bundle.standing import held as held_of
from aidtrack.ledger.entry import ENTRY
from aidtrack.ledger.holding import held
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log.chain import FORGET, spelled
from aidtrack.store.log.naming import FREE
from aidtrack.store.log.personal_values import PERSONAL
from aidtrack.store.records.handing_over.spoken import Spoken, log
from aidtrack.store.records.handing_over.whom import Persons
from aidtrack.store.records.payees import MAY_BE_HEADS
from aidtrack.store.records.rows import stored_of
from aidtrack.values import personal
from aidtrack.values.blocks import blocks
from aidtrack.values.record import LINK, RECORD

_PAYEES = tuple(ENTRY_ROW.index(name) for name in MAY_BE_HEADS)
_TEXTS = tuple(ENTRY_ROW.index(name) for name in FREE[ENTRY.name])
_SALT = BATCH.index("salt")
_AT_ONCE = 500


def records(connection: Connection, span: Mapping[str, object], sealed: set[int]) -> Iterator[Row]:
    """RECORD of each; of one that is `sealed` what links the chain alone."""
    for row in log(connection, span):
        if row[0] in sealed:
            yield tuple(value if name in LINK else None for name, value in zip(RECORD, row, strict=True))
        else:
            yield row


def entries(
    connection: Connection, of_batches: str, span: Mapping[str, object], alone: list[int], persons: Persons
) -> Iterator[Row]:
    """ENTRY_ROW of those that these batches brought, and of those that came `alone`, by id; without the names of `persons`."""
    names = ", ".join(f"e.{name}" for name in ENTRY_ROW)
    brought = connection.stream(
        f"""SELECT {names} FROM batch b JOIN entry e ON e.id BETWEEN b.first_entry_id AND b.last_entry_id AND e.batch_id = b.id
        WHERE b.id IN ({of_batches}) ORDER BY e.id""",
        span,
    )
    brought = merge(brought, _by_id(connection, sorted(alone)), key=lambda one: int(str(one[0])))
    yield from (_without_names(connection, row, persons) for row in brought) if persons.are_any else brought


def _without_names(connection: Connection, row: Row, persons: Persons) -> Row:
    """Who is a head is masked; a text that holds a head's name is left out where nothing stands of its entry any more."""
    left_out: dict[int, str | None] = {
        at: shown for at in _PAYEES if row[at] is not None and (shown := persons.masked(str(row[at]))) != row[at]
    } | {at: None for at in _TEXTS if persons.are_told(row[at]) and is_gone(connection, row[0])}
    return tuple(left_out.get(at, value) for at, value in enumerate(row)) if left_out else row


def is_gone(connection: Connection, id: object) -> bool:
    """Whether nothing stands of an entry: it was taken back, or takes another back."""
    sql = f"SELECT 1 FROM entry e WHERE e.id = :id AND (e.reverses_id IS NOT NULL OR {held('e')} = 0)"
    return connection.value(sql, {"id": id}) is not None


def batches(made: Iterator[Row], names: bool) -> Iterator[Row]:
    """With what their digests are salted goes with the names alone: who has it can try names on them."""
    return made if names else (tuple(None if at == _SALT else value for at, value in enumerate(row)) for row in made)


def batch_files(files: Iterator[Row], persons: Persons) -> Iterator[Row]:
    """A name in what a file, a sheet or a column is called is masked where it stands."""
    for row in files:
        yield tuple(persons.unnamed(value) if isinstance(value, str) else value for value in row)


def _by_id(connection: Connection, ids: list[int]) -> Iterator[Row]:
    for some in blocks(ids, _AT_ONCE):
        listed = ", ".join(map(str, some))
        yield from connection.rows(f"SELECT {', '.join(ENTRY_ROW)} FROM entry WHERE id IN ({listed}) ORDER BY id")


def left(connection: Connection, about: Spoken) -> Iterator[Row]:
    """How each row is now, by noun and id."""
    rows = about.rows
    for noun in NOUNS:
        for some in blocks(sorted(id for of, id in rows if of == noun), _AT_ONCE):
            listed = ", ".join(map(str, some))
            owners = dict(connection.rows(f"SELECT id, batch_id FROM {noun} WHERE id IN ({listed})"))
            told = dict(stored_of(connection, noun, [id for id in some if rows[noun, id]]))
            for id in some:
                said = spelled(_masked(noun, told[id])) if id in told else None
                yield noun, id, int(id in owners), owners.get(id), said, _stood(noun, id, told.get(id), about)


def _stood(noun: str, id: int, now: Mapping[str, Any] | None, about: Spoken) -> str | None:
    if (noun, id) not in about.stood:
        return None
    return about.stood[noun, id] or (ABSENT if now is None else held_of(noun, now))


def _masked(noun: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: personal.mask(str(value)) if name in PERSONAL.get(noun, ()) and value is not None else value
        for name, value in values.items()
    }


def beside(
    connection: Connection, rows: Mapping[Key, bool], span: Mapping[str, object], persons: Persons, *, names: bool
) -> Iterator[Row]:
    """Every value beside the chain of the rows, and of the entries, that are spoken of."""
    yield from _of_entries(connection, span, persons)
    for noun in PERSONAL:
        for some in blocks(sorted(id for of, id in rows if of == noun), _AT_ONCE):
            listed = ", ".join(map(str, some))
            for hash, of, id, column, salt, value in connection.rows(
                f"SELECT hash, noun, object_id, field, salt, value FROM personal_value WHERE noun = :noun AND object_id IN ({listed}) ORDER BY id",
                {"noun": noun},
            ):
                shown = None if value is None else personal.mask(str(value))
                yield hash, of, id, column, shown, *((salt, value) if names else (None, None))


def _of_entries(connection: Connection, span: Mapping[str, object], persons: Persons) -> Iterator[Row]:
    """Whom entries name that came alone: a head masked, whoever is none with what proves it."""
    told = f"noun = '{ENTRY.name}' AND action IN ('add', '{FORGET}') AND id > :since AND id <= :to"
    for hash, noun, id, column, salt, value in connection.stream(
        f"""SELECT p.hash, p.noun, p.object_id, p.field, p.salt, p.value FROM (SELECT min(id) AS id, noun, object_id FROM audit WHERE {told} GROUP BY noun, object_id) a
        JOIN personal_value p ON p.object_id = a.object_id AND p.noun = a.noun ORDER BY a.id, p.id""",
        span,
    ):
        masked = persons.masked if column in MAY_BE_HEADS else persons.unnamed
        shown = None if value is None else masked(str(value))
        is_nobody = shown == value and salt is not None  # to a reader of a server it comes masked, and without
        yield hash, noun, id, column, shown, *((salt, value) if is_nobody else (None, None))
