"""The fingerprint of a batch's entries: kept in the audit chain, recomputed by `check`."""

from aidtrack.ledger.digest import ROW, Digest
from aidtrack.store.engine.connection import Connection

_BLOCK = 5000


def of_batch(connection: Connection, batch_id: int, first: int, last: int) -> tuple[int, dict[str, object]]:
    """How many entries a batch has in its range of ids, and what its record says of them (`Digest.said`)."""
    digest = Digest()
    count = 0
    cursor = connection.execute(
        f"SELECT {', '.join(ROW)} FROM entry WHERE id BETWEEN :first AND :last AND batch_id = :batch ORDER BY id",
        {"first": first, "last": last, "batch": batch_id},
    )
    while rows := cursor.fetchmany(_BLOCK):
        digest.add(len(rows), dict(zip(ROW, zip(*rows, strict=True), strict=True)), {})
        count += len(rows)
    return count, digest.said
