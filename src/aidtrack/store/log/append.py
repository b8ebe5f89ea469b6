"""Appending to the log inside a write transaction: each record carries the hash of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aidtrack.store.engine.head import head
from aidtrack.store.engine.transaction import Writer
from aidtrack.store.log.chain import record_hash, spelled


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
        rows = [self._link(record) for record in records]
        if rows:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            self._writer.insert_columns("audit", columns, {})

    def _link(self, record: Record) -> dict[str, object]:
        row: dict[str, object] = {
            "at": self._writer.stamp,
            "actor": self._writer.actor,
            "action": record.action,
            "noun": record.noun,
            "object_id": record.object_id,
            "batch_id": record.batch_id,
            "before": spelled(record.before),
            "after": spelled(record.after),
            "previous": self._previous,
        }
        row["hash"] = self._previous = record_hash(row)
        return row
