"""The fingerprint of a batch's entries: kept in the audit chain, recomputed by `check`."""

import hashlib
from collections.abc import Iterable, Sequence

from aidtrack.store.reading import Connection
from aidtrack.store.rows import ENTRY_COLUMNS, ORIGIN

ROW = (*ENTRY_COLUMNS, *ORIGIN)


class Digest:
    """SHA-256 over entries as tuples of ROW, in order of id."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        self._hash.update("\n".join(map(repr, rows)).encode() + b"\n")

    def value(self) -> str:
        return self._hash.hexdigest()


def of_batch(connection: Connection, batch_id: int, first: int, last: int) -> tuple[int, str]:
    """How many entries a batch has in its range of ids, and their digest."""
    digest = Digest()
    count = 0
    cursor = connection.execute(
        f"SELECT {', '.join(ROW)} FROM entry WHERE id BETWEEN :first AND :last AND batch_id = :batch ORDER BY id",
        {"first": first, "last": last, "batch": batch_id},
    )
    for row in cursor:
        digest.add([tuple(row)])
        count += 1
    return count, digest.value()
