"""The audit log: who changed what, when, from what to what; each record carries the hash of the one before.

A hash is SHA-256 over the record's fields, each preceded by its length, so that no two records share one spelling.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidtrack.store.reading import Connection

if TYPE_CHECKING:
    from aidtrack.store.writing import Writer

GENESIS = "0" * 64
REVEAL = ("reveal", "personal")  # action and noun of a run that was asked to show names
FIELDS = ("at", "actor", "action", "noun", "object_id", "batch_id", "before", "after", "previous")


def record_hash(fields: Mapping[str, object]) -> str:
    """The hash of a record's FIELDS; a blank and an empty text differ."""
    digest = hashlib.sha256()
    for name in FIELDS:
        value = fields.get(name)
        data = b"" if value is None else str(value).encode()
        digest.update(f"{'-' if value is None else len(data)}:".encode() + data)
    return digest.hexdigest()


def head(connection: Connection) -> str:
    """The hash of the newest record; GENESIS where there is none."""
    return connection.value("SELECT hash FROM audit ORDER BY id DESC LIMIT 1") or GENESIS


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

    def __init__(self, writer: "Writer") -> None:
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
            "at": self._writer.now.isoformat(timespec="microseconds"),
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


def spelled(values: Mapping[str, object] | None) -> str | None:
    """Values as the log keeps them: JSON with sorted keys, blanks left out."""
    if values is None:
        return None
    kept = {name: value for name, value in values.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def records(connection: Connection) -> Iterator[dict[str, object]]:
    """Every record in order, with its id and hash."""
    names = ("id", *FIELDS, "hash")
    cursor = connection.execute(f"SELECT {', '.join(names)} FROM audit ORDER BY id")
    for row in cursor:
        yield dict(zip(names, row, strict=True))
