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
        self._count = 0

    def add(self, count: int, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]) -> None:
        """Take in `count` entries; `same` are values that all of them have, and what neither names is null."""
        for name, digest in self._columns.items():
            values = columns.get(name)
            if name not in self._held:
                if same.get(name) is None and (values is None or values.count(None) == len(values)):
                    continue
                self._hold(name)
            digest.update(_spelled(name, [same.get(name)]) * count if values is None else _spelled(name, values))
        self._count += count

    def _hold(self, name: str) -> None:
        """A column that held nothing so far is digested from the first entry on."""
        self._held.add(name)
        for at in range(0, self._count, _BLOCK):
            self._columns[name].update(_spelled(name, [None]) * min(_BLOCK, self._count - at))

    def value(self) -> str:
        return hashlib.sha256(
            "".join(digest.hexdigest() for name, digest in self._columns.items() if name in self._held).encode()
        ).hexdigest()


def _spelled(name: str, values: Sequence[object]) -> bytes:
    try:
        return _spelled_at_once(name, values)
    except TypeError:  # a blank among them
        blank = "\0" if name in _TEXTS else _NO_NUMBER
        return _spelled_at_once(name, [blank if value is None else value for value in values])


def _spelled_at_once(name: str, values: Sequence[Any]) -> bytes:
    """Raises TypeError for a None."""
    return ("\x1f".join(values) + "\x1f").encode() if name in _TEXTS else array("q", values).tobytes()


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
