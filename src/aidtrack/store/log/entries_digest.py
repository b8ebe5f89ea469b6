"""The fingerprint of a batch's entries: kept in the audit chain, recomputed by `check`."""

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from aidtrack.ledger.entry import ENTRY, ENTRY_COLUMNS, ORIGIN
from aidtrack.store.engine.connection import Connection

ROW = (*ENTRY_COLUMNS, *ORIGIN)
# Columns that came later are left out where they hold nothing: so what an older schema recorded keeps its digest.
_LATER = frozenset(field.column for field in ENTRY.fields if field.since > 1)
_TEXTS = frozenset(field.column for field in ENTRY.fields if field.sql == "TEXT")
_NO_NUMBER = -(2**63)
_BLOCK = 5000


class Digest:
    """SHA-256 over entries in order of id, column by column: how they come in blocks makes no difference.

    An upgrade gives the columns of its schema.
    """

    def __init__(self, columns: Sequence[str] = ROW) -> None:
        self._columns = {name: hashlib.sha256() for name in columns}
        self._held = {name for name in columns if name not in _LATER}

    def add(self, count: int, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Take in `count` entries; `same` are values that all of them have, and what neither names is null."""
        for name, digest in self._columns.items():
            values = columns.get(name)
            if same.get(name) is not None or (name not in self._held and values and values.count(None) < len(values)):
                self._held.add(name)
            digest.update(_spelled(name, [same.get(name)]) * count if values is None else _spelled(name, values))

    def value(self) -> str:
        return hashlib.sha256(
            "".join(digest.hexdigest() for name, digest in self._columns.items() if name in self._held).encode()
        ).hexdigest()


def _spelled(name: str, values: Sequence[object]) -> bytes:
    if name not in _TEXTS:
        numbers: list[Any] = [_NO_NUMBER if value is None else value for value in values]
        return array("q", numbers).tobytes()
    if None in values:
        values = ["\0" if value is None else value for value in values]
    return ("\x1f".join(map(str, values)) + "\x1f").encode()


def of_batch(connection: Connection, batch_id: int, first: int, last: int) -> tuple[int, str]:
    """How many entries a batch has in its range of ids, and their digest."""
    digest = Digest()
    count = 0
    cursor = connection.execute(
        f"SELECT {', '.join(ROW)} FROM entry WHERE id BETWEEN :first AND :last AND batch_id = :batch ORDER BY id",
        {"first": first, "last": last, "batch": batch_id},
    )
    while rows := cursor.fetchmany(_BLOCK):
        digest.add(len(rows), dict(zip(ROW, zip(*rows, strict=True), strict=True)), {})
        count += len(rows)
    return count, digest.value()
