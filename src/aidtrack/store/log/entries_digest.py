"""The fingerprint of a batch's entries: kept in the audit chain, recomputed by `check`.

It is salted: the salt stands in the batch's own row, beside the chain, and leaves the store with the names alone.
"""

from collections.abc import Mapping

from aidtrack.ledger.digest import ROW, Digest
from aidtrack.store.engine.connection import Connection

_BLOCK = 5000


def of_batch(
    connection: Connection,
    batch_id: int,
    first: int,
    last: int,
    changed: Mapping[int, Mapping[str, object]] | None = None,
) -> Digest:
    """That of the entries which a batch has in a range of ids, as they are once columns of some are `changed`."""
    digest = Digest()
    cursor = connection.execute(
        f"SELECT id, {', '.join(ROW)} FROM entry WHERE id BETWEEN :first AND :last AND batch_id = :batch ORDER BY id",
        {"first": first, "last": last, "batch": batch_id},
    )
    while rows := cursor.fetchmany(_BLOCK):
        ids, *columns = map(list, zip(*rows, strict=True))
        named = dict(zip(ROW, columns, strict=True))
        for at, id in enumerate(ids) if changed else ():
            for name, value in (changed or {}).get(id, {}).items():
                named[name][at] = value
        digest.add(len(rows), named, {})
    return digest


def recorded(connection: Connection, batch_id: int, digest: Digest) -> dict[str, object]:
    """What the batch's record says of its entries."""
    salt = connection.value("SELECT salt FROM batch WHERE id = :batch", {"batch": batch_id})
    return digest.said(None if salt is None else str(salt))
