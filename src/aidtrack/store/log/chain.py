"""The audit log: who changed what, when, from what to what; each record carries the hash of the one before.

A hash is SHA-256 over the record's fields, each preceded by its length, so that no two records share one spelling.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping

from aidtrack.store.engine.connection import Connection

REVEAL = ("reveal", "personal")  # action and noun of a run that was asked to show names
RESTORE = ("restore", "store")  # of a backup that took the store's place
FIELDS = ("at", "actor", "action", "noun", "object_id", "batch_id", "before", "after", "previous")


def record_hash(fields: Mapping[str, object]) -> str:
    """The hash of a record's FIELDS; a blank and an empty text differ."""
    digest = hashlib.sha256()
    for name in FIELDS:
        value = fields.get(name)
        data = b"" if value is None else str(value).encode()
        digest.update(f"{'-' if value is None else len(data)}:".encode() + data)
    return digest.hexdigest()


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
