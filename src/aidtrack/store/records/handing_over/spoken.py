"""Of what the records of a log speak, and which of them speak of a person in the clear: these travel sealed where names stay at home."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from aidtrack.bundle.content import Row
from aidtrack.bundle.standing import ABSENT, COLUMNS, UPGRADE, Key, held
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.nouns import NOUNS
from aidtrack.store.engine.connection import Connection
from aidtrack.store.engine.rights import READER
from aidtrack.store.log.chain import FORGET, SEALED_BY
from aidtrack.store.log.chain import values as said_of
from aidtrack.store.log.naming import FREE, SEALED
from aidtrack.store.log.personal_values import PERSONAL, hash_in
from aidtrack.store.records.handing_over.whom import Persons
from aidtrack.store.records.payees import MAY_BE_HEADS
from aidtrack.values.record import RECORD

_AT = {name: at for at, name in enumerate(RECORD)}


@dataclass(slots=True)
class Spoken:
    """Of what the records speak: rows of nouns (True: the last record is sealed), entries whose record is sealed; how many records are."""

    rows: dict[Key, bool] = field(default_factory=dict)
    entries: list[int] = field(default_factory=list)
    sealed: set[int] = field(default_factory=set)
    upgraded: int = 0  # the record by which the store came to schema 3, where all before it are there too
    # How rows stood then of which no open record says it (`bundle/standing.py`); None: as they are now.
    stood: dict[Key, str | None] = field(default_factory=dict)

    def take_in(self, row: Row) -> None:
        """What the record says of how a row stood: the upgrade's own, or one after it."""
        if (row[_AT["action"]], row[_AT["noun"]]) == UPGRADE:
            self.upgraded = int(str(row[_AT["id"]]))
            self.stood = dict.fromkeys(of for of, sealed in self.rows.items() if sealed and of[0] in COLUMNS)
        elif self.stood and row[_AT["object_id"]] is not None:
            of, before = (str(row[_AT["noun"]]), int(str(row[_AT["object_id"]]))), said_of(row[_AT["before"]])
            if of in self.stood and self.stood[of] is None:
                self.stood[of] = ABSENT if before is None else held(of[0], before)


def spoken(connection: Connection, span: Mapping[str, object], persons: Persons, *, names: bool) -> Spoken:
    """What the records of a span speak of, and which of them travel sealed, without `names` or with them."""
    found, hidden = Spoken(), _hidden(connection, span)
    forgotten = _of_forgotten(connection)
    for row in log(connection, span):
        id, noun, of = row[_AT["id"]], str(row[_AT["noun"]]), row[_AT["object_id"]]
        if not span["since"]:
            found.take_in(row)
        sealed = id in forgotten or (not names and (id in hidden or _names_somebody(noun, row, persons)))
        if sealed:
            found.sealed.add(int(str(id)))
        if noun in NOUNS and of is not None:
            found.rows[noun, int(str(of))] = sealed
        elif noun == ENTRY.name and sealed:
            found.entries.append(int(str(of)))
    return found


def _hidden(connection: Connection, span: Mapping[str, object]) -> set[object]:
    """Of which records a reader of a server is not shown what they say (`schema/masked.py`)."""
    if connection.right != READER:
        return set()
    return {id for (id,) in connection.rows("SELECT id FROM audit WHERE hidden AND id > :since AND id <= :to", span)}


def _of_forgotten(connection: Connection) -> set[object]:
    """Which records hold the name of somebody who was forgotten since: nobody is told it, with names or without."""
    of = {"action": FORGET, "noun": "personal"}
    rows = connection.rows("SELECT after FROM audit WHERE action = :action AND noun = :noun ORDER BY id", of)
    said = (said_of(after) or {} for (after,) in rows)
    return {id for one in said if isinstance(ids := one.get(SEALED_BY), list) for id in ids}


def _names_somebody(noun: str, row: Row, persons: Persons) -> bool:
    """Whether a record speaks of a person in the clear: one of an older program, of an entry, or one whose text holds a head's name."""
    if noun in SEALED:
        return any(persons.are_told(row[_AT[end]]) for end in ("before", "after"))
    texts = FREE.get(noun)
    if texts is None:
        return False
    said = [one for one in (said_of(row[_AT["before"]]), said_of(row[_AT["after"]])) if one is not None]
    if any(hash_in(one[name]) is None for one in said for name in PERSONAL.get(noun, ()) if name in one):
        return True
    if not persons.are_any:
        return False
    if noun == ENTRY.name and any(
        persons.are_in(str(one[name]))
        for one in said
        for name in MAY_BE_HEADS
        if name in one and hash_in(one[name]) is None
    ):
        return True
    return any(persons.are_told(one[name]) for one in said for name in texts if name in one)


def log(connection: Connection, span: Mapping[str, object]) -> Iterator[Row]:
    return table(connection, "audit", RECORD, "id > :since AND id <= :to", span)


def table(
    connection: Connection, name: str, columns: tuple[str, ...], where: str, span: Mapping[str, object]
) -> Iterator[Row]:
    return connection.stream(f"SELECT {', '.join(columns)} FROM {name} WHERE {where} ORDER BY id", span)
