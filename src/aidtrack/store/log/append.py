"""Appending to the log inside a write transaction: each record carries the hash of the one before."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from aidtrack.dataclass import dataclass
from aidtrack.store.engine.head import head
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import spelled
from aidtrack.store.log.personal_values import HASHED, Place, hidden, places, put_beside
from aidtrack.values.record import record_hash


@dataclass(frozen=True, slots=True)
class Record:
    """What one link of the chain says was done to one row."""

    action: str
    noun: str
    object_id: int | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    batch_id: int | None = None


class Chain:
    """The open end of the audit chain inside one write transaction."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._previous = head(writer)
        self._held: list[dict[str, object]] | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is appended inside, as it is said then, is written at its end, at once; nobody else appends meanwhile."""
        held = self._held = []
        yield
        self._held = None
        self._write(held)

    def append(
        self,
        action: str,
        noun: str,
        object_id: int | None = None,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
        batch_id: int | None = None,
    ) -> None:
        self.extend([Record(action, noun, object_id, before, after, batch_id)])

    def extend(self, records: Sequence[Record]) -> None:
        """Append records in their order."""
        said = [_said(record) for record in self._without_names(records)]
        if self._held is not None:
            self._held += said
        else:
            self._write(said)

    def _without_names(self, records: Sequence[Record]) -> Sequence[Record]:
        """The records, personal values of whose rows stand beside the chain."""
        of_people = [record for record in records if record.noun in HASHED and record.object_id is not None]
        if not of_people:
            return records
        found = [
            place
            for one in of_people
            for place in places(one.noun, one.object_id or 0, (one.before, one.after), one.action)
        ]
        changed = {one.object_id or 0 for one in of_people if one.before is not None}
        hashes = put_beside(self._writer, dict.fromkeys(found), changed)
        return [_hidden(record, hashes) if record.noun in HASHED else record for record in records]

    def _write(self, rows: Sequence[Mapping[str, object]]) -> None:
        if rows and not self._writer.engine.log(self._writer, self._writer.actor, _columns(rows)):
            self._writer.insert_columns("audit", _columns([self._link(row) for row in rows]), {})

    def _link(self, said: Mapping[str, object]) -> dict[str, object]:
        row = {"at": self._writer.stamp, "actor": self._writer.actor, **said, "previous": self._previous}
        row["hash"] = self._previous = record_hash(row)
        return row


def _hidden(record: Record, hashes: Mapping[Place, str]) -> Record:
    before, after = (
        hidden(record.noun, record.object_id or 0, row, hashes, record.action) for row in (record.before, record.after)
    )
    return replace(record, before=before, after=after)


def _said(record: Record) -> dict[str, object]:
    return {
        "action": record.action,
        "noun": record.noun,
        "object_id": record.object_id,
        "batch_id": record.batch_id,
        "before": spelled(record.before),
        "after": spelled(record.after),
    }


def _columns(rows: Sequence[Mapping[str, object]]) -> dict[str, list[object]]:
    return {name: [row[name] for row in rows] for name in rows[0]}
