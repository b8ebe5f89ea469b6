"""Where an office's log as it is handed over and as a collection has it part, and what of the collection's is not in the other."""

from collections.abc import Sequence

from aidtrack.bundle.content import Bundle
from aidtrack.dataclass import dataclass
from aidtrack.ledger.entry import ENTRY
from aidtrack.phrase import Said, phrase
from aidtrack.store.collection.offices import Office
from aidtrack.store.engine.collections import MARK
from aidtrack.store.engine.connection import Connection
from aidtrack.store.log import chain
from aidtrack.values.text import safe


@dataclass(frozen=True, slots=True)
class Parting:
    """`common` is the last record of both, written on `day` where that is known; how many `records` here come after it, and how many
    entries they made; `restored`: over there a backup was put in the store's place since, and not before the newest record here.
    """

    common: int
    day: str | None
    records: int
    entries: int
    restored: bool

    @property
    def until(self) -> Said:
        if self.day is None:
            return phrase("record {record}", record=self.common)
        return phrase("record {record} of {day}", record=self.common, day=safe(self.day))


def hash_of(connection: Connection, office: Office, record: int) -> str | None:
    found = connection.value(f"SELECT hash FROM {MARK} WHERE id = :id", {"id": office.span.base + record})
    return None if found is None else str(found)


def begun_with(connection: Connection, offices: Sequence[Office], hash: str) -> list[Office]:
    """Those whose log's first record has this hash, in one question: of the first bundle of each office all are looked at."""
    if not offices:
        return []
    firsts = {one.span.base + 1: one for one in offices}
    sql = f"SELECT id FROM {MARK} WHERE id IN ({', '.join(map(str, firsts))}) AND hash = :hash ORDER BY id"
    return [firsts[id] for (id,) in connection.rows(sql, {"hash": hash})]


def parting(connection: Connection, bundle: Bundle, known: Office) -> Parting | None:
    """None where they part before the bundle begins."""
    said, base = bundle.manifest, known.span.base
    if said.since and hash_of(connection, known, said.since) != said.previous:
        return None
    of = {"since": base + said.since, "last": known.span.last}
    rows = connection.rows(f"SELECT id, hash, at FROM {MARK} WHERE id > :since AND id <= :last", of)
    ours = {id - base: (hash, at) for id, hash, at in rows}
    common, parted, restored = said.since, False, False
    for record in bundle.records.named():
        id = int(str(record["id"]))
        parted = parted or ours.get(id, ("", None))[0] != record["hash"]
        if not parted:
            common = id
        # An older history that a restore ended holds none that is later than what came of the one after it.
        is_restore = (record["action"], record["noun"]) == chain.RESTORE
        restored = restored or (parted and is_restore and str(record["at"]) >= (known.recorded_at or ""))
    at = ours[common][1] if common in ours else _at(connection, base + common)
    records, entries = _after(connection, base + common, known.span.last)
    return Parting(common, None if at is None else str(at)[:10], records, entries, restored)


def _at(connection: Connection, id: int) -> object:
    return connection.value(f"SELECT at FROM {MARK} WHERE id = :id", {"id": id})


def _after(connection: Connection, common: int, last: int) -> tuple[int, int]:
    """How many records, and how many entries they made; of a sealed record it is not known what it is of."""
    records = entries = 0
    for action, noun, after in connection.rows(
        f"SELECT action, noun, after FROM {MARK} WHERE id > :common AND id <= :last", {"common": common, "last": last}
    ):
        records += 1
        if action == chain.FORGET:
            continue  # of entries that are there
        if noun == ENTRY.name:
            entries += 1
        elif noun == "batch":
            entries += int(str((chain.values(after) or {}).get("entries") or 0))
    return records, entries
